//! The bottleneck: what each step's miss costs at the goal, in the goal's own unit.
//!
//! What was planned and what came of it are the same formula of the same steps with other numbers. The gap between them
//! is shared out among the steps by their Shapley values, so that the parts add up to it exactly.

mod factors;
mod shares;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::plan::ids::MetricId;

use super::derive::{Derivation, Step};
use super::flow::Flow;
use super::ground::Ground;
use super::standing::Standing;
use factors::Factors;

/// A goal that is missed, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bottleneck {
    pub goal: MetricId,
    /// Its place among the plan's indicators.
    pub indicator: usize,
    pub period: Period,
    /// What is expected of the goal by now: the target of a whole period.
    pub expected: Rational,
    pub value: Rational,
    /// `value` − `expected`.
    pub gap: Rational,
    /// The steps with their parts of the gap, which they add up to; what brings the goal down most comes first (for a
    /// goal that is not to be passed, what drives it up most).
    pub steps: Vec<StepCost>,
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

/// Takes a goal apart in one of its periods. `None` where it is not missed, or nothing can be said of it yet; the error
/// is the sentence that says why it can't be taken apart.
#[must_use]
pub fn bottleneck(ground: Ground, indicator: usize, period: Period) -> Option<Result<Bottleneck, Message>> {
    let goal = ground.plan.indicators.get(indicator)?;
    let everybody = Group::total();
    let standing = Standing::new(ground, goal, period, &everybody);
    let value = standing.value.clone()?;
    let is_unfinished = standing.pace.is_partial() && goal.whole_periods_only;
    if is_unfinished || (standing.is_paced() && standing.pace.is_early()) || period.start > ground.as_of {
        return None;
    }
    let target = standing.target.clone().ok().flatten()?;
    let expected = standing.expected(&target.low);
    let is_above_range = target.high.as_ref().is_some_and(|high| value > standing.expected(high));
    let is_missed = match standing.direction {
        Direction::AtLeast | Direction::Between => value < expected,
        Direction::AtMost => value > expected,
    };
    if is_above_range {
        return Some(Err(Message::new("bottleneck-above-range")));
    }
    if !is_missed {
        return None;
    }
    let derivation = ground.derivations.of(indicator, period);
    if !matches!(derivation.steps.first(), Some(Step::Goal { .. })) {
        return None;
    }
    let share = if standing.is_paced() { standing.pace.share.clone() } else { Rational::ONE };
    Some(taken_apart(ground, &derivation, &share).and_then(|steps| {
        let mut steps = steps;
        let is_at_most = standing.direction == Direction::AtMost;
        steps.sort_by(|one, other| if is_at_most { other.part.cmp(&one.part) } else { one.part.cmp(&other.part) });
        let gap = &value - &expected;
        let total: Rational = steps.iter().map(|step| step.part.clone()).sum();
        if total != gap {
            return Err(Message::new("bottleneck-not-planned-so"));
        }
        let goal = goal.metric;
        Ok(Bottleneck { goal, indicator, period, expected, value, gap, steps })
    }))
}

/// The parts of all steps. `share` of the period is gone.
fn taken_apart(ground: Ground, derivation: &Derivation, share: &Rational) -> Result<Vec<StepCost>, Message> {
    let flow = Flow::new(ground.plan, ground.programs, derivation);
    let factors = Factors::new(ground, derivation, &flow, share)?;
    let parts = shares::shares(&factors)?;
    let steps = factors.steps.into_iter().zip(parts);
    Ok(steps.map(|(factor, part)| StepCost { step: factor.name, planned: factor.planned, actual: factor.actual, part }).collect())
}

#[cfg(test)]
mod tests;
