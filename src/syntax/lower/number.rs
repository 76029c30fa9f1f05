//! The digits and scales of a number: `1,234.5`, `2.5M`, `1億2,000万`.

use crate::base::rational::Rational;

/// More digits than any plan needs, and few enough to be exact without the heap.
const MOST_DIGITS: u32 = 36;

/// A number and how many decimals of it were written.
pub(super) struct Amount {
    pub number: Rational,
    pub decimals: u32,
}

/// Reads what the grammar calls an `amount`. `None` where it has too many digits.
pub(super) fn read_amount(text: &str) -> Option<Amount> {
    let mut sum = Amount { number: Rational::ZERO, decimals: 0 };
    let mut part = Part::default();
    for character in text.chars() {
        if let Some(digit) = digit_value(character) {
            if part.exponent > 0 {
                sum.add(&std::mem::take(&mut part));
            }
            part.push(digit)?;
        } else if matches!(character, '.' | '．') {
            part.after_point = true;
        } else {
            part.exponent += exponent(character);
        }
    }
    sum.add(&part);
    Some(sum)
}

/// Digits without scale or point. `None` where they make no `u32`.
pub(super) fn read_integer(text: &str) -> Option<u32> {
    text.chars().filter_map(digit_value).try_fold(0u32, |number, digit| number.checked_mul(10)?.checked_add(digit))
}

/// The value of an ASCII or full-width digit.
pub(super) fn digit_value(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => character.to_digit(10),
    }
}

/// The number that a scale alone stands for: 千 is 1,000.
pub(super) fn scale_value(text: &str) -> Rational {
    power_of_ten(text.chars().map(exponent).sum())
}

fn exponent(character: char) -> u32 {
    match character {
        '十' => 1,
        '百' => 2,
        '千' | 'k' => 3,
        '万' => 4,
        'M' => 6,
        '億' => 8,
        'B' => 9,
        '兆' => 12,
        _ => 0,
    }
}

fn power_of_ten(exponent: u32) -> Rational {
    Rational::from(10i128.pow(exponent.min(MOST_DIGITS)))
}

/// The digits before a scale: of `1億2,000万` first `1億`, then `2,000万`.
#[derive(Default)]
struct Part {
    mantissa: i128,
    digits: u32,
    fraction: u32,
    after_point: bool,
    exponent: u32,
}

impl Part {
    fn push(&mut self, digit: u32) -> Option<()> {
        // Zeros in front are no digits.
        self.digits += u32::from(self.digits > 0 || digit > 0 || self.after_point);
        self.fraction += u32::from(self.after_point);
        self.mantissa = self.mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
        (self.digits <= MOST_DIGITS).then_some(())
    }
}

impl Amount {
    fn add(&mut self, part: &Part) {
        let unscaled = Rational::from_decimal(part.mantissa, part.fraction);
        let scaled = if part.exponent == 0 { unscaled } else { &unscaled * &power_of_ten(part.exponent) };
        self.number = if self.number.is_zero() { scaled } else { &self.number + &scaled };
        self.decimals = self.decimals.max(part.fraction.saturating_sub(part.exponent));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_people_write() {
        for (text, number, decimals) in [
            ("0", "0", 0),
            ("1_000", "1000", 0),
            ("1,000", "1000", 0),
            ("１，２３４．５", "1234.5", 1),
            ("1.50", "1.5", 2),
            ("2.5M", "2500000", 0),
            ("20k", "20000", 0),
            ("3B", "3000000000", 0),
            ("1,000万", "10000000", 0),
            ("3千万", "30000000", 0),
            ("1億2,000万", "120000000", 0),
            ("1兆2億3万4", "1000200030004", 0),
            ("1.23456万", "12345.6", 1),
            ("007", "7", 0),
        ] {
            let amount = read_amount(text).unwrap();
            assert_eq!(
                (amount.number, amount.decimals),
                (Rational::parse_decimal(number).unwrap(), decimals),
                "{text}"
            );
        }
    }

    #[test]
    fn too_many_digits_are_refused() {
        assert!(read_amount(&"9".repeat(36)).is_some());
        assert!(read_amount(&"9".repeat(37)).is_none());
        assert!(read_amount(&"9".repeat(1_000_000)).is_none());
        assert!(read_integer("4294967296").is_none());
        assert_eq!(read_integer("４２"), Some(42));
    }
}
