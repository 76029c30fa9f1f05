//! What each step's miss costs at the goal, in words.

use crate::base::message::{Message, UnitName};
use crate::base::rational::Rational;
use crate::evaluate::bottleneck::{Bottleneck, StepCost, StepName};
use crate::evaluate::rounding::apportioned;
use crate::evaluate::sentences::{called, points, quantity as quantity_arg};
use crate::plan::Plan;
use crate::plan::unit::{Unit, UnitKind};

use super::localizer::Localizer;
use super::quantity;

/// What a step is called.
#[must_use]
pub fn step_name(plan: &Plan, step: StepName, localizer: &Localizer) -> String {
    match step {
        StepName::Metric(metric) => called(plan, metric).to_owned(),
        StepName::Between { from, to } => {
            let message = Message::new("bottleneck-between").with("from", called(plan, from));
            localizer.text(&message.with("to", called(plan, to)))
        }
        StepName::Yield(metric) => localizer.text(&Message::new("bottleneck-yield").with("of", called(plan, metric))),
    }
}

/// The unit of a step's own numbers.
#[must_use]
pub fn step_unit(plan: &Plan, step: StepName) -> Unit {
    match step {
        StepName::Metric(metric) => plan.metric(metric).unit,
        StepName::Between { from, to } => plan.metric(to).unit.over(plan.metric(from).unit).unwrap_or(Unit::RATIO),
        StepName::Yield(_) => Unit::RATIO,
    }
}

/// By how much the goal is missed: `revenue is 1,716,000 JPY short of the goal`.
#[must_use]
pub fn headline(plan: &Plan, bottleneck: &Bottleneck, localizer: &Localizer) -> String {
    let message = Message::new(match (bottleneck.gap.is_negative(), bottleneck.complete) {
        (true, true) => "bottleneck-short",
        (true, false) => "bottleneck-short.by-now",
        (false, true) => "bottleneck-over",
        (false, false) => "bottleneck-over.by-now",
    });
    let unit = plan.metric(bottleneck.goal).unit;
    let gap = bottleneck.gap.round_to(decimals(unit)).abs();
    let gap = if unit.kind() == UnitKind::Ratio { points(&gap) } else { quantity_arg(&gap, unit) };
    localizer.text(&message.with("name", called(plan, bottleneck.goal)).with("gap", gap))
}

/// The parts of the gap, shown so that they add up to the gap that is shown.
#[must_use]
pub fn shown_parts(plan: &Plan, bottleneck: &Bottleneck, steps: &[StepCost], localizer: &Localizer) -> Vec<String> {
    let unit = plan.metric(bottleneck.goal).unit;
    let parts: Vec<Rational> = steps.iter().map(|step| step.part.clone()).collect();
    apportioned(&parts, decimals(unit)).iter().map(|part| signed(part, unit, localizer)).collect()
}

/// The headline with all parts in one line, the biggest first, or with why there are none. `None` where the plan says of
/// no step how it leads to the goal: there is nothing to take apart.
#[must_use]
pub fn sentence(plan: &Plan, bottleneck: &Bottleneck, localizer: &Localizer) -> Option<String> {
    let message = Message::new("bottleneck-line").with("headline", headline(plan, bottleneck, localizer));
    let steps = match &bottleneck.steps {
        Ok(steps) => steps,
        Err(why) if why.id == "bottleneck-without-steps" => return None,
        Err(why) => return Some(localizer.text(&message.with("steps", why.clone()))),
    };
    let parts = shown_parts(plan, bottleneck, steps, localizer);
    let named = steps.iter().zip(parts).map(|(step, part)| format!("{} {part}", step_name(plan, step.step, localizer)));
    let named: Vec<String> = named.collect();
    Some(localizer.text(&message.with("steps", named.join(&localizer.word("comma")))))
}

/// A step's planned and actual numbers, as they stand in a table.
#[must_use]
pub fn shown_numbers(plan: &Plan, step: &StepCost, localizer: &Localizer) -> (String, String) {
    let unit = step_unit(plan, step.step);
    let shown = |number: &Rational| {
        let number = if matches!(unit.kind(), UnitKind::Money(_)) { number.round_to(0) } else { number.clone() };
        quantity::value(&number, unit, localizer.language())
    };
    (shown(&step.planned), shown(&step.actual))
}

/// A difference with its sign: `+1,000,000円`, `-3`.
#[must_use]
pub fn signed(number: &Rational, unit: Unit, localizer: &Localizer) -> String {
    let language = localizer.language();
    let amount = number.abs();
    let shown = match unit.kind() {
        UnitKind::Ratio => quantity::quantity(&amount, &UnitName::Points, language),
        _ => quantity::value(&amount, unit, language),
    };
    let sign = if number.is_negative() { "-" } else { "+" };
    if number.is_zero() { format!("±{shown}") } else { format!("{sign}{shown}") }
}

/// How many decimals are shown.
fn decimals(unit: Unit) -> u32 {
    match unit.kind() {
        UnitKind::Money(_) => 0,
        UnitKind::Ratio => 3,
        UnitKind::Count | UnitKind::Duration | UnitKind::Compound => 1,
    }
}
