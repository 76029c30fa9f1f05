//! Finds out how a text is encoded and separated, and where its header is.

use crate::base::message::Message;
use crate::data::header::{find_header, has_columns};
use crate::data::open::{Asked, Columns};
use crate::data::projection::on_one_line;
use crate::data::read_error::ReadError;

use super::SAMPLE;
use super::encoding::{Candidate, candidates};
use super::scanner::{Dialect, Scanner, records};

/// Separators that are tried, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// How many records are looked at.
const RECORDS: usize = 200;

/// What was found out about a text.
#[derive(Debug)]
pub(super) struct Sniffed {
    pub encoding: Candidate,
    pub dialect: Dialect,
    /// Records above the header.
    pub header_row: usize,
    pub header: Vec<String>,
}

/// Of the encodings and separators that come into question the first with which a header has all columns that are
/// asked for; else the likeliest.
pub(super) fn sniff(asked: &Asked, sample: &[u8]) -> Result<Sniffed, ReadError> {
    let complete = sample.len() < SAMPLE;
    let separators = separators(asked)?;
    let encodings = candidates(asked, sample, complete)?;
    let mut likeliest = None;
    for encoding in encodings {
        let text = encoding.encoding.decode_without_bom_handling(sample.get(encoding.mark..).unwrap_or_default()).0;
        for separator in likely_separators(&text, &separators) {
            let dialect = Dialect { separator, terminator: terminator(&text, separator) };
            let stated = asked.layout.header_row.as_ref().map_or(0, |row| row.value as usize);
            let rows = sample_rows(&text, dialect, complete, RECORDS.max(stated.saturating_add(1)));
            if has_columns(asked, &rows) {
                return finish(asked, encoding, dialect, rows);
            }
            likeliest.get_or_insert((encoding, dialect, rows));
        }
    }
    match likeliest {
        Some((encoding, dialect, rows)) => finish(asked, encoding, dialect, rows),
        None => Err(ReadError::new(Message::new("empty-file").with("file", asked.shown))),
    }
}

fn finish(
    asked: &Asked,
    encoding: Candidate,
    dialect: Dialect,
    mut rows: Vec<Vec<String>>,
) -> Result<Sniffed, ReadError> {
    let header_row = find_header(asked, &rows)?;
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut header: Vec<String> = rows.swap_remove(header_row).iter().map(|name| on_one_line(name)).collect();
    if matches!(asked.columns, Columns::Every) {
        header.resize(width, String::new());
    }
    Ok(Sniffed { encoding, dialect, header_row, header })
}

/// The separators that come into question: the one that the plan says, or the usual ones.
fn separators(asked: &Asked) -> Result<Vec<u8>, ReadError> {
    let Some(stated) = &asked.layout.separator else { return Ok(SEPARATORS.to_vec()) };
    match u8::try_from(stated.value) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, 0 | b'"' | b'\n' | b'\r') => Ok(vec![byte]),
        _ => {
            let error = Message::new("unusable-separator").with("separator", stated.value.to_string());
            Err(ReadError::new(error).help(Message::new("unusable-separator.help")).at(stated.span))
        }
    }
}

/// The separators by how well they make a table: by how many records have the most common number of cells, with at
/// least two; then by that number.
fn likely_separators(text: &str, separators: &[u8]) -> Vec<u8> {
    let mut scored: Vec<_> = separators
        .iter()
        .map(|separator| {
            let dialect = Dialect { separator: *separator, terminator: terminator(text, *separator) };
            let mut counts: Vec<usize> = records(text, dialect, RECORDS).iter().map(Vec::len).collect();
            counts.retain(|cells| *cells > 1);
            counts.sort_unstable();
            let runs = counts.chunk_by(|one, other| one == other);
            let best = runs.map(|run| (run.len(), run.first().copied().unwrap_or_default())).max();
            (best.unwrap_or_default(), *separator)
        })
        .collect();
    // A stable sort: equally good ones stay in the order of their likelihood.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, separator)| separator).collect()
}

/// LF where a record ends with one, or where there is no line end at all; else CR.
fn terminator(text: &str, separator: u8) -> u8 {
    let mut scanner = Scanner::new(text.as_bytes(), Dialect { separator, terminator: b'\n' });
    while scanner.next().is_some_and(|cell| !cell.ends_record) {}
    // Past the end of the text there was nothing that ended the record.
    let has_line_feed = scanner.position() <= text.len();
    if has_line_feed || !text.contains('\r') { b'\n' } else { b'\r' }
}

/// The first records, without one that the sample has cut off.
fn sample_rows(text: &str, dialect: Dialect, complete: bool, most: usize) -> Vec<Vec<String>> {
    let mut rows = records(text, dialect, most);
    if !complete && rows.len() > 1 && rows.len() < most {
        rows.pop();
    }
    rows
}
