//! Contractors, actions and tests.

use std::collections::HashMap;

use crate::base::message::Message;
use crate::base::period::FiscalYear;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::plan::ids::MetricId;
use crate::plan::practice::{Action, Contractor, Expectation, Expected, Paid, Test};
use crate::plan::settings::Settings;
use crate::plan::unit::UnitKind;
use crate::syntax::tree::{
    ActionClause, ActionDecl, ContractorClause, ContractorDecl, Expected as ExpectedText, Literal, LiteralUnit, Path,
    Quantity, TestClause, TestDecl,
};

use super::clauses;
use super::errors::{Errors, error_at};
use super::literals::{self, Worth};
use super::metrics::Metrics;
use super::names::Names;
use super::people;
use super::periods;
use super::units;

/// Where contractors, actions and tests are resolved.
pub(super) struct Practice<'a, 'm, 't> {
    pub(super) names: &'a Names<'t>,
    pub(super) settings: &'a Settings,
    pub(super) metrics: &'a mut Metrics<'m, 't>,
    pub(super) errors: &'a mut Errors,
}

impl Practice<'_, '_, '_> {
    /// Every contractor stays, so that ids keep their places; what they are paid by may be missing.
    pub(super) fn contractor(&mut self, declaration: &ContractorDecl) -> Contractor {
        let mut contractor = Contractor {
            name: declaration.name.clone(),
            label: declaration.label.as_ref().map(|label| label.value.clone()),
            paid: Vec::new(),
            note: None,
            allows: Vec::new(),
            span: declaration.span,
        };
        let mut notes = Vec::new();
        for clause in &declaration.clauses {
            match &clause.kind {
                ContractorClause::Paid { fee, per } => {
                    let fee = fee.as_ref().map(|fee| self.fee(fee));
                    let metric = self.metrics.resolve(per, self.errors);
                    if let (Some(metric), Some(Some(_)) | None) = (metric, &fee) {
                        contractor.paid.push(Paid { fee: fee.flatten(), per: Spanned::new(metric, per.span) });
                    }
                }
                ContractorClause::Note(note) => notes.push(note.value.as_str()),
                ContractorClause::Allow(allow) => contractor.allows.push(clauses::allow(allow)),
                ContractorClause::Broken => {}
            }
        }
        contractor.note = clauses::joined(notes.into_iter());
        contractor
    }

    /// Money; a bare number is of the plan's currency.
    fn fee(&mut self, literal: &Literal) -> Option<(Rational, String)> {
        let own = self.settings.currency.as_ref().map(|currency| currency.value.code().to_owned());
        let money = match literals::worth(literal, self.errors)? {
            Worth::Of(number, unit) => match unit.kind() {
                UnitKind::Money(currency) => Some((number, currency.code().to_owned())),
                _ => None,
            },
            Worth::Bare(number) => own.clone().map(|currency| (number, currency)),
        };
        if money.is_none() {
            let number = literals::written(&literal.number);
            let currency = own.unwrap_or_else(|| "JPY".to_owned());
            self.errors.push(
                error_at(literal.span, Message::new("fee-not-money"), Message::new("fee-not-money.label"))
                    .help(Message::new("fee-not-money.help").with("example", format!("{number} {currency}"))),
            );
        }
        money
    }

    pub(super) fn action(&mut self, declaration: &ActionDecl) -> Option<Action> {
        let before = self.errors.count();
        let metric = self.metrics.resolve(&declaration.metric, self.errors);
        let (mut from, mut by, mut expect, mut owner) = (None, None, None, None);
        let (mut heard, mut notes, mut allows) = (Vec::new(), Vec::new(), Vec::new());
        for clause in &declaration.clauses {
            match &clause.kind {
                ActionClause::From(date) => from = Some(date.clone()),
                ActionClause::By(date) => by = Some(date.clone()),
                ActionClause::Expect(value) => {
                    let expected = metric.and_then(|metric| self.value(value, metric));
                    expect = expected.map(|expected| Spanned::new(expected, value.span));
                }
                ActionClause::Owner(who) => owner = people::owner(who, self.names, self.errors),
                ActionClause::Heard { date, what } => heard.push((date.value, what.value.clone())),
                ActionClause::Note(note) => notes.push(note.value.as_str()),
                ActionClause::Allow(allow) => allows.push(clauses::allow(allow)),
                ActionClause::Broken => {}
            }
        }
        if let (Some(from), Some(by)) = (&from, &by) {
            periods::in_order((from.value, from.span), (by.value, by.span), self.errors);
        }
        let metric = Spanned::new(metric?, declaration.metric.span);
        let (label, span, note) = (declaration.label.clone(), declaration.span, clauses::joined(notes.into_iter()));
        (self.errors.count() == before).then_some(Action {
            label,
            metric,
            from,
            expect,
            by,
            owner,
            heard,
            note,
            allows,
            span,
        })
    }

    pub(super) fn test(&mut self, declaration: &TestDecl) -> Option<Test> {
        let before = self.errors.count();
        let mut is_whole = true;
        let mut given_before: HashMap<MetricId, Span> = HashMap::new();
        let mut test = Test {
            label: declaration.label.clone(),
            period: None,
            given: Vec::new(),
            expected: Vec::new(),
            span: declaration.span,
        };
        for clause in &declaration.clauses {
            match &clause.kind {
                TestClause::In(period) => test.period = self.period(period),
                TestClause::Given { metric, value } => {
                    let Some((id, value)) = self.pair(metric, value) else {
                        is_whole = false;
                        continue;
                    };
                    if let Some(earlier) = given_before.insert(id, metric.span) {
                        self.report_given_twice(metric, earlier);
                    }
                    test.given.push((Spanned::new(id, metric.span), value));
                }
                TestClause::Expect { metric, expected } => {
                    let expected = self.expected(metric, expected);
                    is_whole &= expected.is_some();
                    test.expected.extend(expected.map(|(metric, expected)| Expectation {
                        metric,
                        expected,
                        span: clause.span,
                    }));
                }
                TestClause::ExpectRequired { metric, value } => {
                    let pair = self.pair(metric, value);
                    is_whole &= pair.is_some();
                    test.expected.extend(pair.map(|(id, number)| Expectation {
                        metric: Spanned::new(id, metric.span),
                        expected: Expected::Required { value: number, decimals: decimals(&value.literal) },
                        span: clause.span,
                    }));
                }
                TestClause::Note(_) => {}
                TestClause::Broken => is_whole = false,
            }
        }
        (is_whole && self.errors.count() == before).then_some(test)
    }

    fn period(&mut self, text: &crate::syntax::tree::PeriodText) -> Option<crate::base::period::Period> {
        let fiscal: FiscalYear = self.settings.fiscal;
        periods::period(text, fiscal)
    }

    fn expected(&mut self, path: &Path, expected: &ExpectedText) -> Option<(Spanned<MetricId>, Expected)> {
        match expected {
            ExpectedText::Status(status) => {
                let metric = self.metrics.resolve(path, self.errors)?;
                Some((Spanned::new(metric, path.span), Expected::Status(status.value)))
            }
            ExpectedText::Value(quantity) => {
                let (metric, value) = self.pair(path, quantity)?;
                let decimals = decimals(&quantity.literal);
                Some((Spanned::new(metric, path.span), Expected::Value { value, decimals }))
            }
        }
    }

    /// A metric, and a number in its unit.
    fn pair(&mut self, path: &Path, value: &Quantity) -> Option<(MetricId, Rational)> {
        let metric = self.metrics.resolve(path, self.errors)?;
        Some((metric, self.value(value, metric)?))
    }

    fn value(&mut self, quantity: &Quantity, metric: MetricId) -> Option<Rational> {
        if let Some(word) = quantity.per.first() {
            self.errors.push(
                error_at(word.span, Message::new("per-not-here"), Message::new("per-not-here.label"))
                    .help(Message::new("per-not-here.help").with("word", &word.value)),
            );
            return None;
        }
        units::amount(&quantity.literal, self.metrics.subject(metric)?, self.errors)
    }

    fn report_given_twice(&mut self, path: &Path, earlier: Span) {
        self.errors.push(
            error_at(path.span, Message::new("given-twice"), Message::new("given-twice.label"))
                .related(earlier, Message::new("given-twice.first"))
                .help(Message::new("given-twice.help")),
        );
    }
}

/// The decimals in days of a duration that is written in smaller units: an hour is a bit more than four hundredths.
fn decimals(literal: &Literal) -> u32 {
    use crate::base::vocabulary::DurationUnit;
    let more = match literal.unit {
        LiteralUnit::Duration(DurationUnit::Hours) => 2,
        LiteralUnit::Duration(DurationUnit::Minutes) => 4,
        LiteralUnit::Duration(DurationUnit::Seconds) => 6,
        _ => 0,
    };
    literal.decimals.saturating_add(more)
}
