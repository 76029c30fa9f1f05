//! Whether rows that call themselves totals are the sums of the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::data::observations::{TotalRow, TotalRows};
use crate::data::partial::Partial;
use crate::data::place::RowPlace;
use crate::data::source_program::SourceProgram;
use crate::data::summary::total_by_period;

use super::tally::Sums;

type ByPeriod = BTreeMap<Period, Rational>;

/// A cell with its sums by measure.
type Candidate<'a> = (&'a str, &'a BTreeMap<usize, Sums>);

/// The columns in which words mark rows that are the sums of the others. `shown` gives a row's file and number for
/// people.
pub(crate) fn in_rows(
    program: &SourceProgram,
    partial: &Partial,
    shown: impl Fn(RowPlace) -> (String, u64),
) -> Vec<TotalRows> {
    let mut columns: BTreeMap<&str, Vec<Candidate>> = BTreeMap::new();
    for ((column, text), measures) in &partial.total_rows.cells {
        columns.entry(column).or_default().push((text, measures));
    }
    let found = columns.into_iter().filter_map(|(column, cells)| {
        let measures: BTreeSet<usize> = cells.iter().flat_map(|(_, measures)| measures.keys().copied()).collect();
        measures.into_iter().find_map(|measure| {
            let candidates = cells.iter().filter_map(|(text, measures)| Some((*text, measures.get(&measure)?)));
            proven(program, partial, measure, candidates.collect(), &shown).map(|proof| of(column, proof))
        })
    });
    found.collect()
}

/// The cells that are proven in a measure.
struct Proof<'a> {
    cells: Vec<(&'a str, &'a Sums)>,
    measure: crate::plan::ids::MeasureId,
    periods: usize,
    period: Period,
    sum: Rational,
    example: (String, u64),
}

fn of(column: &str, proof: Proof) -> TotalRows {
    TotalRows {
        column: column.to_owned(),
        texts: proof.cells.iter().map(|(text, _)| (*text).to_owned()).collect(),
        rows: Some(proof.cells.iter().map(|(_, sums)| sums.rows).sum()),
        measure: proof.measure,
        periods: proof.periods,
        period: proof.period,
        sum: proof.sum,
        example: Some(TotalRow { file: proof.example.0, row: proof.example.1 }),
    }
}

fn proven<'a>(
    program: &SourceProgram,
    partial: &Partial,
    place: usize,
    candidates: Vec<(&'a str, &'a Sums)>,
    shown: impl Fn(RowPlace) -> (String, u64),
) -> Option<Proof<'a>> {
    let measure = &program.measures[place];
    if measure.measure.function != Function::Sum {
        return None;
    }
    let sums_of = |sums: &Sums| -> ByPeriod {
        let value = |sum: &crate::data::accumulate::Accumulator| sum.value(0, &measure.factor).map(|sum| sum.value);
        sums.by_period.iter().filter_map(|(period, sum)| Some((*period, value(sum)?))).collect()
    };
    let candidates: Vec<(&str, &Sums, ByPeriod)> =
        candidates.into_iter().map(|(text, sums)| (text, sums, sums_of(sums))).collect();
    let mut others = total_by_period(program, partial, place);
    for (period, sum) in candidates.iter().flat_map(|(.., sums)| sums) {
        others.entry(*period).and_modify(|others| *others = &*others - sum);
    }
    let (mut cells, rest): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|(.., sums)| held(sums, &others).is_some());
    // Sub-totals are the sum of the others only together.
    let mut together = ByPeriod::new();
    for (period, sum) in rest.iter().flat_map(|(.., sums)| sums) {
        let own = together.entry(*period).or_insert(Rational::ZERO);
        *own = &*own + sum;
    }
    let of_rest = held(&together, &others);
    let (periods, period) = match (cells.first(), of_rest) {
        (Some((.., sums)), _) => held(sums, &others)?,
        (None, found) => found?,
    };
    if of_rest.is_some() {
        cells.extend(rest);
    }
    let first = cells.iter().min_by_key(|(_, sums, _)| sums.first)?;
    let example = shown(first.1.first);
    let cells: Vec<(&str, &Sums)> = cells.iter().map(|(text, sums, _)| (*text, *sums)).collect();
    Some(Proof { cells, measure: measure.id, periods, sum: others.get(&period)?.clone(), period, example })
}

/// In how many periods sums are those of the others, and in which first: in more than half of those that have any, or
/// over all of them.
fn held(sums: &ByPeriod, others: &ByPeriod) -> Option<(usize, Period)> {
    let filled: Vec<(&Period, &Rational)> = sums.iter().filter(|(_, sum)| !sum.is_zero()).collect();
    let equal: Vec<Period> = filled
        .iter()
        .filter(|(period, sum)| others.get(period).is_some_and(|others| others == *sum))
        .map(|(period, _)| **period)
        .collect();
    if let Some(first) = equal.first().filter(|_| equal.len() * 2 > filled.len()) {
        return Some((equal.len(), *first));
    }
    let all = |sums: &ByPeriod| sums.values().fold(Rational::ZERO, |all, sum| &all + sum);
    let is_grand_total = !filled.is_empty() && all(sums) == all(others) && !all(sums).is_zero();
    is_grand_total.then(|| filled.first().map(|(period, _)| (1, **period))).flatten()
}
