//! Tables that the schedules of many cases share: most cases of a scenario, and of a sweep, have the same rates and
//! delays, and working out their tables takes longer than thousands of trials.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::delay::Delay;
use crate::domain::distribution::{Distribution, QuantileTable};

use super::delay_table::DelayTable;

/// The most tables of each kind that are kept: a few megabytes.
const KEPT: usize = 256;

/// The tables worked out so far. What is found here is what would be worked out anew, so that it does not matter who asks
/// first, and from which thread.
#[derive(Debug, Default)]
pub struct Tables {
    quantiles: Mutex<Vec<QuantileTable>>,
    delays: Mutex<Vec<Arc<DelayTable>>>,
}

impl Tables {
    /// The quantiles of a distribution.
    pub(super) fn quantiles(&self, of: &Distribution) -> QuantileTable {
        if of.as_fixed().is_some() {
            return QuantileTable::new(of);
        }
        shared(&self.quantiles, |table| table.distribution() == of, || QuantileTable::new(of))
    }

    /// Is there no room for one more of some kind?
    pub fn is_full(&self) -> bool {
        number(&self.quantiles) >= KEPT || number(&self.delays) >= KEPT
    }

    /// The whole days of a delay.
    pub(super) fn delay(&self, of: &Delay) -> Arc<DelayTable> {
        shared(&self.delays, |table| table.delay() == of, || Arc::new(DelayTable::new(of)))
    }
}

/// How many there are.
fn number<T>(tables: &Mutex<Vec<T>>) -> usize {
    tables.lock().unwrap_or_else(PoisonError::into_inner).len()
}

/// The table that is right, worked out if it is not there yet.
fn shared<T: Clone>(tables: &Mutex<Vec<T>>, is_right: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> T {
    // A table is pushed whole or not at all, so what a thread that panicked left behind is sound.
    let lock = || tables.lock().unwrap_or_else(PoisonError::into_inner);
    let known = lock().iter().find(|table| is_right(table)).cloned();
    known.unwrap_or_else(|| {
        // Not under the lock, so that others need not wait; two threads may both work it out.
        let table = new();
        let mut tables = lock();
        if tables.len() < KEPT && !tables.iter().any(is_right) {
            tables.push(table.clone());
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beta(number: usize) -> Distribution {
        Distribution::beta(2.0 + number as f64, 9.0).expect("a distribution")
    }

    #[test]
    fn a_table_is_worked_out_once_and_is_that_of_its_distribution() {
        let tables = Tables::default();
        for number in [0, 1, 0, 1] {
            let table = tables.quantiles(&beta(number));
            let anew = QuantileTable::new(&beta(number));
            assert_eq!((table.distribution(), table.quantile(0.3)), (&beta(number), anew.quantile(0.3)));
        }
        let delay = Delay::weibull(0.4, 0.9).expect("a delay");
        assert!(Arc::ptr_eq(&tables.delay(&delay), &tables.delay(&delay)));
        assert_eq!(tables.quantiles.into_inner().expect("nobody panicked").len(), 2);
    }

    #[test]
    fn beyond_those_that_are_kept_tables_are_worked_out_anew() {
        let tables = Tables::default();
        let delay = |number: usize| Delay::fixed(number as f64).expect("a delay");
        for number in 0..KEPT + 3 {
            assert_eq!(tables.is_full(), number >= KEPT);
            assert_eq!(tables.delay(&delay(number)).delay(), &delay(number));
        }
        assert_eq!(tables.delays.into_inner().expect("nobody panicked").len(), KEPT);
    }
}
