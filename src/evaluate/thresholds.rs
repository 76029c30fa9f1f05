//! Which limits hold for an indicator, and what they are in numbers.

use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::metric::Indicator;
use crate::plan::settings::Settings;
use crate::plan::target::{Baseline, Change, Limit, LimitValue, Severity};
use crate::plan::unit::Unit;

use super::rounding;
use super::sentences::{Side, bound, expected, points, quantity};
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

/// What a limit on a level is in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The value that must not be crossed by now.
    pub value: Rational,
    /// The same for the whole period.
    pub whole: Rational,
    pub share: Option<TargetShare>,
}

/// How much of the target a limit is, where it is written so.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetShare {
    pub share: Rational,
    /// What of the target is expected by now.
    pub expected: Rational,
}

impl Level {
    /// The sentence that says how `value` breaks the limit; `None` where it doesn't. At the limit it doesn't.
    #[must_use]
    pub fn broken_by(&self, limit: &Limit, value: &Rational, unit: Unit) -> Option<Message> {
        let side = match limit {
            Limit::Below(_) if *value < self.value => Side::AtLeast,
            Limit::Above(_) if *value > self.value => Side::AtMost,
            _ => return None,
        };
        let message = match &self.share {
            None => self.of_amount(side, value, unit),
            Some(TargetShare { share, .. }) if *share == Rational::ONE => self.of_target(side),
            Some(share) => self.of_share(share, side, value, unit),
        };
        let limit = match self.would_look_the_same(side, value, unit) {
            true => quantity(&self.value.round_to(1), unit),
            false => bound(&self.value, side, value, unit),
        };
        Some(message.with("value", quantity(value, unit)).with("limit", limit))
    }

    /// Whether the limit, in whole things, would be the very number that it is a share of: 80% of 4 is not 4.
    fn would_look_the_same(&self, side: Side, value: &Rational, unit: Unit) -> bool {
        let of = self.share.as_ref().filter(|share| share.share != Rational::ONE);
        of.is_some_and(|of| bound(&of.expected, side, value, unit) == bound(&self.value, side, value, unit))
    }

    /// Whether it is only the part of the limit that holds by now.
    fn is_scaled(&self) -> bool {
        self.value != self.whole
    }

    fn of_amount(&self, side: Side, value: &Rational, unit: Unit) -> Message {
        let message = Message::new(match (side, self.is_scaled()) {
            (Side::AtLeast, false) => return Message::new("reason-below"),
            (Side::AtMost, false) => return Message::new("reason-above"),
            (Side::AtLeast, true) => "reason-below-by-now",
            (Side::AtMost, true) => "reason-above-by-now",
        });
        message.with("whole", bound(&self.whole, side, value, unit))
    }

    fn of_target(&self, side: Side) -> Message {
        Message::new(match (side, self.is_scaled()) {
            (Side::AtLeast, false) => "reason-below-target",
            (Side::AtMost, false) => "reason-above-target",
            (Side::AtLeast, true) => "reason-below-expected",
            (Side::AtMost, true) => "reason-above-expected",
        })
    }

    fn of_share(
        &self,
        TargetShare { share, expected: by_now }: &TargetShare,
        side: Side,
        value: &Rational,
        unit: Unit,
    ) -> Message {
        let message = Message::new(match (side, self.is_scaled()) {
            (Side::AtLeast, false) => "reason-below-share",
            (Side::AtMost, false) => "reason-above-share",
            (Side::AtLeast, true) => "reason-below-share-by-now",
            (Side::AtMost, true) => "reason-above-share-by-now",
        });
        // Of a negative target the limit that is 120% of the way out is 80% of the number.
        let said = if by_now.is_negative() { self.value.checked_div(by_now) } else { None };
        let message = message.with("share", quantity(said.as_ref().unwrap_or(share), Unit::RATIO));
        if !self.is_scaled() {
            return message;
        }
        let by_now = match self.would_look_the_same(side, value, unit) {
            true => quantity(&by_now.round_to(1), unit),
            false => expected(by_now, side, value, unit),
        };
        message.with("expected", by_now)
    }
}

/// What a value was before, for a change to be measured against.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    pub period: Period,
    /// What of it there should be by now, for a sum in progress.
    pub by_now: Rational,
    pub whole: Rational,
}

/// The period that a change is measured against.
#[must_use]
pub fn baseline(against: Baseline, period: Period) -> Period {
    match against {
        Baseline::Previous => period.previous(),
        Baseline::YearBefore => period.year_before(),
    }
}

/// The difference to `earlier` that a limit on changes allows, downwards negative. `None` for limits on levels.
#[must_use]
pub fn least_change(limit: &Limit, earlier: &Earlier) -> Option<Rational> {
    let size = |by: &Change| match by {
        Change::Relative(share) => share * &earlier.by_now.abs(),
        Change::Points(points) => points.clone(),
    };
    match limit {
        Limit::Down { by, .. } => Some(-size(by)),
        Limit::Up { by, .. } => Some(size(by)),
        Limit::Below(_) | Limit::Above(_) => None,
    }
}

/// The sentence that says how far `value` fell or rose against `earlier`; `None` where the change is less than the
/// limit, or none. A change of exactly the limit counts. Of nothing there is no relative change.
#[must_use]
pub fn changed(limit: &Limit, value: &Rational, earlier: &Earlier, unit: Unit) -> Option<Message> {
    let is_scaled = earlier.by_now != earlier.whole;
    let (id, by, change) = match (limit, is_scaled) {
        (Limit::Down { by, .. }, false) => ("reason-down", by, &earlier.by_now - value),
        (Limit::Down { by, .. }, true) => ("reason-down-by-now", by, &earlier.by_now - value),
        (Limit::Up { by, .. }, false) => ("reason-up", by, value - &earlier.by_now),
        (Limit::Up { by, .. }, true) => ("reason-up-by-now", by, value - &earlier.by_now),
        (Limit::Below(_) | Limit::Above(_), _) => return None,
    };
    let (change, least, shown): (Rational, &Rational, fn(&Rational) -> Arg) = match by {
        Change::Relative(least) => {
            (change.checked_div(&earlier.by_now.abs())?, least, |share| quantity(share, Unit::RATIO))
        }
        Change::Points(least) => (change, least, points),
    };
    let message = Message::new(id)
        .with("value", quantity(value, unit))
        .with("earlier", quantity(&rounding::expected(&earlier.by_now, unit), unit))
        .with("change", shown(&change))
        .with("period", earlier.period);
    let is_broken = change > Rational::ZERO && change >= *least;
    is_broken.then(|| if is_scaled { message.with("whole", quantity(&earlier.whole, unit)) } else { message })
}
