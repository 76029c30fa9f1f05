//! Multiplying forward: where the goal has no target, what the given numbers come to.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::vocabulary::Direction;
use crate::plan::Plan;
use crate::plan::funnel::Funnel;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::{MetricOrigin, Operator};

use super::derive::{Derivation, Rate, Step};
use super::equation::Equation;
use super::given::{Given, of_formula};
use super::program::{Op, Programs};

/// Funnels may lead into formulas and these into funnels; a plan in which that goes on longer is left unfinished.
const ROUNDS: usize = 32;

/// Everything that follows from the given numbers, the goal among it where they reach it.
#[must_use]
pub fn multiplied(
    plan: &Plan,
    programs: &Programs,
    planned: Vec<Option<Given>>,
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
            solve_formulas(plan, programs, &mut numbers, &mut steps);
        }
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
            Some(given) => {
                required.insert(MetricId::of(place), given.required(Direction::AtLeast));
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
fn follow_funnels(plan: &Plan, numbers: &mut [Option<Given>], steps: &mut Vec<Step>) {
    let mut brought: BTreeMap<MetricId, (Vec<Option<Given>>, Vec<Step>)> = BTreeMap::new();
    for (id, funnel) in plan.funnels.iter().enumerate() {
        let found = follow(FunnelId::of(id), funnel, numbers);
        for (place, (stage, found)) in funnel.stages.iter().zip(found).enumerate() {
            // What a funnel begins with, another one may bring.
            let begins = place == 0 && found.is_none();
            if begins || numbers[stage.metric.index()].is_some() {
                continue;
            }
            let (parts, how) = brought.entry(stage.metric).or_default();
            let (part, step) = found.unzip();
            parts.push(part);
            how.extend(step);
        }
    }
    for (metric, (parts, how)) in brought {
        let sum = parts.into_iter().reduce(|sum, part| sum?.combined(Operator::Add, &part?)).flatten();
        if sum.is_some() {
            numbers[metric.index()] = sum;
            steps.extend(how);
        }
    }
}

/// What each stage comes to by its own funnel alone, and how.
fn follow(id: FunnelId, funnel: &Funnel, numbers: &[Option<Given>]) -> Vec<Option<(Given, Step)>> {
    let stages = &funnel.stages;
    let mut found: Vec<Option<(Given, Step)>> = vec![None; stages.len()];
    let known = |place: usize| numbers[stages[place].metric.index()].clone();
    let rate = |place: usize| {
        let stage = &stages[place];
        let planned = stage.conversion.and_then(|conversion| numbers[conversion.index()].clone());
        planned.or_else(|| stage.at.as_ref().map(|at| Given::assumed(at.value.clone())))
    };
    let named = |place: usize, rate: &Given| Rate { conversion: stages[place].conversion, value: rate.value.clone() };
    let Some(start) = (0..stages.len()).find(|place| known(*place).is_some()) else { return found };
    let mut number = known(start);
    for place in start + 1..stages.len() {
        let multiplied = number.take().zip(rate(place)).and_then(|(number, rate)| {
            let product = number.combined(Operator::Multiply, &rate)?;
            let (metric, before) = (stages[place].metric, stages[place - 1].metric);
            let (value, before_value, rate) = (product.value.clone(), number.value, named(place, &rate));
            Some((product, Step::Multiplied { metric, value, before, before_value, rate }))
        });
        number = multiplied.as_ref().map(|(product, _)| product.clone()).or_else(|| known(place));
        found[place] = multiplied;
    }
    let mut number = known(start);
    for place in (0..start).rev() {
        let (Some(next), Some(rate)) = (number.take(), rate(place + 1)) else { break };
        let Ok(given) = next.converted(Operator::Divide, &rate.value) else { break };
        let (metric, value, rate) = (stages[place].metric, given.value.clone(), named(place + 1, &rate));
        let (next, next_value) = (stages[place + 1].metric, next.value);
        let step = Step::Divided { funnel: id, metric, value, next, next_value, rate };
        number = Some(given.clone());
        found[place] = Some((given, step));
    }
    found
}

/// Sets the metrics whose formulas read only known ones.
fn follow_formulas(plan: &Plan, programs: &Programs, numbers: &mut [Option<Given>], steps: &mut Vec<Step>) {
    for metric in programs.order() {
        let is_conversion = matches!(plan.metric(*metric).origin, MetricOrigin::Conversion { .. });
        if is_conversion || numbers[metric.index()].is_some() {
            continue;
        }
        let given = of_formula(programs.of(*metric), |read| numbers.get(read.index())?.clone());
        if let Some(given) = given {
            steps.push(Step::Computed { metric: *metric, value: given.value.clone() });
            numbers[metric.index()] = Some(given);
        }
    }
}

/// Sets the one unknown of each formula whose result is given, where nothing else leads to it.
fn solve_formulas(plan: &Plan, programs: &Programs, numbers: &mut [Option<Given>], steps: &mut Vec<Step>) {
    for of in programs.order() {
        let is_conversion = matches!(plan.metric(*of).origin, MetricOrigin::Conversion { .. });
        let Some(result) = numbers[of.index()].clone().filter(|_| !is_conversion) else { continue };
        let program = programs.of(*of);
        let leaves: BTreeSet<MetricId> = program.iter().filter_map(Op::reads).collect();
        let given = |read: MetricId| numbers.get(read.index())?.clone();
        let unknowns: Vec<MetricId> = leaves.into_iter().filter(|leaf| given(*leaf).is_none()).collect();
        let [unknown] = unknowns.as_slice() else { continue };
        if let Ok(found) = (Equation { program, unknown: *unknown }).by_parts(&result, given) {
            steps.push(Step::Solved { metric: *unknown, value: found.value.clone(), of: *of });
            numbers[unknown.index()] = Some(found);
        }
    }
}
