//! Periods of one plan in the year of another: a company may count quarters from April and a team from January.

use crate::base::period::{FiscalYear, Grain, Period};

/// Whether two fiscal years cut time into the same periods of a grain, whatever they call them.
#[must_use]
pub fn cut_alike(grain: Grain, one: FiscalYear, other: FiscalYear) -> bool {
    let months = match grain {
        Grain::Day | Grain::Week | Grain::Month => return true,
        Grain::Quarter => 3,
        Grain::Half => 6,
        Grain::Year => 12,
    };
    (one.first_month - other.first_month) % months == 0
}

/// The period of the same days in another fiscal year; `None` where none of its periods has these days.
#[must_use]
pub fn in_year(period: Period, fiscal: FiscalYear) -> Option<Period> {
    cut_alike(period.grain, period.fiscal, fiscal).then_some(Period { fiscal, ..period })
}

/// The months of a fiscal year that make up a period of a month or more.
pub fn months_of(period: Period, fiscal: FiscalYear) -> impl Iterator<Item = Period> {
    super::periods::overlapping(period.start, period.end(), Grain::Month, fiscal)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::base::period::day_of_number;

    const APRIL: FiscalYear = FiscalYear { first_month: 4, named_by_end: false };

    #[test]
    fn a_quarter_from_april_is_one_from_january_by_another_name() {
        let quarter = Period::containing(date(2026, 5, 1), Grain::Quarter, APRIL);
        let same = in_year(quarter, FiscalYear::CALENDAR).unwrap();
        assert_eq!((quarter.to_string().as_str(), same.to_string().as_str()), ("2026-Q1", "2026-Q2"));
        let year = Period::containing(date(2026, 5, 1), Grain::Year, APRIL);
        assert_eq!(in_year(year, FiscalYear::CALENDAR), None);
        assert_eq!(months_of(year, FiscalYear::CALENDAR).count(), 12);
    }

    proptest! {
        #[test]
        fn a_period_has_the_same_days_in_another_year_or_none(
            day in 18_000i32..24_000, grain in 0usize..6, one in 1i8..=12, other in 1i8..=12,
        ) {
            let day = day_of_number(day).unwrap();
            let [one, other] = [one, other].map(|first_month| FiscalYear { first_month, named_by_end: false });
            let grain = Grain::ALL[grain];
            let period = Period::containing(day, grain, one);
            let there = Period::containing(day, grain, other);
            let is_same = (period.start, period.end()) == (there.start, there.end());
            match in_year(period, other) {
                Some(same) => prop_assert!(is_same && same == there),
                // Of years that are cut differently no period is one of the other.
                None => prop_assert!(!is_same),
            }
        }
    }
}
