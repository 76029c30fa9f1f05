//! Where the cells of separated text begin and end.

/// What separates cells and what ends records. Both are ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) struct Dialect {
    pub separator: u8,
    /// LF (a CR before it is trimmed with the cell's spaces), or CR in files that have no LF.
    pub terminator: u8,
}

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// As it is.
    Plain,
    /// Between quotes, which are not part of the range.
    Quoted,
    /// Between quotes, with doubled quotes inside or with text after the closing quote: the range holds the quotes,
    /// and [`unescape`] gives the text.
    Escaped,
}

/// One cell: a range of the text, spaces included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub start: usize,
    pub end: usize,
    pub writing: Writing,
    /// Whether the record ends with it.
    pub ends_record: bool,
}

/// Walks over the cells of a text that begins at a record. A record without a terminator at the end of the text is
/// one too; nothing after the last terminator is none.
pub(super) struct Scanner<'a> {
    text: &'a [u8],
    dialect: Dialect,
    /// The start of the next cell.
    at: usize,
    /// Whether a separator stands before `at`, so that a cell follows even at the end of the text.
    owes_cell: bool,
    /// The eight bytes from here have been compared; `hits` has the high bit of each separator or terminator among
    /// them that has not been passed yet.
    word: usize,
    hits: u64,
    /// The first quote that opens a cell over several lines with text after its closing quote.
    text_behind: Option<usize>,
}

const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;
const ONES: u64 = 0x0101_0101_0101_0101;
const WORD: usize = 8;

/// The high bit of each byte of `word` that is `byte`, exactly.
#[inline]
fn equal_bytes(word: u64, byte: u8) -> u64 {
    let different = word ^ (ONES * u64::from(byte));
    !(((different & LOW_BITS) + LOW_BITS) | different | LOW_BITS)
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a [u8], dialect: Dialect) -> Self {
        let mut scanner = Self { text, dialect, at: 0, owes_cell: false, word: 0, hits: 0, text_behind: None };
        scanner.compare(0);
        scanner
    }

    /// The start of the next cell.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Where the first cell so far opens that goes on over lines and has text after its closing quote.
    pub fn text_behind_quote(&self) -> Option<usize> {
        self.text_behind
    }

    /// Compares the eight bytes at `from`; beyond the text there is nothing to hit.
    #[inline]
    fn compare(&mut self, from: usize) {
        self.word = from;
        let rest = self.text.get(from..).unwrap_or_default();
        let bytes = rest.first_chunk::<WORD>().copied().unwrap_or_else(|| {
            let mut padded = [0; WORD];
            padded.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
            padded
        });
        let word = u64::from_le_bytes(bytes);
        self.hits = equal_bytes(word, self.dialect.separator) | equal_bytes(word, self.dialect.terminator);
    }

    /// The next separator or terminator, or the end of the text.
    #[inline]
    fn next_hit(&mut self) -> usize {
        while self.hits == 0 {
            if self.word + WORD >= self.text.len() {
                return self.text.len();
            }
            self.compare(self.word + WORD);
        }
        let at = self.word + self.hits.trailing_zeros() as usize / 8;
        self.hits &= self.hits - 1;
        at
    }

    /// Goes on after a quoted stretch.
    fn jump(&mut self, to: usize) {
        self.compare(to);
    }

    /// The cell from a quote on: up to the separator or terminator after the closing quote.
    fn quoted(&mut self, start: usize) -> Cell {
        let mut at = start + 1;
        let mut doubled = false;
        let closing = loop {
            match memchr::memchr(b'"', self.text.get(at..).unwrap_or_default()) {
                None => break self.text.len(),
                Some(further) if self.text.get(at + further + 1) == Some(&b'"') => {
                    doubled = true;
                    at += further + 2;
                }
                Some(further) => break at + further,
            }
        };
        let after = (closing + 1).min(self.text.len());
        self.jump(after);
        let end = self.next_hit();
        let trailing = self.text.get(after..end).unwrap_or_default();
        let text_behind = !trailing.iter().all(u8::is_ascii_whitespace);
        if text_behind
            && memchr::memchr(self.dialect.terminator, self.text.get(start..after).unwrap_or_default()).is_some()
        {
            self.text_behind.get_or_insert(start);
        }
        if doubled || text_behind {
            return self.finish(start, end, end, Writing::Escaped);
        }
        self.finish(start + 1, closing, end, Writing::Quoted)
    }

    #[inline]
    fn finish(&mut self, start: usize, end: usize, hit: usize, writing: Writing) -> Cell {
        let ends_record = self.text.get(hit) != Some(&self.dialect.separator);
        self.owes_cell = !ends_record;
        self.at = hit + 1;
        Cell { start, end, writing, ends_record }
    }
}

impl Iterator for Scanner<'_> {
    type Item = Cell;

    #[inline]
    fn next(&mut self) -> Option<Cell> {
        let start = self.at;
        match self.text.get(start) {
            Some(b'"') => Some(self.quoted(start)),
            None if !self.owes_cell => None,
            _ => {
                let end = self.next_hit();
                let start = start.min(end);
                Some(self.finish(start, end, end, Writing::Plain))
            }
        }
    }
}

/// The text of an escaped cell: a doubled quote is one; after the closing quote everything stands as it is.
pub(super) fn unescape(cell: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(cell.len());
    let mut rest = cell.get(1..).unwrap_or_default();
    while let Some(quote) = memchr::memchr(b'"', rest) {
        let (before, from_quote) = rest.split_at(quote);
        text.extend_from_slice(before);
        rest = from_quote.get(1..).unwrap_or_default();
        match rest.split_first() {
            Some((b'"', after)) => {
                text.push(b'"');
                rest = after;
            }
            _ => break,
        }
    }
    text.extend_from_slice(rest);
    text
}

/// The first records of a text, cell by cell, as text without spaces around it.
pub(super) fn records(text: &str, dialect: Dialect, most: usize) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    for cell in Scanner::new(text.as_bytes(), dialect) {
        let written = text.get(cell.start..cell.end).unwrap_or_default();
        record.push(match cell.writing {
            Writing::Escaped => String::from_utf8_lossy(&unescape(written.as_bytes())).trim().to_owned(),
            _ => written.trim().to_owned(),
        });
        if cell.ends_record {
            records.push(std::mem::take(&mut record));
            if records.len() == most {
                break;
            }
        }
    }
    records
}

/// How many records of the text end before the byte `offset`.
pub(super) fn records_before(text: &[u8], dialect: Dialect, offset: usize) -> u64 {
    let mut scanner = Scanner::new(text, dialect);
    let mut records = 0;
    while let Some(cell) = scanner.next() {
        if scanner.position() > offset {
            break;
        }
        records += u64::from(cell.ends_record);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAS: Dialect = Dialect { separator: b',', terminator: b'\n' };

    #[test]
    fn cells_as_people_write_them() {
        let of = |text: &str| records(text, COMMAS, 99);
        let cases: &[(&str, &[&[&str]])] = &[
            ("", &[]),
            ("a,b\nc,d", &[&["a", "b"], &["c", "d"]]),
            ("a,b\r\nc,d\r\n", &[&["a", "b"], &["c", "d"]]),
            ("a,\n,\n\n", &[&["a", ""], &["", ""], &[""]]),
            ("a,", &[&["a", ""]]),
            ("\"a,1\",\"b\n2\"\nc,d\n", &[&["a,1", "b\n2"], &["c", "d"]]),
            ("\"say \"\"hi\"\"\",x\n", &[&["say \"hi\"", "x"]]),
            ("24\" screen,5\"\n6,7", &[&["24\" screen", "5\""], &["6", "7"]]),
            ("\"a\"b,c\n", &[&["ab", "c"]]),
            ("\"\",\"\"\"\"\n", &[&["", "\""]]),
            (" a , \u{3000}b\u{3000}\n", &[&["a", "b"]]),
            ("\"a\" ,b\r\n", &[&["a", "b"]]),
        ];
        for (text, expected) in cases {
            assert_eq!(of(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn a_lone_carriage_return_ends_records_where_nothing_else_does() {
        let dialect = Dialect { separator: b';', terminator: b'\r' };
        assert_eq!(records("a;b\r1;2\r", dialect, 9), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn records_are_counted_up_to_a_place() {
        let text = b"a,b\n\"x\ny\",c\nd,e\n";
        let count = |offset| records_before(text, COMMAS, offset);
        assert_eq!((count(0), count(5), count(13), count(99)), (0, 1, 2, 3));
    }
}
