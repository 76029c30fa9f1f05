//! Small tables read whole, row by row.

use arrow_array::cast::AsArray;
use arrow_array::{Array, StringViewArray};

use super::batch::{Batch, Table};
use super::read_error::ReadError;

/// One row of a table, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextRow {
    /// As a person sees it in a spreadsheet.
    pub number: u64,
    /// `None` where there is nothing.
    pub cells: Vec<Option<String>>,
}

/// The table's header, as a row, and all rows below it. Errors have the numbers of their rows.
pub(super) fn read_rows(mut table: Table) -> Result<Vec<TextRow>, ReadError> {
    let cells = table.header.iter().map(|name| (!name.is_empty()).then(|| name.clone())).collect();
    let mut rows = vec![TextRow { number: table.first_row.saturating_sub(1), cells }];
    let mut first_row = table.first_row;
    let numbered = |error: ReadError, first_row: u64| match error.row {
        Some(row) => error.with_row_number(first_row + row.row),
        None => error,
    };
    while let Some(chunk) = table.next_chunk().map_err(|error| numbered(error, first_row))? {
        let batch = chunk.into_batch(&table.projection).map_err(|error| numbered(error, first_row))?;
        rows.extend(rows_of(&batch, first_row));
        first_row += batch.physical_rows;
    }
    Ok(rows)
}

fn rows_of(batch: &Batch, first_row: u64) -> impl Iterator<Item = TextRow> {
    let columns: Vec<Option<&StringViewArray>> =
        batch.columns.iter().map(|column| column.as_string_view_opt()).collect();
    (0..batch.rows).map(move |row| {
        let cell = |column: Option<&StringViewArray>| {
            column.filter(|column| column.is_valid(row)).map(|column| column.value(row).to_owned())
        };
        TextRow { number: first_row + batch.numbers.before(row), cells: columns.iter().copied().map(cell).collect() }
    })
}
