//! The cost of a test: the credits that it uses up, the work, and what is paid beside both.

use crate::domain::case::Case;
use crate::domain::segment::Segment;
use crate::domain::touch::{Channel, Touch};

/// The cost of sending one letter of a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SendCost {
    /// Credits that are used up: an InMail costs one, and a reply in time brings it back.
    pub credits: f64,
    /// The price of a credit; `None`: no plan of any case grants credits.
    pub credit_price: Option<f64>,
    /// The place of the case whose plan that is the price of.
    pub priced_by: usize,
    /// The price of the work.
    pub labour: f64,
    /// What the letter costs beside plan and work, and the prospect to whom it goes.
    pub expenses: f64,
}

impl SendCost {
    /// What sending that touch, of this mean reply rate, costs somebody who would take up case `now` without a test. Where its plan grants no
    /// credits, they have the lowest price that any plan of the cases has.
    pub(super) fn new(cases: &[Case], now: usize, touch: &Touch, mean_rate: f64) -> SendCost {
        let gets_it =
            |segment: &&Segment| segment.sequence.iter().any(|&place| cases[now].touches[place].id == touch.id);
        let prospect =
            cases[now].segments.iter().find(gets_it).map_or(0.0, |segment| segment.cost_per_prospect.units());
        let case = &cases[now];
        let window = f64::from(case.rules.refund_window_days);
        let back = touch.reply().map_or(0.0, |reply| mean_rate * reply.delay.cdf(window));
        let priced = price(case).map(|price| (now, price));
        let others = cases.iter().enumerate().filter_map(|(place, case)| Some((place, price(case)?)));
        let priced = priced.or_else(|| others.min_by(|(_, one), (_, other)| one.total_cmp(other)));
        SendCost {
            credits: if touch.channel() == Channel::InMail { 1.0 - back } else { 0.0 },
            credit_price: priced.map(|(_, price)| price),
            priced_by: priced.map_or(now, |(place, _)| place),
            labour: touch.minutes.minutes() / 60.0 * case.hourly_cost.units(),
            expenses: touch.cost.units() + prospect,
        }
    }

    /// The cost of this many.
    pub fn for_sends(&self, sends: u32) -> f64 {
        f64::from(sends) * (self.credits * self.credit_price.unwrap_or(0.0) + self.labour + self.expenses)
    }
}

/// The price of a credit under the plans of a case, over all of its people, if they are granted any.
fn price(case: &Case) -> Option<f64> {
    let (mut credits, mut price) = (0, 0.0);
    for seat in case.team().iter() {
        let plan = seat.begins_under().0;
        credits += u64::from(seat.count) * u64::from(plan.credits_per_month);
        price += f64::from(seat.count) * plan.price(case.billing)?.units();
    }
    (credits > 0).then(|| price / credits as f64)
}
