//! Which limits hold for an indicator, and what they are in numbers.

use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::metric::Indicator;
use crate::plan::settings::Settings;
use crate::plan::target::{Baseline, Change, Limit, LimitValue, Severity};
use crate::plan::unit::Unit;

use super::sentences::{points, quantity};
use super::targets::TargetNumbers;

/// A limit that holds, and for how many periods in a row it must be broken.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub limit: Limit,
    /// At least 1.
    pub periods: u32,
}

/// The limits of one severity: the indicator's own, else those of the plan that face its direction, else the defaults.
#[must_use]
pub fn rules(indicator: &Indicator, settings: &Settings, severity: Severity, direction: Direction) -> Vec<Rule> {
    let of = |thresholds: &[crate::plan::target::Threshold]| -> Vec<Rule> {
        let severe = thresholds.iter().filter(|threshold| threshold.severity == severity);
        severe.map(|threshold| Rule { limit: threshold.limit.clone(), periods: threshold.periods.max(1) }).collect()
    };
    let own = of(&indicator.thresholds);
    if !own.is_empty() {
        return own;
    }
    let mut common = of(&settings.thresholds);
    common.retain(|rule| faces(&rule.limit, direction));
    if common.is_empty() { defaults(severity, direction) } else { common }
}

/// Whether a limit lies on the bad side of a target of this direction.
fn faces(limit: &Limit, direction: Direction) -> bool {
    match limit {
        Limit::Below(_) | Limit::Down { .. } => direction != Direction::AtMost,
        Limit::Above(_) | Limit::Up { .. } => direction != Direction::AtLeast,
    }
}

/// `warn below 100% of target` and `fail below 80% of target`; above 100% and 120% for `at most`, both for `between`.
fn defaults(severity: Severity, direction: Direction) -> Vec<Rule> {
    let (low, high) = match severity {
        Severity::Warn => (Rational::ONE, Rational::ONE),
        Severity::Fail => (Rational::from_decimal(8, 1), Rational::from_decimal(12, 1)),
    };
    let (below, above) = (Limit::Below(LimitValue::OfTarget(low)), Limit::Above(LimitValue::OfTarget(high)));
    let limits = match direction {
        Direction::AtLeast => vec![below],
        Direction::AtMost => vec![above],
        Direction::Between => vec![below, above],
    };
    limits.into_iter().map(|limit| Rule { limit, periods: 1 }).collect()
}

/// A share of a target. Of a negative one 80% is further down, not up: the distance to 100% is a share of its size.
#[must_use]
pub fn share_of(target: &Rational, share: &Rational) -> Rational {
    target + &(&(share - &Rational::ONE) * &target.abs())
}

/// The end of a target that a limit of this kind is a share of.
#[must_use]
pub fn end_of<'t>(limit: &Limit, target: &'t TargetNumbers) -> &'t Rational {
    match (limit, &target.high) {
        (Limit::Above(_), Some(high)) => high,
        _ => &target.low,
    }
}

/// What a limit on a level is in numbers: the value that must not be crossed.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub value: Rational,
    /// The share of the target that it is, where it is written so.
    pub share: Option<Rational>,
}

impl Level {
    /// The sentence that says how `value` breaks the limit; `None` where it doesn't. At the limit it doesn't.
    #[must_use]
    pub fn broken_by(&self, limit: &Limit, value: &Rational, unit: Unit) -> Option<Message> {
        let message = match (limit, &self.share) {
            (Limit::Below(_), None) if *value < self.value => Message::new("reason-below"),
            (Limit::Below(_), Some(_)) if *value < self.value => Message::new("reason-below-share"),
            (Limit::Above(_), None) if *value > self.value => Message::new("reason-above"),
            (Limit::Above(_), Some(_)) if *value > self.value => Message::new("reason-above-share"),
            _ => return None,
        };
        let message = message.with("value", quantity(value, unit)).with("limit", quantity(&self.value, unit));
        Some(match &self.share {
            Some(share) => message.with("share", quantity(share, Unit::RATIO)),
            None => message,
        })
    }
}

/// The period that a change is measured against.
#[must_use]
pub fn baseline(against: Baseline, period: Period) -> Period {
    match against {
        Baseline::Previous => period.previous(),
        Baseline::YearBefore => period.year_before(),
    }
}

/// The sentence that says how far `value` fell or rose against `earlier`; `None` where the change is less than the
/// limit, or none. A change of exactly the limit counts. Of nothing there is no relative change.
#[must_use]
pub fn changed(limit: &Limit, value: &Rational, earlier: &Rational, at: Period, unit: Unit) -> Option<Message> {
    let (message, by, change) = match limit {
        Limit::Down { by, .. } => (Message::new("reason-down"), by, earlier - value),
        Limit::Up { by, .. } => (Message::new("reason-up"), by, value - earlier),
        Limit::Below(_) | Limit::Above(_) => return None,
    };
    let (change, least, shown): (Rational, &Rational, fn(&Rational) -> Arg) = match by {
        Change::Relative(least) => (change.checked_div(&earlier.abs())?, least, |share| quantity(share, Unit::RATIO)),
        Change::Points(least) => (change, least, points),
    };
    (change > Rational::ZERO && change >= *least).then(|| {
        message
            .with("value", quantity(value, unit))
            .with("earlier", quantity(earlier, unit))
            .with("change", shown(&change))
            .with("period", at)
    })
}
