//! The end of a text, looked at from below.

use encoding_rs::Encoding;

use crate::data::notes::{LastRow, below_table};

use super::cells::trimmed;
use super::scanner::{Dialect, Scanner};

/// A longer line is no note.
const LONGEST_NOTE: usize = 4096;

/// Where the notes below the table begin, together with the blank rows around them, and how many they are. Without
/// notes it is the text's end.
pub(super) fn notes(text: &[u8], dialect: Dialect, encoding: &'static Encoding) -> (usize, u64) {
    let (rows, notes) = below_table(Upwards { text, dialect }.map(|line| row_of(line, dialect, encoding)));
    let start = Upwards { text, dialect }.take(rows).last();
    // A line of `Upwards` is a part of the text.
    (start.map_or(text.len(), |line| line.as_ptr().addr() - text.as_ptr().addr()), notes)
}

/// Where the rows begin that may turn out to be notes and blank rows, when more text comes.
pub(super) fn undecided(text: &[u8], dialect: Dialect, encoding: &'static Encoding) -> usize {
    let is_open = |line: &&[u8]| row_of(line, dialect, encoding) != LastRow::Other;
    let start = Upwards { text, dialect }.take(super::super::notes::MOST_ROWS).take_while(is_open).last();
    start.map_or(text.len(), |line| line.as_ptr().addr() - text.as_ptr().addr())
}

/// The lines of a text, the last one first. A line break between quotes ends a line like any other.
struct Upwards<'a> {
    text: &'a [u8],
    dialect: Dialect,
}

impl<'a> Iterator for Upwards<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (last, above) = self.text.split_last()?;
        let body = if *last == self.dialect.terminator { above } else { self.text };
        let start = memchr::memrchr(self.dialect.terminator, body).map_or(0, |end| end + 1);
        let (above, line) = body.split_at(start);
        self.text = above;
        Some(line)
    }
}

fn row_of(line: &[u8], dialect: Dialect, encoding: &'static Encoding) -> LastRow {
    // With a quote in it, it may be the last line of a cell that goes on over lines.
    if line.len() > LONGEST_NOTE || memchr::memchr(b'"', line).is_some() {
        return LastRow::Other;
    }
    let mut cells = Vec::new();
    for cell in Scanner::new(line, dialect) {
        let written = line.get(cell.start..cell.end).unwrap_or_default();
        let text = encoding.decode_without_bom_handling(trimmed(written)).0.trim().to_owned();
        if !text.is_empty() {
            cells.push(text);
        }
        if cells.len() > 1 {
            return LastRow::Other;
        }
    }
    LastRow::of(&cells.iter().map(String::as_str).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_the_table_is_found_from_its_end() {
        let dialect = Dialect { separator: b',', terminator: b'\n' };
        let of = |text: &str| {
            let (start, count) = notes(text.as_bytes(), dialect, encoding_rs::UTF_8);
            (text[start..].to_owned(), count)
        };
        assert_eq!(of("a,1\n\n注: 速報値\n"), ("\n注: 速報値\n".to_owned(), 1));
        assert_eq!(of("a,1\r\n,\r\n注: 速報値,\r\n\r\n"), (",\r\n注: 速報値,\r\n\r\n".to_owned(), 1));
        assert_eq!(of("a,1\n\nb,2\n"), (String::new(), 0));
        assert_eq!(of("a,\"x\n\n注\",1\n"), (String::new(), 0), "lines of a cell are no rows");
        assert_eq!(of(""), (String::new(), 0));
        assert_eq!(undecided("a,1\n\n注".as_bytes(), dialect, encoding_rs::UTF_8), 4);
        assert_eq!(undecided(b"a,1\nb,2\n", dialect, encoding_rs::UTF_8), 8);
    }
}
