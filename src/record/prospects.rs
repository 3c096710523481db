//! Lists of prospects as search tools export them.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead};

use serde::Deserialize;

use super::contact::{LeftOut, Reason};
use super::rows::{Row, Rows};

/// How far away somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Degree {
    /// A connection.
    #[serde(rename = "1st")]
    First,
    /// A connection of a connection.
    #[serde(rename = "2nd")]
    Second,
    /// One further.
    #[serde(rename = "3rd")]
    Third,
    /// Out of the network, or not known.
    #[default]
    #[serde(rename = "out")]
    Out,
}

impl Degree {
    /// What reasons call it.
    pub fn words(self) -> &'static str {
        match self {
            Degree::First => "1st degree",
            Degree::Second => "2nd degree",
            Degree::Third => "3rd degree",
            Degree::Out => "out of network",
        }
    }

    fn read(text: &str) -> Degree {
        match text.trim().chars().next() {
            Some('1') => Degree::First,
            Some('2') => Degree::Second,
            Some('3') => Degree::Third,
            _ => Degree::Out,
        }
    }
}

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
    /// How far away.
    pub degree: Degree,
    /// Can InMail be sent to it for free?
    pub open_profile: bool,
    /// What the other columns say that rules look at, by name.
    pub columns: BTreeMap<String, String>,
}

impl Prospect {
    /// Does a column say something, that is not no, false or 0?
    pub fn says(&self, column: &str) -> bool {
        let text = self.columns.get(column).map_or("", |text| text.trim());
        !text.is_empty() && !["no", "false", "0"].iter().any(|nothing| text.eq_ignore_ascii_case(nothing))
    }
}

/// The fields of a list, and what exports call them, the best first.
pub const FIELDS: [(&str, &[&str]); 8] = [
    ("profile", &["linkedInProfileUrl", "defaultProfileUrl", "profileUrl", "profile", "LinkedIn URL", "url"]),
    ("name", &["fullName", "name", "Full name"]),
    ("first_name", &["firstName", "First Name"]),
    ("last_name", &["lastName", "Last Name"]),
    ("title", &["title", "Job title", "jobTitle", "Position", "headline"]),
    ("company", &["companyName", "company", "Organization"]),
    ("degree", &["connectionDegree", "degree"]),
    ("open_profile", &["isOpenLink", "open_profile", "Open Profile"]),
];

/// Why a list cannot be used.
#[derive(Debug)]
pub enum ListError {
    /// It cannot be read.
    Io(io::Error),
    /// No column is called so among those of the header.
    NoColumn {
        /// The field that is wanted.
        field: &'static str,
        /// What it is looked for as.
        wanted: Vec<String>,
        /// The columns that there are.
        header: Vec<String>,
    },
}

impl From<io::Error> for ListError {
    fn from(error: io::Error) -> ListError {
        ListError::Io(error)
    }
}

/// The prospects of a list without doubles, and the rows that are left out. `own` says what a field is called in the file,
/// `wanted` which other columns are to be kept.
pub fn read_prospects<'w>(
    file: &str,
    input: impl BufRead,
    own: &[(String, String)],
    wanted: impl IntoIterator<Item = &'w str>,
) -> Result<(Vec<Prospect>, Vec<LeftOut>), ListError> {
    let Some(mut rows) = Rows::new(input, |_| true)? else {
        return Err(ListError::NoColumn { field: "title", wanted: vec!["title".into()], header: Vec::new() });
    };
    let header: Vec<String> = rows.header().to_vec();
    let place = |name: &str| header.iter().position(|known| known.eq_ignore_ascii_case(name));
    let mut places: [Vec<usize>; FIELDS.len()] = Default::default();
    for (found, (field, names)) in places.iter_mut().zip(FIELDS) {
        let stated = own.iter().find(|(name, _)| name == field).map(|(_, called)| called.as_str());
        *found = match stated {
            Some(stated) => place(stated).into_iter().collect(),
            None => names.iter().filter_map(|name| place(name)).collect(),
        };
        let is_needed = stated.is_some() || field == "title";
        if found.is_empty() && is_needed {
            let wanted = stated.map_or(names.iter().map(|&name| name.into()).collect(), |name| vec![name.into()]);
            return Err(ListError::NoColumn { field, wanted, header });
        }
    }
    let kept: Vec<(String, usize)> =
        wanted.into_iter().filter_map(|name| Some((name.to_owned(), place(name)?))).collect();
    let (mut prospects, mut left_out) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    while let Some(row) = rows.next_row()? {
        let read = match row {
            Err((line, damage)) => Err((line, Reason::Damaged(damage))),
            Ok(row) => prospect(&row, &places, &kept).map_err(|reason| (row.line, reason)),
        };
        match read {
            Ok(prospect) if !seen.insert(key(&prospect)) => {
                left_out.push(LeftOut { file: file.into(), line: prospect.line, reason: Reason::Double });
            }
            Ok(prospect) => prospects.push(prospect),
            Err((line, reason)) => left_out.push(LeftOut { file: file.into(), line, reason }),
        }
    }
    Ok((prospects, left_out))
}

/// What tells one prospect from another: the profile, or name and company.
fn key(prospect: &Prospect) -> String {
    // What follows a comma says by which search somebody was found.
    let profile = prospect.profile.split(['?', '#', ',']).next().unwrap_or_default().trim_end_matches('/');
    match profile.rsplit('/').next() {
        Some(member) if !member.is_empty() => format!("@{}", member.to_lowercase()),
        _ => format!("={}|{}", prospect.name.to_lowercase(), prospect.company.to_lowercase()),
    }
}

fn prospect(row: &Row, places: &[Vec<usize>; FIELDS.len()], kept: &[(String, usize)]) -> Result<Prospect, Reason> {
    // The first column that says something: exports leave some of them empty.
    let text = |places: &[usize]| {
        let mut texts = places.iter().map(|&place| row.text(place));
        let said = texts.find(|text| text.as_ref().map_or(true, |text| !text.is_empty())).unwrap_or(Ok(""));
        said.map(str::to_owned).map_err(Reason::Damaged)
    };
    let [profile, name, first, last, title, company, degree, open] = places.each_ref().map(|places| text(places));
    let name = match name? {
        name if name.is_empty() => format!("{} {}", first?, last?).trim().to_owned(),
        name => name,
    };
    let profile = profile?;
    if name.is_empty() && profile.is_empty() {
        return Err(Reason::Missing("name or profile"));
    }
    let mut columns = BTreeMap::new();
    for (column, place) in kept {
        columns.insert(column.clone(), text(&[*place])?);
    }
    let open = open?;
    Ok(Prospect {
        line: row.line,
        profile,
        name,
        title: title?,
        company: company?,
        degree: Degree::read(&degree?),
        open_profile: ["true", "yes", "1"].iter().any(|yes| open.eq_ignore_ascii_case(yes)),
        columns,
    })
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

    fn read(text: &str, own: &[(&str, &str)]) -> Result<(Vec<Prospect>, Vec<LeftOut>), ListError> {
        let own: Vec<(String, String)> = own.iter().map(|&(name, called)| (name.into(), called.into())).collect();
        read_prospects("list.csv", text.as_bytes(), &own, ["summary", "note"])
    }

    #[test]
    fn an_export_is_read_without_doubles() {
        let (prospects, left_out) = read(EXPORT, &[]).expect("it is right");
        assert_eq!(prospects.len(), 2);
        let [ann, bob] = &prospects[..] else { panic!("there are two") };
        assert_eq!(
            (ann.degree, ann.open_profile, ann.says("summary"), ann.says("note")),
            (Degree::Third, true, true, false)
        );
        assert_eq!((bob.name.as_str(), bob.degree, bob.open_profile), ("Bob B", Degree::Out, false));
        let reasons: Vec<String> = left_out.iter().map(|row| format!("{}: {}", row.line, row.reason)).collect();
        assert_eq!(reasons, ["4: there already", "6: no name or profile"]);
    }

    #[test]
    fn any_list_will_do_if_it_is_said_what_its_columns_are_called() {
        let text = "Who;Role\nAnn;CEO\n";
        let (prospects, _) = read(text, &[("name", "Who"), ("title", "role")]).expect("it is right");
        assert_eq!((prospects[0].name.as_str(), prospects[0].title.as_str()), ("Ann", "CEO"));
        assert!(matches!(read(text, &[]), Err(ListError::NoColumn { field: "title", .. })));
        assert!(
            matches!(read(text, &[("title", "Job")]), Err(ListError::NoColumn { wanted, .. }) if wanted == ["Job"])
        );
    }
}
