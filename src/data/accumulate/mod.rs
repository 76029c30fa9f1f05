//! Partial aggregates: one value for each slot (a period and a group), to which rows are added batch by batch and
//! which merge, so that the way in which rows are split over files, chunks and threads changes nothing.

mod count;
mod distinct;
mod exact_sum;
mod extreme;
mod first_last;
mod id_set;
mod quantile;
mod sum;
#[cfg(test)]
mod tests;

use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::plan::source::Measure;

use super::bits::Bits;
use super::column::numbers::{Numbers, Values};
use super::observations::Aggregated;
use super::slots::SlotOfRow;

use self::count::Count;
use self::distinct::Distinct;
pub(crate) use self::exact_sum::ExactSums;
use self::extreme::Extreme;
use self::first_last::FirstLast;
use self::quantile::Quantile;
use self::sum::Sum;

/// What a batch brings to a measure.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    /// The rows that count and, where there is an argument, have a value.
    pub rows: &'a Bits,
    pub slots: &'a SlotOfRow,
    /// The argument's numbers, for functions of numbers.
    pub numbers: Option<&'a Numbers>,
    /// The rows' days, by the measure's time column.
    pub days: &'a [i32],
    /// The argument's values as numbers of a list of texts, for distinct counts.
    pub ids: &'a [u32],
}

/// The values of one measure.
#[derive(Clone, Debug)]
pub(crate) enum Accumulator {
    Count(Count),
    Sum(Sum),
    Average(Sum),
    Extreme(Extreme),
    Distinct(Distinct),
    Quantile(Quantile),
    FirstLast(FirstLast),
}

impl Accumulator {
    /// No slot yet.
    pub fn of(measure: &Measure) -> Self {
        let half = || Rational::new(1, 2).unwrap_or(Rational::ZERO);
        match measure.function {
            Function::Count if measure.distinct => Self::Distinct(Distinct::default()),
            Function::Count => Self::Count(Count::default()),
            Function::Sum => Self::Sum(Sum::default()),
            Function::Avg => Self::Average(Sum::default()),
            Function::Min => Self::Extreme(Extreme::least()),
            Function::Max => Self::Extreme(Extreme::greatest()),
            Function::Median => Self::Quantile(Quantile::new(half())),
            Function::Percentile => Self::Quantile(Quantile::new(measure.rank.clone().unwrap_or_else(half))),
            Function::First => Self::FirstLast(FirstLast::first()),
            Function::Last => Self::FirstLast(FirstLast::last()),
        }
    }

    /// One slot, without a row yet.
    pub fn in_one_slot(measure: &Measure) -> Self {
        let mut accumulator = Self::of(measure);
        accumulator.grow(1);
        accumulator
    }

    /// Makes room for `slots` slots in all.
    pub fn grow(&mut self, slots: usize) {
        match self {
            Self::Count(count) => count.grow(slots),
            Self::Sum(sum) | Self::Average(sum) => sum.grow(slots),
            Self::Extreme(extreme) => extreme.grow(slots),
            Self::Distinct(distinct) => distinct.grow(slots),
            Self::Quantile(quantile) => quantile.grow(slots),
            Self::FirstLast(first_last) => first_last.grow(slots),
        }
    }

    /// Adds a batch's rows to their slots, for which there is room.
    pub fn add(&mut self, input: &Input) {
        match (self, input.numbers) {
            (Self::Count(count), _) => count.add(input),
            (Self::Distinct(distinct), _) => distinct.add(input),
            (Self::Sum(sum) | Self::Average(sum), Some(numbers)) => sum.add(input, numbers),
            (Self::Extreme(extreme), Some(numbers)) => extreme.add(input, numbers),
            (Self::Quantile(quantile), Some(numbers)) => quantile.add(input, numbers),
            (Self::FirstLast(first_last), Some(numbers)) => first_last.add(input, numbers),
            (_, None) => {}
        }
    }

    /// Adds slot `from` of `other`, an accumulator of the same measure, to the own slot `into`. For distinct counts
    /// `own_id` gives the own number for each of the other's.
    pub fn merge(&mut self, into: usize, other: &Self, from: usize, own_id: &mut dyn FnMut(u32) -> u32) {
        match (self, other) {
            (Self::Count(own), Self::Count(other)) => own.merge(into, other, from),
            (Self::Sum(own), Self::Sum(other)) | (Self::Average(own), Self::Average(other)) => {
                own.merge(into, other, from);
            }
            (Self::Extreme(own), Self::Extreme(other)) => own.merge(into, other, from),
            (Self::Distinct(own), Self::Distinct(other)) => own.merge(into, other, from, own_id),
            (Self::Quantile(own), Self::Quantile(other)) => own.merge(into, other, from),
            (Self::FirstLast(own), Self::FirstLast(other)) => own.merge(into, other, from),
            _ => debug_assert!(false, "accumulators of two measures"),
        }
    }

    /// What a slot comes to, each value times `factor`; `None` where no row was added.
    pub fn value(&self, slot: usize, factor: &Rational) -> Option<Aggregated> {
        let plain = |value: Rational| Aggregated { value, quotient: None };
        match self {
            Self::Count(count) => count.value(slot).map(plain),
            Self::Distinct(distinct) => distinct.value(slot).map(plain),
            Self::Sum(sum) => sum.value(slot).map(|(total, _)| plain(&total * factor)),
            Self::Average(sum) => {
                let (total, count) = sum.value(slot)?;
                let total = &total * factor;
                let value = total.checked_div(&count)?;
                Some(Aggregated { value, quotient: Some((total, count)) })
            }
            Self::Extreme(extreme) => extreme.value(slot).map(|value| plain(&value * factor)),
            Self::Quantile(quantile) => quantile.value(slot).map(|value| plain(&value * factor)),
            Self::FirstLast(first_last) => first_last.value(slot).map(|value| plain(&value * factor)),
        }
    }
}

/// Numbers inside of accumulators are mantissas of this scale, so that they add and compare without being aligned.
const SCALE: u32 = crate::data::cell::number::MOST_DECIMALS;

/// Calls `each` with every row's mantissa at [`SCALE`] or, where it has none, with `exact`'s rational.
pub(crate) fn for_each_value(
    input: &Input,
    numbers: &Numbers,
    mut each: impl FnMut(usize, i128),
    mut exact: impl FnMut(usize, &Rational),
) {
    match &numbers.values {
        Values::Fixed { mantissas, scale } => {
            let factor = 10i64.pow(SCALE - scale);
            input.rows.for_each(|row| each(row, i128::from(mantissas[row]) * i128::from(factor)));
        }
        Values::Exact(rationals) => input.rows.for_each(|row| exact(row, &rationals[row])),
    }
}

/// The rational that a mantissa at [`SCALE`] is.
fn rational(mantissa: i128) -> Rational {
    Rational::from_decimal(mantissa, SCALE)
}
