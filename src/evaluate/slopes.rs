//! Which way, and how steeply, a formula's result moves with each of the numbers that it reads.

use std::collections::BTreeMap;

use crate::base::rational::Rational;
use crate::plan::ids::MetricId;
use crate::plan::metric::Operator;

use super::arithmetic::combine;
use super::program::Op;

/// An operation that was done: its result, and the places of the one or two results that it was done with.
struct Done<'p> {
    op: &'p Op,
    value: Rational,
    left: usize,
    right: usize,
}

/// The slope of a formula's result along each metric that it reads, where the metrics have these numbers. `None` where
/// it can't be computed. Takes one pass there and one back, however many metrics there are.
pub fn slopes(program: &[Op], number: impl Fn(MetricId) -> Option<Rational>) -> Option<BTreeMap<MetricId, Rational>> {
    let done = run(program, number)?;
    let mut slope_at = vec![Rational::ZERO; done.len()];
    *slope_at.last_mut()? = Rational::ONE;
    let mut slopes: BTreeMap<MetricId, Rational> = BTreeMap::new();
    for (place, Done { op, value, left, right }) in done.iter().enumerate().rev() {
        let slope = std::mem::replace(&mut slope_at[place], Rational::ZERO);
        let (left_value, right_value) = (&done[*left].value, &done[*right].value);
        let (along_left, along_right) = match op {
            Op::Metric(metric) => {
                let before = slopes.remove(metric).unwrap_or(Rational::ZERO);
                slopes.insert(*metric, &before + &slope);
                continue;
            }
            Op::Negate => {
                slope_at[*left] = &slope_at[*left] - &slope;
                continue;
            }
            Op::Apply(Operator::Add) => (slope.clone(), slope),
            Op::Apply(Operator::Subtract) => (slope.clone(), -slope),
            Op::Apply(Operator::Multiply) => (times(&slope, right_value)?, times(&slope, left_value)?),
            Op::Apply(Operator::Divide) => {
                let along_left = over(&slope, right_value)?;
                let along_right = -times(&along_left, value)?;
                (along_left, along_right)
            }
            Op::Number(_) | Op::Measure(_) | Op::Previous(_) | Op::Foreign(..) => continue,
        };
        slope_at[*left] = &slope_at[*left] + &along_left;
        slope_at[*right] = &slope_at[*right] + &along_right;
    }
    Some(slopes)
}

fn times(left: &Rational, right: &Rational) -> Option<Rational> {
    combine(left, Operator::Multiply, right).ok()
}

fn over(left: &Rational, right: &Rational) -> Option<Rational> {
    combine(left, Operator::Divide, right).ok()
}

/// Runs a formula and keeps every result on the way.
fn run(program: &[Op], number: impl Fn(MetricId) -> Option<Rational>) -> Option<Vec<Done<'_>>> {
    let mut done: Vec<Done<'_>> = Vec::new();
    let mut stack: Vec<usize> = Vec::new();
    for op in program {
        let (value, left, right) = match op {
            Op::Number(number) => (number.clone(), 0, 0),
            Op::Metric(metric) => (number(*metric)?, 0, 0),
            Op::Measure(_) | Op::Previous(_) | Op::Foreign(..) => return None,
            Op::Negate => {
                let inner = stack.pop()?;
                (-done[inner].value.clone(), inner, inner)
            }
            Op::Apply(operator) => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                (combine(&done[left].value, *operator, &done[right].value).ok()?, left, right)
            }
        };
        stack.push(done.len());
        done.push(Done { op, value, left, right });
    }
    (stack.len() == 1).then_some(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::test_support::number;

    #[test]
    fn a_margin_rises_with_what_is_sold_and_falls_with_what_it_costs() {
        let (sold, cost) = (MetricId(0), MetricId(1));
        // -((cost − sold) ÷ sold), with 100 sold at a cost of 60: 40%.
        let program = [
            Op::Metric(cost),
            Op::Metric(sold),
            Op::Apply(Operator::Subtract),
            Op::Metric(sold),
            Op::Apply(Operator::Divide),
            Op::Negate,
        ];
        let numbers = |metric: MetricId| Some(number(if metric == sold { "100" } else { "60" }));
        let slopes = slopes(&program, numbers).unwrap();
        assert_eq!(slopes, [(sold, number("0.006")), (cost, number("-0.01"))].into());
    }

    #[test]
    fn a_product_with_itself_is_twice_as_steep() {
        let own = MetricId(0);
        let program = [Op::Metric(own), Op::Metric(own), Op::Apply(Operator::Multiply)];
        assert_eq!(slopes(&program, |_| Some(number("7"))).unwrap(), [(own, number("14"))].into());
        let nothing = [Op::Number(number("1")), Op::Metric(own), Op::Apply(Operator::Divide)];
        assert_eq!(slopes(&nothing, |_| Some(number("0"))), None);
    }
}
