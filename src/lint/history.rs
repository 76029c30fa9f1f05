//! What a plan's numbers were so far: whole periods only, oldest first.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::vocabulary::Status;
use crate::data::observations::Group;
use crate::evaluate::ground::Ground;
use crate::evaluate::program::Op;
use crate::evaluate::status::{Judgement, judge};
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::Indicator;

/// No number is looked at in more periods; a plan of very many numbers is looked at in fewer.
const MOST_PERIODS: usize = 400;
const LEAST_PERIODS: usize = 24;
const MOST_LOOKS: usize = 400_000;

/// A plan's numbers in the periods that they are whole in: from the first period that the data covers from its beginning
/// to the last one that it covers to its end, none of it after the as-of date. A month of which the data has only the
/// first ten days would look like a fall.
pub struct History<'a> {
    /// The plan with its numbers, for what is asked of single ones.
    pub ground: Ground<'a>,
    /// By grain and metric.
    known: RefCell<BTreeMap<Grain, Rc<Vec<Reach>>>>,
}

/// From when to when there are numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reach {
    /// Nothing of it is read from data, or what it reads has no row.
    Nowhere,
    /// A number that the plan itself writes.
    Always,
    /// From the first day of a whole period to the last day of one; empty where the second comes first.
    Days(Date, Date),
}

impl Reach {
    /// Where both have numbers.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nowhere, _) | (_, Self::Nowhere) => Self::Nowhere,
            (Self::Always, reach) | (reach, Self::Always) => reach,
            (Self::Days(from, to), Self::Days(other_from, other_to)) => {
                Self::Days(from.max(other_from), to.min(other_to))
            }
        }
    }
}

/// An indicator in a whole period in which it was judged.
pub struct Judged {
    pub period: Period,
    pub status: Status,
    pub judgement: Judgement,
}

impl<'a> History<'a> {
    pub(super) fn new(ground: Ground<'a>) -> Self {
        Self { ground, known: RefCell::default() }
    }

    /// The whole periods of a grain for which a metric's data is there, oldest first. A period in their midst may be
    /// without a row.
    #[must_use]
    pub fn periods(&self, metric: MetricId, grain: Grain) -> Vec<Period> {
        let reach = self.reaches(grain).get(metric.index()).copied();
        let Some(Reach::Days(from, to)) = reach.filter(|reach| !matches!(reach, Reach::Days(from, to) if to < from))
        else {
            return Vec::new();
        };
        let last = Period::containing(to.min(self.ground.as_of), grain, self.ground.plan.settings.fiscal);
        let most = (MOST_LOOKS / self.ground.plan.metrics.len().max(1)).clamp(LEAST_PERIODS, MOST_PERIODS);
        let backwards = std::iter::successors(Some(last), |period| {
            Some(period.previous()).filter(|before| before.start < period.start)
        });
        let backwards = backwards.take_while(|period| from <= period.start);
        let mut periods: Vec<Period> = backwards.filter(|period| self.is_whole(metric, *period)).take(most).collect();
        periods.reverse();
        periods
    }

    /// A metric's values in these periods; `None` where there is none.
    #[must_use]
    pub fn series(&self, metric: MetricId, grain: Grain) -> Vec<(Period, Option<Rational>)> {
        let value = |period| (period, self.value(metric, period));
        self.periods(metric, grain).into_iter().map(value).collect()
    }

    /// The whole periods of a grain in which an indicator's results are in: not those that are too young for it
    /// (`matures`).
    #[must_use]
    pub fn mature_periods(&self, indicator: &Indicator, grain: Grain) -> Vec<Period> {
        let Ground { calendar, as_of, .. } = self.ground;
        let mut periods = self.periods(indicator.metric, grain);
        if let Some(matures) = &indicator.matures {
            periods.retain(|period| calendar.has_passed(period.end(), matures, as_of));
        }
        periods
    }

    /// An indicator's values in these periods; `None` where there is none.
    #[must_use]
    pub fn mature_series(&self, indicator: &Indicator, grain: Grain) -> Vec<(Period, Option<Rational>)> {
        let value = |period| (period, self.value(indicator.metric, period));
        self.mature_periods(indicator, grain).into_iter().map(value).collect()
    }

    /// What a metric comes to in a period.
    #[must_use]
    pub fn value(&self, metric: MetricId, period: Period) -> Option<Rational> {
        self.ground.values.number(metric, period, &Group::total())
    }

    /// The newest of an indicator's own whole periods in which it was judged, so many at most, oldest first.
    #[must_use]
    pub fn judged(&self, indicator: &Indicator, most: usize) -> Vec<Judged> {
        let periods = self.periods(indicator.metric, indicator.period).into_iter().rev();
        let judged = periods.filter_map(|period| {
            let judgement = judge(self.ground, indicator, period, &Group::total());
            Some(Judged { period, status: judgement.status?, judgement })
        });
        let mut judged: Vec<Judged> = judged.take(most).collect();
        judged.reverse();
        judged
    }

    /// The grain in which the numbers of two indicators stand beside each other: their own where it is the same, else
    /// the plan's, in which everything is read.
    #[must_use]
    pub fn common_grain(&self, one: &Indicator, other: &Indicator) -> Grain {
        if one.period == other.period { one.period } else { self.ground.plan.settings.period }
    }

    /// Whether all of a period's numbers have arrived by the as-of date.
    fn is_whole(&self, metric: MetricId, period: Period) -> bool {
        period.end() <= self.ground.as_of && !self.ground.pace(metric, period).is_partial()
    }

    /// By metric, from when to when there are numbers.
    fn reaches(&self, grain: Grain) -> Rc<Vec<Reach>> {
        if let Some(known) = self.known.borrow().get(&grain) {
            return Rc::clone(known);
        }
        let Ground { plan, programs, .. } = self.ground;
        let mut reaches = vec![Reach::Nowhere; plan.metrics.len()];
        for metric in programs.order() {
            let of_ops = programs.of(*metric).iter().map(|op| self.reach(op, grain, &reaches));
            reaches[metric.index()] = of_ops.fold(Reach::Always, Reach::and);
        }
        let reaches = Rc::new(reaches);
        self.known.borrow_mut().insert(grain, Rc::clone(&reaches));
        reaches
    }

    /// From when to when there is what an operation reads.
    fn reach(&self, op: &Op, grain: Grain, known: &[Reach]) -> Reach {
        match op {
            Op::Number(_) | Op::Foreign(..) | Op::Negate | Op::Apply(_) => Reach::Always,
            Op::Measure(measure) => self.of_measure(*measure, grain),
            Op::Metric(metric) => known[metric.index()],
            Op::Previous(metric) => match known[metric.index()] {
                Reach::Days(from, to) => {
                    let first = Period::containing(from, grain, self.ground.plan.settings.fiscal);
                    Reach::Days(first.next().start, to)
                }
                reach => reach,
            },
        }
    }

    fn of_measure(&self, measure: MeasureId, grain: Grain) -> Reach {
        let Ground { plan, observations, as_of, calendar, .. } = self.ground;
        let Some(own) = observations.measures.get(measure.index()) else { return Reach::Nowhere };
        let Some((first, newest)) = own.days else { return Reach::Nowhere };
        let (from, to) = days_meant(first, newest);
        // Without rows there is zero, up to the as-of date.
        let to = own.always_covered.map_or(to, |(_, until)| until.min(as_of).max(to));
        let (begins, ends) = (
            Period::containing(first, grain, plan.settings.fiscal),
            Period::containing(to, grain, plan.settings.fiscal),
        );
        // A table with a row for each period dates it by the first or the last day.
        let has_beginning = first == begins.end()
            || from.yesterday().is_ok_and(|before| calendar.working_days(begins.start, before) == 0);
        let has_end =
            to == ends.start || to.tomorrow().is_ok_and(|after| calendar.working_days(after, ends.end()) == 0);
        let from = if has_beginning { begins } else { begins.next() };
        let to = if has_end { ends } else { ends.previous() };
        Reach::Days(from.start, to.end())
    }
}

/// The days that a table's rows speak of. Where the first and the newest row are dated by the first day of a month, or
/// both by the last one, each stands for its month.
#[must_use]
pub fn days_meant(first: Date, newest: Date) -> (Date, Date) {
    if first.day() == 1 && newest.day() == 1 {
        return (first, newest.last_of_month());
    }
    let is_last = |day: Date| day == day.last_of_month();
    (if is_last(first) && is_last(newest) { first.first_of_month() } else { first }, newest)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::data::observations::Observations;
    use crate::evaluate::ground::{Basis, Input, on_ground};
    use crate::evaluate::test_support::{at_least, observations, plan};
    use crate::plan::metric::{Expr, MetricOrigin, Role};
    use crate::plan::unit::Unit;
    use crate::plan::{Plan, Workspace};

    /// The whole periods of the plan's first metric, where its source has rows from one day to another.
    fn whole(plan: &Plan, days: (Date, Date), as_of: Date, grain: Grain) -> Vec<String> {
        let mut observations = observations(plan);
        observations.measures[0].days = Some(days);
        look(plan, observations, as_of, |history| {
            history.periods(MetricId::of(0), grain).iter().map(ToString::to_string).collect()
        })
    }

    fn look<T>(plan: &Plan, observations: Observations, as_of: Date, look: impl FnOnce(&History) -> T) -> T {
        let basis = Basis { observations, ..Basis::default() };
        let input = Input { plan, workspace: &Workspace::default(), basis: &basis, as_of };
        on_ground(input, |ground| look(&History::new(ground)))
    }

    fn calls() -> Plan {
        let mut plan = plan();
        plan.add_measure("calls", Unit::COUNT);
        plan
    }

    #[test]
    fn a_month_that_the_data_covers_in_part_is_left_out() {
        let months = |first, newest, as_of| whole(&calls(), (first, newest), as_of, Grain::Month);
        let as_of = date(2026, 11, 22);
        assert_eq!(months(date(2026, 8, 3), date(2026, 11, 20), as_of), ["2026-08", "2026-09", "2026-10"]);
        assert_eq!(months(date(2026, 8, 4), date(2026, 10, 30), as_of), ["2026-09", "2026-10"], "a Friday");
        assert_eq!(months(date(2026, 8, 4), date(2026, 10, 29), as_of), ["2026-09"]);
        assert_eq!(months(date(2026, 11, 2), date(2026, 11, 20), as_of), [] as [&str; 0]);
    }

    #[test]
    fn a_table_may_date_a_period_by_its_first_or_last_day() {
        let as_of = date(2026, 11, 22);
        let first_days = (date(2026, 7, 1), date(2026, 9, 1));
        assert_eq!(whole(&calls(), first_days, as_of, Grain::Month), ["2026-07", "2026-08", "2026-09"]);
        assert_eq!(whole(&calls(), first_days, as_of, Grain::Quarter), ["2026-Q3"]);
        let last_days = (date(2026, 7, 31), date(2026, 9, 30));
        assert_eq!(whole(&calls(), last_days, as_of, Grain::Quarter), ["2026-Q3"]);
        let mondays = (date(2026, 10, 26), date(2026, 11, 9));
        assert_eq!(whole(&calls(), mondays, as_of, Grain::Week), ["2026-W44", "2026-W45", "2026-W46"]);
    }

    #[test]
    fn a_rate_has_the_periods_that_both_of_its_sides_have() {
        let mut plan = calls();
        let orders = plan.add_measure("orders", Unit::COUNT);
        let before = Expr::Previous(MetricId::of(0));
        let before = plan.add_metric("before", MetricOrigin::Metric, before, Unit::COUNT);
        let rate = Expr::Binary(
            Box::new(Expr::Metric(orders)),
            crate::plan::metric::Operator::Divide,
            Box::new(Expr::Metric(before)),
        );
        let rate = plan.add_metric("rate", MetricOrigin::Metric, rate, Unit::RATIO);
        let mut observations = observations(&plan);
        observations.measures[0].days = Some((date(2026, 6, 1), date(2026, 10, 30)));
        observations.measures[1].days = Some((date(2026, 5, 1), date(2026, 9, 30)));
        let as_of = date(2026, 11, 22);
        let periods = look(&plan, observations, as_of, |history| history.periods(rate, Grain::Month));
        assert_eq!(periods.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-07", "2026-08", "2026-09"]);
    }

    #[test]
    fn what_is_judged_is_judged_in_whole_periods_newest_last() {
        let mut plan = calls();
        plan.add_indicator(Role::Kpi, MetricId::of(0), Some(at_least("10")));
        let mut observations = observations(&plan);
        for (month, calls) in [("2026-07", "9"), ("2026-08", "10"), ("2026-09", "7"), ("2026-11", "3")] {
            observations.put(&plan, "calls", month, calls);
        }
        observations.measures[0].days = Some((date(2026, 7, 1), date(2026, 11, 20)));
        let judged = look(&plan, observations, date(2026, 11, 22), |history| {
            let judged = history.judged(&plan.indicators[0], 3);
            judged.iter().map(|judged| (judged.period.to_string(), judged.status)).collect::<Vec<_>>()
        });
        let expected = [("2026-08", Status::Ok), ("2026-09", Status::Fail), ("2026-10", Status::NoData)];
        assert_eq!(judged, expected.map(|(period, status)| (period.to_owned(), status)));
    }
}
