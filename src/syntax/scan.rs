//! What is looked at before the grammar reads a text: characters that don't belong, and how deeply it nests.
//!
//! The grammar, the lowering and everybody who walks the tree recurse, so depth is bounded here, by counting. What is
//! too much is blanked out, byte for byte, so that the rest is read as usual and every place stays right.

use std::borrow::Cow;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::{FileId, Span};

/// How deeply brackets and prefixes (`-`, `not`) may nest.
pub(super) const DEEPEST: usize = 256;

/// A text that is safe to read.
pub(super) struct Scanned<'t> {
    /// As long as the original, byte for byte.
    pub text: Cow<'t, str>,
    pub errors: Vec<Diagnostic>,
    /// How deeply it nests, at most [`DEEPEST`].
    pub depth: usize,
}

/// Looks through a text, once.
pub(super) fn scan(file: FileId, text: &str) -> Scanned<'_> {
    let mut scanner =
        Scanner { file, text, at: 0, blanked: Vec::new(), errors: Vec::new(), nesting: Nesting::default() };
    scanner.run();
    let Scanner { blanked, errors, nesting, .. } = scanner;
    if blanked.is_empty() {
        return Scanned { text: Cow::Borrowed(text), errors, depth: nesting.deepest };
    }
    let mut masked = String::with_capacity(text.len());
    for (start, end) in blanked {
        masked.push_str(text.get(masked.len()..start).unwrap_or_default());
        masked.extend(std::iter::repeat_n(' ', end - start));
    }
    masked.push_str(text.get(masked.len()..).unwrap_or_default());
    Scanned { text: Cow::Owned(masked), errors, depth: nesting.deepest }
}

/// How deep the place is that a scan has come to.
#[derive(Default)]
struct Nesting {
    /// For each open bracket, how many levels it and the prefixes before it make, and whether it was kept.
    parentheses: Vec<(usize, bool)>,
    braces: Vec<bool>,
    /// The levels of all open parentheses.
    levels: usize,
    /// Prefixes since the last operand.
    prefixes: usize,
    deepest: usize,
    reported: bool,
}

struct Scanner<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    /// Stretches to blank out, in order.
    blanked: Vec<(usize, usize)>,
    errors: Vec<Diagnostic>,
    nesting: Nesting,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut in_word = false;
        while let Some(character) = self.rest().chars().next() {
            let start = self.at;
            self.at += character.len_utf8();
            let word_before = std::mem::replace(&mut in_word, character.is_alphanumeric() || character == '_');
            match character {
                ' ' | '\t' | '\u{3000}' | '\u{a0}' => {}
                '\n' | '\r' => self.line_started(),
                '#' | '＃' => self.skip_line(),
                '"' => self.skip_quoted(&['"']),
                '＂' => self.skip_quoted(&['＂']),
                '“' | '”' => self.skip_quoted(&['“', '”']),
                '`' | '｀' => self.skip_quoted(&['`', '｀']),
                '(' | '（' => self.opened_parenthesis(start),
                ')' | '）' => self.closed_parenthesis(start),
                '{' | '｛' => self.opened_brace(start),
                '}' | '｝' => self.closed_brace(start),
                '-' | '－' | '−' | '!' | '！' => self.prefixed(start),
                'n' if !word_before && self.at_not(start) => {
                    self.at = start + "not".len();
                    in_word = true;
                    self.prefixed(start);
                }
                _ if is_odd_blank(character) => self.blanked.push((start, self.at)),
                // A byte order mark begins a file.
                '\u{feff}' if start == 0 => {}
                _ if character.is_control() || is_invisible(character) => self.control(start, character),
                _ => self.nesting.prefixes = 0,
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether the word at a place is `not`.
    fn at_not(&self, start: usize) -> bool {
        self.text
            .get(start..)
            .and_then(|rest| rest.strip_prefix("not"))
            .is_some_and(|after| !after.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        self.controls_until(self.at + length);
    }

    /// To the closing quote, or the line's end where there is none.
    fn skip_quoted(&mut self, closing: &[char]) {
        self.nesting.prefixes = 0;
        let mut escaped = false;
        let mut end = self.text.len();
        for (offset, character) in self.rest().char_indices() {
            if matches!(character, '\n' | '\r') {
                // An open text may end before a brace: only its quote is passed over.
                return;
            }
            if !escaped && closing.contains(&character) {
                end = self.at + offset + character.len_utf8();
                break;
            }
            escaped = character == '\\' && !escaped;
        }
        self.controls_until(end);
    }

    /// Passes over a stretch in which nothing nests.
    fn controls_until(&mut self, end: usize) {
        while self.at < end {
            let Some(character) = self.rest().chars().next() else { return };
            let start = self.at;
            self.at += character.len_utf8();
            if character.is_control() && !matches!(character, '\t' | '\n' | '\r') {
                self.control(start, character);
            }
        }
    }

    /// A line that starts with a declaration's keyword ends every block before it.
    fn line_started(&mut self) {
        const DECLARATIONS: [&str; 8] =
            ["kpi ", "kgi ", "measure ", "metric ", "source ", "lookup ", "contractor ", "plan "];
        if !self.nesting.braces.is_empty() && DECLARATIONS.iter().any(|word| self.rest().starts_with(word)) {
            self.nesting.braces.clear();
        }
    }

    fn opened_parenthesis(&mut self, start: usize) {
        let levels = 1 + self.nesting.prefixes;
        let kept = self.nesting.levels + levels <= DEEPEST;
        self.nesting.prefixes = 0;
        let counted = if kept { levels } else { 0 };
        self.nesting.parentheses.push((counted, kept));
        self.nesting.levels += counted;
        self.reached(start, kept, self.nesting.levels);
    }

    fn closed_parenthesis(&mut self, start: usize) {
        self.nesting.prefixes = 0;
        if let Some((levels, kept)) = self.nesting.parentheses.pop() {
            self.nesting.levels -= levels;
            if !kept {
                self.blanked.push((start, self.at));
            }
        }
    }

    fn opened_brace(&mut self, start: usize) {
        self.leave_parentheses();
        let kept = self.nesting.braces.len() < DEEPEST;
        self.nesting.braces.push(kept);
        self.reached(start, kept, self.nesting.braces.len());
    }

    fn closed_brace(&mut self, start: usize) {
        self.leave_parentheses();
        if self.nesting.braces.pop() == Some(false) {
            self.blanked.push((start, self.at));
        }
    }

    /// No parenthesis reaches over a brace.
    fn leave_parentheses(&mut self) {
        self.nesting.parentheses.clear();
        self.nesting.levels = 0;
        self.nesting.prefixes = 0;
    }

    fn prefixed(&mut self, start: usize) {
        let depth = self.nesting.levels + self.nesting.prefixes + 1;
        let kept = depth <= DEEPEST;
        if kept {
            self.nesting.prefixes += 1;
        }
        self.reached(start, kept, depth);
    }

    fn reached(&mut self, start: usize, kept: bool, depth: usize) {
        if kept {
            self.nesting.deepest = self.nesting.deepest.max(depth);
            return;
        }
        self.blanked.push((start, self.at));
        if !std::mem::replace(&mut self.nesting.reported, true) {
            self.errors.push(too_deep(Span::new(self.file, start, self.at)));
        }
    }

    fn control(&mut self, start: usize, character: char) {
        let run_on = self.blanked.last().is_some_and(|(_, end)| *end == start);
        self.blanked.push((start, self.at));
        if !run_on {
            let code = format!("U+{:04X}", u32::from(character));
            self.errors.push(
                Diagnostic::error(Message::new("control-character").with("code", code))
                    .at(Span::new(self.file, start, self.at), Message::new("control-character.label"))
                    .help(Message::new("control-character.help")),
            );
        }
    }
}

/// Spaces of other widths, as word processors and web pages have them; to a reader they are spaces.
fn is_odd_blank(character: char) -> bool {
    matches!(character, '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Characters that nobody sees: zero-width ones, marks of direction, line separators of other formats.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// That something at a place nests more deeply than a plan may.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(Message::new("nested-too-deeply").with("limit", DEEPEST))
        .at(span, Message::new("nested-too-deeply.label"))
        .help(Message::new("nested-too-deeply.help"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        scan(FileId(0), text).errors.iter().map(|error| error.code).collect()
    }

    #[test]
    fn ordinary_text_is_passed_on_as_it_is() {
        let text = "kpi a = -(b) { note \"(((\" } # ((((\n";
        let scanned = scan(FileId(0), text);
        assert!(matches!(scanned.text, Cow::Borrowed(_)));
        assert_eq!((scanned.errors.len(), scanned.depth), (0, 2));
    }

    #[test]
    fn what_is_too_deep_is_blanked_and_said_once() {
        for deep in
            ["(".repeat(10_000), "-".repeat(10_000), "not ".repeat(10_000), "{".repeat(10_000), "-(".repeat(9_000)]
        {
            let scanned = scan(FileId(0), &deep);
            assert_eq!(scanned.errors.len(), 1);
            assert_eq!(scanned.text.len(), deep.len());
            assert!(scanned.depth <= DEEPEST);
        }
    }

    #[test]
    fn spaces_of_other_widths_are_spaces_and_what_nobody_sees_is_said() {
        let scanned = scan(FileId(0), "kpi\u{2002}a\u{202f}{}");
        assert_eq!((scanned.text.as_ref(), scanned.errors.len()), ("kpi   a   {}", 0));
        assert_eq!(codes("kpi \u{200b}a {\u{2028}}\u{feff}"), ["control-character"; 3]);
        assert_eq!(codes("\u{feff}kpi a \"\u{200b}\""), [] as [&str; 0]);
    }

    #[test]
    fn a_run_of_control_characters_is_one_error() {
        assert_eq!(codes("plan \0\0\0 {\u{7}}"), ["control-character", "control-character"]);
        assert_eq!(codes("# \u{1b}[31m\n\"\u{85}\""), ["control-character", "control-character"]);
        assert_eq!(codes("a\tb\r\nc"), [] as [&str; 0]);
    }
}
