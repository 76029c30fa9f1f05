//! Limits beside their targets and beside each other.

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::targets::Headcount;
use crate::evaluate::thresholds::{end_of, share_of};
use crate::plan::metric::Indicator;
use crate::plan::target::{Limit, LimitValue, Severity, Threshold};

use super::subject::Subject;

/// On which side of its target an indicator should be; `None` where nobody says.
#[must_use]
pub fn direction(subject: &Subject, indicator: &Indicator, period: Period) -> Option<Direction> {
    if let Some(target) = &indicator.target {
        return Some(target.direction);
    }
    subject.aims.target(indicator, period, &Group::total()).ok().flatten()?;
    Some(subject.aims.direction(indicator, period))
}

/// Whether a limit lies on the good side of a target of this direction.
#[must_use]
pub fn faces_wrongly(limit: &Limit, direction: Option<Direction>) -> bool {
    match limit {
        Limit::Below(_) | Limit::Down { .. } => direction == Some(Direction::AtMost),
        Limit::Above(_) | Limit::Up { .. } => direction == Some(Direction::AtLeast),
    }
}

/// Whether a value that comes from the good side breaks a limit at the one number before it reaches the other.
#[must_use]
pub fn is_past(limit: &Limit, number: &Rational, other: &Rational) -> bool {
    if matches!(limit, Limit::Below(_)) { number > other } else { number < other }
}

/// A limit in numbers, beside the end of the target that it must not go beyond.
#[must_use]
pub fn numbers(
    subject: &Subject,
    indicator: &Indicator,
    limit: &Limit,
    period: Period,
) -> Option<(Rational, Option<Rational>)> {
    let (Limit::Below(of) | Limit::Above(of)) = limit else { return None };
    let target = subject.aims.target(indicator, period, &Group::total()).ok().flatten();
    let end = target.map(|target| end_of(limit, &target).clone());
    let number = match of {
        LimitValue::Amount(amount) => subject.stated().amount(amount, period, Headcount::Team).ok()?,
        LimitValue::OfTarget(share) => share_of(end.as_ref()?, share),
    };
    Some((number, end))
}

/// Whether a limit that faces the good side lies there too, as of what should be neither too much nor too little.
#[must_use]
pub fn limits_good_side(subject: &Subject, indicator: &Indicator, limit: &Limit, period: Period) -> bool {
    let numbers = numbers(subject, indicator, limit, period);
    numbers.and_then(|(number, target)| Some(is_past(limit, &target?, &number))).unwrap_or_default()
}

/// The `warn` that a `fail` comes before, on the way from the good side, with the number at which it fails.
pub fn passed<'t>(
    thresholds: &[&'t Threshold],
    (fail, periods): (&Limit, u32),
    number: &dyn Fn(&Limit) -> Option<Rational>,
) -> Option<(&'t Threshold, Rational)> {
    let fails_at = number(fail)?;
    let is_same_side = |warn: &Limit| std::mem::discriminant(warn) == std::mem::discriminant(fail);
    // A limit that must be broken for longer may be nearer to the target.
    let warns = thresholds.iter().filter(|warn| warn.severity == Severity::Warn && warn.periods >= periods);
    let mut warns = warns.filter(|warn| is_same_side(&warn.limit));
    let warn = warns.find(|warn| number(&warn.limit).is_some_and(|warns_at| is_past(fail, &fails_at, &warns_at)))?;
    Some((warn, fails_at))
}
