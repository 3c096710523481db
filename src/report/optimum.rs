//! `optimum.csv`: every combination that was compared, the best first.

use crate::study::optimum::Optimum;

use super::cell::{number, text};

/// The name of the file.
pub const FILE: &str = "optimum.csv";

/// The name of the file that records what a search was made of.
pub const RECORD: &str = "optimum.json";

/// The table of everybody who entered, as CSV. Each path that was varied has a column of its own; the what-if has one if
/// there are any.
pub fn optimum_csv(optimum: &Optimum<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |cells: Vec<String>| {
        writer.write_record(cells).expect("memory takes all that is written, and every row has a cell for each column");
    };
    let (columns, what_ifs) = (optimum.columns(), optimum.has_what_ifs());
    let words = |words: &[&str]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
    let paths: Vec<String> = columns.iter().map(|(_, path)| text(path)).collect();
    let what_if = words(if what_ifs { &["what_if"] } else { &[] });
    let rest = words(&["objective", "low", "high", "feasible", "fails", "trials"]);
    write([words(&["rank", "plan"]), what_if, paths, rest].concat());
    for (rank, entrant) in (1..).zip(&optimum.race.entrants) {
        let rank: u64 = rank;
        let settings = &optimum.settings[entrant.number];
        let mut cells = vec![rank.to_string(), text(&entrant.name.plan)];
        if what_ifs {
            cells.push(text(entrant.name.what_if.as_deref().unwrap_or_default()));
        }
        cells.extend(columns.iter().map(|&(place, _)| text(settings[place].trim_matches('"'))));
        let fails = entrant.misses.iter().map(|miss| optimum.contest.require[miss.requirement].to_string());
        cells.extend([
            number(entrant.objective),
            number(entrant.low),
            number(entrant.high),
            entrant.keeps.name().to_owned(),
            text(&fails.collect::<Vec<_>>().join("; ")),
            entrant.trials.to_string(),
        ]);
        write(cells);
    }
    writer.into_inner().expect("memory takes all that is written")
}
