//! Files of holidays, or of other days that a calendar treats on its own.

use std::collections::BTreeSet;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::base::message::Message;
use crate::base::period::{FiscalYear, day_of_number};
use crate::plan::source::Layout;

use super::cell::date::{DateReading, DateRules, read_date};
use super::files::InputFile;
use super::open::open_whole;
use super::read_error::ReadError;
use super::text_rows::read_rows;

/// The days of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysOfFile {
    pub days: BTreeSet<Date>,
    /// The calendar years that it has a day of. Of other years it says nothing.
    pub years: BTreeSet<i16>,
}

/// Reads the first column that holds dates. Rows above the first date are a header; below it a cell that is no date
/// is an error.
pub fn read_day_list(file: &InputFile) -> Result<DaysOfFile, ReadError> {
    let rows = read_rows(open_whole(&file.path, &file.shown, &Layout::default())?)?;
    let first = rows.iter().enumerate().find_map(|(place, row)| {
        let column = row.cells.iter().position(|cell| cell.as_deref().and_then(day).is_some())?;
        Some((place, column))
    });
    let Some((first, column)) = first else {
        let error = Message::new("no-days-in-file").with("file", &file.shown);
        return Err(ReadError::new(error).help(Message::new("no-days-in-file.help")));
    };
    let mut found = DaysOfFile::default();
    for row in rows.iter().skip(first) {
        let Some(cell) = row.cells.get(column).and_then(Option::as_deref) else { continue };
        let Some(day) = day(cell) else {
            let error = Message::new("unreadable-day").with("file", &file.shown);
            let error = error.with("row", row.number).with("cell", cell);
            return Err(ReadError::new(error).help(Message::new("unreadable-day.help")));
        };
        found.years.insert(day.year());
        found.days.insert(day);
    }
    Ok(found)
}

/// A day with the year first: `2026-01-01`, `2026/1/1`, `2026.1.1`, `2026年1月1日`, `20260101`, perhaps with a time of
/// day. The other orders are not read: which of two numbers is the month could only be guessed.
fn day(cell: &str) -> Option<Date> {
    let cell: String = cell.nfkc().collect();
    // Without its weekday: `2026/11/3(火)`.
    let cell = cell.split('(').next().unwrap_or_default().trim();
    let cell = cell.split(['T', ' ']).next().unwrap_or_default();
    if cell.len() == 8 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| cell.get(range)?.parse::<i16>().ok();
        return date(part(0..4)?, part(4..6)?, part(6..8)?);
    }
    if let Some(day) = of_era(cell) {
        return Some(day);
    }
    let mut parts = cell.trim_end_matches('日').split(['-', '/', '.', '年', '月']).map(|part| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i16>().ok()).flatten()
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && year >= 1000).then(|| date(year, month, day)).flatten()
}

/// `令和8年11月3日`.
fn of_era(cell: &str) -> Option<Date> {
    let rules = DateRules { order: None, fiscal_year: None, fiscal: FiscalYear::CALENDAR };
    let of_era = ["令和", "平成", "昭和"].iter().any(|era| cell.starts_with(era)) && cell.ends_with('日');
    match of_era.then(|| read_date(cell, rules)).flatten()? {
        DateReading::Certain(moment) => day_of_number(moment.day),
        _ => None,
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_the_year_first_are_read() {
        let expected = Date::new(2026, 1, 2).ok();
        for cell in [
            "2026-01-02",
            "2026/1/2",
            "2026.1.2",
            "2026年1月2日",
            "20260102",
            "２０２６／１／２",
            "2026-01-02T00:00:00",
            "令和8年1月2日",
            "令和８年１月２日（金）",
            "2026年1月2日(金)",
            "2026/1/2 (金)",
        ] {
            assert_eq!(day(cell), expected, "{cell}");
        }
        for cell in
            ["", "元日", "1/2/2026", "2026-13-01", "2026-02-30", "2026-1", "2026-1-2-3", "-2026-1-2", "令和8年1月"]
        {
            assert_eq!(day(cell), None, "{cell}");
        }
    }
}
