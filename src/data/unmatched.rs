//! Rows whose key a lookup doesn't know: how many they are, what of each measure is theirs, and which keys they have.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::base::rational::Rational;
use crate::base::suggest::did_you_mean;

use super::accumulate::{Accumulator, Input};
use super::bits::Bits;
use super::column::Cells;
use super::key_counts::KeyCounts;
use super::lookup::LoadedLookup;
use super::observations::{UnmatchedAmount, UnmatchedKey, UnmatchedRows};
use super::partial::Partial;
use super::slots::SlotOfRow;
use super::source_program::SourceProgram;

/// What one thread has found of the rows that a join leaves without a match.
#[derive(Clone, Debug)]
pub(crate) struct Unmatched {
    rows: u64,
    keys: KeyCounts,
    /// By measure of the source's program, in one slot; `None` for measures that don't add up.
    amounts: Vec<Option<Accumulator>>,
}

impl Unmatched {
    pub fn new(program: &SourceProgram) -> Self {
        let own = program
            .measures
            .iter()
            .map(|measure| measure.measure.is_additive().then(|| Accumulator::in_one_slot(measure.measure)));
        Self { rows: 0, keys: KeyCounts::default(), amounts: own.collect() }
    }

    /// Counts rows and their keys.
    pub fn add(&mut self, keys: &Cells, rows: &Bits) {
        if !rows.is_empty() {
            self.rows += rows.count();
            self.keys.add(keys, rows);
        }
    }

    /// Adds up those of a measure's rows that are without a match.
    pub fn add_amount(&mut self, measure: usize, input: &Input, without_match: &Bits) {
        let rows = input.rows.and(without_match);
        if let Some(amount) = self.amounts[measure].as_mut().filter(|_| !rows.is_empty()) {
            amount.add(&Input { rows: &rows, slots: &SlotOfRow::Same(0), ..*input });
        }
    }

    pub fn merge(&mut self, other: Self) {
        self.rows += other.rows;
        self.keys.merge(other.keys);
        for (own, other) in self.amounts.iter_mut().zip(&other.amounts) {
            if let (Some(own), Some(other)) = (own, other) {
                own.merge(0, other, 0, &mut |id| id);
            }
        }
    }
}

/// What a source's lookups don't know of its rows, by lookup and column; nothing where they know all.
pub(crate) fn unmatched_rows(
    program: &SourceProgram,
    partial: &Partial,
    lookups: &[Arc<LoadedLookup>],
) -> Vec<UnmatchedRows> {
    let joins = program.joins.iter().zip(&partial.unmatched).zip(lookups);
    let known = joins.filter(|((_, unmatched), _)| unmatched.rows > 0).map(|((join, unmatched), lookup)| {
        let measures = program.measures.iter().enumerate().filter_map(|(place, measure)| {
            let amount = unmatched.amounts[place].as_ref()?.value(0, &measure.factor);
            let amount = amount.map_or(Rational::ZERO, |amount| amount.value);
            Some(UnmatchedAmount { measure: measure.id, amount, total: total(program, partial, place)? })
        });
        let examples = unmatched.keys.examples().into_iter().map(|(key, rows)| {
            let similar = nearest(&key, lookup);
            UnmatchedKey { key, rows, similar }
        });
        UnmatchedRows {
            lookup: join.lookup,
            via: program.program.columns[join.via].name.clone(),
            rows: unmatched.rows,
            measures: measures.collect(),
            examples: examples.collect(),
        }
    });
    known.collect()
}

/// What a measure comes to over all periods; `None` where no row feeds it.
pub(crate) fn total(program: &SourceProgram, partial: &Partial, place: usize) -> Option<Rational> {
    let measure = &program.measures[place];
    let axis = &partial.axes[program.total_axis(measure)?];
    let accumulator = axis.accumulators[place].as_ref()?;
    let mut merged = Accumulator::in_one_slot(measure.measure);
    for slot in 0..axis.slots.list.len() {
        merged.merge(0, accumulator, slot, &mut |id| id);
    }
    merged.value(0, &measure.factor).map(|total| total.value)
}

/// Longer keys, and keys of lookups with more rows, are not compared with one another.
const LONGEST_COMPARED: usize = 60;
const MOST_COMPARED: usize = 20_000;

/// The lookup's key that a key most likely stands for: the same but for width, capitals and spaces, else a near one.
fn nearest(key: &str, lookup: &LoadedLookup) -> Option<String> {
    let length = key.chars().count();
    if length > LONGEST_COMPARED || lookup.keys.len() > MOST_COMPARED {
        return None;
    }
    let known: Vec<String> = (0..u32::try_from(lookup.keys.len()).ok()?).map(|id| lookup.keys.text(id)).collect();
    let wanted = folded(key);
    if let Some(same) = known.iter().find(|known| folded(known) == wanted) {
        return Some(same.clone());
    }
    let may_be_near = |known: &&str| known.chars().count().abs_diff(length) <= length / 2 + 1;
    did_you_mean(key, known.iter().map(String::as_str).filter(may_be_near)).map(ToOwned::to_owned)
}

fn folded(key: &str) -> String {
    key.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
