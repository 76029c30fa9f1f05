//! The errors of a run, and the nearest known name to an unknown one.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::Span;
use crate::base::suggest::did_you_mean;

/// A name is compared with so many others, and so many names in a run: a slip is mended one at a time, and a plan of
/// a hundred thousand lines in which nothing is found must still end.
const CANDIDATES: usize = 4_000;
const SUGGESTIONS: u32 = 60;
const LONGEST_NAME: usize = 80;

/// So many names are listed; more are not read.
const LISTED: usize = 12;

/// Collects errors in the order in which they are found.
#[derive(Debug)]
pub(super) struct Errors {
    found: Vec<Diagnostic>,
    suggestions_left: u32,
}

impl Errors {
    pub(super) fn new() -> Self {
        Self { found: Vec::new(), suggestions_left: SUGGESTIONS }
    }

    pub(super) fn push(&mut self, error: Diagnostic) {
        self.found.push(error);
    }

    /// Gives the last error another help, by one who knows more of its place.
    pub(super) fn help_last(&mut self, help: Message) {
        if let Some(last) = self.found.last_mut() {
            last.help = Some(help);
        }
    }

    /// How many there are: a part of the plan is free of errors if this has not changed over its resolution.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// The known name that `written` most likely stands for.
    pub(super) fn similar<'a>(&mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        if self.suggestions_left == 0 || written.len() > LONGEST_NAME {
            return None;
        }
        self.suggestions_left -= 1;
        let known = known.into_iter().filter(|name| name.len() <= LONGEST_NAME).take(CANDIDATES);
        did_you_mean(written, known)
    }

    /// Every error by place, each once: a file that two plans take in is resolved for both.
    pub(super) fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        found.sort_by_key(Diagnostic::sort_key);
        found.dedup();
        found
    }
}

/// The names, where they are few enough to be read.
pub(super) fn short_list<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Vec<String>> {
    let names: Vec<String> = names.into_iter().take(LISTED + 1).map(|name| format!("`{name}`")).collect();
    (1..=LISTED).contains(&names.len()).then_some(names)
}

/// An error at a place; its label is the message's `.label`.
pub(super) fn error_at(span: Span, message: Message, label: Message) -> Diagnostic {
    Diagnostic::error(message).at(span, label)
}
