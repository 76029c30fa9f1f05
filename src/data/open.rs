//! From a path to a table, whatever the file's format.

use std::path::Path;

use crate::base::message::Message;
use crate::plan::source::Layout;

use super::batch::Table;
use super::read_error::ReadError;

/// Opens a file. `shown` is its name for people, `columns` are the columns that will be asked for, by the names that
/// the plan gives them (those of an `unpivot` included); with none of them, the header is found by its shape.
pub fn open(_file: &Path, shown: &str, _layout: &Layout, _columns: &[String]) -> Result<Table, ReadError> {
    Err(ReadError::new(Message::new("unreadable-file").with("file", shown)))
}
