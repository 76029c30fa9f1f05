//! The same lead followed through the stages of a funnel, from whatever source a stage's rows come.
//!
//! A scan keeps for each key its entry (the time of its first row of the first stage) in a table by the key's number, and
//! the rows of the later stages as pairs of key and time. When every source is read, each key is looked at once more:
//! what it reached within its window is counted in the period of its entry.
//!
//! Memory: 4 bytes for each row of a later stage besides the 4 of its key's number (16 more where it has an amount),
//! and for each different key at most 128 bytes while scanning in each thread, at most 512 while counting; where keys are
//! numbered densely, as `L000123` is, 4 and 16.

mod counting;
mod key_table;
mod program;
mod rows;
mod tally;
mod window;

pub(crate) use counting::{Entered, counted};
pub(crate) use program::{CohortProgram, StageProgram, of_source, stages_of};
pub(crate) use rows::{add_stages, entered, merge_cohorts};
pub(crate) use tally::CohortTally;
pub use window::{LastDay, Window};

use crate::base::period::Grain;
use crate::base::span::Spanned;
use crate::plan::ids::MeasureId;

/// What is asked of the cohorts of a funnel.
#[derive(Clone, Debug)]
pub struct CohortRequest {
    /// The column that says who a row is about; each stage's source has it.
    pub key: Spanned<String>,
    /// In the funnel's order.
    pub stages: Vec<CohortStageRequest>,
    pub window: Window,
    /// The periods that entries are grouped by.
    pub grain: Grain,
    /// One of the request's breakdowns: cohorts are also told apart by the group of the row of entry. Empty: not.
    pub by: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct CohortStageRequest {
    /// The rows of the stage are those that it counts or adds up.
    pub measure: MeasureId,
    /// Whether its numbers are added up, and not only the keys counted.
    pub adds_up: bool,
}
