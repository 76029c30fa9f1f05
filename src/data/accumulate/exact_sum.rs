//! Sums that never round and never overflow.

use std::collections::BTreeMap;

use crate::base::rational::Rational;

use super::rational;

/// An exact sum in each slot: a 128-bit mantissa, and where that would overflow, or a number is no decimal, a rational
/// beside it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExactSums {
    totals: Vec<i128>,
    beside: BTreeMap<usize, Rational>,
}

impl ExactSums {
    pub fn grow(&mut self, slots: usize) {
        self.totals.resize(slots, 0);
    }

    /// Adds a mantissa at [`SCALE`](super::SCALE).
    #[inline]
    pub fn add(&mut self, slot: usize, mantissa: i128) {
        let total = &mut self.totals[slot];
        if let Some(sum) = total.checked_add(mantissa) {
            *total = sum;
        } else {
            let spilled = rational(std::mem::replace(total, mantissa));
            self.add_exact(slot, &spilled);
        }
    }

    pub fn add_exact(&mut self, slot: usize, number: &Rational) {
        let beside = self.beside.entry(slot).or_insert(Rational::ZERO);
        *beside = &*beside + number;
    }

    /// Begins a slot anew.
    pub fn clear(&mut self, slot: usize) {
        self.totals[slot] = 0;
        self.beside.remove(&slot);
    }

    pub fn merge(&mut self, into: usize, other: &Self, from: usize) {
        self.add(into, other.totals[from]);
        if let Some(number) = other.beside.get(&from) {
            self.add_exact(into, number);
        }
    }

    pub fn value(&self, slot: usize) -> Rational {
        let total = rational(self.totals[slot]);
        self.beside.get(&slot).map_or_else(|| total.clone(), |beside| &total + beside)
    }
}
