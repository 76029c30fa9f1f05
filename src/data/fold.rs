//! Adds one batch of rows to what has been found so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{NullArray, StringViewArray};
use arrow_buffer::ScalarBuffer;

use super::accumulate::Input;
use super::batch::Batch;
use super::bits::Bits;
use super::cell::currency::Mark;
use super::cell::number::Number;
use super::cohorts::add_stages;
use super::column::{Cells, MISSING};
use super::lookup::LoadedLookup;
use super::partial::Partial;
use super::place::BatchPlace;
use super::program::evaluate::Evaluation;
use super::program::{ColumnId, NodeId};
use super::slots::SlotOfRow;
use super::source_program::{Argument, Breakdown, ColumnOrigin, MeasureProgram, Root, SourceProgram};
use super::total_rows::{TotalCell, TotalCells};
use super::trouble::{Cell, CellKind};
use crate::base::vocabulary::Function;
use crate::plan::unit::{Currency, UnitKind};

/// What every batch of a source is folded with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fold<'a> {
    pub program: &'a SourceProgram<'a>,
    /// By join.
    pub lookups: &'a [Arc<LoadedLookup>],
    /// The last day that counts, from 1970-01-01.
    pub as_of: i32,
}

/// How many rows are worked on at once: few enough for the processor's caches, whatever the size of a chunk.
const ROWS_AT_A_TIME: usize = 1 << 15;

/// A batch under way.
struct Step<'a> {
    fold: Fold<'a>,
    rows: Evaluation<'a>,
    partial: &'a mut Partial,
    /// The rows that count so far.
    active: Bits,
    /// By join: of these, those that it leaves without a match.
    without_match: Vec<Bits>,
    /// The rows that call themselves totals.
    totals: Vec<(&'a TotalCell, Bits)>,
    /// For each leaf the rows that would need the cells that it cannot read.
    blamed: BTreeMap<NodeId, Bits>,
    /// The rows whose cells say another currency than they are added up in.
    foreign: BTreeMap<(ColumnId, Currency), Bits>,
    place: BatchPlace<'a>,
}

impl Fold<'_> {
    /// Adds a batch of the file with this place among the source's files.
    pub fn add(&self, partial: &mut Partial, batch: &Batch, file: usize) {
        partial.rows += batch.rows as u64;
        partial.chunk_rows.push((file, batch.chunk, batch.physical_rows));
        if batch.rows == 0 {
            return;
        }
        let (cells, keys) = self.cells(batch);
        let total_cells = TotalCells::of(batch, self.program);
        for from in (0..batch.rows).step_by(ROWS_AT_A_TIME) {
            let rows = ROWS_AT_A_TIME.min(batch.rows - from);
            let cells = cells.iter().map(|cells| cells.slice(from, rows)).collect();
            let keys: Vec<ScalarBuffer<u32>> = keys.iter().map(|keys| keys.slice(from, rows)).collect();
            let place = BatchPlace { file, chunk: batch.chunk, from, numbers: &batch.numbers };
            let totals = total_cells.part(from, rows);
            self.add_rows(partial, Evaluation::new(&self.program.program, rows, cells, place), &keys, totals, place);
        }
    }

    fn add_rows<'a>(
        &'a self,
        partial: &'a mut Partial,
        rows: Evaluation<'a>,
        keys: &[ScalarBuffer<u32>],
        totals: Vec<(&'a TotalCell, Bits)>,
        place: BatchPlace<'a>,
    ) {
        let active = Bits::all(rows.rows());
        let (blamed, foreign) = (BTreeMap::new(), BTreeMap::new());
        let without_match = Vec::new();
        let mut step = Step { fold: *self, rows, partial, active, without_match, totals, blamed, foreign, place };
        step.leave_out();
        let in_time: Vec<Bits> = (0..self.program.times.len()).map(|time| step.in_time(time)).collect();
        step.count_unmatched(keys, &in_time);
        let groups = step.groups(&in_time);
        let slots = step.slots(&in_time, &groups);
        self.program.cohorts.iter().for_each(|cohort| {
            step.rows.texts(cohort.key);
        });
        for (place, measure) in self.program.measures.iter().enumerate() {
            step.measure(place, measure, &in_time[measure.time], (&slots, &groups));
        }
        step.report();
    }

    /// The cells of the program's columns, and for each join the keys that found nothing as [`MISSING`].
    fn cells(&self, batch: &Batch) -> (Vec<Cells>, Vec<ScalarBuffer<u32>>) {
        let own: Vec<Cells> = batch.columns.iter().map(Cells::of).collect();
        let cell_of = |column: usize| match self.program.origins[column] {
            ColumnOrigin::Own(place) => own.get(place).cloned().unwrap_or(Cells::Dictionary {
                keys: vec![MISSING; batch.rows].into(),
                texts: StringViewArray::new_null(0),
            }),
            ColumnOrigin::Joined(..) => Cells::Typed(Arc::new(NullArray::new(batch.rows))),
        };
        let keys: Vec<ScalarBuffer<u32>> = self
            .program
            .joins
            .iter()
            .zip(self.lookups)
            .map(|(join, lookup)| lookup.keys.found(&cell_of(join.via).into_texts(), batch.rows).into())
            .collect();
        let cells = self.program.origins.iter().enumerate().map(|(column, origin)| match origin {
            ColumnOrigin::Own(_) => cell_of(column),
            ColumnOrigin::Joined(join, place) => {
                Cells::Dictionary { keys: keys[*join].clone(), texts: self.lookups[*join].columns[*place].clone() }
            }
        });
        (cells.collect(), keys)
    }
}

impl Step<'_> {
    /// The rows of `rows` for which a condition is true.
    fn holds(&mut self, root: &Root, rows: &Bits) -> Bits {
        self.rows.compute(&root.needed, rows, &mut self.partial.readers);
        self.blame(root, rows);
        self.rows.truths(root.node).map_or_else(|| Bits::none(rows.rows()), |truths| truths.yes.and(rows))
    }

    /// Notes the unreadable cells that an expression needs in `rows`.
    fn blame(&mut self, root: &Root, rows: &Bits) {
        let Some(bad) = self.rows.bad(root.node).map(|bad| bad.and(rows)).filter(|bad| !bad.is_empty()) else { return };
        for leaf in &root.leaves {
            if let Some(cells) = self.rows.bad(*leaf).map(|cells| cells.and(&bad)) {
                let blamed = self.blamed.entry(*leaf).or_insert_with(|| Bits::none(rows.rows()));
                *blamed = blamed.or(&cells);
            }
        }
    }

    /// Leaves out the rows that `skip rows` and the source's `where` leave out.
    fn leave_out(&mut self) {
        let program = self.fold.program;
        for (place, root) in program.skip.iter().enumerate() {
            let skipped = self.holds(root, &self.active.clone());
            self.partial.skipped += skipped.count();
            self.partial.skip_applied[place] |= !skipped.is_empty();
            self.active = self.active.without(&skipped);
        }
        if let Some(root) = &program.filter {
            let kept = self.holds(root, &self.active.clone());
            self.partial.filtered += self.active.count() - kept.count();
            self.active = kept;
        }
    }

    /// Counts the rows whose key a lookup doesn't know, up to the as-of date by the source's time column or any other.
    fn count_unmatched(&mut self, keys: &[ScalarBuffer<u32>], in_time: &[Bits]) {
        for (join, keys) in keys.iter().enumerate() {
            let without = Bits::where_true(self.active.rows(), |row| keys[row] == MISSING).and(&self.active);
            if !without.is_empty() {
                let later = self.later(&without, in_time);
                let cells = self.rows.texts(self.fold.program.joins[join].via);
                self.partial.unmatched[join].add(cells, &without.without(&later));
            }
            self.without_match.push(without);
        }
    }

    /// Those of the rows that lie after the as-of date, whatever the time column.
    fn later(&self, rows: &Bits, in_time: &[Bits]) -> Bits {
        let Some(own) = self.fold.program.own_time else { return Bits::none(rows.rows()) };
        let dates = self.rows.dates(self.fold.program.times[own].root.node);
        let with_day = dates.map_or_else(|| Bits::none(rows.rows()), |dates| dates.present.and(rows));
        in_time.iter().fold(with_day, |later, in_time| later.without(in_time))
    }

    /// The rows that have a day up to the as-of date, by a time column.
    fn in_time(&mut self, time: usize) -> Bits {
        let (program, as_of) = (self.fold.program, self.fold.as_of);
        let root = &program.times[time].root;
        self.rows.compute(&root.needed, &self.active, &mut self.partial.readers);
        self.blame(root, &self.active.clone());
        let Some(dates) = self.rows.dates(root.node) else { return Bits::none(self.active.rows()) };
        let with_day = dates.present.and(&self.active);
        self.partial.undated[time] += self.active.without(&with_day).without(&dates.bad).count();
        let up_to = Bits::where_true(with_day.rows(), |row| dates.days[row] <= as_of).and(&with_day);
        if program.own_time == Some(time) {
            self.partial.later += with_day.count() - up_to.count();
        }
        let seen = &mut self.partial.days[time];
        let mut last = None;
        up_to.for_each(|row| {
            let day = dates.days[row];
            if last != Some(day) {
                seen.of_day(day);
                last = Some(day);
            }
        });
        up_to
    }

    /// For each breakdown the groups of the rows that have a time.
    fn groups(&mut self, in_time: &[Bits]) -> Vec<Option<Vec<u32>>> {
        let program = self.fold.program;
        let dated = in_time.iter().fold(Bits::none(self.active.rows()), |all, rows| all.or(rows));
        let members: Vec<Vec<u32>> = program
            .member_columns
            .iter()
            .zip(&mut self.partial.members)
            .map(|(column, members)| members.ids(self.rows.texts(*column), &dated))
            .collect();
        let groups_of = |(breakdown, groups): (&Breakdown, &mut super::groups::Groups)| {
            let members: Vec<&[u32]> = breakdown.members.iter().map(|column| members[*column].as_slice()).collect();
            groups.of_rows(&members, &dated)
        };
        program.breakdowns.iter().zip(&mut self.partial.groups).map(groups_of).collect()
    }

    /// For each axis the slots of its rows.
    fn slots(&mut self, in_time: &[Bits], groups: &[Option<Vec<u32>>]) -> Vec<SlotOfRow> {
        let program = self.fold.program;
        let mut slots = Vec::new();
        for (axis, partial) in program.axes.iter().zip(&mut self.partial.axes) {
            let days = self.rows.dates(program.times[axis.time].root.node).map_or(&[][..], |dates| &dates.days);
            let groups = groups[axis.breakdown].as_deref();
            slots.push(partial.slots.of_rows(&in_time[axis.time], days, &mut partial.periods, groups));
            partial.grow();
        }
        slots
    }

    /// Adds a measure's rows to its slots.
    fn measure(
        &mut self,
        place: usize,
        measure: &MeasureProgram,
        in_time: &Bits,
        (slots, groups): (&[SlotOfRow], &[Option<Vec<u32>>]),
    ) {
        let matching = match &measure.filter {
            Some(root) => {
                // Asked of all rows that count, so that measures by other time columns share the answer.
                self.rows.compute(&root.needed, &self.active, &mut self.partial.readers);
                self.note_match(place, root);
                self.holds(root, in_time)
            }
            None => in_time.clone(),
        };
        if matching.is_empty() {
            return;
        }
        let (rows, ids) = self.argument(&measure.argument, &matching);
        self.look_at_currencies(place, measure, &rows);
        let program = self.fold.program;
        let number = match &measure.argument {
            Argument::Number(root) => Some(root.node),
            _ => None,
        };
        let input = Input {
            rows: &rows,
            slots: &SlotOfRow::Same(0),
            numbers: number.and_then(|node| self.rows.numbers(node)),
            days: self.rows.dates(program.times[measure.time].root.node).map_or(&[], |dates| &dates.days),
            ids: &ids,
        };
        for axis in &measure.axes {
            if let Some(accumulator) = &mut self.partial.axes[*axis].accumulators[place] {
                accumulator.add(&Input { slots: &slots[*axis], ..input });
            }
        }
        for (unmatched, rows) in self.partial.unmatched.iter_mut().zip(&self.without_match) {
            unmatched.add_amount(place, &input, rows);
        }
        add_stages(program, self.partial, &self.rows, measure, &input, groups);
        if let Some(axis) = program.total_axis(measure).filter(|_| measure.measure.function == Function::Sum) {
            let Partial { total_rows, axes, .. } = &mut *self.partial;
            let period_of = |row| axes[axis].period_of_slot(slots[axis].of(row));
            for (cell, rows) in &self.totals {
                total_rows.add(cell, &rows.and(input.rows), (place, measure), input, self.place, period_of);
            }
        }
    }

    /// Notes whether a measure's condition is true of any row that counts, until it is.
    fn note_match(&mut self, place: usize, root: &Root) {
        if !self.partial.matched[place] {
            let holds = self.rows.truths(root.node).map(|truths| truths.yes.and(&self.active));
            self.partial.matched[place] = holds.is_some_and(|rows| !rows.is_empty());
        }
    }

    /// Notes which currencies the cells of what is added up say, and those that the measure's can't be.
    fn look_at_currencies(&mut self, place: usize, measure: &MeasureProgram, rows: &Bits) {
        let said = match measure.measure.unit.kind() {
            UnitKind::Money(currency) => Some(currency),
            _ => None,
        };
        for (node, column) in &measure.amounts {
            let Some(marks) = self.rows.numbers(*node).map(|numbers| &numbers.marks).filter(|marks| !marks.is_empty())
            else {
                continue;
            };
            let mut seen: Vec<Mark> = Vec::new();
            rows.for_each(|row| match (marks[row], said) {
                (Some(mark), Some(said)) if !mark.fits(said) => {
                    let foreign = self.foreign.entry((*column, said));
                    foreign.or_insert_with(|| Bits::none(rows.rows())).insert(row);
                }
                // Of each mark only the first cell is of interest.
                (Some(mark), _) if !seen.contains(&mark) => {
                    seen.push(mark);
                    let text = || self.rows.cells(*column).text(row).unwrap_or_default();
                    self.partial.marks.add(place, *column, mark, self.place.row(row), text);
                }
                _ => {}
            });
        }
    }

    /// Those of the matching rows for which the argument has a value, and the numbers of distinct values.
    fn argument(&mut self, argument: &Argument, matching: &Bits) -> (Bits, Vec<u32>) {
        match argument {
            Argument::Row => (matching.clone(), Vec::new()),
            Argument::Cell(column) => (self.rows.cells(*column).present(matching.rows()).and(matching), Vec::new()),
            Argument::Number(root) => (self.numbers(root, matching), Vec::new()),
            Argument::DistinctCell(column, list) => {
                let cells = self.rows.texts(*column);
                let ids = self.partial.lists[*list].ids(cells, matching);
                (cells.present(matching.rows()).and(matching), ids)
            }
            Argument::DistinctNumber(root, list) => {
                let present = self.numbers(root, matching);
                let mut ids = vec![MISSING; matching.rows()];
                if let Some(numbers) = self.rows.numbers(root.node) {
                    let list = &mut self.partial.lists[*list];
                    present.for_each(|row| {
                        ids[row] = list.id(&Number::of_rational(numbers.values.rational(row)).to_text());
                    });
                }
                (present, ids)
            }
        }
    }

    /// Computes a number; the rows that have one.
    fn numbers(&mut self, root: &Root, rows: &Bits) -> Bits {
        self.rows.compute(&root.needed, rows, &mut self.partial.readers);
        self.blame(root, rows);
        self.rows.numbers(root.node).map_or_else(|| Bits::none(rows.rows()), |numbers| numbers.present.and(rows))
    }

    /// Records the unreadable cells, each once.
    fn report(self) {
        let unreadable = self.blamed.iter().filter_map(|(node, rows)| {
            let (column, kind) = self.fold.program.leaf(*node)?;
            Some((column, kind, rows))
        });
        let foreign = self.foreign.iter().map(|((column, said), rows)| (*column, CellKind::AmountIn(*said), rows));
        for (column, kind, rows) in unreadable.chain(foreign) {
            let header = self.fold.program.header_above(column);
            let text = |column: ColumnId, row: usize| self.rows.cells(column).text(row);
            rows.for_each(|row| {
                let cell = || Cell {
                    text: text(column, row).unwrap_or_default(),
                    below: header.and_then(|header| text(header, row)),
                };
                self.partial.troubles.add(column, kind, self.place.row(row), cell);
            });
        }
    }
}
