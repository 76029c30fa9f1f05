//! The one number that brings the goal about, everything else staying as it is.

use std::cell::RefCell;

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::flow::{Origin, Unreached};
use crate::evaluate::linear::Unsolvable;
use crate::evaluate::sentences::called;
use crate::plan::ids::MetricId;
use crate::plan::metric::MetricOrigin;
use crate::plan::unit::{Unit, UnitKind};

use super::{Asking, Solved, unreached};

impl Asking<'_> {
    /// What a number would have to be for the goal to be reached, with the numbers that are set, else given.
    pub(super) fn solved(&self, metric: MetricId) -> Solved {
        let planned = self.ground.derivations.given(self.period);
        let planned = planned.get(metric.index()).and_then(Option::as_ref).map(|given| given.value.clone());
        let value = self.find(metric);
        let is_possible = value.as_ref().is_ok_and(|value| self.is_possible(metric, value, planned.as_ref()));
        let planned = planned.or_else(|| self.planned.required.get(&metric).map(|required| required.value.clone()));
        let enough = value.as_ref().ok().map(|value| self.enough(metric, value));
        let is_needless = value.as_ref().is_ok_and(|value| value.is_negative() && self.is_reached_without(metric));
        Solved { metric, value, enough, planned, is_possible, is_needless }
    }

    /// Whether the goal is reached where there is nothing of a number.
    fn is_reached_without(&self, metric: MetricId) -> bool {
        let goal = self.derivation.required.get(&self.goal);
        let without = self.goal_with(Some((metric, &Rational::ZERO)), &RefCell::default()).ok();
        goal.zip(without).is_some_and(|(goal, without)| match goal.direction {
            Direction::AtMost => without <= goal.value,
            Direction::AtLeast | Direction::Between => without >= goal.value,
        })
    }

    /// A number that people can say, on the side on which the goal is reached: whole things, whole money, hundredths of a
    /// percent.
    fn enough(&self, metric: MetricId, value: &Rational) -> Rational {
        let step = match self.ground.plan.metric(metric).unit.kind() {
            UnitKind::Ratio if value.abs() < Rational::from_decimal(1, 2) => Rational::from_decimal(1, 6),
            UnitKind::Ratio => Rational::from_decimal(1, 4),
            UnitKind::Money(_) if value.abs() < 100 => Rational::from_decimal(1, 2),
            UnitKind::Count | UnitKind::Money(_) => Rational::ONE,
            UnitKind::Duration | UnitKind::Compound => Rational::from_decimal(1, 3),
        };
        let at = |value: &Rational| self.goal_with(Some((metric, value)), &RefCell::default()).ok();
        let Some(steps) = value.checked_div(&step) else { return value.clone() };
        let (down, up) = (&steps.floor() * &step, &steps.ceil() * &step);
        let is_most = self.derivation.required.get(&self.goal).is_some_and(|goal| goal.direction == Direction::AtMost);
        let falls = at(&down).zip(at(&up)).is_some_and(|(down, up)| (up < down) != is_most);
        if falls { down } else { up }
    }

    fn find(&self, metric: MetricId) -> Result<Rational, Message> {
        let required = self.derivation.look_up(metric).map(|required| required.value);
        match self.flow.origin(metric) {
            None if self.flow.way().contains(&metric) => return required,
            None => {
                let goal = called(self.ground.plan, self.goal);
                let name = called(self.ground.plan, metric);
                return Err(Message::new("derive-not-on-the-way").with("name", name).with("goal", goal));
            }
            Some(Origin::Start) if metric != self.goal => {}
            Some(_) => return required,
        }
        let target = self.derivation.look_up(self.goal)?.value;
        let at = |unknown: &Rational| self.goal_with(Some((metric, unknown)), &RefCell::default());
        match inverse(at, &target) {
            Ok(found) => Ok(found),
            Err(Failed::At(Unreached::Missing(missing))) => match required {
                // A volume that nobody fixes is what the goal requires of it.
                Ok(required) if self.ground.plan.metric(metric).additive => Ok(required),
                _ => Err(self.open(metric, &missing.into_iter().collect::<Vec<_>>())),
            },
            Err(Failed::At(why)) => Err(unreached(self.ground, &why)),
            Err(Failed::Unsolvable(why)) => Err(self.unsolvable(metric, why)),
        }
    }

    /// Two unknowns: what else must be said for the question to have an answer.
    fn open(&self, metric: MetricId, missing: &[MetricId]) -> Message {
        let name = called(self.ground.plan, metric);
        let others: Vec<String> = missing.iter().map(|other| called(self.ground.plan, *other).to_owned()).collect();
        let example = missing.first().map_or("", |first| &self.ground.plan.metric(*first).name.value);
        Message::new("derive-open").with("name", name).with("others", others).with("example", example)
    }

    fn unsolvable(&self, metric: MetricId, why: Unsolvable) -> Message {
        let message = Message::new(match why {
            Unsolvable::NoEffect => "derive-no-effect",
            Unsolvable::NotLinear => "derive-not-linear",
            Unsolvable::DividedByZero | Unsolvable::TooLarge => "derive-out-of-reach",
        });
        let goal = called(self.ground.plan, self.goal);
        message.with("name", called(self.ground.plan, metric)).with("goal", goal)
    }

    /// Whether such a number can be: a share of a whole is at most all of it.
    pub(super) fn is_possible(&self, metric: MetricId, value: &Rational, planned: Option<&Rational>) -> bool {
        let metric = self.ground.plan.metric(metric);
        let is_share = metric.unit == Unit::RATIO && matches!(metric.origin, MetricOrigin::Conversion { .. });
        let is_multiple = planned.is_some_and(|planned| *planned > 1);
        let is_above = is_share && !is_multiple && *value > 1;
        let is_below = value.is_negative() && (is_share || metric.unit.kind() == UnitKind::Count);
        !is_above && !is_below
    }
}

/// Why there is no inverse.
enum Failed {
    At(Unreached),
    Unsolvable(Unsolvable),
}

/// The number at which a function comes to `target`, for a quotient of two linear terms of it, (a + b·x) ÷ (c + d·x):
/// all that `+ - * /` make of an unknown that stands in them once. Three of its values fix it, for it keeps the
/// cross-ratio: (y − y₁)(y₂ − y₃) ÷ ((y − y₃)(y₂ − y₁)) is the same of the x. What is found is put in again.
fn inverse(at: impl Fn(&Rational) -> Result<Rational, Unreached>, target: &Rational) -> Result<Rational, Failed> {
    let mut points: Vec<(Rational, Rational)> = Vec::new();
    let mut failed = None;
    for x in [1, 2, 3, 5, 7, 11].map(Rational::from) {
        match at(&x) {
            Ok(y) => points.push((x, y)),
            Err(why) => failed = failed.or(Some(why)),
        }
        if points.len() == 3 {
            break;
        }
    }
    let [(x1, y1), (x2, y2), (x3, y3)] = points.as_slice() else {
        return Err(failed.map_or(Failed::Unsolvable(Unsolvable::NoEffect), Failed::At));
    };
    if let Some((x, _)) = points.iter().find(|(_, y)| y == target && (y1 != y2 || y2 != y3)) {
        return Ok(x.clone());
    }
    if y1 == y2 || y2 == y3 || y1 == y3 {
        let why = if y1 == y2 && y2 == y3 { Unsolvable::NoEffect } else { Unsolvable::NotLinear };
        return Err(Failed::Unsolvable(why));
    }
    let ratio = (&(target - y1) * &(y2 - y3)).checked_div(&(&(target - y3) * &(y2 - y1)));
    let ratio = ratio.ok_or(Failed::Unsolvable(Unsolvable::DividedByZero))?;
    let (near, far) = (x2 - x3, &ratio * &(x2 - x1));
    let found = (&(x1 * &near) - &(x3 * &far)).checked_div(&(&near - &far));
    let found = found.ok_or(Failed::Unsolvable(Unsolvable::DividedByZero))?;
    match at(&found) {
        Ok(reached) if reached == *target => Ok(found),
        Ok(_) => Err(Failed::Unsolvable(Unsolvable::NotLinear)),
        Err(_) => Err(Failed::Unsolvable(Unsolvable::DividedByZero)),
    }
}
