//! Lists of prospects as search tools export them.

mod columns;
mod degree;
mod identity;

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::Arc;

use thiserror::Error;

use super::contact::{LeftOut, Reason};
use super::excess::{Counted, Excess, Leaving, MAX_PEOPLE};
use super::plain::letters;
use super::rows::{BadRow, Damage, Row, Rows};
use columns::{flag, is_heading, said};

pub use columns::FIELDS;
pub use degree::Degree;

/// Somebody on a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prospect {
    /// The line on which it stands.
    pub line: u64,
    /// The address of the profile.
    pub profile: String,
    /// The name.
    pub name: String,
    /// The title.
    pub title: String,
    /// The company.
    pub company: String,
    /// The distance to the owner of the list.
    pub degree: Degree,
    /// Can they be sent InMail for free?
    pub open_profile: bool,
    /// The columns with a value among those that rules look at, by their places there.
    pub says: Vec<u16>,
}

/// A list without doubles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// The people on it.
    pub prospects: Vec<Prospect>,
    /// The rows that do not count.
    pub left_out: Vec<LeftOut>,
    /// The fields for which it has no column, or an empty one.
    pub lacks: Vec<&'static str>,
    /// The columns that it lacks among those that rules look at, by their places there.
    pub without: Vec<usize>,
    /// The number of degrees that are not understood.
    pub odd_degrees: u64,
    /// The number of values for an Open Profile that are not understood.
    pub odd_flags: u64,
}

/// Why a list cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ListError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It holds too much, or hardly anything that can be read.
    #[error(transparent)]
    Excess(#[from] Excess),
    /// Two of its columns would be one and the same.
    #[error("`{called}` cannot be both {} and {}", .columns[0], .columns[1])]
    OneForTwo {
        /// Its name in the file.
        called: String,
        /// The two.
        columns: [String; 2],
    },
    /// There is no such column.
    #[error("no column `{}`", .wanted.join("` or `"))]
    NoColumn {
        /// The field that is wanted.
        field: String,
        /// The names by which it is looked for.
        wanted: Vec<String>,
        /// The number of columns of the first row.
        columns: usize,
        /// The columns that there are; `None` if the first row may be about somebody.
        header: Option<Vec<String>>,
    },
}

/// The places of the fields of a list, and of the columns that rules look at.
struct Places {
    fields: [Vec<usize>; FIELDS.len()],
    wanted: Vec<Option<usize>>,
}

/// Reads a list. `own` has fields and columns of the rules with their names in the file, `wanted` the columns that rules look
/// at.
pub fn read_prospects(
    file: &str,
    input: impl Read,
    own: &[(String, String)],
    wanted: &[&str],
) -> Result<List, ListError> {
    let Some(mut rows) = Rows::new(input, |_| true)? else { return Err(ListError::Empty) };
    let places = Places::find(rows.header(), own, wanted)?;
    let mut list = List::default();
    let mut filled = [false; FIELDS.len()];
    let mut known = identity::Known::default();
    let (mut left_out, mut counted) = (Leaving::default(), Counted::up_to(MAX_PEOPLE));
    while let Some(row) = rows.next_row()? {
        let read = match row {
            Err(BadRow { line, damage }) => Err((line, Reason::Damaged(damage))),
            Ok(row) => places.prospect(&row, &mut list, &mut filled).map_err(|reason| (row.line, reason)).and_then(
                |prospect| {
                    let addresses = places.fields[0].iter().map(|&place| said(row.text(place).unwrap_or_default()));
                    let is_new = known.is_new(addresses, &prospect.name, &prospect.company);
                    if is_new { Ok(prospect) } else { Err((row.line, Reason::Double)) }
                },
            ),
        };
        counted.add(read.as_ref().map_or_else(|(_, reason)| !reason.is_unreadable(), |_| true))?;
        match read {
            Ok(prospect) => list.prospects.push(prospect),
            Err((line, reason)) => left_out.add(line, reason),
        }
    }
    let file: Arc<str> = file.into();
    let named = |(line, reason, rows)| LeftOut { file: file.clone(), line, reason, rows };
    list.left_out = left_out.sorted().into_iter().map(named).collect();
    list.lacks = FIELDS.iter().zip(filled).filter(|(_, filled)| !filled).map(|((field, _), _)| *field).collect();
    list.without = (0..wanted.len()).filter(|&place| places.wanted[place].is_none()).collect();
    Ok(list)
}

impl Places {
    fn find(header: &[String], own: &[(String, String)], wanted: &[&str]) -> Result<Places, ListError> {
        let names: Vec<String> = header.iter().map(|name| letters(name)).collect();
        let place = |name: &str| {
            let exact = header.iter().position(|known| known.eq_ignore_ascii_case(name));
            let name = letters(name);
            exact.or_else(|| names.iter().position(|known| *known == name && !name.is_empty()))
        };
        let stated = |field: &str| own.iter().find(|(name, _)| name == field).map(|(_, called)| called.as_str());
        let missing = |field: &str, looked_for: &[&str]| {
            let usual = FIELDS.iter().flat_map(|(_, names)| *names).chain(wanted);
            // Without some of the usual names the first row may as well be about somebody.
            let known: BTreeSet<usize> = usual.filter_map(|name| place(name)).collect();
            let is_header = known.len() > 1;
            ListError::NoColumn {
                field: field.into(),
                wanted: looked_for.iter().map(|&name| name.to_owned()).collect(),
                columns: header.len(),
                header: is_header.then(|| header.iter().filter(|name| is_heading(name)).cloned().collect()),
            }
        };
        let mut fields: [Vec<usize>; FIELDS.len()] = Default::default();
        for (found, (field, names)) in fields.iter_mut().zip(FIELDS) {
            *found = match stated(field) {
                Some(stated) => vec![place(stated).ok_or_else(|| missing(field, &[stated]))?],
                None => names.iter().filter_map(|name| place(name)).collect(),
            };
            if found.is_empty() && field == "title" {
                return Err(missing(field, names));
            }
        }
        let wanted = wanted.iter().map(|&name| match stated(name) {
            Some(stated) => place(stated).map(Some).ok_or_else(|| missing(name, &[stated])),
            None => Ok(place(name)),
        });
        let wanted = wanted.collect::<Result<_, _>>()?;
        for (name, called) in own {
            let at = place(called);
            let is_other = |(found, (field, _)): &(&Vec<usize>, (&str, _))| {
                field != name && found.iter().any(|found| Some(*found) == at)
            };
            if let Some((_, (field, _))) = fields.iter().zip(FIELDS).find(is_other) {
                return Err(ListError::OneForTwo { called: called.clone(), columns: [field.into(), name.clone()] });
            }
        }
        Ok(Places { fields, wanted })
    }

    /// The prospect of a row. Counts values that are not understood, and notes the fields that are ever filled in.
    fn prospect(&self, row: &Row, list: &mut List, filled: &mut [bool; FIELDS.len()]) -> Result<Prospect, Reason> {
        let mut texts = [""; FIELDS.len()];
        for ((text, places), filled) in texts.iter_mut().zip(&self.fields).zip(filled) {
            *text = first_said(row, places).map_err(Reason::Damaged)?;
            *filled |= !text.is_empty();
        }
        let [profile, name, first, last, title, company, degree, open] = texts;
        let name = if name.is_empty() { format!("{first} {last}").trim().to_owned() } else { name.to_owned() };
        if name.is_empty() && profile.is_empty() {
            return Err(Reason::Missing("name or profile"));
        }
        let mut says = Vec::new();
        for (column, place) in self.wanted.iter().enumerate() {
            let text = place.map_or(Ok(""), |place| row.text(place)).map_err(Reason::Damaged)?;
            says.extend((flag(text) != Some(false)).then_some(column as u16));
        }
        let (known, flagged) = (Degree::read(degree), flag(open));
        list.odd_degrees += u64::from(known.is_none() && !degree.is_empty());
        list.odd_flags += u64::from(flagged.is_none());
        Ok(Prospect {
            line: row.line,
            profile: profile.into(),
            name,
            title: title.into(),
            company: company.into(),
            degree: known.unwrap_or_default(),
            open_profile: flagged.unwrap_or(false),
            says,
        })
    }
}

/// The first of these columns that is not empty: exports leave some of them so.
fn first_said<'r>(row: &'r Row, places: &[usize]) -> Result<&'r str, Damage> {
    for &place in places {
        let text = said(row.text(place)?);
        if !text.is_empty() {
            return Ok(text);
        }
    }
    Ok("")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str =
        "profileUrl,fullName,firstName,lastName,companyName,title,connectionDegree,isOpenLink,summary,query
https://www.linkedin.com/sales/lead/A1,Ann A,Ann,A,Acme,CEO,3rd,TRUE,\"likes\nboats\",q
https://www.linkedin.com/sales/lead/a1/,Ann A,Ann,A,Acme,CEO,3rd,TRUE,,q
https://www.linkedin.com/sales/lead/B2,,Bob,B,Blue,Clerk,Out of Network,false,,q
,,,,Nobody,Clerk,,,,q
";

    fn read(text: &str, own: &[(&str, &str)]) -> Result<List, ListError> {
        let own: Vec<(String, String)> = own.iter().map(|&(name, called)| (name.into(), called.into())).collect();
        read_prospects("list.csv", text.as_bytes(), &own, &["summary", "note"])
    }

    fn lines_left_out(list: &List) -> Vec<u64> {
        list.left_out.iter().map(|row| row.line).collect()
    }

    #[test]
    fn an_export_is_read_without_doubles() {
        let list = read(EXPORT, &[]).expect("it is right");
        let [ann, bob] = &list.prospects[..] else { panic!("there are two") };
        assert_eq!((ann.degree, ann.open_profile, &ann.says[..]), (Degree::Third, true, &[0][..]));
        assert_eq!((bob.name.as_str(), bob.degree, bob.open_profile), ("Bob B", Degree::Out, false));
        let reasons: Vec<String> = list.left_out.iter().map(|row| format!("{}: {}", row.line, row.reason)).collect();
        assert_eq!(reasons, ["4: there already", "6: no name or profile"]);
        assert_eq!((list.lacks.len(), &list.without[..]), (0, &[1][..]));
    }

    #[test]
    fn any_address_and_the_id_tell_who_somebody_is() {
        let list = read(
            "name,title,profileUrl,linkedInProfileUrl,vmid
Ann,CEO,https://www.linkedin.com/sales/lead/AC1,https://www.linkedin.com/in/ann,AC1
Ann,CEO,https://www.linkedin.com/sales/lead/AC1,,
Ann,CEO,,https://www.linkedin.com/in/ann/en,
,CEO,-,N/A,ac1
Bob,CEO,-,N/A,
Bob,CEO,-,N/A,-
",
            &[],
        );
        assert_eq!(lines_left_out(&list.expect("it is right")), [3, 4, 5]);
    }

    #[test]
    fn people_without_an_address_are_one_if_name_and_company_are_and_the_name_is_theirs() {
        let text = "name,company,title\nAnn,Acme,CEO\nann,ACME,CTO\nAnn,Blue,CEO\nLinkedIn Member,Acme,CEO\nLinkedIn \
                    Member,Acme,CTO\n";
        assert_eq!(lines_left_out(&read(text, &[]).expect("it is right")), [3]);
    }

    #[test]
    fn a_degree_that_is_not_there_or_not_understood_is_not_known() {
        let list = read("Name,Job-Title,Connection Degree,Open profile?\nA,CEO,,\nB,CEO,who knows,perhaps\n", &[]);
        let list = list.expect("it is right");
        assert!(list.prospects.iter().all(|prospect| prospect.degree == Degree::Unknown && !prospect.open_profile));
        assert_eq!((list.odd_degrees, list.odd_flags), (1, 1));
        let list = read("name,title,degree\nA,CEO,\n", &[]).expect("it is right");
        assert_eq!(list.lacks, ["profile", "first_name", "last_name", "company", "degree", "open_profile"]);
    }

    #[test]
    fn headings_are_compared_by_their_letters_and_of_two_the_first_that_says_something_counts() {
        for degree in ["Connection Degree", "connection_degree", "Distance"] {
            for open in ["Is Open Profile", "openProfile", "Open profile?", "is_open_link"] {
                for title in ["Job-Title", "Current Title"] {
                    let text = format!("NAME,{title},headline,{degree},{open}\nAnn,-,CEO,DISTANCE_2,y\n");
                    let list = read(&text, &[]).expect("it is right");
                    let ann = &list.prospects[0];
                    assert_eq!((ann.title.as_str(), ann.degree, ann.open_profile), ("CEO", Degree::Second, true));
                }
            }
        }
    }

    #[test]
    fn any_list_will_do_if_it_is_said_what_its_columns_are_called() {
        let text = "Who;Role;Idea\nAnn;CEO;boats\n";
        let list = read(text, &[("name", "Who"), ("title", "role"), ("note", "Idea")]).expect("it is right");
        let ann = &list.prospects[0];
        assert_eq!((ann.name.as_str(), ann.title.as_str(), &ann.says[..]), ("Ann", "CEO", &[1][..]));
        assert!(matches!(read(text, &[]), Err(ListError::NoColumn { field, header: None, .. }) if field == "title"));
        let named = read("Name;Company;x@example.com\n", &[]);
        assert!(
            matches!(named, Err(ListError::NoColumn { header: Some(header), .. }) if header == ["Name", "Company"])
        );
        assert!(
            matches!(read(text, &[("title", "Role"), ("note", "Job")]), Err(ListError::NoColumn { wanted, .. }) if wanted == ["Job"])
        );
    }
}
