//! From a path to a table, whatever the file's format.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::plan::source::Layout;

use super::batch::Table;
use super::read_error::ReadError;
use super::text;
use super::text::blocks::unreadable;

/// What a plan asks of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The file's name for people.
    pub shown: &'a str,
    pub layout: &'a Layout,
    pub columns: &'a [String],
}

/// Opens a file. `shown` is its name for people, `columns` are the columns that will be asked for, by the names that
/// the plan gives them (those of an `unpivot` included); with none of them, the header is found by its shape.
pub fn open(file: &Path, shown: &str, layout: &Layout, columns: &[String]) -> Result<Table, ReadError> {
    let asked = Asked { shown, layout, columns };
    let mut opened = File::open(file).map_err(|error| unreadable(shown, &error))?;
    let mut sample = Vec::new();
    (&mut opened).take(text::SAMPLE as u64).read_to_end(&mut sample).map_err(|error| unreadable(shown, &error))?;
    text::open(&asked, opened, &sample)
}
