//! What each number of a plan has an effect on, by its formulas, its funnels and what it says drives what.

use crate::evaluate::program::Op;
use crate::plan::Plan;
use crate::plan::ids::MetricId;

use super::subject::Subject;

/// By metric, the numbers next to it on the way to the goal.
pub(super) struct Effects {
    next: Vec<Vec<MetricId>>,
}

impl Effects {
    pub(super) fn new(subject: &Subject) -> Self {
        let plan = subject.plan;
        let mut next = readers(plan);
        for funnel in &plan.funnels {
            for stages in funnel.stages.windows(2) {
                let (before, after) = (&stages[0], &stages[1]);
                next[before.metric.index()].push(after.metric);
                if let Some(conversion) = after.conversion {
                    next[conversion.index()].push(after.metric);
                }
            }
        }
        for (kpi, _) in subject.kpis() {
            next[kpi.metric.index()].extend(kpi.drives.iter().map(|drives| drives.metric.value));
        }
        Self { next }
    }

    /// By metric, whether one of these has an effect on it; each has one on itself.
    pub(super) fn of(&self, metrics: impl Iterator<Item = MetricId>) -> Vec<bool> {
        reached(metrics, self.next.len(), |metric| self.next[metric.index()].iter().copied())
    }
}

/// Which numbers are computed from which.
pub(super) struct Formulas {
    readers: Vec<Vec<MetricId>>,
}

impl Formulas {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { readers: readers(plan) }
    }

    /// By metric, whether it is computed from this one, or this one from it.
    pub(super) fn related(&self, subject: &Subject, metric: MetricId) -> Vec<bool> {
        let count = self.readers.len();
        let mut related = reached([metric].into_iter(), count, |metric| self.readers[metric.index()].iter().copied());
        let read = |metric: MetricId| subject.programs.of(metric).iter().filter_map(Op::reads);
        for (related, reads) in related.iter_mut().zip(reached([metric].into_iter(), count, read)) {
            *related |= reads;
        }
        related
    }
}

/// By metric, those whose formulas read it.
fn readers(plan: &Plan) -> Vec<Vec<MetricId>> {
    let mut readers = vec![Vec::new(); plan.metrics.len()];
    for (place, metric) in plan.metrics.iter().enumerate() {
        for read in metric.expr.metrics() {
            readers[read.index()].push(MetricId::of(place));
        }
    }
    readers
}

fn reached<N: Iterator<Item = MetricId>>(
    from: impl Iterator<Item = MetricId>,
    count: usize,
    next: impl Fn(MetricId) -> N,
) -> Vec<bool> {
    let mut is_reached = vec![false; count];
    let mut waiting: Vec<MetricId> = from.collect();
    while let Some(metric) = waiting.pop() {
        if !std::mem::replace(&mut is_reached[metric.index()], true) {
            waiting.extend(next(metric));
        }
    }
    is_reached
}
