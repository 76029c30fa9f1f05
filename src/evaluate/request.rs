//! What an evaluation needs to know of a plan's sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::period::Grain;
use crate::data::observations::Request;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::target::TargetValue;

use super::Query;
use super::action;
use super::contractors::{dimensions_of_contractors, finer_breakdowns};
use super::program::{Op, Programs};

/// Every measure in the plan's own period and in those that are asked for, and in the periods of the indicators that are
/// computed from it; by the dimensions that are asked for, and by those that targets are stated for. What actions are
/// measured by besides day by day, and by the segments whose mix is held.
#[must_use]
pub fn needed(plan: &Plan, query: &Query) -> Request {
    let programs = Programs::new(plan);
    let everywhere: BTreeSet<Grain> = query.grains.iter().copied().chain([plan.settings.period]).collect();
    let mut grains = vec![everywhere; plan.measures.len()];
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
    let mut breakdowns = breakdowns(plan, query);
    let (daily, segments) = action::needed(plan, &programs);
    for measure in daily {
        grains[measure.index()].insert(Grain::Day);
    }
    for segments in segments {
        if !breakdowns.contains(&segments) {
            breakdowns.push(segments);
        }
    }
    Request { as_of: query.as_of, grains, breakdowns, cohorts: Vec::new() }
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
    let asked = query.dimensions();
    let of_view: Vec<String> = query.view.members.iter().map(|(name, _)| name.clone()).collect();
    let further =
        query.breakdowns.iter().cloned().chain(finer_breakdowns(plan, &asked)).chain(dimensions_of_contractors(plan));
    for breakdown in [of_view, asked.clone()].into_iter().chain(further) {
        if !breakdown.is_empty() && !breakdowns.contains(&breakdown) {
            breakdowns.push(breakdown);
        }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::evaluate::test_support::{as_of, goal, inside_sales, needs, spanned, target};

    #[test]
    fn a_measure_is_asked_in_the_periods_of_all_that_is_computed_from_it() {
        let mut plan = inside_sales();
        plan.indicators[3].period = Grain::Week;
        plan.indicators[4].period = Grain::Quarter;
        plan.indicators[4].needs = Some(needs("10", plan.find("orders")));
        let grains = needed(&plan, &as_of(date(2026, 11, 22))).grains;
        let (month, week, quarter) = (Grain::Month, Grain::Week, Grain::Quarter);
        // calls, appointments, attended, meetings, orders, revenue
        let expected: [&[Grain]; 6] =
            [&[month], &[week, month, quarter], &[week, month], &[month, quarter], &[month, quarter], &[month]];
        assert_eq!(grains, expected.map(|grains| grains.iter().copied().collect()));
    }

    #[test]
    fn every_measure_is_read_in_the_grain_that_is_asked_for() {
        let query = Query { grains: [Grain::Quarter].into(), ..as_of(date(2026, 11, 22)) };
        let grains = needed(&inside_sales(), &query).grains;
        assert!(grains.iter().all(|grains| *grains == [Grain::Month, Grain::Quarter].into()));
    }

    #[test]
    fn breakdowns_are_those_asked_for_and_those_with_targets() {
        let mut plan = inside_sales();
        let members = vec![(spanned("佐藤".to_owned()), goal("5"))];
        plan.indicators[1].target = Some(target(TargetValue::By { dimension: spanned("rep".to_owned()), members }));
        let query = Query { by: vec!["list".to_owned(), "rep".to_owned()], ..as_of(date(2026, 11, 22)) };
        assert_eq!(needed(&plan, &query).breakdowns, [vec!["list", "rep"], vec!["rep"]]);
    }
}
