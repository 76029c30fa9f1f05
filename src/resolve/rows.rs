//! Values of one row: columns, numbers, texts and dates.

use crate::base::message::Message;
use crate::base::period::Grain;
use crate::base::span::Span;
use crate::plan::ids::{LookupId, SourceId};
use crate::plan::source::{Column, RowExpr, RowOperator};
use crate::plan::unit::Unit;
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind, Name, Path, UnaryOperator};

use super::errors::{Errors, error_at};
use super::literals::{self, Worth};
use super::names::{Names, TableRef};
use super::sources::Tables;
use super::units::{self, Because, Reason, Term, Typed};

/// What is known of a row's value before its file is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A column of which nothing is said.
    Column,
    /// A number of an unsaid unit.
    Number,
    /// A number of a said unit.
    Of(Unit, Because),
    Date,
    Text,
    Truth,
    /// The difference of two columns of which nothing is said: of dates or of numbers.
    Open,
}

/// A row's value, with its place.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) value: RowExpr,
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What the difference of two columns is taken for where nothing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Differences {
    OfNumbers,
    OfDates,
}

/// Where columns are looked up: one source's rows, and the lookups that are joined to them.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a, 't> {
    pub(super) names: &'a Names<'t>,
    pub(super) tables: &'a Tables,
    pub(super) source: SourceId,
    /// The column by which lookups are joined.
    pub(super) via: Option<&'a Name>,
    pub(super) differences: Differences,
    /// Columns of the source that are held against a date where they are read.
    pub(super) dated: &'a [&'a str],
}

impl Scope<'_, '_> {
    /// The value of an expression over columns. `None` where it is none, which is reported.
    pub(super) fn value(&self, expr: &Expr, errors: &mut Errors) -> Option<Row> {
        let span = expr.span;
        let row = |value, kind| Some(Row { value, kind, span });
        match &expr.kind {
            ExprKind::Literal(literal) => match literals::worth(literal, errors)? {
                Worth::Bare(number) => row(RowExpr::Number(number), Kind::Number),
                Worth::Of(number, unit) => {
                    row(RowExpr::Number(number), Kind::Of(unit, Because::new(span, Reason::Literal)))
                }
            },
            ExprKind::Text(text) => row(RowExpr::Text(text.clone()), Kind::Text),
            ExprKind::Truth(truth) => row(RowExpr::Truth(*truth), Kind::Truth),
            ExprKind::Period(period) if period.grain == Grain::Day => match period.text.parse() {
                Ok(date) => row(RowExpr::Date(date), Kind::Date),
                Err(_) => report(span, Message::new("date-wanted"), Message::new("date-wanted.label"), errors),
            },
            ExprKind::Period(_) => {
                errors.push(
                    error_at(span, Message::new("date-wanted"), Message::new("date-wanted.label"))
                        .help(Message::new("date-wanted.help")),
                );
                None
            }
            ExprKind::Name(path) => {
                let (column, kind) = self.column(path, errors)?;
                row(RowExpr::Column(column), kind)
            }
            ExprKind::Paren(inner) => self.value(inner, errors).map(|inner| Row { span, ..inner }),
            ExprKind::Unary(operator, inner) if operator.value == UnaryOperator::Negate => {
                let inner = self.value(inner, errors)?;
                let kind = numeric(&inner, errors)?;
                row(RowExpr::Negate(Box::new(inner.value)), kind)
            }
            ExprKind::Binary(left, operator, right) if is_arithmetic(operator.value) => {
                let left = self.value(left, errors);
                let right = self.value(right, errors);
                self.arithmetic(left?, operator.value, right?, (span, operator.span), errors)
            }
            ExprKind::Aggregate(_) | ExprKind::Previous(_) => {
                errors.push(
                    error_at(span, Message::new("nested-aggregate"), Message::new("nested-aggregate.label"))
                        .help(Message::new("nested-aggregate.help")),
                );
                None
            }
            ExprKind::Unary(..) | ExprKind::Binary(..) | ExprKind::In { .. } | ExprKind::Is { .. } => {
                errors.push(
                    error_at(span, Message::new("number-wanted"), Message::new("number-wanted.label"))
                        .help(Message::new("number-wanted.help-where")),
                );
                None
            }
            ExprKind::Broken => None,
        }
    }

    fn arithmetic(
        &self,
        left: Row,
        operator: BinaryOperator,
        right: Row,
        (span, place): (Span, Span),
        errors: &mut Errors,
    ) -> Option<Row> {
        if operator == BinaryOperator::Subtract {
            let is_date = |row: &Row| row.kind == Kind::Date;
            let may_be_date = |row: &Row| matches!(row.kind, Kind::Date | Kind::Column);
            let dates = may_be_date(&left) && may_be_date(&right);
            let sure = is_date(&left) || is_date(&right) || self.differences == Differences::OfDates;
            if dates && sure {
                let kind = Kind::Of(Unit::DURATION, Because::new(span, Reason::Dates));
                let value = RowExpr::DaysBetween(Box::new(left.value), Box::new(right.value));
                return Some(Row { value, kind, span });
            }
            if dates {
                let value = RowExpr::Binary(Box::new(left.value), RowOperator::Subtract, Box::new(right.value));
                return Some(Row { value, kind: Kind::Open, span });
            }
        }
        let left_kind = numeric(&left, errors);
        let right_kind = numeric(&right, errors);
        let (left_kind, right_kind) = (left_kind?, right_kind?);
        let kind = combined((left_kind, left.span), operator, (right_kind, right.span), (span, place), errors)?;
        let operator = match operator {
            BinaryOperator::Add => RowOperator::Add,
            BinaryOperator::Subtract => RowOperator::Subtract,
            BinaryOperator::Multiply => RowOperator::Multiply,
            _ => RowOperator::Divide,
        };
        Some(Row { value: RowExpr::Binary(Box::new(left.value), operator, Box::new(right.value)), kind, span })
    }

    /// The column of a path, and what is known of it.
    pub(super) fn column(&self, path: &Path, errors: &mut Errors) -> Option<(Column, Kind)> {
        match path.parts.as_slice() {
            [name] => Some(self.own_column(name, path.span)),
            [table, name] => match self.names.table(table, errors)? {
                TableRef::Source(source) if source == self.source => Some(self.own_column(name, path.span)),
                TableRef::Source(_) => {
                    self.report_two_sources(table, errors);
                    None
                }
                TableRef::Lookup(lookup) => self.lookup_column(lookup, table, name, path.span, errors),
            },
            _ => {
                errors.push(
                    error_at(path.span, Message::new("bad-column-path"), Message::new("bad-column-path.label"))
                        .help(Message::new("bad-column-path.help")),
                );
                None
            }
        }
    }

    /// A dimension's name stands for its column: `where agent == "…"` for `by agent = sales_agent`.
    fn own_column(&self, name: &Name, span: Span) -> (Column, Kind) {
        if let Some(dimension) = self.tables.dimension(self.source, &name.value) {
            let column = Column { span, ..dimension.column.clone() };
            let kind = match &column.lookup {
                Some((lookup, _)) => self.tables.kind_of(TableRef::Lookup(*lookup), &column.name),
                None => self.tables.kind_of(TableRef::Source(self.source), &column.name),
            };
            return (column, kind);
        }
        let column = Column { name: name.value.clone(), lookup: None, span };
        let kind = self.tables.kind_of(TableRef::Source(self.source), &name.value);
        let is_dated = kind == Kind::Column && self.dated.contains(&name.value.as_str());
        (column, if is_dated { Kind::Date } else { kind })
    }

    fn lookup_column(
        &self,
        lookup: LookupId,
        table: &Name,
        name: &Name,
        span: Span,
        errors: &mut Errors,
    ) -> Option<(Column, Kind)> {
        let Some(via) = self.via else {
            let help = match self.tables.join_of(self.source, lookup) {
                Some(by) => Message::new("missing-via.help-by").with("column", by),
                None => Message::new("missing-via.help"),
            };
            errors.push(
                error_at(
                    span,
                    Message::new("missing-via").with("lookup", &table.value),
                    Message::new("missing-via.label"),
                )
                .help(help),
            );
            return None;
        };
        let column = Column { name: name.value.clone(), lookup: Some((lookup, via.value.clone())), span };
        Some((column, self.tables.kind_of(TableRef::Lookup(lookup), &name.value)))
    }

    fn report_two_sources(&self, table: &Name, errors: &mut Errors) {
        let own = self.tables.sources.get(self.source.index()).map_or("", |source| source.name.value.as_str());
        errors.push(
            error_at(
                table.span,
                Message::new("two-sources").with("first", own).with("second", &table.value),
                Message::new("two-sources.label").with("first", own),
            )
            .help(Message::new("two-sources.help")),
        );
    }
}

pub(super) fn is_arithmetic(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply | BinaryOperator::Divide
    )
}

/// What can be computed with; texts, dates and truths are errors.
fn numeric(row: &Row, errors: &mut Errors) -> Option<Kind> {
    let label = match row.kind {
        Kind::Column | Kind::Number => return Some(Kind::Number),
        Kind::Open | Kind::Of(..) => return Some(row.kind),
        Kind::Date => Message::new("number-wanted.label-date"),
        Kind::Text => Message::new("number-wanted.label-text"),
        Kind::Truth => Message::new("number-wanted.label"),
    };
    let help = match row.kind {
        Kind::Date => Message::new("number-wanted.help-date"),
        Kind::Text => Message::new("number-wanted.help-text"),
        _ => Message::new("number-wanted.help-where"),
    };
    errors.push(error_at(row.span, Message::new("number-wanted"), label).help(help));
    None
}

/// The kind of a result. A number of an unsaid unit goes with any.
fn combined(
    (left, left_span): (Kind, Span),
    operator: BinaryOperator,
    (right, right_span): (Kind, Span),
    (span, place): (Span, Span),
    errors: &mut Errors,
) -> Option<Kind> {
    let (Kind::Of(unit, because), Kind::Of(other, other_because)) = (left, right) else {
        return Some(match (left, operator, right) {
            (Kind::Open, ..) | (.., Kind::Open) => Kind::Open,
            (Kind::Of(..), ..) => left,
            (_, BinaryOperator::Divide, Kind::Of(unit, because)) => {
                Unit::RATIO.over(unit).map_or(Kind::Number, |unit| Kind::Of(unit, because))
            }
            (.., Kind::Of(..)) => right,
            _ => Kind::Number,
        });
    };
    let typed = |unit, span, because| Typed { term: Term::Of(unit), span, because, is_zero: false };
    let (left, right) = (typed(unit, left_span, because), typed(other, right_span, other_because));
    let result = match operator {
        BinaryOperator::Add | BinaryOperator::Subtract => units::sum(&left, &right, span, place, errors),
        _ => units::scale((&left, &right), operator == BinaryOperator::Divide, span, place, errors),
    }?;
    Some(Kind::Of(result.term.settled(), result.because))
}

fn report(span: Span, message: Message, label: Message, errors: &mut Errors) -> Option<Row> {
    errors.push(error_at(span, message, label));
    None
}
