//! What rows with a total's word in a cell come to.

use std::collections::BTreeMap;

use crate::base::period::Period;
use crate::data::accumulate::{Accumulator, Input};
use crate::data::batch::Batch;
use crate::data::bits::Bits;
use crate::data::column::Cells;
use crate::data::place::{BatchPlace, RowPlace};
use crate::data::slots::SlotOfRow;
use crate::data::source_program::{MeasureProgram, SourceProgram};

use super::words::says_total;

/// More different cells that say so are names of something else.
const MOST_CELLS: usize = 256;

/// A cell that says that its row is a total: its column and what it says.
pub(crate) type TotalCell = (String, String);

/// The rows with such cells.
#[derive(Debug, Default)]
pub(crate) struct TotalCells(BTreeMap<TotalCell, Vec<usize>>);

impl TotalCells {
    /// Looks through a batch's texts, where it is one that is looked through.
    pub fn of(batch: &Batch, program: &SourceProgram) -> Self {
        let mut found = Self::default();
        if let Some(watched) = &batch.watched {
            let own = program.asked.iter().zip(&batch.columns);
            let others = watched.iter().map(|(name, column)| (name, column));
            for (name, column) in own.chain(others) {
                found.look_through(name, &Cells::of(column), batch.rows);
            }
        }
        found
    }

    fn look_through(&mut self, name: &str, cells: &Cells, rows: usize) {
        if matches!(cells, Cells::Typed(_)) {
            return;
        }
        cells.texts_where(rows, says_total).for_each(|row| {
            if let Some(text) = cells.text(row) {
                self.0.entry((name.to_owned(), text)).or_default().push(row);
            }
        });
    }

    /// Those among `rows` rows from one on, counted from there.
    pub fn part(&self, from: usize, rows: usize) -> Vec<(&TotalCell, Bits)> {
        let part = |(cell, places): (_, &Vec<usize>)| {
            let mut bits = Bits::none(rows);
            places.iter().filter_map(|row| row.checked_sub(from)).for_each(|row| bits.insert(row));
            (!bits.is_empty()).then_some((cell, bits))
        };
        self.0.iter().filter_map(part).collect()
    }
}

/// What one thread has added up of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct TotalTally {
    /// By cell and measure of the source's program.
    pub(super) cells: BTreeMap<TotalCell, BTreeMap<usize, Sums>>,
    too_many: bool,
}

/// A measure's sums over rows with the same such cell.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub first: RowPlace,
    pub rows: u64,
    pub by_period: BTreeMap<Period, Accumulator>,
}

impl TotalTally {
    /// Adds those of a measure's rows whose cell says that they are totals.
    pub fn add(
        &mut self,
        cell: &TotalCell,
        rows: &Bits,
        (place, measure): (usize, &MeasureProgram),
        input: Input,
        batch: BatchPlace,
        period_of: impl Fn(usize) -> Period,
    ) {
        let mut by_period: BTreeMap<Period, Bits> = BTreeMap::new();
        let mut first = None;
        rows.for_each(|row| {
            first.get_or_insert(row);
            by_period.entry(period_of(row)).or_insert_with(|| Bits::none(rows.rows())).insert(row);
        });
        let Some(first) = first.map(|row| batch.row(row)).filter(|_| !self.too_many) else { return };
        let sums = self.cells.entry(cell.clone()).or_default().entry(place);
        let sums = sums.or_insert_with(|| Sums { first, rows: 0, by_period: BTreeMap::new() });
        sums.first = sums.first.min(first);
        sums.rows += rows.count();
        for (period, rows) in by_period {
            let sum = sums.by_period.entry(period).or_insert_with(|| Accumulator::in_one_slot(measure.measure));
            sum.add(&Input { rows: &rows, slots: &SlotOfRow::Same(0), ..input });
        }
        self.cut();
    }

    pub fn merge(&mut self, other: Self) {
        self.too_many |= other.too_many;
        for (cell, measures) in other.cells {
            let own = self.cells.entry(cell).or_default();
            for (measure, sums) in measures {
                match own.get_mut(&measure) {
                    Some(own) => own.merge(sums),
                    None => {
                        own.insert(measure, sums);
                    }
                }
            }
        }
        self.cut();
    }

    fn cut(&mut self) {
        self.too_many |= self.cells.len() > MOST_CELLS;
        if self.too_many {
            self.cells.clear();
        }
    }
}

impl Sums {
    fn merge(&mut self, other: Self) {
        self.first = self.first.min(other.first);
        self.rows += other.rows;
        for (period, sum) in other.by_period {
            match self.by_period.get_mut(&period) {
                Some(own) => own.merge(0, &sum, 0, &mut |id| id),
                None => {
                    self.by_period.insert(period, sum);
                }
            }
        }
    }
}
