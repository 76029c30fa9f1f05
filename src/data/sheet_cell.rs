//! A spreadsheet's typed cell as the text that a person sees.

use calamine::{Data, ExcelDateTime};

/// Excel's dates end with the year 9999.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

const SECONDS_IN_DAY: f64 = 86_400.0;

/// The text of a cell; `None` for an empty one. An error cell is its error (`#N/A`), for the reader of cells to refuse.
pub(super) fn shown_text(cell: &Data) -> Option<String> {
    let text = match cell {
        Data::Empty => return None,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => float_text(*number),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(date) => date_text(date),
        Data::DurationIso(duration) => duration_text(duration),
        Data::Error(error) => error.to_string(),
        Data::String(text) | Data::DateTimeIso(text) => text.trim().to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

/// Fifteen digits, as a spreadsheet shows and keeps them: the sum of 0.1 and 0.2 is 0.3.
fn float_text(number: f64) -> String {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // A negative zero is a zero.
    (shown + 0.0).to_string()
}

/// `2026-10-01`, `2026-10-01T09:30:00`, `09:30:00` for a time without a day, `26:30:00` for a duration.
fn date_text(date: &ExcelDateTime) -> String {
    let value = date.as_f64();
    if date.is_duration() {
        return clock_text(value * SECONDS_IN_DAY);
    }
    if !DAYS.contains(&value) {
        return float_text(value);
    }
    if value < 1.0 {
        return clock_text(value * SECONDS_IN_DAY);
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => day,
        (_, _, _, 0) => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{day}T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

/// Hours, minutes and seconds; the hours may be more than 24.
fn clock_text(seconds: f64) -> String {
    if !seconds.is_finite() || seconds.abs() > 1e12 {
        return float_text(seconds);
    }
    let sign = if seconds < -0.5 { "-" } else { "" };
    // Within the limit just tested a float's whole part fits.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "tested above")]
    let seconds = seconds.abs().round() as u64;
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `PT26H30M0S`, as open document formats write a duration, as a clock; anything else stays what it is.
fn duration_text(duration: &str) -> String {
    let seconds = || {
        let mut rest = duration.strip_prefix("PT")?;
        let mut seconds = 0.0;
        for (unit, worth) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
            if let Some((count, after)) = rest.split_once(unit) {
                seconds += count.parse::<f64>().ok()? * worth;
                rest = after;
            }
        }
        rest.is_empty().then_some(seconds)
    };
    seconds().map_or_else(|| duration.to_owned(), clock_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    fn date(value: f64, is_1904: bool) -> String {
        date_text(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904))
    }

    #[test]
    fn numbers_look_as_in_the_sheet() {
        for (number, text) in
            [(5.0, "5"), (0.1 + 0.2, "0.3"), (-12.5, "-12.5"), (-0.0, "0"), (1e15, "1000000000000000")]
        {
            assert_eq!(float_text(number), text);
        }
        assert_eq!(shown_text(&Data::Error(CellErrorType::NA)), Some("#N/A".to_owned()));
        assert_eq!(shown_text(&Data::String(" \u{3000}".to_owned())), None);
        assert_eq!(shown_text(&Data::Bool(true)), Some("true".to_owned()));
    }

    #[test]
    fn dates_are_iso_dates_in_both_of_excels_calendars() {
        assert_eq!(date(46_296.0, false), "2026-10-01");
        assert_eq!(date(46_296.0 - 1_462.0, true), "2026-10-01");
        assert_eq!(date(46_296.5, false), "2026-10-01T12:00:00");
        assert_eq!(date(0.375, false), "09:00:00");
        assert_eq!(date(-1.0, false), "-1");
        assert_eq!(date(1e9, false), "1000000000");
    }

    #[test]
    fn durations_go_beyond_a_day() {
        let duration = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(date_text(&duration), "36:00:00");
        assert_eq!(duration_text("PT26H30M00S"), "26:30:00");
        assert_eq!(duration_text("P1D"), "P1D");
    }
}
