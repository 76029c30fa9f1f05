//! Aggregates over one source's rows.

use crate::base::message::Message;
use crate::base::period::FiscalYear;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Function;
use crate::plan::ids::SourceId;
use crate::plan::source::{Condition, Measure};
use crate::plan::unit::Unit;
use crate::syntax::print;
use crate::syntax::tree::{Aggregate, Expr, ExprKind, Literal, LiteralUnit, Name, UnitText};

use super::conditions::Conditions;
use super::errors::{Errors, error_at};
use super::literals;
use super::names::{Names, TableRef};
use super::rows::{Differences, Kind, Row, Scope};
use super::sources::Tables;
use super::units::{Because, Reason, Term, Typed, unit_message};
use super::walk;

/// Where aggregates are resolved.
#[derive(Clone, Copy)]
pub(super) struct Aggregates<'a, 't> {
    pub(super) names: &'a Names<'t>,
    pub(super) tables: &'a Tables,
    pub(super) fiscal: FiscalYear,
}

impl Aggregates<'_, '_> {
    /// The measure of an aggregate and the type of its value. `None` where it has none, which is reported.
    /// `differences` says what the difference of two columns is where the aggregate doesn't.
    pub(super) fn measure(
        &self,
        aggregate: &Aggregate,
        span: Span,
        differences: Differences,
        errors: &mut Errors,
    ) -> Option<(Measure, Typed)> {
        let before = errors.count();
        let function = aggregate.function.value;
        check_distinct(aggregate, errors);
        let rank = rank(aggregate, errors);
        let (source, counts_rows) = self.source(aggregate, errors)?;
        let in_days = aggregate.unit.as_ref().is_some_and(|unit| matches!(unit.unit, LiteralUnit::Duration(_)));
        let differences = if in_days { Differences::OfDates } else { differences };
        let dated = aggregate.filter.as_ref().map(dated_columns).unwrap_or_default();
        let (names, tables, via) = (self.names, self.tables, aggregate.via.as_ref());
        let scope = Scope { names, tables, source, via, differences, dated: &dated };
        let argument = if counts_rows { None } else { scope.value(&aggregate.argument, errors) };
        let filter = self.filter(aggregate, scope, errors);
        let typed = unit_of(aggregate, argument.as_ref(), span, errors);
        let on = aggregate.on.as_ref().map(|on| self.time_column(source, on));
        let lacks_rank = function == Function::Percentile && rank.is_none();
        if errors.count() > before || lacks_rank {
            return None;
        }
        let (scale, typed) = typed?;
        let measure = Measure {
            source,
            function,
            distinct: aggregate.distinct.is_some(),
            argument: argument.map(|argument| argument.value),
            rank,
            on,
            filter,
            unit: typed.term.settled(),
            scale,
            span,
        };
        Some((measure, typed))
    }

    /// The source of an aggregate, without a word on what is wrong.
    pub(super) fn source_quietly(&self, aggregate: &Aggregate) -> Option<SourceId> {
        let as_source = |name: &Name| match self.names.tables.get(&name.value)?.id? {
            TableRef::Source(source) => Some(source),
            TableRef::Lookup(_) => None,
        };
        let mut found = None;
        let mut look = |expr: &Expr| {
            if let ExprKind::Name(path) = &expr.kind
                && found.is_none()
                && let Some(first) = path.parts.first()
            {
                found = as_source(first);
            }
        };
        walk::each(&aggregate.argument, &mut look);
        if let Some(filter) = &aggregate.filter {
            // A bare name there is a column, even if a source is called the same.
            walk::each(filter, |expr| {
                if matches!(&expr.kind, ExprKind::Name(path) if path.parts.len() > 1) {
                    look(expr);
                }
            });
        }
        found
    }

    /// The source, and whether its rows themselves are counted.
    fn source(&self, aggregate: &Aggregate, errors: &mut Errors) -> Option<(SourceId, bool)> {
        if let Some(name) = bare_name(&aggregate.argument) {
            let counts_rows = aggregate.function.value == Function::Count && aggregate.distinct.is_none();
            let table = self.names.tables.get(&name.value);
            if counts_rows || table.is_some() {
                return match self.names.table(name, errors)? {
                    TableRef::Source(source) if counts_rows => Some((source, true)),
                    TableRef::Source(_) => {
                        report_column_wanted(aggregate, name, errors);
                        None
                    }
                    TableRef::Lookup(_) => {
                        report_lookup(name, errors);
                        None
                    }
                };
            }
        }
        if let Some(source) = self.source_quietly(aggregate) {
            return Some((source, false));
        }
        self.report_no_source(aggregate, errors);
        None
    }

    fn report_no_source(&self, aggregate: &Aggregate, errors: &mut Errors) {
        let mut bare = None;
        let mut qualified = None;
        let mut broken = false;
        walk::each(&aggregate.argument, |expr| match &expr.kind {
            ExprKind::Name(path) => match path.parts.as_slice() {
                [name] => bare = bare.or(Some(name)),
                [first, ..] => qualified = qualified.or(Some(first)),
                [] => {}
            },
            ExprKind::Broken | ExprKind::Aggregate(_) | ExprKind::Previous(_) => broken = true,
            _ => {}
        });
        if let Some(first) = qualified {
            if let Some(TableRef::Lookup(_)) = self.names.table(first, errors) {
                report_lookup(first, errors);
            }
            return;
        }
        if broken {
            report_nested(&aggregate.argument, errors);
            return;
        }
        let function = aggregate.function.value.word();
        let Some(name) = bare else {
            errors.push(
                error_at(
                    aggregate.argument.span,
                    Message::new("aggregate-without-source").with("function", function),
                    Message::new("aggregate-without-source.label"),
                )
                .help(Message::new("aggregate-without-source.help").with("function", function)),
            );
            return;
        };
        if let Some(number) = self.names.numbers.get(&name.value) {
            errors.push(
                error_at(
                    name.span,
                    Message::new("aggregate-of-metric").with("name", &name.value).with("function", function),
                    Message::new("aggregate-of-metric.label"),
                )
                .related(number.span, Message::new("aggregate-of-metric.declared"))
                .help(Message::new("aggregate-of-metric.help").with("name", &name.value).with("function", function)),
            );
            return;
        }
        if self.names.tables.incomplete {
            return;
        }
        let mut sources = self.tables.sources.iter();
        let help = match (sources.next(), sources.next()) {
            (Some(only), None) => Message::new("column-without-source.help-write")
                .with("column", format!("{}.{}", only.name.value, print::name(name))),
            _ => Message::new("column-without-source.help").with("column", print::name(name)),
        };
        errors.push(
            error_at(
                name.span,
                Message::new("column-without-source").with("column", &name.value),
                Message::new("column-without-source.label"),
            )
            .help(help),
        );
    }

    fn filter(&self, aggregate: &Aggregate, scope: Scope, errors: &mut Errors) -> Option<Condition> {
        let scope = Scope { differences: Differences::OfNumbers, ..scope };
        Conditions { scope, fiscal: self.fiscal, words_in_any_column: false }
            .condition(aggregate.filter.as_ref()?, errors)
    }

    /// A dimension's name stands for its column here too.
    fn time_column(&self, source: SourceId, on: &Name) -> Spanned<String> {
        let dimension = self.tables.dimension(source, &on.value).filter(|dimension| dimension.column.lookup.is_none());
        let column = dimension.map_or(&on.value, |dimension| &dimension.column.name);
        Spanned::new(column.clone(), on.span)
    }
}

/// The columns that a condition holds against a date: a difference with one of them is one of dates.
fn dated_columns(filter: &Expr) -> Vec<&str> {
    let mut found = Vec::new();
    walk::each(filter, |expr| {
        let ExprKind::Binary(left, _, right) = &expr.kind else { return };
        for (column, other) in [(left, right), (right, left)] {
            if let (ExprKind::Name(path), ExprKind::Period(_)) = (&column.kind, &other.kind) {
                found.extend(path.parts.last().map(|name| name.value.as_str()));
            }
        }
    });
    found
}

/// An aggregate in an aggregate, where that is why there is no source.
fn report_nested(argument: &Expr, errors: &mut Errors) {
    let mut nested = None;
    walk::each(argument, |expr| {
        if matches!(expr.kind, ExprKind::Aggregate(_) | ExprKind::Previous(_)) {
            nested = nested.or(Some(expr.span));
        }
    });
    if let Some(span) = nested {
        errors.push(
            error_at(span, Message::new("nested-aggregate"), Message::new("nested-aggregate.label"))
                .help(Message::new("nested-aggregate.help")),
        );
    }
}

fn bare_name(expr: &Expr) -> Option<&Name> {
    match &expr.kind {
        ExprKind::Paren(inner) => bare_name(inner),
        ExprKind::Name(path) => match path.parts.as_slice() {
            [name] => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn check_distinct(aggregate: &Aggregate, errors: &mut Errors) {
    let function = aggregate.function.value;
    if let Some(span) = aggregate.distinct
        && function != Function::Count
    {
        errors.push(
            error_at(
                span,
                Message::new("distinct-not-here").with("function", function.word()),
                Message::new("distinct-not-here.label"),
            )
            .help(Message::new("distinct-not-here.help")),
        );
    }
}

/// The percentile's rank, from 0 to 1. That there is one for percentiles, and none for others, the parser sees to.
fn rank(aggregate: &Aggregate, errors: &mut Errors) -> Option<Rational> {
    let literal = aggregate.rank.as_ref()?;
    let rank = rank_of(literal);
    if rank.is_none() {
        errors.push(
            error_at(literal.span, Message::new("bad-rank"), Message::new("bad-rank.label"))
                .help(Message::new("bad-rank.help")),
        );
    }
    rank
}

/// `90` and `90%` are nine tenths. A bare number below one is more likely a slip than a permille.
fn rank_of(literal: &Literal) -> Option<Rational> {
    let rank = match literal.unit {
        LiteralUnit::None if literal.number >= 1 => literal.number.checked_div(&Rational::from(100))?,
        LiteralUnit::Percent => literal.number.clone(),
        _ => return None,
    };
    (rank > 0 && rank < 1).then_some(rank)
}

/// The scale and the type of an aggregate's value.
fn unit_of(
    aggregate: &Aggregate,
    argument: Option<&Row>,
    span: Span,
    errors: &mut Errors,
) -> Option<(Rational, Typed)> {
    let typed = |unit, because| Typed { term: Term::Of(unit), span, because, is_zero: false };
    if aggregate.function.value == Function::Count {
        let counted = Because::new(span, Reason::Counted);
        if let Some(text) = &aggregate.unit {
            check_said(text, Unit::COUNT, counted, errors)?;
        }
        return Some((Rational::ONE, typed(Unit::COUNT, counted)));
    }
    let argument = argument?;
    match (argument.kind, &aggregate.unit) {
        (Kind::Of(unit, because), None) => Some((Rational::ONE, typed(unit, because))),
        (Kind::Of(unit, because), Some(text)) => {
            // The column's own unit has brought its cells to their base already.
            check_said(text, unit, because, errors)?;
            Some((Rational::ONE, typed(unit, Because::new(text.span, Reason::Declared))))
        }
        (Kind::Column | Kind::Number | Kind::Open, None) => {
            Some((Rational::ONE, typed(Unit::COUNT, Because::new(span, Reason::NothingSaid))))
        }
        (Kind::Column | Kind::Number | Kind::Open, Some(text)) => {
            let (scale, unit) = literals::unit_text(text, errors)?;
            Some((scale, typed(unit, Because::new(text.span, Reason::Declared))))
        }
        (kind @ (Kind::Date | Kind::Text | Kind::Truth), _) => {
            let (label, help) = match kind {
                Kind::Date => (Message::new("number-wanted.label-date"), Message::new("number-wanted.help-date")),
                Kind::Text => (Message::new("number-wanted.label-text"), Message::new("number-wanted.help-text")),
                _ => (Message::new("number-wanted.label"), Message::new("number-wanted.help-where")),
            };
            errors.push(error_at(argument.span, Message::new("number-wanted"), label).help(help));
            None
        }
    }
}

/// The unit after `in` must be the one that the value has.
fn check_said(text: &UnitText, unit: Unit, because: Because, errors: &mut Errors) -> Option<()> {
    let (_, said) = literals::unit_text(text, errors)?;
    if said == unit {
        return Some(());
    }
    errors.push(
        error_at(
            text.span,
            Message::new("wrong-unit-said").with("unit", unit_message(unit)).with("said", unit_message(said)),
            Message::new("wrong-unit-said.label").with("said", unit_message(said)),
        )
        .related(because.span, because.label(unit))
        .help(Message::new("wrong-unit-said.help")),
    );
    None
}

fn report_column_wanted(aggregate: &Aggregate, source: &Name, errors: &mut Errors) {
    let function = match aggregate.distinct {
        Some(_) => format!("{}(distinct ", aggregate.function.value.word()),
        None => format!("{}(", aggregate.function.value.word()),
    };
    errors.push(
        error_at(
            source.span,
            Message::new("column-wanted").with("name", &source.value).with("function", aggregate.function.value.word()),
            Message::new("column-wanted.label"),
        )
        .help(Message::new("column-wanted.help").with("example", format!("{function}{}.COLUMN)", source.value))),
    );
}

fn report_lookup(name: &Name, errors: &mut Errors) {
    errors.push(
        error_at(
            name.span,
            Message::new("lookup-as-source").with("name", &name.value),
            Message::new("lookup-as-source.label"),
        )
        .help(Message::new("lookup-as-source.help").with("name", &name.value)),
    );
}
