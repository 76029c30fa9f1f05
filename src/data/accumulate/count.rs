//! How many rows.

use crate::base::rational::Rational;
use crate::data::slots::SlotOfRow;

use super::Input;

/// The number of rows in each slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Count {
    counts: Vec<u64>,
}

impl Count {
    pub fn grow(&mut self, slots: usize) {
        self.counts.resize(slots, 0);
    }

    pub fn add(&mut self, input: &Input) {
        match input.slots {
            SlotOfRow::Same(slot) => self.counts[*slot] += input.rows.count(),
            SlotOfRow::Each(slots) => input.rows.for_each(|row| self.counts[slots[row] as usize] += 1),
        }
    }

    pub fn merge(&mut self, into: usize, other: &Self, from: usize) {
        self.counts[into] += other.counts[from];
    }

    pub fn value(&self, slot: usize) -> Option<Rational> {
        let count = self.counts[slot];
        (count > 0).then(|| Rational::from(count))
    }
}
