//! Cuts text into blocks where a record ends, without reading its cells.

use super::scanner::Dialect;

/// Finds the last place in a growing text at which a record ends. Between two quotes nothing is looked at but the
/// quotes, so that text without any costs next to nothing.
#[derive(Debug)]
pub(super) struct Cutter {
    dialect: Dialect,
    /// Everything before has been looked at.
    seen: usize,
    /// Where the quote stands that is still open.
    open: Option<usize>,
    /// Just past the last terminator outside of quotes.
    cut: usize,
}

impl Cutter {
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, seen: 0, open: None, cut: 0 }
    }

    /// Looks at what has been added to a text that begins at a record. `complete` says that no more will come.
    pub fn look(&mut self, text: &[u8], complete: bool) {
        while self.seen < text.len() {
            let rest = text.get(self.seen..).unwrap_or_default();
            let quote = memchr::memchr(b'"', rest).map(|further| self.seen + further);
            match (self.open, quote) {
                (None, quote) => self.pass_unquoted(text, quote),
                (Some(_), None) => self.seen = text.len(),
                (Some(_), Some(quote)) => match text.get(quote + 1) {
                    Some(b'"') => self.seen = quote + 2,
                    // Whether it is doubled is not known yet.
                    None if !complete => {
                        self.seen = quote;
                        return;
                    }
                    _ => {
                        self.open = None;
                        self.seen = quote + 1;
                    }
                },
            }
        }
    }

    /// Passes over text outside of quotes, up to the next quote and over it.
    fn pass_unquoted(&mut self, text: &[u8], quote: Option<usize>) {
        let end = quote.unwrap_or(text.len());
        let stretch = text.get(self.seen..end).unwrap_or_default();
        if let Some(last) = memchr::memrchr(self.dialect.terminator, stretch) {
            self.cut = self.seen + last + 1;
        }
        self.seen = quote.map_or(text.len(), |quote| quote + 1);
        // Only at the start of a cell a quote is more than a character.
        let before = end.checked_sub(1).and_then(|before| text.get(before));
        let opens = before.is_none_or(|byte| *byte == self.dialect.separator || *byte == self.dialect.terminator);
        self.open = quote.filter(|_| opens);
    }

    /// Just past the last record that is whole; 0 where there is none.
    pub fn cut(&self) -> usize {
        self.cut
    }

    /// Where the quote stands that is not closed.
    pub fn open_quote(&self) -> Option<usize> {
        self.open
    }
}

#[cfg(test)]
mod tests {
    use super::super::scanner::Scanner;
    use super::*;
    use proptest::prelude::*;

    const COMMAS: Dialect = Dialect { separator: b',', terminator: b'\n' };

    fn cut_of(text: &[u8], steps: &[usize]) -> (usize, Option<usize>) {
        let mut cutter = Cutter::new(COMMAS);
        for step in steps {
            cutter.look(&text[..(*step).min(text.len())], false);
        }
        cutter.look(text, true);
        (cutter.cut(), cutter.open_quote())
    }

    #[test]
    fn quotes_hide_line_breaks_only_where_they_open_a_cell() {
        assert_eq!(cut_of(b"a,b\nc,d", &[]), (4, None));
        assert_eq!(cut_of(b"a\n\"b\nc", &[]), (2, Some(2)));
        assert_eq!(cut_of(b"a\n\"b\nc\"\nd", &[]), (8, None));
        assert_eq!(cut_of(b"5\"\n6\"\n", &[]), (6, None));
        assert_eq!(cut_of(b"\"a\"\"\nb\"\n", &[4]), (8, None));
        assert_eq!(cut_of(b"no end", &[]), (0, None));
    }

    proptest! {
        #[test]
        fn cuts_are_where_records_end(text in "[ab,\"\n]{0,40}", steps in prop::collection::vec(0usize..40, 0..5)) {
            let mut steps = steps;
            steps.sort_unstable();
            let text = text.as_bytes();
            let (cut, open) = cut_of(text, &steps);
            let mut scanner = Scanner::new(text, COMMAS);
            let mut ends = vec![0];
            while let Some(cell) = scanner.next() {
                if cell.ends_record && scanner.position() <= text.len() && text.get(scanner.position() - 1) == Some(&b'\n') {
                    ends.push(scanner.position());
                }
            }
            let last = *ends.last().unwrap();
            // A terminator inside of an open quote ends nothing for either.
            prop_assert!(ends.contains(&cut));
            prop_assert_eq!(cut, last, "open {:?}", open);
        }
    }
}
