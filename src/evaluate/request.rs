//! What an evaluation needs to know of a plan's sources.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::base::period::Grain;
use crate::data::observations::Request;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::target::TargetValue;
use crate::plan::{Plan, Workspace};

use super::Query;
use super::action;
use super::contractors::{dimensions_of_contractors, finer_breakdowns};
use super::fiscal::cut_alike;
use super::program::{Op, Programs};

/// What has to be read of each plan so that those of `asked` can be evaluated, all on the same day, and of those whose
/// numbers they read: each plan's sources are read once, for everybody who asks.
#[must_use]
pub fn needed(workspace: &Workspace, asked: &[(PlanId, &Query)], as_of: Date) -> BTreeMap<PlanId, Request> {
    let mut wanted: BTreeMap<PlanId, Wanted> = BTreeMap::new();
    for (id, query) in asked {
        if let Some(plan) = workspace.plans.get(id.index()) {
            wanted.entry(*id).or_default().add_own(plan, &Programs::new(plan), query);
            let in_full = workspace.read_by(plan).into_iter().filter(|_| query.parts_in_full);
            for part in in_full.filter(|part| asked.iter().all(|(id, _)| id != part)) {
                let plan = workspace.plan(part);
                wanted.entry(part).or_default().add_own(plan, &Programs::new(plan), &Query::on(as_of));
            }
        }
    }
    let mut requests = BTreeMap::new();
    // A workspace holds the used plans before those that use them: once the last is taken out, nobody asks more of it.
    while let Some((id, of_plan)) = wanted.pop_last() {
        let Some(plan) = workspace.plans.get(id.index()) else { continue };
        let programs = Programs::new(plan);
        let mut grains = of_plan.measures;
        grains.resize(plan.measures.len(), BTreeSet::new());
        for (grain, metrics) in of_plan.metrics {
            for op in programs.reached(metrics.into_iter().collect()).into_iter().flat_map(|metric| programs.of(metric))
            {
                match op {
                    Op::Measure(measure) => {
                        grains.get_mut(measure.index()).map(|grains| grains.insert(grain));
                    }
                    Op::Foreign(part, metric) => {
                        let Some(other) = workspace.plans.get(part.index()) else { continue };
                        let is_own = cut_alike(grain, plan.settings.fiscal, other.settings.fiscal);
                        let of_part = wanted.entry(*part).or_default();
                        of_part.add(other, *metric, if is_own { grain } else { Grain::Month });
                        of_part.add_breakdowns(&of_plan.breakdowns);
                    }
                    _ => {}
                }
            }
        }
        requests.insert(id, Request { as_of, grains, breakdowns: of_plan.breakdowns, cohorts: Vec::new() });
    }
    requests
}

/// What is wanted of a plan.
#[derive(Default)]
struct Wanted {
    /// The grains in which its measures are looked at themselves; empty: in none.
    measures: Vec<BTreeSet<Grain>>,
    /// The metrics that are looked at in each grain.
    metrics: BTreeMap<Grain, BTreeSet<MetricId>>,
    breakdowns: Vec<Vec<String>>,
}

impl Wanted {
    /// Every measure in the plan's own period and in those that are asked for, and in the periods of the indicators that
    /// are computed from it; by the dimensions that are asked for, and by those that targets are stated for. What actions
    /// are measured by besides day by day, and by the segments whose mix is held.
    fn add_own(&mut self, plan: &Plan, programs: &Programs, query: &Query) {
        let everywhere: BTreeSet<Grain> = query.grains.iter().copied().chain([plan.settings.period]).collect();
        for grain in &everywhere {
            let in_period = self.metrics.entry(*grain).or_default();
            in_period.extend(plan.foreign().map(|(place, ..)| MetricId::of(place)));
        }
        self.measures = vec![everywhere; plan.measures.len()];
        for indicator in &plan.indicators {
            let metrics = self.metrics.entry(indicator.period).or_default();
            metrics.insert(indicator.metric);
            metrics.extend(indicator.needs.as_ref().map(|needs| needs.metric));
        }
        self.add_breakdowns(&breakdowns(plan, query));
        let (daily, segments) = action::needed(plan, programs);
        for measure in daily {
            self.measures[measure.index()].insert(Grain::Day);
        }
        self.add_breakdowns(&segments);
    }

    /// A metric that another plan reads, with the sample under which it is not judged.
    fn add(&mut self, plan: &Plan, metric: MetricId, grain: Grain) {
        let needs = plan.indicators_on(metric).filter_map(|indicator| Some(indicator.needs.as_ref()?.metric));
        self.metrics.entry(grain).or_default().extend(needs.chain([metric]));
    }

    fn add_breakdowns(&mut self, breakdowns: &[Vec<String>]) {
        for breakdown in breakdowns {
            if !self.breakdowns.contains(breakdown) {
                self.breakdowns.push(breakdown.clone());
            }
        }
    }
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

    fn request(plan: Plan, query: &Query) -> Request {
        let workspace = Workspace { plans: vec![plan] };
        needed(&workspace, &[(PlanId(0), query)], query.as_of).remove(&PlanId(0)).unwrap()
    }

    #[test]
    fn a_measure_is_asked_in_the_periods_of_all_that_is_computed_from_it() {
        let mut plan = inside_sales();
        plan.indicators[3].period = Grain::Week;
        plan.indicators[4].period = Grain::Quarter;
        plan.indicators[4].needs = Some(needs("10", plan.find("orders")));
        let grains = request(plan, &as_of(date(2026, 11, 22))).grains;
        let (month, week, quarter) = (Grain::Month, Grain::Week, Grain::Quarter);
        // calls, appointments, attended, meetings, orders, revenue
        let expected: [&[Grain]; 6] =
            [&[month], &[week, month, quarter], &[week, month], &[month, quarter], &[month, quarter], &[month]];
        assert_eq!(grains, expected.map(|grains| grains.iter().copied().collect()));
    }

    #[test]
    fn every_measure_is_read_in_the_grain_that_is_asked_for() {
        let query = Query { grains: [Grain::Quarter].into(), ..as_of(date(2026, 11, 22)) };
        let grains = request(inside_sales(), &query).grains;
        assert!(grains.iter().all(|grains| *grains == [Grain::Month, Grain::Quarter].into()));
    }

    #[test]
    fn breakdowns_are_those_asked_for_and_those_with_targets() {
        let mut plan = inside_sales();
        let members = vec![(spanned("佐藤".to_owned()), goal("5"))];
        plan.indicators[1].target = Some(target(TargetValue::By { dimension: spanned("rep".to_owned()), members }));
        let query = Query { by: vec!["list".to_owned(), "rep".to_owned()], ..as_of(date(2026, 11, 22)) };
        assert_eq!(request(plan, &query).breakdowns, [vec!["list", "rep"], vec!["rep"]]);
    }
}
