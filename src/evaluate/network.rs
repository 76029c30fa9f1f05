//! Which funnels and formulas lead to a goal.

use std::collections::HashMap;

use crate::plan::Plan;
use crate::plan::funnel::Stage;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::MetricOrigin;

use super::program::{Op, Programs};

/// Funnels may lead to funnels; a plan in which that goes on longer is left unfinished.
pub const ROUNDS: usize = 32;

/// The funnels and formulas of a plan, as far as they lead to the metrics that were asked for.
#[derive(Clone, Debug)]
pub struct Network<'a> {
    plan: &'a Plan,
    programs: &'a Programs,
    /// The funnels that lead to a metric, with the place of its stage: the last, else the latest on the way to the goal.
    leading: HashMap<MetricId, Vec<(FunnelId, usize)>>,
    /// By funnel, whether it leads to a metric already.
    is_attached: Vec<bool>,
}

impl<'a> Network<'a> {
    /// A network in which nothing leads anywhere yet.
    #[must_use]
    pub fn new(plan: &'a Plan, programs: &'a Programs) -> Self {
        Self { plan, programs, leading: HashMap::new(), is_attached: vec![false; plan.funnels.len()] }
    }

    /// Finds where each funnel meets the way to a metric: with its last stage, or, where that one lies off it, with the
    /// latest stage that is on it.
    pub fn attach(&mut self, goal: MetricId) {
        let plan = self.plan;
        let mut waiting: Vec<usize> = (0..plan.funnels.len()).filter(|id| !self.is_attached[*id]).collect();
        for _ in 0..ROUNDS {
            let mut on_the_way = vec![false; plan.metrics.len()];
            for metric in self.goal_first(goal) {
                on_the_way[metric.index()] = true;
            }
            let latest = |funnel: usize| {
                let stages = &plan.funnels[funnel].stages;
                (1..stages.len()).rev().find(|place| on_the_way[stages[*place].metric.index()])
            };
            let met: Vec<(usize, usize)> = waiting.iter().filter_map(|id| Some((*id, latest(*id)?))).collect();
            let is_whole = |(id, place): &&(usize, usize)| place + 1 == plan.funnels[*id].stages.len();
            let whole: Vec<(usize, usize)> = met.iter().filter(is_whole).copied().collect();
            let attached = if whole.is_empty() { met } else { whole };
            if attached.is_empty() {
                return;
            }
            for (id, place) in attached {
                let metric = plan.funnels[id].stages[place].metric;
                self.leading.entry(metric).or_default().push((FunnelId::of(id), place));
                self.is_attached[id] = true;
            }
            waiting.retain(|id| !self.is_attached[*id]);
        }
    }

    /// The metrics on the way to the goal, each before those that lead to it.
    #[must_use]
    pub fn goal_first(&self, goal: MetricId) -> Vec<MetricId> {
        let mut seen = vec![false; self.plan.metrics.len()];
        let mut done = Vec::new();
        let mut waiting = vec![(goal, false)];
        while let Some((metric, is_done)) = waiting.pop() {
            if is_done {
                done.push(metric);
                continue;
            }
            if std::mem::replace(&mut seen[metric.index()], true) {
                continue;
            }
            waiting.push((metric, true));
            let parts = self.parts(metric).into_iter().filter(|part| !seen[part.index()]);
            waiting.extend(parts.map(|part| (part, false)));
        }
        done.reverse();
        done
    }

    /// The funnels that lead to a metric, with the place of its stage in each.
    #[must_use]
    pub fn leading(&self, metric: MetricId) -> &[(FunnelId, usize)] {
        self.leading.get(&metric).map_or(&[], Vec::as_slice)
    }

    /// A funnel's stages up to a place.
    #[must_use]
    pub fn stages(&self, funnel: FunnelId, place: usize) -> &'a [Stage] {
        &self.plan.funnels[funnel.index()].stages[..=place]
    }

    /// A metric's formula; none for conversions, which the plan gives, and for numbers that are counted.
    #[must_use]
    pub fn formula(&self, metric: MetricId) -> &'a [Op] {
        let is_conversion = matches!(self.plan.metric(metric).origin, MetricOrigin::Conversion { .. });
        let program = self.programs.of(metric);
        if is_conversion || !program.iter().any(|op| op.reads().is_some()) { &[] } else { program }
    }

    /// What a metric's funnels and formula are made of.
    fn parts(&self, metric: MetricId) -> Vec<MetricId> {
        let funnels = self.leading(metric).iter();
        let stages = funnels.flat_map(|(id, place)| &self.plan.funnels[id.index()].stages[..*place]);
        let stages = stages.map(|stage| stage.metric);
        stages.chain(self.formula(metric).iter().filter_map(Op::reads)).collect()
    }
}

/// Whether a formula reads nothing but metrics of the same period: what only the data gives can't be worked back.
#[must_use]
pub fn is_plain(program: &[Op]) -> bool {
    !program.iter().any(|op| matches!(op, Op::Measure(_) | Op::Previous(_) | Op::Foreign(..)))
}
