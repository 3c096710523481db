//! The rates and delays of a record, for people.

use crate::figures::number::count;
use crate::words::visible::visible;
use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;

use crate::domain::distribution::Distribution;
use crate::domain::touch::Channel;
use crate::figures::number::{number, percent, whole};
use crate::record::answers::Answers;
use crate::record::calibration::{Calibration, OPEN_DAYS, Part, Remark, TouchRecord};
use crate::record::channel::named;
use crate::record::contact::{LeftOut, Reason};
use crate::record::misfit::Misfit;
use crate::record::to_come::ToCome;
use crate::report::overview::Room;

use super::screen::{Screen, beginning, columns, ending, plain};
use super::table::Table;
use super::{FAINT, Level, STRONG};

/// The most segments that are shown.
const MOST_SEGMENTS: usize = 30;

/// The share of rows with unreadable answers from which a warning says so.
const NOTABLE: f64 = 0.01;

/// The names of touches and segments get no less room than this \[columns\].
const NARROWEST: usize = 6;

/// Facts about a record beside its calibration.
#[derive(Debug)]
pub struct Beside<'a> {
    /// Was the last day stated?
    pub is_stated: bool,
    /// The answers to invitations that were accepted, by touch.
    pub answers: &'a BTreeMap<String, Answers>,
    /// The rows that do not count.
    pub left_out: &'a [LeftOut],
    /// Touches that went out after the last day and are not among these rows.
    pub later: u64,
    /// The last date but one, if the last is far from all others.
    pub before_last: Option<Date>,
}

/// The touches of a record with their rates and delays, what is worth knowing about them, and what was left out.
pub fn calibration(screen: Screen, calibration: &Calibration, beside: &Beside) -> String {
    let stated = if beside.is_stated { "" } else { ", its last day" };
    let mut text =
        format!("{STRONG}What your record says{STRONG:#} {FAINT}(as of {}{stated}){FAINT:#}\n\n", calibration.as_of);
    let (table, hidden) = table(screen, calibration);
    let _ = write!(text, "{table}");
    if hidden > 0 {
        let _ = writeln!(text, "  and {} in calibration.csv", count(hidden, "more segment"));
    }
    text.push('\n');
    channels(calibration).iter().for_each(|sentence| text += &plain(screen, sentence));
    for touch in &calibration.touches {
        let answers = beside.answers.get(&touch.touch);
        sentences(touch, answers).iter().for_each(|sentence| text += &plain(screen, sentence));
        touch.remarks.iter().for_each(|remark| warn(&mut text, screen, &warning(touch, remark)));
    }
    doubts(calibration, beside).iter().for_each(|warning| warn(&mut text, screen, warning));
    text.push_str(&not_counted(screen, beside.left_out));
    if beside.later > 0 {
        let (touches, do_) = if beside.later == 1 { ("touch", "does") } else { ("touches", "do") };
        let _ = writeln!(text, "\n{} {touches} after the last day {do_} not count.", whole(beside.later));
    }
    text
}

/// The sentences about a record and its warnings, for its page.
pub fn said(calibration: &Calibration, beside: &Beside) -> [Vec<String>; 2] {
    let touches = || calibration.touches.iter();
    let about = touches().flat_map(|touch| sentences(touch, beside.answers.get(&touch.touch)));
    let remarks = touches().flat_map(|touch| touch.remarks.iter().map(move |remark| warning(touch, remark)));
    let said = channels(calibration).into_iter().chain(about);
    [said.collect(), remarks.chain(doubts(calibration, beside)).collect()]
}

/// What makes the whole record doubtful.
fn doubts(calibration: &Calibration, beside: &Beside) -> Vec<String> {
    let last = calibration.as_of;
    let slip = beside.before_last.map(|before| {
        format!(
            "the last day, {last}, is that of one date far from all others; if that is a slip, give `--as-of {before}`"
        )
    });
    unread_answers(calibration, beside.left_out).into_iter().chain(slip).collect()
}

fn warn(text: &mut String, screen: Screen, warning: &str) {
    let style = Level::Warning.style();
    for (place, line) in screen.wrapped(&format!("warning: {warning}")).iter().enumerate() {
        let indent = if place > 0 { "  " } else { "" };
        let _ = writeln!(text, "{style}{indent}{}{style:#}", visible(line));
    }
}

/// The table, and how many segments it has no row for.
fn table(screen: Screen, calibration: &Calibration) -> (Table, u64) {
    let mut sent: Vec<u64> =
        calibration.touches.iter().flat_map(|touch| &touch.segments).map(|part| part.fates.sent()).collect();
    sent.sort_unstable_by(|one, other| other.cmp(one));
    // Of those with as many messages as the last one shown the first of the record are.
    let fewest = sent.get(MOST_SEGMENTS - 1).copied().unwrap_or(0);
    let mut equal = MOST_SEGMENTS - sent.iter().take_while(|&&number| number > fewest).count();
    let mut rows = Vec::new();
    for touch in &calibration.touches {
        rows.push(row(touch, &touch.all, true));
        for part in &touch.segments {
            let number = part.fates.sent();
            if number > fewest || number == fewest && equal > 0 {
                equal -= usize::from(number == fewest);
                rows.push(row(touch, part, false));
            }
        }
    }
    let hidden = calibration.touches.len() + sent.len() - rows.len();
    let headings = headings(false);
    let fits = rooms(screen, &headings, &rows) == [0, 1].map(|column| widest(column, &headings, &rows));
    let headings = if fits { headings } else { self::headings(true) };
    let rooms = rooms(screen, &headings, &rows);
    let mut table = Table::new(screen, &headings).left(1).dispensable(SO_FAR);
    for mut cells in rows {
        for (cell, room) in cells.iter_mut().zip(rooms) {
            *cell = shortened(cell, room);
        }
        table.row(cells, false);
    }
    (table, hidden as u64)
}

/// Where the column is that is left out where there is little room.
const SO_FAR: usize = 7;

fn headings(in_two_lines: bool) -> [&'static str; 10] {
    let [half, nine] = if in_two_lines { ["half\nwithin", "90 %\nwithin"] } else { ["half within", "90 % within"] };
    ["touch", "segment", "sent", "replied", "open", "rate", "90 % sure", "so far", half, nine]
}

fn widest(column: usize, headings: &[&str; 10], rows: &[[String; 10]]) -> usize {
    let texts = headings[column].lines().chain(rows.iter().map(|row| row[column].as_str()));
    texts.map(columns).max().unwrap_or(0)
}

/// The room for the names of touches and of segments beside the figures \[columns\].
fn rooms(screen: Screen, headings: &[&str; 10], rows: &[[String; 10]]) -> [usize; 2] {
    let is_narrow = screen.room() == Room::Narrow;
    let padding = if is_narrow { 1 } else { 2 };
    let shown = (2..headings.len()).filter(|&column| !(is_narrow && column == SO_FAR));
    let figures: usize = shown.map(|column| widest(column, headings, rows) + padding).sum();
    let free = screen.width().saturating_sub(1 + 2 * padding + figures).max(2 * NARROWEST);
    let [touch, segment] = [0, 1].map(|column| widest(column, headings, rows));
    // Neither takes more than half while the other needs it.
    let touch = touch.min(free.saturating_sub(segment).max(free / 2));
    [touch, segment.min(free.saturating_sub(touch))]
}

/// A name with its middle left out where it is too long: names that begin alike often end differently.
fn shortened(name: &str, room: usize) -> String {
    if columns(name) <= room {
        return name.to_owned();
    }
    let kept = room.saturating_sub(1);
    let end = kept / 3;
    format!("{}…{}", beginning(name, kept - end), ending(name, end))
}

/// The number of rows that were left out, and the reasons, below an empty line.
pub(super) fn not_counted(screen: Screen, left_out: &[LeftOut]) -> String {
    if left_out.is_empty() {
        return String::new();
    }
    format!("\n{}", plain(screen, &format!("{}.", reasons(left_out))))
}

/// The number of rows that were left out, and the reasons.
pub fn reasons(left_out: &[LeftOut]) -> String {
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for row in left_out {
        *reasons.entry(row.reason.to_string()).or_default() += row.rows;
    }
    let mut reasons: Vec<(String, u64)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(reason, number)| (std::cmp::Reverse(*number), reason.clone()));
    let listed: Vec<String> = reasons.iter().map(|(reason, number)| format!("{} {reason}", whole(*number))).collect();
    let rows = left_out.iter().map(|row| row.rows).sum();
    let (rows, do_) = (count(rows, "row"), if rows == 1 { "does" } else { "do" });
    format!("{rows} {do_} not count: {}", listed.join("; "))
}

fn row(touch: &TouchRecord, part: &Part, is_all: bool) -> [String; 10] {
    let quantile = |u| Distribution::beta(part.rate.alpha, part.rate.beta).map_or(f64::NAN, |law| law.quantile(u));
    let days = |u| match touch.fit.days(u) {
        _ if touch.is_undated() => "usual".to_owned(),
        days if days < 1.0 && !touch.dating.is_timed && touch.all.fates.replies() > 0 => "< 1 d".to_owned(),
        days if days < 1.0 / 24.0 => format!("{} min", number(1_440.0 * days)),
        days if days < 1.0 => format!("{} h", number(24.0 * days)),
        days => format!("{} d", number(days)),
    };
    let delay = |u| if is_all { days(u) } else { String::new() };
    let segment = if part.segment.is_empty() && !is_all { "(none)" } else { &part.segment };
    [
        visible(&touch.touch),
        visible(segment),
        whole(part.fates.sent()),
        whole(part.fates.replies()),
        whole(part.open),
        percent(part.rate.mean()),
        format!("{} to {}", percent(quantile(0.05)), percent(quantile(0.95))),
        percent(part.naive_rate()),
        delay(0.5),
        delay(0.9),
    ]
}

/// The channels that touches were taken for where their names do not say it.
fn channels(calibration: &Calibration) -> Vec<String> {
    let taken = [
        (Channel::InMail, "an InMail"),
        (Channel::Connect, "an invitation, since some were accepted"),
        (Channel::Message, "a message, since none cost a credit"),
    ];
    let sentence = |(channel, what): (Channel, &str)| {
        let is_guessed = |touch: &&TouchRecord| touch.channel == channel && named(&touch.touch).is_none();
        let touches: Vec<&str> =
            calibration.touches.iter().filter(is_guessed).map(|touch| touch.touch.as_str()).collect();
        let (shown, rest) = touches.split_at(touches.len().min(SHOWN));
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        let shown: Vec<String> = shown.iter().map(|touch| shortened(touch, LONG)).collect();
        (!touches.is_empty()).then(|| format!("Taken for {what}: {}{more}.", shown.join(", ")))
    };
    taken.into_iter().filter_map(sentence).collect()
}

/// The most touches that are listed in a sentence, and the most characters of each.
const SHOWN: usize = 10;
const LONG: usize = 40;

/// A warning if the answers of many rows cannot be read, since their rate may be another than that of all.
fn unread_answers(calibration: &Calibration, left_out: &[LeftOut]) -> Option<String> {
    let is_unread = |row: &&LeftOut| {
        matches!(row.reason, Reason::Date(column, _) | Reason::Before(column)
            if column == "replied_at" || column == "accepted_at")
            || row.reason == Reason::Status
    };
    let is_status = left_out.iter().any(|row| row.reason == Reason::Status);
    let columns = if is_status { "status, replied_at or accepted_at" } else { "replied_at or accepted_at" };
    let unread = left_out.iter().filter(is_unread).map(|row| row.rows).sum::<u64>();
    let counted: u64 = calibration.touches.iter().map(|touch| touch.all.fates.sent()).sum();
    let all = unread + counted;
    (unread as f64 >= NOTABLE * all as f64 && unread > 0).then(|| {
        format!(
            "{} of {} rows do not count because of their {columns}, so that the rates are those of the \
             others, which may be quite different; mend them, and leave the cell empty where nothing came",
            whole(unread),
            whole(all)
        )
    })
}

fn sentences(touch: &TouchRecord, answers: Option<&Answers>) -> Vec<String> {
    let name = shortened(&touch.touch, LONG);
    let open = touch.all.open;
    let (rate, naive) = (touch.all.rate.mean(), touch.all.naive_rate());
    let is_alone = answers == Some(&Answers::Alone);
    let what = if touch.channel == Channel::Connect && !is_alone { "accepted" } else { "answered" };
    let mut said = Vec::new();
    // Nothing to explain where both are printed alike, and nothing that the record says where nothing came back.
    if open > 0 && touch.all.fates.replies() > 0 && rate > naive && percent(rate) != percent(naive) {
        let those = match open {
            1 => "the one that is still open for what it is".to_owned(),
            _ => format!("the {} that are still open for what they are", whole(open)),
        };
        let (naive, rate) = (percent(naive), percent(rate));
        said.push(format!("{name}: {naive} have been {what} so far; counting {those}, the rate is {rate}."));
    }
    let ToCome { mean, low, high } = touch.to_come;
    if open > 0 && touch.all.fates.replies() > 0 {
        said.push(format!(
            "{name}: of what is silent so far about {} will still be {what} (90 % sure: {low} to {high}).",
            whole(mean.round() as u64)
        ));
    }
    match answers {
        Some(Answers::Alone) => said.push(format!(
            "{name}: there is no accepted_at, so that each answer counts as an acceptance, and acceptances without one are not seen."
        )),
        Some(Answers::Counted { accepted, answered, fit }) => said.push(format!(
            "{name}: {} of {} who accepted have answered so far; {} will.",
            whole(*answered),
            whole(*accepted),
            percent(fit.rate.mean())
        )),
        None => {}
    }
    said.extend(dating(touch, &name));
    if touch.channel == Channel::InMail && touch.late() > 0 {
        said.push(format!(
            "{name}: {} of {} came more than {OPEN_DAYS} days after the message, too late for its credit to be returned, and \
             {} all the same.",
            whole(touch.late()),
            count(touch.all.fates.replies(), "answer"),
            if touch.late() == 1 { "counts as an answer" } else { "count as answers" }
        ));
    }
    if touch.fit.is_thin && !touch.is_undated() {
        said.push(format!(
            "{name}: too little came back to tell how long it takes; what is usual has most of the say, and the rate hangs on it."
        ));
    }
    said
}

/// What is to be said of how answers are dated.
fn dating(touch: &TouchRecord, name: &str) -> Option<String> {
    let (undated, replies) = (touch.dating.undated, touch.all.fates.replies());
    if touch.is_undated() {
        let none = if replies == 1 {
            "its one answer has no date and".to_owned()
        } else {
            format!("none of the {} answers has a date: each", whole(replies))
        };
        return Some(format!(
            "{name}: {none} came at some time up to the last day. How long they take is not from the record but what is usual: \
             half within 9 hours, nine tenths within a week, by and large."
        ));
    }
    if undated > 0 {
        return Some(format!(
            "{name}: {} of {} have no date and came at some time up to the last day; how long answers take is told by the {} \
             that have one.",
            whole(undated),
            count(replies, "answer"),
            whole(replies - undated)
        ));
    }
    let is_short = touch.fit.days(0.5) < 1.0;
    (replies > 0 && !touch.dating.is_timed && is_short)
        .then(|| format!("{name}: answers are dated by the day, so that nothing is known of hours."))
}

fn warning(touch: &TouchRecord, remark: &Remark) -> String {
    let name = shortened(&touch.touch, LONG);
    match remark {
        Remark::Thin { replies } => {
            let answers = count(*replies, "answer");
            format!("{name} has {answers}: its rate is hardly known, and what follows from it even less")
        }
        Remark::Drift { before, after, from } => format!(
            "{name} has changed: {} before {from}, {} since; leave out what no longer holds",
            percent(*before),
            percent(*after)
        ),
        Remark::StandsOut { segment, alone, rate } => format!(
            "{}, a segment of {name}, stands out: by itself it would be {}, and was drawn to {} towards the others, of which it may \
             be no measure",
            shortened(&touch.segments[*segment].segment, LONG),
            percent(*alone),
            percent(*rate)
        ),
        Remark::Misfit(Misfit { day, came, expected }) => format!(
            "the delay of {name} does not fit: {} of its answers came within {} days, where {} should have (luck alone makes it \
             so in 1 of 100 records); look at the chart of it",
            percent(*came),
            number(*day),
            percent(*expected)
        ),
    }
}
