//! Targets: a number, a pair, a schedule, a file, or shares.

use super::Lowering;
use super::parts::Parts;
use crate::base::diagnostic::{Diagnostic, Fix};
use crate::base::message::Message;
use crate::base::span::Span;
use crate::syntax::blocks::Block;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{PeriodText, Quantity, Target, TargetDirection, TargetRange, TargetValue, Text};

impl<'t> Lowering<'t> {
    /// The pieces of a `target` after its keyword.
    pub(super) fn target(&mut self, mut values: Parts<'t>) -> Option<Target> {
        let direction = self.direction(&mut values);
        let first = values.next()?;
        let value = match first.as_rule() {
            Rule::range => TargetValue::One(self.range(first, direction)?),
            Rule::schedule_block => TargetValue::Schedule(self.schedule(first, direction)),
            Rule::kw_from => TargetValue::File(self.text(&values.next()?)),
            _ => {
                let dimension = self.name(&values.next_if(Rule::name)?);
                let members = self.members(values.seek(Rule::members_block)?, direction);
                TargetValue::By { dimension, members }
            }
        };
        Some(Target { direction, value })
    }

    fn direction(&mut self, values: &mut Parts<'t>) -> TargetDirection {
        let Some(direction) = values.next_if(Rule::direction) else { return TargetDirection::AtLeast };
        match Parts::of(direction.clone()).next().map(|inner| inner.as_rule()) {
            Some(Rule::kw_at_most) => TargetDirection::AtMost,
            Some(Rule::kw_between) => TargetDirection::Between,
            Some(Rule::comparison_mark) if matches!(direction.as_str(), "==" | "＝＝") => {
                self.needless_mark(self.span(&direction));
                TargetDirection::AtLeast
            }
            Some(Rule::comparison_mark) => {
                let least = !less_than(direction.as_str());
                let instead = if least { "at least" } else { "at most" };
                self.comparison_for_words(self.span(&direction), direction.as_str(), instead);
                if least { TargetDirection::AtLeast } else { TargetDirection::AtMost }
            }
            _ => TargetDirection::AtLeast,
        }
    }

    /// Reports `>=` where words say it.
    pub(super) fn comparison_for_words(&mut self, span: Span, written: &str, instead: &'static str) {
        let mut error = Diagnostic::error(Message::new("comparison-for-words").with("written", written))
            .at(span, Message::new("comparison-for-words.label"))
            .help(Message::new("comparison-for-words.help").with("instead", instead));
        error.fix = Some(Fix { edits: vec![(span, format!(" {instead} "))], safe: true });
        self.errors.push(error);
    }

    /// A `range`: one number, or after `between` two.
    fn range(&mut self, pair: Pair<'t>, direction: TargetDirection) -> Option<TargetRange> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let low = parts.next_if(Rule::quantity).and_then(|low| self.quantity(low));
        parts.next_if(Rule::kw_and);
        let second = parts.next_if(Rule::quantity);
        let second_span = second.as_ref().map(|second| self.span(second));
        let high = second.map(|high| self.quantity(high));
        match (high, direction) {
            (Some(high), TargetDirection::Between) => Some(between(low?, high?)),
            (None, TargetDirection::Between) => {
                self.between_needs_two(span);
                None
            }
            (Some(_), _) => {
                self.two_without_between(second_span.unwrap_or(span), span);
                None
            }
            (None, _) => low.map(TargetRange::Single),
        }
    }

    fn between_needs_two(&mut self, span: Span) {
        let low = self.words(span);
        self.errors.push(
            Diagnostic::error(Message::new("between-needs-two"))
                .at(span, Message::new("between-needs-two.label"))
                .help(Message::new("between-needs-two.help").with("low", low)),
        );
    }

    fn two_without_between(&mut self, second: Span, range: Span) {
        let numbers = self.words(range);
        self.errors.push(
            Diagnostic::error(Message::new("two-targets"))
                .at(second, Message::new("two-targets.label"))
                .help(Message::new("two-targets.help").with("numbers", numbers)),
        );
    }

    fn schedule(&mut self, block: Pair<'t>, direction: TargetDirection) -> Vec<(PeriodText, TargetRange)> {
        let mut entries = Vec::new();
        self.not_empty(&block, Message::new("empty-target.help"));
        self.entries(block, Block::Schedule, |this, entry| {
            let mut parts = Parts::of(entry);
            let period = parts.next_if(Rule::period).and_then(|period| this.period(period));
            this.stray_mark(&mut parts);
            let range = parts.next_if(Rule::range).and_then(|range| this.range(range, direction));
            entries.extend(period.zip(range));
        });
        entries
    }

    fn members(&mut self, block: Pair<'t>, direction: TargetDirection) -> Vec<(Text, TargetRange)> {
        let mut members = Vec::new();
        self.not_empty(&block, Message::new("empty-target.help-members"));
        self.entries(block, Block::Members, |this, entry| {
            if entry.as_rule() == Rule::broken_clause {
                return;
            }
            let mut parts = Parts::of(entry);
            let Some(member) = parts.next() else { return };
            let member = if member.as_rule() == Rule::name { this.unquoted(&member) } else { this.text(&member) };
            this.stray_mark(&mut parts);
            let range = parts.next_if(Rule::range).and_then(|range| this.range(range, direction));
            members.extend(range.map(|range| (member, range)));
        });
        members
    }

    /// Reports a target's block without anything in it.
    fn not_empty(&mut self, block: &Pair<'t>, help: Message) {
        let is_brace = |rule| matches!(rule, Rule::lbrace | Rule::rbrace);
        if Parts::of(block.clone()).all(|part| is_brace(part.as_rule())) {
            let error = Diagnostic::error(Message::new("empty-target"));
            self.errors.push(error.at(self.span(block), Message::new("empty-target.label")).help(help));
        }
    }

    /// A name where a text belongs: understood, and reported.
    fn unquoted(&mut self, pair: &Pair<'t>) -> Text {
        let name = self.name(pair);
        self.errors.push(missing_quotes(name.span, pair.as_str()));
        name
    }
}

/// A range. `per day` behind it is said of both ends.
fn between(mut low: Quantity, high: Quantity) -> TargetRange {
    if low.per.is_empty() {
        low.per.clone_from(&high.per);
    }
    TargetRange::Between(low, high)
}

/// That a word should stand in quotes.
pub(super) fn missing_quotes(span: Span, word: &str) -> Diagnostic {
    let mut error = Diagnostic::error(Message::new("missing-quotes").with("word", word))
        .at(span, Message::new("missing-quotes.label"))
        .help(Message::new("missing-quotes.help").with("word", word));
    error.fix = Some(Fix { edits: vec![(span, format!("\"{word}\""))], safe: true });
    error
}

/// Whether a comparison points down. `=<` does as well as `<=`.
pub(super) fn less_than(written: &str) -> bool {
    written.contains(['<', '＜', '≤', '≦'])
}
