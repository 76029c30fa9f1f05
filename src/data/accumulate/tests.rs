//! Every aggregate against the plainest way to compute it, split in two and merged.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::base::span::{FileId, Span};
use crate::data::cell::number::Number;
use crate::plan::ids::SourceId;
use crate::plan::source::RowExpr;
use crate::plan::unit::Unit;

fn measure(function: Function, distinct: bool, rank: Option<Rational>) -> Measure {
    Measure {
        source: SourceId(0),
        function,
        distinct,
        argument: Some(RowExpr::Number(Rational::ONE)),
        rank,
        on: None,
        filter: None,
        unit: Unit::COUNT,
        scale: Rational::ONE,
        span: Span::new(FileId(0), 0, 0),
    }
}

/// Adds the rows to slot 0, in two accumulators cut at `cut`, and merges them.
fn aggregated(measure: &Measure, rows: &[(Rational, i32)], cut: usize) -> Option<Aggregated> {
    let part = |rows: &[(Rational, i32)]| {
        let mut numbers = Numbers::new(rows.len());
        rows.iter()
            .enumerate()
            .for_each(|(row, (number, _))| numbers.put(row, Some(Number::of_rational(number.clone()))));
        let mut accumulator = Accumulator::of(measure);
        accumulator.grow(1);
        accumulator.add(&Input {
            rows: &Bits::all(rows.len()),
            slots: &SlotOfRow::Same(0),
            numbers: Some(&numbers),
            days: &rows.iter().map(|(_, day)| *day).collect::<Vec<_>>(),
            ids: &rows.iter().map(|(_, day)| day.unsigned_abs()).collect::<Vec<_>>(),
        });
        accumulator
    };
    let (first, second) = rows.split_at(cut.min(rows.len()));
    let mut merged = part(first);
    merged.merge(0, &part(second), 0, &mut |id| id);
    merged.value(0, &Rational::ONE)
}

fn number() -> impl Strategy<Value = Rational> {
    prop_oneof![
        4 => (-1_000_000i64..1_000_000, 0u32..4).prop_map(|(mantissa, scale)| Rational::from_decimal(mantissa.into(), scale)),
        1 => any::<i64>().prop_map(Rational::from),
        1 => (any::<i64>(), 1i128..1000).prop_map(|(numerator, denominator)| Rational::new(numerator.into(), denominator).unwrap()),
    ]
}

/// By sorting all values; the definition, word for word.
fn naive_quantile(rows: &[(Rational, i32)], rank: &Rational) -> Rational {
    let mut values: Vec<Rational> = rows.iter().map(|(number, _)| number.clone()).collect();
    values.sort();
    let place = &Rational::from(values.len() - 1) * rank;
    let lower = usize::try_from(place.floor().to_u64().unwrap()).unwrap();
    let upper = (lower + 1).min(values.len() - 1);
    let part = &place - &place.floor();
    &values[lower] + &(&part * &(&values[upper] - &values[lower]))
}

proptest! {
    #[test]
    fn aggregates_are_what_their_definitions_say(
        rows in prop::collection::vec((number(), 0i32..4), 1..30), cut in 0usize..30, percent in 0i128..=100,
    ) {
        let value = |function| aggregated(&measure(function, false, None), &rows, cut).unwrap().value;
        let numbers = || rows.iter().map(|(number, _)| number.clone());
        let total: Rational = numbers().sum();
        prop_assert_eq!(value(Function::Count), Rational::from(rows.len()));
        prop_assert_eq!(value(Function::Sum), total.clone());
        prop_assert_eq!(value(Function::Avg), total.checked_div(&Rational::from(rows.len())).unwrap());
        prop_assert_eq!(value(Function::Min), numbers().min().unwrap());
        prop_assert_eq!(value(Function::Max), numbers().max().unwrap());
        prop_assert_eq!(value(Function::Median), naive_quantile(&rows, &Rational::new(1, 2).unwrap()));
        let rank = Rational::new(percent, 100).unwrap();
        let percentile = aggregated(&measure(Function::Percentile, false, Some(rank.clone())), &rows, cut).unwrap().value;
        prop_assert_eq!(percentile, naive_quantile(&rows, &rank));
        for (function, day) in [
            (Function::First, rows.iter().map(|(_, day)| *day).min()),
            (Function::Last, rows.iter().map(|(_, day)| *day).max()),
        ] {
            let stock: Rational = rows.iter().filter(|(_, own)| Some(*own) == day).map(|(number, _)| number.clone()).sum();
            prop_assert_eq!(value(function), stock);
        }
        let days: BTreeSet<i32> = rows.iter().map(|(_, day)| *day).collect();
        let distinct = aggregated(&measure(Function::Count, true, None), &rows, cut).unwrap().value;
        prop_assert_eq!(distinct, Rational::from(days.len()));
    }
}

#[test]
fn sums_beyond_128_bits_are_exact() {
    let rows: Vec<_> = (0..1000).map(|_| (Rational::from(i64::MAX), 0)).collect();
    let sum = aggregated(&measure(Function::Sum, false, None), &rows, 500).unwrap().value;
    assert_eq!(sum, &Rational::from(i64::MAX) * &Rational::from(1000));
}

#[test]
fn nothing_added_is_no_value() {
    for function in Function::ALL {
        assert_eq!(aggregated(&measure(*function, false, None), &[], 0), None);
    }
}
