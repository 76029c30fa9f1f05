//! Sums, and with their counts averages.

use crate::base::rational::Rational;
use crate::data::column::numbers::{Numbers, Values};
use crate::data::slots::SlotOfRow;

use super::exact_sum::ExactSums;
use super::{Input, SCALE, for_each_value};

/// The sum and the number of values in each slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    sums: ExactSums,
    counts: Vec<u64>,
}

impl Sum {
    pub fn grow(&mut self, slots: usize) {
        self.sums.grow(slots);
        self.counts.resize(slots, 0);
    }

    pub fn add(&mut self, input: &Input, numbers: &Numbers) {
        match (input.slots, &numbers.values) {
            (SlotOfRow::Same(slot), Values::Fixed { mantissas, scale }) => {
                // Less than 2^63 rows of less than 2^63 each.
                let mut total = 0i128;
                input.rows.for_each(|row| total += i128::from(mantissas[row]));
                self.counts[*slot] += input.rows.count();
                match total.checked_mul(10i128.pow(SCALE - scale)) {
                    Some(total) => self.sums.add(*slot, total),
                    None => self.sums.add_exact(*slot, &Rational::from_decimal(total, *scale)),
                }
            }
            (slots, _) => {
                let Self { sums, counts } = self;
                input.rows.for_each(|row| counts[slots.of(row)] += 1);
                let mut exact = Vec::new();
                for_each_value(
                    input,
                    numbers,
                    |row, mantissa| sums.add(slots.of(row), mantissa),
                    |row, number| exact.push((slots.of(row), number.clone())),
                );
                for (slot, number) in &exact {
                    sums.add_exact(*slot, number);
                }
            }
        }
    }

    pub fn merge(&mut self, into: usize, other: &Self, from: usize) {
        self.sums.merge(into, &other.sums, from);
        self.counts[into] += other.counts[from];
    }

    /// The sum and the number of values.
    pub fn value(&self, slot: usize) -> Option<(Rational, Rational)> {
        let count = self.counts[slot];
        (count > 0).then(|| (self.sums.value(slot), Rational::from(count)))
    }
}
