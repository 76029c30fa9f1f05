//! The equations of a plan read forwards: how the goal's number comes of what it is worked back to.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::base::rational::Rational;
use crate::plan::Plan;
use crate::plan::funnel::Stage;
use crate::plan::ids::MetricId;
use crate::plan::metric::Operator;

use super::arithmetic::combine;
use super::derive::{Derivation, Step};
use super::equation::Equation;
use super::given::Given;
use super::network::{Network, is_plain};
use super::planned::computed;
use super::program::{Op, Programs};

/// How a number on the way to the goal comes of others.
#[derive(Clone, Debug)]
pub enum Origin<'a> {
    /// The sum of what its funnels bring: of each the stages up to it.
    Funnels(Vec<&'a [Stage]>),
    Formula(&'a [Op]),
    /// The formula of another number, `of`, which is given.
    Equation {
        of: MetricId,
        program: &'a [Op],
    },
    /// Of none: one of the numbers that everything starts from.
    Start,
}

/// The numbers that a goal is computed from.
pub struct Point<'n> {
    /// What holds whatever leads to it.
    pub pinned: &'n dyn Fn(MetricId) -> Option<Rational>,
    /// The numbers that everything starts from.
    pub start: &'n dyn Fn(MetricId) -> Option<Rational>,
    /// What is taken where something can't be computed.
    pub otherwise: &'n dyn Fn(MetricId) -> Option<Rational>,
}

/// Why a goal has no number at a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreached {
    /// These numbers are not given.
    Missing(BTreeSet<MetricId>),
    /// Computing this one divides by zero, or makes too large a number.
    Fault(MetricId),
    /// What each of several funnels brings of this stage isn't given.
    Undivided(MetricId),
}

/// The way from what is done to the goal.
pub struct Flow<'a> {
    network: Network<'a>,
    goal: MetricId,
    origins: HashMap<MetricId, Origin<'a>>,
    /// What is computed, each after its parts.
    order: Vec<MetricId>,
}

impl<'a> Flow<'a> {
    /// The way to the goal of a derivation.
    #[must_use]
    pub fn new(plan: &'a Plan, programs: &'a Programs, derivation: &Derivation) -> Self {
        let mut network = Network::new(plan, programs);
        network.attach(derivation.goal);
        let (goal, origins, order) = (derivation.goal, HashMap::new(), Vec::new());
        let mut flow = Self { network, goal, origins, order };
        flow.follow(programs, &equations(programs, derivation));
        flow
    }

    /// How a metric on the way comes of others; `None` off it.
    #[must_use]
    pub fn origin(&self, metric: MetricId) -> Option<&Origin<'a>> {
        self.origins.get(&metric)
    }

    /// Whether everything starts from it: a first stage, a conversion, a number that is given.
    #[must_use]
    pub fn is_start(&self, metric: MetricId) -> bool {
        matches!(self.origins.get(&metric), Some(Origin::Start))
    }

    /// What a formula on the way comes to; `None` of what comes of anything else.
    #[must_use]
    pub fn of_formula(&self, metric: MetricId, number: impl Fn(MetricId) -> Option<Rational>) -> Option<Rational> {
        let Some(Origin::Formula(program)) = self.origins.get(&metric) else { return None };
        computed(program, number)
    }

    /// Whether a stage begins, or lies in, several of the funnels on the way: then what is worked back for one of them
    /// comes on top of what is for the others, and the sum doesn't lead forwards.
    #[must_use]
    pub fn shares_a_stage(&self) -> bool {
        let mut seen = HashSet::new();
        let funnels = self.origins.values().filter_map(|origin| match origin {
            Origin::Funnels(funnels) => Some(funnels),
            _ => None,
        });
        let earlier = funnels.flatten().flat_map(|stages| stages.iter().rev().skip(1));
        earlier.map(|stage| stage.metric).any(|metric| !seen.insert(metric))
    }

    /// How many numbers are computed for the goal.
    #[must_use]
    pub fn length(&self) -> usize {
        self.order.len()
    }

    /// The numbers that everything starts from, each before what it leads to.
    pub fn starts(&self) -> impl Iterator<Item = MetricId> {
        self.order.iter().copied().filter(|metric| self.is_start(*metric))
    }

    /// The numbers on the way, without conversions: the goal first, then each funnel from its end to its beginning.
    #[must_use]
    pub fn way(&self) -> Vec<MetricId> {
        let mut seen: HashSet<MetricId> = HashSet::from([self.goal]);
        let (mut way, mut waiting) = (vec![self.goal], vec![self.goal]);
        while let Some(metric) = waiting.pop() {
            let parts: Vec<MetricId> = match self.origins.get(&metric) {
                Some(Origin::Funnels(funnels)) => {
                    funnels.iter().flat_map(|stages| stages.iter().rev().skip(1).map(|stage| stage.metric)).collect()
                }
                Some(Origin::Formula(program)) => program.iter().filter_map(Op::reads).collect(),
                Some(Origin::Equation { of, program }) => {
                    let parts = program.iter().filter_map(Op::reads).filter(|part| *part != metric);
                    parts.chain([*of]).collect()
                }
                Some(Origin::Start) | None => Vec::new(),
            };
            let new: Vec<MetricId> = parts.into_iter().filter(|part| seen.insert(*part)).collect();
            way.extend(&new);
            waiting.extend(new.iter().rev());
        }
        way
    }

    /// The goal's number at a point.
    pub fn value(&self, point: &Point) -> Result<Rational, Unreached> {
        let mut numbers: HashMap<MetricId, Rational> = HashMap::new();
        let mut missing = BTreeSet::new();
        let mut fault = None;
        for metric in &self.order {
            let made = match (point.pinned)(*metric) {
                Some(pinned) => Some(pinned),
                None => match self.made(*metric, &numbers, point) {
                    Ok(made) => made,
                    Err(Unreached::Fault(at)) => {
                        fault = fault.or(Some(at));
                        None
                    }
                    Err(other) => return Err(other),
                },
            };
            let made = made.or_else(|| (point.otherwise)(*metric).filter(|_| *metric != self.goal));
            match made {
                Some(number) => {
                    numbers.insert(*metric, number);
                }
                None if self.is_start(*metric) => {
                    missing.insert(*metric);
                }
                None => {}
            }
        }
        match (numbers.remove(&self.goal), fault) {
            (Some(number), _) => Ok(number),
            (None, Some(at)) if missing.is_empty() => Err(Unreached::Fault(at)),
            (None, _) => Err(Unreached::Missing(missing)),
        }
    }

    /// What a metric comes to where its parts are these; `None` where one is missing.
    fn made(
        &self,
        metric: MetricId,
        numbers: &HashMap<MetricId, Rational>,
        point: &Point,
    ) -> Result<Option<Rational>, Unreached> {
        let number = |read: MetricId| numbers.get(&read).cloned();
        match self.origins.get(&metric) {
            Some(Origin::Funnels(funnels)) => {
                let mut sum = Some(Rational::ZERO);
                for stages in funnels {
                    let brought = brought(stages, funnels.len() == 1, &number, point)?;
                    sum = sum.zip(brought).map(|(sum, brought)| &sum + &brought);
                }
                Ok(sum)
            }
            Some(Origin::Formula(program)) => {
                let is_known = program.iter().filter_map(Op::reads).all(|read| numbers.contains_key(&read));
                if !is_known {
                    return Ok(None);
                }
                computed(program, number).map(Some).ok_or(Unreached::Fault(metric))
            }
            Some(Origin::Equation { of, program }) => {
                let others = program.iter().filter_map(Op::reads).filter(|read| *read != metric);
                let is_known = others.chain([*of]).all(|read| numbers.contains_key(&read));
                let Some(result) = number(*of).filter(|_| is_known) else { return Ok(None) };
                let solved = Equation { program, unknown: metric }.by_result(&Given::assumed(result), number);
                solved.map(|solved| Some(solved.value)).map_err(|_| Unreached::Fault(metric))
            }
            Some(Origin::Start) | None => Ok((point.start)(metric)),
        }
    }

    /// Finds out how each number on the way comes of others, from the goal on.
    fn follow(&mut self, programs: &'a Programs, equations: &HashMap<MetricId, MetricId>) {
        let mut open: HashSet<MetricId> = HashSet::new();
        let mut waiting = vec![(self.goal, false)];
        while let Some((metric, is_done)) = waiting.pop() {
            if is_done {
                open.remove(&metric);
                self.order.push(metric);
                continue;
            }
            if self.origins.contains_key(&metric) {
                continue;
            }
            open.insert(metric);
            let origin = self.find_origin(metric, programs, equations, &open);
            waiting.push((metric, true));
            let parts = parts(metric, &origin);
            self.origins.insert(metric, origin);
            waiting.extend(parts.into_iter().filter(|part| !self.origins.contains_key(part)).map(|part| (part, false)));
        }
    }

    fn find_origin(
        &mut self,
        metric: MetricId,
        programs: &'a Programs,
        equations: &HashMap<MetricId, MetricId>,
        open: &HashSet<MetricId>,
    ) -> Origin<'a> {
        let leading = self.network.leading(metric);
        if !leading.is_empty() {
            return Origin::Funnels(leading.iter().map(|(id, place)| self.network.stages(*id, *place)).collect());
        }
        let program = self.network.formula(metric);
        if !program.is_empty() && is_plain(program) {
            return Origin::Formula(program);
        }
        let Some(of) = equations.get(&metric).copied() else { return Origin::Start };
        let program = programs.of(of);
        let is_circular = program.iter().filter_map(Op::reads).any(|read| read != metric && open.contains(&read));
        let is_taken = self.origins.get(&of).is_some_and(|origin| !matches!(origin, Origin::Start));
        if is_circular || is_taken || open.contains(&of) || !is_plain(program) {
            return Origin::Start;
        }
        // Its number is given: it is not computed from the one that is solved for.
        if self.origins.insert(of, Origin::Start).is_none() {
            self.order.push(of);
        }
        Origin::Equation { of, program }
    }
}

/// What a funnel brings of its last stage.
fn brought(
    stages: &[Stage],
    is_alone: bool,
    number: &impl Fn(MetricId) -> Option<Rational>,
    point: &Point,
) -> Result<Option<Rational>, Unreached> {
    let Some((first, later)) = stages.split_first() else { return Ok(None) };
    let mut brought = number(first.metric);
    for (place, stage) in later.iter().enumerate() {
        let rate = stage.conversion.and_then(number).or_else(|| stage.at.as_ref().map(|at| at.value.clone()));
        let times = |number: &Rational, rate: &Rational| combine(number, Operator::Multiply, rate);
        brought = match (brought, rate) {
            (Some(number), Some(rate)) => Some(times(&number, &rate).map_err(|_| Unreached::Fault(stage.metric))?),
            _ => None,
        };
        let is_last = place + 1 == later.len();
        let own = if is_last { None } else { (point.pinned)(stage.metric) };
        if own.is_some() && !is_alone {
            return Err(Unreached::Undivided(stage.metric));
        }
        let own = own.or_else(|| if is_last || brought.is_some() { None } else { (point.otherwise)(stage.metric) });
        brought = own.or(brought);
    }
    Ok(brought)
}

/// What a metric is computed from.
fn parts(metric: MetricId, origin: &Origin) -> Vec<MetricId> {
    match origin {
        Origin::Funnels(funnels) => {
            let first = funnels.iter().filter_map(|stages| Some(stages.first()?.metric));
            let rates = funnels.iter().flat_map(|stages| stages.iter().skip(1)).filter_map(|stage| stage.conversion);
            first.chain(rates).collect()
        }
        Origin::Formula(program) | Origin::Equation { program, .. } => {
            program.iter().filter_map(Op::reads).filter(|part| *part != metric).collect()
        }
        Origin::Start => Vec::new(),
    }
}

/// By metric, the given number whose formula it can be solved from. What was worked back from the goal by such a formula
/// leads to what it was worked back from; forwards, what was solved comes of the rest.
fn equations(programs: &Programs, derivation: &Derivation) -> HashMap<MetricId, MetricId> {
    let is_worked_back = matches!(derivation.steps.first(), Some(Step::Goal { .. }));
    let mut equations = HashMap::new();
    for step in &derivation.steps {
        let Step::Solved { metric, of, .. } = step else { continue };
        if !is_worked_back {
            equations.entry(*metric).or_insert(*of);
            continue;
        }
        for read in programs.of(*of).iter().filter_map(Op::reads).filter(|read| read != metric) {
            equations.entry(read).or_insert(*of);
        }
    }
    equations
}

#[cfg(test)]
mod tests;
