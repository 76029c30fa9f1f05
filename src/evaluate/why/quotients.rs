//! Numbers as quotients, so that what lies above and what lies below the line can be summed up by themselves.

use std::collections::HashMap;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::data::observations::{Aggregated, Group};
use crate::evaluate::arithmetic::combine;
use crate::evaluate::fiscal::in_year;
use crate::evaluate::ground::Ground;
use crate::evaluate::program::Op;
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::Operator;

/// A number as numerator ÷ denominator. The denominator may be zero: then it is no number.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotient {
    pub numerator: Rational,
    pub denominator: Rational,
}

impl Quotient {
    fn whole(number: Rational) -> Self {
        Self { numerator: number, denominator: Rational::ONE }
    }

    /// `None` for a zero denominator.
    #[must_use]
    pub fn value(&self) -> Option<Rational> {
        self.numerator.checked_div(&self.denominator)
    }
}

/// A metric as one quotient in a period and a group: `1 - lost / all` is (all − lost) ÷ all, an average the sum ÷ the
/// number of values. `None` where something that it is computed from is missing.
#[must_use]
pub fn quotient(ground: Ground, metric: MetricId, period: Period, group: &Group) -> Option<Quotient> {
    let mut known: HashMap<MetricId, Option<Quotient>> = HashMap::new();
    let mut waiting = vec![metric];
    while let Some(next) = waiting.last().copied() {
        if ground.programs.obstacle(next).is_some() {
            return None;
        }
        let read = ground.programs.of(next).iter().filter_map(|op| match op {
            Op::Metric(read) => Some(*read),
            _ => None,
        });
        let before = waiting.len();
        waiting.extend(read.filter(|read| !known.contains_key(read)));
        if waiting.len() == before {
            let quotient = computed(ground, next, period, group, &known);
            known.insert(next, quotient);
            waiting.pop();
        }
    }
    known.remove(&metric).flatten()
}

fn computed(
    ground: Ground,
    metric: MetricId,
    period: Period,
    group: &Group,
    known: &HashMap<MetricId, Option<Quotient>>,
) -> Option<Quotient> {
    let mut stack: Vec<Quotient> = Vec::new();
    for op in ground.programs.of(metric) {
        let pushed = match op {
            Op::Number(number) => Quotient::whole(number.clone()),
            Op::Metric(read) => known.get(read)?.clone()?,
            Op::Previous(read) => Quotient::whole(ground.values.number(*read, period.previous(), group)?),
            Op::Measure(measure) => observed(ground, *measure, period, group)?,
            Op::Foreign(part, of) => {
                let there = ground.part(*part)?;
                quotient(there, *of, in_year(period, there.plan.settings.fiscal)?, group)?
            }
            Op::Negate => {
                let Quotient { numerator, denominator } = stack.pop()?;
                Quotient { numerator: -numerator, denominator }
            }
            Op::Apply(operator) => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                applied(&left, *operator, &right)?
            }
        };
        stack.push(pushed);
    }
    stack.pop()
}

/// A measure in a group. An average over no value is nothing of nothing.
fn observed(ground: Ground, measure: MeasureId, period: Period, group: &Group) -> Option<Quotient> {
    let is_average = ground.plan.measure(measure).function == Function::Avg;
    match ground.values.observed(measure, period, group) {
        Ok(Aggregated { quotient: Some((numerator, denominator)), .. }) => Some(Quotient { numerator, denominator }),
        Ok(Aggregated { value, .. }) => Some(Quotient::whole(value)),
        Err(_) if is_average => Some(Quotient { numerator: Rational::ZERO, denominator: Rational::ZERO }),
        Err(_) => None,
    }
}

fn applied(left: &Quotient, operator: Operator, right: &Quotient) -> Option<Quotient> {
    let times = |left: &Rational, right: &Rational| combine(left, Operator::Multiply, right).ok();
    match operator {
        Operator::Multiply => Some(Quotient {
            numerator: times(&left.numerator, &right.numerator)?,
            denominator: times(&left.denominator, &right.denominator)?,
        }),
        Operator::Divide => Some(Quotient {
            numerator: times(&left.numerator, &right.denominator)?,
            denominator: times(&left.denominator, &right.numerator)?,
        }),
        // Over the same line things are added as they are.
        Operator::Add | Operator::Subtract if left.denominator == right.denominator => Some(Quotient {
            numerator: combine(&left.numerator, operator, &right.numerator).ok()?,
            denominator: left.denominator.clone(),
        }),
        Operator::Add | Operator::Subtract => {
            let (first, second) =
                (times(&left.numerator, &right.denominator)?, times(&right.numerator, &left.denominator)?);
            Some(Quotient {
                numerator: combine(&first, operator, &second).ok()?,
                denominator: times(&left.denominator, &right.denominator)?,
            })
        }
    }
}
