//! Numbers as people write them in cells, with what the cells say besides.

use crate::base::rational::Rational;

use super::currency::{self, Mark};
use super::narrowed;
use super::number::Number;

/// A number with what its cell says of it besides.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub number: Number,
    /// The currency that stands beside it.
    pub mark: Option<Mark>,
    /// Whether it has a scale of its own (`5千`, `12%`).
    pub scaled: bool,
}

/// The number that a cell's text writes, or `None` where it is none for certain. As [`read_amount`].
#[must_use]
pub fn read_number(text: &str) -> Option<Number> {
    read_amount(text).map(|amount| amount.number)
}

/// The number that a cell's text writes, and what it says besides; `None` where it is none for certain.
///
/// Read are `1234`, `1,234.5`, `1.2e3`, with a sign (`-`, `−`, `+`, `▲`, `△`) or in accounting brackets, with a
/// currency's sign or code before, or its code, `円` or a counter after it, with `%`, with 千, 万, 百万, 億, 兆
/// (`1億2,000万円`), in full-width forms too.
/// Not read are commas that don't stand at thousands: `12,34` may be 12.34 or 1,234.
#[must_use]
pub fn read_amount(text: &str) -> Option<Amount> {
    read_plain(text).map(bare).or_else(|| decorated(narrowed(text).trim()))
}

/// A number of ASCII digits with perhaps a minus and a point: nearly all cells.
#[must_use]
pub fn read_plain(text: &str) -> Option<Number> {
    plain(text.as_bytes())
}

fn bare(number: Number) -> Amount {
    Amount { number, mark: None, scaled: false }
}

/// ASCII digits with perhaps a minus and a point, up to 18 digits: nearly all cells.
fn plain(bytes: &[u8]) -> Option<Number> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut mantissa = 0i64;
    let mut decimals = None;
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + i64::from(digit);
            decimals = decimals.map(|count: u32| count + 1);
        } else if byte == b'.' && decimals.is_none() {
            decimals = Some(0);
        } else {
            return None;
        }
    }
    if decimals.is_some() && (digits.len() == 1 || digits.last() == Some(&b'.')) {
        return None;
    }
    Some(Number::Decimal { mantissa: if negative { -mantissa } else { mantissa }, scale: decimals.unwrap_or(0) })
}

fn decorated(text: &str) -> Option<Amount> {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return magnitude(inner.trim()).map(negated);
    }
    match text.strip_prefix(['-', '▲', '△']) {
        Some(rest) => magnitude(rest.trim_start()).map(negated),
        None => signed_after_currency(text.strip_prefix('+').unwrap_or(text)),
    }
}

/// `¥-5`; a sign before the currency has been read already.
fn signed_after_currency(text: &str) -> Option<Amount> {
    let (mark, rest) = currency::leading(text);
    match mark.and(rest.strip_prefix('-')) {
        Some(rest) => unmarked(rest, mark).map(negated),
        None => unmarked(rest, mark),
    }
}

/// An unsigned number with its currency, scale, counter or percent sign.
fn magnitude(text: &str) -> Option<Amount> {
    let (mark, rest) = currency::leading(text);
    unmarked(rest, mark)
}

const COUNTERS: [char; 6] = ['件', '人', '回', '社', '本', '名'];

/// Scale words and their powers of ten, longer words before those they end in.
const SCALES: [(&str, u32); 5] = [("百万", 6), ("千", 3), ("万", 4), ("億", 8), ("兆", 12)];

fn negated(amount: Amount) -> Amount {
    let number = match amount.number {
        Number::Decimal { mantissa, scale } => Number::Decimal { mantissa: -mantissa, scale },
        Number::Exact(number) => Number::Exact(-number),
    };
    Amount { number, ..amount }
}

/// An unsigned number behind its currency, if any, with its scale, counter or percent sign.
fn unmarked(text: &str, mark: Option<Mark>) -> Option<Amount> {
    if let Some(percent) = text.strip_suffix('%') {
        let number = match grouped(percent.trim_end())? {
            Number::Decimal { mantissa, scale } => Number::of_decimal(i128::from(mantissa), scale + 2),
            Number::Exact(number) => Number::Exact(&number * &Rational::from_decimal(1, 2)),
        };
        return Some(Amount { number, mark, scaled: true });
    }
    let (trailing, text) = currency::trailing(text);
    let contradicts = mark.zip(trailing).is_some_and(|(mark, trailing)| !mark.agrees_with(trailing));
    if contradicts {
        return None;
    }
    let text = if trailing.is_some() { text } else { text.strip_suffix(COUNTERS).unwrap_or(text).trim_end() };
    let number = if text.is_ascii() { grouped(text) } else { scaled(text) }?;
    Some(Amount { number, mark: trailing.or(mark), scaled: !text.is_ascii() })
}

/// `1,200万`, `1億2,000万`, `3千`: each part smaller than the one before, fractions only in a single part.
fn scaled(text: &str) -> Option<Number> {
    let mut total = Rational::ZERO;
    let mut rest = text;
    let mut limit = u32::MAX;
    let mut parts = 0;
    let mut whole = true;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        let (word, power) = SCALES.into_iter().find(|(word, _)| after.starts_with(word)).unwrap_or(("", 0));
        if power >= limit || (word.is_empty() && !after.is_empty()) {
            return None;
        }
        let part = grouped(digits.trim())?.to_rational();
        whole &= part.is_whole();
        let part = &part * &Rational::from(10i128.pow(power));
        if parts > 0 && part >= Rational::from(10i128.pow(limit)) {
            return None;
        }
        total = &total + &part;
        (rest, limit, parts) = (&after[word.len()..], power, parts + 1);
    }
    (whole || parts == 1).then(|| Number::of_rational(total))
}

/// Digits in one piece or grouped by thousands, decimals, an exponent after ungrouped digits.
fn grouped(text: &str) -> Option<Number> {
    if let Some(number) = plain(text.as_bytes()).filter(|_| !text.starts_with('-')) {
        return Some(number);
    }
    if text.len() > 400 || text.starts_with(['-', '+', '.']) || text.ends_with('.') || text.contains(".e") {
        return None;
    }
    if !text.contains(',') {
        let number = Rational::parse_decimal(&text.replace('E', "e").replace("e+", "e"))?;
        return Some(Number::of_rational(number));
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    if !first || !groups.all(|group| group.len() == 3 && digits(group)) || !digits(fraction) {
        return None;
    }
    let joined = text.replace(',', "");
    plain(joined.as_bytes()).or_else(|| Rational::parse_decimal(&joined).map(Number::of_rational))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Option<String> {
        read_number(text).map(|number| number.to_rational().to_string())
    }

    #[test]
    fn people_write_numbers_in_many_ways() {
        let cases = [
            ("0", "0"),
            ("12", "12"),
            ("-5", "-5"),
            ("12.50", "12.5"),
            ("007", "7"),
            ("1,234", "1234"),
            ("1,234,567.89", "1234567.89"),
            ("¥1,234", "1234"),
            ("￥1,234", "1234"),
            ("\\1,234", "1234"),
            ("1,234円", "1234"),
            ("1,234 円", "1234"),
            ("▲5", "-5"),
            ("△ 5", "-5"),
            ("(5)", "-5"),
            ("(1,234)", "-1234"),
            ("（1,234円）", "-1234"),
            ("−5", "-5"),
            ("－５", "-5"),
            ("+5", "5"),
            ("¥-5", "-5"),
            ("-¥5", "-5"),
            ("30%", "0.3"),
            ("12.3%", "0.123"),
            ("30 ％", "0.3"),
            ("１２３", "123"),
            ("　 42 ", "42"),
            ("1.2e3", "1200"),
            ("1E-3", "0.001"),
            ("1e+2", "100"),
            ("1,200万円", "12000000"),
            ("1億2,000万円", "120000000"),
            ("1.5億", "150000000"),
            ("3千", "3000"),
            ("2百万", "2000000"),
            ("1万500", "10500"),
            ("12件", "12"),
            ("$20", "20"),
            ("500 JPY", "500"),
            ("USD 1,200.5", "1200.5"),
            ("EUR-5", "-5"),
            ("¥1,200円", "1200"),
            (".5", "0.5"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("9223372036854775807", "9223372036854775807"),
            ("0.1234567890123456789", "0.1234567890123456789"),
        ];
        for (text, expected) in cases {
            assert_eq!(exact(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_or_none_is_unreadable() {
        for text in [
            "",
            "-",
            "abc",
            "1.234,56",
            "12,34",
            "1,23",
            "1,2345",
            ",123",
            "1,,234",
            "1 234",
            "5-",
            "--5",
            "(-5)",
            "-(5)",
            "5.",
            ".",
            "1.2.3",
            "5²",
            "①",
            "1万2億",
            "1.5億2.5万",
            "1万20000",
            "万",
            "1e",
            "1,234e5",
            "#N/A",
            "12:30",
            "2026-11-22",
            "1/2",
            "5 %%",
            "¥",
            "¥$5",
            "$5円",
            "5 TOP",
            "EUR",
            "¥-¥5",
            "NaN",
            "inf",
            "1e999999999",
            "1_000",
            "5円円",
            "0x10",
            "円",
            "%",
        ] {
            assert_eq!(exact(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_says_its_currency_and_its_scale() {
        let said = |text| {
            let amount = read_amount(text).unwrap();
            (amount.mark.map(|mark| mark.currency.code().to_owned()).unwrap_or_default(), amount.scaled)
        };
        for (text, code, scaled) in [
            ("5", "", false),
            ("5件", "", false),
            ("¥5", "JPY", false),
            ("(＄5)", "USD", false),
            ("5千円", "JPY", true),
            ("▲€1.5億", "EUR", true),
            ("5万", "", true),
            ("12.3%", "", true),
        ] {
            assert_eq!(said(text), (code.to_owned(), scaled), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_trouble(text in "\\PC{0,24}") {
            let _ = read_number(&text);
        }

        #[test]
        fn a_decimal_is_read_as_the_exact_number_it_is(mantissa in any::<i64>(), scale in 0u32..12) {
            let number = Rational::from_decimal(mantissa.into(), scale);
            prop_assert_eq!(read_number(&number.to_fixed(scale)).unwrap().to_rational(), number);
        }
    }
}
