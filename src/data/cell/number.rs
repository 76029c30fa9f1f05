//! Numbers as people write them in cells.

use crate::base::rational::Rational;

use super::narrowed;

/// A number that a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// `mantissa` ÷ 10^`scale`: all but the longest numbers.
    Decimal { mantissa: i64, scale: u32 },
    /// Any other.
    Exact(Rational),
}

impl Number {
    /// The same number as a rational.
    #[must_use]
    pub fn to_rational(&self) -> Rational {
        match self {
            Self::Decimal { mantissa, scale } => Rational::from_decimal(i128::from(*mantissa), *scale),
            Self::Exact(number) => number.clone(),
        }
    }

    /// The number that a rational is.
    #[must_use]
    pub fn of_rational(number: Rational) -> Self {
        let (numerator, denominator) = number.parts();
        if numerator.len() > 20 || denominator.len() > 20 {
            return Self::Exact(number);
        }
        let at_scale = |scale: u32| {
            let scaled = &number * &Rational::from(10i128.pow(scale));
            scaled.is_whole().then(|| scaled.parts().0.parse().ok()).flatten().map(|mantissa| (mantissa, scale))
        };
        match (0..=MOST_DECIMALS).find_map(at_scale) {
            Some((mantissa, scale)) => Self::Decimal { mantissa, scale },
            None => Self::Exact(number),
        }
    }

    /// The number in digits, without trailing zeros: one text for each number.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Decimal { mantissa, scale: 0 } => mantissa.to_string(),
            _ => self.to_rational().to_string(),
        }
    }

    /// `mantissa` ÷ 10^`scale`.
    #[must_use]
    pub fn of_decimal(mantissa: i128, scale: u32) -> Self {
        match i64::try_from(mantissa) {
            Ok(mantissa) if scale <= MOST_DECIMALS => Self::Decimal { mantissa, scale },
            _ => Self::Exact(Rational::from_decimal(mantissa, scale)),
        }
    }

    /// The decimal that a float prints as in its shortest form. `None` for NaN and the infinities.
    #[must_use]
    pub fn of_float(float: f64) -> Option<Self> {
        let mut scaled = float;
        for scale in 0..=4 {
            // Below 10^15 a decimal is told from all others by its float, so the one found here is the shortest.
            if scaled.fract() == 0.0 && scaled.abs() < 1e15 {
                #[allow(clippy::cast_possible_truncation, reason = "a whole number below 10^15")]
                let mantissa = scaled as i64;
                #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
                let back = mantissa as f64 / POWERS_AS_FLOATS[scale as usize];
                #[allow(clippy::float_cmp, reason = "whether it comes back to the bit is the question")]
                if back == float {
                    return Some(Self::Decimal { mantissa, scale });
                }
            }
            scaled = float * POWERS_AS_FLOATS[scale as usize + 1];
        }
        Rational::from_float(float).map(Self::Exact)
    }
}

/// More decimals than that are kept as rationals.
pub(crate) const MOST_DECIMALS: u32 = 18;

const POWERS_AS_FLOATS: [f64; 6] = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5];

/// The number that a cell's text writes, or `None` where it is none for certain.
///
/// Read are `1234`, `1,234.5`, `1.2e3`, with a sign (`-`, `−`, `+`, `▲`, `△`) or in accounting brackets, with a
/// currency sign before or `円` or a counter after it, with `%`, with 千, 万, 百万, 億, 兆 (`1億2,000万円`), in full-width forms too.
/// Not read are commas that don't stand at thousands: `12,34` may be 12.34 or 1,234.
#[must_use]
pub fn read_number(text: &str) -> Option<Number> {
    plain(text.as_bytes()).or_else(|| decorated(narrowed(text).trim()))
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

fn decorated(text: &str) -> Option<Number> {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return magnitude(inner.trim()).map(negated);
    }
    match text.strip_prefix(['-', '▲', '△']) {
        Some(rest) => magnitude(rest.trim_start()).map(negated),
        None => signed_after_currency(text.strip_prefix('+').unwrap_or(text)),
    }
}

/// `¥-5`; a sign before the currency has been read already.
fn signed_after_currency(text: &str) -> Option<Number> {
    match text.strip_prefix(CURRENCY_SIGNS).and_then(|rest| rest.trim_start().strip_prefix('-')) {
        Some(rest) if !rest.starts_with(CURRENCY_SIGNS) => magnitude(rest).map(negated),
        Some(_) => None,
        None => magnitude(text),
    }
}

/// The backslash is what the yen sign of CP932 becomes.
const CURRENCY_SIGNS: [char; 5] = ['¥', '\\', '$', '€', '£'];

const COUNTERS: [char; 7] = ['円', '件', '人', '回', '社', '本', '名'];

/// Scale words and their powers of ten, longer words before those they end in.
const SCALES: [(&str, u32); 5] = [("百万", 6), ("千", 3), ("万", 4), ("億", 8), ("兆", 12)];

fn negated(number: Number) -> Number {
    match number {
        Number::Decimal { mantissa, scale } => Number::Decimal { mantissa: -mantissa, scale },
        Number::Exact(number) => Number::Exact(-number),
    }
}

/// An unsigned number with its currency, scale, counter or percent sign.
fn magnitude(text: &str) -> Option<Number> {
    let text = text.strip_prefix(CURRENCY_SIGNS).unwrap_or(text).trim_start();
    if let Some(percent) = text.strip_suffix('%') {
        return match grouped(percent.trim_end())? {
            Number::Decimal { mantissa, scale } => Some(Number::of_decimal(i128::from(mantissa), scale + 2)),
            Number::Exact(number) => Some(Number::Exact(&number * &Rational::from_decimal(1, 2))),
        };
    }
    let text = text.strip_suffix(COUNTERS).unwrap_or(text).trim_end();
    if text.is_ascii() { grouped(text) } else { scaled(text) }
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
    fn floats_are_their_shortest_decimals() {
        for (float, expected) in [
            (0.1, "0.1"),
            (12.34, "12.34"),
            (1e15, "1000000000000000"),
            (-2.5, "-2.5"),
            (0.1 + 0.2, "0.30000000000000004"),
        ] {
            assert_eq!(
                Number::of_float(float).map(|number| number.to_rational().to_string()).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(Number::of_float(f64::NAN), None);
        assert_eq!(Number::of_float(f64::INFINITY), None);
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

        #[test]
        fn a_float_agrees_with_its_printed_form(float in any::<f64>().prop_filter("finite", |float| float.is_finite())) {
            prop_assert_eq!(Number::of_float(float).unwrap().to_rational(), Rational::from_float(float).unwrap());
        }

        #[test]
        fn a_float_of_cents_agrees_with_its_printed_form(cents in -1_000_000_000_000_000i64..1_000_000_000_000_000, places in 0i32..7) {
            #[allow(clippy::cast_precision_loss, reason = "the float is what is tested")]
            let float = cents as f64 / 10f64.powi(places);
            prop_assert_eq!(Number::of_float(float).unwrap().to_rational(), Rational::from_float(float).unwrap());
        }
    }
}
