//! The chain of arithmetic, step by step.

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::evaluate::derive::{Rate, Step};
use crate::evaluate::sentences::{called, quantity};
use crate::plan::Plan;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::MetricOrigin;
use crate::plan::unit::{Unit, UnitKind};
use crate::report::localizer::Localizer;

use super::Derived;
use super::formula::written;

/// A line for each step that says something: `orders = 10,000,000 JPY ÷ 500,000 JPY (order_value) = 20`.
#[must_use]
pub(super) fn lines(derived: &Derived, localizer: &Localizer) -> Vec<String> {
    let steps = derived.answer.derivation.steps.iter().filter_map(|step| line(derived, step, localizer));
    let mut lines: Vec<Message> = steps.collect();
    let sums = derived.answer.sums.iter().filter_map(|(metric, value)| {
        let formula = written(derived, *metric, None, localizer)?;
        let message = Message::new("derive-step.computed").with("name", called(derived.plan, *metric).to_owned());
        Some(message.with("formula", formula).with("value", quantity(value, derived.plan.metric(*metric).unit)))
    });
    let place = usize::from(has_target(derived));
    lines.splice(place..place, sums);
    lines.iter().map(|line| localizer.text(line)).collect()
}

fn line(derived: &Derived, step: &Step, localizer: &Localizer) -> Option<Message> {
    let plan = derived.plan;
    let name = |metric: MetricId| called(plan, metric).to_owned();
    let shown = |metric: MetricId, number: &Rational| exact_enough(number, plan.metric(metric).unit);
    let found = |message: Message, metric: MetricId, value: &Rational| {
        message.with("name", name(metric)).with("value", shown(metric, value))
    };
    Some(match step {
        Step::Goal { metric, value } => found(Message::new("derive-step.goal"), *metric, value),
        Step::Share { funnel, of, share, value } => {
            let whole = derived.answer.derivation.required.get(of).map(|whole| shown(*of, &whole.value))?;
            found(Message::new("derive-step.share"), *of, value)
                .with("funnel", funnel_name(plan, *funnel, localizer))
                .with("whole", whole)
                .with("share", Arg::Quantity(share.clone(), UnitName::Percent))
        }
        Step::Divided { metric, value, next, next_value, rate, .. } => {
            let step =
                found(Message::new("derive-step.divided"), *metric, value).with("from", shown(*next, next_value));
            with_rate(plan, step, rate)
        }
        Step::Multiplied { metric, value, before, before_value, rate } => {
            let step = found(Message::new("derive-step.multiplied"), *metric, value)
                .with("from", shown(*before, before_value));
            with_rate(plan, step, rate)
        }
        Step::Solved { metric, value, of } => {
            let step = found(Message::new("derive-step.solved"), *metric, value).with("of", name(*of));
            let formula = written(derived, *of, Some(*metric), localizer);
            let result = derived.answer.derivation.required.get(of).map(|result| shown(*of, &result.value));
            match formula.zip(result) {
                Some((formula, result)) => step.with("formula", formula).with("result", result),
                None => found(Message::new("derive-step.solved-long"), *metric, value).with("of", name(*of)),
            }
        }
        Step::Computed { metric, value } => {
            if matches!(plan.metric(*metric).origin, MetricOrigin::Conversion { .. }) {
                return None;
            }
            match written(derived, *metric, None, localizer) {
                Some(formula) => found(Message::new("derive-step.computed"), *metric, value).with("formula", formula),
                None => found(Message::new("derive-step.computed-long"), *metric, value),
            }
        }
    })
}

fn with_rate(plan: &Plan, message: Message, rate: &Rate) -> Message {
    match rate.conversion {
        Some(conversion) => {
            let value = quantity(&rate.value, plan.metric(conversion).unit);
            message.with("rate", value).with("conversion", called(plan, conversion).to_owned())
        }
        None => message.with("rate", rate.value.clone()).with("conversion", ""),
    }
}

/// What a funnel is called: its label, else its first stage.
pub(super) fn funnel_name(plan: &Plan, funnel: FunnelId, localizer: &Localizer) -> String {
    let Some(funnel) = plan.funnels.get(funnel.index()) else { return String::new() };
    let first = funnel.stages.first().map_or("", |stage| called(plan, stage.metric));
    funnel.label.clone().unwrap_or_else(|| localizer.text(&Message::new("derive-funnel").with("first", first)))
}

/// Whether the goal has a target that everything is worked back from.
pub(super) fn has_target(derived: &Derived) -> bool {
    matches!(derived.answer.derivation.steps.first(), Some(Step::Goal { .. }))
}

/// A number of the chain: of less than one there are more decimals, so that it doesn't look like nothing.
fn exact_enough(number: &Rational, unit: Unit) -> Arg {
    let is_small = unit.kind() == UnitKind::Count && !number.is_zero() && number.abs() < 1;
    if !is_small {
        return quantity(number, unit);
    }
    let places = (3..12).find(|places| !number.round_to(places - 1).is_zero()).unwrap_or(12);
    Arg::from(number.round_to(places).to_fixed(places).trim_end_matches('0').to_owned())
}
