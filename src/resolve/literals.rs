//! What a written number is worth.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::base::vocabulary::DurationUnit;
use crate::plan::settings::Length;
use crate::plan::unit::{Currency, Unit};
use crate::syntax::tree::{Literal, LiteralUnit, UnitText};

use super::currencies;
use super::errors::{Errors, error_at};

/// A number and what it is of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Worth {
    /// A bare number: a count, a ratio or a factor, as its place asks.
    Bare(Rational),
    /// In the base of its unit.
    Of(Rational, Unit),
}

/// The worth of a literal where a value stands; `points`, `months` and `working days` are none.
pub(super) fn worth(literal: &Literal, errors: &mut Errors) -> Option<Worth> {
    let number = literal.number.clone();
    let place = literal.unit_span.unwrap_or(literal.span);
    match &literal.unit {
        LiteralUnit::None => Some(Worth::Bare(number)),
        unit => {
            let (scale, unit) = base_unit(unit, place, errors)?;
            Some(Worth::Of(&number * &scale, unit))
        }
    }
}

/// The scale and the unit that stand after `in`.
pub(super) fn unit_text(text: &UnitText, errors: &mut Errors) -> Option<(Rational, Unit)> {
    match &text.unit {
        LiteralUnit::None => Some((text.scale.clone(), Unit::COUNT)),
        unit => {
            let (scale, unit) = base_unit(unit, text.span, errors)?;
            Some((&text.scale * &scale, unit))
        }
    }
}

/// How many of the base one of the written unit is, and the unit. Percent have been scaled by whoever read the text.
fn base_unit(unit: &LiteralUnit, span: Span, errors: &mut Errors) -> Option<(Rational, Unit)> {
    match unit {
        LiteralUnit::None | LiteralUnit::Counter => Some((Rational::ONE, Unit::COUNT)),
        LiteralUnit::Percent => Some((Rational::ONE, Unit::RATIO)),
        LiteralUnit::Money(written) => Some((Rational::ONE, Unit::money(currency(written, span, errors)?))),
        LiteralUnit::Duration(unit) => {
            let days = days(*unit);
            if days.is_none() {
                report_uneven(*unit, span, errors);
            }
            Some((days?, Unit::DURATION))
        }
        LiteralUnit::Points => {
            errors.push(
                error_at(span, Message::new("points-not-here"), Message::new("points-not-here.label"))
                    .help(Message::new("points-not-here.help")),
            );
            None
        }
    }
}

fn report_uneven(unit: DurationUnit, span: Span, errors: &mut Errors) {
    let help = if unit == DurationUnit::Months {
        Message::new("uneven-duration.help-months")
    } else {
        Message::new("uneven-duration.help-working-days")
    };
    errors.push(
        error_at(
            span,
            Message::new("uneven-duration").with("unit", unit.word()),
            Message::new("uneven-duration.label"),
        )
        .help(help),
    );
}

/// How many days one is; `None` where that depends on the calendar.
fn days(unit: DurationUnit) -> Option<Rational> {
    match unit {
        DurationUnit::Seconds => Rational::new(1, 86_400),
        DurationUnit::Minutes => Rational::new(1, 1_440),
        DurationUnit::Hours => Rational::new(1, 24),
        DurationUnit::Days => Some(Rational::ONE),
        DurationUnit::Weeks => Some(Rational::from(7)),
        DurationUnit::Months | DurationUnit::WorkingDays => None,
    }
}

/// The currency of a code or word; one that there is not is an error.
pub(super) fn currency(written: &str, span: Span, errors: &mut Errors) -> Option<Currency> {
    if let Some(currency) = currencies::currency(written) {
        return Some(currency);
    }
    let capitals = written.to_uppercase();
    let similar = match currencies::currency(&capitals) {
        Some(currency) => Some(currency.code().to_owned()),
        None => errors.similar(&capitals, currencies::codes()).map(str::to_owned),
    };
    let help = match similar {
        Some(similar) => Message::new("unknown-currency.help-similar").with("similar", similar),
        None => Message::new("unknown-currency.help"),
    };
    errors.push(
        error_at(span, Message::new("unknown-currency").with("code", written), Message::new("unknown-currency.label"))
            .help(help),
    );
    None
}

/// A length of time in whatever unit (`lag 2 days`, `matures 1 months`). `clause` is the word it belongs to.
pub(super) fn length(literal: &Literal, clause: &'static str, errors: &mut Errors) -> Option<Length> {
    let LiteralUnit::Duration(unit) = literal.unit else {
        errors.push(
            error_at(
                literal.span,
                Message::new("duration-wanted").with("clause", clause),
                Message::new("duration-wanted.label"),
            )
            .help(Message::new("duration-wanted.help").with("example", format!("{clause} {} days", literal.number))),
        );
        return None;
    };
    if literal.number.is_negative() {
        errors.push(
            error_at(
                literal.span,
                Message::new("negative-duration").with("clause", clause),
                Message::new("negative-duration.label"),
            )
            .help(Message::new("negative-duration.help")),
        );
        return None;
    }
    Some(Length { amount: literal.number.clone(), unit, span: literal.span })
}

/// A share of a whole, above 0 and up to 100% (`weight`, `for 60%`, `confidence`). `clause` is the word it belongs to.
pub(super) fn share(literal: &Literal, clause: &'static str, errors: &mut Errors) -> Option<Rational> {
    let written_as_share = matches!(literal.unit, LiteralUnit::None | LiteralUnit::Percent);
    if written_as_share && literal.number > 0 && literal.number <= 1 {
        return Some(literal.number.clone());
    }
    let percent = literal.unit == LiteralUnit::None && literal.number > 1 && literal.number <= 100;
    let help = if percent {
        Message::new("bad-share.help-percent").with("clause", clause).with("number", literal.number.to_string())
    } else {
        Message::new("bad-share.help").with("clause", clause)
    };
    errors.push(
        error_at(literal.span, Message::new("bad-share").with("clause", clause), Message::new("bad-share.label"))
            .help(help),
    );
    None
}

/// A number as it can be written in a plan: `1,234.5`.
pub(super) fn written(number: &Rational) -> String {
    let text = number.to_string();
    let unsigned = text.trim_start_matches('-');
    let (whole, rest) = unsigned.split_at(unsigned.find(['.', '/']).unwrap_or(unsigned.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if number.is_negative() { "-" } else { "" };
    format!("{sign}{grouped}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_plan_reads_them() {
        let cases =
            [("1234567", "1,234,567"), ("-100", "-100"), ("1234.5", "1,234.5"), ("0", "0"), ("-1000", "-1,000")];
        for (number, expected) in cases {
            assert_eq!(written(&Rational::parse_decimal(number).unwrap()), expected);
        }
    }
}
