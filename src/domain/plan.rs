//! Plans, the credit rules that hold for them, and the rulebooks that state both.

use super::quantity::{Credits, Money};

/// A subscription.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its name in scenario files, such as `sales-navigator`.
    pub id: String,
    /// Its name for people, such as `Sales Navigator`.
    pub name: String,
    /// The credits that each refill day grants.
    pub credits_per_month: Credits,
    /// The most credits that an account may hold after a refill.
    pub cap: Credits,
    /// The price a month when billed monthly, where one is known.
    pub price_per_month: Option<Money>,
    /// The price a month when billed annually, where the plan is sold so.
    pub price_per_month_annual: Option<Money>,
    /// On which days the plan grants its credits.
    pub refill: Refill,
    /// Do its credits belong to all seats under it together? Of no meaning with one seat alone.
    pub pooled: bool,
    /// How long credits live that are credited while it is in force.
    pub credit_life: CreditLife,
    /// What is not sure about it, in a sentence for people, if anything is.
    pub doubt: Option<String>,
    /// Why its price may not be what people pay, in a few words, if that is known; nothing for one that the scenario states.
    pub price_doubt: Option<String>,
}

impl Plan {
    /// The id of the built-in plan that stands for having cancelled.
    pub const NONE: &'static str = "none";

    /// No subscription: no credits, no cap, no price.
    pub fn none() -> Plan {
        Plan {
            id: Plan::NONE.into(),
            name: "No plan".into(),
            credits_per_month: 0,
            cap: 0,
            price_per_month: Some(Money::default()),
            price_per_month_annual: Some(Money::default()),
            refill: Refill::BillingDay,
            pooled: false,
            credit_life: CreditLife::AsRules,
            doubt: None,
            price_doubt: None,
        }
    }

    /// What is not sure about it and about its price, in words; empty where nothing is.
    pub fn doubts(&self) -> String {
        let doubts: Vec<&str> = [&self.price_doubt, &self.doubt].into_iter().flatten().map(String::as_str).collect();
        doubts.join("; ")
    }

    /// Is this the plan that stands for having cancelled?
    pub fn is_none(&self) -> bool {
        self.id == Plan::NONE
    }

    /// Is it called so by people: by its id or its name, with capitals and blanks as anybody writes them?
    pub fn is_called(&self, name: &str) -> bool {
        let plain = |name: &str| name.trim().to_lowercase().replace([' ', '_', '\u{a0}'], "-");
        [&self.id, &self.name].iter().any(|own| plain(own) == plain(name))
    }

    /// What is charged on a billing day; nothing if no price under that billing is known.
    pub fn price(&self, billing: Billing) -> Option<Money> {
        match billing {
            Billing::Monthly => self.price_per_month,
            Billing::Annual => self.price_per_month_annual,
        }
    }

    /// The monthly price of a credit \[units of the currency\]; nothing if there is no such price, or no credit.
    pub fn price_per_credit(&self) -> Option<f64> {
        let price = self.price_per_month.filter(|_| self.credits_per_month > 0)?;
        Some(price.units() / f64::from(self.credits_per_month))
    }

    /// How long credits live that are credited while the plan is in force \[days\]; `None`: they never lapse.
    pub fn credit_life_days(&self, rules: &Rules) -> Option<u32> {
        match self.credit_life {
            CreditLife::AsRules => rules.credit_life_days,
            CreditLife::Days(days) => Some(days),
            CreditLife::Unlimited => None,
        }
    }
}

/// From the first day of campaign week `week` on, `plan` is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanChange {
    /// A campaign week, counted from 1; one after the campaign's last never comes.
    pub week: u32,
    /// The plan taken up, perhaps the one in force.
    pub plan: Plan,
}

/// How long the credits of a plan live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CreditLife {
    /// As long as the rules have it.
    #[default]
    AsRules,
    /// So many days, from the day on which they were credited.
    Days(u32),
    /// They never lapse.
    Unlimited,
}

/// The days on which a plan grants its credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refill {
    /// On its billing days.
    BillingDay,
    /// On the first of each calendar month, whatever the billing day.
    FirstOfMonth,
}

/// Which of a plan's prices is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Billing {
    /// The monthly price.
    #[default]
    Monthly,
    /// The annual price, a twelfth of it on each billing day.
    Annual,
}

impl Billing {
    /// The key of the price that is charged.
    pub fn price_key(self) -> &'static str {
        match self {
            Billing::Monthly => "price_per_month",
            Billing::Annual => "price_per_month_annual",
        }
    }
}

/// The rules for credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// How long a credit can be spent \[days\], from the day it was credited; `None`: it never lapses. A plan may have
    /// a life of its own: [`Plan::credit_life_days`].
    pub credit_life_days: Option<u32>,
    /// The longest time \[days\] between the latest paid InMail to a prospect and a reply that still refunds.
    pub refund_window_days: u32,
    /// When a refunded credit lapses.
    pub refund_life: RefundLife,
    /// Whether the cap also cuts after each refund, not only on refill days.
    pub cap_on_refund: bool,
    /// Which credits go when the balance is above the cap.
    pub overflow: Overflow,
    /// The part of the balance that a plan change leaves.
    pub plan_change: PlanChangeRule,
}

/// When a refunded credit lapses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundLife {
    /// A full life after the refund.
    Fresh,
    /// When the credit spent on the InMail that drew the reply would have.
    Inherit,
}

/// Which credits go when the balance is above the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// Those that lapse first.
    DropOldest,
    /// The new ones, then those that lapse last.
    DropNewest,
}

/// The part of the balance that a plan change leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanChangeRule {
    /// As much as the new plan's cap allows.
    KeepToCap,
    /// Nothing.
    Forfeit,
}

/// A dated set of plans and of the rules that hold for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Rulebook {
    /// Its name in scenario files: a built-in name, or the path of a file.
    pub id: String,
    /// A line for people.
    pub name: String,
    /// The plans, in the order in which they are listed.
    pub plans: Vec<Plan>,
    /// The rules of its credits.
    pub rules: Rules,
    /// Where its figures come from, one line each: what, label, source.
    pub sources: Vec<String>,
}
