//! Units as types: what a value is of, and where that comes from.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::plan::unit::{Unit, UnitKind};
use crate::syntax::tree::Literal;

use super::errors::{Errors, error_at};
use super::literals::{self, Worth};

/// The place that gave a value its unit, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Because {
    pub(super) span: Span,
    pub(super) reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// `in JPY` after an aggregate, or of a column in its source.
    Declared,
    /// Rows are counted.
    Counted,
    /// An aggregate of which no unit is said counts as a number of things.
    NothingSaid,
    /// A number with its unit.
    Literal,
    Quotient,
    Product,
    /// One date less another.
    Dates,
    /// The step of a funnel: next ÷ previous.
    Step,
    /// Bare numbers only.
    Bare,
    /// A metric of another plan.
    Foreign,
}

impl Because {
    pub(super) fn new(span: Span, reason: Reason) -> Self {
        Self { span, reason }
    }

    /// "in JPY, because of this".
    pub(super) fn label(self, unit: Unit) -> Message {
        let message = match self.reason {
            Reason::Declared => Message::new("unit-mismatch.because-declared"),
            Reason::Counted => Message::new("unit-mismatch.because-counted"),
            Reason::NothingSaid => Message::new("unit-mismatch.because-nothing-said"),
            Reason::Literal => Message::new("unit-mismatch.because-literal"),
            Reason::Quotient => Message::new("unit-mismatch.because-quotient"),
            Reason::Product => Message::new("unit-mismatch.because-product"),
            Reason::Dates => Message::new("unit-mismatch.because-dates"),
            Reason::Step => Message::new("unit-mismatch.because-step"),
            Reason::Bare => Message::new("unit-mismatch.because-bare"),
            Reason::Foreign => Message::new("unit-mismatch.because-foreign"),
        };
        message.with("unit", unit_message(unit))
    }
}

/// A unit as people say it: "a count", "JPY".
pub(super) fn unit_message(unit: Unit) -> Message {
    match unit.kind() {
        UnitKind::Count => Message::new("unit-mismatch.count"),
        UnitKind::Ratio => Message::new("unit-mismatch.ratio"),
        UnitKind::Duration => Message::new("unit-mismatch.duration"),
        UnitKind::Money(currency) => Message::new("unit-mismatch.money").with("currency", currency.code()),
        UnitKind::Compound => Message::new("unit-mismatch.compound").with("unit", unit.to_string()),
    }
}

/// What the type checker knows of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Term {
    /// Made of bare numbers: a count, a ratio or a factor, as its place asks.
    Bare {
        whole: bool,
    },
    Of(Unit),
}

impl Term {
    /// The unit that a value has when nothing asks for another.
    pub(super) fn settled(self) -> Unit {
        match self {
            Self::Of(unit) => unit,
            Self::Bare { whole: true } => Unit::COUNT,
            Self::Bare { whole: false } => Unit::RATIO,
        }
    }

    pub(super) fn of_number(number: &Rational) -> Self {
        Self::Bare { whole: number.is_whole() }
    }
}

/// A value in an expression: what it is of, where it is written, and where its unit comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Typed {
    pub(super) term: Term,
    pub(super) span: Span,
    pub(super) because: Because,
    /// The number, where it is a bare literal: zero is zero of anything.
    pub(super) is_zero: bool,
}

impl Typed {
    /// What a unit comes of, as labels on an error.
    fn explain(&self, unit: Unit, error: Diagnostic) -> Diagnostic {
        let error = error.related(self.span, Message::new("unit-mismatch.operand").with("unit", unit_message(unit)));
        if self.because.span == self.span {
            return error;
        }
        error.related(self.because.span, self.because.label(unit))
    }
}

/// The type of a sum or difference. `None` where the two don't go together, which is reported.
pub(super) fn sum(left: &Typed, right: &Typed, span: Span, operator: Span, errors: &mut Errors) -> Option<Typed> {
    let (term, because) = match (left.term, right.term) {
        (Term::Bare { whole }, Term::Bare { whole: other }) => (Term::Bare { whole: whole && other }, left.because),
        (Term::Of(unit), Term::Bare { .. }) => {
            check_bare(unit, left, right, errors)?;
            (left.term, left.because)
        }
        (Term::Bare { .. }, Term::Of(unit)) => {
            check_bare(unit, right, left, errors)?;
            (right.term, right.because)
        }
        (Term::Of(unit), Term::Of(other)) if unit == other => (left.term, left.because),
        (Term::Of(unit), Term::Of(other)) => {
            report_mismatch((left, unit), (right, other), operator, errors);
            return None;
        }
    };
    Some(Typed { term, span, because, is_zero: false })
}

/// The type of a product or quotient.
pub(super) fn scale(
    (left, right): (&Typed, &Typed),
    divide: bool,
    span: Span,
    operator: Span,
    errors: &mut Errors,
) -> Option<Typed> {
    let (own, other) = match (left.term, right.term) {
        (Term::Bare { whole }, Term::Bare { whole: other }) => {
            let term = Term::Bare { whole: whole && other && !divide };
            return Some(Typed { term, span, because: left.because, is_zero: false });
        }
        (Term::Of(_), Term::Bare { .. }) => return Some(Typed { span, is_zero: false, ..*left }),
        (Term::Bare { .. }, Term::Of(_)) if !divide => return Some(Typed { span, is_zero: false, ..*right }),
        (Term::Bare { .. }, Term::Of(unit)) => (Unit::RATIO, unit),
        (Term::Of(unit), Term::Of(other)) => (unit, other),
    };
    let (result, reason) =
        if divide { (own.over(other), Reason::Quotient) } else { (own.times(other), Reason::Product) };
    let Some(unit) = result else {
        report_currencies((left, own), (right, other), operator, errors);
        return None;
    };
    Some(Typed { term: Term::Of(unit), span, because: Because::new(span, reason), is_zero: false })
}

/// A bare number beside something else takes its unit if that is a count or a ratio.
fn check_bare(unit: Unit, measured: &Typed, bare: &Typed, errors: &mut Errors) -> Option<()> {
    if takes_bare(unit) || bare.is_zero {
        return Some(());
    }
    let error = error_at(
        bare.span,
        Message::new("missing-unit").with("unit", unit_message(unit)),
        Message::new("missing-unit.label"),
    );
    errors.push(measured.explain(unit, error).help(add_unit_help(unit)));
    None
}

/// Whether a bare number can be of a unit: numbers of things, shares, and units that no literal can write.
fn takes_bare(unit: Unit) -> bool {
    matches!(unit.kind(), UnitKind::Count | UnitKind::Ratio | UnitKind::Compound)
}

fn add_unit_help(unit: Unit) -> Message {
    match unit.kind() {
        UnitKind::Money(currency) => Message::new("missing-unit.help").with("unit", currency.code()),
        _ => Message::new("missing-unit.help").with("unit", "days"),
    }
}

fn report_mismatch(left: (&Typed, Unit), right: (&Typed, Unit), operator: Span, errors: &mut Errors) {
    if let (UnitKind::Money(_), UnitKind::Money(_)) = (left.1.kind(), right.1.kind()) {
        report_currencies(left, right, operator, errors);
        return;
    }
    let error = error_at(
        operator,
        Message::new("unit-mismatch").with("left", unit_message(left.1)).with("right", unit_message(right.1)),
        Message::new("unit-mismatch.label"),
    );
    let error = left.0.explain(left.1, error);
    let error = right.0.explain(right.1, error);
    let unsaid = |typed: &Typed| typed.because.reason == Reason::NothingSaid;
    let help = match (unsaid(left.0), unsaid(right.0)) {
        (true, false) => said_help(right.1),
        (false, true) => said_help(left.1),
        _ => Message::new("unit-mismatch.help"),
    };
    errors.push(error.help(help));
}

/// What to write after an aggregate whose unit is not said.
fn said_help(wanted: Unit) -> Message {
    match wanted.kind() {
        UnitKind::Money(currency) => Message::new("unit-mismatch.help-say").with("unit", currency.code()),
        UnitKind::Duration => Message::new("unit-mismatch.help-say").with("unit", "days"),
        UnitKind::Ratio => Message::new("unit-mismatch.help-say").with("unit", "%"),
        UnitKind::Count | UnitKind::Compound => Message::new("unit-mismatch.help"),
    }
}

fn report_currencies(left: (&Typed, Unit), right: (&Typed, Unit), operator: Span, errors: &mut Errors) {
    let error = error_at(
        operator,
        Message::new("two-currencies").with("left", unit_message(left.1)).with("right", unit_message(right.1)),
        Message::new("two-currencies.label"),
    );
    let error = left.0.explain(left.1, error);
    let error = right.0.explain(right.1, error);
    errors.push(error.help(Message::new("two-currencies.help")));
}

/// What a target, threshold or the like is held against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    pub(super) term: Term,
    pub(super) because: Because,
}

/// The number of a literal in the unit of its subject; another unit is an error that says where both come from.
pub(super) fn amount(literal: &Literal, subject: Subject, errors: &mut Errors) -> Option<Rational> {
    let Term::Of(unit) = subject.term else {
        return match literals::worth(literal, errors)? {
            Worth::Bare(number) | Worth::Of(number, _) => Some(number),
        };
    };
    let (number, written) = match literals::worth(literal, errors)? {
        Worth::Bare(number) if takes_bare(unit) || number.is_zero() => return Some(number),
        Worth::Bare(number) => {
            let help = Message::new("missing-unit.help-write");
            let help = match unit.kind() {
                // As people write it, which a plan may, too: `45万円`.
                UnitKind::Money(currency) => {
                    help.with("value", Arg::Quantity(number, UnitName::Money(currency.code().to_owned())))
                }
                _ => help.with("value", format!("{} days", literals::written(&number))),
            };
            let error = error_at(
                literal.span,
                Message::new("missing-unit").with("unit", unit_message(unit)),
                Message::new("missing-unit.label"),
            );
            errors.push(explain_subject(subject, unit, error).help(help));
            return None;
        }
        Worth::Of(number, written) if written == unit => return Some(number),
        Worth::Of(number, written) => (number, written),
    };
    let error = error_at(
        literal.span,
        Message::new("wrong-unit")
            .with("name", subject.name)
            .with("unit", unit_message(unit))
            .with("written", unit_message(written)),
        Message::new("wrong-unit.label").with("written", unit_message(written)),
    );
    let help = if subject.because.reason == Reason::NothingSaid {
        said_help(written)
    } else {
        match unit.kind() {
            UnitKind::Count => Message::new("wrong-unit.help-count").with("number", as_count(&number, written)),
            UnitKind::Ratio => Message::new("wrong-unit.help-ratio"),
            UnitKind::Duration => Message::new("wrong-unit.help-duration"),
            UnitKind::Money(currency) => Message::new("wrong-unit.help-money").with("currency", currency.code()),
            UnitKind::Compound => Message::new("wrong-unit.help-compound").with("unit", unit.to_string()),
        }
    };
    errors.push(explain_subject(subject, unit, error).help(help));
    None
}

/// A number of another unit as the count that was probably meant: `10%` as 10.
fn as_count(number: &Rational, written: Unit) -> String {
    match written.kind() {
        UnitKind::Ratio => literals::written(&(number * &Rational::from(100))),
        _ => literals::written(number),
    }
}

fn explain_subject(subject: Subject, unit: Unit, error: Diagnostic) -> Diagnostic {
    error.related(subject.because.span, subject.because.label(unit))
}
