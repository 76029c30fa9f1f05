//! Dates of numbers with a sign between them.

use crate::plan::source::DateOrder;

use super::date::{DateReading, DateRules, Moment, day_of, digits};
use super::date_words::year_of_month;
use super::narrowed;

/// Three numbers, or two, with the same sign between them.
pub(super) struct Separated<'a> {
    first: &'a str,
    second: &'a str,
    third: Option<&'a str>,
    separator: char,
}

/// Numbers with the same `-`, `/` or `.` between them.
pub(super) fn separated(text: &str) -> Option<Separated<'_>> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let ours = all_digits(first) && all_digits(second) && third.is_none_or(all_digits) && parts.next().is_none();
    ours.then_some(Separated { first, second, third, separator })
}

/// The date that a year and a month, or a day, month and year in either order, make. A day and a month without a year
/// lie in the fiscal year that the rules name.
pub(super) fn numbers(parts: &Separated, rules: DateRules) -> Option<DateReading> {
    let Separated { first, second, third, separator } = *parts;
    if first.len() == 4 {
        let (year, month) = (digits(first, 4..=4)?.try_into().ok()?, digits(second, 1..=2)?);
        return match third {
            Some(day) => day_of(year, month, digits(day, 1..=2)?).map(certain),
            // 2026.10 may be the number 2026.1.
            None if separator != '.' => day_of(year, month, 1).map(certain),
            None => None,
        };
    }
    let Some(third) = third else {
        // 10.3 and 10-3 may be anything.
        let month_first = rules.order == Some(DateOrder::YearMonthDay);
        let order = if month_first { Some(DateOrder::MonthDayYear) } else { rules.order };
        let pair = || in_order(first, second, |month| year_of_month(month, rules), order);
        return (separator == '/').then(pair).flatten();
    };
    if third.len() == 4 {
        let year = digits(third, 4..=4)?.try_into().ok()?;
        return in_order(first, second, |_| Some(year), rules.order);
    }
    // Where a year of two digits stands, nothing but the plan can tell.
    match rules.order? {
        DateOrder::YearMonthDay => {
            day_of(short_year(first)?, digits(second, 1..=2)?, digits(third, 1..=2)?).map(certain)
        }
        order => {
            let year = short_year(third)?;
            in_order(first, second, |_| Some(year), Some(order))
        }
    }
}

fn certain(day: i32) -> DateReading {
    DateReading::Certain(Moment::midnight(day))
}

/// A year by its last two digits: 26 is 2026, 99 is 1999.
pub(super) fn short_year(text: &str) -> Option<i32> {
    let short = i32::try_from(digits(text, 2..=2)?).ok()?;
    Some(if short < 70 { 2000 + short } else { 1900 + short })
}

/// A day and a month in either order, in the year that the month has.
fn in_order(
    first: &str,
    second: &str,
    year: impl Fn(u32) -> Option<i32>,
    order: Option<DateOrder>,
) -> Option<DateReading> {
    let (first, second) = (digits(first, 1..=2)?, digits(second, 1..=2)?);
    let date = |month: u32, day: u32| day_of(year(month)?, month, day).map(Moment::midnight);
    let (day_first, month_first) = (date(second, first), date(first, second));
    match order {
        Some(DateOrder::DayMonthYear) => return day_first.map(DateReading::Certain),
        Some(DateOrder::MonthDayYear) => return month_first.map(DateReading::Certain),
        Some(DateOrder::YearMonthDay) => return None,
        None => {}
    }
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) if first != second => Some(DateReading::Either { day_first, month_first }),
        (Some(same), Some(_)) => Some(DateReading::Certain(same)),
        (Some(day_first), None) => Some(DateReading::DayFirst(day_first)),
        (None, Some(month_first)) => Some(DateReading::MonthFirst(month_first)),
        (None, None) => None,
    }
}

/// Whether a text is three small numbers, one of them perhaps a year of two digits.
#[must_use]
pub fn has_short_year(text: &str) -> bool {
    let small = |part: &str| (1..=2).contains(&part.len());
    separated(narrowed(text).trim())
        .is_some_and(|parts| small(parts.first) && small(parts.second) && parts.third.is_some_and(small))
}
