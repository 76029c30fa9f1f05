//! Working back from the goal: the funnels and the formulas are equations, and from the goal's target follows what
//! every number on the way to it must be.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::plan::Plan;
use crate::plan::ids::{FunnelId, MetricId, PlanId};
use crate::plan::metric::Role;

use super::backward::Solver;
use super::fiscal::{in_year, months_of};
use super::forward;
use super::given::Given;
use super::periods::{middle, overlapping};
use super::planned::Planned;
use super::program::{Op, Programs};
use super::targets::StatedTargets;

/// What is required of one plan may ask more of another, and that of the first; where that goes on longer, it is left.
const ROUNDS: usize = 32;

/// What a goal requires of a plan's numbers in one of its periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    pub goal: MetricId,
    pub period: Period,
    pub required: BTreeMap<MetricId, Required>,
    /// Why nothing follows for the numbers on the way of which nothing does: what is missing.
    pub unsolved: BTreeMap<MetricId, Message>,
    /// How one follows from the other, in the order in which it was found.
    pub steps: Vec<Step>,
}

/// What is required of a number: exactly, counts not rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// The lower end for `between`.
    pub value: Rational,
    /// The upper end for `between`.
    pub high: Option<Rational>,
    pub direction: Direction,
}

/// One step of a derivation.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The goal's own target.
    Goal { metric: MetricId, value: Rational },
    /// What of a number one of several funnels is to bring.
    Share { funnel: FunnelId, of: MetricId, share: Rational, value: Rational },
    /// A stage: the next one's number ÷ the conversion between them.
    Divided { funnel: FunnelId, metric: MetricId, value: Rational, next: MetricId, next_value: Rational, rate: Rate },
    /// A stage: the number of the one before × the conversion between them.
    Multiplied { metric: MetricId, value: Rational, before: MetricId, before_value: Rational, rate: Rate },
    /// The one unknown of the formula of `of`.
    Solved { metric: MetricId, value: Rational, of: MetricId },
    /// The result of its own formula.
    Computed { metric: MetricId, value: Rational },
}

/// A conversion, by its name where it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    pub conversion: Option<MetricId>,
    pub value: Rational,
}

/// From which stage of a funnel a chain of conversions is multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainStart {
    /// The first one that has a target.
    First,
    /// The last one that has a target.
    Last,
}

/// What the goals of a plan require, each of its periods worked out once.
pub struct Derivations<'a> {
    plan: &'a Plan,
    stated: StatedTargets<'a>,
    programs: &'a Programs,
    planned: Planned<'a>,
    known: RefCell<HashMap<(usize, Period), Rc<Derivation>>>,
}

impl<'a> Derivations<'a> {
    /// The derivations of the plan whose targets `stated` knows.
    #[must_use]
    pub fn new(stated: StatedTargets<'a>, programs: &'a Programs) -> Self {
        Self::assuming(stated, programs, BTreeMap::new())
    }

    /// The same with these numbers instead of what the plan gives: targets, and what conversions are expected to be.
    #[must_use]
    pub fn assuming(stated: StatedTargets<'a>, programs: &'a Programs, assumed: BTreeMap<MetricId, Rational>) -> Self {
        let planned = Planned::new(stated, programs).assuming(assumed);
        Self { plan: stated.plan, stated, programs, planned, known: RefCell::default() }
    }

    /// The same with what the plans whose numbers it reads require of theirs.
    #[must_use]
    pub fn with_parts(self, parts: BTreeMap<PlanId, Rc<Derivations<'a>>>) -> Self {
        Self { planned: self.planned.with_parts(parts), ..self }
    }

    /// What the plan itself gives.
    #[must_use]
    pub fn planned(&self) -> &Planned<'a> {
        &self.planned
    }

    /// What the plan gives for each of its numbers in a period, or what is assumed instead.
    #[must_use]
    pub fn given(&self, period: Period) -> Vec<Option<Given>> {
        self.planned.in_period(period)
    }

    /// What the goal at place `goal` of the plan's indicators requires in one of its own periods.
    #[must_use]
    pub fn of(&self, goal: usize, period: Period) -> Rc<Derivation> {
        if let Some(known) = self.known.borrow().get(&(goal, period)) {
            return Rc::clone(known);
        }
        let derivation = Rc::new(self.derive(goal, period));
        self.known.borrow_mut().insert((goal, period), Rc::clone(&derivation));
        derivation
    }

    /// What the plan's numbers come to where every target but the goal's own is met, worked out from the first (or,
    /// of each funnel, from the last) stage that has a target.
    #[must_use]
    pub fn reached(&self, goal: usize, period: Period, start: ChainStart) -> Derivation {
        let metric = self.plan.indicators[goal].metric;
        let mut planned = self.planned.in_period_without(period, metric);
        if start == ChainStart::Last {
            self.forget_earlier_stages(&mut planned);
        }
        forward::multiplied(self.plan, self.programs, planned, metric, period)
    }

    /// Leaves of each funnel's stages only the last one that has a target.
    fn forget_earlier_stages(&self, planned: &mut [Option<Given>]) {
        for funnel in &self.plan.funnels {
            let known = |metric: MetricId| planned[metric.index()].is_some();
            let Some(last) = funnel.stages.iter().rposition(|stage| known(stage.metric)) else { continue };
            for stage in &funnel.stages[..last] {
                planned[stage.metric.index()] = None;
            }
        }
    }

    /// What a goal requires of a metric in a period of any grain. Of an additive metric each period of the goal gives
    /// the shares of its working days that lie in the period; for any other what holds in the period's middle holds.
    pub fn required(&self, goal: usize, metric: MetricId, period: Period) -> Result<Required, Message> {
        let Some(grain) = self.plan.indicators.get(goal).map(|goal| goal.period) else {
            return Err(Message::new("no-target-without-goal"));
        };
        if grain == period.grain {
            return self.of(goal, period).look_up(metric);
        }
        if !self.plan.metric(metric).additive {
            let own = Period::containing(middle(period), grain, period.fiscal);
            return self.of(goal, own).look_up(metric);
        }
        let mut total: Option<Required> = None;
        for own in overlapping(period.start, period.end(), grain, period.fiscal) {
            let Required { value, high, direction } = self.of(goal, own).look_up(metric)?;
            let share = self.stated.calendar.share(own, period.start, period.end());
            let (value, high) = (&value * &share, high.map(|high| &high * &share));
            total = Some(match total {
                None => Required { value, high, direction },
                Some(before) => Required {
                    value: &before.value + &value,
                    high: before.high.zip(high).map(|(before, high)| &before + &high),
                    direction,
                },
            });
        }
        total.ok_or_else(|| Message::new("no-target-not-linked"))
    }

    /// What the plan aims for in a period that may be one of another plan's: the stated target, else what the first goal
    /// that says anything about it requires. Over days that make no period of the plan's own year a sum is that of their
    /// months, and of anything else holds what holds in their middle.
    #[must_use]
    pub fn aimed(&self, metric: MetricId, period: Period) -> Option<Given> {
        let fiscal = self.plan.settings.fiscal;
        if let Some(own) = in_year(period, fiscal) {
            return self.planned.stated(metric, own).or_else(|| {
                let required = self.goals().find_map(|goal| self.required(goal, metric, own).ok())?;
                Some(Given::from(&required))
            });
        }
        if !self.plan.metric(metric).additive {
            return self.aimed(metric, Period::containing(middle(period), period.grain, fiscal));
        }
        let mut months = months_of(period, fiscal).map(|month| self.aimed(metric, month));
        let first = months.next()?;
        months.try_fold(first?, |sum, month| Some(sum.plus(&month?)))
    }

    /// What a goal requires of the numbers of another plan through one that this plan reads of it: that plan worked back
    /// from there, whatever it aims for itself. `None` where nothing is required of the number, or it is not another plan's.
    #[must_use]
    pub fn of_part(&self, goal: usize, metric: MetricId, period: Period) -> Option<(PlanId, Derivation)> {
        let [Op::Foreign(part, foreign)] = self.programs.of(metric) else { return None };
        let required = self.required(goal, metric, period).ok()?;
        Some((*part, self.planned.parts().get(part)?.asked_for(*foreign, period, &required)))
    }

    /// What follows for the plan's numbers where so much is required of one of them.
    #[must_use]
    pub fn asked_for(&self, metric: MetricId, period: Period, required: &Required) -> Derivation {
        let period = in_year(period, self.plan.settings.fiscal).unwrap_or(period);
        self.solved(self.planned.in_period_without(period, metric), metric, period, required)
    }

    /// What is still required of the plan's numbers in a period in progress, where so much of the goal is `left`, and so
    /// much of each sum is `done`: by the same equations, at the same conversions.
    #[must_use]
    pub fn of_rest(
        &self,
        goal: MetricId,
        period: Period,
        left: Rational,
        done: impl Fn(MetricId) -> Option<Rational>,
    ) -> Derivation {
        let required = Given::assumed(left).required(Direction::AtLeast);
        Solver::new(self.plan, self.programs, self.planned.of_rest(period, done)).solve(goal, period, required)
    }

    /// The places of the goals among the plan's indicators.
    fn goals(&self) -> impl Iterator<Item = usize> {
        let indicators = self.plan.indicators.iter().enumerate();
        indicators.filter(|(_, indicator)| indicator.role == Role::Kgi).map(|(place, _)| place)
    }

    /// Everything that follows from `required` of a metric. Of another plan's numbers those follow that lead there to one
    /// of which something is required here.
    fn solved(
        &self,
        mut planned: Vec<Option<Given>>,
        metric: MetricId,
        period: Period,
        required: &Required,
    ) -> Derivation {
        if self.plan.foreign().next().is_none() {
            return Solver::new(self.plan, self.programs, planned).solve(metric, period, required.clone());
        }
        let mut in_parts: BTreeMap<MetricId, Given> = BTreeMap::new();
        let mut round = 0;
        loop {
            round += 1;
            let solver = Solver::new(self.plan, self.programs, planned.clone());
            let mut derivation = solver.solve(metric, period, required.clone());
            let further = self.following_in_parts(&derivation, &planned);
            if further.is_empty() || round == ROUNDS {
                for (metric, given) in in_parts {
                    derivation.unsolved.remove(&metric);
                    derivation.required.entry(metric).or_insert_with(|| given.required(Direction::AtLeast));
                }
                return derivation;
            }
            for (metric, given) in further {
                planned[metric.index()] = Some(given.clone());
                in_parts.insert(metric, given);
            }
        }
    }

    /// What follows within the plan where so much is required of one of its numbers: it asks nothing of others in turn,
    /// as ways that part and meet again would be gone over and over.
    fn worked_back(&self, metric: MetricId, period: Period, required: Required) -> Derivation {
        let period = in_year(period, self.plan.settings.fiscal).unwrap_or(period);
        let planned = self.planned.in_period_without(period, metric);
        Solver::new(self.plan, self.programs, planned).solve(metric, period, required)
    }

    /// What follows for numbers of other plans that are neither given nor required yet.
    fn following_in_parts(&self, derivation: &Derivation, planned: &[Option<Given>]) -> Vec<(MetricId, Given)> {
        let foreign = self.plan.foreign().map(|(place, part, metric)| (MetricId::of(place), part, metric));
        let open: Vec<_> = foreign.filter(|(own, ..)| planned[own.index()].is_none()).collect();
        let (found, unknown): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|(own, ..)| derivation.required.contains_key(own));
        let mut further = BTreeMap::new();
        for (own, part, metric) in found {
            let Some(there) = self.planned.parts().get(&part) else { continue };
            let mut unknown = unknown.iter().filter(|(_, other, _)| *other == part).peekable();
            if unknown.peek().is_none() {
                continue;
            }
            let asked = there.worked_back(metric, derivation.period, derivation.required[&own].clone());
            for (own, _, metric) in unknown {
                if let Some(required) = asked.required.get(metric) {
                    further.entry(*own).or_insert_with(|| Given::from(required));
                }
            }
        }
        further.into_iter().collect()
    }

    fn derive(&self, goal: usize, period: Period) -> Derivation {
        let planned = self.planned.in_period(period);
        let indicator = &self.plan.indicators[goal];
        let stated = indicator.target.as_ref().map(|target| {
            let numbers = self.stated.of(indicator, target, period, &Group::total());
            (numbers, target.direction)
        });
        let assumed = self.planned.assumed(indicator.metric).map(|value| {
            let direction = stated.as_ref().map_or(Direction::AtLeast, |(_, direction)| *direction);
            Given::assumed(value.clone()).required(direction)
        });
        let required = assumed.or(match stated {
            Some((Ok(Some(numbers)), direction)) => {
                Some(Required { value: numbers.low, high: numbers.high, direction })
            }
            _ => None,
        });
        match required {
            Some(required) => self.solved(planned, indicator.metric, period, &required),
            None => forward::multiplied(self.plan, self.programs, planned, indicator.metric, period),
        }
    }
}

impl Derivation {
    /// What is required of a metric, or why nothing is.
    pub fn look_up(&self, metric: MetricId) -> Result<Required, Message> {
        if let Some(required) = self.required.get(&metric) {
            return Ok(required.clone());
        }
        let why = self.unsolved.get(&metric).cloned();
        Err(why.unwrap_or_else(|| Message::new("no-target-not-linked")))
    }
}

#[cfg(test)]
mod tests;
