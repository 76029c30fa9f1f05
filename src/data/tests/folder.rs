//! A folder for one test, gone with it, and tables as rows of text.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};

use crate::base::message::Arg;
use crate::data::batch::Table;
use crate::data::open::open;
use crate::data::read_error::ReadError;
use crate::plan::source::Layout;

static COUNT: AtomicU32 = AtomicU32::new(0);

pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("kpi-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(fs::canonicalize(path).unwrap())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary folder harms nobody.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Each row's number and the cells asked for; `-` for a missing one.
pub type Seen = Vec<(u64, Vec<String>)>;

/// The error's id and the number of the row that it is about.
pub type Refused = (&'static str, Option<u64>);

/// What is read of a file of this name and content.
pub fn read(name: &str, bytes: impl AsRef<[u8]>, layout: &Layout, columns: &[&str]) -> Result<Seen, Refused> {
    let folder = Folder::new();
    let path = folder.write(name, bytes);
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    let said = |error: &ReadError| {
        error.message.args.iter().find_map(|(name, value)| match value {
            Arg::Count(row) if *name == "row" => Some(*row),
            _ => None,
        })
    };
    let refused = |error: ReadError, first: u64| {
        (error.message.id, error.row.map(|row| first + row.row).or_else(|| said(&error)))
    };
    let table = open(&path, name, layout, &columns).map_err(|error| refused(error, 0))?;
    rows_of(table).map_err(|(error, first)| refused(error, first))
}

pub fn rows_of(mut table: Table) -> Result<Seen, (ReadError, u64)> {
    let mut first = table.first_row;
    let mut seen = Vec::new();
    while let Some(chunk) = table.next_chunk().map_err(|error| (error, first))? {
        let batch = chunk.into_batch(&table.projection).map_err(|error| (error, first))?;
        assert!(batch.columns.iter().all(|column| column.len() == batch.rows));
        for row in 0..batch.rows {
            let cells = batch.columns.iter().map(|column| cell(column, row)).collect();
            seen.push((first + batch.numbers.before(row), cells));
        }
        first += batch.physical_rows;
    }
    Ok(seen)
}

fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return "-".to_owned();
    }
    if let Some(texts) = column.as_string_view_opt() {
        return texts.value(row).to_owned();
    }
    if let Some(dictionary) = column.as_any_dictionary_opt() {
        return cell(dictionary.values(), dictionary.normalized_keys()[row]);
    }
    if let Some(texts) = column.as_string_opt::<i32>() {
        return texts.value(row).to_owned();
    }
    match column.as_primitive_opt::<arrow_array::types::Int64Type>() {
        Some(numbers) => numbers.value(row).to_string(),
        None => format!("{:?}", column.data_type()),
    }
}

/// As [`Seen`], from a short notation: `2: a|b`.
pub fn seen(rows: &[&str]) -> Seen {
    let row = |text: &&str| {
        let (number, cells) = text.split_once(": ").unwrap();
        (number.parse().unwrap(), cells.split('|').map(str::to_owned).collect())
    };
    rows.iter().map(row).collect()
}
