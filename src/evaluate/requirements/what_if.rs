//! What the goal comes to with other numbers than the plan's.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::base::rational::Rational;
use crate::evaluate::flow::{Point, Unreached};
use crate::plan::ids::MetricId;

use super::{Asking, WhatIf, unreached};

impl Asking<'_> {
    /// The goal, computed forwards from what was set, from past conversions where they are asked for, and for the rest
    /// from what is planned: what the plan states, and where it states nothing, what it requires as it stands. `None`
    /// where nothing else than the plan is asked for.
    pub(super) fn what_if(&self) -> Option<WhatIf> {
        let is_goal_alone = self.question.set.keys().all(|metric| *metric == self.goal);
        if is_goal_alone && self.history.is_none() {
            return None;
        }
        let taken = RefCell::new(BTreeSet::new());
        let comes_to = match self.goal_with(None, &taken) {
            Err(Unreached::Missing(_)) => {
                taken.take();
                self.goal_as_required(&taken)
            }
            reached => reached,
        };
        let at = taken.into_inner().into_iter().filter_map(|metric| Some((metric, self.planned_number(metric)?)));
        let set = self.question.set.iter().map(|(metric, value)| (*metric, value.clone())).collect();
        Some(WhatIf { set, at: at.collect(), comes_to: comes_to.map_err(|why| unreached(self.ground, &why)) })
    }

    /// The goal with what is set and what is planned, and, where one is tried out, that number. What a stage's stated
    /// target says counts only where the stage can't be computed. The planned volumes that it is computed with are put
    /// into `taken`.
    pub(super) fn goal_with(
        &self,
        tried: Option<(MetricId, &Rational)>,
        taken: &RefCell<BTreeSet<MetricId>>,
    ) -> Result<Rational, Unreached> {
        self.goal_from(tried, taken, &|metric| self.given_number(metric))
    }

    /// The same where the plan leaves open how much is to be done: as much as it requires.
    fn goal_as_required(&self, taken: &RefCell<BTreeSet<MetricId>>) -> Result<Rational, Unreached> {
        self.goal_from(None, taken, &|metric| self.planned_number(metric))
    }

    fn goal_from(
        &self,
        tried: Option<(MetricId, &Rational)>,
        taken: &RefCell<BTreeSet<MetricId>>,
        start: &dyn Fn(MetricId) -> Option<Rational>,
    ) -> Result<Rational, Unreached> {
        let set = |metric: MetricId| match tried {
            Some((own, value)) if own == metric => Some(value.clone()),
            _ => self.question.set.get(&metric).filter(|_| metric != self.goal).cloned(),
        };
        let noted = |metric: MetricId, number: Option<Rational>| {
            if number.is_some() && self.ground.plan.metric(metric).additive {
                taken.borrow_mut().insert(metric);
            }
            number
        };
        let start = |metric: MetricId| noted(metric, start(metric).filter(|_| metric != self.goal));
        let stated = |metric: MetricId| noted(metric, self.given_number(metric).filter(|_| metric != self.goal));
        self.flow.value(&Point { pinned: &set, start: &start, otherwise: &stated })
    }

    /// What is given for a number, else what the plan requires of it as it stands.
    fn planned_number(&self, metric: MetricId) -> Option<Rational> {
        let required = || self.planned.required.get(&metric).map(|required| required.value.clone());
        self.given_number(metric).or_else(required)
    }
}
