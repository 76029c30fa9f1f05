//! Every number of a plan, in the order in which each can be worked out.

use crate::base::message::Message;
use crate::base::period::FiscalYear;
use crate::base::vocabulary::DurationUnit;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Expr as Formula, MetricOrigin, Operator};
use crate::plan::source::Measure;
use crate::syntax::tree::{
    ActionClause, Expected, Expr, ExprKind, Limit, LimitValue, Literal, LiteralUnit, MetricClause, MetricDecl, Path,
    Quantity, StageDecl, TargetRange, TargetValue, TestClause,
};

use super::declarations::{Declarations, Number};
use super::errors::{Errors, error_at};
use super::expressions::{Expressions, Solved};
use super::foreign::Others;
use super::names::Names;
use super::order::{self, Order};
use super::rows::Differences;
use super::sources::Tables;
use super::units::{self, Because, Reason, Typed};
use super::walk;

/// So many numbers of a circle are shown.
const SHOWN: usize = 8;

/// By number: what it comes of, or `None` where an error has been reported, of it or of what it needs.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) solved: Vec<Option<Solved>>,
    pub(super) measures: Vec<Measure>,
}

/// Works out every number.
pub(super) fn solve<'t>(
    declared: &Declarations<'t>,
    names: &Names<'t>,
    tables: &Tables,
    others: &Others<'_, 't>,
    fiscal: FiscalYear,
    errors: &mut Errors,
) -> Numbers {
    let dependencies: Vec<Vec<usize>> = declared.numbers.iter().map(|number| dependencies(number, names)).collect();
    let order = order::order(&dependencies);
    report_circles(&order, &declared.numbers, errors);
    let durations = numbers_of_days(declared, names, &order, &dependencies);
    let mut numbers = Numbers { solved: vec![None; declared.numbers.len()], measures: Vec::new() };
    for &place in &order.numbers {
        let (Some(number), Some(false)) = (declared.numbers.get(place), order.is_circular.get(place)) else { continue };
        let of_dates = durations.get(place) == Some(&true);
        let mut expressions = Expressions {
            names,
            tables,
            others,
            fiscal,
            own: place,
            solved: &numbers.solved,
            measures: &mut numbers.measures,
            differences: if of_dates { Differences::OfDates } else { Differences::OfNumbers },
            errors,
        };
        let solved = match number {
            Number::Declared { declaration, origin } => declared_number(declaration, *origin, &mut expressions),
            Number::Step { from, to, beside, .. } => step((from, beside), to, &mut expressions),
        };
        numbers.solved[place] = solved;
    }
    numbers
}

fn declared_number(
    declaration: &MetricDecl,
    origin: MetricOrigin,
    expressions: &mut Expressions<'_, '_>,
) -> Option<Solved> {
    let expr = declaration.expr.as_ref()?;
    if !walk::is_shallow(expr, expressions.errors) {
        return None;
    }
    if origin == MetricOrigin::Measure && !is_aggregate(expr) {
        expressions.errors.push(
            error_at(
                expr.span,
                Message::new("measure-not-aggregate").with("name", &declaration.name.value),
                Message::new("measure-not-aggregate.label"),
            )
            .help(Message::new("measure-not-aggregate.help").with("name", &declaration.name.value)),
        );
        // What is wrong inside is said as well, and the number is known.
    }
    expressions.number(expr)
}

fn is_aggregate(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Paren(inner) => is_aggregate(inner),
        ExprKind::Aggregate(_) | ExprKind::Broken => true,
        _ => false,
    }
}

/// The conversion of a funnel's step: next ÷ previous, of all funnels that lead there for their shares. What is wrong with its stages is said by the funnel.
fn step(
    (from, beside): (&StageDecl, &[&StageDecl]),
    to: &StageDecl,
    expressions: &mut Expressions<'_, '_>,
) -> Option<Solved> {
    let span = to.span;
    let mut unsaid = Errors::new();
    let mut quiet = Expressions {
        names: expressions.names,
        tables: expressions.tables,
        others: expressions.others,
        fiscal: expressions.fiscal,
        own: expressions.own,
        solved: expressions.solved,
        measures: &mut *expressions.measures,
        differences: expressions.differences,
        errors: &mut unsaid,
    };
    let (to, mut from) = (quiet.named(&to.metric)?, quiet.named(&from.metric)?);
    for other in beside {
        let other = quiet.named(&other.metric)?;
        // Calls and money don't add up.
        if other.typed.term == from.typed.term {
            from.formula = Formula::Binary(Box::new(from.formula), Operator::Add, Box::new(other.formula));
        }
    }
    let typed = units::scale((&to.typed, &from.typed), true, span, span, expressions.errors)?;
    let typed = Typed { because: Because::new(span, Reason::Step), ..typed };
    let formula = Formula::Binary(Box::new(to.formula), Operator::Divide, Box::new(from.formula));
    Some(Solved { formula, typed, additive: false, constant: false })
}

/// The numbers of this plan that a number is computed from.
fn dependencies(number: &Number, names: &Names) -> Vec<usize> {
    let mut needed = Vec::new();
    let mut need = |path: &Path| {
        if let [name] = path.parts.as_slice() {
            needed.extend(names.numbers.get(&name.value).and_then(|entry| entry.id));
        }
    };
    match number {
        Number::Declared { declaration, .. } => {
            if let Some(expr) = &declaration.expr {
                walk::each(expr, |part| match &part.kind {
                    ExprKind::Name(path) | ExprKind::Previous(path) => need(path),
                    _ => {}
                });
            }
        }
        Number::Step { from, to, beside, .. } => {
            need(&to.metric);
            need(&from.metric);
            for other in beside {
                need(&other.metric);
            }
        }
    }
    needed
}

/// Even `previous` of itself closes a circle: the first period would have no value, and so none would have.
fn report_circles(order: &Order, numbers: &[Number], errors: &mut Errors) {
    for circle in &order.circles {
        let members: Vec<&Number> = circle.iter().filter_map(|place| numbers.get(*place)).collect();
        let Some(first) = members.first() else { continue };
        let mut way: Vec<String> = members.iter().take(SHOWN).map(|number| number.name()).collect();
        if members.len() > SHOWN {
            way.push("…".to_owned());
        }
        way.push(first.name());
        let help = if members.len() == 1 {
            Message::new("circular-definition.help-self").with("name", first.name())
        } else {
            Message::new("circular-definition.help")
        };
        let mut error = error_at(
            first.name_span(),
            Message::new("circular-definition").with("name", first.name()).with("circle", way.join(" → ")),
            Message::new("circular-definition.label"),
        );
        for member in members.iter().skip(1).take(SHOWN - 1) {
            error = error
                .related(member.name_span(), Message::new("circular-definition.member").with("name", member.name()));
        }
        errors.push(error.help(help));
    }
}

/// The numbers that are spoken of in days, and all that these are computed from: there, a difference of columns is
/// one of dates.
fn numbers_of_days(declared: &Declarations, names: &Names, order: &Order, dependencies: &[Vec<usize>]) -> Vec<bool> {
    let mut of_days = vec![false; declared.numbers.len()];
    let mut mark = |place: Option<usize>| {
        if let Some(flag) = place.and_then(|place| of_days.get_mut(place)) {
            *flag = true;
        }
    };
    let of_name = |name: &str| names.numbers.get(name).and_then(|entry| entry.id);
    let of_path = |path: &Path| match path.parts.as_slice() {
        [name] => of_name(&name.value),
        _ => None,
    };
    for (place, number) in declared.numbers.iter().enumerate() {
        let says_days = match number {
            Number::Declared { declaration, .. } => declaration.expr.as_ref().is_some_and(speaks_of_days),
            Number::Step { to, .. } => to.at.as_ref().is_some_and(|at| is_duration(&at.literal)),
        };
        mark(says_days.then_some(place));
    }
    for (_, indicator) in &declared.indicators {
        let says_days = indicator.clauses.iter().any(|clause| clause_speaks_of_days(&clause.kind));
        mark(says_days.then(|| of_name(&indicator.name.value)).flatten());
    }
    for action in &declared.actions {
        let says_days = action
            .clauses
            .iter()
            .any(|clause| matches!(&clause.kind, ActionClause::Expect(expected) if is_duration(&expected.literal)));
        mark(says_days.then(|| of_path(&action.metric)).flatten());
    }
    for clause in declared.tests.iter().flat_map(|test| &test.clauses) {
        if let TestClause::Given { metric, value }
        | TestClause::Expect { metric, expected: Expected::Value(value) }
        | TestClause::ExpectRequired { metric, value } = &clause.kind
        {
            mark(is_duration(&value.literal).then(|| of_path(metric)).flatten());
        }
    }
    for &place in order.numbers.iter().rev() {
        if of_days.get(place) == Some(&true) {
            for &needed in dependencies.get(place).into_iter().flatten() {
                of_days[needed] = true;
            }
        }
    }
    of_days
}

fn is_duration(literal: &Literal) -> bool {
    matches!(literal.unit, LiteralUnit::Duration(unit) if unit != DurationUnit::Months)
}

fn speaks_of_days(expr: &Expr) -> bool {
    let mut found = false;
    walk::each(expr, |part| found |= matches!(&part.kind, ExprKind::Literal(literal) if is_duration(literal)));
    found
}

fn clause_speaks_of_days(clause: &MetricClause) -> bool {
    let quantity = |quantity: &Quantity| is_duration(&quantity.literal);
    let range = |range: &TargetRange| match range {
        TargetRange::Single(value) => quantity(value),
        TargetRange::Between(low, high) => quantity(low) || quantity(high),
    };
    match clause {
        MetricClause::Target(target) => match &target.value {
            TargetValue::One(value) => range(value),
            TargetValue::Schedule(values) => values.iter().any(|(_, value)| range(value)),
            TargetValue::By { members, .. } => members.iter().any(|(_, value)| range(value)),
            TargetValue::File(_) => false,
        },
        MetricClause::Threshold(threshold) => match &threshold.limit {
            Limit::Below(LimitValue::Value(value)) | Limit::Above(LimitValue::Value(value)) => quantity(value),
            _ => false,
        },
        _ => false,
    }
}

impl Numbers {
    /// Exchanges places among the declarations for ids of metrics.
    pub(super) fn renumber(formula: &mut Formula, ids: &[Option<MetricId>]) {
        let exchanged = |id: MetricId| ids.get(id.index()).copied().flatten().unwrap_or(id);
        match formula {
            Formula::Metric(id) | Formula::Previous(id) => *id = exchanged(*id),
            Formula::Negate(inner) => Self::renumber(inner, ids),
            Formula::Binary(left, _, right) => {
                Self::renumber(left, ids);
                Self::renumber(right, ids);
            }
            Formula::Number(_) | Formula::Measure(_) | Formula::Foreign(..) => {}
        }
    }
}
