//! Workbooks of Excel and of the open document format.

use std::fs::File;
use std::io::{BufReader, Seek};

use calamine::{
    Data, DataRef, Error, Ods, Reader, SheetType, SheetVisible, Sheets, Xls, XlsError, Xlsb, Xlsx, XlsxError,
};
use unicode_normalization::UnicodeNormalization;

use crate::base::message::Message;
use crate::base::suggest::did_you_mean;

use super::batch::Table;
use super::cell_rows::{CellRow, CellRows};
use super::formulas::formula_without_value;
use super::guard::guarded;
use super::header::{find_header, has_columns};
use super::notes::{LastRow, below_table};
use super::open::{Asked, Columns};
use super::projection::{Projection, on_one_line};
use super::read_error::ReadError;
use super::sheet_cell::shown_text;

/// How many rows of a sheet are looked at for the header.
const ROWS_TRIED: u32 = 100;

/// More columns than a sheet can have: a limit for what a broken file claims.
const MOST_COLUMNS: usize = 1 << 14;

pub(super) type Book = Sheets<BufReader<File>>;

/// A cell with its row and column, from 0.
type PlacedCell = (u32, u32, String);

/// Opens the workbook's sheet that the plan names, else the one that has the columns that are asked for.
pub(super) fn open(asked: &Asked, file: File, sample: &[u8]) -> Result<Table, ReadError> {
    // What lies in such a file is too intricate to trust its reader with every broken one.
    guarded(|| open_book(asked, file, sample)).unwrap_or_else(|| Err(broken(asked, "unreadable structure")))
}

fn open_book(asked: &Asked, file: File, sample: &[u8]) -> Result<Table, ReadError> {
    let mut book = book(asked, file, sample)?;
    let sheet = choose_sheet(asked, &mut book)?;
    let SheetCells { mut cells, empty } =
        read_cells(&mut book, &sheet, u32::MAX).map_err(|error| in_words(asked, &error))?;
    let stated = asked.layout.header_row.as_ref().map_or(0, |row| row.value);
    let top = cells.iter().filter(|(row, ..)| *row < ROWS_TRIED.max(stated));
    let rows = dense(top);
    let header_row = find_header(asked, &rows)?;
    let mut header: Vec<String> = rows.get(header_row).into_iter().flatten().map(|name| on_one_line(name)).collect();
    if matches!(asked.columns, Columns::Every) {
        header.resize(rows.iter().map(Vec::len).max().unwrap_or_default(), String::new());
    }
    let first_row = header_row as u64 + 1;
    let projection = Projection::in_row(asked, header, first_row)?;
    if let Some(error) = formula_without_value(&mut book, &sheet, &projection, first_row, &empty) {
        return Err(error);
    }
    let notes = take_off_notes(&mut cells, first_row, &projection, asked);
    let rows = rows_below(cells, first_row, &projection);
    Ok(Table::new(asked.shown, first_row + 1, projection, Box::new(CellRows::new(rows).with_notes(notes))))
}

/// The rows from `first_row` (from 0) on, with only the columns that are needed.
fn rows_below(cells: Vec<PlacedCell>, first_row: u64, projection: &Projection) -> Vec<CellRow> {
    let mut rows: Vec<CellRow> = Vec::new();
    for (row, column, text) in cells {
        let Some(before) = u64::from(row).checked_sub(first_row) else { continue };
        if rows.last().is_none_or(|last| last.before != before) {
            rows.push(CellRow { before, cells: Vec::new() });
        }
        let column = column as usize;
        if let Some(last) = rows.last_mut()
            && projection.needed.contains(&column)
        {
            last.cells.push((column, text));
        }
    }
    rows
}

/// Takes the notes below the table off the cells; how many there were. `first_row` is the first below the header.
fn take_off_notes(cells: &mut Vec<PlacedCell>, first_row: u64, projection: &Projection, asked: &Asked) -> u64 {
    let has_columns = projection.header.iter().filter(|name| !name.is_empty()).count() > 1;
    let Some(last) = cells.last().map(|(row, ..)| *row).filter(|last| u64::from(*last) >= first_row && has_columns)
    else {
        return 0;
    };
    if matches!(asked.columns, Columns::Every) {
        return 0;
    }
    let first = u32::try_from(first_row).unwrap_or(u32::MAX);
    let row_of = |row: u32| {
        let start = cells.partition_point(|(other, ..)| *other < row);
        let texts = cells.iter().skip(start).take_while(|(other, ..)| *other == row).map(|(.., text)| text.as_str());
        LastRow::of(&texts.take(2).collect::<Vec<_>>())
    };
    let (rows, notes) = below_table((first..=last).rev().map(row_of));
    let keep = u32::try_from(rows).map_or(0, |rows| (last + 1).saturating_sub(rows));
    cells.retain(|(row, ..)| *row < keep);
    notes
}

/// The workbook, by what its first bytes are.
fn book(asked: &Asked, mut file: File, sample: &[u8]) -> Result<Book, ReadError> {
    let holds = |words: &[u8]| memchr::memmem::find(sample, words).is_some();
    let rewound = file.rewind().map_err(|error| in_words(asked, &Error::Io(error)));
    let reader = rewound.map(|()| BufReader::new(file))?;
    let opened = if sample.starts_with(b"PK") {
        if holds(b"opendocument.spreadsheet") {
            Ods::new(reader).map(Sheets::Ods).map_err(Error::Ods)
        } else if holds(b"xl/workbook.bin") {
            Xlsb::new(reader).map(Sheets::Xlsb).map_err(Error::Xlsb)
        } else {
            Xlsx::new(reader).map(Sheets::Xlsx).map_err(Error::Xlsx)
        }
    } else if holds(&"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()) {
        Err(Error::Xlsx(XlsxError::Password))
    } else {
        Xls::new(reader).map(Sheets::Xls).map_err(Error::Xls)
    };
    opened.map_err(|error| in_words(asked, &error))
}

/// The sheet that is named; else the only one; else the only one that has the columns.
fn choose_sheet(asked: &Asked, book: &mut Book) -> Result<String, ReadError> {
    let visible =
        |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let all: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let names: Vec<String> = book.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    if let Some(stated) = &asked.layout.sheet {
        let fold = |name: &str| on_one_line(&name.nfkc().collect::<String>());
        let found = all.iter().find(|name| fold(name) == fold(&stated.value));
        return found.cloned().ok_or_else(|| missing_sheet(asked, &stated.value, &names).at(stated.span));
    }
    let [first, _, ..] = names.as_slice() else {
        return names.into_iter().next().ok_or_else(|| broken(asked, "no sheet"));
    };
    let mut candidates = Vec::new();
    let mut filled = Vec::new();
    for name in &names {
        let cells = read_cells(book, name, ROWS_TRIED).map_err(|error| in_words(asked, &error))?;
        let rows = dense(cells.cells.iter());
        if !rows.is_empty() {
            filled.push(name.clone());
            if has_columns(asked, &rows) {
                candidates.push(name.clone());
            }
        }
    }
    match candidates.as_slice() {
        [only] => Ok(only.clone()),
        [] => Ok(filled.first().unwrap_or(first).clone()),
        // Where nothing is asked for, every sheet would do.
        [first, ..] if asked.names().is_empty() => Ok(first.clone()),
        _ => Err(several_sheets(asked.shown, &candidates)),
    }
}

/// The error for a table that has to be chosen.
pub(super) fn several_sheets(shown: &str, names: &[String]) -> ReadError {
    let sheets: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let help = Message::new("several-sheets.help").with("first", names.first().map_or("", String::as_str));
    let error = Message::new("several-sheets").with("file", shown).with("sheets", sheets);
    ReadError::new(error.with("count", names.len())).help(help)
}

/// The error for a sheet that isn't there.
pub(super) fn missing_sheet(asked: &Asked, name: &str, there: &[String]) -> ReadError {
    let sheets: Vec<String> = there.iter().map(|name| format!("`{name}`")).collect();
    let help = match did_you_mean(name, there.iter().map(String::as_str)) {
        Some(similar) => Message::new("missing-sheet.help-similar").with("similar", similar),
        None => Message::new("missing-sheet.help"),
    };
    let error = Message::new("missing-sheet").with("file", asked.shown).with("sheet", name);
    ReadError::new(error).help(help.with("sheets", sheets))
}

/// The cells of a sheet.
struct SheetCells {
    /// Those that hold something, in the order of rows.
    cells: Vec<PlacedCell>,
    /// Cells of an `.xlsx` that are there and have no value: mostly only coloured, some with a formula.
    empty: Vec<(u32, u32)>,
}

/// The cells of a sheet up to a row.
fn read_cells(book: &mut Book, sheet: &str, most_rows: u32) -> Result<SheetCells, Error> {
    let (mut cells, mut empty) = (Vec::new(), Vec::new());
    let mut take = |row: u32, column: u32, cell: Data| {
        if let Some(text) = shown_text(&cell)
            && (column as usize) < MOST_COLUMNS
        {
            cells.push((row, column, text));
        }
    };
    if let Sheets::Xlsx(book) = book {
        // Cell by cell: as one block, a sheet with a cell in its last corner would fill the memory.
        let mut reader = book.worksheet_cells_reader(sheet).map_err(Error::Xlsx)?;
        while let Some(cell) = reader.next_cell().map_err(Error::Xlsx)? {
            let (row, column) = cell.get_position();
            if row >= most_rows {
                break;
            }
            match cell.get_value() {
                DataRef::Empty => empty.push((row, column)),
                value => take(row, column, Data::from(value.clone())),
            }
        }
        // Broken writers don't keep the order.
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        return Ok(SheetCells { cells, empty });
    }
    let range = book.worksheet_range(sheet)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        let place = |offset: usize, start: u32| u32::try_from(offset).unwrap_or(u32::MAX).saturating_add(start);
        if place(row, top) < most_rows {
            take(place(row, top), place(column, left), cell.clone());
        }
    }
    Ok(SheetCells { cells, empty })
}

/// Rows with all their cells, for finding the header.
fn dense<'a>(cells: impl Iterator<Item = &'a PlacedCell>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (row, column, text) in cells {
        let (row, column) = (*row as usize, *column as usize);
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if let Some(cells) = rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                text.trim().clone_into(cell);
            }
        }
    }
    rows
}

fn in_words(asked: &Asked, error: &Error) -> ReadError {
    match error {
        Error::Xlsx(XlsxError::Password)
        | Error::Xls(XlsError::Password)
        | Error::Ods(calamine::OdsError::Password) => {
            let error = Message::new("encrypted-file").with("file", asked.shown);
            ReadError::new(error).help(Message::new("encrypted-file.help"))
        }
        // An archive of other things.
        Error::Xlsx(XlsxError::FileNotFound(part)) if part == "_rels/.rels" => {
            let is_numbers = asked.shown.to_lowercase().ends_with(".numbers");
            let format = if is_numbers { "Numbers" } else { "ZIP" };
            let error = Message::new("unsupported-format").with("file", asked.shown).with("format", format);
            ReadError::new(error).help(Message::new("unsupported-format.help"))
        }
        error => broken(asked, &error.to_string()),
    }
}

fn broken(asked: &Asked, reason: &str) -> ReadError {
    let error = Message::new("broken-spreadsheet").with("file", asked.shown).with("reason", reason);
    ReadError::new(error).help(Message::new("broken-spreadsheet.help"))
}
