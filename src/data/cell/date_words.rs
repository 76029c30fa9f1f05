//! Dates without separators and dates with words in them.

use super::date::{DateRules, MICROS_PER_SECOND, Moment, SECONDS_PER_DAY, day_of, digits};
use super::date_numbers::short_year;

/// `20261122`, `202604`, and a spreadsheet's day count (`46348`, `46348.375`) from 1990 to 2099.
pub(crate) fn compact(text: &str) -> Option<Moment> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let micros = fraction.map_or(Some(0), micros_of_fraction)?;
    let day = match (whole.len(), fraction) {
        (5, _) => {
            // Day 0 is 1899-12-30, for all days since the one that Lotus 1-2-3 took 1900 to have too many.
            const SERIALS: std::ops::RangeInclusive<i32> = 32_874..=73_050;
            let serial = digits(whole, 5..=5)?.try_into().ok()?;
            SERIALS.contains(&serial).then_some(serial - 25_569)
        }
        (6, None) => {
            let number = digits(whole, 6..=6)?;
            day_of(plausible_year(number / 100)?, number % 100, 1)
        }
        (8, None) => {
            let number = digits(whole, 8..=8)?;
            day_of(plausible_year(number / 10_000)?, number / 100 % 100, number % 100)
        }
        _ => None,
    }?;
    Some(Moment { micros, ..Moment::midnight(day) })
}

/// The part of a day after a day count's point, to the second, as spreadsheets show it.
fn micros_of_fraction(fraction: &str) -> Option<i64> {
    let all_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let nine: i64 = all_digits.then(|| format!("{fraction:0<9}").get(..9)?.parse().ok())??;
    let seconds = (nine * SECONDS_PER_DAY + 500_000_000) / 1_000_000_000;
    Some(seconds.min(SECONDS_PER_DAY - 1) * MICROS_PER_SECOND)
}

fn plausible_year(year: u32) -> Option<i32> {
    (1900..=2199).contains(&year).then(|| year.try_into().ok())?
}

/// `2026年11月22日`, `令和8年11月`, `11月22日` and `11月` in the fiscal year that the rules name.
pub(super) fn japanese(text: &str, rules: DateRules) -> Option<i32> {
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => (Some(japanese_year(year.trim())?), rest),
        None => (None, text),
    };
    let (month, rest) = rest.split_once('月')?;
    let month = digits(month.trim(), 1..=2)?;
    let day = match rest.trim() {
        "" => 1,
        day => digits(day.strip_suffix('日')?.trim_end(), 1..=2)?,
    };
    let year = match year {
        Some(year) => year,
        None => year_of_month(month, rules)?,
    };
    day_of(year, month, day)
}

/// The eras, and the year before their first.
const ERA_NAMES: [(&str, i32); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];
const ERA_LETTERS: [(char, i32); 3] = [('R', 2018), ('H', 1988), ('S', 1925)];

fn japanese_year(text: &str) -> Option<i32> {
    for (era, before) in ERA_NAMES {
        if let Some(year) = text.strip_prefix(era) {
            let year = if year.trim() == "元" { 1 } else { digits(year.trim(), 1..=2)? };
            return (year > 0).then(|| i32::try_from(year).ok().map(|year| before + year))?;
        }
    }
    digits(text, 4..=4)?.try_into().ok()
}

/// The calendar year of a month in the fiscal year that the layout names.
pub(super) fn year_of_month(month: u32, rules: DateRules) -> Option<i32> {
    let first = u32::try_from(rules.fiscal.first_month).ok()?;
    let named_after_end = rules.fiscal.named_by_end && first != 1;
    Some(i32::from(rules.fiscal_year?) - i32::from(named_after_end) + i32::from(month < first))
}

/// `R8.10.21`, `H31/4/30`: the era by its letter.
pub(super) fn era_letter(text: &str) -> Option<i32> {
    let (before, date) = ERA_LETTERS.iter().find_map(|(era, before)| Some((before, text.strip_prefix(*era)?)))?;
    let separator = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | '/' | '-'))?;
    let mut parts = date.split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year = digits(year, 1..=2).filter(|year| *year > 0 && parts.next().is_none())?;
    day_of(before + i32::try_from(year).ok()?, digits(month, 1..=2)?, digits(day, 1..=2)?)
}

/// `22 Nov 2026`, `22-Nov-2026`, `22-Nov-26`, `Nov 22, 2026`, `November 2026`.
pub(super) fn english(text: &str) -> Option<i32> {
    let mut parts = text.split([' ', '-', ',', '.']).filter(|part| !part.is_empty());
    let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
    let (day, month, year) = match parts {
        [Some(month), Some(year), None, None] => (1, month_name(month)?, year),
        [Some(first), Some(second), Some(year), None] => match month_name(first) {
            Some(month) => (digits(second, 1..=2)?, month, year),
            None => (digits(first, 1..=2)?, month_name(second)?, year),
        },
        _ => return None,
    };
    // Behind a day and a month's name two digits can only be the year.
    let short = parts[2].and_then(short_year);
    let year = digits(year, 4..=4).and_then(|year| year.try_into().ok()).or(short)?;
    day_of(year, month, day)
}

fn month_name(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = text.to_ascii_lowercase();
    let named =
        |month: &str| month == lower || month.get(..3) == Some(&lower) || (lower == "sept" && month == "september");
    MONTHS.iter().position(|month| named(month)).and_then(|place| u32::try_from(place + 1).ok())
}
