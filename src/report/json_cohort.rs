//! The `cohorts` of `--format json`.

use serde::Serialize;

use crate::evaluate::evidence::Evidence;
use crate::evaluate::result::{CohortRow, CohortStage};
use crate::plan::Plan;
use crate::session::checked::{Checked, CheckedPlan};

use super::json::Number;
use super::json_result::{JsonPeriod, by};
use super::{cohort_cells, naming};

/// Those that entered a funnel in a period, and how far they came.
#[derive(Serialize)]
pub(super) struct JsonCohort {
    plan: String,
    file: String,
    line: u32,
    column: u32,
    funnel: Option<String>,
    key: String,
    within: JsonWithin,
    period: JsonPeriod,
    by: serde_json::Map<String, serde_json::Value>,
    entered: u64,
    open: u64,
    complete: bool,
    stages: Vec<JsonStage>,
}

#[derive(Serialize)]
struct JsonWithin {
    amount: Number,
    unit: &'static str,
}

#[derive(Serialize)]
struct JsonStage {
    name: String,
    label: Option<String>,
    conversion: Option<String>,
    unit: String,
    reached: u64,
    value: Number,
    rate: Option<Number>,
    expected: Option<Number>,
    met: Option<bool>,
    evidence: Option<&'static str>,
    rows_without_key: u64,
}

/// Every cohort of every plan, in order.
pub(super) fn cohorts(checked: &Checked) -> Vec<JsonCohort> {
    let mut cohorts = Vec::new();
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        cohorts.extend(evaluation.cohorts.iter().filter_map(|row| cohort(checked, one, plan, row)));
    }
    cohorts
}

fn cohort(checked: &Checked, one: &CheckedPlan, plan: &Plan, row: &CohortRow) -> Option<JsonCohort> {
    let funnel = plan.funnels.get(row.funnel.index())?;
    let followed = funnel.cohort.as_ref()?;
    let position = checked.sources.positions(followed.span).0;
    Some(JsonCohort {
        plan: naming::plan(one, plan).to_owned(),
        file: checked.sources.file(followed.span.file).path.clone(),
        line: position.line,
        column: position.column,
        funnel: funnel.label.clone(),
        key: followed.key.value.clone(),
        within: JsonWithin { amount: Number(followed.within.amount.clone()), unit: followed.within.unit.word() },
        period: JsonPeriod::of(row.period, row.period.end() <= one.as_of.date),
        by: by(&row.group),
        entered: row.entered,
        open: row.open,
        complete: row.complete,
        stages: row.stages.iter().filter_map(|reached| stage(one, plan, row, reached)).collect(),
    })
}

fn stage(one: &CheckedPlan, plan: &Plan, row: &CohortRow, stage: &CohortStage) -> Option<JsonStage> {
    let metric = plan.metrics.get(stage.metric.index())?;
    let conversion = stage.conversion.and_then(|conversion| plan.metrics.get(conversion.index()));
    let unkeyed = one.evaluation.iter().flat_map(|evaluation| &evaluation.unkeyed);
    let own = unkeyed.filter(|unkeyed| unkeyed.funnel == row.funnel && unkeyed.metric == stage.metric);
    Some(JsonStage {
        name: metric.name.value.clone(),
        label: metric.label.clone(),
        conversion: conversion.map(|conversion| conversion.name.value.clone()),
        unit: cohort_cells::unit(plan, stage).to_string(),
        reached: stage.reached,
        value: Number(stage.value.clone()),
        rate: stage.rate.clone().map(Number),
        expected: stage.expected.clone().map(Number),
        met: stage.met,
        evidence: stage.evidence.map(Evidence::word),
        rows_without_key: own.map(|unkeyed| unkeyed.rows).sum(),
    })
}
