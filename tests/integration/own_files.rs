//! Records and lists as people really have them, in the shapes of the tools that they use: what is counted of each, and which
//! rows are not. All people are made up.

mod archives;
mod lists;
mod logs;
