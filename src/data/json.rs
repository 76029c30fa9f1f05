//! JSON: one object a line, or one array of objects.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};

use serde_json::{Map, Value};

use crate::base::message::Message;

use super::batch::{ChunkReader, FileColumns, Payload, Table};
use super::cell_rows::{CellRow, CellRows};
use super::header::has_columns;
use super::open::Asked;
use super::projection::Projection;
use super::read_error::ReadError;
use super::text::blocks::unreadable;

/// How many bytes a block of lines has, usually.
const BLOCK: usize = 1 << 19;

/// A longer line isn't one object of facts.
const LONGEST_LINE: u64 = 64 << 20;

/// How many lines are looked at for the names of the columns.
const LINES_TRIED: usize = 1000;

/// Opens a file of JSON. The columns are the objects' keys, those of nested objects joined by a point.
pub(super) fn open(asked: &Asked, mut file: File, sample: &[u8]) -> Result<Table, ReadError> {
    let text = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample);
    let mark = (sample.len() - text.len()) as u64;
    file.seek(std::io::SeekFrom::Start(mark)).map_err(|error| unreadable(asked.shown, &error))?;
    if text.trim_ascii_start().starts_with(b"[") {
        return open_array(asked, file);
    }
    let header = header_of_lines(asked, BufReader::new(&file))?;
    file.seek(std::io::SeekFrom::Start(mark)).map_err(|error| unreadable(asked.shown, &error))?;
    let projection = Projection::new(asked, header)?;
    let lines = Lines { shown: asked.shown.to_owned(), file: BufReader::new(file) };
    Ok(Table::new(asked.shown, 1, projection, Box::new(lines)))
}

/// The keys of the first objects, and of as many more as it takes to find the columns that are asked for.
fn header_of_lines(asked: &Asked, mut file: BufReader<&File>) -> Result<Vec<String>, ReadError> {
    let mut header = Vec::new();
    let mut line = Vec::new();
    let mut row = 0;
    while row < LINES_TRIED || !has_columns(asked, std::slice::from_ref(&header)) {
        line.clear();
        let read = (&mut file).take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| unreadable(asked.shown, &error))? == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            let object = object_of(asked.shown, &line, row as u64)?;
            flatten(&object, "", &mut |key, _| {
                if !header.iter().any(|known| known == key) {
                    header.push(key.to_owned());
                }
            });
        }
        row += 1;
    }
    if header.is_empty() {
        let error = Message::new("empty-file").with("file", asked.shown);
        return Err(ReadError::new(error).help(Message::new("empty-file.help")));
    }
    Ok(header)
}

fn open_array(asked: &Asked, mut file: File) -> Result<Table, ReadError> {
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(|error| unreadable(asked.shown, &error))?;
    let objects: Vec<Value> = serde_json::from_slice(&text)
        .map_err(|error| broken(asked.shown, &error.to_string()).in_row((error.line() as u64).saturating_sub(1)))?;
    let mut header: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (before, object) in objects.iter().enumerate() {
        let before = before as u64;
        let Value::Object(object) = object else { return Err(not_an_object(asked.shown).in_row(before)) };
        let mut row = CellRow { before, cells: Vec::new() };
        flatten(object, "", &mut |key, value| {
            let column = header.iter().position(|known| known == key).unwrap_or_else(|| {
                header.push(key.to_owned());
                header.len() - 1
            });
            row.cells.extend(cell_text(value).map(|text| (column, text)));
        });
        rows.push(row);
    }
    let projection = Projection::new(asked, header)?;
    Ok(Table::new(asked.shown, 1, projection, Box::new(CellRows::new(rows))))
}

/// Reads blocks of whole lines.
#[derive(Debug)]
struct Lines {
    shown: String,
    file: BufReader<File>,
}

impl ChunkReader for Lines {
    fn next_payload(&mut self) -> Result<Option<Box<dyn Payload>>, ReadError> {
        let mut block = Vec::with_capacity(BLOCK + BLOCK / 8);
        let mut read = || {
            (&mut self.file).take(BLOCK as u64).read_to_end(&mut block)?;
            (&mut self.file).take(LONGEST_LINE).read_until(b'\n', &mut block)
        };
        read().map_err(|error| unreadable(&self.shown, &error))?;
        Ok((!block.is_empty()).then(|| Box::new(LineBlock(block)) as Box<dyn Payload>))
    }
}

#[derive(Debug)]
struct LineBlock(Vec<u8>);

impl Payload for LineBlock {
    fn read(self: Box<Self>, columns: &Projection) -> Result<FileColumns, ReadError> {
        let mut rows = Vec::new();
        let mut before = 0;
        for line in self.0.split_inclusive(|byte| *byte == b'\n') {
            if !line.trim_ascii().is_empty() {
                rows.push(row_of(&object_of(&columns.file, line, before)?, before, columns));
            }
            before += 1;
        }
        Ok(CellRow::columns_of(&rows, before, columns))
    }
}

/// The cells of an object that are needed.
fn row_of(object: &Map<String, Value>, before: u64, columns: &Projection) -> CellRow {
    let mut cells = Vec::new();
    flatten(object, "", &mut |key, value| {
        let is_it = |column: &&usize| columns.header.get(**column).is_some_and(|name| name == key);
        if let Some(column) = columns.needed.iter().find(is_it) {
            cells.extend(cell_text(value).map(|text| (*column, text)));
        }
    });
    CellRow { before, cells }
}

fn object_of(shown: &str, line: &[u8], row: u64) -> Result<Map<String, Value>, ReadError> {
    match serde_json::from_slice(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(not_an_object(shown).in_row(row)),
        Err(error) => Err(broken(shown, &error.to_string()).in_row(row)),
    }
}

/// Gives every value that is no object, with its key; the keys of nested objects are joined by a point.
fn flatten(object: &Map<String, Value>, above: &str, give: &mut dyn FnMut(&str, &Value)) {
    for (key, value) in object {
        let name = if above.is_empty() { key.trim().to_owned() } else { format!("{above}.{}", key.trim()) };
        match value {
            Value::Object(inner) => flatten(inner, &name, give),
            value => give(&name, value),
        }
    }
}

/// The text of a value; `None` for `null`. A list is shown as JSON.
fn cell_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    }
}

fn not_an_object(shown: &str) -> ReadError {
    ReadError::new(Message::new("json-not-an-object").with("file", shown)).help(Message::new("json-not-an-object.help"))
}

fn broken(shown: &str, reason: &str) -> ReadError {
    let error = Message::new("broken-json").with("file", shown).with("reason", reason);
    ReadError::new(error).help(Message::new("broken-json.help"))
}
