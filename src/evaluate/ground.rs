//! Everything that a plan's numbers are looked at with, put together once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::data::observations::{Group, Observations};
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::{Plan, Workspace};

use super::Query;
use super::aims::Aims;
use super::calendar::Calendar;
use super::derive::Derivations;
use super::layers::Layers;
use super::outside::Outside;
use super::pace::{self, Pace};
use super::periods::{self, Coverage};
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
    /// The same for each plan whose numbers it reads itself ([`Plan::reads`]).
    pub parts: BTreeMap<PlanId, Arc<Basis>>,
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
    pub basis: &'a Basis,
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
    grounds: &'a Grounds<'a>,
    place: usize,
}

/// A plan laid out, and every plan whose numbers it reads, directly or through others: the used before those that use
/// them, the plan itself last. Each stands here once, whatever the number of ways that lead to it.
struct Grounds<'a> {
    workspace: &'a Workspace,
    as_of: Date,
    laid: &'a [Laid<'a>],
    values: &'a [Rc<Values<'a>>],
    derivations: &'a [Rc<Derivations<'a>>],
    aims: &'a [Aims<'a>],
}

/// One plan's own days and formulas.
struct Laid<'a> {
    /// `None` for the plan that is looked at.
    id: Option<PlanId>,
    plan: &'a Plan,
    basis: &'a Basis,
    calendar: Calendar,
    programs: Programs,
    layers: Layers,
    samples: Samples,
    through: Vec<Date>,
}

impl<'a> Laid<'a> {
    fn new(id: Option<PlanId>, plan: &'a Plan, basis: &'a Basis, as_of: Date, parts: &[Self]) -> Self {
        let calendar = Calendar::new(&plan.settings.workdays, &basis.outside);
        let programs = Programs::new(plan);
        let part = |id: PlanId| place_of(parts, id).and_then(|place| parts.get(place));
        let layer = |id: PlanId, metric: MetricId| part(id)?.layers.metrics.get(metric.index()).copied().flatten();
        let through_of = |id: PlanId, metric: MetricId| part(id)?.through.get(metric.index()).copied();
        let layers = Layers::new(plan, &programs, layer);
        let samples = Samples::new(plan, &programs);
        let through = pace::through(plan, &programs, &calendar, as_of, through_of);
        Self { id, plan, basis, calendar, programs, layers, samples, through }
    }

    fn stated(&self) -> StatedTargets<'_> {
        StatedTargets { plan: self.plan, calendar: &self.calendar, outside: &self.basis.outside }
    }
}

/// Lays a plan out and looks at it.
pub fn on_ground<T>(input: Input, look: impl FnOnce(Ground) -> T) -> T {
    let Input { plan, workspace, basis, as_of } = input;
    let mut laid: Vec<Laid> = Vec::new();
    for (id, basis) in parts(basis) {
        if let Some(part) = workspace.plans.get(id.index()) {
            laid.push(Laid::new(Some(id), part, basis, as_of, &laid));
        }
    }
    laid.push(Laid::new(None, plan, basis, as_of, &laid));
    let mut values: Vec<Rc<Values>> = Vec::with_capacity(laid.len());
    let mut derivations: Vec<Rc<Derivations>> = Vec::with_capacity(laid.len());
    for one in &laid {
        let parts = of_parts(one, &laid, &values);
        values.push(Rc::new(Values::new(one.plan, &one.basis.observations, &one.programs).with_parts(parts)));
        let parts = of_parts(one, &laid, &derivations);
        derivations.push(Rc::new(Derivations::new(one.stated(), &one.programs).with_parts(parts)));
    }
    let aims: Vec<Aims> =
        laid.iter().zip(&derivations).map(|(one, derivations)| Aims::new(one.stated(), derivations)).collect();
    let grounds = Grounds { workspace, as_of, laid: &laid, values: &values, derivations: &derivations, aims: &aims };
    look(grounds.ground(laid.len() - 1))
}

/// The plans whose numbers are read, directly or through others; those that others read come first.
fn parts(basis: &Basis) -> BTreeMap<PlanId, &Basis> {
    let mut found: BTreeMap<PlanId, &Basis> = BTreeMap::new();
    let mut waiting = vec![basis];
    while let Some(basis) = waiting.pop() {
        for (id, part) in &basis.parts {
            // A workspace holds the used plans before those that use them.
            if found.insert(*id, part).is_none() {
                waiting.push(part);
            }
        }
    }
    found
}

/// Where a plan stands among those that are read.
fn place_of(parts: &[Laid], id: PlanId) -> Option<usize> {
    parts.binary_search_by_key(&Some(id), |part| part.id).ok()
}

/// What stands for the plans whose numbers one reads itself.
fn of_parts<T>(one: &Laid, laid: &[Laid], of_laid: &[Rc<T>]) -> BTreeMap<PlanId, Rc<T>> {
    let read = one
        .basis
        .parts
        .keys()
        .filter_map(|id| Some((*id, Rc::clone(of_laid.get(place_of(&laid[..laid.len() - 1], *id)?)?))));
    read.collect()
}

impl<'a> Grounds<'a> {
    fn place_of(&self, id: PlanId) -> Option<usize> {
        place_of(self.laid.split_last()?.1, id)
    }

    fn ground(&'a self, place: usize) -> Ground<'a> {
        let one = &self.laid[place];
        Ground {
            plan: one.plan,
            workspace: self.workspace,
            basis: one.basis,
            observations: &one.basis.observations,
            as_of: self.as_of,
            calendar: &one.calendar,
            programs: &one.programs,
            layers: &one.layers,
            samples: &one.samples,
            values: &self.values[place],
            derivations: &self.derivations[place],
            aims: &self.aims[place],
            through: &one.through,
            grounds: self,
            place,
        }
    }
}

impl<'a> Ground<'a> {
    /// How much of a period may be expected to be in a metric's numbers. Where nobody works there is no pace, and late
    /// numbers change nothing.
    #[must_use]
    pub fn pace(&self, metric: MetricId, period: Period) -> Pace {
        let arrived = self.through.get(metric.index()).copied().unwrap_or(self.as_of);
        let is_free = self.calendar.working_days_in(period) == 0;
        Pace::new(self.calendar, period, if is_free { self.as_of } else { arrived })
    }

    /// The same where these are the plan's values, and this is what is known of their samples.
    #[must_use]
    pub fn supposing(self, values: &'a Values<'a>, samples: &'a Samples) -> Self {
        Self { samples, values, ..self }
    }

    /// A plan whose numbers this one reads, directly or through others, as its own plan looks at them.
    #[must_use]
    pub fn part(&self, id: PlanId) -> Option<Self> {
        Some(self.grounds.ground(self.grounds.place_of(id)?))
    }

    /// The plan itself, then those whose numbers it reads, directly or through others.
    pub fn with_parts(&self) -> impl Iterator<Item = Self> + use<'a> {
        let Self { grounds, place, .. } = *self;
        let mut is_reached = vec![false; place + 1];
        is_reached[place] = true;
        // Those that are read stand before those that read them.
        let reached: Vec<usize> = (0..=place)
            .rev()
            .filter(|place| {
                if is_reached[*place] {
                    for id in grounds.laid[*place].basis.parts.keys() {
                        if let Some(part) = grounds.place_of(*id) {
                            is_reached[part] = true;
                        }
                    }
                }
                is_reached[*place]
            })
            .collect();
        reached.into_iter().map(|place| grounds.ground(place))
    }

    /// The periods of a grain that a query asks for, oldest first.
    #[must_use]
    pub fn periods(&self, query: &Query, grain: Grain) -> Vec<Period> {
        let coverage = self.with_parts().map(|one| (one.observations, one.plan.settings.fiscal)).collect();
        periods::asked(query, grain, self.plan.settings.fiscal, &Coverage(coverage))
    }

    /// Every group of a breakdown that rows of the plan, or of those whose numbers it reads, belong to, sorted.
    #[must_use]
    pub fn groups(&self, dimensions: &[String]) -> BTreeSet<Group> {
        self.with_parts().flat_map(|one| one.observations.groups(dimensions)).collect()
    }
}
