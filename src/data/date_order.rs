//! Whether days or months stand first in a column, found out from all of its cells.

use super::place::RowPlace;

/// Which of a date's two small numbers comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    Day,
    Month,
}

/// A cell that bears witness: the first of its kind in the order of the files.
pub(crate) type Witness = (RowPlace, String);

/// What the cells of a column have shown so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    /// Cells that can only be read day first, as `22/11/2026`.
    pub day_first: Option<Witness>,
    pub month_first: Option<Witness>,
    /// Cells that can be read either way.
    pub either: Option<Witness>,
}

/// What a column's cells come to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Finding {
    /// No cell asks.
    NotNeeded,
    Found(First),
    /// Nothing decides; a cell that could be read either way.
    Open(Witness),
    /// One cell can only be day first, another only month first.
    Contradictory {
        day_first: Witness,
        month_first: Witness,
    },
}

impl Evidence {
    pub fn merge(&mut self, other: Self) {
        for (own, other) in [
            (&mut self.day_first, other.day_first),
            (&mut self.month_first, other.month_first),
            (&mut self.either, other.either),
        ] {
            if let Some(other) = other {
                keep_first(own, other.0, || other.1);
            }
        }
    }

    /// What follows from the cells seen.
    pub fn finding(&self) -> Finding {
        match (&self.day_first, &self.month_first, &self.either) {
            (Some(day_first), Some(month_first), _) => {
                Finding::Contradictory { day_first: day_first.clone(), month_first: month_first.clone() }
            }
            (Some(_), None, _) => Finding::Found(First::Day),
            (None, Some(_), _) => Finding::Found(First::Month),
            (None, None, Some(witness)) => Finding::Open(witness.clone()),
            (None, None, None) => Finding::NotNeeded,
        }
    }
}

/// Keeps the witness that comes first.
pub(crate) fn keep_first(witness: &mut Option<Witness>, place: RowPlace, text: impl FnOnce() -> String) {
    if witness.as_ref().is_none_or(|(known, _)| place < *known) {
        *witness = Some((place, text()));
    }
}
