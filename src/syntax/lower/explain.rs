//! From where a reading stopped, and what could have followed, to what a person did.

use super::Lowering;
use super::header::explain_header;
use super::reference::comma_in_number;
use super::target::missing_quotes;
use super::text::unclosed_string;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message};
use crate::base::span::{Span, Spanned};
use crate::base::suggest::did_you_mean;
use crate::syntax::blocks::Block;
use crate::syntax::expected::expected;
use crate::syntax::grammar::Rule;

/// How far a piece could be read.
pub(super) struct Failure {
    /// A byte offset in the file.
    pub at: usize,
    /// What could have followed there.
    pub expected: Vec<Rule>,
}

/// What was being read.
pub(super) enum Place<'a> {
    /// A header, after its keyword.
    Header(&'a Spanned<String>, Span),
    Clause(Span),
    /// Where a declaration could stand.
    File(Span),
}

impl Place<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Header(_, span) | Self::Clause(span) | Self::File(span) => *span,
        }
    }
}

impl Lowering<'_> {
    /// The error that a failure to read comes from.
    pub(super) fn explain(&self, failure: &Failure, place: &Place<'_>) -> Diagnostic {
        let found = self.token(failure.at, place.span().end as usize);
        let words = found.map_or("", |found| self.words(found));
        self.explain_brackets(failure, place, found)
            .or_else(|| explain_header(failure, place, found, words, self.text))
            .or_else(|| self.explain_foreign(failure, place.span(), found?, words))
            .or_else(|| self.explain_words(failure, found?, words))
            .unwrap_or_else(|| self.explain_plainly(failure, place, found))
    }

    /// Brackets and backticks without their other half.
    fn explain_brackets(&self, failure: &Failure, place: &Place<'_>, found: Option<Span>) -> Option<Diagnostic> {
        let words = found.map_or("", |found| self.words(found));
        if let (Some(found), true) = (found, words.starts_with(['`', '｀'])) {
            return Some(
                Diagnostic::error(Message::new("unclosed-backtick"))
                    .at(found, Message::new("unclosed-backtick.label"))
                    .help(Message::new("unclosed-backtick.help")),
            );
        }
        let opener = self.open_parenthesis(place.span().start as usize, failure.at);
        // A parenthesis that closes too early closes something all the same.
        let closes = matches!(words, ")" | "）") && opener.is_some();
        if let (Some(found), true) = (found, !closes && matches!(words, ")" | "）" | "}" | "｝")) {
            return Some(
                Diagnostic::error(Message::new("unmatched-bracket").with("bracket", words))
                    .at(found, Message::new("unmatched-bracket.label"))
                    .help(Message::new("unmatched-bracket.help")),
            );
        }
        if found.is_some() && !words.starts_with(['{', '｛']) || !failure.expected.contains(&Rule::rparen) {
            return None;
        }
        let opener = opener?;
        if let Some(quote) = self.open_quote(opener.end as usize, failure.at) {
            return Some(unclosed_string(quote));
        }
        Some(
            Diagnostic::error(Message::new("unclosed-parenthesis"))
                .at(opener, Message::new("unclosed-parenthesis.label"))
                .help(Message::new("unclosed-parenthesis.help")),
        )
    }

    /// A quote in a stretch of one line that is not closed in it, with all that follows.
    fn open_quote(&self, start: usize, end: usize) -> Option<Span> {
        let stretch = self.text.get(start..end)?;
        let mut open: Option<(usize, char)> = None;
        for (offset, character) in stretch.char_indices() {
            open = match (open, character) {
                (Some((from, _)), '\n' | '\r') => {
                    let words = stretch.get(from..offset).unwrap_or_default().trim_end();
                    return Some(Span::new(self.file, start + from, start + from + words.len()));
                }
                (None, '"' | '“' | '＂') => Some((offset, character)),
                (Some((_, '"')), '"') | (Some((_, '“')), '”') | (Some((_, '＂')), '＂') => None,
                _ => open,
            };
        }
        open.map(|(offset, _)| Span::new(self.file, start + offset, start + stretch.trim_end().len()))
    }

    /// The last parenthesis in a stretch that is not closed in it.
    pub(super) fn open_parenthesis(&self, start: usize, end: usize) -> Option<Span> {
        let mut open = Vec::new();
        let mut quoted = false;
        for (offset, character) in self.text.get(start..end)?.char_indices() {
            match character {
                '"' => quoted = !quoted,
                '(' | '（' if !quoted => open.push((start + offset, character.len_utf8())),
                ')' | '）' if !quoted => drop(open.pop()),
                _ => {}
            }
        }
        open.pop().map(|(at, length)| Span::new(self.file, at, at + length))
    }

    /// Mistakes in a value that one can tell by the words.
    fn explain_words(&self, failure: &Failure, found: Span, words: &str) -> Option<Diagnostic> {
        let before = self.text.get(..failure.at).unwrap_or_default();
        let is_word = words.starts_with(|first: char| first.is_alphabetic() || first == '_');
        let expects = |rule| failure.expected.contains(&rule);
        if matches!(words, "," | "，") && before.ends_with(|last: char| last.is_numeric()) {
            return Some(comma_in_number(found));
        }
        if expects(Rule::kw_because) {
            return Some(
                Diagnostic::error(Message::new("allow-without-reason"))
                    .at(found, Message::new("allow-without-reason.label"))
                    .help(Message::new("allow-without-reason.help")),
            );
        }
        if is_word && failure.expected.iter().all(|rule| matches!(rule, Rule::text | Rule::open_text)) {
            let all = self.unquoted_text(found.start as usize);
            return (!failure.expected.is_empty()).then(|| missing_quotes(all, self.words(all)));
        }
        let after_number = before.trim_end().ends_with(|last: char| last.is_numeric());
        let in_expression = expects(Rule::comparison) && did_you_mean(words, OPERATORS.iter().copied()).is_some();
        let is_clause = !Block::with_clause(words).is_empty() || words == "or";
        if is_word && after_number && expects(Rule::percent) && !in_expression && !is_clause {
            return Some(self.unit_error(found, words));
        }
        None
    }

    /// "Expected …, found …".
    fn explain_plainly(&self, failure: &Failure, place: &Place<'_>, found: Option<Span>) -> Diagnostic {
        let mut expected = expected(&failure.expected);
        if expected.is_empty() {
            expected.push(match place {
                Place::File(_) => Message::new("unexpected-words.declaration"),
                _ => Message::new("unexpected-words.clause"),
            });
        }
        match found {
            Some(found) => {
                let hint = self.hint(failure, found);
                let message = Message::new("unexpected-words").with("found", self.words(found));
                let label = Message::new("unexpected-words.label").with("expected", Arg::choice(expected));
                let error = Diagnostic::error(message).at(found, label);
                hint.into_iter().fold(error, Diagnostic::help)
            }
            None if failure.expected.contains(&Rule::kw_because) => {
                Diagnostic::error(Message::new("allow-without-reason"))
                    .at(self.last_token(failure.at), Message::new("allow-without-reason.label"))
                    .help(Message::new("allow-without-reason.help"))
            }
            None => Diagnostic::error(Message::new("incomplete-line")).at(
                self.last_token(failure.at),
                Message::new("incomplete-line.label").with("expected", Arg::choice(expected)),
            ),
        }
    }

    /// Words that should stand in quotes: to what could follow a text, or the line's end.
    pub(super) fn unquoted_text(&self, start: usize) -> Span {
        let rest = self.text.get(start..).unwrap_or_default();
        let mut end = rest.find(['\n', '\r', ';', ',', '{', '}', '#', '"', '；', '，', '、']).unwrap_or(rest.len());
        for word in [" by ", " until ", " for ", " from ", " as ", ".."] {
            end = rest.get(..end).and_then(|rest| rest.find(word)).unwrap_or(end);
        }
        let length = rest.get(..end).unwrap_or_default().trim_end().len();
        Span::new(self.file, start, start + length)
    }

    /// The word, number, text or sign at a place, before `end`. `None` at the end of a line.
    fn token(&self, at: usize, end: usize) -> Option<Span> {
        let text = self.text.get(at..end)?;
        let trimmed = text.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']);
        let start = at + text.len() - trimmed.len();
        let first = trimmed.chars().next().filter(|first| !matches!(first, '\n' | '\r' | '#' | '＃'))?;
        let length = if first.is_alphanumeric() || first == '_' {
            trimmed.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(trimmed.len())
        } else if matches!(first, '"' | '“' | '＂') {
            let closing = trimmed.char_indices().skip(1).find(|(_, c)| matches!(c, '"' | '”' | '＂' | '\n' | '\r'));
            closing.map_or(trimmed.len(), |(offset, c)| if c.is_whitespace() { offset } else { offset + c.len_utf8() })
        } else {
            first.len_utf8()
        };
        Some(Span::new(self.file, start, start + length))
    }

    /// The last word or sign before a place.
    pub(super) fn last_token(&self, at: usize) -> Span {
        let before = self.text.get(..at).unwrap_or_default().trim_end();
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let start = match before.chars().next_back() {
            Some(last) if in_word(last) => before.trim_end_matches(in_word).len(),
            Some(last) => before.len() - last.len_utf8(),
            None => 0,
        };
        Span::new(self.file, start, before.len())
    }
}

const OPERATORS: &[&str] = &["and", "or", "in", "is", "contains", "where", "via", "on"];
