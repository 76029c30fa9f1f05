//! The one shape of everything that the program has to say about a plan or its data.

use super::message::Message;
use super::span::Span;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The check could not be done (exit status 2).
    Error,
    /// A finding that fails the check (exit status 1).
    Deny,
    /// A finding that is reported.
    Warn,
    /// A finding that is shown when asked for, and always counted.
    Note,
}

/// Words beside a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub span: Span,
    pub message: Message,
}

/// A mend: replace the words at each span.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    pub edits: Vec<(Span, String)>,
    /// A safe fix never changes what the plan means.
    pub safe: bool,
}

/// What is wrong, where, and what to write instead. Plain data: every phase makes it, every format reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub level: Level,
    /// The error's or rule's name; the message of the same name in `locales/` is its text.
    pub code: &'static str,
    /// The name of a project's own rule, which no code can be.
    pub own_rule: Option<String>,
    pub message: Message,
    /// The exact words it is about. `None` where there are none to point at (a missing file given on the command line).
    pub primary: Option<Label>,
    /// Other places that belong to it, possibly in other files.
    pub related: Vec<Label>,
    /// What to write instead.
    pub help: Option<Message>,
    pub fix: Option<Fix>,
    /// The declaration that it is about, by its name; `None` for what is about the whole plan.
    pub about: Option<String>,
}

impl Diagnostic {
    /// An error whose text is `message`; its code is the message's id.
    #[must_use]
    pub fn error(message: Message) -> Self {
        Self::new(Level::Error, message)
    }

    /// A diagnostic of any level; its code is the message's id.
    #[must_use]
    pub fn new(level: Level, message: Message) -> Self {
        Self {
            level,
            code: message.id,
            own_rule: None,
            message,
            primary: None,
            related: Vec::new(),
            help: None,
            fix: None,
            about: None,
        }
    }

    /// The name of the error or rule, as it is shown and as plans and settings write it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.own_rule.as_deref().unwrap_or(self.code)
    }

    /// Points at the words it is about, with a few words beside them.
    #[must_use]
    pub fn at(mut self, span: Span, label: Message) -> Self {
        self.primary = Some(Label { span, message: label });
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn related(mut self, span: Span, label: Message) -> Self {
        self.related.push(Label { span, message: label });
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// The order in which diagnostics are shown: by place, those without a place first.
    #[must_use]
    pub fn sort_key(&self) -> (Option<Span>, Level, &'static str) {
        (self.primary.as_ref().map(|label| label.span), self.level, self.code)
    }
}
