//! What an indicator is held against: its stated target, else what the goal requires of it.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, Role};

use super::derive::{Derivations, Required};
use super::result::TargetFrom;
use super::targets::{StatedTargets, TargetNumbers};

/// The targets of a plan's indicators, stated or derived.
pub struct Aims<'a> {
    plan: &'a Plan,
    stated: StatedTargets<'a>,
    derivations: &'a Derivations<'a>,
}

impl<'a> Aims<'a> {
    #[must_use]
    pub fn new(stated: StatedTargets<'a>, derivations: &'a Derivations<'a>) -> Self {
        Self { plan: stated.plan, stated, derivations }
    }

    /// The targets that the plan states.
    #[must_use]
    pub fn stated(&self) -> &StatedTargets<'a> {
        &self.stated
    }

    /// The side of its target on which an indicator's value should be.
    #[must_use]
    pub fn direction(&self, indicator: &Indicator, period: Period) -> Direction {
        match &indicator.target {
            Some(target) => target.direction,
            None => self.required(indicator.metric, period).map_or(Direction::AtLeast, |required| required.direction),
        }
    }

    /// The target in one of the indicator's periods. `Ok(None)`: a group without a target of its own; derived targets
    /// are everybody's. The error is the sentence that says why there is none.
    pub fn target(
        &self,
        indicator: &Indicator,
        period: Period,
        group: &Group,
    ) -> Result<Option<TargetNumbers>, Message> {
        if let Some(target) = &indicator.target {
            return self.stated.of(indicator, target, period, group);
        }
        if !group.members.is_empty() {
            return Ok(None);
        }
        let Required { value, high, .. } = self.required(indicator.metric, period)?;
        Ok(Some(TargetNumbers { low: value, high, from: TargetFrom::Derived }))
    }

    /// What the first goal that says anything about a metric requires of it, or why none does.
    pub fn required(&self, metric: MetricId, period: Period) -> Result<Required, Message> {
        let goals = self.plan.indicators.iter().enumerate().filter(|(_, goal)| goal.role == Role::Kgi);
        let mut why = None;
        for (goal, _) in goals {
            match self.derivations.required(goal, metric, period) {
                Ok(required) => return Ok(required),
                Err(reason) => why = why.or(Some(reason)),
            }
        }
        Err(why.unwrap_or_else(|| Message::new("no-target-without-goal")))
    }
}
