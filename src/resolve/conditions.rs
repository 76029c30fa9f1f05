//! What a row must satisfy.

use crate::base::message::Message;
use crate::base::period::{FiscalYear, Grain, Period};
use crate::base::span::{Span, Spanned};
use crate::plan::source::{Comparison, Condition, RowExpr};
use crate::plan::unit::Unit;
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind, PeriodText, UnaryOperator};

use super::errors::{Errors, error_at};
use super::periods;
use super::rows::{Differences, Kind, Row, Scope, is_arithmetic};
use super::units::unit_message;

/// Conditions over a source's rows, in the plan's fiscal year.
#[derive(Clone, Copy)]
pub(super) struct Conditions<'a, 't> {
    pub(super) scope: Scope<'a, 't>,
    pub(super) fiscal: FiscalYear,
    /// Whether a text may be held against any column: rows that are no facts have words where facts have dates.
    pub(super) words_in_any_column: bool,
}

impl Conditions<'_, '_> {
    /// The condition that an expression states. `None` where it states none, which is reported.
    pub(super) fn condition(&self, expr: &Expr, errors: &mut Errors) -> Option<Condition> {
        match &expr.kind {
            ExprKind::Paren(inner) => self.condition(inner, errors),
            ExprKind::Unary(operator, inner) if operator.value == UnaryOperator::Not => {
                Some(Condition::Not(Box::new(self.condition(inner, errors)?)))
            }
            ExprKind::Binary(left, operator, right) => self.binary(expr.span, left, operator, right, errors),
            ExprKind::In { value, negated, list } => {
                let value = self.scope.value(value, errors);
                let list: Vec<Option<Row>> = list.iter().map(|item| self.scope.value(item, errors)).collect();
                let value = value?;
                for item in list.iter().flatten() {
                    self.check_comparable(&value, item, errors)?;
                }
                let list: Option<Vec<RowExpr>> = list.into_iter().map(|item| item.map(|item| item.value)).collect();
                Some(Condition::In { value: value.value, negated: *negated, list: list? })
            }
            ExprKind::Is { value, present } => {
                Some(Condition::Is { value: self.scope.value(value, errors)?.value, present: *present })
            }
            ExprKind::Name(path) => {
                let (column, kind) = self.scope.column(path, errors)?;
                if matches!(kind, Kind::Date | Kind::Of(..)) {
                    report_no_condition(expr.span, errors);
                    return None;
                }
                Some(Condition::Holds(column))
            }
            ExprKind::Truth(truth) => {
                Some(Condition::Compare(RowExpr::Truth(*truth), Comparison::Equal, RowExpr::Truth(true)))
            }
            ExprKind::Broken => None,
            ExprKind::Literal(_)
            | ExprKind::Text(_)
            | ExprKind::Period(_)
            | ExprKind::Aggregate(_)
            | ExprKind::Previous(_)
            | ExprKind::Unary(..) => {
                report_no_condition(expr.span, errors);
                None
            }
        }
    }

    fn binary(
        &self,
        span: Span,
        left: &Expr,
        operator: &Spanned<BinaryOperator>,
        right: &Expr,
        errors: &mut Errors,
    ) -> Option<Condition> {
        if let BinaryOperator::And | BinaryOperator::Or = operator.value {
            let left = self.condition(left, errors);
            let right = self.condition(right, errors);
            let (left, right) = (Box::new(left?), Box::new(right?));
            let and = operator.value == BinaryOperator::And;
            return Some(if and { Condition::And(left, right) } else { Condition::Or(left, right) });
        }
        if let Some(comparison) = comparison(operator.value) {
            return self.compare(left, comparison, right, errors);
        }
        if is_arithmetic(operator.value) {
            report_no_condition(span, errors);
            return None;
        }
        self.text_condition(left, operator.value, right, errors)
    }

    /// `contains` and `starts with`, whose right side is words in quotes.
    fn text_condition(
        &self,
        left: &Expr,
        operator: BinaryOperator,
        right: &Expr,
        errors: &mut Errors,
    ) -> Option<Condition> {
        let value = self.scope.value(left, errors);
        let ExprKind::Text(part) = &without_parentheses(right).kind else {
            errors.push(
                error_at(right.span, Message::new("text-wanted"), Message::new("text-wanted.label"))
                    .help(Message::new("text-wanted.help")),
            );
            return None;
        };
        let (value, part) = (value?.value, part.clone());
        let starts = operator == BinaryOperator::StartsWith;
        Some(if starts { Condition::StartsWith { value, part } } else { Condition::Contains { value, part } })
    }

    fn compare(&self, left: &Expr, comparison: Comparison, right: &Expr, errors: &mut Errors) -> Option<Condition> {
        if let Some(period) = long_period(right) {
            let value = self.scope.value(left, errors);
            return self.in_period(value?, comparison, period, errors);
        }
        if let Some(period) = long_period(left) {
            let value = self.scope.value(right, errors);
            return self.in_period(value?, mirrored(comparison), period, errors);
        }
        let first = self.scope.value(left, errors);
        let second = self.scope.value(right, errors);
        let (mut first, mut second) = (first?, second?);
        // A difference that is held against days is one of dates.
        let of_dates = Scope { differences: Differences::OfDates, ..self.scope };
        let is_duration = |row: &Row| matches!(row.kind, Kind::Of(unit, _) if unit == Unit::DURATION);
        if first.kind == Kind::Open && is_duration(&second) {
            first = of_dates.value(left, errors)?;
        } else if second.kind == Kind::Open && is_duration(&first) {
            second = of_dates.value(right, errors)?;
        }
        self.check_comparable(&first, &second, errors)?;
        Some(Condition::Compare(first.value, comparison, second.value))
    }

    fn check_comparable(&self, left: &Row, right: &Row, errors: &mut Errors) -> Option<()> {
        let is_column = |row: &Row| matches!(row.value, RowExpr::Column(_));
        let of_words = |one: &Row, other: &Row| one.kind == Kind::Text && is_column(other);
        if self.words_in_any_column && (of_words(left, right) || of_words(right, left)) {
            return Some(());
        }
        check_comparable(left, right, errors)
    }

    /// `close_date >= 2026-10`: a day against a period with a first and a last day.
    fn in_period(
        &self,
        value: Row,
        comparison: Comparison,
        period: &PeriodText,
        errors: &mut Errors,
    ) -> Option<Condition> {
        let date = Row { value: value.value.clone(), kind: Kind::Date, span: period.span };
        check_comparable(&value, &date, errors)?;
        let period: Period = periods::period(period, self.fiscal)?;
        let value = value.value;
        let from = |comparison| Condition::Compare(value.clone(), comparison, RowExpr::Date(period.start));
        let after = |comparison| Condition::Compare(value.clone(), comparison, RowExpr::Date(period.next().start));
        Some(match comparison {
            Comparison::Less => from(Comparison::Less),
            Comparison::GreaterOrEqual => from(Comparison::GreaterOrEqual),
            Comparison::LessOrEqual => after(Comparison::Less),
            Comparison::Greater => after(Comparison::GreaterOrEqual),
            Comparison::Equal => {
                Condition::And(Box::new(from(Comparison::GreaterOrEqual)), Box::new(after(Comparison::Less)))
            }
            Comparison::NotEqual => {
                Condition::Or(Box::new(from(Comparison::Less)), Box::new(after(Comparison::GreaterOrEqual)))
            }
        })
    }
}

fn comparison(operator: BinaryOperator) -> Option<Comparison> {
    Some(match operator {
        BinaryOperator::Equal => Comparison::Equal,
        BinaryOperator::NotEqual => Comparison::NotEqual,
        BinaryOperator::Less => Comparison::Less,
        BinaryOperator::LessOrEqual => Comparison::LessOrEqual,
        BinaryOperator::Greater => Comparison::Greater,
        BinaryOperator::GreaterOrEqual => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

/// The same comparison with its sides exchanged.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}

fn without_parentheses(mut expr: &Expr) -> &Expr {
    while let ExprKind::Paren(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

/// A period longer than a day.
fn long_period(expr: &Expr) -> Option<&PeriodText> {
    match &without_parentheses(expr).kind {
        ExprKind::Period(period) if period.grain != Grain::Day => Some(period),
        _ => None,
    }
}

fn report_no_condition(span: Span, errors: &mut Errors) {
    errors.push(
        error_at(span, Message::new("condition-wanted"), Message::new("condition-wanted.label"))
            .help(Message::new("condition-wanted.help")),
    );
}

/// Whether two values can be equal at all, as far as is known before the file is read.
fn check_comparable(left: &Row, right: &Row, errors: &mut Errors) -> Option<()> {
    let error = match (left.kind, right.kind) {
        (Kind::Of(unit, because), Kind::Of(other, other_because)) if unit != other => error_at(
            right.span,
            Message::new("unit-mismatch").with("left", unit_message(unit)).with("right", unit_message(other)),
            Message::new("unit-mismatch.label"),
        )
        .related(because.span, because.label(unit))
        .related(other_because.span, other_because.label(other))
        .help(Message::new("unit-mismatch.help")),
        (Kind::Column, Kind::Of(unit, because)) | (Kind::Of(unit, because), Kind::Column)
            if unit == Unit::DURATION && because.reason == super::units::Reason::Literal =>
        {
            let column = if left.kind == Kind::Column { left.span } else { right.span };
            error_at(column, Message::new("unsaid-column-unit"), Message::new("unsaid-column-unit.label"))
                .related(because.span, because.label(unit))
                .help(Message::new("unsaid-column-unit.help"))
        }
        (left_kind, right_kind) => {
            let (Some(first), Some(second)) = (class(left_kind), class(right_kind)) else { return Some(()) };
            if first == second {
                return Some(());
            }
            let help = match (first, second) {
                (Class::Date, Class::Text) | (Class::Text, Class::Date) => Message::new("not-comparable.help-date"),
                (Class::Number, Class::Text) | (Class::Text, Class::Number) => {
                    Message::new("not-comparable.help-number")
                }
                _ => Message::new("not-comparable.help"),
            };
            error_at(
                right.span,
                Message::new("not-comparable").with("left", first.message()).with("right", second.message()),
                Message::new("not-comparable.label").with("kind", second.message()),
            )
            .related(left.span, Message::new("not-comparable.label").with("kind", first.message()))
            .help(help)
        }
    };
    errors.push(error);
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Number,
    Text,
    Date,
    Truth,
}

impl Class {
    fn message(self) -> Message {
        match self {
            Self::Number => Message::new("not-comparable.number"),
            Self::Text => Message::new("not-comparable.text"),
            Self::Date => Message::new("not-comparable.date"),
            Self::Truth => Message::new("not-comparable.truth"),
        }
    }
}

/// What a value is; `None` where only its file says. A code of digits is text or number, as it is compared.
fn class(kind: Kind) -> Option<Class> {
    match kind {
        Kind::Column => None,
        Kind::Number | Kind::Open | Kind::Of(..) => Some(Class::Number),
        Kind::Date => Some(Class::Date),
        Kind::Text => Some(Class::Text),
        Kind::Truth => Some(Class::Truth),
    }
}
