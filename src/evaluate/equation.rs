//! A formula whose result is given, solved for the one metric in it that isn't.

use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::ids::MetricId;

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
