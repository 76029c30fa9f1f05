//! Dates and timestamps as people and machines write them in cells.

use crate::base::period::FiscalYear;
use crate::plan::source::DateOrder;

use super::clock::{clock, split_time, time_of_day};
use super::date_numbers::{numbers, separated};
use super::{date_words, narrowed};

/// A point in time as it is written, before any timezone is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Days since 1970-01-01 by the written date.
    pub day: i32,
    /// Microseconds since that day's midnight; finer fractions are cut off.
    pub micros: i64,
    /// The written offset from UTC, in seconds. `None`: local time, whatever that is.
    pub offset: Option<i32>,
}

impl Moment {
    pub(crate) fn midnight(day: i32) -> Self {
        Self { day, micros: 0, offset: None }
    }
}

/// What a cell can be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateReading {
    Certain(Moment),
    /// `22/11/2026`: only the day can stand first.
    DayFirst(Moment),
    /// `11/22/2026`: only the month can stand first.
    MonthFirst(Moment),
    /// `03/04/2026`: other cells of the column decide.
    Either {
        day_first: Moment,
        month_first: Moment,
    },
}

/// What is known of a column's dates besides their cells.
#[derive(Clone, Copy, Debug)]
pub struct DateRules {
    /// The order that the plan states.
    pub order: Option<DateOrder>,
    /// The year of months that are written without one, counted by `fiscal`.
    pub fiscal_year: Option<i16>,
    pub fiscal: FiscalYear,
}

pub(crate) const MICROS_PER_SECOND: i64 = 1_000_000;
pub(crate) const SECONDS_PER_DAY: i64 = 86_400;

/// What a cell's text can be read as; `None` where it is no date, or one that does not exist.
///
/// Read are `2026-11-22` (also with `/`, `.`, 年月日), `20261122`, `11/22/2026` by the column's order, months
/// (`2026-04`, `202604`, `2026年4月`, `4月` in a fiscal year, `Apr 2026`: their first days), Japanese eras (`令和8年11月22日`,
/// `R8.11.22`), days without a year in a fiscal year (`11/22`, `11月22日`), a spreadsheet's day counts from 1990 to 2099, and
/// timestamps with or without a zone. Weeks and quarters are no dates: their first day may lie in another month than most
/// of them.
#[must_use]
pub fn read_date(text: &str, rules: DateRules) -> Option<DateReading> {
    if let Some(moment) = iso(text.as_bytes()) {
        return Some(DateReading::Certain(moment));
    }
    let narrowed = narrowed(text);
    let text = narrowed.trim();
    if text.len() > 64 {
        return None;
    }
    let Some((date, time)) = split_time(text) else {
        return date_part(text, rules);
    };
    let (micros, offset) = clock(time)?;
    let with_clock = |moment: Moment| Moment { micros, offset, ..moment };
    Some(match date_part(date.trim_end(), rules)? {
        DateReading::Certain(moment) => DateReading::Certain(with_clock(moment)),
        DateReading::DayFirst(moment) => DateReading::DayFirst(with_clock(moment)),
        DateReading::MonthFirst(moment) => DateReading::MonthFirst(with_clock(moment)),
        DateReading::Either { day_first, month_first } => {
            DateReading::Either { day_first: with_clock(day_first), month_first: with_clock(month_first) }
        }
    })
}

/// Days since 1970-01-01 of a date of the years 1 to 9999; `None` where it does not exist.
///
/// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`days_from_civil`).
#[must_use]
pub fn day_of(year: i32, month: u32, day: u32) -> Option<i32> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = *LENGTHS.get(month.checked_sub(1)? as usize)? + u32::from(month == 2 && leap);
    if day == 0 || day > length || !(1..=9999).contains(&year) {
        return None;
    }
    let shifted = year - i32::from(month <= 2);
    let era = shifted / 400;
    let year_of_era = shifted % 400;
    let from_march = i32::try_from((month + 9) % 12).ok()?;
    let day_of_year = (153 * from_march + 2) / 5 + i32::try_from(day).ok()? - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

/// `2026-11-22`, `2026-11-22T09:05:00Z` and their like: nearly all cells.
fn iso(bytes: &[u8]) -> Option<Moment> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = bytes else { return None };
    let two = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then_some(u32::from(tens) * 10 + u32::from(ones))
    };
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    let day = day_of(i32::try_from(year).ok()?, two(*m1, *m2)?, two(*d1, *d2)?)?;
    if rest.is_empty() {
        return Some(Moment::midnight(day));
    }
    let [b'T' | b't' | b' ', h1, h2, b':', n1, n2, rest @ ..] = rest else { return None };
    let (hours, minutes) = (two(*h1, *h2)?, two(*n1, *n2)?);
    let (seconds, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (two(*s1, *s2)?, rest),
        _ => (0, rest),
    };
    let offset = match rest {
        [] => None,
        [b'Z'] => Some(0),
        _ => return None,
    };
    Some(Moment { day, micros: time_of_day(hours, minutes, seconds)? * MICROS_PER_SECOND, offset })
}

/// ASCII digits only, as many as allowed.
pub(crate) fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn date_part(text: &str, rules: DateRules) -> Option<DateReading> {
    let text = without_weekday(text);
    if let Some(moment) = date_words::compact(text) {
        return Some(DateReading::Certain(moment));
    }
    if let Some(parts) = separated(text) {
        return numbers(&parts, rules);
    }
    date_words::japanese(text, rules)
        .or_else(|| date_words::english(text))
        .or_else(|| date_words::era_letter(text))
        .map(|day| DateReading::Certain(Moment::midnight(day)))
}

/// `2026/11/22(日)` without its brackets.
fn without_weekday(text: &str) -> &str {
    let Some((date, weekday)) = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else { return text };
    let short = ["月", "火", "水", "木", "金", "土", "日", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    if short.contains(&weekday) { date.trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::period::{day_number, day_of_number};
    use proptest::prelude::*;

    const APRIL: FiscalYear = FiscalYear { first_month: 4, named_by_end: false };
    const FREE: DateRules = DateRules { order: None, fiscal_year: Some(2026), fiscal: APRIL };

    fn shown(moment: Moment) -> String {
        let day = day_of_number(moment.day).unwrap();
        let seconds = moment.micros / MICROS_PER_SECOND;
        let clock = if moment.micros == 0 {
            String::new()
        } else {
            format!(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        };
        let zone = moment.offset.map(|offset| format!(" {offset:+}")).unwrap_or_default();
        format!("{day}{clock}{zone}")
    }

    fn certain(text: &str) -> Option<String> {
        match read_date(text, FREE)? {
            DateReading::Certain(moment) => Some(shown(moment)),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn dates_come_in_many_forms() {
        let cases = [
            ("2026-11-22", "2026-11-22"),
            ("2026/11/2", "2026-11-02"),
            ("2026.11.2", "2026-11-02"),
            ("2026年11月2日", "2026-11-02"),
            ("２０２６年１１月２日", "2026-11-02"),
            ("20261122", "2026-11-22"),
            ("2026-04", "2026-04-01"),
            ("2026/4", "2026-04-01"),
            ("202604", "2026-04-01"),
            ("2026年4月", "2026-04-01"),
            ("4月", "2026-04-01"),
            ("3月", "2027-03-01"),
            ("11月2日", "2026-11-02"),
            ("Apr 2026", "2026-04-01"),
            ("22 Nov 2026", "2026-11-22"),
            ("22-Nov-2026", "2026-11-22"),
            ("November 22, 2026", "2026-11-22"),
            ("46348", "2026-11-22"),
            ("46348.375", "2026-11-22 09:00:00"),
            ("令和8年11月22日", "2026-11-22"),
            ("令和元年5月1日", "2019-05-01"),
            ("R8.11.22", "2026-11-22"),
            ("H31/4/30", "2019-04-30"),
            ("4-May-26", "2026-05-04"),
            ("4/4", "2026-04-04"),
            ("2026/11/22(日)", "2026-11-22"),
            ("05/05/2026", "2026-05-05"),
            ("2026-11-22T09:05:07Z", "2026-11-22 09:05:07 +0"),
            ("2026-11-22 09:05:07", "2026-11-22 09:05:07"),
            ("2026-11-22 09:05", "2026-11-22 09:05:00"),
            ("2026/11/2 9:05", "2026-11-02 09:05:00"),
            ("2026-11-22T09:05:07.123456789+09:00", "2026-11-22 09:05:07 +32400"),
            ("2026-11-22T09:05:07-0330", "2026-11-22 09:05:07 -12600"),
            ("2026-11-22 09:05:07 UTC", "2026-11-22 09:05:07 +0"),
            ("2026-11-22 9:05 PM", "2026-11-22 21:05:00"),
            ("2026-11-22 12:30 AM", "2026-11-22 00:30:00"),
            ("2024-02-29", "2024-02-29"),
            ("　2026-11-22 ", "2026-11-22"),
        ];
        for (text, expected) in cases {
            assert_eq!(certain(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_for_certain_is_unreadable() {
        for text in [
            "",
            "abc",
            "2026",
            "2026.10",
            "2026-13-01",
            "2026-02-30",
            "2025-02-29",
            "11-22",
            "1/2/26",
            "26-11-22",
            "R0.1.1",
            "X8.1.1",
            "4-May-6",
            "May-26",
            "2026-11/22",
            "13/13/2026",
            "2026-11-22T25:00",
            "2026-11-22T09:60",
            "2026-11-22T09:05+25:00",
            "2026-11-22 9:05 XM",
            "2026-11-22 13:05 PM",
            "99999",
            "1",
            "12345678901",
            "20261322",
            "合計",
            "0月",
            "13月",
            "Foo 2026",
            "Nov 31, 2026",
            "2026-W54",
            "2026-W47",
            "2026-Q4",
            "2026-H2",
            "令和0年1月1日",
            "2026-11-22(x)",
            "0000-01-01",
            "2026-11-22T09:05:07.",
            "2026-11-22T09:05:07Zx",
        ] {
            assert_eq!(read_date(text, FREE), None, "{text}");
        }
    }

    #[test]
    fn the_order_is_stated_found_or_left_open() {
        let read = |text: &str, order| read_date(text, DateRules { order, ..FREE });
        let day = |text: &str| Moment::midnight(day_number(text.parse().unwrap()));
        assert_eq!(read("22/11/2026", None), Some(DateReading::DayFirst(day("2026-11-22"))));
        assert_eq!(read("11/22/2026", None), Some(DateReading::MonthFirst(day("2026-11-22"))));
        let either = DateReading::Either { day_first: day("2026-04-03"), month_first: day("2026-03-04") };
        assert_eq!(read("03-04-2026", None), Some(either));
        assert_eq!(read("03-04-2026", Some(DateOrder::DayMonthYear)), Some(DateReading::Certain(day("2026-04-03"))));
        assert_eq!(read("03-04-2026", Some(DateOrder::MonthDayYear)), Some(DateReading::Certain(day("2026-03-04"))));
        assert_eq!(read("22/11/2026", Some(DateOrder::MonthDayYear)), None);
        assert_eq!(read("03-04-2026", Some(DateOrder::YearMonthDay)), None);
        let certain = |text: &str| Some(DateReading::Certain(day(text)));
        assert_eq!(read("26/10/9", Some(DateOrder::YearMonthDay)), certain("2026-10-09"));
        assert_eq!(read("9.10.26", Some(DateOrder::DayMonthYear)), certain("2026-10-09"));
        // In the fiscal year that the plan names.
        assert_eq!(read("1/31", None), Some(DateReading::MonthFirst(day("2027-01-31"))));
        assert_eq!(read("31/1", None), Some(DateReading::DayFirst(day("2027-01-31"))));
        let either = DateReading::Either { day_first: day("2027-03-10"), month_first: day("2026-10-03") };
        assert_eq!(read("10/3", None), Some(either));
        assert_eq!(read("10/3", Some(DateOrder::YearMonthDay)), certain("2026-10-03"));
        assert_eq!(read("2026-11-22", Some(DateOrder::DayMonthYear)), Some(DateReading::Certain(day("2026-11-22"))));
        for (text, order) in [
            ("02/11/26", DateOrder::DayMonthYear),
            ("11/2/26", DateOrder::MonthDayYear),
            ("26.11.02", DateOrder::YearMonthDay),
        ] {
            assert_eq!(read(text, Some(order)), Some(DateReading::Certain(day("2026-11-02"))), "{text}");
            assert_eq!(read(text, None), None, "which of the numbers is the year is not guessed");
        }
        let long_ago = Some(DateReading::Certain(day("1999-11-02")));
        assert_eq!(read("02/11/99", Some(DateOrder::DayMonthYear)), long_ago);
    }

    #[test]
    fn a_month_without_a_year_needs_one() {
        assert_eq!(read_date("4月", DateRules { fiscal_year: None, ..FREE }), None);
        let by_end = DateRules { fiscal: FiscalYear { named_by_end: true, ..APRIL }, ..FREE };
        let april_before = day_number("2025-04-01".parse().unwrap());
        assert_eq!(read_date("4月", by_end), Some(DateReading::Certain(Moment::midnight(april_before))));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_trouble(text in "[0-9:/.年月日TZ+ a-z()（-]{0,24}|\\PC{0,24}") {
            let _ = read_date(&text, FREE);
        }

        #[test]
        fn every_day_is_found_again(number in -700_000i32..2_900_000) {
            let day = day_of_number(number).unwrap();
            prop_assert_eq!(read_date(&day.to_string(), FREE), Some(DateReading::Certain(Moment::midnight(number))));
        }
    }
}
