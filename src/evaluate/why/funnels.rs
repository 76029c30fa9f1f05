//! A stage as what the funnels that lead to it make of their first stages.

use std::collections::BTreeSet;

use crate::plan::Plan;
use crate::plan::funnel::Stage;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::Operator;

use super::formula::{Leaf, Step, Todo};

/// A funnel that leads to a stage, with its stages up to that one.
pub struct Leading<'a> {
    pub funnel: FunnelId,
    pub stages: &'a [Stage],
}

impl<'a> Leading<'a> {
    /// The stages before the last.
    #[must_use]
    pub fn own(&self) -> &'a [Stage] {
        &self.stages[..self.stages.len() - 1]
    }
}

/// The funnels that lead to a metric, in the plan's order.
#[must_use]
pub fn leading(plan: &Plan, metric: MetricId) -> Vec<Leading<'_>> {
    let stages_to =
        |stages: &'_ [Stage]| stages.iter().rposition(|stage| stage.metric == metric).filter(|place| *place > 0);
    let funnels = plan.funnels.iter().enumerate();
    let leading = funnels.filter_map(|(place, funnel)| {
        let last = stages_to(&funnel.stages)?;
        Some(Leading { funnel: FunnelId::of(place), stages: &funnel.stages[..=last] })
    });
    leading.collect()
}

/// How a metric comes of the funnels that lead to it. `None` where none does, or where several have no stages of their
/// own before they meet: nothing says then which of them brought what.
///
/// One funnel is its first stage × each conversion. Of several the rows don't say which brought what of the stage where
/// they meet: it is the sum of what the planned conversions make of the stages before it × what came of that sum, the
/// yield; what all of them share from there on comes after. So the plan's bottleneck has it too.
#[must_use]
pub(super) fn along_funnels(plan: &Plan, metric: MetricId) -> Option<Vec<Todo>> {
    let leading = leading(plan, metric);
    match leading.as_slice() {
        [] => None,
        [alone] => Some(chain(alone.stages)),
        several => {
            let stages: Vec<&[Stage]> = several.iter().map(|own| own.stages).collect();
            let shared = shared_stages(&stages);
            if shared > 1 { Some(shared_tail(several, shared)) } else { together(several, metric) }
        }
    }
}

/// A funnel's first stage × each conversion.
fn chain(stages: &[Stage]) -> Vec<Todo> {
    let mut todo: Vec<Todo> = stages.first().map(|stage| Todo::Metric(stage.metric)).into_iter().collect();
    for pair in stages.windows(2) {
        let between = Leaf::Between { from: pair[0].metric, to: pair[1].metric };
        todo.push(Todo::Leaf(pair[1].conversion.map_or(between, Leaf::Metric)));
        todo.push(Todo::Step(Step::Apply(Operator::Multiply)));
    }
    todo
}

/// The stage where the funnels meet × what becomes of it, whichever it came by.
fn shared_tail(several: &[Leading], shared: usize) -> Vec<Todo> {
    let tail = several.first().map_or(&[][..], |own| &own.stages[own.stages.len() - shared..]);
    let mut todo: Vec<Todo> = tail.first().map(|stage| Todo::Metric(stage.metric)).into_iter().collect();
    for pair in tail.windows(2) {
        todo.push(Todo::Leaf(Leaf::Between { from: pair[0].metric, to: pair[1].metric }));
        todo.push(Todo::Step(Step::Apply(Operator::Multiply)));
    }
    todo
}

/// The sum of what the funnels' own stages come to with the planned conversions into the stage where they meet × the
/// yield.
fn together(several: &[Leading], meeting: MetricId) -> Option<Vec<Todo>> {
    let mut seen = BTreeSet::new();
    if !several.iter().flat_map(Leading::own).all(|stage| seen.insert(stage.metric)) {
        return None;
    }
    let mut todo = Vec::new();
    for (place, own) in several.iter().enumerate() {
        todo.extend(chain(own.own()));
        todo.push(Todo::Leaf(Leaf::Planned { funnel: own.funnel, stage: own.stages.len() - 1 }));
        todo.push(Todo::Step(Step::Apply(Operator::Multiply)));
        if place > 0 {
            todo.push(Todo::Step(Step::Apply(Operator::Add)));
        }
    }
    todo.push(Todo::Leaf(Leaf::Yield(meeting)));
    todo.push(Todo::Step(Step::Apply(Operator::Multiply)));
    Some(todo)
}

/// How many stages, from the end on, all funnels share.
#[must_use]
pub fn shared_stages(funnels: &[&[Stage]]) -> usize {
    let shortest = funnels.iter().map(|stages| stages.len()).min().unwrap_or(0);
    let metric = |stages: &[Stage], back: usize| stages[stages.len() - 1 - back].metric;
    let are_equal = |back: &usize| funnels.windows(2).all(|pair| metric(pair[0], *back) == metric(pair[1], *back));
    (0..shortest).take_while(are_equal).count()
}
