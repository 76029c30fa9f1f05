//! What a goal comes to where every target is met: by the stages of its funnels, or by its formula.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::derive::{ChainStart, Derivation, Required, Step};
use crate::evaluate::program::Op;
use crate::evaluate::sentences::quantity;
use crate::plan::funnel::Stage;
use crate::plan::ids::MetricId;
use crate::plan::metric::Operator;

use super::subject::Subject;

/// Whether a goal is to be reached, or not to be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Least,
    Most,
}

/// What met targets make of a goal at the least, or allow at the most.
pub struct Promise<'a> {
    pub reached: Rational,
    origin: Origin<'a>,
    derivation: Rc<Derivation>,
}

/// What a promise is made of.
enum Origin<'a> {
    /// Of each funnel the stages from the one whose target counts.
    Chains(Vec<&'a [Stage]>),
    /// The numbers of a formula.
    Formula(Vec<MetricId>),
    /// The numbers that a formula adds up.
    Sum(Vec<MetricId>),
}

impl Promise<'_> {
    /// Of several the one that promises most: whatever comes before, a later stage's own target is met.
    fn best(promises: impl Iterator<Item = Self>, bound: Bound) -> Option<Self> {
        promises.reduce(|best, other| {
            let is_better =
                if bound == Bound::Least { other.reached > best.reached } else { other.reached < best.reached };
            if is_better { other } else { best }
        })
    }

    /// What several funnels bring together.
    fn plus(mut self, other: Self) -> Self {
        if let (Origin::Chains(chains), Origin::Chains(further)) = (&mut self.origin, other.origin) {
            chains.extend(further);
        }
        self.reached = &self.reached + &other.reached;
        self
    }

    /// The numbers that it is made of.
    #[must_use]
    pub fn parts(&self) -> Vec<MetricId> {
        match &self.origin {
            Origin::Chains(chains) => chains.iter().filter_map(|stages| Some(stages.first()?.metric)).collect(),
            Origin::Formula(parts) | Origin::Sum(parts) => parts.clone(),
        }
    }

    /// `800 calls × 10% × 25%` for each funnel, the terms of a sum, or the numbers of the formula.
    #[must_use]
    pub fn sum(&self, subject: &Subject) -> Arg {
        let required = |metric: MetricId| self.derivation.required.get(&metric).map(|required| &required.value);
        let shown = |metric: MetricId| Some(quantity(required(metric)?, subject.plan.metric(metric).unit));
        let named = |message: Message, metric: MetricId| {
            Some(message.with("name", subject.name(metric)).with("value", shown(metric)?))
        };
        match &self.origin {
            Origin::Chains(chains) => {
                let product = |stages: &&[Stage]| -> Option<Arg> {
                    let (start, later) = stages.split_first()?;
                    let start = named(Message::new("targets-miss-goal.number"), start.metric)?.into();
                    let rates = later.iter().filter_map(|stage| shown(stage.conversion?));
                    Some(Arg::Joined(" × ", std::iter::once(start).chain(rates).collect()))
                };
                Arg::Joined(" + ", chains.iter().filter_map(product).collect())
            }
            Origin::Formula(parts) => {
                let numbers = parts.iter().filter_map(|part| named(Message::new("targets-miss-goal.part"), *part));
                Message::new("targets-miss-goal.parts").with("parts", numbers.collect::<Vec<_>>()).into()
            }
            Origin::Sum(parts) => {
                let terms = parts.iter().filter_map(|part| named(Message::new("targets-miss-goal.part"), *part));
                Arg::Joined(" + ", terms.map(Arg::from).collect())
            }
        }
    }
}

/// What the targets promise of the goal at place `place` of the plan's indicators. `None` where they don't lead all the
/// way to it, or bound its other side.
#[must_use]
pub fn promised<'a>(subject: &Subject<'a>, place: usize, period: Period, bound: Bound) -> Option<Promise<'a>> {
    let metric = subject.plan.indicators[place].metric;
    let goal = match subject.programs.of(metric) {
        [Op::Metric(same)] => *same,
        _ => metric,
    };
    let derived = |start: ChainStart| Rc::new(subject.derivations.reached(place, period, start));
    let stages = subject.plan.funnels.iter().map(|funnel| funnel.stages.as_slice());
    let to_goal = |stages: &[Stage]| stages.iter().position(|stage| stage.metric == goal).filter(|at| *at > 0);
    let leading: Vec<&'a [Stage]> = stages.filter_map(|stages| Some(&stages[..=to_goal(stages)?])).collect();
    if leading.is_empty() {
        let starts = [ChainStart::First, ChainStart::Last].into_iter();
        let of = |start| of_formula(subject, derived(start), (metric, goal), bound);
        return Promise::best(starts.filter_map(of), bound);
    }
    let derivation = derived(ChainStart::First);
    let own = own_stages(&derivation, &leading);
    let best = |stages: &&'a [Stage]| {
        let places = (0..stages.len() - 1).filter(|place| own.contains(&stages[*place].metric));
        Promise::best(places.filter_map(|place| of_stages(&derivation, &stages[place..], bound)), bound)
    };
    let mut promises = leading.iter().map(best);
    let first = promises.next()?;
    promises.try_fold(first?, |sum, promise| Some(sum.plus(promise?)))
}

/// The stages whose numbers are their funnel's own: what several funnels bring together is no single one's, and what is
/// worked back from a later number adds nothing to it.
fn own_stages(derivation: &Derivation, leading: &[&[Stage]]) -> HashSet<MetricId> {
    let mut funnels: HashMap<MetricId, usize> = HashMap::new();
    for stage in leading.iter().flat_map(|stages| *stages) {
        *funnels.entry(stage.metric).or_insert(0) += 1;
    }
    for step in &derivation.steps {
        if let Step::Divided { metric, .. } = step {
            funnels.remove(metric);
        }
    }
    funnels.into_iter().filter(|(_, count)| *count == 1).map(|(metric, _)| metric).collect()
}

/// The end of what is required that bounds a sum from below, or from above.
fn end_of(required: &Required, bound: Bound) -> Option<Rational> {
    match (required.direction, bound) {
        (Direction::AtLeast | Direction::Between, Bound::Least) | (Direction::AtMost, Bound::Most) => {
            Some(required.value.clone())
        }
        (Direction::Between, Bound::Most) => required.high.clone(),
        _ => None,
    }
}

/// A stage's number multiplied through to the goal.
fn of_stages<'a>(derivation: &Rc<Derivation>, stages: &'a [Stage], bound: Bound) -> Option<Promise<'a>> {
    let (start, later) = stages.split_first()?;
    let number = end_of(derivation.required.get(&start.metric)?, bound)?;
    let reached = later
        .iter()
        .try_fold(number, |number, stage| Some(&number * &derivation.required.get(&stage.conversion?)?.value))?;
    Some(Promise { reached, origin: Origin::Chains(vec![stages]), derivation: Rc::clone(derivation) })
}

/// The numbers of the goal's formula, or of the one that was solved for it.
fn of_formula<'a>(
    subject: &Subject,
    derivation: Rc<Derivation>,
    (metric, goal): (MetricId, MetricId),
    bound: Bound,
) -> Option<Promise<'a>> {
    let reached = end_of(derivation.required.get(&metric)?, bound)?;
    let equation = derivation.steps.iter().rev().find_map(|step| match step {
        Step::Solved { metric, of, .. } if *metric == goal => Some(*of),
        _ => None,
    });
    let read = subject.programs.of(equation.unwrap_or(goal)).iter().filter_map(Op::reads);
    let read: BTreeSet<MetricId> = read.filter(|part| *part != goal).collect();
    // The goal by another name or another period is no sum.
    let parts: Vec<MetricId> = equation.into_iter().filter(|_| !read.is_empty()).chain(read.iter().copied()).collect();
    let is_made = !parts.is_empty();
    let is_sum = equation.is_none() && adds_up(subject.programs.of(goal));
    let origin = if is_sum { Origin::Sum(parts) } else { Origin::Formula(parts) };
    is_made.then_some(Promise { reached, origin, derivation })
}

/// Whether a formula does nothing but add up different metrics.
fn adds_up(program: &[Op]) -> bool {
    let terms: Vec<MetricId> = program.iter().filter_map(Op::reads).collect();
    let different: BTreeSet<MetricId> = terms.iter().copied().collect();
    let is_plain = |op: &Op| matches!(op, Op::Metric(_) | Op::Apply(Operator::Add));
    program.iter().all(is_plain) && different.len() == terms.len() && terms.len() > 1
}
