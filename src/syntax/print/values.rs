//! Names, texts, numbers and dates.

use crate::base::rational::Rational;
use crate::base::vocabulary::DurationUnit;
use crate::syntax::tree::{Literal, LiteralUnit, Name, Path, Quantity, Text, UnitText, Who};

/// A name, in backticks where it is no identifier.
/// A name as it is written: in backticks where it is no identifier.
#[must_use]
pub fn name(name: &Name) -> String {
    let mut characters = name.value.chars();
    let first = characters.next().is_some_and(|first| first == '_' || pest::unicode::XID_START(first));
    if first && characters.all(pest::unicode::XID_CONTINUE) { name.value.clone() } else { format!("`{}`", name.value) }
}

pub(super) fn path(path: &Path) -> String {
    join(&path.parts, ".", name)
}

/// A path where `true` and `false` would be values.
pub(super) fn path_in_expression(of: &Path) -> String {
    match of.parts.as_slice() {
        [only] if matches!(only.value.as_str(), "true" | "false") => format!("`{}`", only.value),
        _ => path(of),
    }
}

pub(super) fn text(text: &Text) -> String {
    quoted(&text.value)
}

/// Words in quotes, with their escapes, as a plan writes them.
#[must_use]
pub fn quoted(words: &str) -> String {
    let mut quoted = String::from('"');
    for character in words.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

pub(super) fn who(who: &Who) -> String {
    match who {
        Who::Person(person) => text(person),
        Who::Name(of) => name(of),
    }
}

pub(super) fn join<T>(items: &[T], between: &str, print: impl Fn(&T) -> String) -> String {
    items.iter().map(print).collect::<Vec<_>>().join(between)
}

pub(super) fn quantity(quantity: &Quantity) -> String {
    quantity.per.iter().fold(literal(&quantity.literal), |all, per| all + " per " + &name(per))
}

pub(super) fn literal(literal: &Literal) -> String {
    let hundredths = matches!(literal.unit, LiteralUnit::Percent | LiteralUnit::Points);
    let (number, decimals) = if hundredths {
        (&literal.number * &Rational::from(100), literal.decimals.saturating_sub(2))
    } else {
        (literal.number.clone(), literal.decimals)
    };
    format!("{}{}", number.to_fixed(decimals), unit(&literal.unit))
}

pub(super) fn unit_text(text: &UnitText) -> String {
    if text.unit == LiteralUnit::Percent && text.scale == Rational::ONE {
        return "ratio".to_owned();
    }
    let hundredths = matches!(text.unit, LiteralUnit::Percent | LiteralUnit::Points);
    let scale = if hundredths { &text.scale * &Rational::from(100) } else { text.scale.clone() };
    format!("{}{}", scale_word(&scale), unit(&text.unit)).trim().to_owned()
}

/// The unit as it stands behind a number, with the blank before it.
fn unit(unit: &LiteralUnit) -> String {
    match unit {
        LiteralUnit::None => String::new(),
        LiteralUnit::Counter => "件".to_owned(),
        LiteralUnit::Percent => "%".to_owned(),
        LiteralUnit::Points => " points".to_owned(),
        LiteralUnit::Money(code) => format!(" {code}"),
        LiteralUnit::Duration(duration) => format!(" {}", DurationUnit::word(*duration)),
    }
}

/// The scale that multiplies by a power of ten.
fn scale_word(scale: &Rational) -> &'static str {
    const WORDS: [&str; 17] = [
        "", "", "", "千", "万", "十万", "百万", "千万", "億", "十億", "百億", "千億", "兆", "十兆", "百兆", "千兆", "",
    ];
    let power = (0..16u32).find(|power| *scale == Rational::from(10i128.pow(*power)));
    power.and_then(|power| WORDS.get(power as usize)).copied().unwrap_or_default()
}
