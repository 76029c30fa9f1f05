//! What an answer says, in plain data.

use std::rc::Rc;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::evaluate::bottleneck::Bottleneck;
use crate::evaluate::derive::{Derivation, Required};
use crate::plan::ids::{FunnelId, MetricId};

use super::history::History;

/// The answer for one goal.
#[derive(Clone, Debug)]
pub struct Answer {
    pub goal: MetricId,
    /// Its place among the plan's indicators. `None` for a number of another plan that is no goal there.
    pub indicator: Option<usize>,
    pub period: Period,
    pub working_days: u64,
    /// The working days after the as-of date. `None` for a period that is over or hasn't begun.
    pub days_left: Option<u64>,
    /// How many members the team has, on average over the period's working days; `None` where the plan doesn't say.
    pub team: Option<Rational>,
    /// By the plan as it stands.
    pub planned: Rc<Derivation>,
    /// By what is asked; the same where nothing else is assumed.
    pub derivation: Rc<Derivation>,
    /// By metric, the number that the answer is worked out with.
    pub numbers: Vec<Option<Rational>>,
    /// What on the way is computed from given numbers alone, and what it comes to.
    pub sums: Vec<(MetricId, Rational)>,
    /// The goal itself, then what leads to it, from its end to its beginning.
    pub needs: Vec<Need>,
    /// What else follows, off the way to the goal.
    pub others: Vec<Need>,
    pub rates: Vec<RateUsed>,
    /// What the indicators among these need in their own periods, where these are others than the goal's.
    pub own_periods: Vec<OwnPeriod>,
    /// The funnels that bring a share of a number, where there are several.
    pub funnels: Vec<FunnelPart>,
    pub history: Option<History>,
    pub what_if: Option<WhatIf>,
    pub solved: Option<Solved>,
    /// What more of each number is worth at the goal, most first.
    pub levers: Result<Vec<Lever>, Message>,
    /// What each step's miss costs, where the goal is missed.
    pub bottleneck: Option<Bottleneck>,
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The plan says it.
    Stated,
    /// It follows from other numbers.
    Derived,
    /// Whoever asks says it.
    Set,
    /// It is what was in the last periods.
    History,
    /// It is what was looked for.
    Solved,
}

impl From {
    /// As machine formats write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Derived => "derived",
            Self::Set => "set",
            Self::History => "history",
            Self::Solved => "solved",
        }
    }
}

/// What is required of a number, exactly: counts are not rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    pub metric: MetricId,
    /// The error is the sentence that says what is missing.
    pub required: Result<Required, Message>,
    pub from: From,
    /// What is planned: the plan's own target, else what it requires as it stands.
    pub planned: Option<Rational>,
    /// Shares of the whole. `None` for what is no sum, and where there is no team or no working day.
    pub per_member: Option<Rational>,
    pub per_day: Option<Rational>,
    pub per_member_per_day: Option<Rational>,
    /// Of a period in progress.
    pub progress: Option<Progress>,
    /// Whether it is a number that can be: nobody makes less than no calls.
    pub is_possible: bool,
    /// What is needed from now on, worked back from what is left of the goal.
    pub still: Option<Still>,
}

/// What the rest of a period in progress is to bring, from new activity alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Still {
    /// Below 0 where the plan's own number has been passed already, and others owe that much less.
    pub value: Rational,
    pub per_day: Rational,
    pub per_member_per_day: Option<Rational>,
}

/// How far a sum in progress has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// So far.
    pub done: Rational,
    /// What is left to do; 0 where nothing is.
    pub left: Rational,
    /// What is left ÷ the working days left. `None` where there is no working day left.
    pub left_per_day: Option<Rational>,
    pub left_per_member_per_day: Option<Rational>,
}

/// What an indicator needs in the period of its own that is in progress, or, in one that is over or hasn't begun, in the
/// first.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPeriod {
    pub metric: MetricId,
    pub period: Period,
    pub value: Rational,
}

/// A conversion, price or other rate on the way to the goal.
#[derive(Clone, Debug, PartialEq)]
pub struct RateUsed {
    pub metric: MetricId,
    /// `None` where nobody says it.
    pub value: Option<Rational>,
    pub from: From,
    /// Whether it is a number that can be: no share is above 100%.
    pub is_possible: bool,
    /// What the plan says.
    pub planned: Option<Rational>,
}

/// What one of several funnels is to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelPart {
    pub funnel: FunnelId,
    /// Of what, and which share of it.
    pub of: MetricId,
    pub share: Rational,
    pub value: Rational,
    /// Its stages' own numbers, from its end to its beginning.
    pub stages: Vec<(MetricId, Rational)>,
}

/// What the goal comes to with other numbers than the plan's.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// What is assumed.
    pub set: Vec<(MetricId, Rational)>,
    /// The volumes that it is computed with beside what was set: as planned, stated or required.
    pub at: Vec<(MetricId, Rational)>,
    pub comes_to: Result<Rational, Message>,
}

/// The number that was looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    pub metric: MetricId,
    /// The error is the sentence that says why there is none.
    pub value: Result<Rational, Message>,
    /// The nearest number that people can say with which the goal is reached.
    pub enough: Option<Rational>,
    pub planned: Option<Rational>,
    /// Whether it is a number that can be: no share is above 100%, and nobody makes less than no calls.
    pub is_possible: bool,
    /// Whether the goal is reached even with nothing of it.
    pub is_needless: bool,
}

/// A number that may be moved, and what that is worth at the goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    pub metric: MetricId,
    pub step: LeverStep,
    /// By how much the number grows, in its unit and for the whole period.
    pub change: Rational,
    /// By how much the goal grows with it.
    pub worth: Rational,
}

/// How a number is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeverStep {
    /// A ratio by one percentage point.
    Point,
    /// Money or time by one percent.
    Percent,
    /// A volume by one each working day.
    PerDay,
    /// A volume by one for each member each working day.
    PerMemberPerDay,
}

impl LeverStep {
    /// As machine formats write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Percent => "percent",
            Self::PerDay => "per-day",
            Self::PerMemberPerDay => "per-member-per-day",
        }
    }
}

impl Still {
    /// Whether the plan's own number has been passed already.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.value.is_negative()
    }
}
