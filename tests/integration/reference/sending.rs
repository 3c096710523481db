//! Step 5: touches go out, segment by segment.

use inmail_sim::domain::case::Order;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::segment::Pace;
use inmail_sim::domain::touch::{Action, Channel, Wait};

use super::Kind;
use super::chances::Address;
use super::day::{About, Trial};
use super::landing::{Landing, SpentCredit, What, Who};

/// A prospect whom a segment has started, or is about to.
#[derive(Debug, Clone)]
pub(super) struct Prospect {
    /// The day of the first touch.
    started: Day,
    /// InMail to this prospect is free.
    open_profile: bool,
    /// The place in the sequence of the touch that comes next.
    next: usize,
    /// The day from which the wait of that touch runs.
    wait_from: Day,
    /// The values of the reply lifts of the `engage` touches that went out.
    reply_lifts: Vec<f64>,
    /// The values of the acceptance lifts of the `engage` touches that went out.
    accept_lifts: Vec<f64>,
    /// The day of the latest InMail that cost a credit.
    pub(super) latest_paid: Option<Day>,
    /// Has accepted a connection.
    pub(super) accepted: bool,
    /// Has replied.
    pub(super) replied: bool,
}

/// May a touch go out?
#[derive(Debug, PartialEq, Eq)]
enum Leave {
    /// It may.
    Granted,
    /// Its weekly limit is reached.
    Limited,
    /// It costs a credit and the balance is not above the reserve.
    OutOfCredits,
}

impl Trial<'_> {
    /// Sends what is to be sent today, and draws whether that was too much.
    pub(super) fn send(&mut self) {
        if !self.case.calendar.is_send_day(self.today) {
            return;
        }
        if self.restricted_until.is_some_and(|last| self.today <= last) {
            self.record(Kind::Restricted, 0, None, About::default());
            return;
        }
        let spent_before = self.played.spent;
        let mut segments: Vec<usize> = (0..self.case.segments.len()).collect();
        segments.sort_by_key(|&segment| self.case.segments[segment].priority);
        for segment in segments {
            self.send_segment(segment);
        }
        if let Some(restriction) = &self.case.pacing.restriction
            && self.played.spent - spent_before > u64::from(restriction.above_per_day)
            && self.chances.is_restricted_after(restriction, self.today)
        {
            self.restricted_until = Some(self.today + restriction.days as Day);
        }
    }

    /// A segment's turn on this day.
    fn send_segment(&mut self, segment: usize) {
        let short = match self.case.pacing.order {
            Order::FollowUpsFirst => {
                let later = self.send_later_touches(segment);
                let new = self.start_prospects(segment);
                later || new
            }
            Order::NewFirst => {
                let new = self.start_prospects(segment);
                let later = self.send_later_touches(segment);
                new || later
            }
        };
        if short {
            self.week().short = true;
            self.record(Kind::Short, 0, None, About { segment: Some(segment), ..About::default() });
        }
    }

    /// Sends the later touches that are due; says whether credits were wanting for one of them.
    fn send_later_touches(&mut self, segment: usize) -> bool {
        let mut due = Vec::new();
        for place in 0..self.prospects[segment].len() {
            self.skip_missed_touches(segment, place);
            if let Some(day) = self.due_day(segment, place)
                && day <= self.today
            {
                due.push((day, place));
            }
        }
        due.sort();
        let mut short = false;
        for (_, place) in due {
            let prospect = &self.prospects[segment][place];
            match self.leave(segment, prospect) {
                Leave::Granted => self.send_next_touch(segment, place),
                Leave::Limited => {}
                Leave::OutOfCredits => short = true,
            }
        }
        short
    }

    /// Passes over touches whose window has closed; the wait after such a touch runs from the window's last day.
    fn skip_missed_touches(&mut self, segment: usize, place: usize) {
        while let Some(Wait::Window(_, last)) = self.wait(segment, place) {
            let prospect = &mut self.prospects[segment][place];
            let last_day = prospect.wait_from + last as Day;
            if self.today <= last_day {
                break;
            }
            prospect.next += 1;
            prospect.wait_from = last_day;
        }
    }

    /// The day from which the next touch to a prospect is due; nothing if none is to come.
    fn due_day(&self, segment: usize, place: usize) -> Option<Day> {
        let (Wait::AtLeast(days) | Wait::Window(days, _)) = self.wait(segment, place)?;
        Some(self.prospects[segment][place].wait_from + days as Day)
    }

    /// The wait of the next touch to a prospect; nothing if none is to come.
    fn wait(&self, segment: usize, place: usize) -> Option<Wait> {
        let prospect = &self.prospects[segment][place];
        if prospect.replied {
            return None;
        }
        let touch = *self.case.segments[segment].sequence.get(prospect.next)?;
        Some(self.case.touches[touch].wait.expect("a touch in later place has a wait"))
    }

    /// Starts new prospects; says whether credits were wanting for one who was wanted.
    fn start_prospects(&mut self, segment: usize) -> bool {
        while self.wants_another(segment) {
            let place = self.prospects[segment].len();
            let prospect = Prospect {
                started: self.today,
                open_profile: self.chances.has_open_profile(&self.case.segments[segment], place as u64),
                next: 0,
                wait_from: self.today,
                reply_lifts: Vec::new(),
                accept_lifts: Vec::new(),
                latest_paid: None,
                accepted: false,
                replied: false,
            };
            match self.leave(segment, &prospect) {
                Leave::Granted => {
                    self.prospects[segment].push(prospect);
                    self.played.started += 1;
                    self.send_next_touch(segment, place);
                }
                Leave::Limited => return false,
                Leave::OutOfCredits => return true,
            }
        }
        false
    }

    /// Does the pace ask for another new prospect now, and is there one?
    fn wants_another(&self, segment: usize) -> bool {
        let prospects = self.case.segments[segment].prospects;
        if prospects.is_some_and(|number| self.prospects[segment].len() >= number as usize) {
            return false;
        }
        match self.pace_of_week(segment) {
            // Without a number to reach, credits are what asks: a new prospect is never wanted in vain.
            None => self.account.balance() > u64::from(self.case.segments[segment].reserve),
            Some(number) => {
                let first_day = self.week_place() as Day * 7;
                let is_send_day = |&day: &Day| self.case.calendar.is_send_day(day);
                let all = (first_day..first_day + 7).filter(is_send_day).count() as u64;
                let so_far = (first_day..=self.today).filter(is_send_day).count() as u64;
                self.started_this_week(segment) < number * so_far / all
            }
        }
    }

    /// How many new prospects the segment is to start this week; nothing if as many as there are credits for.
    fn pace_of_week(&self, segment: usize) -> Option<u64> {
        let week = self.week_place();
        match &self.case.segments[segment].pace {
            Pace::PerWeek(numbers) => Some(u64::from(numbers[week.min(numbers.len() - 1)])),
            Pace::Max => None,
            Pace::Refunds if week == 0 => Some(0),
            Pace::Refunds => Some(self.played.weeks[week - 1].refunded),
        }
    }

    fn started_this_week(&self, segment: usize) -> u64 {
        let first_day = self.week_place() as Day * 7;
        self.prospects[segment].iter().filter(|prospect| prospect.started >= first_day).count() as u64
    }

    /// At the end of a week: how many prospects the segment was to start and did not, of those that were left.
    pub(super) fn shortfall_of_week(&self, segment: usize) -> u64 {
        let Some(number) = self.pace_of_week(segment) else {
            return 0;
        };
        let first_day = self.week_place() as Day * 7;
        let is_send_day = |&day: &Day| self.case.calendar.is_send_day(day);
        let all = (first_day..first_day + 7).filter(is_send_day).count() as u64;
        let inside = (first_day..=self.today).filter(is_send_day).count() as u64;
        // A short last week has its share of the number to reach.
        let number = (number * inside).checked_div(all).unwrap_or(number);
        let started = self.started_this_week(segment);
        let started_before = self.prospects[segment].len() as u64 - started;
        let wanted = match self.case.segments[segment].prospects {
            Some(prospects) => number.min(u64::from(prospects) - started_before),
            None => number,
        };
        wanted - started
    }

    /// May the next touch to this prospect go out? The limit is looked at before the balance.
    fn leave(&self, segment: usize, prospect: &Prospect) -> Leave {
        let settings = &self.case.segments[segment];
        let touch = settings.sequence[prospect.next];
        let sent = self.sent_by_week[self.week_place()][touch];
        if self.case.touches[touch].limit_per_week.is_some_and(|limit| sent >= limit) {
            Leave::Limited
        } else if self.costs_credit(touch, prospect) && self.account.balance() <= u64::from(settings.reserve) {
            Leave::OutOfCredits
        } else {
            Leave::Granted
        }
    }

    fn costs_credit(&self, touch: usize, prospect: &Prospect) -> bool {
        let is_inmail = self.case.touches[touch].channel() == Channel::InMail;
        is_inmail && !prospect.open_profile && !prospect.accepted
    }

    /// Sends a prospect the next touch and draws what will come of it.
    fn send_next_touch(&mut self, segment: usize, place: usize) {
        let settings = &self.case.segments[segment];
        let step = self.prospects[segment][place].next;
        let touch = settings.sequence[step];
        let about =
            About { prospect: Some(place as u64 + 1), segment: Some(segment), touch: Some(touch), ..About::default() };

        let cost = self
            .costs_credit(touch, &self.prospects[segment][place])
            .then(|| SpentCredit { lapses: self.account.spend() });
        let credits = u64::from(cost.is_some());
        self.played.spent += credits;
        self.played.effort += self.case.touches[touch].minutes.thousandths();
        self.week().sent += 1;
        self.week().spent += credits;
        self.row(Some(segment), touch).sent += 1;
        self.row(Some(segment), touch).credits += credits;
        self.record(Kind::Send, -(credits as i64), cost.and_then(|credit| credit.lapses), about);

        let occurrence = settings.sequence[..step].iter().filter(|&&earlier| earlier == touch).count() as u32;
        self.draw_outcome(segment, place, touch, occurrence, cost);

        self.touches_sent += 1;
        let week = self.week_place();
        self.sent_by_week[week][touch] += 1;
        let prospect = &mut self.prospects[segment][place];
        if cost.is_some() {
            prospect.latest_paid = Some(self.today);
        }
        prospect.next += 1;
        prospect.wait_from = self.today;
    }

    /// Draws what comes of a touch that goes out today.
    fn draw_outcome(&mut self, segment: usize, place: usize, touch: usize, occurrence: u32, cost: Option<SpentCredit>) {
        let (case, chances, today, order) = (self.case, self.chances, self.today, self.touches_sent);
        let (settings, details) = (&case.segments[segment], &case.touches[touch]);
        let prospect = &mut self.prospects[segment][place];
        let address = Address { segment: &settings.id, touch: &details.id, occurrence, prospect: place as u64 };
        let landing = |day, what| Landing { day, order, who: Who::Prospect { segment, place }, touch, what };

        // The message of a connection goes out on the day of the acceptance, every other touch today.
        let answered = match &details.action {
            Action::InMail(_) | Action::Free(..) => today,
            Action::Engage { accept_lift, reply_lift } => {
                prospect.accept_lifts.push(chances.touch_accept_lift(details, accept_lift));
                prospect.reply_lifts.push(chances.touch_reply_lift(details, reply_lift));
                return;
            }
            Action::Connect { accept_delay, .. } => {
                let rate = chances.accept_rate(self.case, touch) * chances.segment_accept_lift(settings);
                let rate = prospect.accept_lifts.iter().fold(rate, |rate, lift| rate * lift);
                let Some(days) =
                    chances.acceptance(address, rate, chances.accept_delay(self.case, touch, accept_delay))
                else {
                    return;
                };
                self.landings.push(landing(today + days, What::Acceptance));
                today + days
            }
        };
        let rate = chances.reply_rate(self.case, touch) * chances.segment_reply_lift(settings);
        let rate = prospect.reply_lifts.iter().fold(rate, |rate, lift| rate * lift);
        if let Some(days) = chances.reply(address, rate, chances.reply_delay(self.case, touch)) {
            self.landings.push(landing(answered + days, What::Reply { cost }));
        }
    }
}
