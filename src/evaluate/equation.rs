//! A formula whose result is given, solved for the one metric in it that isn't.

use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::ids::MetricId;
use crate::plan::metric::Operator;

use super::arithmetic::combine;
use super::given::{Given, at_end, following, pulls, turned};
use super::linear::{Fraction, Unsolvable};
use super::program::Op;
use super::slopes::slopes;

/// A formula, and the metric that it is solved for.
#[derive(Clone, Copy)]
pub struct Equation<'p> {
    pub program: &'p [Op],
    pub unknown: MetricId,
}

impl Equation<'_> {
    /// The unknown where the result is what is aimed for: its good side follows from that of the result. Where only
    /// one end of a range can be reached, that one alone bounds the unknown.
    pub fn by_result(self, result: &Given, number: impl Fn(MetricId) -> Option<Rational>) -> Result<Given, Unsolvable> {
        let bound = |(value, rises): (Rational, bool), direction: Option<Direction>| {
            let direction = direction.map(|direction| turned(direction, rises));
            Given { value, high: None, direction }
        };
        let low = self.solved(&result.value, &number);
        let Some(high) = &result.high else { return Ok(bound(low?, result.direction)) };
        match (low, self.solved(high, &number)) {
            (Ok((low, _)), Ok((high, _))) => {
                let (value, high) = (low.clone().min(high.clone()), low.max(high));
                Ok(Given { value, high: Some(high), direction: result.direction })
            }
            (Ok(low), Err(_)) => Ok(bound(low, Some(Direction::AtLeast))),
            (Err(_), Ok(high)) => Ok(bound(high, Some(Direction::AtMost))),
            (Err(why), Err(_)) => Err(why),
        }
    }

    /// The unknown where the result is taken for granted, like a funnel's conversion: its good side follows from those
    /// of the formula's other numbers, and from that of the result only where they have none.
    pub fn by_parts(self, result: &Given, given: impl Fn(MetricId) -> Option<Given>) -> Result<Given, Unsolvable> {
        let number = |metric: MetricId| given(metric).map(|given| given.value);
        let (value, _) = self.solved(&result.value, &number)?;
        let solved_number =
            |metric: MetricId| if metric == self.unknown { Some(value.clone()) } else { number(metric) };
        let mut slopes = slopes(self.program, solved_number).unwrap_or_default();
        let Some(own) = slopes.remove(&self.unknown) else { return Ok(Given::assumed(value)) };
        // The result stays what it is: where it rises with another number and with the unknown, the unknown must fall.
        let turned_by_own =
            slopes.into_iter().map(|(metric, slope)| (metric, if own.is_negative() { slope } else { -slope }));
        let pulls = pulls(&given, turned_by_own);
        if pulls.is_empty() {
            return self.by_result(result, number);
        }
        let at = |end| self.solved(&result.value, &|metric| at_end(&pulls, metric, end).or_else(|| number(metric)));
        Ok(following(value.clone(), &pulls, |end| at(end).ok().map(|(value, _)| value)))
    }

    /// The metrics in the first divisor that is 0 whatever the unknown is.
    pub fn zero_divisor(self, number: impl Fn(MetricId) -> Option<Rational>) -> Option<Vec<MetricId>> {
        // Each part with its value for two values of the unknown, and where it begins.
        let mut stack: Vec<([Option<Rational>; 2], usize)> = Vec::new();
        for (place, op) in self.program.iter().enumerate() {
            let made = match op {
                Op::Metric(metric) if *metric == self.unknown => {
                    ([Some(Rational::ONE), Some(Rational::from(2))], place)
                }
                Op::Metric(metric) => ([number(*metric), number(*metric)], place),
                Op::Number(number) => ([Some(number.clone()), Some(number.clone())], place),
                Op::Negate => {
                    let (values, start) = stack.pop()?;
                    (values.map(|value| value.map(|value| -value)), start)
                }
                Op::Apply(operator) => {
                    let ((right, start_of_right), (left, start)) = (stack.pop()?, stack.pop()?);
                    let is_zero = right.iter().all(|value| value.as_ref().is_some_and(Rational::is_zero));
                    if *operator == Operator::Divide && is_zero {
                        let mut read: Vec<MetricId> =
                            self.program[start_of_right..place].iter().filter_map(Op::reads).collect();
                        read.sort_unstable();
                        read.dedup();
                        return Some(read);
                    }
                    let [left_one, left_two] = left;
                    let [right_one, right_two] = right;
                    let made =
                        |left: Option<Rational>, right: Option<Rational>| combine(&left?, *operator, &right?).ok();
                    ([made(left_one, right_one), made(left_two, right_two)], start)
                }
                Op::Measure(_) | Op::Previous(_) | Op::Foreign(..) => ([None, None], place),
            };
            stack.push(made);
        }
        None
    }

    /// The unknown's value at which the formula comes to `result`, and whether a larger result takes a larger one.
    fn solved(
        self,
        result: &Rational,
        number: &impl Fn(MetricId) -> Option<Rational>,
    ) -> Result<(Rational, bool), Unsolvable> {
        let mut stack: Vec<Fraction> = Vec::new();
        for op in self.program {
            let pushed = match op {
                Op::Metric(metric) if *metric == self.unknown => Some(Fraction::unknown()),
                Op::Metric(metric) => number(*metric).map(Fraction::known),
                Op::Number(number) => Some(Fraction::known(number.clone())),
                Op::Negate => stack.pop().map(|fraction| fraction.negated()),
                Op::Apply(operator) => match (stack.pop(), stack.pop()) {
                    (Some(right), Some(left)) => Some(left.combine(*operator, &right)?),
                    _ => None,
                },
                Op::Measure(_) | Op::Previous(_) | Op::Foreign(..) => None,
            };
            stack.push(pushed.ok_or(Unsolvable::NoEffect)?);
        }
        stack.pop().ok_or(Unsolvable::NoEffect)?.solve(result)
    }
}
