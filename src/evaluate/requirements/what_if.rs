//! What the goal comes to with other numbers than the plan's.

use crate::base::rational::Rational;
use crate::evaluate::flow::Point;
use crate::plan::ids::MetricId;

use super::{Asking, WhatIf, unreached};

impl Asking<'_> {
    /// The goal, computed forwards from what was set, from past conversions where they are asked for, and for the rest
    /// from the plan's own numbers: its rates, and the volumes that it requires as it stands. `None` where nothing else
    /// than the plan is asked for.
    pub(super) fn what_if(&self) -> Option<WhatIf> {
        let is_goal_alone = self.question.set.keys().all(|metric| *metric == self.goal);
        if is_goal_alone && self.history.is_none() {
            return None;
        }
        let set = |metric: MetricId| self.question.set.get(&metric).filter(|_| metric != self.goal).cloned();
        let planned = |metric: MetricId| self.planned.required.get(&metric).map(|required| required.value.clone());
        let start = |metric: MetricId| {
            let is_volume = self.ground.plan.metric(metric).additive;
            let planned = planned(metric);
            if is_volume {
                planned.or_else(|| self.given_number(metric))
            } else {
                self.given_number(metric).or(planned)
            }
        };
        let point = Point { pinned: &set, start: &start, otherwise: &|_| None };
        let comes_to = self.flow.value(&point).map_err(|why| unreached(self.ground, &why));
        let is_volume = |metric: &MetricId| self.ground.plan.metric(*metric).additive && set(*metric).is_none();
        let volumes = self.flow.starts().filter(is_volume);
        let at: Vec<(MetricId, Rational)> = volumes.filter_map(|metric| Some((metric, start(metric)?))).collect();
        Some(WhatIf { at, comes_to })
    }
}
