//! Medians and percentiles.

use crate::base::rational::Rational;
use crate::data::column::numbers::Numbers;

use super::{Input, for_each_value, rational};

/// In each slot all values, equal ones counted.
///
/// The quantile p of n values in order is the value at place (n − 1)·p from 0; between two places it is interpolated
/// linearly. That is type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (The American
/// Statistician, 1996), the one of spreadsheets (`PERCENTILE.INC`, `MEDIAN`), R, and `percentile_cont` of SQL.
#[derive(Clone, Debug)]
pub(crate) struct Quantile {
    /// From 0 to 1.
    rank: Rational,
    slots: Vec<Sample>,
}

/// The values of a slot.
#[derive(Clone, Debug, Default)]
struct Sample {
    short: Counted<i128>,
    /// Numbers that are no short decimals.
    exact: Counted<Rational>,
}

/// Values with how often they occur: sorted up to a point, and those that came since.
#[derive(Clone, Debug)]
struct Counted<T> {
    sorted: Vec<(T, u64)>,
    fresh: Vec<(T, u64)>,
}

impl<T> Default for Counted<T> {
    fn default() -> Self {
        Self { sorted: Vec::new(), fresh: Vec::new() }
    }
}

impl<T: Ord> Counted<T> {
    fn push(&mut self, value: T, count: u64) {
        self.fresh.push((value, count));
        if self.fresh.len() > 1024.max(self.sorted.len()) {
            self.settle();
        }
    }

    /// Sorts the fresh values in, so that memory grows with the different values only.
    fn settle(&mut self) {
        self.sorted.append(&mut self.fresh);
        self.sorted.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.sorted.dedup_by(|(value, count), (kept, total)| {
            let same = value == kept;
            if same {
                *total += *count;
            }
            same
        });
    }

    fn iter(&self) -> impl Iterator<Item = &(T, u64)> {
        self.sorted.iter().chain(&self.fresh)
    }
}

impl Quantile {
    pub fn new(rank: Rational) -> Self {
        Self { rank, slots: Vec::new() }
    }

    pub fn grow(&mut self, slots: usize) {
        self.slots.resize_with(slots, Sample::default);
    }

    pub fn add(&mut self, input: &Input, numbers: &Numbers) {
        let mut exact = Vec::new();
        for_each_value(
            input,
            numbers,
            |row, mantissa| self.slots[input.slots.of(row)].short.push(mantissa, 1),
            |row, number| exact.push((input.slots.of(row), number.clone())),
        );
        for (slot, number) in exact {
            self.slots[slot].exact.push(number, 1);
        }
    }

    pub fn merge(&mut self, into: usize, other: &Self, from: usize) {
        let (own, other) = (&mut self.slots[into], &other.slots[from]);
        other.short.iter().for_each(|(value, count)| own.short.push(*value, *count));
        other.exact.iter().for_each(|(value, count)| own.exact.push(value.clone(), *count));
    }

    pub fn value(&self, slot: usize) -> Option<Rational> {
        let sample = &self.slots[slot];
        if sample.exact.iter().next().is_none() {
            let mut short = sample.short.clone();
            short.settle();
            return quantile(&short.sorted, &self.rank, |value| rational(*value));
        }
        let mut all = sample.exact.clone();
        sample.short.iter().for_each(|(value, count)| all.push(rational(*value), *count));
        all.settle();
        quantile(&all.sorted, &self.rank, Clone::clone)
    }
}

fn quantile<T>(sorted: &[(T, u64)], rank: &Rational, number: impl Fn(&T) -> Rational) -> Option<Rational> {
    let values: u64 = sorted.iter().map(|(_, count)| count).sum();
    let place = &Rational::from(values.checked_sub(1)?) * rank;
    let lower = place.floor();
    let at = |place: u64| {
        let mut passed = 0;
        sorted.iter().find_map(|(value, count)| {
            passed += count;
            (passed > place).then(|| number(value))
        })
    };
    let low = at(lower.to_u64()?)?;
    let part = &place - &lower;
    if part.is_zero() {
        return Some(low);
    }
    let high = at(lower.to_u64()? + 1)?;
    Some(&low + &(&(&high - &low) * &part))
}
