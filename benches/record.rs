//! How fast an archive of 200 000 messages is read and fitted.
//!
//! `cargo bench --bench record` makes up the archive in memory; with a folder in `ARCHIVE` it is written there, too, for
//! `inmail-sim calibrate`.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use inmail_sim::record::archive::{ArchiveFile, Archived, Archives, Reading};
use inmail_sim::record::beta::BetaRate;
use inmail_sim::record::calibration::calibrate;
use jiff::ToSpan;
use jiff::civil::{DateTime, date};

/// Messages of the archive.
const MESSAGES: usize = 200_000;

/// The messages of somebody who writes to a new person every five minutes: of ten two answer, after hours or days, and
/// five are written to again after a week.
fn messages() -> String {
    let mut text = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,\
                    CONTENT,FOLDER,ATTACHMENTS\n"
        .to_owned();
    let begin = date(2024, 1, 1).at(8, 0, 0, 0);
    let mut written = 0;
    for person in 0.. {
        let sent = begin + (5 * person as i64).minutes();
        let answered = [0, 5].contains(&(person % 10)).then(|| sent + (1 << (person / 10 % 12)).hours());
        let again = [1, 3, 6, 8, 9].contains(&(person % 10)).then(|| sent + 7.days());
        let rows = [(true, Some(sent), "A question"), (true, again, ""), (false, answered, "")];
        for (is_own, at, subject) in rows.into_iter().filter_map(|(is_own, at, subject)| Some((is_own, at?, subject))) {
            if written == MESSAGES {
                return text;
            }
            row(&mut text, person, is_own, at, subject);
            written += 1;
        }
    }
    text
}

fn row(text: &mut String, person: usize, is_own: bool, at: DateTime, subject: &str) {
    let (me, other) = (("Me".to_owned(), "me".to_owned()), (format!("Person {person}"), format!("person-{person}")));
    let ((from, from_at), (to, to_at)) = if is_own { (me, other) } else { (other, me) };
    let _ = writeln!(
        text,
        "2-{person},,{from},https://www.linkedin.com/in/{from_at},{to},https://www.linkedin.com/in/{to_at},{} UTC,{subject},\
         \"Hello,\n\nthis is a \"\"made-up\"\" message of usual length\",INBOX,",
        at.strftime("%Y-%m-%d %H:%M:%S")
    );
}

fn read(messages: &str) -> Archived {
    let mut archives = Archives::new(Reading::default());
    archives.begin(None);
    archives.read(ArchiveFile::Messages, messages.as_bytes()).expect("it can be read");
    archives.finish()
}

fn record(criterion: &mut Criterion) {
    let text = messages();
    if let Some(folder) = std::env::var_os("ARCHIVE") {
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        std::fs::write(std::path::Path::new(&folder).join("messages.csv"), &text).expect("it can be written");
    }
    let archived = read(&text);
    let as_of = archived.latest.expect("there are messages");
    let answered = archived.contacts.iter().filter(|contact| contact.replied.is_some()).count();
    assert!(archived.left_out.is_empty() && answered > MESSAGES / 10);
    let mut group = criterion.benchmark_group("archive");
    group.sample_size(10).throughput(Throughput::Elements(MESSAGES as u64));
    group.bench_function("read", |bencher| bencher.iter(|| read(black_box(&text))));
    group.bench_function("fit", |bencher| {
        bencher.iter(|| calibrate(black_box(&archived.contacts), as_of, BetaRate::JEFFREYS))
    });
}

criterion_group!(benches, record);
criterion_main!(benches);
