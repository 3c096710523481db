//! Step 5: touches go out, segment by segment and person by person.

use inmail_sim::domain::case::Order;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::reason::Reason;
use inmail_sim::domain::touch::Action;

use super::chances::Address;
use super::day::{About, Trial};
use super::landing::{Landing, SpentCredit, What, Who};
use super::{Kind, REASONS};

/// A prospect whom a segment has started, or is about to.
#[derive(Debug, Clone)]
pub(super) struct Prospect {
    /// The day of the first touch.
    pub(super) started: Day,
    /// InMail to this prospect is free.
    pub(super) open_profile: bool,
    /// The place in the sequence of the touch that comes next.
    pub(super) next: usize,
    /// The day from which the wait of that touch runs.
    pub(super) wait_from: Day,
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

impl Trial<'_> {
    /// Sends what is to be sent today, and draws whether that was too much.
    pub(super) fn send(&mut self) {
        if !self.case.calendar.is_send_day(self.today) {
            return;
        }
        for person in 0..self.people.len() {
            if self.people[person].has_begun(self.today) && self.is_restricted(person) {
                self.record(Kind::Restricted, 0, None, About::of(person));
            }
        }
        let spent_before: Vec<u64> = self.people.iter().map(|member| member.counted.spent).collect();
        for (person, segment) in self.turns() {
            self.send_segment(person, segment);
        }
        let (case, today) = (self.case, self.today);
        for (member, before) in self.people.iter_mut().zip(spent_before) {
            if let Some(restriction) = &case.pacing.restriction
                && member.counted.spent - before > u64::from(restriction.above_per_day)
                && member.chances.is_restricted_after(restriction, today)
            {
                member.restricted_until = Some(today + restriction.days as Day);
            }
        }
    }

    /// The segments of all who have begun, as they take turns: by priority, then in the order of people, then of the file.
    pub(super) fn turns(&self) -> Vec<(usize, usize)> {
        let mut turns = Vec::new();
        for (person, member) in self.people.iter().enumerate().filter(|(_, member)| member.has_begun(self.today)) {
            turns.extend((0..self.case.segments.len()).filter(|&it| member.lists[it].is_some()).map(|it| (person, it)));
        }
        turns.sort_by_key(|&(_, segment)| self.case.segments[segment].priority);
        turns
    }

    /// The turn of a person's segment on this day.
    fn send_segment(&mut self, person: usize, segment: usize) {
        let mut held_up = [false; REASONS];
        match self.case.pacing.order {
            Order::FollowUpsFirst => {
                self.send_later_touches(person, segment, &mut held_up);
                self.start_prospects(person, segment, &mut held_up);
            }
            Order::NewFirst => {
                self.start_prospects(person, segment, &mut held_up);
                self.send_later_touches(person, segment, &mut held_up);
            }
        }
        for &reason in Reason::ALL.iter().filter(|&&reason| held_up[reason as usize]) {
            self.week().held_up[reason as usize] = true;
            self.people[person].counted.is_short |= reason == Reason::Credits;
            let kind = if reason == Reason::Credits { Kind::Short } else { Kind::Held(reason) };
            self.record(kind, 0, None, About { segment: Some(segment), ..About::of(person) });
        }
    }

    /// Sends the later touches that are due; notes what holds one of them up.
    fn send_later_touches(&mut self, person: usize, segment: usize, held_up: &mut [bool; REASONS]) {
        let mut due = Vec::new();
        for place in 0..self.people[person].prospects[segment].len() {
            if let Some(day) = self.due_day(person, segment, place)
                && day <= self.today
            {
                due.push((day, place));
            }
        }
        due.sort();
        for (_, place) in due {
            match self.holds_up(person, segment, &self.people[person].prospects[segment][place]) {
                None => self.send_next_touch(person, segment, place),
                Some(reason) => held_up[reason as usize] = true,
            }
        }
    }

    /// Starts new prospects; notes what holds up one who is wanted, and ends there.
    fn start_prospects(&mut self, person: usize, segment: usize, held_up: &mut [bool; REASONS]) {
        while self.wants_another(person, segment) {
            let member = &self.people[person];
            let place = member.prospects[segment].len();
            let prospect = Prospect {
                started: self.today,
                open_profile: member.chances.has_open_profile(&self.case.segments[segment], place as u64),
                next: 0,
                wait_from: self.today,
                reply_lifts: Vec::new(),
                accept_lifts: Vec::new(),
                latest_paid: None,
                accepted: false,
                replied: false,
            };
            if let Some(reason) = self.holds_up(person, segment, &prospect) {
                held_up[reason as usize] = true;
                return;
            }
            self.people[person].prospects[segment].push(prospect);
            self.people[person].counted.started += 1;
            self.played.expenses_cents += self.case.segments[segment].cost_per_prospect.cents();
            self.played.segments[segment].started += 1;
            self.send_next_touch(person, segment, place);
        }
    }

    /// Sends a prospect the next touch and draws what will come of it.
    fn send_next_touch(&mut self, person: usize, segment: usize, place: usize) {
        let settings = &self.case.segments[segment];
        let prospect = &self.people[person].prospects[segment][place];
        let step = prospect.next;
        let touch = settings.sequence[step];
        let number = Some(place as u64 + 1);
        let about = About { prospect: number, segment: Some(segment), touch: Some(touch), ..About::of(person) };

        let cost = self.costs_credit(touch, prospect).then(|| SpentCredit { lapses: self.account.spend() });
        let credits = u64::from(cost.is_some());
        let member = &mut self.people[person];
        member.counted.spent += credits;
        member.spent_on[segment] += credits;
        member.counted.effort += self.case.touches[touch].minutes.thousandths();
        self.played.expenses_cents += self.case.touches[touch].cost.cents();
        self.week().sent += 1;
        self.week().spent += credits;
        self.row(Some(segment), touch).sent += 1;
        self.row(Some(segment), touch).credits += credits;
        self.record(Kind::Send, -(credits as i64), cost.and_then(|credit| credit.lapses), about);

        let occurrence = settings.sequence[..step].iter().filter(|&&earlier| earlier == touch).count() as u32;
        self.draw_outcome(person, segment, place, occurrence, cost);

        self.touches_sent += 1;
        let member = &mut self.people[person];
        member.sent_by_day[self.today as usize][touch] += 1;
        let prospect = &mut member.prospects[segment][place];
        if cost.is_some() {
            prospect.latest_paid = Some(self.today);
        }
        prospect.next += 1;
        prospect.wait_from = self.today;
    }

    /// Draws what comes of a touch that goes out today.
    fn draw_outcome(
        &mut self,
        person: usize,
        segment: usize,
        place: usize,
        occurrence: u32,
        cost: Option<SpentCredit>,
    ) {
        let (case, today, order) = (self.case, self.today, self.touches_sent);
        let member = &mut self.people[person];
        let (chances, seat, depth) = (member.chances, member.settings, member.list(segment).depth(place));
        let prospect = &mut member.prospects[segment][place];
        let settings = &case.segments[segment];
        let touch = settings.sequence[prospect.next];
        let details = &case.touches[touch];
        let address = Address { segment: &settings.id, touch: &details.id, occurrence, prospect: place as u64 };
        let wear = chances.wear(settings, depth);
        let landing = |day, what| Landing { day, order, who: Who::Prospect { person, segment, place }, touch, what };

        // The message of a connection goes out on the day of the acceptance, every other touch today.
        let answered = match &details.action {
            Action::InMail(_) | Action::Free(..) => today,
            Action::Engage { accept_lift, reply_lift } => {
                prospect.accept_lifts.push(chances.touch_accept_lift(details, accept_lift));
                prospect.reply_lifts.push(chances.touch_reply_lift(details, reply_lift));
                return;
            }
            Action::Connect { accept_delay, .. } => {
                let lift = chances.segment_accept_lift(settings) * chances.seat_accept_lift(seat);
                let rate = chances.accept_rate(case, touch) * lift;
                let rate = prospect.accept_lifts.iter().fold(rate, |rate, lift| rate * lift) * wear;
                let Some(days) = chances.acceptance(address, rate, chances.accept_delay(case, touch, accept_delay))
                else {
                    return;
                };
                self.landings.push(landing(today + days, What::Acceptance));
                today + days
            }
        };
        let lift = chances.segment_reply_lift(settings) * chances.seat_reply_lift(seat);
        let rate = chances.reply_rate(case, touch) * lift;
        let rate = prospect.reply_lifts.iter().fold(rate, |rate, lift| rate * lift) * wear;
        if let Some(days) = chances.reply(address, rate, chances.reply_delay(case, touch)) {
            self.landings.push(landing(answered + days, What::Reply { cost }));
        }
    }
}
