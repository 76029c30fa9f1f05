//! Rows whose cells are already text, from formats that are read whole: spreadsheets, JSON and TOML.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::StringViewBuilder;

use super::batch::{ChunkReader, FileColumns, Payload, RowNumbers};
use super::projection::Projection;
use super::read_error::ReadError;

/// How many rows make a chunk.
const ROWS_IN_CHUNK: usize = 1 << 15;

/// One row with the cells that are not empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CellRow {
    /// Physical rows before it, from the table's first row on.
    pub before: u64,
    /// By column, from 0, each at most once.
    pub cells: Vec<(usize, String)>,
}

/// Gives rows in chunks.
#[derive(Debug)]
pub(super) struct CellRows {
    rows: VecDeque<CellRow>,
    /// Physical rows of the chunks that have been given.
    given: u64,
    notes: u64,
}

impl CellRows {
    /// The rows below the header, in their order.
    pub fn new(rows: Vec<CellRow>) -> Self {
        Self { rows: rows.into(), given: 0, notes: 0 }
    }

    /// Says how many notes below the table are not among the rows.
    pub fn with_notes(self, notes: u64) -> Self {
        Self { notes, ..self }
    }
}

impl ChunkReader for CellRows {
    fn next_payload(&mut self) -> Result<Option<Box<dyn Payload>>, ReadError> {
        let count = self.rows.len().min(ROWS_IN_CHUNK);
        let rows: Vec<CellRow> = self.rows.drain(..count).collect();
        let Some(last) = rows.last() else { return Ok(None) };
        let piece = Piece { before: self.given, after: last.before + 1, rows };
        self.given = piece.after;
        Ok(Some(Box::new(piece)))
    }

    fn notes(&self) -> u64 {
        self.notes
    }
}

#[derive(Debug)]
struct Piece {
    before: u64,
    after: u64,
    rows: Vec<CellRow>,
}

impl Payload for Piece {
    fn read(mut self: Box<Self>, columns: &Projection) -> Result<FileColumns, ReadError> {
        self.rows.iter_mut().for_each(|row| row.before -= self.before);
        Ok(CellRow::columns_of(&self.rows, self.after - self.before, columns))
    }
}

impl CellRow {
    /// The columns that are needed; the rows' places are those in their chunk.
    pub fn columns_of(rows: &[Self], physical_rows: u64, columns: &Projection) -> FileColumns {
        let mut builders: Vec<StringViewBuilder> =
            columns.needed.iter().map(|_| StringViewBuilder::with_capacity(rows.len())).collect();
        for row in rows {
            for (builder, column) in builders.iter_mut().zip(&columns.needed) {
                let cell = row.cells.iter().find(|(place, _)| place == column).map(|(_, cell)| cell.trim());
                builder.append_option(cell.filter(|cell| !columns.is_missing(cell)));
            }
        }
        FileColumns {
            columns: builders.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef).collect(),
            rows: rows.len(),
            numbers: RowNumbers::Each(rows.iter().map(|row| row.before).collect()),
            physical_rows,
        }
    }
}
