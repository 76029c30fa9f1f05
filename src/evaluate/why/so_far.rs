//! A period in progress against as much of another: the day up to which of that one's rows count, and the numbers up to it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::period::Period;
use crate::evaluate::ground::{Basis, Ground};
use crate::evaluate::program::Op;
use crate::plan::ids::MetricId;

use super::answer::Versus;
use super::question::{Question, comparison, named};

/// The other period with the day that is the same working day of it as the as-of date is of the period in progress. `None`
/// where nothing is in progress, where the days can't be held beside each other (none is gone, or the other period has no
/// more), and where numbers up to a day are no numbers of their own: sources that lag, formulas that read the period
/// before, quarters of another fiscal year.
#[must_use]
pub fn same_working_day(ground: Ground, question: &Question) -> Option<(Date, Period)> {
    let metric = question.metric.as_deref().map(|written| named(ground.plan, written)).transpose().ok()?;
    let comparison = comparison(ground, question, metric).ok()?;
    let Versus::Period(other) = comparison.versus else { return None };
    let (period, as_of) = (comparison.period, ground.as_of);
    let is_in_progress = period.contains(as_of) && as_of < period.end() && other.end() < period.start;
    if !is_in_progress || !ground.with_parts().all(|own| is_plain(own, other)) {
        return None;
    }
    let gone = ground.calendar.working_days(period.start, as_of);
    if gone == 0 || gone >= ground.calendar.working_days_in(other) {
        return None;
    }
    Some((ground.calendar.nth_working_day(other, gone)?, other))
}

fn is_plain(own: Ground, other: Period) -> bool {
    let metrics = (0..own.plan.metrics.len()).map(MetricId::of);
    let mut ops = metrics.flat_map(|metric| own.programs.of(metric));
    own.plan.settings.fiscal == other.fiscal
        && own.plan.sources.iter().all(|source| source.lag.is_none())
        && !ops.any(|op| matches!(op, Op::Previous(_)))
}

/// What is known of a plan's numbers, with those of one period as they stood on an earlier day.
#[must_use]
pub fn with_period_of(basis: &Basis, earlier: &Basis, period: Period) -> Basis {
    let mut mixed = basis.clone();
    mixed.observations.take_period(&earlier.observations, period);
    for (id, part) in &mut mixed.parts {
        if let Some(earlier) = earlier.parts.get(id) {
            *part = Arc::new(with_period_of(part, earlier, period));
        }
    }
    mixed
}
