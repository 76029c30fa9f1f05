//! What leads to the goals: the nodes of their formulas and funnels.

use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::{MetricOrigin, Role};

use crate::evaluate::program::{Op, Programs};

/// Which numbers and funnels of a plan lead to a goal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Goals {
    /// By metric: whether it is a goal, or a node of what a goal is worked back through.
    is_node: Vec<bool>,
    /// By funnel: whether one of its later stages is such a node.
    reaches: Vec<bool>,
}

impl Goals {
    pub(super) fn new(plan: &Plan, programs: &Programs) -> Self {
        let mut goals = Self { is_node: vec![false; plan.metrics.len()], reaches: vec![false; plan.funnels.len()] };
        let goal_metrics = plan.indicators.iter().filter(|indicator| indicator.role == Role::Kgi);
        goals.follow(goal_metrics.map(|goal| goal.metric).collect(), plan, programs);
        // A funnel may lead to a funnel that is found to lead to a goal later: until no more are found.
        loop {
            let mut found = Vec::new();
            for (funnel, reaches) in plan.funnels.iter().zip(&mut goals.reaches).filter(|(_, reaches)| !**reaches) {
                let stages = &funnel.stages;
                let latest = (1..stages.len()).rev().find(|at| goals.is_node[stages[*at].metric.index()]);
                let Some(latest) = latest else { continue };
                *reaches = true;
                let on_the_way = stages[..=latest].iter();
                found.extend(on_the_way.flat_map(|stage| [Some(stage.metric), stage.conversion]).flatten());
            }
            if found.is_empty() {
                return goals;
            }
            goals.follow(found, plan, programs);
        }
    }

    /// Takes in metrics, and all that they are computed from. Conversions are given by the plan, not computed.
    fn follow(&mut self, metrics: Vec<MetricId>, plan: &Plan, programs: &Programs) {
        let mut waiting = metrics;
        while let Some(metric) = waiting.pop() {
            if std::mem::replace(&mut self.is_node[metric.index()], true) {
                continue;
            }
            if !matches!(plan.metric(metric).origin, MetricOrigin::Conversion { .. }) {
                waiting.extend(programs.of(metric).iter().filter_map(Op::reads));
            }
        }
    }

    /// Whether a metric leads to a goal: it is a node, or computed from nodes alone.
    pub(super) fn leads(&self, metric: MetricId, programs: &Programs) -> bool {
        let mut read = programs.of(metric).iter().filter_map(Op::reads).peekable();
        let of_nodes = read.peek().is_some() && read.all(|read| self.is_node[read.index()]);
        self.is_node[metric.index()] || of_nodes
    }

    /// Whether a funnel leads to a goal.
    pub(super) fn reaches(&self, funnel: usize) -> bool {
        self.reaches[funnel]
    }
}
