//! What a condition says of a batch's rows.

use arrow_array::cast::AsArray;

use crate::data::bits::Bits;
use crate::data::cell::truth::read_truth;

use super::{Cells, typed};

/// For each row yes, no, or neither: a missing cell leaves it open, an unreadable one spoils it.
#[derive(Clone, Debug)]
pub(crate) struct Truths {
    /// The rows that have been looked at.
    pub done: Bits,
    pub yes: Bits,
    pub no: Bits,
    /// The rows whose answer hangs on a cell that cannot be read.
    pub bad: Bits,
}

impl Truths {
    /// No row looked at yet.
    pub fn new(rows: usize) -> Self {
        let none = Bits::none(rows);
        Self { done: none.clone(), yes: none.clone(), no: none.clone(), bad: none }
    }

    /// The same answer for every row.
    pub fn always(answer: bool, rows: usize) -> Self {
        let (all, none) = (Bits::all(rows), Bits::none(rows));
        let (yes, no) = if answer { (all.clone(), none.clone()) } else { (none.clone(), all.clone()) };
        Self { done: all, yes, no, bad: none }
    }

    /// Yes and no for the rows that are `known`, neither for the others.
    pub fn of(yes: &Bits, known: &Bits) -> Self {
        let rows = known.rows();
        Self { done: Bits::all(rows), yes: yes.and(known), no: known.without(yes), bad: Bits::none(rows) }
    }

    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let no = self.no.or(&other.no);
        let bad = self.bad.or(&other.bad).without(&no);
        Self { done: self.done.and(&other.done), yes: self.yes.and(&other.yes), no, bad }
    }

    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.clone().not().and(&other.clone().not()).not()
    }

    /// The opposite. What is open stays open: a missing cell satisfies neither a condition nor its opposite.
    #[must_use]
    pub fn not(self) -> Self {
        Self { done: self.done, yes: self.no, no: self.yes, bad: self.bad }
    }

    /// Reads the cells of `demand` as truth values, as far as they have not been read.
    pub fn read(&mut self, cells: &Cells, demand: &Bits) {
        let fresh = demand.without(&self.done);
        self.done = self.done.or(&fresh);
        let present = fresh.and(&cells.present(fresh.rows()));
        let truth_of: Box<dyn Fn(usize) -> Option<bool>> = match cells {
            Cells::Plain(texts) => Box::new(|row| read_truth(texts.value(row))),
            Cells::Dictionary { keys, texts } => Box::new(|row| read_truth(texts.value(keys[row] as usize))),
            Cells::Typed(array) => match (array.as_boolean_opt(), typed::numbers(array)) {
                (Some(truths), _) => Box::new(|row| Some(truths.value(row))),
                (None, Some(numbers)) => Box::new(move |row| read_truth(&numbers(row)?.to_text())),
                (None, None) => Box::new(|_| None),
            },
        };
        present.for_each(|row| match truth_of(row) {
            Some(true) => self.yes.insert(row),
            Some(false) => self.no.insert(row),
            None => self.bad.insert(row),
        });
    }
}
