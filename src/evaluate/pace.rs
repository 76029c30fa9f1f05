//! How much of a period may be expected to be in the numbers by the as-of date.

use jiff::civil::Date;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::plan::Plan;
use crate::plan::ids::{MetricId, PlanId};

use super::calendar::Calendar;
use super::program::{Op, Programs};

/// Where a period stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// The last day whose numbers are there: the as-of date, a lag earlier.
    pub through: Date,
    /// Working days gone by then, and those of the whole period.
    pub gone: u64,
    pub total: u64,
    /// The share that is gone, from 0 to 1: of the working days, or of all days in a period without a working day.
    pub share: Rational,
}

impl Pace {
    /// The pace of a period whose numbers are there up to and with the day `through`.
    #[must_use]
    pub fn new(calendar: &Calendar, period: Period, through: Date) -> Self {
        let end = through.min(period.end());
        Self {
            through: end,
            gone: calendar.working_days(period.start, end),
            total: calendar.working_days_in(period),
            share: if end == period.end() { Rational::ONE } else { calendar.share(period, period.start, end) },
        }
    }

    /// Whether numbers of the period are still to come.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.share < Rational::ONE
    }

    /// Whether less than a fifth of the working days is gone.
    #[must_use]
    pub fn is_early(&self) -> bool {
        self.is_partial() && (self.total == 0 || self.gone.saturating_mul(5) < self.total)
    }

    /// Where a sum lands if it goes on as it went so far. `None` before anything could be there.
    #[must_use]
    pub fn run_rate(&self, value: &Rational) -> Option<Rational> {
        value.checked_div(&self.share)
    }
}

/// For each metric the last day whose numbers are there: the as-of date, earlier where one of its sources lags.
/// `foreign` gives those of other plans' numbers.
#[must_use]
pub fn through(
    plan: &Plan,
    programs: &Programs,
    calendar: &Calendar,
    as_of: Date,
    foreign: impl Fn(PlanId, MetricId) -> Option<Date>,
) -> Vec<Date> {
    let of_source: Vec<Date> = plan
        .sources
        .iter()
        .map(|source| source.lag.as_ref().map_or(as_of, |lag| calendar.before(as_of, lag)))
        .collect();
    let mut of_metric = vec![as_of; plan.metrics.len()];
    for metric in programs.order() {
        let days = programs.of(*metric).iter().filter_map(|op| match op {
            Op::Measure(measure) => of_source.get(plan.measures.get(measure.index())?.source.index()).copied(),
            Op::Foreign(part, of) => foreign(*part, *of),
            op => op.reads().map(|read: MetricId| of_metric[read.index()]),
        });
        of_metric[metric.index()] = days.min().unwrap_or(as_of);
    }
    of_metric
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::base::period::{FiscalYear, Grain, day_of_number};
    use crate::evaluate::outside::Outside;
    use crate::evaluate::test_support::period;
    use crate::plan::settings::Workdays;

    fn calendar() -> Calendar {
        Calendar::new(&Workdays::default(), &Outside::default())
    }

    #[test]
    fn before_a_fifth_of_the_working_days_it_is_early() {
        // November 2026 has 21 working days without holidays; a fifth are 4.2.
        let november = period("2026-11");
        assert!(Pace::new(&calendar(), november, date(2026, 11, 5)).is_early());
        assert!(!Pace::new(&calendar(), november, date(2026, 11, 6)).is_early());
        assert!(!Pace::new(&calendar(), november, date(2026, 11, 30)).is_early());
        assert!(Pace::new(&calendar(), november, date(2026, 10, 30)).is_early());
    }

    #[test]
    fn a_period_that_has_not_begun_lands_nowhere() {
        let pace = Pace::new(&calendar(), period("2026-11"), date(2026, 10, 30));
        assert_eq!((pace.gone, pace.run_rate(&Rational::ONE)), (0, None));
    }

    proptest! {
        #[test]
        fn the_share_grows_from_nothing_to_one(number in 18_000i32..24_000, grain in 0usize..6) {
            let day = day_of_number(number).unwrap();
            let period = Period::containing(day, Grain::ALL[grain], FiscalYear::CALENDAR);
            let share = |through| Pace::new(&calendar(), period, through).share;
            prop_assert_eq!(share(period.end()), Rational::ONE);
            prop_assert_eq!(share(period.end().tomorrow().unwrap()), Rational::ONE);
            prop_assert_eq!(share(period.start.yesterday().unwrap()), Rational::ZERO);
            prop_assert!(share(day) <= share(day.tomorrow().unwrap()));
            prop_assert!(Rational::ZERO <= share(day) && share(day) <= Rational::ONE);
        }
    }
}
