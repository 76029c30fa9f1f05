//! Numbers that a plan gives or that follow from what it gives, each with the side on which it should be.

use std::collections::BTreeMap;

use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::ids::MetricId;
use crate::plan::metric::Operator;

use super::arithmetic::{Fault, combine};
use super::derive::Required;
use super::planned::computed;
use super::program::Op;
use super::slopes::slopes;

/// A number, or the two ends of a range of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The lower end of a range.
    pub value: Rational,
    /// The upper end of a range.
    pub high: Option<Rational>,
    /// On which side of it one should be. `None` for what is only assumed, as what a funnel's step expects, and for
    /// what follows from numbers that pull to different sides.
    pub direction: Option<Direction>,
}

/// One of a range's two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Low,
    High,
}

/// Numbers from which another follows, each with whether that one rises where it rises itself. Only those are here
/// that have a direction and move the result.
pub type Pulls = BTreeMap<MetricId, (Given, bool)>;

impl Given {
    /// A number that is taken for granted, not aimed for.
    #[must_use]
    pub fn assumed(value: Rational) -> Self {
        Self { value, high: None, direction: None }
    }

    /// As a requirement; on the side of `other` where it says none itself.
    #[must_use]
    pub fn required(self, other: Direction) -> Required {
        let direction = match (self.direction.unwrap_or(other), &self.high) {
            (Direction::Between, None) => Direction::AtLeast,
            (direction, _) => direction,
        };
        Required { value: self.value, high: self.high, direction }
    }

    /// What a formula makes of it that rises (or, where not `rises`, falls) with it.
    pub fn mapped<E>(&self, rises: bool, map: impl Fn(&Rational) -> Result<Rational, E>) -> Result<Self, E> {
        let (value, high) = (map(&self.value)?, self.high.as_ref().map(map).transpose()?);
        let direction = self.direction.map(|direction| turned(direction, rises));
        Ok(match high {
            Some(high) if !rises => Self { value: high, high: Some(value), direction },
            high => Self { value, high, direction },
        })
    }

    /// `self operator other`.
    pub fn combined(&self, operator: Operator, other: &Self) -> Option<Self> {
        let (left, right) = (MetricId(0), MetricId(1));
        let program = [Op::Metric(left), Op::Metric(right), Op::Apply(operator)];
        of_formula(&program, |metric| Some(if metric == left { self.clone() } else { other.clone() }))
    }

    /// The sum of two parts of the same thing: a range's ends are those of both.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let high = self.high.as_ref().zip(other.high.as_ref()).map(|(high, other)| high + other);
        Self { value: &self.value + &other.value, high, direction: self.direction }
    }

    /// What is left of it where so much is done.
    #[must_use]
    pub fn less(&self, done: &Rational) -> Self {
        let high = self.high.as_ref().map(|high| high - done);
        Self { value: &self.value - done, high, direction: self.direction }
    }

    /// `self × rate` or `self ÷ rate`, of a conversion that is taken for granted.
    pub fn converted(&self, operator: Operator, rate: &Rational) -> Result<Self, Fault> {
        self.mapped(!rate.is_negative(), |value| combine(value, operator, rate))
    }
}

impl From<&Required> for Given {
    fn from(required: &Required) -> Self {
        let Required { value, high, direction } = required.clone();
        Self { value, high, direction: Some(direction) }
    }
}

/// The side on which a number should be that rises or falls with one that should be on this side.
#[must_use]
pub fn turned(direction: Direction, rises: bool) -> Direction {
    match direction {
        Direction::AtLeast if !rises => Direction::AtMost,
        Direction::AtMost if !rises => Direction::AtLeast,
        same => same,
    }
}

/// What a formula comes to where every metric that it reads is given; `None` for one that reads anything else.
pub fn of_formula(program: &[Op], given: impl Fn(MetricId) -> Option<Given>) -> Option<Given> {
    let number = |metric: MetricId| given(metric).map(|given| given.value);
    let value = computed(program, number)?;
    let is_aimed = |metric: MetricId| given(metric).is_some_and(|given| given.direction.is_some());
    if !program.iter().filter_map(Op::reads).any(is_aimed) {
        return Some(Given::assumed(value));
    }
    let Some(slopes) = slopes(program, number) else { return Some(Given::assumed(value)) };
    let pulls = pulls(&given, slopes.iter().map(|(metric, slope)| (*metric, slope.clone())));
    Some(following(value, &pulls, |end| computed(program, |metric| at_end(&pulls, metric, end).or(number(metric)))))
}

/// Those of the numbers that pull a result whose slope along each is given.
pub fn pulls(given: impl Fn(MetricId) -> Option<Given>, slopes: impl Iterator<Item = (MetricId, Rational)>) -> Pulls {
    let moving = slopes.filter(|(_, slope)| !slope.is_zero());
    let aimed = moving.filter_map(|(metric, slope)| Some((metric, given(metric)?, !slope.is_negative())));
    let aimed = aimed.filter(|(_, given, _)| given.direction.is_some());
    aimed.map(|(metric, given, rises)| (metric, (given, rises))).collect()
}

/// The number of one of the pulls that makes the result least or greatest.
#[must_use]
pub fn at_end(pulls: &Pulls, metric: MetricId, end: End) -> Option<Rational> {
    let (given, rises) = pulls.get(&metric)?;
    let takes_high = (end == End::High) == *rises;
    Some(given.high.as_ref().filter(|_| takes_high).unwrap_or(&given.value).clone())
}

/// The result with the side on which it should be: that to which all pull. A range pulls to neither side; where only
/// ranges pull, the result is one. Where they pull to different sides, none can be said.
pub fn following(value: Rational, pulls: &Pulls, at: impl Fn(End) -> Option<Rational>) -> Given {
    let sides = pulls.values().filter_map(|(given, rises)| Some(turned(given.direction?, *rises)));
    let sides: Vec<Direction> = sides.collect();
    let pulls_to = |side: Direction| sides.contains(&side);
    let at = |end: End| at(end).unwrap_or_else(|| value.clone());
    match (pulls_to(Direction::AtLeast), pulls_to(Direction::AtMost), pulls_to(Direction::Between)) {
        (true, true, _) | (false, false, false) => Given::assumed(value),
        (true, false, _) => Given { value: at(End::Low), high: None, direction: Some(Direction::AtLeast) },
        (false, true, _) => Given { value: at(End::High), high: None, direction: Some(Direction::AtMost) },
        (false, false, true) => {
            Given { value: at(End::Low), high: Some(at(End::High)), direction: Some(Direction::Between) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::test_support::number;

    fn aimed(value: &str, high: Option<&str>, direction: Direction) -> Given {
        Given { value: number(value), high: high.map(number), direction: Some(direction) }
    }

    #[test]
    fn a_product_goes_to_the_side_to_which_both_factors_go() {
        use Direction::{AtLeast, AtMost, Between};
        let least = aimed("3", None, AtLeast);
        let most = aimed("4", None, AtMost);
        let range = aimed("2", Some("5"), Between);
        let assumed = Given::assumed(number("10"));
        let times = |left: &Given, right: &Given| left.combined(Operator::Multiply, right).unwrap();
        assert_eq!(times(&least, &assumed), aimed("30", None, AtLeast));
        assert_eq!(times(&most, &assumed), aimed("40", None, AtMost));
        assert_eq!(times(&range, &assumed), aimed("20", Some("50"), Between));
        assert_eq!(times(&least, &most), Given::assumed(number("12")));
        assert_eq!(times(&range, &most), aimed("20", None, AtMost));
        assert_eq!(times(&range, &least), aimed("6", None, AtLeast));
        assert_eq!(times(&assumed, &assumed), Given::assumed(number("100")));
    }

    #[test]
    fn what_falls_turns_sides_and_ends_round() {
        let hundred = Given::assumed(number("100"));
        let minus = |given: &Given| hundred.combined(Operator::Subtract, given).unwrap();
        assert_eq!(minus(&aimed("60", None, Direction::AtLeast)), aimed("40", None, Direction::AtMost));
        let range = aimed("20", Some("30"), Direction::Between);
        assert_eq!(minus(&range), aimed("70", Some("80"), Direction::Between));
        let divided = range.converted(Operator::Divide, &number("-2")).unwrap();
        assert_eq!(divided, aimed("-15", Some("-10"), Direction::Between));
    }
}
