//! What every format is turned into: tables that give chunks, and chunks that give batches of columns.

use std::sync::Arc;

use arrow_array::ArrayRef;

use super::projection::Projection;
use super::read_error::ReadError;

/// Some rows of a file, with only the columns that were asked for.
#[derive(Debug)]
pub struct Batch {
    /// In the order in which they were asked for, each `rows` long. Text formats and spreadsheets give
    /// `StringViewArray`s, whose cells are trimmed (the ideographic space too) and null where they are empty or
    /// written as missing. Parquet gives its own types, strings as dictionaries where that is cheap.
    pub columns: Vec<ArrayRef>,
    /// Columns with their names that nobody asks for, to be looked through like those above for what a row is; `None`
    /// where none is.
    pub watched: Option<Vec<(String, ArrayRef)>>,
    pub rows: usize,
    pub numbers: RowNumbers,
    /// The number of the chunk that it was made of.
    pub chunk: usize,
    /// How many rows a person sees of this chunk in a spreadsheet, blank ones included.
    pub physical_rows: u64,
}

/// Where each row of a batch stands in its chunk: the physical rows of the chunk before it. Its number for people is
/// the table's `first_row` + the `physical_rows` of all chunks before + this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowNumbers {
    /// One after the other, except that from row `gap.0` on, `gap.1` physical rows in all gave no row.
    Gaps(Vec<(usize, u64)>),
    Each(Vec<u64>),
}

impl RowNumbers {
    /// No gap at all.
    pub const CONSECUTIVE: Self = Self::Gaps(Vec::new());

    /// How many physical rows of the chunk stand before the batch's row `row`.
    #[must_use]
    pub fn before(&self, row: usize) -> u64 {
        match self {
            Self::Gaps(gaps) => {
                let passed = gaps.partition_point(|(from, _)| *from <= row);
                let skipped = passed.checked_sub(1).and_then(|last| gaps.get(last)).map_or(0, |(_, skipped)| *skipped);
                row as u64 + skipped
            }
            Self::Each(rows) => rows.get(row).copied().unwrap_or_default(),
        }
    }
}

/// A piece of a file that can be turned into a batch on any thread.
#[derive(Debug)]
pub struct Chunk {
    /// From 0, in the order of the file.
    pub number: usize,
    payload: Box<dyn Payload>,
}

impl Chunk {
    /// The columns of `columns`, which is the projection of the table that the chunk comes from.
    pub fn into_batch(self, columns: &Projection) -> Result<Batch, ReadError> {
        let number = self.number;
        let rows = self.payload.read(columns).map_err(|error| error.in_chunk(number))?;
        Ok(columns.batch(rows, number))
    }
}

/// An opened file: its header, what was found out about it, and its chunks in order.
#[derive(Debug)]
pub struct Table {
    /// The file, as it is shown.
    pub name: String,
    /// Every column's name, without the spaces around it; empty for a column without one.
    pub header: Vec<String>,
    /// The number of the row below the header, as a person sees it in a spreadsheet, from 1.
    pub first_row: u64,
    /// Where the columns that were asked for stand.
    pub projection: Arc<Projection>,
    chunks: Box<dyn ChunkReader>,
    given: usize,
}

impl Table {
    pub(super) fn new(name: &str, first_row: u64, projection: Projection, chunks: Box<dyn ChunkReader>) -> Self {
        let header = projection.header.clone();
        Self { name: name.to_owned(), header, first_row, projection: Arc::new(projection), chunks, given: 0 }
    }

    /// The next piece of the file, `None` at its end. To be called by one thread.
    pub fn next_chunk(&mut self) -> Result<Option<Chunk>, ReadError> {
        let number = self.given;
        let payload = self.chunks.next_payload().map_err(|error| error.in_chunk(number))?;
        self.given += usize::from(payload.is_some());
        Ok(payload.map(|payload| Chunk { number, payload }))
    }

    /// How many bytes of the file have been taken off, where the format goes through it from the beginning to the end.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        self.chunks.position()
    }

    /// The encoding of a text file, by its name in the Encoding Standard, as far as it has been read; `None` for
    /// other formats.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        self.chunks.encoding()
    }

    /// How many notes below the table were left out, once it has been read to its end.
    #[must_use]
    pub fn notes(&self) -> u64 {
        self.chunks.notes()
    }
}

/// Reads a file piece by piece.
pub(super) trait ChunkReader: Send + std::fmt::Debug {
    fn next_payload(&mut self) -> Result<Option<Box<dyn Payload>>, ReadError>;

    /// As of [`Table::position`].
    fn position(&self) -> Option<u64> {
        None
    }

    /// As of [`Table::encoding`].
    fn encoding(&self) -> Option<&'static str> {
        None
    }

    /// As of [`Table::notes`].
    fn notes(&self) -> u64 {
        0
    }
}

/// A piece of a file, still in the file's own format.
pub(super) trait Payload: Send + std::fmt::Debug {
    /// The file's columns that the projection needs, in its order.
    fn read(self: Box<Self>, columns: &Projection) -> Result<FileColumns, ReadError>;
}

/// Rows with the file's own columns, before columns are turned into rows and put in the order asked.
#[derive(Debug)]
pub(super) struct FileColumns {
    /// One for each of [`Projection::needed`].
    pub columns: Vec<ArrayRef>,
    pub rows: usize,
    pub numbers: RowNumbers,
    pub physical_rows: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_rows_count_for_the_rows_below_them() {
        let numbers = RowNumbers::Gaps(vec![(0, 1), (2, 3)]);
        let seen: Vec<u64> = (0..4).map(|row| numbers.before(row)).collect();
        assert_eq!(seen, [1, 2, 5, 6]);
        assert_eq!(RowNumbers::CONSECUTIVE.before(7), 7);
    }
}
