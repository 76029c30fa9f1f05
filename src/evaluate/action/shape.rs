//! What a number is made of, as far as it can be compared over days: a sum over days, or a quotient of two.

use std::collections::{BTreeMap, HashMap};

use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::evaluate::arithmetic::combine;
use crate::evaluate::program::{Op, Programs};
use crate::plan::Plan;
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::Operator;
use crate::plan::unit::UnitKind;

/// Of more measures than that nothing is compared: no indicator has them, and formulas that double each other stop here.
const MOST_PARTS: usize = 64;

/// What of a measure is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Its value: it is a count or a sum.
    Value,
    /// Of an average what is averaged, added up.
    Numerator,
    /// Of an average how many there are.
    Denominator,
}

/// A sum over days: parts with their factors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    pub parts: BTreeMap<(MeasureId, Side), Rational>,
}

/// How a number is made of sums over days.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Constant(Rational),
    Sum(Sum),
    Quotient(Sum, Sum),
}

impl Sum {
    fn of(measure: MeasureId, side: Side) -> Self {
        Self { parts: [((measure, side), Rational::ONE)].into() }
    }

    fn times(&self, factor: &Rational) -> Option<Self> {
        let product = |(part, own): (&_, &_)| Some((*part, combine(own, Operator::Multiply, factor).ok()?));
        Some(Self { parts: self.parts.iter().map(product).collect::<Option<_>>()? })
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        let mut sum = self.clone();
        for (part, factor) in &other.parts {
            let own = sum.parts.entry(*part).or_insert(Rational::ZERO);
            *own = combine(own, Operator::Add, factor).ok()?;
        }
        (sum.parts.len() <= MOST_PARTS).then_some(sum)
    }

    /// Whether it counts things, each once.
    fn is_count(&self, plan: &Plan) -> bool {
        let is_unit = |factor: &Rational| *factor == 1 || *factor == -1;
        self.parts.iter().all(|((measure, side), factor)| {
            *side == Side::Value && is_unit(factor) && plan.measure(*measure).unit.kind() == UnitKind::Count
        })
    }
}

impl Shape {
    /// Whether it counts one thing among another, so that each thing counted either is one or isn't.
    #[must_use]
    pub fn counts_among(&self, plan: &Plan) -> bool {
        matches!(self, Self::Quotient(above, below) if above.is_count(plan) && below.is_count(plan))
    }

    /// The measures that it is made of.
    pub fn measures(&self) -> impl Iterator<Item = MeasureId> {
        let sums = match self {
            Self::Constant(_) => [None, None],
            Self::Sum(sum) => [Some(sum), None],
            Self::Quotient(above, below) => [Some(above), Some(below)],
        };
        sums.into_iter().flatten().flat_map(|sum| sum.parts.keys().map(|(measure, _)| *measure))
    }
}

/// The shapes of a plan's numbers, each found once.
pub struct Shapes<'a> {
    plan: &'a Plan,
    programs: &'a Programs,
    known: HashMap<MetricId, Option<Shape>>,
}

impl<'a> Shapes<'a> {
    #[must_use]
    pub fn new(plan: &'a Plan, programs: &'a Programs) -> Self {
        Self { plan, programs, known: HashMap::new() }
    }

    /// The shape of a metric; `None` for one that can't be put together from days: medians and other ranks, distinct
    /// counts, stocks, products of quotients, what looks back, numbers of other plans.
    pub fn of(&mut self, metric: MetricId) -> Option<Shape> {
        let mut waiting = vec![metric];
        while let Some(metric) = waiting.last().copied() {
            if self.programs.obstacle(metric).is_some() {
                return None;
            }
            let before = waiting.len();
            if !self.known.contains_key(&metric) {
                let reads = self.programs.of(metric).iter().filter_map(Op::reads);
                waiting.extend(reads.filter(|read| !self.known.contains_key(read)));
                if waiting.len() > before {
                    continue;
                }
                let shape = computed(self.plan, self.programs.of(metric), &self.known);
                self.known.insert(metric, shape);
            }
            waiting.pop();
        }
        self.known.get(&metric).cloned().flatten()
    }
}

fn computed(plan: &Plan, program: &[Op], known: &HashMap<MetricId, Option<Shape>>) -> Option<Shape> {
    let mut stack: Vec<Shape> = Vec::new();
    for op in program {
        let shape = match op {
            Op::Number(number) => Shape::Constant(number.clone()),
            Op::Measure(measure) => of_measure(plan, *measure)?,
            Op::Metric(metric) => known.get(metric)?.clone()?,
            Op::Previous(_) | Op::Foreign(..) => return None,
            Op::Negate => combined(Shape::Constant(Rational::from(-1)), Operator::Multiply, stack.pop()?)?,
            Op::Apply(operator) => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                combined(left, *operator, right)?
            }
        };
        stack.push(shape);
    }
    stack.pop()
}

fn of_measure(plan: &Plan, measure: MeasureId) -> Option<Shape> {
    let declared = plan.measures.get(measure.index())?;
    match declared.function {
        _ if declared.is_additive() => Some(Shape::Sum(Sum::of(measure, Side::Value))),
        Function::Avg if !declared.distinct => {
            Some(Shape::Quotient(Sum::of(measure, Side::Numerator), Sum::of(measure, Side::Denominator)))
        }
        _ => None,
    }
}

fn combined(left: Shape, operator: Operator, right: Shape) -> Option<Shape> {
    use Operator::{Add, Divide, Multiply, Subtract};
    use Shape::{Constant, Quotient, Sum};
    let minus = Rational::from(-1);
    Some(match (left, operator, right) {
        (Constant(left), operator, Constant(right)) => Constant(combine(&left, operator, &right).ok()?),
        (left, Subtract, right) => combined(left, Add, combined(Constant(minus), Multiply, right)?)?,
        (Sum(left), Add, Sum(right)) => Sum(left.plus(&right)?),
        (Constant(number), Add, Quotient(above, below)) | (Quotient(above, below), Add, Constant(number)) => {
            Quotient(above.plus(&below.times(&number)?)?, below)
        }
        (Quotient(left, below), Add, Quotient(right, other)) if below == other => Quotient(left.plus(&right)?, below),
        (Constant(factor), Multiply, Sum(sum)) | (Sum(sum), Multiply, Constant(factor)) => Sum(sum.times(&factor)?),
        (Constant(factor), Multiply, Quotient(above, below)) | (Quotient(above, below), Multiply, Constant(factor)) => {
            Quotient(above.times(&factor)?, below)
        }
        (left, Divide, Constant(divisor)) => {
            combined(left, Multiply, Constant(combine(&Rational::ONE, Divide, &divisor).ok()?))?
        }
        (Sum(above), Divide, Sum(below)) => Quotient(above, below),
        _ => return None,
    })
}
