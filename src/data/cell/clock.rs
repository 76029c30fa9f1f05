//! Times of day and zones in the cells of dates.

use super::date::{MICROS_PER_SECOND, digits};

/// Parts a text before the hour of its first `9:05`.
pub(super) fn split_time(text: &str) -> Option<(&str, &str)> {
    let colon = text.find(':')?;
    let before = text.get(..colon)?.trim_end_matches(|c: char| c.is_ascii_digit());
    let date = before.strip_suffix(['T', 't', ' '])?;
    Some((date, text.get(before.len()..)?))
}

/// `9:05`, `09:05:07.25`, `9:05 PM`, each perhaps with a zone: microseconds since midnight and the offset in seconds.
pub(super) fn clock(text: &str) -> Option<(i64, Option<i32>)> {
    let clock_end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(clock_end);
    let mut parts = clock.split(':');
    let mut hours = digits(parts.next()?, 1..=2)?;
    let minutes = digits(parts.next()?, 2..=2)?;
    let (seconds, fraction) = match parts.next() {
        None => (0, ""),
        Some(seconds) => seconds
            .split_once('.')
            .map_or(Some((seconds, "")), |(seconds, fraction)| (!fraction.is_empty()).then_some((seconds, fraction)))
            .and_then(|(seconds, fraction)| Some((digits(seconds, 2..=2)?, fraction)))?,
    };
    if parts.next().is_some() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut rest = rest.trim_start();
    let half = rest.get(..2).map(str::to_ascii_uppercase);
    if let Some(half @ ("AM" | "PM")) = half.as_deref() {
        if !(1..=12).contains(&hours) {
            return None;
        }
        hours = hours % 12 + if half == "PM" { 12 } else { 0 };
        rest = rest.get(2..)?.trim_start();
    }
    let micros: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let offset = if rest.is_empty() { None } else { Some(zone(rest)?) };
    Some((time_of_day(hours, minutes, seconds)? * MICROS_PER_SECOND + micros, offset))
}

/// `Z`, `UTC`, `GMT`, `+09:00`, `+0900`, `+09`: the offset in seconds.
fn zone(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some((hours, minutes)), _) => (hours, minutes),
        (None, 4) => rest.split_at_checked(2)?,
        (None, _) => (rest, "00"),
    };
    let (hours, minutes) = (digits(hours, 2..=2)?, digits(minutes, 2..=2)?);
    (hours <= 15 && minutes < 60).then_some(())?;
    Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

/// Seconds since midnight; a leap second counts as the second before.
pub(super) fn time_of_day(hours: u32, minutes: u32, seconds: u32) -> Option<i64> {
    (hours < 24 && minutes < 60 && seconds <= 60)
        .then(|| i64::from(hours) * 3600 + i64::from(minutes) * 60 + i64::from(seconds.min(59)))
}
