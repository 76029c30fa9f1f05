//! How far a change reached: forwards, to the goal.

use crate::base::rational::Rational;
use crate::evaluate::ground::Ground;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::{MetricOrigin, Role};

use super::answer::{Comparison, Factors, Link, Reached};
use super::change::Compared;
use super::factors::factors;
use super::formula::{Formula, Leaf};

/// The metric of a plan's goal: of several the first.
#[must_use]
pub fn goal_of(plan: &Plan) -> Option<MetricId> {
    plan.indicators.iter().find(|indicator| indicator.role == Role::Kgi).map(|goal| goal.metric)
}

/// What of the goal's change a metric brought; `None` for the goal itself, and where its change is not known.
pub fn reached(ground: Ground, comparison: Comparison, metric: MetricId) -> Option<Reached> {
    let goal = goal_of(ground.plan).filter(|goal| *goal != metric)?;
    let compared = Compared::new(ground, comparison, goal)?;
    let change = compared.change().ok()?;
    let factors = factors(&compared, &change).ok();
    Some(Reached { link: link(ground, factors.as_ref(), metric), factors, goal: change })
}

/// How a metric is linked with a goal that was taken apart.
#[must_use]
pub fn link(ground: Ground, of_goal: Option<&Factors>, metric: MetricId) -> Link {
    let plan = ground.plan;
    let part_of = |leaf: &Leaf| {
        let factor = of_goal?.list.iter().find(|factor| factor.leaf == *leaf);
        factor.map(|factor| factor.part.clone())
    };
    if let Some(part) = part_of(&Leaf::Metric(metric)) {
        return Link::Factor(part);
    }
    // A stage brings what all that leads to it brings; a sum that only partly leads to the goal can't be said.
    let own = Formula::of(plan, ground.programs, metric).filter(|_| plan.metric(metric).additive);
    let leaves = own.map(|own| own.leaves).unwrap_or_default().into_iter();
    let of: Vec<Leaf> = leaves.filter(|leaf| !matches!(leaf, Leaf::Planned { .. })).collect();
    let parts: Option<Vec<Rational>> = of.iter().map(part_of).collect();
    if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
        return Link::Stage { part: parts.into_iter().sum(), of };
    }
    if let MetricOrigin::Conversion { funnel, stage } = plan.metric(metric).origin
        && let Some([from, to]) = plan.funnels[funnel.index()].stages.get(stage - 1..=stage)
    {
        let holding = [Leaf::Between { from: from.metric, to: to.metric }, Leaf::Yield(to.metric)];
        if let Some(leaf) = holding.into_iter().find(|leaf| part_of(leaf).is_some()) {
            return Link::Within(leaf);
        }
    }
    let own = || plan.indicators_on(metric);
    let guarded: Vec<MetricId> = own().flat_map(|own| &own.guards).map(|guarded| guarded.value).collect();
    if !guarded.is_empty() {
        return Link::Guards(guarded);
    }
    let driven: Vec<MetricId> = own().flat_map(|own| &own.drives).map(|drives| drives.metric.value).collect();
    if driven.is_empty() { Link::Unlinked } else { Link::Drives(driven) }
}
