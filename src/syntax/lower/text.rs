//! Texts in quotes, names and single words.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::Lowering;
use super::parts::Parts;
use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message};
use crate::base::span::{Span, Spanned};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::synonyms;
use crate::syntax::tree::{Name, Path, Text, Who};

impl Lowering<'_> {
    /// A `text` or `open_text`.
    pub(super) fn text(&mut self, pair: &Pair<'_>) -> Text {
        let span = self.span(pair);
        let written = pair.as_str();
        let quote = written.chars().next().map_or(0, char::len_utf8);
        let inner = if pair.as_rule() == Rule::open_text {
            self.errors.push(unclosed_string(span));
            written.get(quote..)
        } else {
            let closing = written.chars().next_back().map_or(0, char::len_utf8);
            written.get(quote..written.len() - closing)
        };
        let inner = inner.unwrap_or_default();
        let value =
            if inner.contains('\\') { self.unescaped(inner, pair.as_span().start() + quote) } else { inner.to_owned() };
        Spanned::new(value, span)
    }

    fn unescaped(&mut self, inner: &str, start: usize) -> String {
        let mut value = String::with_capacity(inner.len());
        let mut characters = inner.char_indices();
        while let Some((at, character)) = characters.next() {
            if character != '\\' {
                value.push(character);
                continue;
            }
            match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, same @ ('\\' | '"' | '“' | '”' | '＂'))) => value.push(same),
                Some((_, other)) => {
                    value.push(other);
                    self.unknown_escape(other, start + at);
                }
                None => value.push('\\'),
            }
        }
        value
    }

    fn unknown_escape(&mut self, escaped: char, at: usize) {
        let span = Span::new(self.file, at, at + 1 + escaped.len_utf8());
        self.errors.push(
            Diagnostic::error(Message::new("unknown-escape").with("escape", format!("\\{escaped}")))
                .at(span, Message::new("unknown-escape.label"))
                .help(Message::new("unknown-escape.help")),
        );
    }

    /// A `name`, as names are compared.
    pub(super) fn name(&self, pair: &Pair<'_>) -> Name {
        Spanned::new(normalised(pair.as_str()), self.span(pair))
    }

    /// A `path` or `list_path`, or what is left of a reference.
    pub(super) fn path(&self, pair: Pair<'_>) -> Path {
        let span = self.span(&pair);
        let parts = Parts::of(pair).filter(|part| part.as_rule() == Rule::name).map(|part| self.name(&part)).collect();
        Path { parts, span }
    }

    /// A `who`: a person in quotes, or a name.
    pub(super) fn who(&mut self, pair: Pair<'_>) -> Option<Who> {
        let inner = Parts::of(pair).next()?;
        Some(match inner.as_rule() {
            Rule::name => Who::Name(self.name(&inner)),
            _ => Who::Person(self.text(&inner)),
        })
    }

    /// The value that a word of a fixed list stands for. `None`, reported, where it is not on the list.
    pub(super) fn choice<T: Copy>(
        &mut self,
        pair: &Pair<'_>,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let written = normalised(pair.as_str());
        if let Some(value) = all.iter().find(|value| word(**value) == written) {
            return Some(*value);
        }
        let words: Vec<&str> = all.iter().map(|value| word(*value)).collect();
        self.unknown_word(self.span(pair), &written, &words);
        None
    }

    /// Reports a word that is not on a list.
    pub(super) fn unknown_word(&mut self, span: Span, written: &str, known: &[&str]) {
        let quoted: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
        let help = match synonyms::meant(written, known.iter().copied()) {
            Some(similar) => Message::new("unknown-word.help-similar").with("similar", similar),
            None => Message::new("unknown-word.help").with("known", Arg::choice(quoted)),
        };
        self.errors.push(
            Diagnostic::error(Message::new("unknown-word").with("word", written))
                .at(span, Message::new("unknown-word.label"))
                .help(help),
        );
    }
}

/// That quotes are opened and not closed.
pub(super) fn unclosed_string(span: Span) -> Diagnostic {
    Diagnostic::error(Message::new("unclosed-string"))
        .at(span, Message::new("unclosed-string.label"))
        .help(Message::new("unclosed-string.help"))
}

/// A name as it is compared: without backticks, in NFKC.
pub(in crate::syntax) fn normalised(written: &str) -> String {
    let bare = written.strip_prefix(['`', '｀']).and_then(|rest| rest.strip_suffix(['`', '｀'])).unwrap_or(written);
    if bare.is_ascii() || is_nfkc_quick(bare.chars()) == IsNormalized::Yes {
        bare.to_owned()
    } else {
        bare.nfkc().collect()
    }
}
