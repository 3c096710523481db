//! How a figure follows from what a trial counted: an amount for each of a number of things, both linear in the counts.

use super::count::{Count, Flag, TrialCounts};
use super::ratio::{Extent, Ratio};
use super::ratio_sums::Portion;
use super::replicates::Replicate;
use super::terms::Terms;

/// A whole number that follows from the terms of a case.
pub type OfTerms = fn(&Terms) -> u128;

/// Where a figure comes from.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// The terms alone, so that it is the same in every trial: an amount, and how many parts of it make one.
    Constant(OfTerms, u32),
    /// A count of each trial, and what the terms add to it.
    Count(Count, OfTerms),
    /// The share of trials that have a flag.
    Share(Flag),
    /// An amount for each of a number, and how many parts of the amount make one: over many trials it is the sum of the
    /// amounts over that of the numbers.
    Ratio(Linear, Linear, u32),
    /// The share of trials that the case wins: this alone compares a case with the others of its trial.
    Best,
}

impl Source {
    /// Is it a share of trials?
    pub fn is_share(self) -> bool {
        match self {
            Source::Share(_) | Source::Best => true,
            Source::Constant(..) | Source::Count(..) | Source::Ratio(..) => false,
        }
    }

    /// Is it an amount for each of a number?
    pub fn is_ratio(self) -> bool {
        match self {
            Source::Ratio(..) => true,
            Source::Constant(..) | Source::Count(..) | Source::Share(_) | Source::Best => false,
        }
    }

    /// Is it the same in every trial?
    pub fn is_certain(self) -> bool {
        match self {
            Source::Constant(..) => true,
            Source::Count(..) | Source::Share(_) | Source::Ratio(..) | Source::Best => false,
        }
    }

    /// The source under the terms of a case; nothing for what compares cases.
    pub fn under(self, terms: &Terms) -> Option<Measure> {
        let formula = |amount, number, parts| Some(Measure::Formula(Formula::new(amount, number, parts, terms)));
        match self {
            Source::Constant(amount, parts) => formula(Linear::fixed(amount), Linear::ONE, parts),
            Source::Count(count, plus) => formula(Linear::fixed_and(plus, |_| 1, count), Linear::ONE, 1),
            Source::Ratio(amount, number, parts) => formula(amount, number, parts),
            Source::Share(flag) => Some(Measure::Flag(flag)),
            Source::Best => None,
        }
    }
}

/// A fixed number, which the terms of a case give, and so much for each of a count.
#[derive(Debug, Clone, Copy)]
pub struct Linear {
    fixed: OfTerms,
    each: Option<(OfTerms, Count)>,
}

impl Linear {
    /// 1 in every trial.
    pub const ONE: Linear = Linear::fixed(|_| 1);

    /// The same in every trial.
    pub const fn fixed(fixed: OfTerms) -> Linear {
        Linear { fixed, each: None }
    }

    /// A count.
    pub const fn count(count: Count) -> Linear {
        Linear::fixed_and(|_| 0, |_| 1, count)
    }

    /// `fixed`, and `each` for each of a count.
    pub const fn fixed_and(fixed: OfTerms, each: OfTerms, count: Count) -> Linear {
        Linear { fixed, each: Some((each, count)) }
    }

    fn under(self, terms: &Terms) -> Sum {
        let (each, count) = self.each.map_or((0, Count::RepliesSettled), |(each, count)| (each(terms), count));
        Sum { fixed: (self.fixed)(terms), each, count }
    }
}

/// A linear form under the terms of one case.
#[derive(Debug, Clone, Copy)]
struct Sum {
    fixed: u128,
    each: u128,
    /// Any, where none counts.
    count: Count,
}

impl Sum {
    #[inline]
    fn at(self, counted: u64) -> u128 {
        self.fixed + self.each * u128::from(counted)
    }

    #[inline]
    fn over(self, trials: u64, counted: u128) -> i128 {
        (self.fixed * u128::from(trials) + self.each * counted) as i128
    }
}

/// A figure under the terms of one case.
#[derive(Debug, Clone, Copy)]
pub struct Formula {
    amount: Sum,
    number: Sum,
    parts: u32,
}

impl Formula {
    /// An amount for each of a number, the amount counted in parts of which `parts` make a whole.
    pub fn new(amount: Linear, number: Linear, parts: u32, terms: &Terms) -> Formula {
        Formula { amount: amount.under(terms), number: number.under(terms), parts }
    }

    /// Its value in a trial.
    #[inline]
    pub fn in_trial(&self, counted: &TrialCounts) -> Ratio {
        let at = |sum: Sum| sum.at(counted[sum.count]);
        Ratio::new(at(self.amount), at(self.number), self.parts)
    }

    /// Its value in a trial in which the only count that it depends on is `counted`.
    pub fn at(&self, counted: u64) -> Ratio {
        Ratio::new(self.amount.at(counted), self.number.at(counted), self.parts)
    }

    /// Its sums over the trials of a replicate.
    pub fn over(&self, replicate: &Replicate) -> Portion {
        self.portion(replicate.trials, [self.amount.count, self.number.count].map(|count| replicate.count(count)))
    }

    /// Its sums over some trials, given those of the counts in its amount and in its number.
    fn portion(&self, trials: u64, [amount, number]: [u128; 2]) -> Portion {
        let (amount, number) = (self.amount.over(trials, amount), self.number.over(trials, number));
        Portion { trials, amount, number }
    }

    /// The same sums without what is fixed, amounts in [units](Formula::unit).
    pub fn varying_over(&self, replicate: &Replicate) -> Portion {
        let amount = replicate.count(self.amount.count) as i128;
        let number = (self.number.each * replicate.count(self.number.count)) as i128;
        Portion { trials: replicate.trials, amount, number }
    }

    /// The worth of one more of the count in the amount.
    pub fn unit(&self) -> f64 {
        self.amount.each as f64 / f64::from(self.parts)
    }

    /// How many parts of the amount make a whole.
    pub fn parts(&self) -> u32 {
        self.parts
    }

    /// Is it the same in every trial, whatever is counted?
    pub fn is_constant(&self) -> bool {
        self.amount.each == 0 && self.number.each == 0
    }

    /// The count that decides what it is in a trial, any where none does; nothing where it takes two.
    pub fn decided_by(&self) -> Option<Count> {
        match (self.amount.each > 0, self.number.each > 0) {
            (true, true) => (self.amount.count == self.number.count).then_some(self.amount.count),
            (false, true) => Some(self.number.count),
            (_, false) => Some(self.amount.count),
        }
    }
}

/// A figure under the terms of one case.
#[derive(Debug, Clone, Copy)]
pub enum Measure {
    /// An amount for each of a number.
    Formula(Formula),
    /// The share of trials that have a flag.
    Flag(Flag),
}

impl Measure {
    /// Its value in a trial.
    #[inline]
    pub fn in_trial(&self, counted: &TrialCounts) -> Ratio {
        match self {
            Measure::Formula(formula) => formula.in_trial(counted),
            Measure::Flag(flag) => Ratio::new(flag.is_up(counted).into(), 1, 1),
        }
    }

    /// The same sums without what is fixed, amounts in [units](Measure::unit).
    pub fn varying_over(&self, replicate: &Replicate) -> Portion {
        match self {
            Measure::Formula(formula) => formula.varying_over(replicate),
            Measure::Flag(_) => self.over(replicate),
        }
    }

    /// The whole numbers of a trial that it follows from: of the amount, and of the number that shares it.
    #[inline]
    pub fn counted(&self, counted: &TrialCounts) -> [u64; 2] {
        match self {
            Measure::Formula(formula) => [counted[formula.amount.count], counted[formula.number.count]],
            Measure::Flag(flag) => [flag.is_up(counted).into(), 0],
        }
    }

    /// Does the number that shares the amount vary from trial to trial?
    pub fn shares_vary(&self) -> bool {
        match self {
            Measure::Formula(formula) => formula.number.each > 0,
            Measure::Flag(_) => false,
        }
    }

    /// Its sums over some trials, given those of what they [counted](Measure::counted).
    pub fn portion(&self, trials: u64, counted: [u128; 2]) -> Portion {
        match self {
            Measure::Formula(formula) => formula.portion(trials, counted),
            Measure::Flag(_) => Portion { trials, amount: counted[0] as i128, number: trials.into() },
        }
    }

    /// What it lies between in any trial that counts no more than `most`.
    pub fn extent(&self, most: &TrialCounts) -> Extent {
        match self {
            Measure::Formula(Formula { amount, number, parts }) => {
                let between = |sum: &Sum| (sum.at(0), sum.at(most[sum.count]));
                Extent { amount: between(amount), number: between(number), parts: *parts }
            }
            Measure::Flag(_) => Extent::FLAG,
        }
    }

    /// The worth of one unit of the amounts that vary.
    pub fn unit(&self) -> f64 {
        match self {
            Measure::Formula(formula) => formula.unit(),
            Measure::Flag(_) => 1.0,
        }
    }

    /// Its sums over the trials of a replicate.
    pub fn over(&self, replicate: &Replicate) -> Portion {
        match self {
            Measure::Formula(formula) => formula.over(replicate),
            Measure::Flag(flag) => Portion {
                trials: replicate.trials,
                amount: replicate.flag(*flag).into(),
                number: replicate.trials.into(),
            },
        }
    }

    /// How many parts of an amount make a whole.
    pub fn parts(&self) -> u32 {
        match self {
            Measure::Formula(formula) => formula.parts(),
            Measure::Flag(_) => 1,
        }
    }
}
