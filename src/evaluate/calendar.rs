//! The work calendar: which days are worked, and how many of them lie between two dates.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::period::{Grain, Period, day_number, day_of_number};
use crate::base::rational::Rational;
use crate::base::vocabulary::{DurationUnit, Weekday};
use crate::plan::settings::{DayList, Length, Workdays};

use super::outside::Outside;

/// Longer lengths of time are taken for this many days: about a thousand years.
const LONGEST: u64 = 365_000;

/// The days of a plan that are worked: those of the week, without the exceptions, with the days that are worked
/// although they would be free. Counting takes the logarithm of the number of exceptions, for any stretch of time.
#[derive(Clone, Debug)]
pub struct Calendar {
    week: Week,
    /// Days that an exception speaks of, either way; each counted by whether the week would have it worked.
    exceptions: DaySet,
    /// Days that are worked by exception.
    also: DaySet,
}

impl Calendar {
    /// The calendar that a plan describes, with the days of the files that it names.
    #[must_use]
    pub fn new(workdays: &Workdays, outside: &Outside) -> Self {
        let week = Week::new(&workdays.days);
        let also = ranges(&workdays.also, outside);
        let mut exceptions = ranges(&workdays.except, outside);
        exceptions.extend(also.iter().copied());
        Self {
            exceptions: DaySet::new(exceptions, |from, to| week.days(from, to)),
            also: DaySet::new(also, |from, to| i64::from(to - from)),
            week,
        }
    }

    /// How many working days lie from `from` to `to`, both included; 0 where `to` comes first.
    #[must_use]
    pub fn working_days(&self, from: Date, to: Date) -> u64 {
        if to < from {
            return 0;
        }
        let (from, to) = (day_number(from), day_number(to) + 1);
        let regular = self.week.days(from, to) - self.exceptions.count(from, to, |from, to| self.week.days(from, to));
        let also = self.also.count(from, to, |from, to| i64::from(to - from));
        u64::try_from(regular + also).unwrap_or(0)
    }

    /// How many working days a period has.
    #[must_use]
    pub fn working_days_in(&self, period: Period) -> u64 {
        self.working_days(period.start, period.end())
    }

    /// Whether a period is a day on which nobody works: of no sum anything is expected there.
    #[must_use]
    pub fn is_day_off(&self, period: Period) -> bool {
        period.grain == Grain::Day && self.working_days_in(period) == 0
    }

    /// The share of a period's working days that lie from `from` to `to`, from 0 to 1. A period without a working day
    /// is shared out by calendar days, so that the shares of all its days always make one.
    #[must_use]
    pub fn share(&self, period: Period, from: Date, to: Date) -> Rational {
        let (from, to) = (from.max(period.start), to.min(period.end()));
        let count = |from: Date, to: Date| i64::from(day_number(to) - day_number(from) + 1).max(0);
        let share = match self.working_days_in(period) {
            0 => Rational::from(count(from, to)).checked_div(&Rational::from(count(period.start, period.end()))),
            total => Rational::from(self.working_days(from, to)).checked_div(&Rational::from(total)),
        };
        share.unwrap_or(Rational::ZERO)
    }

    /// The last day for which numbers that arrive `lag` late are there at the end of `day`.
    #[must_use]
    pub fn before(&self, day: Date, lag: &Length) -> Date {
        match lag.unit {
            DurationUnit::Months => day.saturating_sub(months(lag).months()),
            DurationUnit::WorkingDays => self.working_days_before(day, whole(&lag.amount)),
            _ => day.saturating_sub(whole_days(lag).days()),
        }
    }

    /// The last day that lies within `length` of a day: up to the end of the day on which it has passed.
    #[must_use]
    pub fn last_day_within(&self, since: Date, length: &Length) -> Date {
        match length.unit {
            DurationUnit::Months => since.saturating_add(months(length).months()),
            DurationUnit::WorkingDays => self.working_days_after(since, whole(&length.amount)),
            _ => since.saturating_add(whole_days(length).days()),
        }
    }

    /// The day that is the so-manieth working day of a period, from 1 on; `None` where it has fewer.
    #[must_use]
    pub fn nth_working_day(&self, period: Period, number: u64) -> Option<Date> {
        let before = number.checked_sub(1)?;
        let eve = self.working_days_after(period.start.yesterday().ok()?, i64::try_from(before).ok()?);
        let day = eve.tomorrow().ok()?;
        (number <= self.working_days_in(period)).then_some(day)
    }

    /// The last day up to which, after `day`, lie at most `count` working days.
    fn working_days_after(&self, day: Date, count: i64) -> Date {
        let count = u64::try_from(count).unwrap_or(0);
        let first = day_number(day);
        let (Some(tomorrow), longest) = (day_of_number(first + 1), i32::try_from(LONGEST).unwrap_or(i32::MAX)) else {
            return day;
        };
        let lie_until = |days: i32| day_of_number(first + days).map_or(u64::MAX, |to| self.working_days(tomorrow, to));
        // The number of working days only grows with the days that one goes on.
        let (mut near, mut far) = (0, longest);
        while near < far {
            let middle = near + (far - near + 1) / 2;
            if lie_until(middle) <= count { near = middle } else { far = middle - 1 }
        }
        day_of_number(first + near).unwrap_or(Date::MAX)
    }

    /// Whether at the end of `day` at least `length` has passed since the end of `since`.
    #[must_use]
    pub fn has_passed(&self, since: Date, length: &Length, day: Date) -> bool {
        match length.unit {
            DurationUnit::Months => since.saturating_add(months(length).months()) <= day,
            DurationUnit::WorkingDays => {
                let after = since.tomorrow().unwrap_or(since);
                self.working_days(after, day) >= u64::try_from(whole(&length.amount)).unwrap_or(0)
            }
            _ => since.saturating_add(whole_days(length).days()) <= day,
        }
    }

    /// The newest day after which, up to `day`, lie `count` working days.
    fn working_days_before(&self, day: Date, count: i64) -> Date {
        let count = u64::try_from(count).unwrap_or(0);
        let last = day_number(day);
        let first = last - i32::try_from(LONGEST).unwrap_or(i32::MAX);
        let lies_after = |back: i32| match day_of_number(last - back + 1) {
            Some(from) => self.working_days(from, day),
            None => u64::MAX,
        };
        // The number of working days after a day only grows with the days that one goes back.
        let (mut near, mut far) = (0, last - first);
        while near < far {
            let middle = near + (far - near) / 2;
            if lies_after(middle) >= count { far = middle } else { near = middle + 1 }
        }
        day_of_number(last - near).unwrap_or(Date::MIN)
    }
}

/// The days of the week that are worked.
#[derive(Clone, Debug)]
struct Week {
    /// How many of the first `n` days from Monday on are worked, for n from 0 to 7.
    first: [i64; 8],
}

impl Week {
    fn new(days: &[Weekday]) -> Self {
        let mut first = [0; 8];
        for (place, day) in Weekday::ALL.iter().enumerate() {
            first[place + 1] = first[place] + i64::from(days.contains(day));
        }
        Self { first }
    }

    /// How many worked days there are from the day numbered `from` to the one before `to`.
    fn days(&self, from: i32, to: i32) -> i64 {
        // Day 0, 1970-01-01, was a Thursday: three days after a Monday.
        let up_to = |day: i32| {
            let since_monday = i64::from(day) + 3;
            let rest = usize::try_from(since_monday.rem_euclid(7)).unwrap_or(0);
            since_monday.div_euclid(7) * self.first[7] + self.first[rest]
        };
        up_to(to) - up_to(from)
    }
}

/// Days in stretches that don't touch, with what all stretches up to each one come to.
#[derive(Clone, Debug)]
struct DaySet {
    /// First day and the day after the last, in the order of time.
    stretches: Vec<(i32, i32)>,
    /// What the stretches up to and with each one come to.
    totals: Vec<i64>,
}

impl DaySet {
    /// Merges stretches; `measure` says what a stretch comes to.
    fn new(mut ranges: Vec<(i32, i32)>, measure: impl Fn(i32, i32) -> i64) -> Self {
        ranges.sort_unstable();
        let mut stretches: Vec<(i32, i32)> = Vec::new();
        for (from, to) in ranges {
            match stretches.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => stretches.push((from, to)),
            }
        }
        let totals = stretches.iter().scan(0, |total, (from, to)| {
            *total += measure(*from, *to);
            Some(*total)
        });
        Self { totals: totals.collect(), stretches }
    }

    /// What the days from `from` to the one before `to` come to.
    fn count(&self, from: i32, to: i32, measure: impl Fn(i32, i32) -> i64) -> i64 {
        let up_to = |day: i32| {
            let started = self.stretches.partition_point(|(start, _)| *start < day);
            let Some(last) = started.checked_sub(1) else { return 0 };
            let (start, end) = self.stretches[last];
            let before = last.checked_sub(1).map_or(0, |before| self.totals[before]);
            before + measure(start, end.min(day))
        };
        up_to(to) - up_to(from)
    }
}

/// The stretches of days that lists name, the day after the last one excluded.
fn ranges(lists: &[DayList], outside: &Outside) -> Vec<(i32, i32)> {
    let mut ranges = Vec::new();
    for list in lists {
        match list {
            DayList::Range(from, to) if from <= to => ranges.push((day_number(*from), day_number(*to) + 1)),
            DayList::Range(..) => {}
            DayList::File(path) => {
                let days = outside.days.get(&path.value).into_iter().flatten();
                ranges.extend(days.map(|day| (day_number(*day), day_number(*day) + 1)));
            }
        }
    }
    ranges
}

/// A length in days or less, as whole days, rounded up.
fn whole_days(length: &Length) -> i64 {
    let per_day = match length.unit {
        DurationUnit::Seconds => Rational::new(1, 86_400),
        DurationUnit::Minutes => Rational::new(1, 1_440),
        DurationUnit::Hours => Rational::new(1, 24),
        DurationUnit::Weeks => Some(Rational::from(7)),
        DurationUnit::Days | DurationUnit::Months | DurationUnit::WorkingDays => None,
    };
    whole(&per_day.map_or_else(|| length.amount.clone(), |per_day| &length.amount * &per_day))
}

/// A length in months, as whole months, rounded up.
fn months(length: &Length) -> i64 {
    whole(&length.amount).min(12_000)
}

fn whole(amount: &Rational) -> i64 {
    let number = if amount.is_negative() { 0 } else { amount.ceil().to_u64().unwrap_or(LONGEST).min(LONGEST) };
    i64::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::base::period::{FiscalYear, days_between};
    use crate::base::span::Spanned;
    use crate::evaluate::test_support::nowhere;

    fn november() -> Calendar {
        let outside = Outside {
            days: [("holidays.csv".to_owned(), vec![date(2026, 11, 3), date(2026, 11, 23)])].into(),
            ..Outside::default()
        };
        let file = DayList::File(Spanned::new("holidays.csv".to_owned(), nowhere()));
        Calendar::new(&Workdays { except: vec![file], ..Workdays::default() }, &outside)
    }

    #[test]
    fn holidays_are_not_worked() {
        let calendar = november();
        assert_eq!(calendar.working_days(date(2026, 11, 1), date(2026, 11, 30)), 19);
        assert_eq!(calendar.working_days(date(2026, 11, 1), date(2026, 11, 22)), 14);
        assert_eq!(calendar.working_days(date(2026, 11, 3), date(2026, 11, 3)), 0);
        let november = Period::parse("2026-11", crate::base::period::FiscalYear::CALENDAR).unwrap();
        let nth = |number| calendar.nth_working_day(november, number);
        assert_eq!([nth(0), nth(1), nth(2), nth(20)], [None, Some(date(2026, 11, 2)), Some(date(2026, 11, 4)), None]);
        assert_eq!(nth(19), Some(date(2026, 11, 30)));
        assert_eq!(calendar.working_days(date(2026, 11, 5), date(2026, 11, 4)), 0);
    }

    #[test]
    fn a_day_that_is_worked_by_exception_beats_weekend_and_holiday() {
        let workdays = Workdays {
            except: vec![DayList::Range(date(2026, 12, 29), date(2027, 1, 3))],
            also: vec![
                DayList::Range(date(2026, 11, 28), date(2026, 11, 28)),
                DayList::Range(date(2026, 12, 30), date(2026, 12, 30)),
            ],
            ..Workdays::default()
        };
        let calendar = Calendar::new(&workdays, &Outside::default());
        assert_eq!(calendar.working_days(date(2026, 11, 28), date(2026, 11, 29)), 1);
        assert_eq!(calendar.working_days(date(2026, 12, 28), date(2027, 1, 4)), 3);
    }

    #[test]
    fn lags_and_lengths_are_counted_in_their_own_days() {
        let calendar = november();
        let length = |amount: i64, unit| Length { amount: amount.into(), unit, span: nowhere() };
        let sunday = date(2026, 11, 22);
        assert_eq!(calendar.before(sunday, &length(2, DurationUnit::Days)), date(2026, 11, 20));
        assert_eq!(calendar.before(sunday, &length(36, DurationUnit::Hours)), date(2026, 11, 20));
        assert_eq!(calendar.before(sunday, &length(2, DurationUnit::WorkingDays)), date(2026, 11, 18));
        assert_eq!(calendar.before(sunday, &length(1, DurationUnit::Months)), date(2026, 10, 22));
        assert!(calendar.has_passed(date(2026, 11, 15), &length(7, DurationUnit::Days), sunday));
        assert!(!calendar.has_passed(date(2026, 11, 16), &length(7, DurationUnit::Days), sunday));
        assert!(calendar.has_passed(date(2026, 11, 15), &length(5, DurationUnit::WorkingDays), sunday));
        let free = Calendar::new(&Workdays { days: Vec::new(), ..Workdays::default() }, &Outside::default());
        assert!(free.before(sunday, &length(i64::MAX, DurationUnit::WorkingDays)) < date(1100, 1, 1));
    }

    proptest! {
        #[test]
        fn counting_is_what_looking_at_each_day_gives(
            week in proptest::sample::subsequence(Weekday::ALL.to_vec(), 0..=7),
            except in proptest::collection::vec((0i32..90, 0i32..9), 0..6),
            also in proptest::collection::vec((0i32..90, 0i32..4), 0..4),
            from in 0i32..90, length in 0i32..60,
        ) {
            let day = |number: i32| day_of_number(20_000 + number).unwrap();
            let list = |ranges: &[(i32, i32)]| -> Vec<DayList> {
                ranges.iter().map(|(at, more)| DayList::Range(day(*at), day(at + more))).collect()
            };
            let workdays = Workdays { days: week.clone(), except: list(&except), also: list(&also), span: None };
            let calendar = Calendar::new(&workdays, &Outside::default());
            let within = |ranges: &[(i32, i32)], number: i32| {
                ranges.iter().any(|(at, more)| (*at..=at + more).contains(&number))
            };
            let worked = |number: i32| {
                let place = usize::try_from(day(number).weekday().to_monday_zero_offset()).unwrap();
                within(&also, number) || week.contains(&Weekday::ALL[place]) && !within(&except, number)
            };
            let expected = (from..from + length).filter(|number| worked(*number)).count();
            let counted = if length == 0 { 0 } else { calendar.working_days(day(from), day(from + length - 1)) };
            prop_assert_eq!(counted, expected as u64);
        }

        #[test]
        fn the_shares_of_its_days_make_a_whole_period(number in 18_000i32..24_000, grain in 0usize..6) {
            let period = Period::containing(day_of_number(number).unwrap(), Grain::ALL[grain], FiscalYear::CALENDAR);
            let calendar = november();
            let days = days_between(period.start, period.end());
            let total: Rational = days.map(|day| calendar.share(period, day, day)).sum();
            prop_assert_eq!(total, Rational::ONE);
        }
    }
}
