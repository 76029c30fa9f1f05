//! Filling sentences in: numbers with the units that a reader knows.

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::base::vocabulary::Status;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, Role};
use crate::plan::unit::{Unit, UnitKind};

use super::rounding;

/// A number with its unit, as it is shown.
#[must_use]
pub fn quantity(number: &Rational, unit: Unit) -> Arg {
    let unit = match unit.kind() {
        UnitKind::Count => UnitName::Count,
        UnitKind::Ratio => UnitName::Percent,
        UnitKind::Duration => UnitName::Days,
        UnitKind::Money(currency) => UnitName::Money(currency.code().to_owned()),
        UnitKind::Compound => return Arg::Number(number.clone()),
    };
    Arg::Quantity(number.clone(), unit)
}

/// The side of a limit or a target on which a value should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    AtLeast,
    AtMost,
}

/// A limit or target beside a value that is held against it. Where whole things are counted it is whole as well: a whole
/// number is below 21.05 exactly when it is below 22.
#[must_use]
pub fn bound(number: &Rational, side: Side, value: &Rational, unit: Unit) -> Arg {
    if !value.is_whole() {
        return quantity(number, unit);
    }
    match side {
        Side::AtLeast => quantity(&rounding::at_least(number, unit), unit),
        Side::AtMost => quantity(&rounding::at_most(number, unit), unit),
    }
}

/// What of a target is expected by now, beside a value that is held against it.
#[must_use]
pub fn expected(number: &Rational, side: Side, value: &Rational, unit: Unit) -> Arg {
    bound(&rounding::expected(number, unit), side, value, unit)
}

/// A difference of ratios.
#[must_use]
pub fn points(difference: &Rational) -> Arg {
    Arg::Quantity(difference.clone(), UnitName::Points)
}

/// A metric's name, as the plan writes it.
#[must_use]
pub fn name(plan: &Plan, metric: MetricId) -> &str {
    &plan.metric(metric).name.value
}

/// What people call a metric: its label, else its name.
#[must_use]
pub fn metric_title(plan: &Plan, metric: MetricId) -> &str {
    let metric = plan.metric(metric);
    metric.label.as_ref().unwrap_or(&metric.name.value)
}

/// What people call an indicator: its label, else its metric's, else the name.
#[must_use]
pub fn title<'a>(plan: &'a Plan, indicator: &'a Indicator) -> &'a str {
    indicator.label.as_deref().unwrap_or_else(|| metric_title(plan, indicator.metric))
}

/// What people call a number that they steer by or that leads to one: the label of an indicator on it, that of a goal
/// first, else its own, else its name.
#[must_use]
pub fn called(plan: &Plan, metric: MetricId) -> &str {
    let of = |role: Role| plan.indicators_on(metric).find(|indicator| indicator.role == role);
    let own = of(Role::Kgi).or_else(|| of(Role::Kpi));
    own.map_or_else(|| metric_title(plan, metric), |indicator| title(plan, indicator))
}

/// The word for a status.
#[must_use]
pub fn status_word(status: Status) -> Message {
    Message::new(match status {
        Status::Ok => "status.ok",
        Status::Warn => "status.warn",
        Status::Fail => "status.fail",
        Status::NoData => "status.no-data",
        Status::TooFew => "status.too-few",
    })
}

/// Two sentences in one, either or both of which may be missing.
#[must_use]
pub fn both(first: Option<Message>, second: Option<Message>) -> Option<Message> {
    match (first, second) {
        (Some(first), Some(second)) => Some(Message::new("reason-both").with("first", first).with("second", second)),
        (first, second) => first.or(second),
    }
}
