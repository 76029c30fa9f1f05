//! Numbers computed from numbers.

use crate::base::message::Message;
use crate::base::period::FiscalYear;
use crate::base::span::Span;
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::{Expr as Formula, Operator};
use crate::plan::source::Measure;
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind, Path, UnaryOperator};

use super::aggregates::Aggregates;
use super::errors::{Errors, error_at};
use super::foreign::Others;
use super::literals::{self, Worth};
use super::names::Names;
use super::rows::Differences;
use super::sources::Tables;
use super::units::{self, Because, Reason, Term, Typed};

/// A number that could be worked out. Ids of metrics are places among the plan's declarations until all are.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub(super) formula: Formula,
    pub(super) typed: Typed,
    /// May be summed over periods and groups.
    pub(super) additive: bool,
    /// Made of written numbers alone, so that it only scales.
    pub(super) constant: bool,
}

/// Where expressions over metrics are resolved.
pub(super) struct Expressions<'a, 't> {
    pub(super) names: &'a Names<'t>,
    pub(super) tables: &'a Tables,
    pub(super) others: &'a Others<'a, 't>,
    pub(super) fiscal: FiscalYear,
    /// The number that is being worked out.
    pub(super) own: usize,
    /// By number; those that this one is computed from have been tried.
    pub(super) solved: &'a [Option<Solved>],
    pub(super) measures: &'a mut Vec<Measure>,
    pub(super) differences: Differences,
    pub(super) errors: &'a mut Errors,
}

impl Expressions<'_, '_> {
    /// The number of an expression. `None` where it is none, which has been reported.
    pub(super) fn number(&mut self, expr: &Expr) -> Option<Solved> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(literal) => {
                let (number, term) = match literals::worth(literal, self.errors)? {
                    Worth::Bare(number) => (number.clone(), Term::of_number(&number)),
                    Worth::Of(number, unit) => (number, Term::Of(unit)),
                };
                let reason = if matches!(term, Term::Of(_)) { Reason::Literal } else { Reason::Bare };
                let typed = Typed { term, span, because: Because::new(span, reason), is_zero: number.is_zero() };
                Some(Solved { formula: Formula::Number(number), typed, additive: false, constant: true })
            }
            ExprKind::Name(path) => self.named(path),
            ExprKind::Aggregate(aggregate) => {
                let aggregates = Aggregates { names: self.names, tables: self.tables, fiscal: self.fiscal };
                let (measure, typed) = aggregates.measure(aggregate, span, self.differences, self.errors)?;
                let additive = measure.is_additive();
                let id = MeasureId::of(self.measures.len());
                self.measures.push(measure);
                Some(Solved { formula: Formula::Measure(id), typed, additive, constant: false })
            }
            ExprKind::Previous(path) => self.previous(path, span),
            ExprKind::Paren(inner) => {
                let inner = self.number(inner)?;
                Some(Solved { typed: Typed { span, ..inner.typed }, ..inner })
            }
            ExprKind::Unary(operator, inner) if operator.value == UnaryOperator::Negate => {
                let inner = self.number(inner)?;
                let formula = Formula::Negate(Box::new(inner.formula));
                Some(Solved { formula, typed: Typed { span, ..inner.typed }, ..inner })
            }
            ExprKind::Binary(left, operator, right) => {
                let Some(operation) = operation(operator.value) else {
                    self.report_no_number(expr);
                    return None;
                };
                // Both sides are looked at, so that an error in one doesn't hide those in the other.
                let left = self.number(left);
                let right = self.number(right);
                self.combined(left?, operation, right?, span, operator.span)
            }
            ExprKind::Broken => None,
            _ => {
                self.report_no_number(expr);
                None
            }
        }
    }

    fn combined(
        &mut self,
        left: Solved,
        operation: Operator,
        right: Solved,
        span: Span,
        operator: Span,
    ) -> Option<Solved> {
        let typed = match operation {
            Operator::Add | Operator::Subtract => units::sum(&left.typed, &right.typed, span, operator, self.errors)?,
            Operator::Multiply | Operator::Divide => {
                let divide = operation == Operator::Divide;
                if divide && right.typed.is_zero {
                    self.report_division_by_zero(right.typed.span);
                    return None;
                }
                units::scale((&left.typed, &right.typed), divide, span, operator, self.errors)?
            }
        };
        let additive = match operation {
            Operator::Add | Operator::Subtract => left.additive && right.additive,
            Operator::Multiply => (left.additive && right.constant) || (left.constant && right.additive),
            Operator::Divide => left.additive && right.constant,
        };
        let constant = left.constant && right.constant;
        let formula = Formula::Binary(Box::new(left.formula), operation, Box::new(right.formula));
        Some(Solved { formula, typed, additive, constant })
    }

    /// A measure or metric, of this plan or of another.
    pub(super) fn named(&mut self, path: &Path) -> Option<Solved> {
        let span = path.span;
        if let [name] = path.parts.as_slice() {
            let id = self.names.number(name, Some(self.own), self.errors)?;
            let solved = self.solved.get(id)?.as_ref()?;
            let typed = Typed { span, ..solved.typed };
            let (additive, constant) = (solved.additive, solved.constant);
            return Some(Solved { formula: Formula::Metric(MetricId::of(id)), typed, additive, constant });
        }
        let (plan, metric) = self.others.metric(path, self.names, self.errors)?;
        let known = self.others.get(plan, metric)?;
        let because = Because::new(known.name.span, Reason::Foreign);
        let typed = Typed { term: Term::Of(known.unit), span, because, is_zero: false };
        Some(Solved { formula: Formula::Foreign(plan, metric), typed, additive: known.additive, constant: false })
    }

    /// The period before. Not additive: months before and quarters before are not the same days.
    fn previous(&mut self, path: &Path, span: Span) -> Option<Solved> {
        let of = self.named(path)?;
        let Formula::Metric(id) = of.formula else {
            self.errors.push(
                error_at(path.span, Message::new("previous-of-other"), Message::new("previous-of-other.label"))
                    .help(Message::new("previous-of-other.help")),
            );
            return None;
        };
        let typed = Typed { span, ..of.typed };
        Some(Solved { formula: Formula::Previous(id), typed, additive: false, constant: of.constant })
    }

    fn report_no_number(&mut self, expr: &Expr) {
        let (label, help) = match &expr.kind {
            ExprKind::Text(_) => (Message::new("number-wanted.label-text"), Message::new("number-wanted.help-name")),
            ExprKind::Period(_) => {
                (Message::new("number-wanted.label-date"), Message::new("number-wanted.help-period"))
            }
            _ => (Message::new("number-wanted.label"), Message::new("number-wanted.help-where")),
        };
        self.errors.push(error_at(expr.span, Message::new("number-wanted"), label).help(help));
    }

    fn report_division_by_zero(&mut self, span: Span) {
        self.errors.push(
            error_at(span, Message::new("division-by-zero"), Message::new("division-by-zero.label"))
                .help(Message::new("division-by-zero.help")),
        );
    }
}

fn operation(operator: BinaryOperator) -> Option<Operator> {
    Some(match operator {
        BinaryOperator::Add => Operator::Add,
        BinaryOperator::Subtract => Operator::Subtract,
        BinaryOperator::Multiply => Operator::Multiply,
        BinaryOperator::Divide => Operator::Divide,
        _ => return None,
    })
}
