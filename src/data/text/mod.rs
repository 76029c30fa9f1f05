//! Separated text: CSV, TSV and their relatives, in any encoding.

pub(super) mod blocks;
mod cells;
mod cutter;
pub(super) mod encoding;
mod last_rows;
mod plausible;
mod scanner;
mod sniff;
mod splitter;
#[cfg(test)]
mod tests;

use std::fs::File;

use super::batch::Table;
use super::open::{Asked, Columns};
use super::projection::Projection;
use super::read_error::ReadError;

use self::blocks::Blocks;
use self::sniff::{Sniffed, sniff};

/// How many bytes of a file are looked at to find out its encoding, separator and header.
pub(super) const SAMPLE: usize = 256 << 10;

/// Opens a file of separated text. `sample` is its first [`SAMPLE`] bytes, or the whole file.
pub(super) fn open(asked: &Asked, file: File, sample: &[u8]) -> Result<Table, ReadError> {
    open_blocks(asked, file, sample).map(|(blocks, sniffed, projection)| {
        Table::new(asked.shown, sniffed.header_row as u64 + 2, projection, Box::new(blocks))
    })
}

fn open_blocks(asked: &Asked, file: File, sample: &[u8]) -> Result<(Blocks, Sniffed, Projection), ReadError> {
    let sniffed = sniff(asked, sample)?;
    let projection = Projection::in_row(asked, sniffed.header.clone(), sniffed.header_row as u64 + 1)?;
    let mut blocks = Blocks::new(asked.shown, file, sniffed.encoding, sniffed.dialect, sniffed.header_row + 1)?;
    // In a table of one column every row has one cell.
    blocks.finds_notes =
        matches!(asked.columns, Columns::Named(_)) && sniffed.header.iter().filter(|name| !name.is_empty()).count() > 1;
    Ok((blocks, sniffed, projection))
}
