//! What the rows of a result are called.

use crate::base::message::Message;
use crate::base::span::Span;
use crate::base::vocabulary::Status;
use crate::evaluate::result::{ResultRow, Value};
use crate::plan::Plan;
use crate::plan::ids::PlanId;
use crate::plan::metric::{Expr, Indicator, Metric, MetricOrigin, Owner, Role};
use crate::session::checked::CheckedPlan;

use super::spark::Glyphs;

/// The indicator of a row, where it is one.
#[must_use]
pub fn indicator<'a>(plan: &'a Plan, row: &ResultRow) -> Option<&'a Indicator> {
    plan.indicators.get(row.indicator?)
}

/// The other plan that a row's number belongs to.
#[must_use]
pub fn part(plan: &Plan, row: &ResultRow) -> Option<PlanId> {
    match metric(plan, row)?.expr {
        Expr::Foreign(part, _) => Some(part),
        _ => None,
    }
}

/// Whether a row stands in the tables: the goal, the KPIs, and what other plans bring.
#[must_use]
pub fn is_listed(plan: &Plan, row: &ResultRow) -> bool {
    row.indicator.is_some() || part(plan, row).is_some()
}

/// The metric of a row.
#[must_use]
pub fn metric<'a>(plan: &'a Plan, row: &ResultRow) -> Option<&'a Metric> {
    plan.metrics.get(row.metric.index())
}

/// The name as the plan writes it.
#[must_use]
pub fn name<'a>(plan: &'a Plan, row: &ResultRow) -> &'a str {
    metric(plan, row).map_or("", |metric| &metric.name.value)
}

/// What people call it: the indicator's label, else the metric's.
#[must_use]
pub fn label<'a>(plan: &'a Plan, row: &ResultRow) -> Option<&'a str> {
    let own = indicator(plan, row).and_then(|indicator| indicator.label.as_deref());
    own.or_else(|| metric(plan, row).and_then(|metric| metric.label.as_deref()))
}

/// The label, else the name.
#[must_use]
pub fn title<'a>(plan: &'a Plan, row: &ResultRow) -> &'a str {
    label(plan, row).unwrap_or_else(|| name(plan, row))
}

/// What an indicator is called, by its place in the plan.
#[must_use]
pub fn indicator_name(plan: &Plan, place: usize) -> Option<&str> {
    let indicator = plan.indicators.get(place)?;
    plan.metrics.get(indicator.metric.index()).map(|metric| metric.name.value.as_str())
}

/// What a number is to its plan, as machine formats write it.
#[must_use]
pub fn role(plan: &Plan, row: &ResultRow) -> &'static str {
    match (row.role, metric(plan, row).map(|metric| metric.origin)) {
        (Some(Role::Kgi), _) => "kgi",
        (Some(Role::Kpi), _) => "kpi",
        (None, Some(MetricOrigin::Measure)) => "measure",
        (None, _) => "metric",
    }
}

/// What the plan that was asked for is called: its label, else its path.
#[must_use]
pub fn plan<'a>(one: &'a CheckedPlan, plan: &'a Plan) -> &'a str {
    plan.settings.label.as_ref().map_or(&one.path, |label| &label.value)
}

/// Where a number is declared: as an indicator, else as what it is.
#[must_use]
pub fn span(plan: &Plan, row: &ResultRow) -> Option<Span> {
    let indicator = indicator(plan, row).map(|indicator| indicator.name_span);
    indicator.or_else(|| metric(plan, row).map(|metric| metric.name.span))
}

/// Why the status is what it is, else why there is no value.
#[must_use]
pub fn why(row: &ResultRow) -> Option<&Message> {
    let missing = match &row.value {
        Value::Missing(message) => Some(message),
        Value::Known(_) => None,
    };
    row.reason.as_ref().or(missing)
}

/// Who answers for an indicator.
#[must_use]
pub fn owner<'a>(plan: &'a Plan, indicator: &'a Indicator) -> Option<&'a str> {
    owner_name(plan, indicator.owner.as_ref()?)
}

/// What an owner is called.
#[must_use]
pub fn owner_name<'a>(plan: &'a Plan, owner: &'a Owner) -> Option<&'a str> {
    match owner {
        Owner::Person(person) => Some(&person.value),
        Owner::Contractor(id, _) => {
            let contractor = plan.contractors.get(id.index())?;
            Some(contractor.label.as_deref().unwrap_or(&contractor.name.value))
        }
    }
}

/// The sign of a status.
#[must_use]
pub fn status_sign(status: Status, glyphs: Glyphs) -> &'static str {
    match (glyphs, status) {
        (Glyphs::Unicode, Status::Ok) => "✓",
        (Glyphs::Unicode, Status::Warn) => "▲",
        (Glyphs::Unicode, Status::Fail) => "✗",
        (Glyphs::Unicode, Status::NoData) => "–",
        (Glyphs::Unicode, Status::TooFew) => "…",
        (Glyphs::Ascii, Status::Ok) => "+",
        (Glyphs::Ascii, Status::Warn) => "!",
        (Glyphs::Ascii, Status::Fail) => "x",
        (Glyphs::Ascii, Status::NoData) => "-",
        (Glyphs::Ascii, Status::TooFew) => "~",
    }
}
