//! What an evaluation says: one row for each number, period and group.

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, Horizon, Layer, Status};
use crate::data::observations::Group;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::Role;
use crate::plan::unit::Unit;

use super::action::Measured;
use super::bottleneck::Bottleneck;
use super::evidence::Evidence;
use super::payment::Payment;
use super::ranking::{Place, Ranking};
use super::score::Score;
use super::statistics::interval::Interval;

/// A number, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Known(Rational),
    /// A sentence that says why.
    Missing(Message),
}

impl Value {
    /// The number, where there is one.
    #[must_use]
    pub fn known(&self) -> Option<&Rational> {
        match self {
            Self::Known(number) => Some(number),
            Self::Missing(_) => None,
        }
    }
}

/// Where a target comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetFrom {
    Stated,
    /// Worked back from the goal.
    Derived,
    Schedule,
    File,
}

impl TargetFrom {
    /// As machine formats write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Derived => "derived",
            Self::Schedule => "schedule",
            Self::File => "file",
        }
    }
}

/// What a value is held against, in its period.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// The target for the whole period; the lower end for `between`.
    pub target: Rational,
    /// The upper end for `between`.
    pub high: Option<Rational>,
    pub from: TargetFrom,
    pub direction: Direction,
    /// What is expected by the as-of date: the target × the share of working days gone for an additive metric in
    /// progress, else the target.
    pub expected: Rational,
    /// Whether the value is on the right side of what is expected. `None` without a value.
    pub met: Option<bool>,
    /// value − expected; for `between` the distance outside of the range (0 inside).
    pub gap: Option<Rational>,
    /// value ÷ expected, for `at least` only.
    pub attainment: Option<Rational>,
}

/// The limits of `warn` and of `fail`, in the metric's unit and for a sum in progress as far as they hold by now; of several
/// the one that is met first. `None` where a limit is no number, as that of a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    pub warn: Option<Rational>,
    pub fail: Option<Rational>,
}

/// One number in one period and group, with everything that a report needs to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    pub metric: MetricId,
    /// The place in the plan's `indicators`; `None` for a metric or measure that is no indicator.
    pub indicator: Option<usize>,
    pub role: Option<Role>,
    pub layer: Option<Layer>,
    pub horizon: Option<Horizon>,
    pub unit: Unit,
    pub period: Period,
    /// Whether the period's last day is not after the as-of date.
    pub complete: bool,
    pub group: Group,
    /// Whether it is the number of all that the plan is asked for, not of one group of it.
    pub whole: bool,
    /// Of a group its part of the whole, for additive metrics: the parts make 1.
    pub share: Option<Rational>,
    /// Of a group that is asked for, where it stands among the others.
    pub place: Option<Place>,
    pub value: Value,
    /// The two sides where the number is a quotient.
    pub numerator: Option<Rational>,
    pub denominator: Option<Rational>,
    /// The value of the `needs` metric, else the denominator.
    pub sample: Option<Rational>,
    /// Within which range a share lies, at the plan's confidence.
    pub interval: Option<Interval>,
    /// The value one period before.
    pub previous: Option<Rational>,
    pub aim: Option<Aim>,
    /// They may be there without a target.
    pub limits: Limits,
    /// Where the period lands if it goes on like this: additive metrics in progress only.
    pub forecast: Option<Rational>,
    /// The indicators that guard this one, by their place in the plan's `indicators`, and the worst of their statuses.
    pub guards: Vec<usize>,
    pub guard_status: Option<Status>,
    /// `None` for what is not judged.
    pub status: Option<Status>,
    /// Whether the sample can bear the verdict; `None` for what no sample decides about.
    pub evidence: Option<Evidence>,
    /// Why the status is what it is: the limit that was broken, the sample that is missing.
    pub reason: Option<Message>,
    /// The values of the last periods up to this one, oldest first, for a spark line.
    pub history: Vec<Option<Rational>>,
}

/// Those that entered a funnel in a period: whose first row of its first stage lies there.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortRow {
    pub funnel: FunnelId,
    pub period: Period,
    /// The group of the row of entry.
    pub group: Group,
    /// Whether it is all that is looked at, and no group of it.
    pub whole: bool,
    /// How many there are.
    pub entered: u64,
    /// Of these, how many have time left.
    pub open: u64,
    /// Whether nobody can enter any more, and nobody has time left.
    pub complete: bool,
    /// In the funnel's order; the first is the entry.
    pub stages: Vec<CohortStage>,
}

/// How far a cohort came.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortStage {
    pub metric: MetricId,
    pub conversion: Option<MetricId>,
    /// How many reached it, of those that reached the stage before, within their time.
    pub reached: u64,
    /// What they come to, in the metric's unit: how many they are, or the sum of their amounts.
    pub value: Rational,
    /// `value` ÷ how many reached the stage before; `None` for the entry, and after a stage that nobody reached.
    pub rate: Option<Rational>,
    /// What it should be in the period of entry: the stated target of the KPI on it, else what the funnel's step says.
    pub expected: Option<Rational>,
    /// Whether it is that, once the cohort is complete.
    pub met: Option<bool>,
    /// Whether so few can bear that verdict; `None` for amounts, and without one.
    pub evidence: Option<Evidence>,
}

/// Rows of a stage without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unkeyed {
    pub funnel: FunnelId,
    pub metric: MetricId,
    pub rows: u64,
}

/// The evaluation of one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    pub as_of: Option<Date>,
    /// Newest period first; within it the goal, the KPIs in the plan's order, what other plans bring, then the other numbers; within those
    /// the total, then the groups.
    pub rows: Vec<ResultRow>,
    /// The goals that are missed in the newest whole period or in the one in progress, taken apart step by step.
    pub bottlenecks: Vec<Bottleneck>,
    /// What became of those that entered a funnel: funnel by funnel, the newest period first, everybody before the groups.
    pub cohorts: Vec<CohortRow>,
    /// Rows that are in no cohort.
    pub unkeyed: Vec<Unkeyed>,
    /// What came of the plan's actions, in their order.
    pub actions: Vec<Measured>,
    /// Whose numbers they are: everybody's, or one member's.
    pub view: Group,
    /// What there is to say of the rankings of groups, in any order.
    pub rankings: Vec<Ranking>,
    /// Newest period first; of each everybody's, then the groups'.
    pub scores: Vec<Score>,
    /// Newest period first.
    pub payments: Vec<Payment>,
}
