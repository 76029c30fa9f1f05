//! JSON: one object a line, or one array of objects.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use encoding_rs::{Encoding, UTF_8};
use serde_json::value::RawValue;

use crate::base::message::Message;

use super::batch::{ChunkReader, FileColumns, Payload, Table};
use super::cell_rows::{CellRow, CellRows};
use super::header::has_columns;
use super::json_object::{NoObject, Scalar, flatten};
use super::open::Asked;
use super::projection::Projection;
use super::read_error::ReadError;
use super::text::blocks::{first_malformed, unreadable};
use super::text::encoding::{stated_encoding, undecodable};

/// How many bytes a block of lines has, usually.
const BLOCK: usize = 1 << 19;

/// A longer line isn't one object of facts.
const LONGEST_LINE: u64 = 64 << 20;

/// How many lines are looked at for the names of the columns.
const LINES_TRIED: usize = 1000;

/// Opens a file of JSON. The columns are the objects' keys, those of nested objects joined by a point.
pub(super) fn open(asked: &Asked, file: File, sample: &[u8]) -> Result<Table, ReadError> {
    let (mut text, encoding) = Text::open(asked, file, sample)?;
    let begin = text.start().map_err(|error| unreadable(asked.shown, &error))?;
    if begin == Some(b'[') {
        return open_array(asked, &mut text);
    }
    let header = header_of_lines(asked, &mut text)?;
    text.rewind().map_err(|error| unreadable(asked.shown, &error))?;
    let projection = Projection::new(asked, header)?;
    let lines = Lines { shown: asked.shown.to_owned(), text, encoding };
    Ok(Table::new(asked.shown, 1, projection, Box::new(lines)))
}

/// The file's text in UTF-8: as it is, or decoded as a whole where it is in another encoding.
enum Text {
    File { file: BufReader<File>, mark: u64 },
    Decoded(Cursor<Vec<u8>>),
}

impl Text {
    /// The text, and its encoding where it is none of Unicode's eight bits.
    fn open(asked: &Asked, mut file: File, sample: &[u8]) -> Result<(Self, Option<&'static Encoding>), ReadError> {
        let marked = Encoding::for_bom(sample);
        let (encoding, mark) = match marked {
            Some((encoding, mark)) => (encoding, mark as u64),
            None => (stated_encoding(asked)?.unwrap_or(UTF_8), 0),
        };
        let unreadable = |error: std::io::Error| unreadable(asked.shown, &error);
        file.seek(SeekFrom::Start(mark)).map_err(unreadable)?;
        if encoding == UTF_8 {
            return Ok((Self::File { file: BufReader::new(file), mark }, None));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(unreadable)?;
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) else {
            let sound = bytes.get(..first_malformed(&bytes, encoding)).unwrap_or_default();
            return Err(undecodable(asked.shown, encoding, memchr::memchr_iter(b'\n', sound).count() as u64));
        };
        Ok((Self::Decoded(Cursor::new(text.into_owned().into_bytes())), Some(encoding)))
    }

    /// Goes back to the beginning.
    fn rewind(&mut self) -> std::io::Result<()> {
        match self {
            Self::File { file, mark } => file.seek(SeekFrom::Start(*mark)).map(drop),
            Self::Decoded(text) => {
                text.set_position(0);
                Ok(())
            }
        }
    }

    /// The first byte that is no space; nothing is taken off.
    fn start(&mut self) -> std::io::Result<Option<u8>> {
        let mut begin = None;
        while begin.is_none() {
            let buffer = self.reader().fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            begin = buffer.trim_ascii_start().first().copied();
            let passed = buffer.len();
            self.reader().consume(passed);
        }
        self.rewind().map(|()| begin)
    }

    fn reader(&mut self) -> &mut dyn BufRead {
        match self {
            Self::File { file, .. } => file,
            Self::Decoded(text) => text,
        }
    }
}

/// The keys of the first objects, and of as many more as it takes to find the columns that are asked for.
fn header_of_lines(asked: &Asked, text: &mut Text) -> Result<Vec<String>, ReadError> {
    let mut header = Vec::new();
    let mut line = Vec::new();
    let mut row = 0;
    while row < LINES_TRIED || !has_columns(asked, std::slice::from_ref(&header)) {
        line.clear();
        let read = text.reader().take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| unreadable(asked.shown, &error))? == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            let keys = flatten(&line, &mut |key, _| {
                place_of(&mut header, key);
                Ok(())
            });
            keys.map_err(|error| in_words(asked.shown, &line, error, row as u64))?;
        }
        row += 1;
    }
    if header.is_empty() { Err(empty(asked.shown)) } else { Ok(header) }
}

/// The place of a key among the columns, where it is new at their end.
fn place_of(header: &mut Vec<String>, key: &str) -> usize {
    header.iter().position(|known| known == key).unwrap_or_else(|| {
        header.push(key.to_owned());
        header.len() - 1
    })
}

fn open_array(asked: &Asked, text: &mut Text) -> Result<Table, ReadError> {
    let mut bytes = Vec::new();
    text.reader().read_to_end(&mut bytes).map_err(|error| unreadable(asked.shown, &error))?;
    let objects: Vec<&RawValue> = serde_json::from_slice(&bytes).map_err(|error| {
        // The line of the file: which object it is in is not known.
        broken(asked.shown, &error.to_string()).in_row((error.line() as u64).saturating_sub(1))
    })?;
    let mut header: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    let mut twice = Vec::new();
    for (before, object) in objects.iter().enumerate() {
        let mut row = CellRow { before: before as u64, cells: Vec::new() };
        let mut keys: Vec<usize> = Vec::new();
        let flattened = flatten(object.get().as_bytes(), &mut |key, value: Scalar| {
            let column = place_of(&mut header, key);
            if keys.contains(&column) {
                twice.push((column, before as u64));
            }
            keys.push(column);
            row.cells.extend(value.text().map(|text| (column, text)));
            Ok(())
        });
        flattened.map_err(|error| in_words(asked.shown, object.get().as_bytes(), error, before as u64))?;
        rows.push(row);
    }
    if header.is_empty() {
        return Err(empty(asked.shown));
    }
    let projection = Projection::new(asked, header)?;
    if let Some((column, row)) = twice.iter().find(|(column, _)| projection.needed.contains(column)) {
        let key = projection.header.get(*column).map_or("", String::as_str);
        return Err(key_twice(asked.shown, key).in_row(*row));
    }
    Ok(Table::new(asked.shown, 1, projection, Box::new(CellRows::new(rows))))
}

/// Reads blocks of whole lines.
struct Lines {
    shown: String,
    text: Text,
    encoding: Option<&'static Encoding>,
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("shown", &self.shown).finish_non_exhaustive()
    }
}

impl ChunkReader for Lines {
    fn next_payload(&mut self) -> Result<Option<Box<dyn Payload>>, ReadError> {
        let mut block = Vec::with_capacity(BLOCK + BLOCK / 8);
        let mut read = || {
            self.text.reader().take(BLOCK as u64).read_to_end(&mut block)?;
            self.text.reader().take(LONGEST_LINE).read_until(b'\n', &mut block)
        };
        read().map_err(|error| unreadable(&self.shown, &error))?;
        Ok((!block.is_empty()).then(|| Box::new(LineBlock(block)) as Box<dyn Payload>))
    }

    fn encoding(&self) -> Option<&'static str> {
        self.encoding.map(Encoding::name)
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
                let row = row_of(line, before, columns).map_err(|error| {
                    let lines = memchr::memchr_iter(b'\n', &self.0).count() as u64;
                    in_words(&columns.file, line, error, before).of_chunk_with(lines)
                })?;
                rows.push(row);
            }
            before += 1;
        }
        Ok(CellRow::columns_of(&rows, before, columns))
    }
}

/// The cells of an object that are needed, each at most once.
fn row_of(line: &[u8], before: u64, columns: &Projection) -> Result<CellRow, NoObject> {
    let mut cells = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    flatten(line, &mut |key, value: Scalar| {
        let is_it = |column: &&usize| columns.header.get(**column).is_some_and(|name| name == key);
        if let Some(column) = columns.needed.iter().find(is_it) {
            if seen.contains(column) {
                return Err(key_twice(&columns.file, key));
            }
            seen.push(*column);
            cells.extend(value.text().map(|text| (*column, text)));
        }
        Ok(())
    })?;
    Ok(CellRow { before, cells })
}

/// The error for what should have been an object with columns.
fn in_words(shown: &str, text: &[u8], error: NoObject, row: u64) -> ReadError {
    match error {
        NoObject::Broken(_) if std::str::from_utf8(text).is_err() => undecodable(shown, UTF_8, row),
        // The parser counts lines of its own, within the object.
        NoObject::Broken(reason) => broken(shown, reason.split(" at line ").next().unwrap_or_default()).in_row(row),
        NoObject::OtherValue => not_an_object(shown).in_row(row),
        NoObject::Refused(error) => error.in_row(row),
    }
}

fn key_twice(shown: &str, key: &str) -> ReadError {
    let error = Message::new("json-key-twice").with("file", shown).with("key", key);
    ReadError::new(error).help(Message::new("json-key-twice.help"))
}

fn empty(shown: &str) -> ReadError {
    ReadError::new(Message::new("empty-file").with("file", shown)).help(Message::new("empty-file.help-json"))
}

fn not_an_object(shown: &str) -> ReadError {
    ReadError::new(Message::new("json-not-an-object").with("file", shown)).help(Message::new("json-not-an-object.help"))
}

fn broken(shown: &str, reason: &str) -> ReadError {
    let error = Message::new("broken-json").with("file", shown).with("reason", reason);
    ReadError::new(error).help(Message::new("broken-json.help"))
}
