//! From a path to a table, whatever the file's format.

use std::fs::File;
use std::io::Read;
use std::path::Path;

#[cfg(not(feature = "parquet"))]
use crate::base::message::Message;
use crate::plan::source::Layout;

use super::batch::Table;
use super::files::not_a_file;
use super::format::{Format, format_of};
use super::read_error::ReadError;
use super::text::blocks::unreadable;
use super::{json, spreadsheet, text, toml_table};

/// What a plan asks of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The file's name for people.
    pub shown: &'a str,
    pub layout: &'a Layout,
    pub columns: Columns<'a>,
    /// How many of the named columns are to be read, the first of them; the others only have to be there.
    pub to_read: usize,
    /// How many columns that nobody asks for are looked through for what a row is; `None`: none at all, and not those
    /// that are asked for either.
    pub watched: Option<usize>,
}

/// The columns that are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Columns<'a> {
    /// By the names that the plan gives them.
    Named(&'a [String]),
    /// All, below the first row that isn't blank, which need not be a header.
    Every,
}

impl<'a> Asked<'a> {
    /// The names that are asked for.
    pub fn names(&self) -> &'a [String] {
        match self.columns {
            Columns::Named(names) => names,
            Columns::Every => &[],
        }
    }
}

/// Opens a file. `shown` is its name for people, `columns` are the columns that will be asked for, by the names that
/// the plan gives them (those of an `unpivot` included); with none of them, the header is found by its shape.
pub fn open(file: &Path, shown: &str, layout: &Layout, columns: &[String]) -> Result<Table, ReadError> {
    open_to_read(file, shown, layout, columns, columns.len())
}

/// As [`open`], but only the first `to_read` of the columns are read; the others only have to be there.
pub(super) fn open_to_read(
    file: &Path,
    shown: &str,
    layout: &Layout,
    columns: &[String],
    to_read: usize,
) -> Result<Table, ReadError> {
    open_asked(file, &Asked { shown, layout, columns: Columns::Named(columns), to_read, watched: None })
}

/// Up to this many bytes a file may be a table that somebody made by hand, with rows of totals in it.
const MADE_BY_HAND: u64 = 8 << 20;

/// How many columns that nobody asks for are looked through in such a table.
const MOST_WATCHED: usize = 8;

/// As [`open_to_read`]; a table that may be made by hand is looked through for rows of totals.
pub(super) fn open_to_watch(
    file: &Path,
    shown: &str,
    layout: &Layout,
    columns: &[String],
    to_read: usize,
) -> Result<Table, ReadError> {
    let is_small = file.metadata().is_ok_and(|metadata| metadata.len() <= MADE_BY_HAND);
    let watched = is_small.then_some(MOST_WATCHED);
    open_asked(file, &Asked { shown, layout, columns: Columns::Named(columns), to_read, watched })
}

/// Opens a file whose columns are not known beforehand, to read them all. The header is the first row that isn't
/// blank, as wide as the widest of the rows that follow it.
pub(super) fn open_whole(file: &Path, shown: &str, layout: &Layout) -> Result<Table, ReadError> {
    open_asked(file, &Asked { shown, layout, columns: Columns::Every, to_read: 0, watched: None })
}

fn open_asked(file: &Path, asked: &Asked) -> Result<Table, ReadError> {
    let shown = asked.shown;
    let unreadable = |error: &std::io::Error| unreadable(shown, error);
    // Opening a pipe would wait for somebody to write into it.
    if !file.metadata().map_err(|error| unreadable(&error))?.is_file() {
        return Err(not_a_file(file, shown));
    }
    let mut opened = File::open(file).map_err(|error| unreadable(&error))?;
    let mut sample = Vec::new();
    (&mut opened).take(text::SAMPLE as u64).read_to_end(&mut sample).map_err(|error| unreadable(&error))?;
    match format_of(file, shown, &sample)? {
        Format::Text => text::open(asked, opened, &sample),
        Format::Spreadsheet => spreadsheet::open(asked, opened, &sample),
        // Rows are told from the first one on before the table is there to say which that is.
        Format::Json => json::open(asked, opened, &sample).map_err(|error| match error.row {
            Some(row) => error.with_row_number(1 + row.row),
            None => error,
        }),
        Format::Toml => toml_table::open(asked, opened),
        Format::Parquet => open_parquet(asked, file, &opened),
    }
}

#[cfg(feature = "parquet")]
fn open_parquet(asked: &Asked, path: &Path, file: &File) -> Result<Table, ReadError> {
    super::parquet::open(asked, path, file)
}

#[cfg(not(feature = "parquet"))]
fn open_parquet(asked: &Asked, _path: &Path, _file: &File) -> Result<Table, ReadError> {
    let error = Message::new("parquet-left-out").with("file", asked.shown);
    Err(ReadError::new(error).help(Message::new("parquet-left-out.help")))
}
