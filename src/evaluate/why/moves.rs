//! Everything that moved: the goal first, with what it is computed from, then the stages on the way to it and what else
//! people steer by.

use std::cmp::Reverse;

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::ground::Ground;
use crate::plan::Plan;
use crate::plan::ids::MetricId;

use super::answer::{Change, Comparison, Explanation, Factors, Move, Moves};
use super::change::Compared;
use super::explain;
use super::formula::Leaf;
use super::goal::{goal_of, link};

/// What moved. `by` are the dimensions by which the goal and the cause are taken apart, together; none: by each.
pub fn moves(ground: Ground, comparison: Comparison, by: &[String]) -> Moves {
    let plan = ground.plan;
    let goal = goal_of(plan).ok_or_else(|| Message::new("why-without-goal"));
    let goal = goal.and_then(|goal| explain(ground, comparison, goal, by).map(Box::new));
    let factors = goal.as_ref().ok().and_then(|goal| goal.factors.as_ref().ok());
    let cause = factors.and_then(|factors| cause(ground, comparison, factors, by));
    let mut others = Vec::new();
    let mut missing = Vec::new();
    let is_told = |metric: MetricId| {
        goal_of(plan) == Some(metric)
            || factors.is_some_and(|factors| factors.list.iter().any(|factor| factor.leaf == Leaf::Metric(metric)))
    };
    for metric in steered_by(plan).into_iter().filter(|metric| !is_told(*metric)) {
        let change = Compared::new(ground, comparison, metric).map(|compared| compared.change());
        match change {
            // What stayed as it was has not moved.
            Some(Ok(change)) if change.difference().is_zero() => {}
            Some(Ok(change)) => others.push(Move { link: link(ground, factors, metric), change }),
            Some(Err(why)) => missing.push((metric, why)),
            None => {}
        }
    }
    others.sort_by_cached_key(|moved| Reverse(rank(moved)));
    Moves { goal, cause, others, missing }
}

/// The largest factor of the goal, taken apart itself.
fn cause(ground: Ground, comparison: Comparison, factors: &Factors, by: &[String]) -> Option<Box<Explanation>> {
    let moved = factors.list.iter().filter(|factor| !factor.part.is_zero());
    // Of equally large ones the first: the one that stands earliest on the way.
    let largest = moved.rev().max_by_key(|factor| factor.part.abs())?;
    let Leaf::Metric(metric) = largest.leaf else { return None };
    explain(ground, comparison, metric, by).ok().map(Box::new)
}

/// Every stage and conversion of the funnels and every indicator, each once, in the plan's order.
fn steered_by(plan: &Plan) -> Vec<MetricId> {
    let mut found = Vec::new();
    let mut seen = vec![false; plan.metrics.len()];
    let stages = plan.funnels.iter().flat_map(|funnel| &funnel.stages);
    let stages = stages.flat_map(|stage| stage.conversion.into_iter().chain([stage.metric]));
    for metric in stages.chain(plan.indicators.iter().map(|indicator| indicator.metric)) {
        if !std::mem::replace(&mut seen[metric.index()], true) {
            found.push(metric);
        }
    }
    found
}

/// What stands first: an effect on the goal, then the largest relative change. From nothing to something is the largest.
fn rank(moved: &Move) -> (Option<Rational>, bool, Rational) {
    let Change { before, .. } = &moved.change;
    let difference = moved.change.difference().abs();
    let relative = difference.checked_div(&before.abs());
    let from_nothing = relative.is_none() && !difference.is_zero();
    (moved.link.part().map(Rational::abs), from_nothing, relative.unwrap_or(difference))
}
