//! Multiplying forward: where the goal has no target, what the given numbers come to.

use std::collections::BTreeMap;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::Plan;
use crate::plan::funnel::Funnel;
use crate::plan::ids::MetricId;
use crate::plan::metric::{MetricOrigin, Operator};

use super::arithmetic::combine;
use super::derive::{Derivation, Rate, Required, Step};
use super::planned::computed;
use super::program::Programs;

/// Funnels may lead into formulas and these into funnels; a plan in which that goes on longer is left unfinished.
const ROUNDS: usize = 32;

/// Everything that follows from the given numbers, the goal among it where they reach it.
#[must_use]
pub fn multiplied(
    plan: &Plan,
    programs: &Programs,
    planned: Vec<Option<Rational>>,
    goal: MetricId,
    period: Period,
) -> Derivation {
    let mut numbers = planned;
    let mut steps = Vec::new();
    for _ in 0..ROUNDS {
        let before = steps.len();
        follow_funnels(plan, &mut numbers, &mut steps);
        follow_formulas(plan, programs, &mut numbers, &mut steps);
        if steps.len() == before {
            break;
        }
    }
    let why = Message::new("no-target-without-goal-target")
        .with("goal", plan.metric(goal).name.value.clone())
        .with("period", period);
    let mut required = BTreeMap::new();
    let mut unsolved = BTreeMap::new();
    for (place, number) in numbers.into_iter().enumerate() {
        match number {
            Some(value) => {
                required.insert(MetricId::of(place), Required { value, direction: Direction::AtLeast });
            }
            None => {
                unsolved.insert(MetricId::of(place), why.clone());
            }
        }
    }
    Derivation { goal, period, required, unsolved, steps }
}

/// Sets the stages that follow from each funnel's earliest known one. A stage of several funnels is the sum of what
/// all of them bring.
fn follow_funnels(plan: &Plan, numbers: &mut [Option<Rational>], steps: &mut Vec<Step>) {
    let mut brought: BTreeMap<MetricId, (Option<Rational>, Vec<Step>)> = BTreeMap::new();
    for funnel in &plan.funnels {
        let found = follow(funnel, numbers);
        for (stage, found) in funnel.stages.iter().zip(found) {
            if numbers[stage.metric.index()].is_some() {
                continue;
            }
            let entry = brought.entry(stage.metric).or_insert((Some(Rational::ZERO), Vec::new()));
            let (value, step) = found.unzip();
            entry.0 = entry.0.as_ref().zip(value).map(|(sum, value)| sum + &value);
            entry.1.extend(step);
        }
    }
    for (metric, (value, found)) in brought {
        if value.is_some() {
            numbers[metric.index()] = value;
            steps.extend(found);
        }
    }
}

/// What each stage comes to by its own funnel alone, and how.
fn follow(funnel: &Funnel, numbers: &[Option<Rational>]) -> Vec<Option<(Rational, Step)>> {
    let stages = &funnel.stages;
    let mut found: Vec<Option<(Rational, Step)>> = vec![None; stages.len()];
    let known = |place: usize| numbers[stages[place].metric.index()].clone();
    let rate = |place: usize| {
        let stage = &stages[place];
        let planned = stage.conversion.and_then(|conversion| numbers[conversion.index()].clone());
        let value = planned.or_else(|| stage.at.as_ref().map(|at| at.value.clone()))?;
        Some(Rate { conversion: stage.conversion, value })
    };
    let Some(start) = (0..stages.len()).find(|place| known(*place).is_some()) else { return found };
    let mut number = known(start);
    for place in start + 1..stages.len() {
        let multiplied = number.take().zip(rate(place)).and_then(|(before_value, rate)| {
            let value = combine(&before_value, Operator::Multiply, &rate.value).ok()?;
            let (metric, before) = (stages[place].metric, stages[place - 1].metric);
            Some((value.clone(), Step::Multiplied { metric, value, before, before_value, rate }))
        });
        number = multiplied.as_ref().map(|(value, _)| value.clone()).or_else(|| known(place));
        found[place] = multiplied;
    }
    let mut number = known(start);
    for place in (0..start).rev() {
        let (Some(next_value), Some(rate)) = (number.clone(), rate(place + 1)) else { break };
        let Ok(value) = combine(&next_value, Operator::Divide, &rate.value) else { break };
        let (metric, next) = (stages[place].metric, stages[place + 1].metric);
        number = Some(value.clone());
        found[place] = Some((value.clone(), Step::Divided { metric, value, next, next_value, rate }));
    }
    found
}

/// Sets the metrics whose formulas read only known ones.
fn follow_formulas(plan: &Plan, programs: &Programs, numbers: &mut [Option<Rational>], steps: &mut Vec<Step>) {
    for metric in programs.order() {
        let is_conversion = matches!(plan.metric(*metric).origin, MetricOrigin::Conversion { .. });
        if is_conversion || numbers[metric.index()].is_some() {
            continue;
        }
        if let Some(value) = computed(programs.of(*metric), numbers) {
            steps.push(Step::Computed { metric: *metric, value: value.clone() });
            numbers[metric.index()] = Some(value);
        }
    }
}
