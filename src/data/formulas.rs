//! Formulas of a workbook that were never computed.

use std::collections::BTreeSet;

use calamine::Sheets;

use crate::base::message::Message;

use super::projection::{Projection, column_letters};
use super::read_error::ReadError;
use super::spreadsheet::Book;

/// How many characters of a formula are shown.
const SHOWN_CHARACTERS: usize = 60;

/// The error for needed cells below the header that have a formula and no value. Excel saves the values; programs that
/// write workbooks mostly don't compute any. `empty` are the cells without a value.
pub(super) fn formula_without_value(
    book: &mut Book,
    sheet: &str,
    projection: &Projection,
    first_row: u64,
    empty: &[(u32, u32)],
) -> Option<ReadError> {
    let is_needed =
        |(row, column): &&(u32, u32)| u64::from(*row) >= first_row && projection.relied().contains(&(*column as usize));
    let empty: BTreeSet<(u32, u32)> = empty.iter().filter(is_needed).copied().collect();
    let Sheets::Xlsx(book) = book else { return None };
    if empty.is_empty() {
        return None;
    }
    let mut first: Option<((u32, u32), String)> = None;
    let mut count = 0u64;
    let mut cells = book.worksheet_cells_reader(sheet).ok()?;
    while let Ok(Some(cell)) = cells.next_formula() {
        let place = cell.get_position();
        if !cell.get_value().is_empty() && empty.contains(&place) {
            count += 1;
            if first.as_ref().is_none_or(|(known, _)| place < *known) {
                first = Some((place, cell.get_value().clone()));
            }
        }
    }
    let ((row, column), formula) = first?;
    let mut shown: String = formula.chars().take(SHOWN_CHARACTERS).collect();
    if shown.len() < formula.len() {
        shown.push('…');
    }
    let message = Message::new("formula-without-value")
        .with("file", &projection.file)
        .with("cell", format!("{}{}", column_letters(column as usize), row + 1))
        .with("formula", format!("={shown}"))
        .with("more", count - 1);
    Some(ReadError::new(message).help(Message::new("formula-without-value.help")))
}
