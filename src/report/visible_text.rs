//! A plan's text as it is shown in code frames, with the places of its words.

use std::ops::Range;

use super::visible::push_visible;

/// Lines longer than this are cut off: a frame is for people.
const LONGEST_LINE: usize = 400;

/// The text with nothing hidden in it; each line ends with a space (so that there is something to point at where
/// something is missing) and LF.
#[derive(Debug)]
pub struct VisibleText {
    pub text: String,
    /// For each line, where its content lies in the original, and where it starts in `text`.
    lines: Vec<(Range<usize>, usize)>,
    original: String,
}

impl VisibleText {
    /// Makes `original` visible.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut shown = Self { text: String::new(), lines: Vec::new(), original: original.to_owned() };
        let mut start = 0;
        loop {
            let rest = &original[start..];
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            shown.lines.push((start..start + length, shown.text.len()));
            for character in rest[..length].chars().take(LONGEST_LINE) {
                push_visible(&mut shown.text, character);
            }
            shown.text.push_str(" \n");
            match &rest[length..] {
                "" => return shown,
                ending => start += length + if ending.starts_with("\r\n") { 2 } else { 1 },
            }
        }
    }

    /// Where the words at `start..end` of the original are shown: at least one character, all in one line (the first).
    #[must_use]
    pub fn shown(&self, start: usize, end: usize) -> Range<usize> {
        let line = self.line_of(start);
        let from = self.shown_offset(line, start);
        let to = self.shown_offset(line, end);
        if to > from {
            return from..to;
        }
        let next = self.text[from..].chars().next().map_or(0, char::len_utf8);
        from..from + next
    }

    /// The lines around the shown words at `start..end`, and the bytes that they take.
    #[must_use]
    pub fn lines_around(&self, start: usize, end: usize, before: usize, after: usize) -> (Range<usize>, Range<usize>) {
        let line_at = |offset: usize| self.lines.partition_point(|(_, from)| *from <= offset).max(1) - 1;
        let first = line_at(start).saturating_sub(before);
        let last = line_at(end.saturating_sub(1).max(start));
        // What follows the last line end is no line to a reader, unless it is what is pointed at.
        let ends_empty = self.lines.last().is_some_and(|(content, _)| content.is_empty());
        let lines = self.lines.len() - usize::from(ends_empty && last + 1 < self.lines.len());
        let past = (last + after + 1).min(lines);
        let byte = |line: usize| self.lines.get(line).map_or(self.text.len(), |(_, from)| *from);
        (first..past, byte(first)..byte(past))
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|(content, _)| content.start <= offset).max(1) - 1
    }

    fn shown_offset(&self, line: usize, offset: usize) -> usize {
        let (content, from) = &self.lines[line];
        let written = self.original.get(content.clone()).unwrap_or_default();
        let mut before = String::new();
        for (at, character) in written.char_indices().take(LONGEST_LINE) {
            if content.start + at >= offset {
                break;
            }
            push_visible(&mut before, character);
        }
        from + before.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_what_is_shown() {
        let text = VisibleText::new("a\u{1b}b\r\nアポ\n");
        assert_eq!(text.text, "a\u{241b}b \nアポ \n \n");
        let shown = |start, end| &text.text[text.shown(start, end)];
        assert_eq!(shown(2, 3), "b");
        assert_eq!(shown(5, 8), "ア");
        assert_eq!(shown(3, 3), " ");
        assert_eq!(shown(0, 11), "a\u{241b}b");
        assert_eq!(shown(99, 99), " ");
    }

    #[test]
    fn tabs_are_one_column() {
        assert_eq!(VisibleText::new("\tx").text, " x \n");
    }

    #[test]
    fn endless_lines_are_cut() {
        let text = VisibleText::new(&"x".repeat(10_000));
        assert_eq!(text.text.len(), LONGEST_LINE + 2);
        assert_eq!(&text.text[text.shown(9_000, 9_001)], " ");
    }
}
