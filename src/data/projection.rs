//! Where the columns that a plan asks for stand in a file.

use super::batch::{Batch, Rows};
use super::read_error::ReadError;

/// The columns that were asked for, found in one file's header.
#[derive(Clone, Debug)]
pub struct Projection {
    /// The file's columns that have to be read, by their place in the header, each once.
    pub(super) needed: Vec<usize>,
    /// For each column that was asked for, its place in `needed`.
    asked: Vec<usize>,
    pub(super) header: Vec<String>,
}

impl Projection {
    /// Puts the columns in the order in which they were asked for.
    pub(super) fn batch(&self, rows: Rows, chunk: usize) -> Result<Batch, ReadError> {
        let columns = self.asked.iter().filter_map(|place| rows.columns.get(*place).cloned()).collect();
        Ok(Batch { columns, rows: rows.rows, numbers: rows.numbers, chunk, physical_rows: rows.physical_rows })
    }
}
