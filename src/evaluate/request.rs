//! What an evaluation needs to know of a plan's sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::period::Grain;
use crate::data::observations::Request;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::target::TargetValue;

use super::Query;
use super::program::{Op, Programs};

/// Every measure in the plan's own period, and in the periods of the indicators that are computed from it; by the
/// dimensions that are asked for, and by those that targets are stated for.
#[must_use]
pub fn needed(plan: &Plan, query: &Query) -> Request {
    let programs = Programs::new(plan);
    let mut grains = vec![BTreeSet::from([plan.settings.period]); plan.measures.len()];
    for (grain, metrics) in roots(plan) {
        for metric in reached(&programs, metrics, plan.metrics.len()) {
            for op in programs.of(metric) {
                if let Op::Measure(measure) = op
                    && let Some(grains) = grains.get_mut(measure.index())
                {
                    grains.insert(grain);
                }
            }
        }
    }
    Request { as_of: query.as_of, grains, breakdowns: breakdowns(plan, query) }
}

/// The metrics that are looked at in each grain.
fn roots(plan: &Plan) -> BTreeMap<Grain, Vec<MetricId>> {
    let mut roots: BTreeMap<Grain, Vec<MetricId>> = BTreeMap::new();
    for indicator in &plan.indicators {
        let metrics = roots.entry(indicator.period).or_default();
        metrics.push(indicator.metric);
        metrics.extend(indicator.needs.as_ref().map(|needs| needs.metric));
    }
    roots
}

/// The metrics and everything that they are computed from.
fn reached(programs: &Programs, metrics: Vec<MetricId>, count: usize) -> Vec<MetricId> {
    let mut seen = vec![false; count];
    let mut waiting = metrics;
    let mut found = Vec::new();
    while let Some(metric) = waiting.pop() {
        if seen.get(metric.index()).copied().unwrap_or(true) {
            continue;
        }
        seen[metric.index()] = true;
        found.push(metric);
        waiting.extend(programs.of(metric).iter().filter_map(Op::reads));
    }
    found
}

fn breakdowns(plan: &Plan, query: &Query) -> Vec<Vec<String>> {
    let mut breakdowns = Vec::new();
    if !query.by.is_empty() {
        breakdowns.push(query.by.clone());
    }
    for indicator in &plan.indicators {
        if let Some(TargetValue::By { dimension, .. }) = indicator.target.as_ref().map(|target| &target.value) {
            let breakdown = vec![dimension.value.clone()];
            if !breakdowns.contains(&breakdown) {
                breakdowns.push(breakdown);
            }
        }
    }
    breakdowns
}
