//! Days, weeks, months, quarters, halves and years, as a plan counts them.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

impl Grain {
    pub const ALL: &'static [Self] = &[Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Half, Self::Year];

    /// The word as it is written in a plan.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
        }
    }

    /// The grain that a word writes.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|grain| grain.word() == word)
    }

    /// How many months make one, where months make one.
    #[must_use]
    pub fn months(self) -> Option<i16> {
        match self {
            Self::Day | Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Half => Some(6),
            Self::Year => Some(12),
        }
    }
}

/// The year that quarters, halves and years belong to: where it starts, and which calendar year names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear {
    /// 1 to 12.
    pub first_month: i8,
    /// Named after the calendar year it ends in, not the one it starts in.
    pub named_by_end: bool,
}

impl FiscalYear {
    /// January to December.
    pub const CALENDAR: Self = Self { first_month: 1, named_by_end: false };

    /// How many years the name lies after the year in which the fiscal year starts.
    fn name_offset(self) -> i16 {
        i16::from(self.named_by_end && self.first_month != 1)
    }
}

/// One period: its grain and the first day, in the fiscal year that the plan counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub start: Date,
    pub grain: Grain,
    pub fiscal: FiscalYear,
}

impl Period {
    /// The period of a grain that a day lies in.
    #[must_use]
    pub fn containing(day: Date, grain: Grain, fiscal: FiscalYear) -> Self {
        let start = match grain.months() {
            None if grain == Grain::Day => day,
            None => day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            Some(months) => {
                let since_start = (i16::from(day.month()) - i16::from(fiscal.first_month)).rem_euclid(12);
                day.first_of_month().saturating_sub(i64::from(since_start % months).months())
            }
        };
        Self { start, grain, fiscal }
    }

    /// The last day, included.
    #[must_use]
    pub fn end(&self) -> Date {
        let after = match self.grain.months() {
            None if self.grain == Grain::Day => return self.start,
            None => return self.start.saturating_add(6.days()),
            Some(months) => self.start.saturating_add(i64::from(months).months()),
        };
        after.yesterday().unwrap_or(Date::MAX)
    }

    /// The period `by` places later (earlier where it is negative).
    #[must_use]
    pub fn shifted(&self, by: i32) -> Self {
        let by = i64::from(by);
        let start = match self.grain.months() {
            None if self.grain == Grain::Day => self.start.saturating_add(by.days()),
            None => self.start.saturating_add((by * 7).days()),
            Some(months) => self.start.saturating_add((by * i64::from(months)).months()),
        };
        Self { start, ..*self }
    }

    #[must_use]
    pub fn previous(&self) -> Self {
        self.shifted(-1)
    }

    #[must_use]
    pub fn next(&self) -> Self {
        self.shifted(1)
    }

    /// The same period a year before. For a week the week of the same number, for the 53rd the 52nd where there is none.
    #[must_use]
    pub fn year_before(&self) -> Self {
        let start = match self.grain {
            Grain::Week => {
                let week = self.start.iso_week_date();
                let year = week.year() - 1;
                ISOWeekDate::new(year, week.week(), Weekday::Monday)
                    .or_else(|_| ISOWeekDate::new(year, 52, Weekday::Monday))
                    .map_or(self.start, ISOWeekDate::date)
            }
            _ => self.start.saturating_sub(1.year()),
        };
        Self { start, ..*self }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.start <= day && day <= self.end()
    }

    /// Reads `2026-11-22`, `2026-11`, `2026-W47`, `2026-Q4`, `2026-H2` or `2026` (a fiscal year). `None` for
    /// anything else, and for dates and weeks that do not exist.
    #[must_use]
    pub fn parse(text: &str, fiscal: FiscalYear) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        if !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        if rest.is_empty() {
            return Self::of_fiscal_year(year, 0, Grain::Year, fiscal);
        }
        let rest = rest.strip_prefix('-')?;
        let number = |digits: &str, count: std::ops::RangeInclusive<usize>| -> Option<i8> {
            (count.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
                .then(|| digits.parse().ok())?
        };
        if let Some(week) = rest.strip_prefix('W') {
            let start = ISOWeekDate::new(year, number(week, 1..=2)?, Weekday::Monday).ok()?.date();
            return Some(Self { start, grain: Grain::Week, fiscal });
        }
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = number(quarter, 1..=1).filter(|quarter| (1..=4).contains(quarter))?;
            return Self::of_fiscal_year(year, i16::from(quarter - 1) * 3, Grain::Quarter, fiscal);
        }
        if let Some(half) = rest.strip_prefix('H') {
            let half = number(half, 1..=1).filter(|half| (1..=2).contains(half))?;
            return Self::of_fiscal_year(year, i16::from(half - 1) * 6, Grain::Half, fiscal);
        }
        match rest.split_once('-') {
            None => {
                let start = Date::new(year, number(rest, 1..=2)?, 1).ok()?;
                Some(Self { start, grain: Grain::Month, fiscal })
            }
            Some((month, day)) => {
                let start = Date::new(year, number(month, 1..=2)?, number(day, 1..=2)?).ok()?;
                Some(Self { start, grain: Grain::Day, fiscal })
            }
        }
    }

    fn of_fiscal_year(name: i16, months_in: i16, grain: Grain, fiscal: FiscalYear) -> Option<Self> {
        let start = Date::new(name - fiscal.name_offset(), fiscal.first_month, 1).ok()?;
        Some(Self { start: start.saturating_add(i64::from(months_in).months()), grain, fiscal })
    }
}

impl fmt::Display for Period {
    /// As [`Period::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fiscal_start = Self::containing(self.start, Grain::Year, self.fiscal).start;
        let year = fiscal_start.year() + self.fiscal.name_offset();
        let months_in = (i16::from(self.start.month()) - i16::from(fiscal_start.month())).rem_euclid(12);
        match self.grain {
            Grain::Day => write!(f, "{}", self.start),
            Grain::Week => {
                let week = self.start.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Grain::Month => write!(f, "{:04}-{:02}", self.start.year(), self.start.month()),
            Grain::Quarter => write!(f, "{year:04}-Q{}", months_in / 3 + 1),
            Grain::Half => write!(f, "{year:04}-H{}", months_in / 6 + 1),
            Grain::Year => write!(f, "{year:04}"),
        }
    }
}

/// Days since 1970-01-01, for tables indexed by day.
#[must_use]
pub fn day_number(day: Date) -> i32 {
    const EPOCH: Date = date(1970, 1, 1);
    i32::try_from(day.duration_since(EPOCH).as_hours() / 24).unwrap_or(i32::MAX)
}

/// The day that [`day_number`] counts. `None` outside the years -9999 to 9999.
#[must_use]
pub fn day_of_number(number: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(i64::from(number).days()).ok()
}

/// `from` and every day after it up to `to`, both included.
pub fn days_between(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |day| day.tomorrow().ok()).take_while(move |day| *day <= to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const APRIL: FiscalYear = FiscalYear { first_month: 4, named_by_end: false };

    #[test]
    fn a_quarter_is_the_fiscal_one_and_named_after_the_year_it_starts_in() {
        let quarter = Period::parse("2026-Q1", APRIL).unwrap();
        assert_eq!((quarter.start, quarter.end()), (date(2026, 4, 1), date(2026, 6, 30)));
        let last = Period::containing(date(2027, 3, 31), Grain::Quarter, APRIL);
        assert_eq!(last.to_string(), "2026-Q4");
        let by_end = FiscalYear { named_by_end: true, ..APRIL };
        assert_eq!(Period::containing(date(2027, 3, 31), Grain::Year, by_end).to_string(), "2027");
    }

    #[test]
    fn weeks_are_iso_weeks() {
        let week = Period::containing(date(2027, 1, 1), Grain::Week, APRIL);
        assert_eq!((week.to_string().as_str(), week.start), ("2026-W53", date(2026, 12, 28)));
        assert_eq!(week.year_before().to_string(), "2025-W52");
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for text in
            ["2026-13", "2026-02-30", "2025-W53", "2026-Q5", "2026-H0", "26-01", "2026-", "2026-W", "2026-1-2-3"]
        {
            assert_eq!(Period::parse(text, APRIL), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_period_prints_as_it_is_read(number in -10_000i32..60_000, grain in 0usize..6, month in 1i8..=12, end: bool) {
            let fiscal = FiscalYear { first_month: month, named_by_end: end };
            let day = day_of_number(number).unwrap();
            let period = Period::containing(day, Grain::ALL[grain], fiscal);
            prop_assert!(period.contains(day));
            prop_assert_eq!(day_number(day), number);
            prop_assert_eq!(Period::parse(&period.to_string(), fiscal), Some(period));
            prop_assert_eq!(period.next().previous(), period);
            prop_assert_eq!(period.end().tomorrow().unwrap(), period.next().start);
            prop_assert_eq!(Period::containing(period.end(), period.grain, fiscal), period);
        }
    }
}
