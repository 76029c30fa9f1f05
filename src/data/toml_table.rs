//! TOML: an array of tables.

use std::fs::File;
use std::io::{Read, Seek};

use toml::{Table as TomlTable, Value};

use crate::base::message::Message;

use super::batch::Table;
use super::cell_rows::{CellRow, CellRows};
use super::header::has_columns;
use super::open::Asked;
use super::projection::Projection;
use super::read_error::ReadError;
use super::spreadsheet::{missing_sheet, several_sheets};
use super::text::blocks::unreadable;

/// Opens a file of TOML: the array of tables that `sheet` names, else the only one with the columns.
pub(super) fn open(asked: &Asked, mut file: File) -> Result<Table, ReadError> {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
    read.map_err(|error| unreadable(asked.shown, &error))?;
    let document: TomlTable = toml::from_str(&text).map_err(|error| broken(asked.shown, error.message()))?;
    let arrays: Vec<(&String, Vec<&TomlTable>)> =
        document.iter().filter_map(|(name, value)| Some((name, tables(value)?))).collect();
    let (header, rows) = choose(asked, &arrays)?;
    let projection = Projection::new(asked, header)?;
    Ok(Table::new(asked.shown, 1, projection, Box::new(CellRows::new(rows))))
}

fn choose(asked: &Asked, arrays: &[(&String, Vec<&TomlTable>)]) -> Result<(Vec<String>, Vec<CellRow>), ReadError> {
    let names: Vec<String> = arrays.iter().map(|(name, _)| (*name).clone()).collect();
    if let Some(stated) = &asked.layout.sheet {
        let found = arrays.iter().find(|(name, _)| **name == stated.value);
        let (_, tables) = found.ok_or_else(|| missing_sheet(asked, &stated.value, &names).at(stated.span))?;
        return Ok(laid_out(tables));
    }
    let mut all: Vec<_> = arrays.iter().map(|(name, tables)| ((*name).clone(), laid_out(tables))).collect();
    if all.len() > 1 {
        let first = all.first().cloned();
        all.retain(|(_, (header, _))| has_columns(asked, std::slice::from_ref(header)));
        // None has them all: the first says what is missing.
        all.extend(first.filter(|_| all.is_empty()));
    }
    let with_columns: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    let mut all = all.into_iter();
    match (all.next(), all.next()) {
        (Some((_, only)), None) => Ok(only),
        (Some((_, first)), Some(_)) if asked.names().is_empty() => Ok(first),
        (Some(_), Some(_)) => Err(several_sheets(asked.shown, &with_columns)),
        (None, _) => {
            let error = Message::new("empty-file").with("file", asked.shown);
            Err(ReadError::new(error).help(Message::new("empty-file.help-toml")))
        }
    }
}

/// The tables of an array of tables.
fn tables(value: &Value) -> Option<Vec<&TomlTable>> {
    let array = value.as_array().filter(|array| !array.is_empty())?;
    array.iter().map(Value::as_table).collect()
}

/// The keys of all tables in the order in which they appear, and a row for each table.
fn laid_out(tables: &[&TomlTable]) -> (Vec<String>, Vec<CellRow>) {
    let mut header: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (before, table) in tables.iter().enumerate() {
        let mut row = CellRow { before: before as u64, cells: Vec::new() };
        flatten(table, "", &mut |key, value| {
            let column = header.iter().position(|known| *known == key).unwrap_or_else(|| {
                header.push(key);
                header.len() - 1
            });
            row.cells.push((column, cell_text(value)));
        });
        rows.push(row);
    }
    (header, rows)
}

fn flatten(table: &TomlTable, above: &str, give: &mut dyn FnMut(String, &Value)) {
    for (key, value) in table {
        let name = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        match value {
            Value::Table(inner) => flatten(inner, &name, give),
            value => give(name, value),
        }
    }
}

fn cell_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Datetime(time) => time.to_string(),
        Value::Array(values) => values.iter().map(cell_text).collect::<Vec<_>>().join(", "),
        Value::Table(_) => String::new(),
    }
}

fn broken(shown: &str, reason: &str) -> ReadError {
    let error = Message::new("broken-toml").with("file", shown).with("reason", reason);
    ReadError::new(error).help(Message::new("broken-toml.help"))
}
