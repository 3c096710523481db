//! A table of totals: a row for each day, week, project or seat, with how much went out and was answered.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use crate::domain::touch::Channel;
use crate::record::channel::{named, of_words as channel};
use crate::record::contact::Reason;
use crate::record::exports::Export;
use crate::record::plain::{has, words};
use crate::record::totals::Total;

use super::dates::{is_nothing, readings};
use super::export::order;
use super::headings::{tell_acceptances, tell_answers, tell_sent, tells_people};
use super::layout::{self, is_date_text};
use super::table::{Source, Table, Texts};
use super::{COLUMNS, FileRead, INMAIL, LogError, Logs, Note};

/// Words of rows that hold the sum or the mean of the others.
const SUMS: &str = "total totals subtotal subtotals sum gesamt summe insgesamt gesamtergebnis gesamtsumme zwischensumme teilergebnis \
                    totaux somme totale complessivo subtotaal totaal eindtotaal suma sumatorio ytd average averages mean avg \
                    durchschnitt mittelwert moyenne promedio gemiddelde";

/// Words that mean as much where nothing but they and such words stand.
const OVERALL: &str = "overall all alle";

/// Words beside them.
const OF_SUMS: &str = "grand general sub row column team group of the per der die le la el de du";

/// Words of headings of shares, and of what was hoped for.
const NO_COUNTS: &str = "rate rates share percent percentage quote taux tasa taxa tasso target targets goal goals plan planned quota expected \
                         forecast ziel soll objectif objetivo meta obiettivo doel";

/// Words of headings of what adds up from row to row.
const RUNNING: &str = "total totals cumulative running kumuliert cumul cumule acumulado cumulativo";

/// Words of stretches of time that are made of others.
const STRETCHES: &str = "q h fy quarter quartal trimestre trimestral kwartaal semester semestre halbjahr half year jahr annee ano anno jaar";

/// Words of headings of channels.
const OF_CHANNELS: &str = "channel channels kind type medium touch kanal art typ canal tipo kanaal soort";

/// A touch, with the columns of what went out and of what was answered.
#[derive(Debug)]
struct Pair {
    channel: Option<Channel>,
    sent: usize,
    /// What was answered, in one column or in several that add up.
    answered: Vec<usize>,
}

/// The columns of a table of totals.
#[derive(Debug)]
pub(super) struct TotalColumns {
    pairs: Vec<Pair>,
    /// What the rows are called, where they are no days.
    label: Option<usize>,
    date: Option<usize>,
    /// Are they called after channels, by the heading of that?
    is_of_channels: bool,
}

impl TotalColumns {
    pub(super) fn used(&self) -> Vec<usize> {
        let of_pairs = self.pairs.iter().flat_map(|pair| pair.answered.iter().copied().chain([pair.sent]));
        of_pairs.chain(self.label).chain(self.date).collect()
    }
}

/// A whole number, perhaps with marks between thousands; 0 where nothing stands.
fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text == "-" || text == "–" {
        return Some(0);
    }
    // A spreadsheet's whole number may have a nought behind its point.
    let text = [".0", ",0", ".00", ",00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let groups: Vec<&str> = text.split([',', '.', ' ', '\u{a0}', '\u{202f}', '\'', '’']).collect();
    let is_digits = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let is_grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()));
    (groups.iter().all(is_digits) && is_grouped).then(|| groups.concat().parse().ok())?
}

/// The columns of a table of totals, if it is one.
pub(super) fn columns<R: Read>(table: &Table<R>, places: &[Option<usize>; COLUMNS.len()]) -> Option<TotalColumns> {
    let header = table.header();
    let headings: Vec<Vec<String>> = header.iter().map(|heading| words(heading)).collect();
    let is_count = |column: usize| {
        let is_share = has(&headings[column], NO_COUNTS) || header[column].contains('%');
        !is_share
            && table.looked_at(column).all(|text| number(text).is_some())
            && table.looked_at(column).next().is_some()
    };
    // A person to each row makes it a list, whatever it counts.
    if header.iter().any(|heading| tells_people(heading).is_some_and(|rank| rank <= 2)) {
        return None;
    }
    let mut counts: Vec<usize> = (0..header.len()).filter(|&column| is_count(column)).collect();
    let is = |column: &&usize, list: &str| has(&headings[**column], list);
    let is_replied = |column: &&usize| tell_answers(&headings[**column]);
    let is_accepted = |column: &&usize| tell_acceptances(&headings[**column]);
    let is_answer = |column: &&usize| is_replied(column) || is_accepted(column) || is(column, "declined");
    let is_sent = |column: &&usize| tell_sent(&headings[**column]) && !is_answer(column);
    // What adds up from row to row is of no use beside what each row adds.
    let adds_up = |column: &&usize| is(column, RUNNING);
    for kind in [&is_sent as &dyn Fn(&&usize) -> bool, &is_replied, &is_accepted] {
        if counts.iter().any(|column| kind(&column) && !adds_up(&column)) {
            counts = counts.iter().copied().filter(|column| !(kind(&column) && adds_up(&column))).collect();
        }
    }
    let of = |columns: Vec<&usize>, channel_of: Option<Channel>, is_only: bool| -> Vec<usize> {
        let own = columns.iter().filter(|column| channel_of.is_some() && channel(&headings[***column]) == channel_of);
        let own: Vec<usize> = own.map(|column| **column).collect();
        if !own.is_empty() || !is_only { own } else { columns.into_iter().copied().collect() }
    };
    let sent: Vec<usize> = counts.iter().filter(is_sent).copied().collect();
    let pair = |&sent_at: &usize| {
        let channel = channel(&headings[sent_at]);
        let is_only = sent.len() == 1;
        let others = || counts.iter().filter(|&&column| column != sent_at);
        let replied = || others().filter(is_replied).collect();
        let accepted = || others().filter(|column| is_accepted(column) && !is_replied(column)).collect();
        let declined = || others().filter(|column| is(column, "declined") && !is_replied(column)).collect();
        let mut answered = if channel == Some(Channel::Connect) {
            of(accepted(), channel, is_only)
        } else {
            of(replied(), channel, is_only)
        };
        answered.truncate(1);
        if answered.is_empty() && channel != Some(Channel::Connect) {
            answered = of(accepted(), channel, is_only);
            answered.truncate(1);
            answered.extend(of(declined(), channel, is_only).first());
        }
        (!answered.is_empty()).then_some(Pair { channel, sent: sent_at, answered })
    };
    let pairs: Vec<Pair> = sent.iter().filter_map(pair).collect();
    let is_replied_elsewhere = places[layout::REPLIED].is_some_and(|column| !counts.contains(&column));
    if pairs.is_empty() || is_replied_elsewhere {
        return None;
    }
    let date = (0..header.len()).find(|&column| !counts.contains(&column) && table.looked_at(column).any(is_date_text));
    let label = (0..header.len()).find(|&column| {
        !counts.contains(&column)
            && Some(column) != date
            && table.looked_at(column).any(|text| text.chars().any(char::is_alphabetic))
    });
    let label = label.filter(|_| date.is_none());
    let is_of_channels = label.is_some_and(|label| has(&headings[label], OF_CHANNELS));
    Some(TotalColumns { pairs, label, date, is_of_channels })
}

/// The columns of a table of totals of a known export.
pub(super) fn of_export(export: &Export, header: &[String]) -> Option<TotalColumns> {
    let place = |meaning| export.place(header, meaning);
    let answered = || {
        // Where there are invitations, they are what was accepted.
        let others = ["accepted", "declined"].into_iter().filter(|_| place("invited").is_none());
        place("answered").map_or_else(|| others.filter_map(place).collect(), |one| vec![one])
    };
    let named = |sent: usize| channel(&words(&header[sent]));
    let pairs = [
        (Some(Channel::Connect), place("invited"), place("accepted").into_iter().collect()),
        (place("sent").and_then(named), place("sent"), answered()),
        (Some(Channel::InMail), place("inmails"), place("inmail_answers").into_iter().collect::<Vec<_>>()),
    ];
    let pair = |(channel, sent, answered): (Option<Channel>, Option<usize>, Vec<usize>)| {
        Some(Pair { channel, sent: sent?, answered }).filter(|pair| !pair.answered.is_empty())
    };
    let pairs: Vec<Pair> = pairs.into_iter().filter_map(pair).collect();
    let date = place("at");
    let label = place("segment").filter(|_| date.is_none());
    (!pairs.is_empty()).then_some(TotalColumns { pairs, label, date, is_of_channels: false })
}

/// Those of the columns of a known export, or as the headings tell, that say more.
pub(super) fn fuller(own: Option<TotalColumns>, told: Option<TotalColumns>) -> Option<TotalColumns> {
    let pairs = |known: &Option<TotalColumns>| known.as_ref().map_or(0, |known| known.pairs.len());
    if pairs(&told) > pairs(&own) { told } else { own }
}

/// A row of totals.
struct Row {
    line: u64,
    label: String,
    date: String,
    /// The answers and what went out, pair by pair.
    counts: Vec<(u64, u64)>,
}

/// What the rows of a file say, by what they are called: the same rows of another file are the same totals.
pub(super) type Rows = BTreeMap<(String, String), Vec<Vec<(u64, u64)>>>;

/// Does what a row is called say that it holds the sum or the mean of others, and nothing else? A part may have such a word in
/// its name.
fn is_sum(called: &str) -> bool {
    let words = words(called);
    let is = |list: &str| words.iter().any(|word| has(std::slice::from_ref(word), list));
    let is_all =
        words.iter().all(|word| [SUMS, OF_SUMS, OVERALL].iter().any(|list| has(std::slice::from_ref(word), list)));
    is_all && (is(SUMS) || is(OVERALL)) || ["ø", "média"].contains(&called.trim().to_lowercase().as_str())
}

/// Is a row called after a stretch of time of another kind than the row before, as `Q1` is below `March`?
fn is_longer(label: &str, before: &str) -> bool {
    let kind = |label: &str| {
        let words = words(label).into_iter().map(|word| word.trim_matches(|c: char| c.is_ascii_digit()).to_owned());
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>()
    };
    let (own, other) = (kind(label), kind(before));
    own != other
        && own.iter().all(|word| has(std::slice::from_ref(word), STRETCHES))
        && label.contains(|c: char| c.is_ascii_digit())
}

/// Is a row the sum of one that is called so?
fn is_called_after(label: &str, part: &str) -> bool {
    let of_part = words(part);
    let own: Vec<String> = words(label).into_iter().filter(|word| !has(std::slice::from_ref(word), SUMS)).collect();
    !own.is_empty() && own == of_part
}

impl TotalColumns {
    /// The rows that can be read; the others, and those that hold the sum of others, are left out.
    fn rows(&self, logs: &mut Logs, texts: &Texts) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let (mut above, mut since) = (vec![(0u64, 0u64); self.pairs.len()], vec![(0u64, 0u64); self.pairs.len()]);
        // Where those rows begin that belong to no sum yet.
        let mut first = 0;
        for row in 0..texts.len() {
            let (label, date, line) = (texts.text(row, 0), texts.text(row, 1), texts.line(row));
            if is_sum(label) || is_sum(date) {
                // Those above it are summed up.
                (first, since) = (rows.len(), vec![(0, 0); self.pairs.len()]);
                logs.leave_out(line, Reason::Sum);
                continue;
            }
            let (mut column, mut counts) = (2, Vec::new());
            for pair in &self.pairs {
                let of = |column: usize| number(texts.text(row, column));
                let answered = (0..pair.answered.len()).map(|place| of(column + place)).sum::<Option<u64>>();
                counts.push(answered.zip(of(column + pair.answered.len())));
                column += pair.answered.len() + 1;
            }
            let Some(counts) = counts.into_iter().collect::<Option<Vec<(u64, u64)>>>() else {
                logs.leave_out(line, Reason::Number);
                continue;
            };
            // A row without a name or a day of its own, or with a word of sums in its name, that comes to as much as all above it.
            let is_nameless =
                if self.date.is_some() { is_nothing(date) } else { self.label.is_some() && label.is_empty() };
            let of_sums = has(&words(label), SUMS);
            let is_longer = rows.last().is_some_and(|before| is_longer(label, &before.label));
            let may_be_sum = is_nameless || of_sums || is_longer;
            let fits = rows.len() > 1 && counts == above || rows.len() > first + 1 && counts == since;
            // The sum of a single row is called after it.
            let of_one = || rows.len() == first + 1 && counts == since && is_called_after(label, &rows[first].label);
            if may_be_sum && counts.iter().any(|&(_, sent)| sent > 0) && (fits || of_sums && of_one()) {
                (first, since) = (rows.len(), vec![(0, 0); self.pairs.len()]);
                logs.leave_out(line, Reason::Sum);
                continue;
            }
            for (above, counts) in above.iter_mut().chain(&mut since).zip(counts.iter().cycle()) {
                *above = (above.0.saturating_add(counts.0), above.1.saturating_add(counts.1));
            }
            rows.push(Row { line, label: label.to_owned(), date: date.to_owned(), counts });
        }
        rows
    }

    /// Are the rows channels, each with its totals? The heading of what they are called says so, or all of them do.
    fn are_channels(&self, rows: &[Row]) -> bool {
        let of = |row: &Row| channel_of(&row.label).map(Channel::name);
        let all: Option<BTreeSet<&str>> = rows.iter().map(of).collect();
        let is_told = || self.is_of_channels && rows.iter().any(|row| of(row).is_some());
        matches!(self.pairs[..], [Pair { channel: None, .. }]) && (is_told() || all.is_some_and(|all| all.len() > 1))
    }
}

/// The channel that a row is called after.
fn channel_of(label: &str) -> Option<Channel> {
    channel(&words(label)).or_else(|| named(label))
}

/// Leaves out rows that stand in an earlier file, too: where all of one file stands in the other, or where both tell of several
/// days, and the same of each. Where they tell the same of some alone, nobody knows.
fn once(logs: &mut Logs, name: &Arc<str>, rows: &mut Vec<Row>) {
    let mut own = Rows::new();
    for Row { label, date, counts, .. } in &*rows {
        own.entry((label.clone(), date.clone())).or_default().push(counts.clone());
    }
    for earlier in &logs.totals_read {
        let common: Vec<_> =
            own.iter().filter_map(|(key, counts)| Some((key, counts, *earlier.get(key)? == *counts))).collect();
        let tells = |counts: &&Vec<Vec<(u64, u64)>>| counts.iter().flatten().any(|&(_, sent)| sent > 0);
        let same: BTreeSet<(String, String)> = common
            .iter()
            .filter(|(_, counts, is_same)| *is_same && tells(counts))
            .map(|(key, ..)| (*key).clone())
            .collect();
        let is_within = common.len() == own.len() || common.len() == earlier.len();
        let are_days = || same.iter().all(|(_, date)| !is_nothing(date));
        if same.len() > 1 && common.iter().all(|(.., is_same)| *is_same) && (is_within || are_days()) {
            let doubles = rows.extract_if(.., |row| same.contains(&(row.label.clone(), row.date.clone())));
            let lines: Vec<u64> = doubles.map(|row| row.line).collect();
            let file = logs.file();
            lines.iter().for_each(|&line| logs.left_out.add((file, line), Reason::Double));
            logs.notes.push(Note::Same(lines.len()));
        } else if !same.is_empty() {
            logs.notes.push(Note::Alike(name.clone(), same.len()));
        }
    }
    logs.totals_read.push(own);
}

/// Adds what a table says to the logs.
pub(super) fn read<R: Read>(
    logs: &mut Logs,
    name: &Arc<str>,
    table: Table<R>,
    known: &TotalColumns,
) -> Result<(), LogError> {
    let mut columns = vec![known.label, known.date];
    columns.extend(known.pairs.iter().flat_map(|pair| pair.answered.iter().copied().chain([pair.sent])).map(Some));
    let columns: Vec<Source> = columns.into_iter().map(Source::from).collect();
    let texts = logs.texts(table, &columns, |_| true)?;
    let reading = readings(&[texts.column(1).collect()], logs.reading.dates, order(logs.export))[0];
    let mut rows = known.rows(logs, &texts);
    once(logs, name, &mut rows);
    let are_channels = known.are_channels(&rows);
    let mut sums: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
    let mut order = Vec::new();
    for Row { line, label, date, counts } in rows {
        if are_channels && channel_of(&label).is_none() {
            logs.leave_out(line, Reason::NoTouch);
            continue;
        }
        let day = if is_nothing(&date) { None } else { reading.read(&date).ok().map(|moment| moment.date) };
        if let Some(day) = day {
            if logs.reading.until.is_some_and(|until| day > until) {
                logs.leave_out(line, Reason::After);
                continue;
            }
            logs.latest = logs.latest.max(Some(day));
        }
        for (pair, (replied, sent)) in known.pairs.iter().zip(counts) {
            let of_row = channel_of(&label).filter(|_| are_channels);
            let touch = pair.channel.or(of_row).map_or(INMAIL, Channel::name);
            let touch = logs.reading.touch.clone().filter(|_| known.pairs.len() == 1).unwrap_or(touch.to_owned());
            let key = (touch, if are_channels { String::new() } else { label.clone() });
            if !sums.contains_key(&key) {
                order.push(key.clone());
            }
            let sum = sums.entry(key).or_default();
            *sum = (sum.0.saturating_add(replied), sum.1.saturating_add(sent));
        }
    }
    for key in order {
        let (replied, sent) = sums[&key];
        let (touch, segment) = key;
        if replied > sent {
            return Err(LogError::TooMany { touch, replied, sent });
        }
        if sent > 0 {
            logs.totals.push(Total { touch, segment, replied, sent });
        }
    }
    logs.notes.push(Note::Totals(name.clone()));
    logs.files.push(FileRead::whole(name));
    Ok(())
}
