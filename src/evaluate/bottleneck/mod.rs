//! The bottleneck: what each step's miss costs at the goal, in the goal's own unit.
//!
//! What was planned and what came of it are the same formula of the same steps with other numbers. The gap between them
//! is shared out among the steps by their Shapley values, so that the parts add up to it exactly.

mod factors;
mod shares;

use std::collections::BTreeSet;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, Status};
use crate::data::observations::Group;
use crate::plan::ids::MetricId;
use crate::plan::metric::Role;

use super::derive::Step;
use super::flow::Flow;
use super::ground::Ground;
use super::result::ResultRow;
use super::standing::Standing;
use factors::Factors;

/// A goal that is missed, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bottleneck {
    pub goal: MetricId,
    /// Its place among the plan's indicators.
    pub indicator: usize,
    pub period: Period,
    /// Whether the period is held against its whole target, not against what is expected by now.
    pub complete: bool,
    /// What is expected of the goal by now: the target of a whole period.
    pub expected: Rational,
    pub value: Rational,
    /// `value` − `expected`.
    pub gap: Rational,
    /// The steps with their parts of the gap, which they add up to; what brings the goal down most comes first (for a
    /// goal that is not to be passed, what drives it up most). The error is the sentence that says why the gap can't be
    /// taken apart.
    pub steps: Result<Vec<StepCost>, Message>,
}

/// A step, as planned and as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct StepCost {
    pub step: StepName,
    /// What was planned: of a sum in progress what was expected by now.
    pub planned: Rational,
    pub actual: Rational,
    /// Its part of the gap.
    pub part: Rational,
}

/// What a step is called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepName {
    /// A number of the plan: a volume, a conversion, a price.
    Metric(MetricId),
    /// What all funnels together make of the one of the other.
    Between { from: MetricId, to: MetricId },
    /// How much came of each funnel's stages, as a share of what their planned conversions make of them.
    Yield(MetricId),
}

/// The bottlenecks of the goals among some rows, newest first: of each goal's newest whole period, and of what is in
/// progress.
#[must_use]
pub fn of_rows(ground: Ground, rows: &[ResultRow]) -> Vec<Bottleneck> {
    let mut has_whole: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row.role == Some(Role::Kgi) && row.group.members.is_empty()) {
        let Some(goal) = row.indicator else { continue };
        if row.complete && !has_whole.insert(goal) {
            continue;
        }
        let is_judged = matches!(row.status, Some(Status::Ok | Status::Warn | Status::Fail));
        found.extend(is_judged.then(|| bottleneck(ground, goal, row.period)).flatten());
    }
    found
}

/// Takes a goal apart in one of its periods. `None` where it is not missed, or nothing can be said of it yet.
#[must_use]
pub fn bottleneck(ground: Ground, indicator: usize, period: Period) -> Option<Bottleneck> {
    let goal = ground.plan.indicators.get(indicator)?;
    let everybody = Group::total();
    let standing = Standing::new(ground, goal, period, &everybody);
    let value = standing.value.clone()?;
    let is_unfinished = standing.pace.is_partial() && goal.whole_periods_only;
    if is_unfinished || (standing.is_paced() && standing.pace.is_early()) || period.start > ground.as_of {
        return None;
    }
    let target = standing.target.clone().ok().flatten()?;
    let low = standing.expected(&target.low);
    let high = target.high.as_ref().map(|high| standing.expected(high)).filter(|high| value > *high);
    let is_missed = match standing.direction {
        Direction::AtLeast | Direction::Between => value < low,
        Direction::AtMost => value > low,
    };
    let (expected, steps) = match high {
        Some(high) => (high, Err(Message::new("bottleneck-above-range"))),
        None if is_missed => {
            let share = if standing.is_paced() { standing.pace.share.clone() } else { Rational::ONE };
            (low, taken_apart(ground, indicator, period, &share))
        }
        None => return None,
    };
    let gap = &value - &expected;
    let steps = steps.and_then(|steps| in_order(steps, &gap, standing.direction));
    let complete = !standing.is_paced();
    Some(Bottleneck { goal: goal.metric, indicator, period, complete, expected, value, gap, steps })
}

/// The steps in order, if they make the gap.
fn in_order(mut steps: Vec<StepCost>, gap: &Rational, direction: Direction) -> Result<Vec<StepCost>, Message> {
    let total: Rational = steps.iter().map(|step| step.part.clone()).sum();
    if total != *gap {
        return Err(Message::new("bottleneck-not-planned-so"));
    }
    let is_at_most = direction == Direction::AtMost;
    steps.sort_by(|one, other| if is_at_most { other.part.cmp(&one.part) } else { one.part.cmp(&other.part) });
    Ok(steps)
}

/// The parts of all steps. `share` of the period is gone.
fn taken_apart(ground: Ground, indicator: usize, period: Period, share: &Rational) -> Result<Vec<StepCost>, Message> {
    let derivation = ground.derivations.of(indicator, period);
    if !matches!(derivation.steps.first(), Some(Step::Goal { .. })) {
        return Err(Message::new("bottleneck-without-steps"));
    }
    let flow = Flow::new(ground.plan, ground.programs, &derivation);
    let factors = Factors::new(ground, &derivation, &flow, share)?;
    let parts = shares::shares(&factors)?;
    let steps = factors.steps.into_iter().zip(parts);
    Ok(steps
        .map(|(factor, part)| StepCost { step: factor.name, planned: factor.planned, actual: factor.actual, part })
        .collect())
}

#[cfg(test)]
mod tests;
