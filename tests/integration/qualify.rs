//! Lists of prospects as search tools export them: what `qualify` makes of them, what it refuses, and whose names it keeps.

use std::fmt::Write;

use crate::program::{Outcome, Program};

/// The columns of a search export.
const HEADER: &str = "profileUrl,fullName,firstName,lastName,companyName,title,companyId,companyUrl,regularCompanyUrl,\
summary,titleDescription,industry,companyLocation,location,durationInRole,durationInCompany,pastExperienceCompanyName,\
pastExperienceCompanyUrl,pastExperienceCompanyTitle,pastExperienceDate,pastExperienceDuration,connectionDegree,\
profileImageUrl,sharedConnectionsCount,name,vmid,linkedInProfileUrl,isPremium,isOpenLink,query,timestamp,\
defaultProfileUrl";

/// A row of it.
struct Person {
    number: u32,
    title: &'static str,
    degree: &'static str,
    open: &'static str,
    summary: &'static str,
}

impl Person {
    fn row(&self) -> String {
        let Person { number, title, degree, open, summary } = self;
        format!(
            "\"https://www.linkedin.com/sales/lead/AC{number},NAME_SEARCH,x{number}\",Zed Zz{number},Zed,Zz{number},Quuxco \
             {number},\"{title}\",1,,,\"{summary}\",,Software,,Nowhere,,,,,,,,{degree},,0,Zed Zz{number},AC{number},,false,\
             {open},https://example.invalid/q,2026-03-01T00:00:00Z,"
        )
    }
}

fn person(number: u32, title: &'static str, degree: &'static str, open: &'static str, summary: &'static str) -> Person {
    Person { number, title, degree, open, summary }
}

/// Somebody for each tier but one, a double under another search, a broken row and somebody without a name.
fn export() -> String {
    let people = [
        person(1, "CEO", "1st", "false", ""),
        person(2, "Clerk", "3rd", "TRUE", ""),
        person(3, "VP, Sales", "3rd", "FALSE", "Likes boats,\n\"\"big\"\" ones\r\nand small"),
        person(4, "Head of Growth", "Out of Network", "false", "Reads"),
        person(5, "Engineer", "2nd", "true", ""),
        person(6, "Engineer", "2nd", "false", ""),
        person(7, "Assistant to the CEO", "Out of Network", "false", "Writes"),
    ];
    let mut text = format!("\u{feff}{HEADER}\r\n");
    for person in &people {
        let _ = write!(text, "{}\r\n", person.row());
    }
    let again = people[2].row().replace("NAME_SEARCH,x3", "KEYWORDS,y");
    let _ = write!(text, "{again}\r\n{}\r\n", ",".repeat(40));
    let _ = write!(text, "{}Clerk{}\r\n", ",".repeat(5), ",".repeat(26));
    text
}

fn qualify(program: &Program, more: &[&str]) -> Outcome {
    program.run(["qualify", "list.csv", "--out", "out"].iter().chain(more))
}

#[test]
fn everybody_has_a_tier_and_what_is_left_out_is_told_by_line() {
    let program = Program::new().file("list.csv", export());
    let told = qualify(&program, &[]).exits(0);
    assert!(told.stdout.contains("3 rows do not count: "), "{}", told.stdout);
    told.notes(
        "note: this is an export of PhantomBuster, Sales Navigator or LinkedIn search export (`--as phantombuster-search`)\n\
                note: not used: `companyId`, `companyUrl`, `regularCompanyUrl`, `industry`, `companyLocation`, `location`, \
                `durationInRole`, `durationInCompany`, `pastExperienceCompanyName`, `pastExperienceCompanyUrl`, \
                `pastExperienceCompanyTitle`, `pastExperienceDate` and 6 more\n\
                note: the list does not say who has answered already, and needs no credit; if it does, name the column with \
                `--column replied=\"…\"`\n\
                warning: the list does not say with whom free ways have been tried (no column `invited`, `emailed`, `contacted`), \
                so nobody is in `tried`; if it does, name the column with `--column invited=\"…\"`\n\
                wrote out/segments.toml, out/qualified.csv, out/left-out.csv, out/qualified.json\n\
                next: inmail-sim check out/segments.toml\n",
    );
    let table = program.table("out/qualified.csv");
    let of: Vec<(String, String, String)> = table
        .rows()
        .map(|row| (row.text("name").to_owned(), row.text("tier").to_owned(), row.text("channel").to_owned()))
        .collect();
    let expected = [
        ("Zed Zz1", "connections", "message"),
        ("Zed Zz2", "open-profiles", "inmail"),
        ("Zed Zz5", "open-profiles", "inmail"),
        ("Zed Zz3", "top", "inmail"),
        ("Zed Zz4", "top", "inmail"),
        ("Zed Zz6", "invite", "connect"),
        ("Zed Zz7", "rest", "email"),
    ];
    let expected = expected.map(|(name, tier, channel)| (name.to_owned(), tier.to_owned(), channel.to_owned()));
    assert_eq!(of, expected);
    let left_out: Vec<String> = program
        .table("out/left-out.csv")
        .rows()
        .map(|row| format!("{}: {}", row.text("line"), row.text("reason")))
        .collect();
    // The third person takes up three lines.
    assert_eq!(left_out, ["11: there already", "14: 41 columns where the header has 32", "15: no name or profile"]);
}

#[test]
fn the_scenario_of_a_list_is_checked_strictly_and_run() {
    let program = Program::new().file("list.csv", export());
    qualify(&program, &["--quiet"]).exits(0).prints("").notes("");
    program.run(["check", "out/segments.toml", "--strict"]).exits(0);
    program.run(["run", "out/segments.toml", "--trials", "200", "--no-charts"]).exits(0);
    let segments: Vec<String> =
        program.table("results/segments/touches.csv").rows().map(|row| row.text("segment").to_owned()).collect();
    for tier in ["connections", "open-profiles", "top", "invite", "rest"] {
        assert!(segments.iter().any(|segment| segment == tier), "{tier}: {segments:?}");
    }
}

#[test]
fn names_are_in_the_list_and_nowhere_else() {
    let program = Program::new().file("list.csv", export());
    let told = qualify(&program, &[]).exits(0);
    let mut all = vec![("what is printed".to_owned(), (told.stdout + &told.stderr).into_bytes())];
    all.extend(program.contents("out").into_iter().filter(|(name, _)| name != "qualified.csv"));
    assert_eq!(all.len(), 4);
    for (name, bytes) in all {
        let text = String::from_utf8(bytes).expect("it is UTF-8").to_lowercase();
        for personal in ["zz", "quuxco", "linkedin.com", "nowhere", "likes boats", "head of growth"] {
            assert!(!text.contains(personal), "{name} holds {personal}");
        }
    }
    assert!(!program.text("out/qualified.csv").contains("boats"), "what people write of themselves is not copied");
}

#[test]
fn a_second_run_replaces_its_own_files_and_no_others() {
    let program = Program::new().file("list.csv", export());
    qualify(&program, &[]).exits(0);
    qualify(&program, &[]).exits(0);
    program.put("out/segments.toml", "# mine\n");
    for _ in 0..2 {
        qualify(&program, &[])
            .exits(0)
            .mentions("note: `segments.toml` was changed since it was written, and is left as it is; the new one is `segments-2.toml`\n");
        assert_eq!(program.text("out/segments.toml"), "# mine\n");
        program.run(["check", "out/segments-2.toml", "--strict"]).exits(0);
    }
    program.put("out/qualified.csv", "mine\n");
    qualify(&program, &[])
        .exits(1)
        .mentions("`out` holds files that no run wrote or that were changed since: `qualified.csv`");
    let foreign = Program::new().file("list.csv", export()).file("out/segments.toml", "# mine\n");
    qualify(&foreign, &[]).exits(1).mentions("`segments.toml`");
}

#[test]
fn the_rates_of_a_record_are_used_and_what_is_borrowed_beside_them_is_told() {
    let record =
        "start = 2026-04-01\n[touch.inmail]\nchannel = \"inmail\"\nreply_rate = { alpha = 20.5, beta = 80.5 }\n";
    let program = Program::new().file("list.csv", export()).file("own/record.toml", record);
    qualify(&program, &["--record", "own/record.toml"]).exits(0).mentions(
        "note: the record has nothing on these, so their rates are borrowed: `follow-up`, `connect`, `message`, `email`\n",
    );
    let written = program.text("out/segments.toml");
    assert!(written.contains("extends = \"../own/record.toml\""), "{written}");
    assert!(written.contains("[touch.inmail] # its rates are those of the record\nminutes = 5 "), "{written}");
    assert!(program.run(["check", "out/segments.toml", "--strict"]).exits(0).stdout.contains("2026-04-01"));
    qualify(&program, &["--record", "none.toml"]).exits(2).notes("error: `none.toml`: there is no such file\n");
    program.put("own/record.toml", "[touch.inmail]\nchannel = \n");
    let told = qualify(&program, &["--record", "own/record.toml"]).exits(2);
    assert!(!told.stderr.contains('\u{fffd}'), "{}", told.stderr);
    told.mentions("error: a value is missing behind `=`\n --> own/record.toml:2:");
}

#[test]
fn a_touch_of_a_record_that_goes_another_way_is_not_taken() {
    let record = "[touch.inmail]\nchannel = \"email\"\nreply_rate = 0.5\n[touch.first]\nchannel = \"inmail\"\n\
                  reply_rate = 0.25\n";
    let program = Program::new().file("list.csv", export()).file("record.toml", record);
    qualify(&program, &["--record", "record.toml"]).exits(0);
    let written = program.text("out/segments.toml");
    assert!(written.contains("sequence = [\"first\", \"follow-up\"]"), "{written}");
    program.run(["check", "out/segments.toml"]).exits(0);
}

#[cfg(unix)]
#[test]
fn the_way_to_a_record_is_that_from_the_folder_behind_a_link() {
    let record = "[touch.inmail]\nchannel = \"inmail\"\nreply_rate = 0.2\n";
    let program = Program::new().file("list.csv", export()).file("own/record.toml", record).file("far/away/x", "");
    std::os::unix::fs::symlink("far/away", program.path("out")).expect("links can be made");
    qualify(&program, &["--record", "own/record.toml"]).exits(0);
    program.run(["check", "out/segments.toml"]).exits(0);
}

#[test]
fn a_list_that_cannot_be_used_is_refused_and_nothing_is_written() {
    let program = Program::new().file("list.csv", "Who;Task\nAnn;CEO\n");
    qualify(&program, &[]).exits(2).notes(
        "error: `list.csv`: no column `title` or `Job title` or `Position` or `headline`; its first row, which should name the columns, has 2 columns and hardly one of a known \
         name; say which one it is with `--column title=\"…\"`\n",
    );
    qualify(&program, &["--column", "title=Job"]).exits(2).notes(
        "error: `list.csv`: no column `Job`; its first row, which should name the columns, has 2 columns and hardly one of a known \
         name; say which one it is with `--column title=\"…\"`\n",
    );
    program.put("list.csv", "Name;Task;Company;ann@example.com\nAnn;CEO;Zz;\n");
    qualify(&program, &["--column", "title=Job"]).exits(2).notes(
        "error: `list.csv`: no column `Job`; it has `Name`, `Task`, `Company`; say which one it is with `--column title=\"…\"`\n",
    );
    qualify(&program, &["--column", "titel=Role"]).exits(2).notes(
        "error: unknown column `titel`; known: profile, name, first_name, last_name, title, company, \
         degree, open_profile, status, accepted, summary, titleDescription, note, notes, recentActivity, recentPost, \
         icebreaker, invited, emailed, contacted, replied, answered; did you mean `title`?\n",
    );
    qualify(&program, &["--column", "title"])
        .exits(2)
        .notes("error: `title` is not NAME=HEADER, such as `--column title=\"Job title\"`\n");
    program.put("list.csv", "name,title\n,CEO\n");
    qualify(&program, &[]).exits(2).notes(
        "error: `list.csv`: there is nobody on it: no row can be used, the first, on line 2, for no name or profile\n",
    );
    program.put("list.csv", "name,title\n");
    qualify(&program, &[]).exits(2).notes("error: `list.csv`: there is nobody on it: it has a header and no rows\n");
    program.put("list.csv", "");
    qualify(&program, &[]).exits(2).notes("error: `list.csv`: it is empty\n");
    program.run(["qualify", "none.csv", "--out", "out"]).exits(2).notes("error: `none.csv`: there is no such file\n");
    assert!(!program.has("out"));
    program.put("list.csv", "Who;Role\nAnn;CEO\n");
    qualify(&program, &["--column", "name=Who", "--column", "title=role"]).exits(0);
}

const RULES: &str = "[decision_maker]
words = [\"boss\"]
[angle]
columns = []
[tried]
columns = []
[[tier]]
name = \"bosses\"
decision_maker = true
channel = \"inmail\"
why = \"they decide\"
[[tier]]
name = \"all others\"
channel = \"email\"
why = \"they do not\"
";

#[test]
fn rules_of_ones_own_take_the_place_of_the_checklist() {
    let program =
        Program::new().file("list.csv", "name,title\nZed Zz,The Boss\nZoe Zy,CEO\n").file("rules.toml", RULES);
    let rules = ["--rules", "rules.toml"];
    qualify(&program, &rules).exits(0);
    let tiers: Vec<String> = program.table("out/qualified.csv").rows().map(|row| row.text("tier").to_owned()).collect();
    assert_eq!(tiers, ["bosses", "all others"]);
    program.run(["check", "out/segments.toml", "--strict"]).exits(0);
    program.put("rules.toml", RULES.replace("name = \"all others\"", "name = \"bosses\""));
    qualify(&program, &rules).exits(2).notes(
        "error: there is a tier called `bosses` already\n  --> rules.toml:13:8\n   |\n13 | name = \"bosses\"\n   |        \
         ^^^^^^^^\n",
    );
    program.put("rules.toml", RULES.replace("channel = \"email\"", "channel = \"fax\"\nangel = true"));
    qualify(&program, &rules)
        .exits(2)
        .mentions("error: `tier.channel` is `\"fax\"`; it must be \"inmail\", \"connect\", \"message\" or \"email\"\n")
        .mentions("  --> rules.toml:14:11\n")
        .mentions("error: unknown key `angel` in `tier`; did you mean `angle`?\n  --> rules.toml:15:1\n");
}

#[test]
fn whatever_the_names_of_tiers_are_the_scenario_is_sound() {
    let names = "a 'b' \\\"c.d\\\" # é";
    let rules = RULES.replace("name = \"bosses\"", &format!("name = \"{names}\""));
    let rules = rules.replace("they decide", "they\\n[x]\\ndecide \\\"all\\\"");
    let program = Program::new().file("list.csv", "name,title\nZed Zz,Boss\nZoe Zy,CEO\n").file("rules.toml", rules);
    qualify(&program, &["--rules", "rules.toml"]).exits(0);
    program.run(["check", "out/segments.toml", "--strict"]).exits(0);
}

#[test]
fn rules_that_are_probably_not_meant_are_told() {
    let rules = RULES.replace("[\"boss\"]", "[\"boss\", \"\"]").replace("decision_maker = true\n", "");
    let rules = rules.replacen("columns = []", "columns = [\"idea\", \"title\"]", 1);
    let rules = rules.replace("name = \"bosses\"", "name = \"b\"").replace(
        "[[tier]]\nname = \"b\"",
        "[[tier]]\nname = \"first\"\nangle = true\nchannel = \"email\"\nwhy = \"\"\n[[tier]]\nname = \"b\"",
    );
    let program = Program::new().file("list.csv", "name,title\nZed Zz,Boss\n").file("rules.toml", rules);
    qualify(&program, &["--rules", "rules.toml"])
        .exits(0)
        .mentions("warning: this item of `words` is empty and never found; take it out\n --> rules.toml:2:18\n")
        .mentions("warning: nobody gets as far as tier `all others`: `b` before it takes everybody\n")
        .mentions("warning: the rules look at columns that the list does not have: `idea`\n");
}

#[test]
fn a_list_without_a_heading_is_refused_and_nobody_on_it_is_named() {
    for row in ["Zed Zz,CEO,Quuxco,2nd\n", "https://www.linkedin.com/in/zz,Zed Zz,CEO,zz@example.com\n"] {
        let program = Program::new().file("list.csv", format!("{row}{row}"));
        let told = qualify(&program, &[]).exits(2);
        assert!(told.stderr.contains("has 4 columns and hardly one of a known name"), "{}", told.stderr);
        for personal in ["zz", "zed", "ceo", "quuxco"] {
            assert!(!told.stderr.to_lowercase().contains(personal), "{}", told.stderr);
        }
    }
}

#[test]
fn what_a_list_does_not_say_is_told_and_nobody_is_taken_to_be_out_of_reach() {
    let program = Program::new().file("list.csv", "name,title,summary\nZed Zz,CEO,Likes boats\n");
    let told = qualify(&program, &[]).exits(0);
    assert!(told.stdout.contains("Whom to write to (1 prospect)"), "{}", told.stdout);
    assert!(
        told.stdout.contains("\nWho is worth a credit cannot be told: the list has no degree, and"),
        "{}",
        told.stdout
    );
    told.mentions(
        "warning: the list does not say how far away people are, so who is out of reach cannot be told; if it does, name the \
         column with `--column degree=\"…\"`, and `--assume degree=out` takes all to be out of reach\n",
    );
    assert!(program.text("out/qualified.csv").contains("no-degree,inmail,Zed Zz,CEO,,,\"the list has no degree; "));
    let told = qualify(&program, &["--assume", "degree=out"]).exits(0);
    assert!(told.stdout.contains("\n1 of 1 is worth a credit now; "), "{}", told.stdout);
    assert!(program.text("out/qualified.csv").contains("top,inmail,Zed Zz,CEO,,,\"out of network (assumed); "));
    qualify(&program, &["--assume", "degree=far"])
        .exits(2)
        .notes("error: `--assume degree=far` must be degree=1st, degree=2nd, degree=3rd or degree=out\n");
    program.put(
        "list.csv",
        "name,title,summary,degree,Is Open Profile\nZed Zz,CEO,boats,far,maybe\nZoe Zy,CEO,-,3rd+,\nZac Zx,CEO,boats,3rd+,\n\n,,x,,\n",
    );
    let told = qualify(&program, &[]).exits(0);
    assert!(told.stdout.contains("\n1 of 3 is worth a credit now; "), "{}", told.stdout);
    assert!(told.stdout.ends_with("\n1 row does not count: 1 no name or profile.\n"), "{}", told.stdout);
    told.mentions("warning: in 1 row the degree is not understood and taken for not known; 1st, 2nd, 3rd and Out of Network are understood\n");
}

#[test]
fn people_are_told_apart_by_any_of_their_addresses() {
    let list = "name,title,profileUrl,linkedInProfileUrl,vmid
A,CEO,https://www.linkedin.com/in/ann-a/en,,
B,CEO,https://www.linkedin.com/in/bob-b/en,,
A,CEO,https://www.linkedin.com/in/ann-a,,
A,CEO,https://www.linkedin.com/in/ann-a/detail/contact-info/,,
C,CEO,https://www.linkedin.com/profile/view?id=1,,
D,CEO,https://www.linkedin.com/profile/view?id=2,,
E,CEO,https://www.linkedin.com/in/j%C3%BCrgen,,
E,CEO,https://www.linkedin.com/in/jürgen,,
F,CEO,-,N/A,
F,CEO,-,N/A,
G,CEO,https://www.linkedin.com/sales/lead/AC9,https://www.linkedin.com/in/gus,AC9
G,CEO,,,AC9
";
    let program = Program::new().file("list.csv", list);
    qualify(&program, &[]).exits(0);
    let lines: Vec<String> = program.table("out/left-out.csv").rows().map(|row| row.text("line").to_owned()).collect();
    assert_eq!(lines, ["4", "5", "9", "13"]);
}

#[test]
fn the_columns_of_the_rules_may_be_called_otherwise_and_the_folder_is_a_folder() {
    let list = "Name,Job-Title,Connection Degree,Idea,Asked\nZed Zz,CEO,DISTANCE_3,boats,\nZoe Zy,CEO,2,,ja\n";
    let program = Program::new().file("list.csv", list);
    qualify(&program, &["--column", "note=Idea", "--column", "invited=Asked"]).exits(0);
    let tiers: Vec<String> = program.table("out/qualified.csv").rows().map(|row| row.text("tier").to_owned()).collect();
    assert_eq!(tiers, ["top", "tried"]);
    program
        .run(["qualify", "list.csv", "--out", "list.csv"])
        .exits(2)
        .notes("error: `list.csv`: it is a file; `--out` wants a folder, which is made if need be\n");
}

/// The tiers of the people on a list, with their lines.
fn tiers(program: &Program) -> Vec<(String, String)> {
    let table = program.table("out/qualified.csv");
    table.rows().map(|row| (row.text("line").to_owned(), row.text("tier").to_owned())).collect()
}

#[test]
fn an_export_is_told_by_its_headings_and_by_what_the_user_says() {
    // Two addresses of Expandi, and states in its words; what is wrong is answered with what there is.
    let list = "First Name,Last Name,Profile Link,Job Title,Company Name,Campaign status\n\
                Zed,Zz,https://www.linkedin.com/in/zed,CTO,Quuxco,Connected\n\
                Zoe,Zy,https://www.linkedin.com/in/zoe,Owner,Quuxco,Replied\n\
                Zac,Zx,https://www.linkedin.com/in/zac,CFO,Quuxco,Message sent\n\
                Zed,Zz,linkedin.com/in/zed/,CTO,Quuxco Ltd,\n";
    let program = Program::new().file("list.csv", list);
    qualify(&program, &[])
        .exits(0)
        .mentions("note: this is an export of Expandi, people of a campaign (`--as expandi`)\n");
    let expected = [("2", "connections"), ("3", "answered"), ("4", "tried")];
    assert_eq!(tiers(&program), expected.map(|(line, tier)| (line.to_owned(), tier.to_owned())));
    qualify(&program, &["--as", "apollo"])
        .exits(0)
        .mentions("note: this is an export of Apollo.io, contacts (`--as apollo`)\n");
    let told = qualify(&program, &["--as", "apolo"]).exits(2);
    assert!(
        told.stderr.contains("`--as apolo`: no such export; known: linkedin-connections, ")
            && told.stderr.ends_with("; did you mean `apollo`?\n")
    );
    program.put("list.csv", "activityId,activityType,createdAt,seatId\n1,SENT_INMAIL,09-01-2026 09:00:00,1\n");
    qualify(&program, &[]).exits(2).notes(
        "error: `list.csv`: this is an export of LinkedIn Sales Navigator, activities of the Analytics Services, and no list of \
         people: it is a record, which `calibrate` reads; if it is one, say which by `--as NAME`\n",
    );
}

#[test]
fn a_list_is_known_by_its_headings_in_other_languages_and_by_what_was_saved_around_it() {
    let told = |text: &str, expected: &[(&str, &str)]| {
        let program = Program::new().file("list.csv", text);
        let outcome = qualify(&program, &[]).exits(0);
        let expected: Vec<(String, String)> =
            expected.iter().map(|(line, tier)| ((*line).to_owned(), (*tier).to_owned())).collect();
        assert_eq!(tiers(&program), expected, "{}", outcome.stderr);
        outcome
    };
    let expected = [("4", "connections"), ("5", "answered"), ("3", "top"), ("2", "tried")];
    for header in [
        "Vor- und Nachname;Funktion;Grad;Bemerkungen;Kontaktanfrage gesendet;Rückmeldung",
        "Nom complet;Fonction;Degré;Commentaires;Invitation envoyée;A répondu",
        "Nombre completo;Título;Grado;Comentarios;Invitación enviada;Respondió",
        "Nome completo;Função;Grau;Comentários;Convite enviado;Resposta",
        "Name;Designation;Degree of connection;Notes;Request sent;Response",
    ] {
        let rows = "Ada;CEO;2;;x;\nBen;CEO;3;x;;\nCleo;CEO;1;;;\nDan;CEO;3;x;;x\n";
        let outcome = told(&format!("{header}\n{rows}"), &expected);
        assert!(!outcome.stderr.contains("who has answered already"), "{}", outcome.stderr);
    }
    // A state may say two things.
    let text = "Name,Title,Company,Status\nAda,CEO,x,Connection request sent - pending\nBen,CEO,x,\"Meeting held, no budget\"\n\
        Cleo,CEO,x,\"Accepted, no answer\"\nDan,CEO,x,ghosted\n";
    told(text, &[("4", "connections"), ("3", "answered"), ("2", "tried"), ("5", "tried")]);
    // A spreadsheet fills up the rows of notes, and a report has a count below.
    for mark in [',', ';'] {
        let text = "Notes:,,,\n\"When exporting your data, you may notice that some of the addresses are missing\",,,\n,,,\n\
            First Name,Last Name,Position,Connected On\nAda,A,CEO,02 Mar 2026\nTotal records: 1,,,\n© Acme 2026,,,\n";
        let program = Program::new().file("list.csv", text.replace(',', &mark.to_string()));
        let outcome = qualify(&program, &[]).exits(0);
        assert_eq!(tiers(&program), [("5".to_owned(), "connections".to_owned())]);
        assert!(outcome.stdout.contains("2 rows do not count: 2 a note, and nobody."), "{}", outcome.stdout);
    }
}

#[test]
fn titles_in_letters_without_a_word_are_told() {
    let list = "name,title,degree,note\nA,กรรมการผู้จัดการ,3rd,x\nB,Διευθύνων Σύμβουλος,3rd,x\nC,Bygger hus,3rd,x\n";
    let program = Program::new().file("list.csv", list);
    qualify(&program, &[]).exits(0).mentions(
        "warning: 1 of 3 titles is in letters that no word of the rules has, so nobody with one is taken to decide; add words \
         to rules of your own: `qualify --rules-template` prints these\n",
    );
    let expected = [("3", "top"), ("2", "rest"), ("4", "rest")];
    assert_eq!(tiers(&program), expected.map(|(line, tier)| (line.to_owned(), tier.to_owned())));
}

#[test]
fn rules_for_recruiting_are_built_in_and_can_be_printed_and_changed() {
    let list =
        "name,title,degree,isOpenToWork,skills\nA,Engineer,3rd,TRUE,\nB,Engineer,3rd,FALSE,Rust\nC,CEO,3rd,FALSE,\n";
    let program = Program::new().file("list.csv", list);
    qualify(&program, &["--rules", "recruiting"]).exits(0);
    let expected =
        [("2", "open-to-work"), ("3", "top"), ("4", "rest")].map(|(line, tier)| (line.to_owned(), tier.to_owned()));
    assert_eq!(tiers(&program), expected);
    program.run(["check", "out/segments.toml", "--strict"]).exits(0);
    for rules in ["recruiting", "checklist"] {
        let printed = program.run(["qualify", "--rules-template", "--rules", rules]).exits(0).stdout;
        program.put("own.toml", printed);
        qualify(&program, &["--rules", "own.toml"]).exits(0);
        assert_eq!(tiers(&program) == expected, rules == "recruiting");
    }
}

#[test]
fn what_was_found_can_be_had_as_json_without_names_and_without_a_folder_being_named() {
    let program = Program::new().file("my-list.csv", export());
    let told = program.run(["qualify", "my-list.csv", "--format", "json"]).exits(0);
    let found: serde_json::Value = serde_json::from_str(&told.stdout).expect("it is JSON");
    assert_eq!((found["prospects"].as_u64(), found["worth_a_credit"].as_u64()), (Some(7), Some(2)));
    assert_eq!(found["left_out"]["there already"].as_u64(), Some(1));
    assert_eq!(found["tiers"][0]["name"].as_str(), Some("connections"));
    assert!(!told.stdout.to_lowercase().contains("zz") && !told.stdout.contains("Quuxco"));
    assert!(program.has("results/my-list/qualified.csv"));
    assert!(program.text("results/my-list/segments.toml").contains("name = \"People on my-list\"\n"));
}
