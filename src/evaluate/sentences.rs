//! Filling sentences in: numbers with the units that a reader knows.

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::unit::{Unit, UnitKind};

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

/// Two sentences in one, either or both of which may be missing.
#[must_use]
pub fn both(first: Option<Message>, second: Option<Message>) -> Option<Message> {
    match (first, second) {
        (Some(first), Some(second)) => Some(Message::new("reason-both").with("first", first).with("second", second)),
        (first, second) => first.or(second),
    }
}
