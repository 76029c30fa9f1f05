//! What a rule gives out.

use crate::base::diagnostic::{Diagnostic, Fix, Label, Level};
use crate::base::message::Message;
use crate::base::span::Span;
use crate::plan::metric::Allow;

use super::homes::Homes;
use super::rule::Rule;

/// The findings of one rule in one plan.
pub struct Findings<'a> {
    /// The code of what it finds; a project's own rule has none but the one that all of these share.
    code: &'static str,
    own_rule: Option<String>,
    level: Level,
    homes: &'a Homes,
    found: Vec<Finding>,
}

impl<'a> Findings<'a> {
    /// None yet.
    pub(super) fn new(rule: &'static Rule, level: Level, homes: &'a Homes) -> Self {
        Self { code: rule.name, own_rule: None, level, homes, found: Vec::new() }
    }

    /// None yet, of a project's own rule.
    pub(super) fn of_custom(name: String, level: Level, homes: &'a Homes) -> Self {
        Self { code: "custom-rule", own_rule: Some(name), level, homes, found: Vec::new() }
    }

    /// Says something of the words at `span`; gives it out to be added to.
    pub fn report(&mut self, span: Span, message: Message, label: Message) -> &mut Finding {
        let mut diagnostic = Diagnostic::new(self.level, message).at(span, label);
        diagnostic.code = self.code;
        diagnostic.own_rule.clone_from(&self.own_rule);
        diagnostic.about = self.homes.of(span).map(|home| home.name.clone());
        self.found.push(Finding(diagnostic));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found.into_iter().map(|finding| finding.0).collect()
    }
}

/// A finding that is being put together.
pub struct Finding(Diagnostic);

impl Finding {
    /// Says what to write instead.
    pub fn help(&mut self, help: Message) -> &mut Self {
        self.0.help = Some(help);
        self
    }

    /// Points at another place.
    pub fn related(&mut self, span: Span, label: Message) -> &mut Self {
        self.0.related.push(Label { span, message: label });
        self
    }

    /// Brings a mend.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.0.fix = Some(fix);
        self
    }
}

/// A finding that the plan itself silences.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    pub finding: Diagnostic,
    pub by: Allow,
}
