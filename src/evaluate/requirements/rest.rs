//! What is left of a goal in progress, worked back from there: what is still to be begun for it to be reached.

use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::derive::{Derivation, Derivations, Step};
use crate::evaluate::ground::Ground;
use crate::plan::ids::MetricId;

use super::{Asking, Still, days_left, is_in_progress};

/// What the rest of the goal's period requires. `None` where no working day is left, where nothing is left to do, and of
/// what is no sum or shouldn't be passed: there nothing is left to be brought.
pub(super) fn worked_back(ground: Ground, derivations: &Derivations, whole: &Derivation) -> Option<Derivation> {
    let (goal, period) = (whole.goal, whole.period);
    let is_worked_back = matches!(whole.steps.first(), Some(Step::Goal { .. }));
    let is_open = is_in_progress(ground, period) && days_left(ground, goal, period) > 0;
    if !is_worked_back || !is_open || !ground.plan.metric(goal).additive {
        return None;
    }
    let required = whole.required.get(&goal).filter(|required| required.direction != Direction::AtMost)?;
    let done = |metric: MetricId| ground.values.number(metric, period, &Group::total());
    let left = &required.value - &done(goal)?;
    (left > 0).then(|| derivations.of_rest(goal, period, left, done))
}

impl Asking<'_> {
    /// What the rest of the period is to bring of a sum.
    pub(super) fn still(&self, metric: MetricId) -> Option<Still> {
        if !self.ground.plan.metric(metric).additive {
            return None;
        }
        let value = self.rest.as_ref()?.required.get(&metric)?.value.clone();
        let per_day = value.checked_div(&Rational::from(self.days_left(self.goal)))?;
        let per_member_per_day = self.team().and_then(|team| per_day.checked_div(&team));
        Some(Still { value, per_day, per_member_per_day })
    }
}
