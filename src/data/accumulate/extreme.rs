//! The least or the greatest value.

use std::collections::BTreeMap;

use crate::base::rational::Rational;
use crate::data::column::numbers::Numbers;

use super::{Input, for_each_value, rational};

/// The least or greatest value in each slot.
#[derive(Clone, Debug)]
pub(crate) struct Extreme {
    greatest: bool,
    best: Vec<Option<i128>>,
    /// The best of the numbers that are no short decimals.
    exact: BTreeMap<usize, Rational>,
}

impl Extreme {
    pub fn least() -> Self {
        Self { greatest: false, best: Vec::new(), exact: BTreeMap::new() }
    }

    pub fn greatest() -> Self {
        Self { greatest: true, ..Self::least() }
    }

    pub fn grow(&mut self, slots: usize) {
        self.best.resize(slots, None);
    }

    pub fn add(&mut self, input: &Input, numbers: &Numbers) {
        let Self { greatest, best, exact } = self;
        for_each_value(
            input,
            numbers,
            |row, mantissa| {
                let best = &mut best[input.slots.of(row)];
                *best = Some(best.map_or(mantissa, |best| better(*greatest, best, mantissa)));
            },
            |row, number| keep_better(exact, *greatest, input.slots.of(row), number),
        );
    }

    pub fn merge(&mut self, into: usize, other: &Self, from: usize) {
        if let Some(other) = other.best[from] {
            let best = &mut self.best[into];
            *best = Some(best.map_or(other, |best| better(self.greatest, best, other)));
        }
        if let Some(number) = other.exact.get(&from) {
            keep_better(&mut self.exact, self.greatest, into, number);
        }
    }

    pub fn value(&self, slot: usize) -> Option<Rational> {
        let best = self.best[slot].map(rational);
        match (best, self.exact.get(&slot).cloned()) {
            (Some(best), Some(exact)) => Some(better(self.greatest, best, exact)),
            (best, exact) => best.or(exact),
        }
    }
}

fn better<T: Ord>(greatest: bool, a: T, b: T) -> T {
    if greatest { a.max(b) } else { a.min(b) }
}

fn keep_better(exact: &mut BTreeMap<usize, Rational>, greatest: bool, slot: usize, number: &Rational) {
    let best = exact.entry(slot).or_insert_with(|| number.clone());
    if (number > best) == greatest {
        *best = number.clone();
    }
}
