//! From a block of separated text to columns, without copying what is not written between quotes.

use std::sync::Arc;

use arrow_array::{ArrayRef, StringViewArray, new_null_array};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::DataType;

use crate::base::message::Message;
use crate::data::batch::{FileColumns, RowNumbers};
use crate::data::projection::{Projection, shown_columns};
use crate::data::read_error::{RaggedRows, ReadError};

use super::cells::trimmed;
use super::encoding::undecodable;
use super::scanner::{Cell, Dialect, Scanner, Writing, records_before, unescape};

/// Up to this length a string lies in its view (Arrow's format for string views).
const INLINE: usize = 12;

/// How many bytes a record has at least, usually: what is reserved for a block's rows.
const SHORT_RECORD: usize = 32;

/// The place of a column that is not asked for.
const NOT_ASKED: usize = usize::MAX;

/// Splits a block of whole records, encoded in UTF-8, into the columns that are needed. Bytes that are no UTF-8 are an
/// error where they are asked for.
pub(super) fn split(text: Vec<u8>, dialect: Dialect, columns: &Projection) -> Result<FileColumns, ReadError> {
    let text = Buffer::from_vec(text);
    let mut splitter = Splitter::new(&text, columns);
    let mut scanner = Scanner::new(&text, dialect);
    for cell in scanner.by_ref() {
        splitter.take(cell);
        if cell.ends_record {
            splitter.end_record(cell.end.min(text.len()), dialect);
        }
    }
    let ragged = splitter.ragged.first.first().map(|(row, _)| *row);
    if let Some(quote) = scanner.text_behind_quote() {
        let row = records_before(&text, dialect, quote);
        if ragged.is_none_or(|ragged| row <= ragged) {
            return Err(text_behind_quote(columns, row).of_chunk_with(splitter.physical_rows));
        }
    }
    if ragged.is_some() {
        return Err(splitter.ragged_rows());
    }
    let rows = splitter.physical_rows;
    splitter.finish(&text).ok_or_else(|| {
        let valid = std::str::from_utf8(&text).map_or_else(|error| error.valid_up_to(), str::len);
        let row = records_before(&text, dialect, valid);
        undecodable(&columns.file, encoding_rs::UTF_8, row).of_chunk_with(rows)
    })
}

/// One column's strings, as Arrow's views; all zero is a missing cell.
type Views = Vec<u128>;

struct Splitter<'a> {
    text: &'a [u8],
    columns: &'a Projection,
    /// For each column of the file its place in `views`.
    places: Vec<usize>,
    /// One past the last column that has to be there, and that is read.
    least_cells: usize,
    most_cells: usize,
    views: Vec<Views>,
    /// Texts of cells that don't stand in the block as they are.
    unescaped: Vec<u8>,
    /// Cells of the record so far.
    cells: usize,
    record_start: usize,
    /// Whether a needed cell of the record holds anything.
    holds_text: bool,
    /// Whether a cell beyond the header's last holds anything.
    holds_surplus: bool,
    rows: usize,
    physical_rows: u64,
    gaps: Vec<(usize, u64)>,
    ragged: RaggedRows,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a [u8], columns: &'a Projection) -> Self {
        let mut places = vec![NOT_ASKED; columns.header.len()];
        for (place, column) in columns.needed.iter().enumerate() {
            if let Some(of_column) = places.get_mut(*column) {
                *of_column = place;
            }
        }
        let views = columns.needed.iter().map(|_| Vec::with_capacity(text.len() / SHORT_RECORD)).collect();
        Self {
            text,
            columns,
            places,
            least_cells: columns.relied().iter().max().map_or(0, |last| last + 1),
            most_cells: columns.needed.iter().max().map_or(0, |last| last + 1),
            views,
            unescaped: Vec::new(),
            cells: 0,
            record_start: 0,
            holds_text: false,
            holds_surplus: false,
            rows: 0,
            physical_rows: 0,
            gaps: Vec::new(),
            ragged: RaggedRows::default(),
        }
    }

    /// Takes in the record's next cell.
    #[inline]
    fn take(&mut self, cell: Cell) {
        match self.places.get(self.cells) {
            Some(&NOT_ASKED) => {}
            Some(&place) => {
                let view = self.view(cell);
                self.holds_text |= view != 0;
                if let Some(views) = self.views.get_mut(place) {
                    views.push(view);
                }
            }
            None => self.holds_surplus |= !trimmed(self.text.get(cell.start..cell.end).unwrap_or_default()).is_empty(),
        }
        self.cells += 1;
    }

    /// The view of a cell's text.
    #[inline]
    fn view(&mut self, cell: Cell) -> u128 {
        let written = self.text.get(cell.start..cell.end).unwrap_or_default();
        if cell.writing == Writing::Escaped {
            return self.escaped_view(written);
        }
        let cell_text = trimmed(written);
        if self.is_missing(cell_text) {
            return 0;
        }
        // `trimmed` gives a part of `written`.
        let start = cell.start + (cell_text.as_ptr().addr() - written.as_ptr().addr());
        view_of(self.text, start, cell_text.len(), 0)
    }

    fn escaped_view(&mut self, written: &[u8]) -> u128 {
        let text = unescape(written);
        let text = trimmed(&text);
        if self.is_missing(text) {
            return 0;
        }
        let start = self.unescaped.len();
        self.unescaped.extend_from_slice(text);
        view_of(&self.unescaped, start, text.len(), 1)
    }

    #[inline]
    fn is_missing(&self, text: &[u8]) -> bool {
        text.is_empty() || self.columns.missing.iter().any(|missing| missing.as_bytes() == text)
    }

    /// Makes the cells a row, unless the record is blank.
    #[inline]
    fn end_record(&mut self, end: usize, dialect: Dialect) {
        let cells = std::mem::take(&mut self.cells);
        if !self.holds_text && self.is_blank(end, dialect) {
            self.drop_record();
        } else if self.holds_surplus || (cells < self.least_cells && !self.columns.short_rows_allowed) {
            self.ragged.add(self.physical_rows, cells as u64);
            self.drop_record();
        } else {
            self.rows += 1;
            if cells < self.most_cells {
                self.views.iter_mut().for_each(|views| views.resize(self.rows, 0));
            }
        }
        self.record_start = end + 1;
        self.physical_rows += 1;
        self.holds_text = false;
        self.holds_surplus = false;
    }

    /// Whether the record has nothing but separators, spaces and empty quotes.
    fn is_blank(&self, end: usize, dialect: Dialect) -> bool {
        let record = self.text.get(self.record_start..end).unwrap_or_default();
        let mut cells = record.split(|byte| *byte == dialect.separator || *byte == b'"');
        cells.all(|cell| trimmed(cell).is_empty())
    }

    fn drop_record(&mut self) {
        self.views.iter_mut().for_each(|views| views.truncate(self.rows));
        let skipped = self.physical_rows + 1 - self.rows as u64;
        match self.gaps.last_mut() {
            Some((from, known)) if *from == self.rows => *known = skipped,
            _ => self.gaps.push((self.rows, skipped)),
        }
    }

    /// The error for the rows whose width is wrong; there is at least one.
    fn ragged_rows(self) -> ReadError {
        let (row, cells) = self.ragged.first.first().copied().unwrap_or_default();
        let (columns, more) = shown_columns(&self.columns.header);
        let message = Message::new("ragged-row")
            .with("file", &self.columns.file)
            .with("cells", cells)
            .with("headers", self.columns.header.len());
        let help = if more > 0 {
            Message::new("ragged-row.help-more").with("more", more)
        } else {
            Message::new("ragged-row.help")
        };
        let error = ReadError::new(message).help(help.with("columns", columns)).in_row(row);
        let mut error = error.of_chunk_with(self.physical_rows);
        error.ragged = Some(Box::new(self.ragged));
        error
    }

    fn finish(self, text: &Buffer) -> Option<FileColumns> {
        let buffers: Arc<[Buffer]> = Arc::new([text.clone(), Buffer::from_vec(self.unescaped)]);
        let (rows, relied) = (self.rows, self.columns.relied);
        let columns = self.views.into_iter().enumerate().map(|(place, views)| {
            // What is only looked through may be unreadable.
            let unreadable = || (place >= relied).then(|| new_null_array(&DataType::Utf8View, rows));
            column_of(views, &buffers).or_else(unreadable)
        });
        let columns: Option<Vec<ArrayRef>> = columns.collect();
        Some(FileColumns {
            columns: columns?,
            rows: self.rows,
            numbers: RowNumbers::Gaps(self.gaps),
            physical_rows: self.physical_rows,
        })
    }
}

/// The error for a quoted cell over several lines with something after its closing quote: most likely the quote that
/// opens it is one too many, and the rows below are swallowed.
fn text_behind_quote(columns: &Projection, row: u64) -> ReadError {
    let error = Message::new("text-behind-quote").with("file", &columns.file);
    ReadError::new(error).help(Message::new("text-behind-quote.help")).in_row(row)
}

/// The view of the bytes `start..start + length` of the buffer with this number.
#[inline]
fn view_of(buffer: &[u8], start: usize, length: usize, number: u32) -> u128 {
    let from = buffer.get(start..).unwrap_or_default();
    // Four or twelve bytes are cut out of sixteen where there are as many, which is all but always.
    let bytes = from.first_chunk::<16>().copied().unwrap_or_else(|| {
        let mut padded = [0; 16];
        padded.iter_mut().zip(from).for_each(|(to, byte)| *to = *byte);
        padded
    });
    let bytes = u128::from_le_bytes(bytes);
    if length <= INLINE {
        let kept = (1 << (length * 8)) - 1;
        return ((bytes & kept) << 32) | length as u128;
    }
    let prefix = bytes & u128::from(u32::MAX);
    (start as u128) << 96 | u128::from(number) << 64 | prefix << 32 | length as u128
}

fn column_of(views: Views, buffers: &Arc<[Buffer]>) -> Option<ArrayRef> {
    let present = BooleanBuffer::collect_bool(views.len(), |row| views[row] != 0);
    let nulls = NullBuffer::new(present);
    let nulls = (nulls.null_count() > 0).then_some(nulls);
    let column = StringViewArray::try_new(ScalarBuffer::from(views), Arc::clone(buffers), nulls).ok()?;
    Some(Arc::new(column))
}
