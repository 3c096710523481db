//! How a figure follows from what a trial counted: an amount for each of a number of things, both linear in the counts.

use super::count::{Count, TrialCounts};
use super::flag::Flag;
use super::ratio::{Extent, Ratio};
use super::ratio_sums::Portion;
use super::replicates::Replicate;
use super::terms::Terms;

/// A whole number that follows from the terms of a case.
pub type OfTerms = fn(&Terms) -> i128;

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
            Source::Count(count, plus) => formula(Linear::fixed(plus).and(|_| 1, count), Linear::ONE, 1),
            Source::Ratio(amount, number, parts) => formula(amount, number, parts),
            Source::Share(flag) => Some(Measure::Flag(flag, flag.applies(terms))),
            Source::Best => None,
        }
    }
}

/// The most counts that an amount or a number may depend on.
const MOST_COUNTS: usize = 3;

/// A fixed number, which the terms of a case give, and so much for each of some counts.
#[derive(Debug, Clone, Copy)]
pub struct Linear {
    fixed: OfTerms,
    each: [Option<(OfTerms, Count)>; MOST_COUNTS],
}

impl Linear {
    /// 1 in every trial.
    pub const ONE: Linear = Linear::fixed(|_| 1);

    /// The same in every trial.
    pub const fn fixed(fixed: OfTerms) -> Linear {
        Linear { fixed, each: [None; MOST_COUNTS] }
    }

    /// A count.
    pub const fn count(count: Count) -> Linear {
        Linear::fixed(|_| 0).and(|_| 1, count)
    }

    /// The same, and `each` for each of a count.
    ///
    /// # Panics
    ///
    /// If it depends on more counts than it may.
    pub const fn and(mut self, each: OfTerms, count: Count) -> Linear {
        let mut place = 0;
        while self.each[place].is_some() {
            place += 1;
        }
        self.each[place] = Some((each, count));
        self
    }

    fn under(self, terms: &Terms) -> Sum {
        let mut sum = Sum { fixed: (self.fixed)(terms), each: [(0, Count::RepliesSettled); MOST_COUNTS], counts: 0 };
        for (each, count) in self.each.into_iter().flatten() {
            let each = each(terms);
            if each != 0 {
                sum.each[sum.counts] = (each, count);
                sum.counts += 1;
            }
        }
        sum
    }
}

/// A linear form under the terms of one case.
#[derive(Debug, Clone, Copy)]
struct Sum {
    fixed: i128,
    /// What each of a count adds, not 0; the first `counts` of them.
    each: [(i128, Count); MOST_COUNTS],
    counts: usize,
}

impl Sum {
    fn each(&self) -> &[(i128, Count)] {
        &self.each[..self.counts]
    }

    #[inline]
    fn at(&self, counted: impl Fn(Count) -> i128) -> i128 {
        self.each().iter().fold(self.fixed, |sum, &(each, count)| sum + each * counted(count))
    }

    /// What varies, in units: a count itself where it is the only one.
    #[inline]
    fn varying(&self, counted: impl Fn(Count) -> i128) -> i128 {
        match self.each() {
            [] => 0,
            &[(_, count)] => counted(count),
            several => several.iter().map(|&(each, count)| each * counted(count)).sum(),
        }
    }

    /// What one unit of what varies is worth.
    fn unit(&self) -> i128 {
        match self.each() {
            &[(each, _)] => each,
            [] | [_, ..] => 1,
        }
    }

    fn over(&self, trials: u64, varying: i128) -> i128 {
        self.fixed * i128::from(trials) + self.unit() * varying
    }

    /// The least and the most of it in any trial that counts no more than `most`.
    fn extent(&self, most: &TrialCounts) -> (i128, i128) {
        self.each().iter().fold((self.fixed, self.fixed), |(least, all), &(each, count)| {
            let most = each * i128::from(most[count]);
            (least + most.min(0), all + most.max(0))
        })
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
        let at = |sum: &Sum| sum.at(|count| counted[count].into());
        Ratio::new(at(&self.amount), at(&self.number), self.parts)
    }

    /// Its value in a trial in which the only count that it depends on is `counted`.
    pub fn at(&self, counted: u64) -> Ratio {
        let at = |sum: &Sum| sum.at(|_| counted.into());
        Ratio::new(at(&self.amount), at(&self.number), self.parts)
    }

    /// Its sums over the trials of a replicate.
    pub fn over(&self, replicate: &Replicate) -> Portion {
        let varying = |sum: &Sum| sum.varying(|count| replicate.count(count) as i128);
        self.portion(replicate.trials, [varying(&self.amount), varying(&self.number)])
    }

    /// Its sums over some trials, given those of what varies in its amount and in its number, in units.
    fn portion(&self, trials: u64, [amount, number]: [i128; 2]) -> Portion {
        Portion { trials, amount: self.amount.over(trials, amount), number: self.number.over(trials, number) }
    }

    /// The same sums without what is fixed, amounts in [units](Formula::unit).
    pub fn varying_over(&self, replicate: &Replicate) -> Portion {
        let varying = |sum: &Sum| sum.varying(|count| replicate.count(count) as i128);
        let number = self.number.unit() * varying(&self.number);
        Portion { trials: replicate.trials, amount: varying(&self.amount), number }
    }

    /// The worth of one unit of what varies in the amount.
    pub fn unit(&self) -> f64 {
        self.amount.unit() as f64 / f64::from(self.parts)
    }

    /// How many parts of the amount make a whole.
    pub fn parts(&self) -> u32 {
        self.parts
    }

    /// The amount, in parts, if it is the same in every trial.
    pub fn fixed_amount(&self) -> Option<i128> {
        (self.amount.counts == 0).then_some(self.amount.fixed)
    }

    /// The number that shares the amount, by itself.
    fn shared(&self) -> Formula {
        let one = Sum { fixed: 1, each: [(0, Count::RepliesSettled); MOST_COUNTS], counts: 0 };
        Formula { amount: self.number, number: one, parts: 1 }
    }

    /// Is it the same in every trial, whatever is counted?
    pub fn is_constant(&self) -> bool {
        self.amount.counts + self.number.counts == 0
    }

    /// The count that decides what it is in a trial, any where none does; nothing where it takes several, or money.
    pub fn decided_by(&self) -> Option<Count> {
        let mut counts = self.amount.each().iter().chain(self.number.each()).map(|&(_, count)| count);
        let first = counts.next().unwrap_or(Count::RepliesSettled);
        (!first.is_amount() && counts.all(|count| count == first)).then_some(first)
    }
}

/// A figure under the terms of one case.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::large_enum_variant, reason = "there is one for each figure that is asked for, and it is copied")]
pub enum Measure {
    /// An amount for each of a number.
    Formula(Formula),
    /// The share of trials that have a flag, and whether there is anything that could raise it: if not it is undefined.
    Flag(Flag, bool),
}

impl Measure {
    /// Its value in a trial.
    #[inline]
    pub fn in_trial(&self, counted: &TrialCounts) -> Ratio {
        match self {
            Measure::Formula(formula) => formula.in_trial(counted),
            &Measure::Flag(flag, applies) => Ratio::new(flag.is_up(counted).into(), applies.into(), 1),
        }
    }

    /// Of an amount that is the same in every trial the number that shares it, which is as far off; else itself.
    pub fn in_doubt(self) -> Measure {
        match self {
            Measure::Formula(formula) if formula.fixed_amount().is_some() => Measure::Formula(formula.shared()),
            Measure::Formula(_) | Measure::Flag(..) => self,
        }
    }

    /// The same sums without what is fixed, amounts in [units](Measure::unit).
    pub fn varying_over(&self, replicate: &Replicate) -> Portion {
        match self {
            Measure::Formula(formula) => formula.varying_over(replicate),
            Measure::Flag(..) => self.over(replicate),
        }
    }

    /// What varies from trial to trial in the amount and in the number that shares it, in units: whole numbers.
    #[inline]
    pub fn counted(&self, counted: &TrialCounts) -> [i128; 2] {
        match self {
            Measure::Formula(formula) => {
                let varying = |sum: &Sum| sum.varying(|count| counted[count].into());
                [varying(&formula.amount), varying(&formula.number)]
            }
            Measure::Flag(flag, _) => [flag.is_up(counted).into(), 0],
        }
    }

    /// The most that either of them comes to, to either side, in a trial that counts no more than `most`.
    pub fn most_counted(&self, most: &TrialCounts) -> i128 {
        match self {
            Measure::Formula(formula) => {
                let largest = |sum: &Sum| {
                    let unit = sum.unit();
                    let of_each = sum.each().iter().map(|&(each, count)| each.abs() / unit * i128::from(most[count]));
                    of_each.sum::<i128>()
                };
                largest(&formula.amount).max(largest(&formula.number))
            }
            Measure::Flag(..) => 1,
        }
    }

    /// Does the number that shares the amount vary from trial to trial?
    pub fn shares_vary(&self) -> bool {
        match self {
            Measure::Formula(formula) => formula.number.counts > 0,
            Measure::Flag(..) => false,
        }
    }

    /// Its sums over some trials, given those of what they [counted](Measure::counted).
    pub fn portion(&self, trials: u64, counted: [i128; 2]) -> Portion {
        match self {
            Measure::Formula(formula) => formula.portion(trials, counted),
            &Measure::Flag(_, applies) => {
                Portion { trials, amount: counted[0], number: i128::from(trials) * i128::from(applies) }
            }
        }
    }

    /// What it lies between in any trial that counts no more than `most`.
    pub fn extent(&self, most: &TrialCounts) -> Extent {
        match self {
            Measure::Formula(Formula { amount, number, parts }) => {
                Extent { amount: amount.extent(most), number: number.extent(most), parts: *parts }
            }
            &Measure::Flag(_, applies) => Extent { number: (applies.into(), applies.into()), ..Extent::FLAG },
        }
    }

    /// The worth of one unit of the amounts that vary.
    pub fn unit(&self) -> f64 {
        match self {
            Measure::Formula(formula) => formula.unit(),
            Measure::Flag(..) => 1.0,
        }
    }

    /// Its sums over the trials of a replicate.
    pub fn over(&self, replicate: &Replicate) -> Portion {
        match self {
            Measure::Formula(formula) => formula.over(replicate),
            Measure::Flag(flag, _) => self.portion(replicate.trials, [replicate.flag(*flag).into(), 0]),
        }
    }

    /// How many parts of an amount make a whole.
    pub fn parts(&self) -> u32 {
        match self {
            Measure::Formula(formula) => formula.parts(),
            Measure::Flag(..) => 1,
        }
    }
}
