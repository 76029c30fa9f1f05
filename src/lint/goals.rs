//! What leads to the goals: the nodes of their formulas and funnels.

use std::collections::BTreeSet;

use crate::plan::Plan;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::{MetricOrigin, Role};

use crate::evaluate::derive::{Derivation, Step};
use crate::evaluate::ground::Ground;
use crate::evaluate::program::{Op, Programs};

use super::quotients::Quotient;
use super::subject::Subject;

/// The numbers that follow from a goal's target, not from other targets alone; in the first period in which it has one.
pub(super) fn following(subject: &Subject, place: usize) -> BTreeSet<MetricId> {
    let goal = &subject.plan.indicators[place];
    let of = |period| subject.derivations.of(place, period);
    let is_worked_back = |derivation: &Derivation| matches!(derivation.steps.first(), Some(Step::Goal { .. }));
    let mut derivations = subject.periods(goal.period).into_iter().map(of);
    let Some(derivation) = derivations.find(|derivation| is_worked_back(derivation)) else { return BTreeSet::new() };
    let mut follow = BTreeSet::from([goal.metric]);
    for step in &derivation.steps {
        let reads = |metric: MetricId| subject.programs.of(metric).iter().filter_map(Op::reads);
        let (metric, follows) = match step {
            Step::Goal { .. } | Step::Share { .. } => continue,
            Step::Divided { metric, next: from, .. } | Step::Multiplied { metric, before: from, .. } => {
                (metric, follow.contains(from))
            }
            Step::Solved { metric, of, .. } => (metric, reads(*of).chain([*of]).any(|part| follow.contains(&part))),
            Step::Computed { metric, .. } => (metric, reads(*metric).any(|part| follow.contains(&part))),
        };
        if follows {
            follow.insert(*metric);
        }
    }
    follow
}

/// Which numbers and funnels of a plan lead to a goal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Goals {
    /// By metric: whether it is a goal, or a node of what a goal is worked back through.
    is_node: Vec<bool>,
    /// By funnel: whether one of its later stages is such a node.
    reaches: Vec<bool>,
}

impl Goals {
    /// What leads to the goals of a plan; of other plans' numbers also those that lead there to one that this plan's goals
    /// are made of.
    pub(super) fn new(ground: Ground) -> Self {
        let plan = ground.plan;
        let goal_metrics = plan.indicators.iter().filter(|indicator| indicator.role == Role::Kgi);
        let mut goals = Self::leading_to(goal_metrics.map(|goal| goal.metric).collect(), plan, ground.programs);
        let foreign: Vec<(usize, PlanId, MetricId)> = plan.foreign().collect();
        for part in plan.reads().into_iter().filter_map(|id| Some((id, ground.part(id)?))) {
            let (id, Ground { plan, programs, .. }) = part;
            let of_part = || foreign.iter().filter(|(_, part, _)| *part == id);
            let made_of = of_part().filter(|(place, ..)| goals.is_node[*place]).map(|(_, _, metric)| *metric);
            let there = Self::leading_to(made_of.collect(), plan, programs);
            for (place, _, metric) in of_part() {
                goals.is_node[*place] |= there.leads(*metric, programs);
            }
        }
        goals
    }

    fn leading_to(metrics: Vec<MetricId>, plan: &Plan, programs: &Programs) -> Self {
        let mut goals = Self { is_node: vec![false; plan.metrics.len()], reaches: vec![false; plan.funnels.len()] };
        goals.follow(metrics, plan, programs);
        let rates = plan.indicators.iter().filter(|indicator| indicator.role == Role::Kpi);
        let mut rates: Vec<Quotient> = rates.filter_map(|rate| Quotient::of(plan, rate.metric)).collect();
        rates.retain(|rate| !rate.above.is_empty());
        // A funnel may lead to a funnel that is found to lead to a goal later: until no more are found.
        loop {
            let mut found = Vec::new();
            // As `good = yield × made`: what becomes a node leads to it, and how much of it does.
            rates.retain(|rate| {
                let leads = rate.above.iter().all(|part| goals.is_node[part.index()]);
                found.extend(rate.below.iter().chain([&rate.metric]).copied().filter(|_| leads));
                !leads
            });
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
