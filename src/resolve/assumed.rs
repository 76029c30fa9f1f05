//! A number that somebody assumes for one of a plan's: read as the plan itself would read it.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::span::{FileId, Span};
use crate::plan::metric::{Expr, Metric, MetricOrigin, Operator};
use crate::plan::unit::Unit;
use crate::syntax;
use crate::syntax::tree::LiteralUnit;

use super::errors::{Errors, error_at};
use super::units::{self, Because, Reason, Subject, Term};

/// A number that is assumed, in the unit of the metric that it is assumed for.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumed {
    pub value: Rational,
    /// Written without a unit: whether `12` of a rate means 12% or twelve times as many can't be seen.
    pub is_bare: bool,
}

/// The number that `text`, at `offset` of a file, writes for a metric, in the metric's unit; else everything that is
/// wrong with it.
pub fn assumed(file: FileId, text: &str, offset: usize, metric: &Metric) -> Result<Assumed, Vec<Diagnostic>> {
    let (quantity, faults) = syntax::parse_quantity(file, text, offset);
    let Some(quantity) = quantity else {
        // What the grammar expects there instead is more than a number.
        let words = Span::new(file, offset, offset + text.len());
        let message = Message::new("no-number-assumed").with("text", text.trim());
        let error = error_at(words, message, Message::new("no-number-assumed.label"));
        return Err(vec![error.help(Message::new("no-number-assumed.help"))]);
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut errors = Errors::new();
    if let Some(word) = quantity.per.first() {
        errors.push(
            error_at(word.span, Message::new("per-not-here"), Message::new("per-not-here.label"))
                .help(Message::new("per-not-here.help").with("word", &word.value)),
        );
    }
    let because = Because::new(metric.name.span, reason(metric));
    let subject = Subject { name: &metric.name.value, term: Term::Of(metric.unit), because };
    let read = units::amount(&quantity.literal, subject, &mut errors);
    let errors = errors.into_sorted();
    let is_bare = quantity.literal.unit == LiteralUnit::None;
    read.filter(|_| errors.is_empty()).map(|value| Assumed { value, is_bare }).ok_or(errors)
}

/// Where a metric has its unit from, as far as it can be seen of the metric.
fn reason(metric: &Metric) -> Reason {
    match (&metric.expr, metric.origin) {
        (_, MetricOrigin::Conversion { .. }) => Reason::Step,
        (_, MetricOrigin::Foreign) => Reason::Foreign,
        (Expr::Measure(_), _) if metric.unit == Unit::COUNT => Reason::Counted,
        (Expr::Binary(_, Operator::Divide, _), _) => Reason::Quotient,
        (Expr::Binary(_, Operator::Multiply, _), _) => Reason::Product,
        _ => Reason::Declared,
    }
}
