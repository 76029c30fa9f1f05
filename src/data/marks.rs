//! The currencies that the cells of what is added up say of themselves.

use std::collections::BTreeMap;

use super::cell::currency::Mark;
use super::date_order::Witness;
use super::place::RowPlace;
use super::program::ColumnId;

/// For each measure of a source's program and each column that it adds up, the first cell of every mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Marks {
    seen: BTreeMap<(usize, ColumnId), BTreeMap<Mark, Witness>>,
}

impl Marks {
    pub fn add(
        &mut self,
        measure: usize,
        column: ColumnId,
        mark: Mark,
        place: RowPlace,
        text: impl FnOnce() -> String,
    ) {
        let marks = self.seen.entry((measure, column)).or_default();
        if marks.get(&mark).is_none_or(|(known, _)| place < *known) {
            marks.insert(mark, (place, text()));
        }
    }

    pub fn merge(&mut self, other: Self) {
        for ((measure, column), marks) in other.seen {
            for (mark, (place, text)) in marks {
                self.add(measure, column, mark, place, || text);
            }
        }
    }

    /// For each column where one measure adds up amounts that can't be of one currency, two cells that show it, in the
    /// order of the files.
    pub fn contradictions(&self) -> BTreeMap<ColumnId, (Witness, Witness)> {
        let mut found = BTreeMap::new();
        for ((_, column), marks) in &self.seen {
            let mut cells: Vec<(&Witness, Mark)> = marks.iter().map(|(mark, witness)| (witness, *mark)).collect();
            cells.sort_unstable();
            let Some((first, mark)) = cells.first() else { continue };
            if let Some((other, _)) = cells.iter().find(|(_, other)| !mark.agrees_with(*other)) {
                found.entry(*column).or_insert(((*first).clone(), (*other).clone()));
            }
        }
        found
    }
}
