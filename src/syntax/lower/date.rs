//! Dates and periods: that they are well-formed, and exist.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::Lowering;
use super::number::digit_value;
use super::parts::Parts;
use crate::base::diagnostic::{Diagnostic, Fix};
use crate::base::message::Message;
use crate::base::period::{FiscalYear, Grain, Period};
use crate::base::span::{Span, Spanned};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::tree::{DateText, PeriodText};

impl Lowering<'_> {
    /// A `period`. `None` where it doesn't exist, which is reported.
    pub(super) fn period(&mut self, pair: Pair<'_>) -> Option<PeriodText> {
        let inner = Parts::of(pair).next()?;
        self.period_token(&inner)
    }

    /// A `date`: a period of one day.
    pub(super) fn date(&mut self, pair: Pair<'_>) -> Option<DateText> {
        self.day(pair, |period| period.start)
    }

    /// The same for a day that something ends on.
    pub(super) fn last_date(&mut self, pair: Pair<'_>) -> Option<DateText> {
        self.day(pair, Period::end)
    }

    /// `meant` is the day of a longer period that a person most likely means.
    fn day(&mut self, pair: Pair<'_>, meant: fn(&Period) -> Date) -> Option<DateText> {
        let period = self.period(pair)?;
        if period.grain != Grain::Day {
            let example = Period::parse(&period.text, FiscalYear::CALENDAR).map(|period| meant(&period).to_string());
            let example = example.unwrap_or_default();
            let message = Message::new("day-needed").with("written", &period.text);
            self.errors.push(
                Diagnostic::error(message)
                    .at(period.span, Message::new("day-needed.label"))
                    .help(Message::new("day-needed.help").with("example", example)),
            );
            return None;
        }
        let day = Period::parse(&period.text, FiscalYear::CALENDAR)?.start;
        Some(Spanned::new(day, period.span))
    }

    /// A token of any of the forms in which dates are written.
    pub(super) fn period_token(&mut self, pair: &Pair<'_>) -> Option<PeriodText> {
        let span = self.span(pair);
        let text = ascii(pair.as_str());
        if !matches!(pair.as_rule(), Rule::dated | Rule::year) {
            let text = with_dashes(&text);
            self.misspelt_date(span, &text);
            return self.existing(&text, span);
        }
        self.existing(&text, span)
    }

    fn existing(&mut self, text: &str, span: Span) -> Option<PeriodText> {
        if let Some(period) = Period::parse(text, FiscalYear::CALENDAR) {
            return Some(PeriodText { text: text.to_owned(), grain: period.grain, span });
        }
        let error = match last_existing(text) {
            Some(last) => Diagnostic::error(Message::new("no-such-date").with("written", text))
                .at(span, Message::new("no-such-date.label"))
                .help(Message::new("no-such-date.help").with("last", last)),
            None => Diagnostic::error(Message::new("date-form").with("written", self.words(span)))
                .at(span, Message::new("date-form.label"))
                .help(Message::new("date-form.help")),
        };
        self.errors.push(error);
        None
    }

    /// Reports `2026/11/22` and `2026年11月22日`.
    fn misspelt_date(&mut self, span: Span, instead: &str) {
        if Period::parse(instead, FiscalYear::CALENDAR).is_none() {
            return;
        }
        let mut error = Diagnostic::error(Message::new("date-form").with("written", self.words(span)))
            .at(span, Message::new("date-form.label"))
            .help(Message::new("date-form.help-instead").with("instead", instead));
        error.fix = Some(Fix { edits: vec![(span, instead.to_owned())], safe: true });
        self.errors.push(error);
    }
}

/// Digits and dashes as ASCII, letters as capitals.
fn ascii(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '－' | '−' | '‐' | 'ー' => '-',
            _ => digit_value(character)
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or(character.to_ascii_uppercase()),
        })
        .collect()
}

/// `2026/1/5` and `2026年1月5日` as `2026-01-05`.
fn with_dashes(text: &str) -> String {
    let parts: Vec<String> = text
        .split(['/', '／', '年', '月', '日'])
        .filter(|part| !part.is_empty())
        .map(|part| format!("{part:0>2}"))
        .collect();
    parts.join("-")
}

/// The last that exists of what a well-formed text counts: of `2026-02-30` the 28th. `None` where it is not well-formed.
fn last_existing(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('-')?;
    let number = |digits: &str| -> Option<i16> { (digits.len() <= 2).then(|| digits.parse().ok())? };
    let year_number: i16 = year.parse().ok()?;
    if let Some(week) = rest.strip_prefix('W') {
        number(week)?;
        let has_53 = ISOWeekDate::new(year_number, 53, Weekday::Monday).is_ok();
        return Some(format!("{year}-W{}", if has_53 { 53 } else { 52 }));
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        return number(quarter).map(|_| format!("{year}-Q4"));
    }
    if let Some(half) = rest.strip_prefix('H') {
        return number(half).map(|_| format!("{year}-H2"));
    }
    match rest.split_once('-') {
        None => number(rest).map(|_| format!("{year}-12")),
        Some((month, day)) => {
            let (month, _) = (number(month)?, number(day)?);
            let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month)).unwrap_or(12);
            let last = Date::new(year_number, month, 1).ok()?.last_of_month();
            Some(last.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_that_exists_is_named() {
        for (written, last) in [
            ("2026-02-30", Some("2026-02-28")),
            ("2028-02-30", Some("2028-02-29")),
            ("2026-13", Some("2026-12")),
            ("2026-13-01", Some("2026-12-31")),
            ("2026-W54", Some("2026-W53")),
            ("2025-W53", Some("2025-W52")),
            ("2026-Q5", Some("2026-Q4")),
            ("2026-H3", Some("2026-H2")),
            ("2026-100", None),
            ("2026-01-02-03", None),
        ] {
            assert_eq!(last_existing(written).as_deref(), last, "{written}");
        }
    }

    #[test]
    fn other_ways_to_write_a_date_are_understood() {
        assert_eq!(with_dashes("2026/1/5"), "2026-01-05");
        assert_eq!(with_dashes("2026年11月"), "2026-11");
        assert_eq!(ascii("２０２６ー１１"), "2026-11");
        assert_eq!(ascii("2026-w47"), "2026-W47");
    }
}
