//! What conversions have been in the last whole periods.

use std::collections::BTreeMap;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::ground::Ground;
use crate::plan::ids::MetricId;

/// How many periods are looked back over at most.
pub const LONGEST: u32 = 120;

/// Past conversions.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// How many whole periods were asked for.
    pub asked: usize,
    /// One of them in whose midst a source begins: left out.
    pub truncated: Option<Period>,
    /// Those of them that have numbers, oldest first.
    pub periods: Vec<Period>,
    pub rates: BTreeMap<MetricId, Past>,
    /// The rates that the past says nothing of: the plan's own hold.
    pub unknown: Vec<MetricId>,
}

/// A rate over several periods: the sum of what came of it ÷ the sum of what it came of, never a mean of rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    pub value: Rational,
    pub numerator: Rational,
    pub denominator: Rational,
    /// How many of the periods have numbers of it.
    pub periods: usize,
}

/// The rates over the last `count` periods that were over before `period` began and by the as-of date.
#[must_use]
pub fn of(ground: Ground, period: Period, count: u32, rates: Vec<MetricId>) -> History {
    let mut last = Period::containing(ground.as_of, period.grain, period.fiscal);
    if last.end() > ground.as_of {
        last = last.previous();
    }
    let last = if last.start < period.start { last } else { period.previous() };
    let count = usize::try_from(count.min(LONGEST)).unwrap_or(0);
    let mut periods: Vec<Period> =
        std::iter::successors(Some(last), |period| Some(period.previous())).take(count).collect();
    periods.reverse();
    let has_numbers = |period: &Period| rates.iter().any(|rate| quotient(ground, *period, *rate).is_some());
    periods.retain(has_numbers);
    let truncated = periods.iter().copied().find(|period| is_truncated(ground, *period));
    periods.retain(|period| Some(*period) != truncated);
    let mut history = History { asked: count, truncated, periods, rates: BTreeMap::new(), unknown: Vec::new() };
    for rate in rates {
        match past(ground, &history.periods, rate) {
            Some(past) => {
                history.rates.insert(rate, past);
            }
            None => history.unknown.push(rate),
        }
    }
    history
}

/// Whether rows of a source begin within a period, after days on which somebody worked.
fn is_truncated(ground: Ground, period: Period) -> bool {
    let firsts = ground.observations.sources.iter().filter_map(|source| source.first);
    firsts.filter(|first| period.contains(*first)).any(|first| {
        first > period.start
            && first.yesterday().is_ok_and(|before| ground.calendar.working_days(period.start, before) > 0)
    })
}

fn past(ground: Ground, periods: &[Period], rate: MetricId) -> Option<Past> {
    let quotients: Vec<(Rational, Rational)> =
        periods.iter().filter_map(|period| quotient(ground, *period, rate)).collect();
    let numerator: Rational = quotients.iter().map(|(numerator, _)| numerator.clone()).sum();
    let denominator: Rational = quotients.iter().map(|(_, denominator)| denominator.clone()).sum();
    let value = numerator.checked_div(&denominator)?;
    Some(Past { value, numerator, denominator, periods: quotients.len() })
}

/// What came of it, and of what it came.
fn quotient(ground: Ground, period: Period, rate: MetricId) -> Option<(Rational, Rational)> {
    ground.values.of(rate, period, &Group::total()).quotient.clone()
}
