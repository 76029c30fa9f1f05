//! What a goal comes to where every target is met: by the stages of its funnels, or by its formula.

use std::collections::BTreeSet;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::derive::{ChainStart, Derivation, Required, Step};
use crate::evaluate::program::Op;
use crate::evaluate::sentences::quantity;
use crate::plan::funnel::Stage;
use crate::plan::ids::MetricId;

use super::subject::Subject;

/// Whether a goal is to be reached, or not to be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Least,
    Most,
}

/// What met targets make of a goal at the least, or allow at the most.
pub struct Promise {
    pub reached: Rational,
    pub sum: Message,
    /// The numbers that the sum is made of.
    pub parts: Vec<MetricId>,
}

impl Promise {
    /// Of several the one that promises most: whatever comes before, a later stage's own target is met.
    fn best(promises: impl Iterator<Item = Self>, bound: Bound) -> Option<Self> {
        promises.reduce(|best, other| {
            let is_better =
                if bound == Bound::Least { other.reached > best.reached } else { other.reached < best.reached };
            if is_better { other } else { best }
        })
    }

    fn plus(self, other: Self) -> Self {
        let sum = Message::new("targets-miss-goal.plus").with("left", self.sum).with("right", other.sum);
        Self { reached: &self.reached + &other.reached, sum, parts: [self.parts, other.parts].concat() }
    }
}

/// What the targets promise of the goal at place `place` of the plan's indicators. `None` where they don't lead all the
/// way to it, or bound its other side.
#[must_use]
pub fn promised(subject: &Subject, place: usize, period: Period, bound: Bound) -> Option<Promise> {
    let metric = subject.plan.indicators[place].metric;
    let goal = match subject.programs.of(metric) {
        [Op::Metric(same)] => *same,
        _ => metric,
    };
    let derived = |start: ChainStart| subject.derivations.reached(place, period, start);
    let stages = subject.plan.funnels.iter().map(|funnel| funnel.stages.as_slice());
    let to_goal = |stages: &'_ [Stage]| stages.iter().position(|stage| stage.metric == goal).filter(|at| *at > 0);
    let leading: Vec<&[Stage]> = stages.filter_map(|stages| Some(&stages[..=to_goal(stages)?])).collect();
    if leading.is_empty() {
        let starts = [ChainStart::First, ChainStart::Last].into_iter();
        return Promise::best(
            starts.filter_map(|start| of_formula(subject, &derived(start), (metric, goal), bound)),
            bound,
        );
    }
    let derivation = derived(ChainStart::First);
    let best = |stages: &[Stage]| {
        let places = (0..stages.len() - 1).filter(|place| counts(&derivation, &leading, stages[*place].metric));
        Promise::best(places.filter_map(|place| of_stages(subject, &derivation, &stages[place..], bound)), bound)
    };
    let mut promises = leading.iter().map(|stages| best(stages));
    let first = promises.next()?;
    promises.try_fold(first?, |sum, promise| Some(sum.plus(promise?)))
}

/// Whether a stage's number is its own: what several funnels bring together is no single one's, and what is worked back
/// from a later number adds nothing to it.
fn counts(derivation: &Derivation, leading: &[&[Stage]], metric: MetricId) -> bool {
    let is_on = |stages: &&&[Stage]| stages.iter().any(|stage| stage.metric == metric);
    let is_divided = |step: &Step| matches!(step, Step::Divided { metric: divided, .. } if *divided == metric);
    leading.iter().filter(is_on).count() == 1 && !derivation.steps.iter().any(is_divided)
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

/// `800 calls × 10% × 25%`
fn of_stages(subject: &Subject, derivation: &Derivation, stages: &[Stage], bound: Bound) -> Option<Promise> {
    let shown = |metric: MetricId, value: &Rational| quantity(value, subject.plan.metric(metric).unit);
    let (start, later) = stages.split_first()?;
    let number = end_of(derivation.required.get(&start.metric)?, bound)?;
    let sum = Message::new("targets-miss-goal.number")
        .with("name", subject.name(start.metric))
        .with("value", shown(start.metric, &number));
    let promise = Promise { reached: number, sum, parts: vec![start.metric] };
    later.iter().try_fold(promise, |Promise { reached, sum, parts }, stage| {
        let conversion = stage.conversion?;
        let rate = &derivation.required.get(&conversion)?.value;
        let sum = Message::new("targets-miss-goal.times").with("left", sum).with("right", shown(conversion, rate));
        Some(Promise { reached: &reached * rate, sum, parts })
    })
}

/// The numbers of the goal's formula, or of the one that was solved for it.
fn of_formula(
    subject: &Subject,
    derivation: &Derivation,
    (metric, goal): (MetricId, MetricId),
    bound: Bound,
) -> Option<Promise> {
    let reached = end_of(derivation.required.get(&metric)?, bound)?;
    let equation = derivation.steps.iter().rev().find_map(|step| match step {
        Step::Solved { metric, of, .. } if *metric == goal => Some(*of),
        _ => None,
    });
    let read = subject.programs.of(equation.unwrap_or(goal)).iter().filter_map(Op::reads);
    let read: BTreeSet<MetricId> = read.filter(|part| *part != goal).collect();
    // The goal by another name or another period is no sum.
    let parts: Vec<MetricId> = equation.into_iter().filter(|_| !read.is_empty()).chain(read.iter().copied()).collect();
    let number = |part: &MetricId| {
        let value = quantity(&derivation.required.get(part)?.value, subject.plan.metric(*part).unit);
        Some(Message::new("targets-miss-goal.part").with("name", subject.name(*part)).with("value", value))
    };
    let numbers: Vec<Message> = parts.iter().filter_map(number).collect();
    let sum = Message::new("targets-miss-goal.parts").with("parts", numbers);
    (!parts.is_empty()).then_some(Promise { reached, sum, parts })
}
