//! What a number is made of, laid out: its factors, and the operations that make the number of them.

use std::collections::{BTreeSet, HashMap};

use crate::base::rational::Rational;
use crate::evaluate::arithmetic::{Fault, combine};
use crate::evaluate::program::{Op, Programs};
use crate::plan::Plan;
use crate::plan::ids::{FunnelId, MeasureId, MetricId};
use crate::plan::metric::{MetricOrigin, Operator};

use super::funnels::along_funnels;

/// Formulas that would grow longer when laid out are taken apart one step deep: metrics may double each other over and
/// over.
const MOST_STEPS: usize = 4096;

/// A number that others are made of and that is not itself taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leaf {
    Metric(MetricId),
    /// The metric's value one period before.
    Previous(MetricId),
    /// An aggregate without a name, in the midst of a formula.
    Measure(MeasureId),
    /// What becomes of the one stage in the other, whichever funnel it came by.
    Between {
        from: MetricId,
        to: MetricId,
    },
    /// How much came of a stage where several funnels meet, as a share of what their planned conversions make of the
    /// stages before it.
    Yield(MetricId),
    /// The planned conversion into a stage of a funnel, by the stage's place: the same on both sides.
    Planned {
        funnel: FunnelId,
        stage: usize,
    },
}

/// One operation of a formula in postfix order.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The leaf at this place of the formula's leaves.
    Leaf(usize),
    Number(Rational),
    Negate,
    Apply(Operator),
}

/// A number as a formula of its factors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Formula {
    /// Each once, in the order in which they first occur.
    pub leaves: Vec<Leaf>,
    pub steps: Vec<Step>,
}

impl Formula {
    /// The formula of a metric. A stage to which one funnel leads is the funnel's first stage × each conversion up to it;
    /// one where several meet is what they are planned to make of it together × what came of that; a rate is made of the numbers beside its division sign, a sum of everything down to what is counted. `None` for what
    /// is counted itself, or comes of another plan.
    #[must_use]
    pub fn of(plan: &Plan, programs: &Programs, metric: MetricId) -> Option<Self> {
        let layout = Layout { plan, programs, by_funnel: plan.metric(metric).additive };
        let formula = layout.deep(metric).unwrap_or_else(|| layout.shallow(metric));
        let is_itself = formula.leaves.iter().all(|leaf| matches!(leaf, Leaf::Measure(_))) && formula.steps.len() == 1;
        let is_foreign = programs.of(metric).iter().any(|op| matches!(op, Op::Foreign(..)));
        let is_nothing = formula.leaves.is_empty() || formula.leaves == [Leaf::Metric(metric)];
        (!is_itself && !is_foreign && !is_nothing).then_some(formula)
    }

    /// The same with the numbers of the leaves that `number` knows instead of these leaves.
    pub fn holding<E>(self, number: impl Fn(Leaf) -> Option<Result<Rational, E>>) -> Result<Self, E> {
        let mut held = Laid::default();
        for step in self.steps {
            match step {
                Step::Leaf(place) => match number(self.leaves[place]) {
                    Some(number) => held.formula.steps.push(Step::Number(number?)),
                    None => held.push(self.leaves[place]),
                },
                other => held.formula.steps.push(other),
            }
        }
        Ok(held.formula)
    }

    /// What it comes to where its leaves have these numbers.
    pub fn at(&self, numbers: &[Rational]) -> Result<Rational, Fault> {
        let mut stack: Vec<Rational> = Vec::new();
        for step in &self.steps {
            let pushed = match step {
                Step::Leaf(place) => numbers.get(*place).cloned(),
                Step::Number(number) => Some(number.clone()),
                Step::Negate => stack.pop().map(|number| -number),
                Step::Apply(operator) => match (stack.pop(), stack.pop()) {
                    (Some(right), Some(left)) => Some(combine(&left, *operator, &right)?),
                    _ => None,
                },
            };
            stack.extend(pushed);
        }
        // A formula of a sound plan leaves one number.
        Ok(stack.pop().unwrap_or(Rational::ZERO))
    }

    /// Whether it is nothing but the product of its leaves, each once.
    #[must_use]
    pub fn is_product(&self) -> bool {
        let leaves = self.steps.iter().filter(|step| matches!(step, Step::Leaf(_))).count();
        let others = self.steps.iter().filter(|step| !matches!(step, Step::Leaf(_)));
        leaves == self.leaves.len() && others.into_iter().all(|step| *step == Step::Apply(Operator::Multiply))
    }
}

/// How a metric is laid out.
struct Layout<'a> {
    plan: &'a Plan,
    programs: &'a Programs,
    /// Whether stages on the way are taken apart along their funnels.
    by_funnel: bool,
}

/// What is still to be laid out.
pub(super) enum Todo {
    Metric(MetricId),
    /// The metric is laid out.
    Done(MetricId),
    Leaf(Leaf),
    Step(Step),
}

impl Layout<'_> {
    /// Everything down to what is counted, and to what people steer by; `None` where that is too long.
    fn deep(&self, metric: MetricId) -> Option<Formula> {
        let mut laid = Laid::default();
        let mut open = BTreeSet::from([metric]);
        let mut todo = self.parts(metric, true)?;
        todo.reverse();
        while let Some(next) = todo.pop() {
            if laid.formula.steps.len() + todo.len() > MOST_STEPS {
                return None;
            }
            match next {
                Todo::Leaf(leaf) => laid.push(leaf),
                Todo::Step(step) => laid.formula.steps.push(step),
                Todo::Done(done) => {
                    open.remove(&done);
                }
                // What leads to itself along funnels is a leaf there.
                Todo::Metric(read) => match self.parts(read, false).filter(|_| open.insert(read)) {
                    Some(parts) => {
                        todo.push(Todo::Done(read));
                        todo.extend(parts.into_iter().rev());
                    }
                    None => laid.push(Leaf::Metric(read)),
                },
            }
        }
        Some(laid.formula)
    }

    /// The metric's own formula, with the numbers that stand in it as leaves.
    fn shallow(&self, metric: MetricId) -> Formula {
        let mut laid = Laid::default();
        for part in self.parts(metric, true).into_iter().flatten() {
            match part {
                Todo::Metric(read) => laid.push(Leaf::Metric(read)),
                Todo::Leaf(leaf) => laid.push(leaf),
                Todo::Step(step) => laid.formula.steps.push(step),
                Todo::Done(_) => {}
            }
        }
        laid.formula
    }

    /// What a metric is made of, one step deep; `None` for a leaf.
    fn parts(&self, metric: MetricId, is_asked: bool) -> Option<Vec<Todo>> {
        if let Some(parts) = along_funnels(self.plan, metric).filter(|_| self.by_funnel) {
            return Some(parts);
        }
        let is_conversion = matches!(self.plan.metric(metric).origin, MetricOrigin::Conversion { .. });
        let program = self.programs.of(metric);
        let is_counted = matches!(program, [] | [Op::Measure(_) | Op::Foreign(..)]);
        if !is_asked && (is_conversion || is_counted || self.is_stage(metric)) {
            return None;
        }
        let leaf_only = is_asked && is_conversion;
        let todo = program.iter().map(|op| match op {
            Op::Metric(read) if leaf_only => Todo::Leaf(Leaf::Metric(*read)),
            Op::Metric(read) => Todo::Metric(*read),
            Op::Previous(read) => Todo::Leaf(Leaf::Previous(*read)),
            Op::Measure(measure) => Todo::Leaf(Leaf::Measure(*measure)),
            Op::Number(number) => Todo::Step(Step::Number(number.clone())),
            Op::Foreign(_, read) => Todo::Leaf(Leaf::Metric(*read)),
            Op::Negate => Todo::Step(Step::Negate),
            Op::Apply(operator) => Todo::Step(Step::Apply(*operator)),
        });
        Some(todo.collect())
    }

    fn is_stage(&self, metric: MetricId) -> bool {
        self.plan.funnels.iter().flat_map(|funnel| &funnel.stages).any(|stage| stage.metric == metric)
    }
}

/// A formula that grows, with where each leaf is.
#[derive(Default)]
struct Laid {
    formula: Formula,
    places: HashMap<Leaf, usize>,
}

impl Laid {
    fn push(&mut self, leaf: Leaf) {
        let leaves = &mut self.formula.leaves;
        let place = *self.places.entry(leaf).or_insert_with(|| {
            leaves.push(leaf);
            leaves.len() - 1
        });
        self.formula.steps.push(Step::Leaf(place));
    }
}
