//! Step 4: replies and acceptances land, and replies bring credits back.

use inmail_sim::domain::plan::RefundLife;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::touch::Channel;

use super::Kind;
use super::account::Lot;
use super::day::{About, Trial};

/// Something that a touch brought about and that has not landed yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Landing {
    /// The day on which it lands.
    pub(super) day: Day,
    /// How many touches were sent before the one that brought it about.
    pub(super) order: u64,
    /// Who answers.
    pub(super) who: Who,
    /// The touch, a place in the case's.
    pub(super) touch: usize,
    /// What it is.
    pub(super) what: What,
}

/// Who answers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Who {
    /// A prospect that somebody started: places among the people of the account, in the case's segments and among the
    /// prospects that this person started of the segment.
    Prospect { person: usize, segment: usize, place: usize },
    /// Who got a touch of this person before the first day, on day `sent`: of all who got that touch the one with this
    /// number.
    Pending { person: usize, sent: Day, number: u64 },
}

/// What lands.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// A connection is accepted.
    Acceptance,
    /// A reply, with the credit that the touch which drew it had cost, if it was one that costs.
    Reply { cost: Option<SpentCredit> },
}

/// A credit spent on an InMail.
#[derive(Debug, Clone, Copy)]
pub(super) struct SpentCredit {
    /// The day at whose start it would have lapsed; `None`: never.
    pub(super) lapses: Option<Day>,
}

impl Trial<'_> {
    /// Draws what comes of the touches that people sent before their first day. They count as sent before all others, in
    /// order of the days, ties in the order of people and then of the list. Of who never begins nothing counts.
    pub(super) fn take_over_pending(&mut self) {
        let case = self.case;
        let mut drawn = Vec::new();
        for (person, member) in self.people.iter().enumerate() {
            if !member.has_begun(case.calendar.days - 1) {
                continue;
            }
            let list = &member.settings.opening.pending;
            for (entry, pending) in list.iter().enumerate() {
                let earlier = list[..entry].iter().filter(|other| other.touch == pending.touch);
                let first: u64 = earlier.map(|other| u64::from(other.count)).sum();
                let sent = member.first_day - pending.sent_days_ago as Day;
                for number in first..first + u64::from(pending.count) {
                    let days = member.chances.pending_reply(case, pending, number);
                    drawn.push((sent, person, pending.touch, number, days.map(|days| member.first_day + days)));
                }
            }
        }
        drawn.sort_by_key(|&(sent, ..)| sent);
        for (sent, person, touch, number, day) in drawn {
            let is_inmail = case.touches[touch].channel() == Channel::InMail;
            let plan = self.people[person].begins_under;
            let cost = is_inmail.then(|| SpentCredit { lapses: self.end_of_life(plan, sent) });
            if let Some(day) = day {
                self.landings.push(Landing {
                    day,
                    order: self.touches_sent,
                    who: Who::Pending { person, sent, number },
                    touch,
                    what: What::Reply { cost },
                });
            }
            self.touches_sent += 1;
        }
    }

    /// Lands what lands today.
    pub(super) fn land_todays(&mut self) {
        let (mut todays, later): (Vec<Landing>, Vec<Landing>) =
            self.landings.iter().partition(|landing| landing.day == self.today);
        self.landings = later;
        todays.sort_by_key(|landing| landing.order);
        for landing in todays {
            self.land(landing);
        }
    }

    /// Lands everything that is left after the campaign, day by day.
    pub(super) fn land_the_rest(&mut self) {
        let mut rest = std::mem::take(&mut self.landings);
        rest.sort_by_key(|landing| (landing.day, landing.order));
        // On a day on which something lands everything lands before outcomes are reached.
        while let Some(day) = rest.iter().map(|landing| landing.day).chain(self.next_outcome()).min() {
            self.today = day;
            let (todays, later): (Vec<Landing>, Vec<Landing>) = rest.into_iter().partition(|it| it.day == day);
            rest = later;
            for landing in todays {
                self.land(landing);
            }
            self.reach_todays();
        }
    }

    fn land(&mut self, landing: Landing) {
        match landing.what {
            What::Acceptance => self.land_acceptance(landing),
            What::Reply { cost } => self.land_reply(landing, cost),
        }
    }

    fn land_acceptance(&mut self, landing: Landing) {
        if let Who::Prospect { person, segment, place } = landing.who {
            self.people[person].prospects[segment][place].accepted = true;
        }
        let about = landing.about();
        self.row(about.segment, landing.touch).accepted += 1;
        self.record(Kind::Accept, 0, None, about);
    }

    fn land_reply(&mut self, landing: Landing, cost: Option<SpentCredit>) {
        let latest_paid = match landing.who {
            Who::Prospect { person, segment, place } => {
                let prospect = &mut self.people[person].prospects[segment][place];
                if prospect.replied {
                    return;
                }
                prospect.replied = true;
                prospect.latest_paid
            }
            Who::Pending { sent, .. } => cost.map(|_| sent),
        };
        let about = landing.about();
        if let Some(segment) = about.segment {
            self.played.segments[segment].replied += 1;
        }
        self.row(about.segment, landing.touch).replies += 1;
        self.people[landing.who.person()].counted.replies_settled += 1;
        self.record(Kind::Reply, 0, None, about);
        self.lead_on(landing.who, about);

        // After the last day replies are counted, and that is all.
        if self.today >= self.case.calendar.days {
            return;
        }
        self.played.replies += 1;
        self.week().replies += 1;
        if let Some(cost) = cost {
            let latest = latest_paid.expect("an InMail that cost a credit was sent");
            if self.today <= latest + self.case.rules.refund_window_days as Day {
                self.refund(landing.who.person(), cost, about);
            }
        }
    }

    fn refund(&mut self, person: usize, cost: SpentCredit, about: About) {
        let lapses = match self.case.rules.refund_life {
            RefundLife::Fresh => self.end_of_life(self.plan, self.today),
            RefundLife::Inherit => cost.lapses,
        };
        self.account.credit(Lot { credits: 1, credited: self.today, lapses });
        let week = self.week_place();
        self.people[person].counted.refunded += 1;
        self.people[person].refunded_in[week] += 1;
        self.week().refunded += 1;
        self.record(Kind::Refund, 1, lapses, about);
        // An inherited life may be over already. Nothing else can be: the day began with the lapse of all that was.
        self.lapse();
        if self.case.rules.cap_on_refund || self.plan.is_none() {
            self.cut_to_cap();
        }
    }
}

impl Landing {
    fn about(&self) -> About {
        let (segment, prospect) = match self.who {
            Who::Prospect { segment, place, .. } => (Some(segment), Some(place as u64 + 1)),
            Who::Pending { .. } => (None, None),
        };
        About { prospect, segment, touch: Some(self.touch), ..About::of(self.who.person()) }
    }
}

impl Who {
    /// Whose prospect answers.
    pub(super) fn person(self) -> usize {
        match self {
            Who::Prospect { person, .. } | Who::Pending { person, .. } => person,
        }
    }
}
