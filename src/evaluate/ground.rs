//! Everything that a plan's numbers are looked at with, put together once.

use jiff::civil::Date;

use crate::base::period::Period;
use crate::data::observations::Observations;
use crate::plan::ids::MetricId;
use crate::plan::{Plan, Workspace};

use super::aims::Aims;
use super::calendar::Calendar;
use super::derive::Derivations;
use super::layers::Layers;
use super::outside::Outside;
use super::pace::{self, Pace};
use super::program::Programs;
use super::samples::Samples;
use super::targets::StatedTargets;
use super::values::Values;

/// What is known of a plan's numbers from outside of it.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// What its sources say.
    pub observations: Observations,
    /// The small files that it names: holidays and targets.
    pub outside: Outside,
}

/// A plan to be looked at on a day.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    pub plan: &'a Plan,
    pub workspace: &'a Workspace,
    /// Of this plan.
    pub basis: &'a Basis,
    /// The day that the plan is judged on, that day included.
    pub as_of: Date,
}

/// A plan with its calendar, its formulas laid out, its values and its targets. Whoever asks something of a plan's
/// numbers asks it of this.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub plan: &'a Plan,
    pub workspace: &'a Workspace,
    pub observations: &'a Observations,
    pub as_of: Date,
    pub calendar: &'a Calendar,
    pub programs: &'a Programs,
    pub layers: &'a Layers,
    pub samples: &'a Samples,
    pub values: &'a Values<'a>,
    pub derivations: &'a Derivations<'a>,
    pub aims: &'a Aims<'a>,
    /// By metric, the last day whose numbers are there.
    pub through: &'a [Date],
}

/// Lays a plan out and looks at it.
pub fn on_ground<T>(input: Input, look: impl FnOnce(Ground) -> T) -> T {
    let Input { plan, workspace, basis: Basis { observations, outside }, as_of } = input;
    let calendar = Calendar::new(&plan.settings.workdays, outside);
    let programs = Programs::new(plan);
    let layers = Layers::new(plan, &programs);
    let samples = Samples::new(plan, &programs);
    let values = Values::new(plan, workspace, observations, &programs);
    let stated = StatedTargets { plan, calendar: &calendar, outside };
    let derivations = Derivations::new(stated, &programs);
    let aims = Aims::new(stated, &derivations);
    let through = pace::through(plan, &programs, &calendar, as_of);
    look(Ground {
        plan,
        workspace,
        observations,
        as_of,
        calendar: &calendar,
        programs: &programs,
        layers: &layers,
        samples: &samples,
        values: &values,
        derivations: &derivations,
        aims: &aims,
        through: &through,
    })
}

impl Ground<'_> {
    /// How much of a period may be expected to be in a metric's numbers. Where nobody works there is no pace, and late
    /// numbers change nothing.
    #[must_use]
    pub fn pace(&self, metric: MetricId, period: Period) -> Pace {
        let arrived = self.through.get(metric.index()).copied().unwrap_or(self.as_of);
        let is_free = self.calendar.working_days_in(period) == 0;
        Pace::new(self.calendar, period, if is_free { self.as_of } else { arrived })
    }
}
