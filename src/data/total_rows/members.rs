//! Members of a dimension that are the sum of all others, period after period.

use std::collections::BTreeMap;

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::data::observations::{Aggregated, Group, MeasureObservations, TotalRows};
use crate::data::source_program::SourceProgram;

use super::words::says_total;

/// In fewer periods it may be chance, where the member isn't called a total.
const FEWEST_PERIODS: usize = 3;

/// A sum of smaller numbers may be chance.
const LEAST: i64 = 10;

/// The members, by the dimensions that the rows are grouped by alone. Columns that `known` tells of are left out.
pub(crate) fn in_members(
    program: &SourceProgram,
    measures: &[MeasureObservations],
    known: &[TotalRows],
) -> Vec<TotalRows> {
    let mut found: Vec<TotalRows> = Vec::new();
    for breakdown in &program.breakdowns {
        let [name] = breakdown.names.as_slice() else { continue };
        let dimension = program.source.dimensions.iter().find(|dimension| dimension.name.value == *name);
        let Some(column) = dimension.filter(|dimension| dimension.column.lookup.is_none()) else { continue };
        let column = &column.column.name;
        if known.iter().any(|known| known.column == *column) {
            continue;
        }
        let sums = program.measures.iter().filter(|measure| measure.measure.function == Function::Sum);
        found.extend(sums.into_iter().find_map(|measure| {
            let grain = *measure.grains.first()?;
            let Found { member, periods, period, sum } =
                sum_of_others(&measures.get(measure.id.index())?.values, name, grain)?;
            let texts = vec![member];
            let (column, measure) = (column.clone(), measure.id);
            Some(TotalRows { column, texts, rows: None, measure, periods, period, sum, example: None })
        }));
    }
    found
}

struct Found {
    member: String,
    periods: usize,
    period: Period,
    sum: Rational,
}

/// The member of a dimension whose values are the sums of all others' in the periods of a grain.
fn sum_of_others(values: &BTreeMap<(Period, Group), Aggregated>, dimension: &str, grain: Grain) -> Option<Found> {
    let mut by_member: BTreeMap<&str, BTreeMap<Period, &Rational>> = BTreeMap::new();
    let mut all: BTreeMap<Period, (Rational, usize)> = BTreeMap::new();
    for ((period, group), aggregated) in values.iter().filter(|((period, _), _)| period.grain == grain) {
        let [(name, member)] = group.members.as_slice() else { continue };
        if name != dimension || aggregated.value.is_zero() {
            continue;
        }
        let (sum, members) = all.entry(*period).or_insert((Rational::ZERO, 0));
        *sum = &*sum + &aggregated.value;
        *members += 1;
        if let Some(member) = member {
            by_member.entry(member).or_default().insert(*period, &aggregated.value);
        }
    }
    // A word is nearly enough; otherwise every period of several has to agree.
    by_member.into_iter().find_map(|(member, values)| {
        let is_sum = |(period, value): &(&Period, &&Rational)| {
            let others = all.get(period);
            others.is_some_and(|(all, members)| *members > 2 && &(**value + **value) == all && value.abs() >= LEAST)
        };
        let equal: Vec<(&Period, &&Rational)> = values.iter().filter(is_sum).collect();
        let is_found = if says_total(member) {
            equal.len() * 2 > values.len()
        } else {
            equal.len() >= FEWEST_PERIODS && equal.len() == values.len()
        };
        let (period, sum) = equal.first().filter(|_| is_found)?;
        Some(Found { member: member.to_owned(), periods: equal.len(), period: **period, sum: (**sum).clone() })
    })
}
