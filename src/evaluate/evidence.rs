//! What a verdict on a share is worth: whether its sample can tell it from the limit that decides.

use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::plan::ids::MetricId;
use crate::plan::unit::Unit;

use super::ground::Ground;
use super::samples::{confidence, divisor};
use super::sentences::{called, points, quantity};
use super::standing::Standing;
use super::statistics::interval::{Interval, Sample, newcombe};

/// Whether a sample can bear a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The limit lies outside of the interval.
    Enough,
    /// The interval contains the limit: on which side of it the rate really is can't be said.
    Thin,
}

impl Evidence {
    /// What an interval says of a limit.
    #[must_use]
    pub fn of(interval: &Interval, limit: &Rational) -> Self {
        if interval.contains(limit) { Self::Thin } else { Self::Enough }
    }

    /// As machine formats write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Enough => "enough",
            Self::Thin => "thin",
        }
    }
}

/// Where a share may lie, against what decides about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    interval: Interval,
    /// What decides: a level, or a change since the period before.
    limit: Rational,
    is_change: bool,
    sample: Rational,
}

impl Reach {
    /// A share against a level. `None` for what is no share.
    #[must_use]
    pub fn of_level(standing: &Standing<'_>, ground: Ground<'_>, limit: &Rational) -> Option<Self> {
        let (metric, period, group) = (standing.indicator.metric, standing.period, standing.group);
        let interval = ground.interval(metric, period, group)?;
        let (_, sample) = ground.part_of_whole(metric, period, group)?;
        Some(Self { interval, limit: limit.clone(), is_change: false, sample })
    }

    /// A share's change since `earlier` against the change that is the limit. `None` for what is no share.
    #[must_use]
    pub fn of_change(standing: &Standing<'_>, ground: Ground<'_>, earlier: Period, limit: &Rational) -> Option<Self> {
        let counts = |period| ground.part_of_whole(standing.indicator.metric, period, standing.group);
        let (before, after) = (counts(earlier)?, counts(standing.period)?);
        let interval = newcombe(Sample::of(&before), Sample::of(&after), &confidence(&ground.plan.settings))?;
        Some(Self { interval, limit: limit.clone(), is_change: true, sample: after.1 })
    }

    /// Whether the sample can tell the share from the limit.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        Evidence::of(&self.interval, &self.limit)
    }

    /// Beside why a limit is broken: the sample is no evidence of it.
    #[must_use]
    pub fn doubt(&self, ground: Ground<'_>, metric: MetricId) -> Message {
        let id = if self.is_change { "reason-thin-change" } else { "reason-thin" };
        self.filled(Message::new(id), ground, metric)
    }

    /// Beside why the limit of `fail` is broken: for lack of evidence it is a warning only.
    #[must_use]
    pub fn pardon(&self, ground: Ground<'_>, metric: MetricId) -> Message {
        let id = if self.is_change { "reason-pardoned-change" } else { "reason-pardoned" };
        self.filled(Message::new(id), ground, metric)
    }

    /// Of a share that keeps its limits: it may as well not.
    #[must_use]
    pub fn caution(&self, ground: Ground<'_>, metric: MetricId, value: &Rational) -> Message {
        let message = Message::new("reason-thin-ok").with("value", quantity(value, Unit::RATIO));
        self.filled(message.with("limit", quantity(&self.limit, Unit::RATIO)), ground, metric)
    }

    fn filled(&self, message: Message, ground: Ground<'_>, metric: MetricId) -> Message {
        let end =
            |end: &Rational| -> Arg { if self.is_change { points(end) } else { quantity(&shown(end), Unit::RATIO) } };
        let sample = match divisor(ground.programs, metric) {
            Some(whole) => Message::new("sample-of").with("name", called(ground.plan, whole)),
            None => Message::new("sample-unnamed"),
        };
        message
            .with("sample", sample.with("count", quantity(&self.sample, Unit::COUNT)))
            .with("low", end(&self.interval.low))
            .with("high", end(&self.interval.high))
            .with("confidence", quantity(&confidence(&ground.plan.settings), Unit::RATIO))
    }
}

/// An end of an interval, in tenths of a percent; of less than one percent in hundredths.
fn shown(end: &Rational) -> Rational {
    end.round_to(if end.abs() < Rational::from_decimal(1, 2) { 4 } else { 3 })
}
