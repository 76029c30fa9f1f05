//! Rows that are the sum of the others: left in, they count everything twice.
//!
//! Two things show one: a word in a cell (合計, Total), in tables that are small enough to be made by hand, together with
//! a number that is the sum of the other rows' of the same time; and a member of a dimension whose number is that in
//! each of several periods, whatever it is called.

mod members;
mod proof;
mod tally;
mod words;

pub(crate) use members::in_members;
pub(crate) use proof::in_rows;
pub(crate) use tally::{TotalCell, TotalCells, TotalTally};
