//! Lists of prospects as search tools export them.

mod columns;
mod degree;
mod identity;
mod places;

use std::io::{self, Read};
use std::sync::Arc;

use thiserror::Error;

use super::contact::{LeftOut, Reason};
use super::excess::{Counted, Excess, Leaving, MAX_PEOPLE};
use super::exports::{Export, Exports, Kind};
use super::rows::{BadRow, Damage, Row, Rows, is_header};
use columns::{is_footer, said};
use places::Places;

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
    /// Is the degree one that the user assumes?
    pub assumed: bool,
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
    /// The export that it is, if it is a known one.
    pub export: Option<&'static Export>,
    /// The columns that are not made use of.
    pub unused: Vec<String>,
    /// Does it not say of anybody how far away they are, but for connections?
    pub has_no_degree: bool,
    /// The number of states that are not understood.
    pub odd_states: u64,
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
    /// It is a known export, and not a list of people.
    #[error("it is an export of {}", .export.tool)]
    NoList {
        /// The export.
        export: &'static Export,
    },
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

/// How a list is to be read.
#[derive(Debug, Clone, Default)]
pub struct ListReading<'a> {
    /// Fields and columns of the rules with their names in the file.
    pub own: &'a [(String, String)],
    /// The columns that rules look at.
    pub wanted: &'a [&'a str],
    /// The export that it is, where the user says so.
    pub export: Option<&'static Export>,
    /// The degree of those of whom none is known.
    pub assumed: Option<Degree>,
}

/// Reads a list.
pub fn read_prospects(file: &str, input: impl Read, reading: &ListReading<'_>) -> Result<List, ListError> {
    let Some(mut rows) = Rows::new(input, is_header)? else { return Err(ListError::Empty) };
    let export = reading.export.or_else(|| Exports::built_in().detect(rows.header()));
    if let Some(export) = export.filter(|export| export.kind != Kind::List && reading.export.is_none()) {
        return Err(ListError::NoList { export });
    }
    let places = Places::find(rows.header(), reading, export)?;
    let mut list = List::default();
    let mut filled = [false; FIELDS.len()];
    let mut known = identity::Known::default();
    let (mut left_out, mut counted) = (Leaving::default(), Counted::up_to(MAX_PEOPLE));
    while let Some(row) = rows.next_row()? {
        let read = match row {
            Err(BadRow { line, damage }) => Err((line, Reason::Damaged(damage))),
            Ok(row) if row.alone().is_some_and(is_footer) => Err((row.line, Reason::Footer)),
            Ok(row) => places.prospect(&row, &mut list, &mut filled).map_err(|reason| (row.line, reason)).and_then(
                |prospect| {
                    let addresses = places.profiles().iter().map(|&place| said(row.text(place).unwrap_or_default()));
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
    list.lacks = FIELDS.into_iter().zip(filled).filter(|(_, filled)| !filled).map(|(field, _)| field).collect();
    list.without = places.without();
    list.unused = places.unused(rows.header());
    list.export = export;
    let is_told = |prospect: &Prospect| matches!(prospect.degree, Degree::Second | Degree::Third | Degree::Out);
    list.has_no_degree =
        !list.prospects.iter().any(is_told) && export.is_none_or(|export| export.always("degree").is_none());
    for prospect in list.prospects.iter_mut().filter(|prospect| prospect.degree == Degree::Unknown) {
        match reading.assumed {
            Some(assumed) => (prospect.degree, prospect.assumed) = (assumed, true),
            None if list.has_no_degree => prospect.degree = Degree::Unlisted,
            None => {}
        }
    }
    Ok(list)
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
        let wanted = &["summary", "note", "invited", "replied"];
        read_prospects("list.csv", text.as_bytes(), &ListReading { own: &own, wanted, ..ListReading::default() })
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
        assert_eq!((&list.lacks[..], &list.without[..]), (&["status", "accepted"][..], &[1, 2, 3][..]));
        assert_eq!(list.unused, ["query"]);
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
        assert!(list.prospects.iter().all(|prospect| prospect.degree == Degree::Unlisted && !prospect.open_profile));
        assert!(list.has_no_degree);
        assert_eq!((list.odd_degrees, list.odd_flags), (1, 1));
        let list = read("name,title,degree\nA,CEO,\n", &[]).expect("it is right");
        let lacks = ["profile", "first_name", "last_name", "company", "degree", "open_profile", "status", "accepted"];
        assert_eq!(list.lacks, lacks);
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
        let text = "Who;Task;Idea\nAnn;CEO;boats\n";
        let list = read(text, &[("name", "Who"), ("title", "task"), ("note", "Idea")]).expect("it is right");
        let ann = &list.prospects[0];
        assert_eq!((ann.name.as_str(), ann.title.as_str(), &ann.says[..]), ("Ann", "CEO", &[1][..]));
        assert!(matches!(read(text, &[]), Err(ListError::NoColumn { field, header: None, .. }) if field == "title"));
        let named = read("Name;Company;x@example.com\n", &[]);
        assert!(
            matches!(named, Err(ListError::NoColumn { header: Some(header), .. }) if header == ["Name", "Company"])
        );
        assert!(
            matches!(read(text, &[("title", "Task"), ("note", "Job")]), Err(ListError::NoColumn { wanted, .. }) if wanted == ["Job"])
        );
    }

    #[test]
    fn a_state_is_a_degree_or_says_what_was_tried_and_answered() {
        let text = "name,title,Connection Status,Lead Status\nA,CEO,Connected,\nB,CEO,Request Sent,\nC,CEO,Not Connected,Replied\n\
                    D,CEO,Second cousin,\nE,CEO,,purple\n";
        let list = read(text, &[]).expect("it is right");
        let found: Vec<(Degree, &[u16])> =
            list.prospects.iter().map(|prospect| (prospect.degree, &prospect.says[..])).collect();
        let unlisted = Degree::Unlisted;
        assert_eq!(
            found,
            [(Degree::First, &[][..]), (unlisted, &[2]), (unlisted, &[]), (unlisted, &[]), (unlisted, &[])]
        );
        assert_eq!(list.odd_states, 2, "what stands in the first column of states counts");
        // In a column of degrees it is a degree or none.
        let text = "name,title,degree\nA,CEO,Connected\nB,CEO,Pending\nC,CEO,2nd\nD,CEO,Group\n";
        let list = read(text, &[]).expect("it is right");
        let found: Vec<(Degree, &[u16])> =
            list.prospects.iter().map(|prospect| (prospect.degree, &prospect.says[..])).collect();
        let unknown = Degree::Unknown;
        assert_eq!(found, [(Degree::First, &[][..]), (unknown, &[]), (Degree::Second, &[]), (unknown, &[])]);
        assert_eq!((list.odd_degrees, list.has_no_degree), (0, false));
    }

    #[test]
    fn a_known_export_is_read_as_what_it_is_and_the_users_word_goes_before() {
        let text = "Notes:\n\"When exporting your data, you may notice that some of the addresses are missing\"\n\n\
                    First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
                    Ann,A,https://www.linkedin.com/in/ann,,Acme,CEO,02 Mar 2026\n";
        let list = read(text, &[]).expect("it is right");
        assert_eq!(list.export.map(|export| export.name.as_str()), Some("linkedin-connections"));
        assert_eq!((list.prospects[0].degree, list.has_no_degree, list.prospects[0].line), (Degree::First, false, 5));
        let text = "CONVERSATION ID,FROM,DATE,SUBJECT\n1,a,b,c\n";
        assert!(matches!(read(text, &[]), Err(ListError::NoList { export }) if export.name == "linkedin-messages"));
        let text = "Current Job,Linkedin URL Unique ID,Role,Full Name\nCEO,ACw1,Clerk,Ann\n";
        let title = |own: &[(&str, &str)]| read(text, own).expect("it is right").prospects[0].title.clone();
        assert_eq!((title(&[]).as_str(), title(&[("title", "Role")]).as_str()), ("CEO", "Clerk"));
    }

    #[test]
    fn names_in_two_parts_degrees_and_connections_have_headings_of_their_languages() {
        let degrees = |text: &str| -> Vec<(String, Degree, bool)> {
            let List { prospects, .. } = read(text, &[]).expect("it is right");
            prospects.into_iter().map(|one| (one.name, one.degree, one.open_profile)).collect()
        };
        let text = "Nom,Prénom,Fonction,Niveau de relation\nAbel,Ann,PDG,2e\n";
        assert_eq!(degrees(text), [("Ann Abel".into(), Degree::Second, false)]);
        let text = "Nome,Cognome,Titolo,Grado di connessione,Profilo aperto\nAnn,Abel,Titolare,3°,sì\n";
        assert_eq!(degrees(text), [("Ann Abel".into(), Degree::Third, true)]);
        let connected = degrees("Name,Title,Connected?\nAnn,CEO,yes\nBob,CEO,no\n");
        assert_eq!((connected[0].1, connected[1].1), (Degree::First, Degree::Unlisted));
    }

    #[test]
    fn a_degree_that_is_assumed_is_that_of_those_alone_of_whom_none_is_known() {
        let text = "name,title,degree\nA,CEO,2nd\nB,CEO,\n";
        let reading = ListReading { assumed: Some(Degree::Out), ..ListReading::default() };
        let list = read_prospects("list.csv", text.as_bytes(), &reading).expect("it is right");
        let found: Vec<(Degree, bool)> =
            list.prospects.iter().map(|prospect| (prospect.degree, prospect.assumed)).collect();
        assert_eq!(found, [(Degree::Second, false), (Degree::Out, true)]);
    }
}
