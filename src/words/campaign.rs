//! The numbers of a scenario: what each variant asks for, and what its plans bring in that time.

use std::collections::HashSet;

use crate::domain::case::{Case, LimitWeek};
use crate::domain::demand::{brought, later, pending, starts};
use crate::domain::plan::Plan;
use crate::domain::quantity::Money;
use crate::domain::rate::{AnyRate, Tie};
use crate::domain::seat::people;
use crate::domain::segment::{Pace, Segment};
use crate::domain::subscription::Bill;
use crate::domain::touch::{ACCEPT_RATE, Channel, REPLY_RATE, Touch};
use crate::figures::number::{count, percent, whole};
use crate::scenario::document::lists::all;
use crate::words::delay::not_known;
use crate::words::seats::{self, seats};
use crate::words::tie::follows;
use crate::words::visible::visible;

/// The most segments that are described one by one.
const SEGMENTS: usize = 12;

/// Stands for a space at which no line is broken.
pub const TIED: char = '\u{a0}';

/// The most what-ifs that are described one by one.
const WHAT_IFS: usize = 40;

/// A variant of a scenario, and what is different in it from the base.
pub struct Variant {
    /// The name of its what-if, or `base`.
    pub name: String,
    /// The sentences that are not those of the base; for the base all of them.
    pub sentences: Vec<String>,
}

/// The demand of each variant, the base first, and how many what-ifs are left out.
pub fn variants(cases: &[(&Case, Bill)]) -> (Vec<Variant>, usize) {
    let variants: Vec<_> = cases.chunk_by(|(one, _), (other, _)| one.name.variant() == other.name.variant()).collect();
    let mut base: Option<Vec<String>> = None;
    let told = variants.iter().take(WHAT_IFS).map(|variant| {
        let sentences = sentences(variant);
        let base = base.get_or_insert_with(Vec::new);
        let differing = sentences.iter().filter(|sentence| !base.contains(sentence)).cloned().collect();
        if base.is_empty() {
            *base = sentences;
        }
        Variant { name: variant[0].0.name.label(), sentences: differing }
    });
    (told.collect(), variants.len().saturating_sub(WHAT_IFS))
}

fn sentences(variant: &[(&Case, Bill)]) -> Vec<String> {
    let case = variant[0].0;
    let one = case.segments.len() == 1;
    let segments = case.segments.iter().take(SEGMENTS).map(|segment| {
        let name = if one { String::new() } else { format!("{}: ", visible(&segment.id)) };
        format!("{name}{}", segment_in_words(case, segment))
    });
    let mut sentences: Vec<String> = segments.collect();
    if case.segments.len() > SEGMENTS {
        sentences.push(format!("and {}", count((case.segments.len() - SEGMENTS) as u64, "more segment")));
    }
    sentences.extend(seats(&variant.iter().map(|(case, _)| *case).collect::<Vec<_>>()));
    sentences.extend(bounds(case));
    sentences.extend(wear(case));
    sentences.extend(opening(case));
    sentences.extend(outcomes(case));
    sentences.extend(tied_rates(case));
    sentences.extend(unknown_delays(case));
    sentences.extend(expenses(case));
    sentences.push(plans(variant));
    sentences
}

/// What bounds touches beside pace and credits, if anything does.
fn bounds(case: &Case) -> Option<String> {
    let week = match case.pacing.limit_week {
        LimitWeek::Campaign => "a week",
        LimitWeek::Rolling => "in any seven days",
    };
    let hours = case.pacing.hours_per_week.map(|hours| format!("{} hours of work a week", hours.hours()));
    let touches = case.touches.iter().flat_map(|touch| {
        let limit = |limit: Option<u32>, of: &str| limit.map(|limit| format!("{limit} {} {of}", visible(&touch.id)));
        [limit(touch.limit_per_day, "a day"), limit(touch.limit_per_week, week)].into_iter().flatten()
    });
    let one = case.segments.len() == 1;
    let credits = case.segments.iter().filter_map(|segment| {
        let of = if one { String::new() } else { format!(" for {}", visible(&segment.id)) };
        Some(format!("{} in all{of}", count(segment.credits_at_most?.into(), "credit")))
    });
    let parts: Vec<String> = hours.into_iter().chain(touches.take(SEGMENTS)).chain(credits.take(SEGMENTS)).collect();
    let each = if has_several(case) { " for each person" } else { "" };
    (!parts.is_empty()).then(|| format!("at most {}{each}", all(parts)))
}

/// Do several people work it?
fn has_several(case: &Case) -> bool {
    people(&case.team()).nth(1).is_some()
}

/// What is left of the rates further down the lists, where these wear out.
fn wear(case: &Case) -> Option<String> {
    let one = case.segments.len() == 1;
    let worn = case.segments.iter().filter(|segment| segment.wear.distribution().as_fixed() != Some(1.0));
    let parts: Vec<String> = worn
        .take(SEGMENTS)
        .map(|segment| {
            let of = if one { String::new() } else { format!(" of {}", visible(&segment.id)) };
            format!("{}{of}", percent(segment.wear.distribution().mean()))
        })
        .collect();
    (!parts.is_empty()).then(|| format!("of the rates {} are left after each hundred prospects", all(parts)))
}

/// What costs money beside plan and work, if anything does.
fn expenses(case: &Case) -> Option<String> {
    let money = |amount: Money| format!("{amount}{TIED}{}", visible(&case.currency));
    let one = case.segments.len() == 1;
    let fixed = Some(case.fixed_expenses()).filter(|&fixed| fixed > Money::default()).map(money);
    let people = case.segments.iter().filter(|segment| segment.cost_per_prospect > Money::default()).map(|segment| {
        let of = if one { String::new() } else { format!(" of {}", visible(&segment.id)) };
        format!("{} for each prospect{of}", money(segment.cost_per_prospect))
    });
    let is_used = |place: usize| case.segments.iter().any(|segment| segment.sequence.contains(&place));
    let touches = case.touches.iter().enumerate();
    let costly = touches.filter(|&(place, touch)| touch.cost > Money::default() && is_used(place));
    let touches = costly.map(|(_, touch)| format!("{} for each {}", money(touch.cost), visible(&touch.id)));
    let parts: Vec<String> = fixed.into_iter().chain(people.take(SEGMENTS)).chain(touches.take(SEGMENTS)).collect();
    (!parts.is_empty()).then(|| format!("beside plan and work it costs {}", all(parts)))
}

/// The prospects that a segment would start, and the touches that would go out to them.
fn segment_in_words(case: &Case, segment: &Segment) -> String {
    let workers = case.seats.iter().filter(|seat| seat.segments.iter().any(|&at| case.segments[at].id == segment.id));
    let workers: u32 = workers.map(|seat| seat.count).sum();
    let each = if workers > 1 { format!(" by each of {}", seats::people(workers)) } else { String::new() };
    let weeks = format!("{}{each}", count(u64::from(case.calendar.weeks()), "week"));
    let pace = match &segment.pace {
        Pace::PerWeek(numbers) => format!("{} a week for {weeks}", per_week(numbers, case.calendar.weeks())),
        Pace::Max => format!("as many new prospects as the credits allow, for {weeks}"),
        Pace::Refunds => format!("as many new prospects as credits came back in the week before, for {weeks}"),
    };
    let unbounded = starts(case, &Segment { prospects: None, ..segment.clone() });
    let list = segment.prospects.map(u64::from).filter(|&list| unbounded.is_none_or(|wanted| list < wanted));
    let list = list.map(|list| format!(", {} in all", whole(list))).unwrap_or_default();
    let Some(starts) = starts(case, segment) else { return format!("{pace}{list}") };
    if starts == 0 {
        return format!("nobody new for {weeks}");
    }

    let first = case.touches[segment.sequence[0]].channel();
    let inmails = later(case, segment, Channel::InMail);
    let free = segment.sequence.len() as u64 - 1 - inmails;
    let open = segment.open_profile.distribution().mean();
    let has_inmails = first == Channel::InMail || inmails > 0;
    let open =
        if open > 0.0 && has_inmails { format!("; {} have Open Profiles", percent(open)) } else { String::new() };
    let mut touches = vec![format!("{} first {}", whole(starts), first.touches(starts))];
    if inmails > 0 {
        let what = if first == Channel::InMail { "follow-up" } else { "InMail" };
        touches.push(format!("up to {}", count(starts * inmails, what)));
    }
    if free > 0 {
        touches.push(format!("up to {} more", free_touches(starts * free)));
    }
    format!("{pace}{list}: {}{open}", all(touches))
}

fn free_touches(number: u64) -> String {
    format!("{} free touch{}", whole(number), if number == 1 { "" } else { "es" })
}

fn per_week(numbers: &[u32], weeks: u32) -> String {
    let used = || numbers.iter().take(weeks as usize);
    let (least, most) = (used().min().copied().unwrap_or_default(), used().max().copied().unwrap_or_default());
    if least == most {
        count(u64::from(most), "new prospect")
    } else {
        format!("{} to {}", whole(u64::from(least)), count(u64::from(most), "new prospect"))
    }
}

/// The credits and messages that the account brings along, if there are any.
fn opening(case: &Case) -> Option<String> {
    let (credits, sent) = (brought(case), pending(case));
    let held = [(credits, "credit", ""), (sent, "message", " without an answer")];
    let held: Vec<String> = held
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, what, more)| format!("{}{more}", count(number, what)))
        .collect();
    let who = if has_several(case) { "all accounts together open" } else { "the account opens" };
    (!held.is_empty()).then(|| format!("{who} with {}", all(held)))
}

/// What replies may lead to, if they may lead to anything.
fn outcomes(case: &Case) -> Option<String> {
    let never = |rate: &AnyRate| matches!(rate, AnyRate::Own(rate) if rate.distribution().as_fixed() == Some(0.0));
    let reached = case.outcomes.iter().filter(|outcome| !never(&outcome.rate));
    let told = reached.map(|outcome| match outcome.of {
        None => visible(&outcome.id),
        Some(of) => format!("{} after {}", visible(&outcome.id), visible(&case.outcomes[of].id)),
    });
    let told: Vec<String> = told.take(SEGMENTS).collect();
    (!told.is_empty()).then(|| format!("replies may lead to {}", all(told)))
}

/// The touches that go out or are pending, if there is any of which `has` holds.
fn used(case: &Case, has: impl Fn(&Touch) -> bool) -> Vec<&Touch> {
    if !case.touches.iter().any(has) {
        return Vec::new();
    }
    let used: HashSet<usize> = case.touch_rows().into_iter().map(|row| row.touch).collect();
    case.touches.iter().enumerate().filter(|(place, _)| used.contains(place)).map(|(_, touch)| touch).collect()
}

/// The rates that are tied to others.
fn tied_rates(case: &Case) -> Vec<String> {
    let ties = |touch: &Touch| {
        let rates = [(ACCEPT_RATE, touch.accept_rate()), (REPLY_RATE, touch.reply_rate())];
        let ties = rates.map(|(key, rate)| rate.and_then(AnyRate::tie).cloned().map(|tie| (key, tie)));
        ties.into_iter().flatten()
    };
    let tied = used(case, |touch| ties(touch).next().is_some()).into_iter();
    let told = tied.flat_map(|touch| {
        let other = |tie: &Tie| visible(&case.touches[tie.of].id);
        ties(touch).map(move |(key, tie)| format!("{key} of {}: {}", visible(&touch.id), follows(&tie, &other(&tie))))
    });
    told.take(SEGMENTS).collect()
}

/// The delays that are not known.
fn unknown_delays(case: &Case) -> Vec<String> {
    let touches = used(case, |touch| touch.delays().any(|(_, delays)| delays.as_known().is_none())).into_iter();
    let delays = touches.flat_map(|touch| touch.delays().map(|(key, delays)| (&touch.id, key, delays)));
    let unknown = delays.filter(|(.., delays)| delays.as_known().is_none());
    unknown.take(SEGMENTS).map(|(id, key, delays)| format!("{key} of {}: {}", visible(id), not_known(delays))).collect()
}

/// The credits and the cost of each plan.
fn plans(variant: &[(&Case, Bill)]) -> String {
    let plan = |(place, (case, bill)): (usize, &(&Case, Bill))| {
        let credits = if place == 0 { count(bill.granted, "credit") } else { whole(bill.granted) };
        let money = format!("{}{TIED}{}", bill.cost, visible(&case.currency));
        let is_team = case.name.plan != case.plan.id;
        let grants = if place == 0 { " grants" } else { "" };
        let time = if place == 0 { " in that time" } else { "" };
        let then: Vec<String> = case
            .plan_changes
            .iter()
            .filter(|change| change.week <= case.calendar.weeks())
            .map(|change| format!(", from week {} {}", change.week, name(&change.plan)))
            .collect();
        let comma = if then.is_empty() { "" } else { "," };
        if !case.seats.is_empty() {
            let with =
                if is_team { String::new() } else { format!("with {}{}{comma} ", name(&case.plan), then.concat()) };
            let grants = if place == 0 { "all seats together are granted " } else { "" };
            return format!("{with}{grants}{credits}{time} for {money}");
        }
        if case.plan.is_none() && then.is_empty() {
            let costs = if case.has_expenses() { "no subscription" } else { "no costs" };
            return format!("without a plan there are no credits and {costs}");
        }
        let (name, then) = (name(&case.plan), then.concat());
        format!("{name}{then}{comma}{grants} {credits}{time} for {money}")
    };
    all(variant.iter().enumerate().map(plan))
}

fn name(plan: &Plan) -> String {
    if plan.is_none() { "no plan".into() } else { visible(&plan.name) }
}
