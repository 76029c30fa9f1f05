//! Which periods are looked at.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::period::{FiscalYear, Grain, Period, day_number};
use crate::data::observations::Observations;

use super::Query;
use super::fiscal::{in_year, months_of};

/// A longer range is cut to the periods that there is data for.
const MANY: usize = 400;

/// What the sources of a plan have rows for, and those of the plans whose numbers it reads, each with the year that it is
/// counted by.
pub struct Coverage<'a>(pub Vec<(&'a Observations, FiscalYear)>);

impl Coverage<'_> {
    fn includes(&self, period: Period) -> bool {
        self.0.iter().any(|(observations, fiscal)| match in_year(period, *fiscal) {
            Some(own) => observations.measures.iter().any(|measure| measure.covered.contains(&own)),
            None => months_of(period, *fiscal)
                .any(|month| observations.measures.iter().any(|measure| measure.covered.contains(&month))),
        })
    }

    /// All periods, of whatever grain.
    fn periods(&self) -> impl Iterator<Item = &Period> {
        self.0.iter().flat_map(|(observations, _)| observations.measures.iter().flat_map(|measure| &measure.covered))
    }
}

/// The periods of a grain that a query asks for, oldest first: those that it names, else the last whole one and the one
/// in progress, where there is data for it. Asked in another grain, the periods that overlap what is asked.
#[must_use]
pub fn asked(query: &Query, grain: Grain, fiscal: FiscalYear, coverage: &Coverage) -> Vec<Period> {
    let current = Period::containing(query.as_of, grain, fiscal);
    let Some((first, last)) = &query.periods else {
        let is_whole = current.end() <= query.as_of;
        return match (is_whole, coverage.includes(current)) {
            (true, _) => vec![current],
            (false, true) => vec![current.previous(), current],
            (false, false) => vec![current.previous()],
        };
    };
    let (from, to) = (first.start.min(last.start), first.end().max(last.end()));
    let asked: Vec<Period> = overlapping(from, to, grain, fiscal).take(MANY + 1).collect();
    if asked.len() <= MANY {
        return asked;
    }
    let (earliest, latest) = coverage.periods().fold((query.as_of, query.as_of), |(earliest, latest), period| {
        (earliest.min(period.start), latest.max(period.end()))
    });
    overlapping(from.max(earliest), to.min(latest), grain, fiscal).collect()
}

/// The periods of a grain that have a day from `from` to `to`, both included, oldest first.
pub fn overlapping(from: Date, to: Date, grain: Grain, fiscal: FiscalYear) -> impl Iterator<Item = Period> {
    let first = (from <= to).then(|| Period::containing(from, grain, fiscal));
    // At the end of the calendar the next period is the same one.
    std::iter::successors(first, |period| Some(period.next()).filter(|next| next.start > period.start))
        .take_while(move |period| period.start <= to)
}

/// The period of a grain that speaks for another one on a day: the one that its last day so far lies in; of shorter
/// periods the newest whole one, if one lies within.
#[must_use]
pub fn own_period(grain: Grain, period: Period, as_of: Date) -> Period {
    let last = period.end().min(as_of.max(period.start));
    let own = Period::containing(last, grain, period.fiscal);
    let is_unfinished = grain < period.grain && own.end() > last && own.previous().start >= period.start;
    if is_unfinished { own.previous() } else { own }
}

/// The day in a period's middle: it says which longer period a week belongs to, as Thursdays do.
#[must_use]
pub fn middle(period: Period) -> Date {
    let days = day_number(period.end()) - day_number(period.start);
    period.start.saturating_add((days / 2).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::evaluate::test_support::{as_of, observations, period, plan, yen};

    fn shown(query: &Query, grain: Grain, data: &[&str]) -> Vec<String> {
        let mut plan = plan();
        plan.add_measure("revenue", yen());
        let mut observations = observations(&plan);
        for at in data {
            observations.put(&plan, "revenue", at, "1");
        }
        let coverage = Coverage(vec![(&observations, FiscalYear::CALENDAR)]);
        asked(query, grain, FiscalYear::CALENDAR, &coverage).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_period_in_progress_shows_where_it_has_data() {
        let query = as_of(date(2026, 11, 22));
        assert_eq!(shown(&query, Grain::Month, &["2026-11"]), ["2026-10", "2026-11"]);
        assert_eq!(shown(&query, Grain::Month, &["2026-10"]), ["2026-10"]);
        assert_eq!(shown(&as_of(date(2026, 11, 30)), Grain::Month, &["2026-11"]), ["2026-11"]);
    }

    #[test]
    fn a_range_is_taken_in_each_grain() {
        let query = Query { periods: Some((period("2026-10"), period("2026-11"))), ..as_of(date(2026, 11, 22)) };
        assert_eq!(shown(&query, Grain::Month, &[]), ["2026-10", "2026-11"]);
        assert_eq!(shown(&query, Grain::Year, &[]), ["2026"]);
        let weeks = shown(&query, Grain::Week, &[]);
        assert_eq!((weeks[0].as_str(), weeks.len()), ("2026-W40", 10));
    }

    #[test]
    fn a_range_of_all_times_ends_with_the_data() {
        let query = Query { periods: Some((period("0001"), period("9998"))), ..as_of(date(2026, 11, 22)) };
        assert_eq!(shown(&query, Grain::Month, &["2026-09"]), ["2026-09", "2026-10", "2026-11"]);
        assert_eq!(shown(&query, Grain::Year, &[]), ["2026"]);
    }

    #[test]
    fn a_week_belongs_where_its_thursday_is() {
        assert_eq!(middle(period("2026-W44")), date(2026, 10, 29));
    }
}
