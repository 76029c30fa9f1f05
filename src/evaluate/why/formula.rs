//! What a number is made of, laid out: its factors, and the operations that make the number of them.

use std::collections::{BTreeSet, HashMap};

use crate::base::rational::Rational;
use crate::evaluate::arithmetic::{Fault, combine};
use crate::evaluate::program::{Op, Programs};
use crate::plan::Plan;
use crate::plan::funnel::Stage;
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::{MetricOrigin, Operator};

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
    /// a rate is made of the numbers beside its division sign, a sum of everything down to what is counted. `None` for what
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
enum Todo {
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
        if self.by_funnel
            && let Some(stages) = leading(self.plan, metric)
        {
            return Some(along_funnel(stages));
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

/// The stages of the one funnel that leads to a metric, up to it. `None` where none does, or several: the numbers don't
/// say which of them brought what.
#[must_use]
pub fn leading(plan: &Plan, metric: MetricId) -> Option<&[Stage]> {
    let mut found = plan.funnels.iter().filter_map(|funnel| {
        let place = funnel.stages.iter().rposition(|stage| stage.metric == metric).filter(|place| *place > 0)?;
        Some(&funnel.stages[..=place])
    });
    let first = found.next()?;
    let is_whole = first[1..].iter().all(|stage| stage.conversion.is_some());
    (found.next().is_none() && is_whole).then_some(first)
}

/// How many funnels lead to a metric.
#[must_use]
pub fn funnels_to(plan: &Plan, metric: MetricId) -> usize {
    let leads = |stages: &[Stage]| stages.iter().skip(1).any(|stage| stage.metric == metric);
    plan.funnels.iter().filter(|funnel| leads(&funnel.stages)).count()
}

fn along_funnel(stages: &[Stage]) -> Vec<Todo> {
    let mut todo: Vec<Todo> = stages.first().map(|stage| Todo::Metric(stage.metric)).into_iter().collect();
    for conversion in stages.iter().filter_map(|stage| stage.conversion) {
        todo.push(Todo::Leaf(Leaf::Metric(conversion)));
        todo.push(Todo::Step(Step::Apply(Operator::Multiply)));
    }
    todo
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
