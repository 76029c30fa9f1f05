//! The bottleneck of a missed goal in JSON, for `check` and `derive` alike.

use serde::Serialize;

use crate::base::rational::Rational;
use crate::evaluate::bottleneck::{Bottleneck, StepCost, StepName};
use crate::plan::Plan;
use crate::session::checked::{Checked, CheckedPlan};

use super::bottleneck::{step_name, step_unit};
use super::json::Number;
use super::localizer::Localizer;
use super::naming;

#[derive(Serialize)]
pub(super) struct JsonBottleneck {
    plan: String,
    file: String,
    goal: String,
    period: JsonPeriod,
    unit: String,
    expected: Number,
    value: Number,
    gap: Number,
    steps: Vec<JsonStep>,
    /// Why there are no steps.
    reason: Option<String>,
}

#[derive(Serialize)]
struct JsonPeriod {
    grain: &'static str,
    start: String,
    end: String,
    complete: bool,
}

#[derive(Serialize)]
struct JsonStep {
    name: String,
    kind: &'static str,
    label: String,
    unit: String,
    planned: Number,
    actual: Number,
    part: Number,
    part_exact: JsonFraction,
}

#[derive(Serialize)]
struct JsonFraction {
    numerator: String,
    denominator: String,
}

/// The bottlenecks of every plan, in order.
pub(super) fn bottlenecks(checked: &Checked, localizer: &Localizer) -> Vec<JsonBottleneck> {
    let mut all = Vec::new();
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        all.extend(evaluation.bottlenecks.iter().map(|found| json_bottleneck(one, plan, found, localizer)));
    }
    all
}

pub(super) fn json_bottleneck(
    one: &CheckedPlan,
    plan: &Plan,
    bottleneck: &Bottleneck,
    localizer: &Localizer,
) -> JsonBottleneck {
    let Bottleneck { goal, period, expected, value, gap, .. } = bottleneck;
    let number = |number: &Rational| Number(number.clone());
    let steps = bottleneck.steps.as_ref();
    JsonBottleneck {
        plan: naming::plan(one, plan).to_owned(),
        file: one.path.clone(),
        goal: plan.metric(*goal).name.value.clone(),
        period: JsonPeriod {
            grain: period.grain.word(),
            start: period.start.to_string(),
            end: period.end().to_string(),
            complete: period.end() <= one.as_of.date,
        },
        unit: plan.metric(*goal).unit.to_string(),
        expected: number(expected),
        value: number(value),
        gap: number(gap),
        steps: steps
            .map_or_else(|_| Vec::new(), |steps| steps.iter().map(|step| json_step(plan, step, localizer)).collect()),
        reason: steps.err().map(|why| localizer.text(why)),
    }
}

fn json_step(plan: &Plan, step: &StepCost, localizer: &Localizer) -> JsonStep {
    let name = |metric: crate::plan::ids::MetricId| plan.metric(metric).name.value.clone();
    let (numerator, denominator) = step.part.parts();
    let (own, kind) = match step.step {
        StepName::Metric(metric) => (name(metric), "metric"),
        StepName::Between { from, to } => (format!("{}/{}", name(to), name(from)), "between"),
        StepName::Yield(metric) => (name(metric), "yield"),
    };
    JsonStep {
        name: own,
        kind,
        label: step_name(plan, step.step, localizer),
        unit: step_unit(plan, step.step).to_string(),
        planned: Number(step.planned.clone()),
        actual: Number(step.actual.clone()),
        part: Number(step.part.clone()),
        part_exact: JsonFraction { numerator, denominator },
    }
}
