//! The model a second time: plain, slow and independent of the engine, so that the two can be compared.
//!
//! Each rule is written the obvious way. Lists are scanned and sorted again whenever that is simplest, and nothing is
//! prepared in advance.

mod account;
mod chances;
mod day;
mod landing;
mod leave;
mod list;
mod outcomes;
mod pace;
mod sending;
mod sum;
mod team;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::reason::Reason;
use inmail_sim::engine::Sampling;

use day::Trial;

/// How many things may hold a touch up.
const REASONS: usize = Reason::ALL.len();

/// What a trial came to, and everything that happened in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Played {
    /// Credits brought along.
    pub(crate) opening: u64,
    /// Credits granted, before the cap.
    pub(crate) granted: u64,
    /// Credits that came back.
    pub(crate) refunded: u64,
    /// Credits that InMails cost.
    pub(crate) spent: u64,
    /// Credits that reached the end of their life.
    pub(crate) lapsed: u64,
    /// Credits that the cap dropped.
    pub(crate) capped: u64,
    /// Credits lost in plan changes.
    pub(crate) forfeited: u64,
    /// The balance at the end of the last day [credits].
    pub(crate) closing: u64,
    /// Prospects started.
    pub(crate) started: u64,
    /// Replies that landed inside the campaign.
    pub(crate) replies: u64,
    /// All replies, those after the last day included.
    pub(crate) replies_settled: u64,
    /// Weeks in which each reason held a touch up, in the order of [`Reason`]; the last are those short of credits.
    pub(crate) held_up: [u64; REASONS],
    /// Prospects wanted and not started, over weeks and segments.
    pub(crate) shortfall: u64,
    /// Working time [thousandths of a minute].
    pub(crate) effort: u64,
    /// How often each outcome was reached, in all and inside the campaign.
    pub(crate) reached: Vec<(u64, u64)>,
    /// What all of them are worth [cents].
    pub(crate) value_cents: u64,
    /// What the subscription cost [cents].
    pub(crate) cost_cents: u64,
    /// What was paid beside plan and work [cents].
    pub(crate) expenses_cents: u64,
    /// Days on which credits were granted, those of each person, all together.
    pub(crate) grant_days: u64,
    /// Whether there are lists, segments with a known number of prospects, and all of them are through.
    pub(crate) through: bool,
    /// The campaign weeks, in order.
    pub(crate) weeks: Vec<Week>,
    /// One row each of [`Case::touch_rows`], in its order.
    pub(crate) touches: Vec<TouchCount>,
    /// The segments, in file order.
    pub(crate) segments: Vec<SegmentCount>,
    /// One row each of [`Case::team`], in its order.
    pub(crate) seats: Vec<SeatCount>,
    /// Everything that happened, in the order in which it did. Replies and acceptances that land after the campaign's
    /// last day stand at the end, on the days on which they land.
    pub(crate) events: Vec<Event>,
}

/// What one campaign week counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Week {
    /// The balance at the end of the week [credits].
    pub(crate) balance: u64,
    /// Touches of every channel.
    pub(crate) sent: u64,
    /// Credits that InMails cost.
    pub(crate) spent: u64,
    /// Replies that landed.
    pub(crate) replies: u64,
    /// Credits that came back.
    pub(crate) refunded: u64,
    /// Credits that reached the end of their life.
    pub(crate) lapsed: u64,
    /// Credits that the cap dropped.
    pub(crate) capped: u64,
    /// Prospects wanted and not started.
    pub(crate) shortfall: u64,
    /// Whether each reason held up a wanted touch on one of its days, in the order of [`Reason`].
    pub(crate) held_up: [bool; REASONS],
    /// Replies that landed in this week or before.
    pub(crate) replies_so_far: u64,
}

/// What a touch of a segment did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TouchCount {
    /// A place in [`Case::segments`]; `None`: the touches that were pending on day 0.
    pub(crate) segment: Option<usize>,
    /// A place in [`Case::touches`].
    pub(crate) touch: usize,
    /// How often it went out.
    pub(crate) sent: u64,
    /// The credits that it cost.
    pub(crate) credits: u64,
    /// Invitations accepted, those after the last day included.
    pub(crate) accepted: u64,
    /// Replies that it drew, those after the last day included.
    pub(crate) replies: u64,
}

/// What a segment came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SegmentCount {
    /// Prospects started.
    pub(crate) started: u64,
    /// Replies of its prospects, those after the last day included.
    pub(crate) replied: u64,
    /// The day on which it was through with its list.
    pub(crate) through: Option<Day>,
}

/// What the people of a seat came to, all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SeatCount {
    /// What their subscriptions cost [cents].
    pub(crate) cost_cents: u64,
    /// Credits granted to them, before the cap.
    pub(crate) granted: u64,
    /// Credits that their prospects brought back.
    pub(crate) refunded: u64,
    /// Credits that their InMails cost.
    pub(crate) spent: u64,
    /// Credits lapsed, dropped by the cap or lost in plan changes; `None`: they share their account with other seats.
    pub(crate) unused: Option<u64>,
    /// Prospects that they started.
    pub(crate) started: u64,
    /// Replies to their touches, those after the last day included.
    pub(crate) replies_settled: u64,
    /// Their working time [thousandths of a minute].
    pub(crate) effort: u64,
    /// Whether a touch that one of them wanted to send did not go out for want of credits, in any week.
    pub(crate) is_short: bool,
}

impl Default for SeatCount {
    fn default() -> SeatCount {
        SeatCount {
            cost_cents: 0,
            granted: 0,
            refunded: 0,
            spent: 0,
            unused: Some(0),
            started: 0,
            replies_settled: 0,
            effort: 0,
            is_short: false,
        }
    }
}

/// What happened: the events of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A lot was there from the start.
    Opening,
    /// A lot reached the end of its life.
    Lapse,
    /// A plan change took credits of a lot.
    Forfeit,
    /// The price was charged.
    Charge,
    /// The plan added a lot.
    Grant,
    /// The cap took credits of a lot.
    Cap,
    /// A prospect's reply landed.
    Reply,
    /// A credit came back.
    Refund,
    /// A touch went out.
    Send,
    /// An invitation was accepted.
    Accept,
    /// An outcome was reached.
    Outcome,
    /// A segment could not send for want of credits.
    Short,
    /// A segment could not send for another reason.
    Held(Reason),
    /// A send day was lost to a restriction.
    Restricted,
}

/// One row of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Event {
    /// When it happened.
    pub(crate) day: Day,
    /// What happened.
    pub(crate) kind: Kind,
    /// Credits won (above 0) or lost (below 0).
    pub(crate) credits: i64,
    /// When the credits of this row lapse, or would have; `None` if they never do or the row moves no credits.
    pub(crate) lapses_on: Option<Day>,
    /// The balance of the account after it [credits].
    pub(crate) balance: u64,
    /// Whose it is, a place among all people of the case; `None` where there is one alone, and where it is of an account
    /// of several and not of one of them.
    pub(crate) seat: Option<usize>,
    /// The prospect, counted from 1 among those that its person started of the segment; `None` for touches pending on the
    /// first day.
    pub(crate) prospect: Option<u64>,
    /// A place in [`Case::segments`].
    pub(crate) segment: Option<usize>,
    /// A place in [`Case::touches`].
    pub(crate) touch: Option<usize>,
    /// The money charged, or what an outcome is worth [cents].
    pub(crate) amount: Option<u64>,
    /// A place in [`Case::outcomes`].
    pub(crate) outcome: Option<usize>,
}

/// Plays trial `trial` of `case` under `seed`.
pub(crate) fn play(case: &Case, seed: u64, trial: u64) -> Played {
    let team = case.team();
    let accounts = team::accounts(case, &team, Sampling::Even.luck(seed, trial));
    let is_alone = accounts.len() == 1 && accounts[0].len() == 1;
    // No account knows of another.
    let played = accounts.into_iter().map(|people| {
        let mut trial = Trial::new(case, people, is_alone);
        for day in 0..case.calendar.days {
            trial.play_day(day);
        }
        trial.settle();
        trial
    });
    sum::sum(case, played.collect())
}
