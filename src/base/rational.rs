//! Exact numbers.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// An exact rational number. Numerators and denominators up to 128 bits live without the heap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rational(RBig);

impl Rational {
    pub const ZERO: Self = Self(RBig::ZERO);
    pub const ONE: Self = Self(RBig::ONE);

    /// `mantissa` ÷ 10^`scale`.
    #[must_use]
    pub fn from_decimal(mantissa: i128, scale: u32) -> Self {
        if scale == 0 {
            return Self(RBig::from(IBig::from(mantissa)));
        }
        Self(RBig::from_parts(IBig::from(mantissa), UBig::from(10u8).pow(scale as usize)))
    }

    /// `numerator` ÷ `denominator`; `None` for a zero denominator.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Self(RBig::from_parts_signed(IBig::from(numerator), IBig::from(denominator))))
    }

    /// The number that a plain decimal in ASCII writes: `12`, `-0.5`, `.5`, `1e-3` (as floats print). `None` for anything else.
    #[must_use]
    pub fn parse_decimal(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if digits().count() == 0 || !digits().all(|digit| digit.is_ascii_digit()) || exponent.unsigned_abs() > 400 {
            return None;
        }
        let number = UBig::from_str_radix(&[whole, fraction].concat(), 10).ok()?;
        let shift = exponent - i32::try_from(fraction.len()).ok()?;
        let power = UBig::from(10u8).pow(shift.unsigned_abs() as usize);
        let magnitude = if shift < 0 {
            RBig::from_parts(IBig::from(number), power)
        } else {
            RBig::from(IBig::from(number * power))
        };
        Some(Self(if negative { -magnitude } else { magnitude }))
    }

    /// The decimal that a float prints as (its shortest round-tripping form), so that 0.1 is one tenth. `None` for NaN and the infinities.
    #[must_use]
    pub fn from_float(float: f64) -> Option<Self> {
        float.is_finite().then(|| Self::parse_decimal(&format!("{float:e}"))).flatten()
    }

    /// The quotient; `None` for a division by zero.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    #[must_use]
    pub fn is_negative(&self) -> bool {
        *self < Self::ZERO
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.is_int()
    }

    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self.clone() } else { self.clone() }
    }

    /// The least whole number that is not smaller.
    #[must_use]
    pub fn ceil(&self) -> Self {
        Self(RBig::from(self.0.ceil()))
    }

    /// The greatest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(RBig::from(self.0.floor()))
    }

    /// Rounded to `places` decimals, halves away from zero, as people round.
    #[must_use]
    pub fn round_to(&self, places: u32) -> Self {
        let power = RBig::from(UBig::from(10u8).pow(places as usize));
        let half = RBig::from_parts(IBig::ONE, UBig::from(2u8));
        let scaled = &self.0 * &power;
        let whole = if self.is_negative() { (scaled - half).ceil() } else { (scaled + half).floor() };
        Self(RBig::from(whole) / power)
    }

    /// The numerator and the denominator of the reduced fraction, in decimal digits.
    #[must_use]
    pub fn parts(&self) -> (String, String) {
        (self.0.numerator().to_string(), self.0.denominator().to_string())
    }

    /// The denominator of the reduced fraction, from 1 on.
    #[must_use]
    pub fn denominator(&self) -> Self {
        Self(RBig::from(self.0.denominator().clone()))
    }

    /// How many bits its numerator and denominator take together: what bounds the work that computing with it is.
    #[must_use]
    pub fn bit_length(&self) -> usize {
        self.0.numerator().bit_len() + self.0.denominator().bit_len()
    }

    /// The number as a `u64`, where it is one.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.is_whole().then(|| u64::try_from(self.0.numerator().clone()).ok()).flatten()
    }

    /// The nearest float. Only for output and for drawing: nothing is computed with it.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }

    /// The number with `places` decimals after the point, rounded, without grouping: `-12.30`.
    #[must_use]
    pub fn to_fixed(&self, places: u32) -> String {
        let rounded = self.round_to(places);
        let scaled = (&rounded.0 * RBig::from(UBig::from(10u8).pow(places as usize))).trunc();
        let negative = rounded.is_negative();
        let digits = scaled.to_string();
        let digits = digits.trim_start_matches('-');
        let places = places as usize;
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        let sign = if negative { "-" } else { "" };
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

impl fmt::Display for Rational {
    /// Exactly: the decimal where it ends within 20 places, else the fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for places in 0..=20 {
            if self.round_to(places) == *self {
                return f.write_str(&self.to_fixed(places));
            }
        }
        let (numerator, denominator) = self.parts();
        write!(f, "{numerator}/{denominator}")
    }
}

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Rational {
            fn from(number: $integer) -> Self {
                Self(RBig::from(IBig::from(number)))
            }
        }
    )*};
}
from_integer!(i32, i64, i128, u32, u64, usize);

impl Add for &Rational {
    type Output = Rational;
    fn add(self, other: Self) -> Rational {
        Rational(&self.0 + &other.0)
    }
}

impl Sub for &Rational {
    type Output = Rational;
    fn sub(self, other: Self) -> Rational {
        Rational(&self.0 - &other.0)
    }
}

impl Mul for &Rational {
    type Output = Rational;
    fn mul(self, other: Self) -> Rational {
        Rational(&self.0 * &other.0)
    }
}

impl Neg for Rational {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl std::iter::Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, |total, number| &total + &number)
    }
}

impl PartialEq<i64> for Rational {
    fn eq(&self, other: &i64) -> bool {
        self.cmp(&Self::from(*other)).is_eq()
    }
}

impl PartialOrd<i64> for Rational {
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        self.partial_cmp(&Self::from(*other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Rational {
        Rational::parse_decimal(text).unwrap()
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(&decimal("0.1") + &decimal("0.2"), decimal("0.3"));
        assert_eq!(Rational::from(9).checked_div(&Rational::from(90)).unwrap(), decimal("0.1"));
        assert_eq!(decimal("1e-3"), decimal("0.001"));
        assert_eq!(decimal("2.5E3"), Rational::from(2500));
        assert_eq!(Rational::from_float(0.1), Some(decimal("0.1")));
        assert_eq!(Rational::from_float(1e300).map(|n| n.is_whole()), Some(true));
        assert_eq!(Rational::from_float(f64::NAN), None);
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", "-", ".", "1.2.3", "1,000", "abc", "1e", "1e999999999", "--1", "１"] {
            assert_eq!(Rational::parse_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn fixed_decimals_round_halves_away_from_zero() {
        assert_eq!(decimal("0.125").to_fixed(2), "0.13");
        assert_eq!(decimal("-0.125").to_fixed(2), "-0.13");
        assert_eq!(decimal("-0.001").to_fixed(2), "0.00");
        assert_eq!(decimal("12345").to_fixed(0), "12345");
        assert_eq!(Rational::new(1, 3).unwrap().to_string(), "1/3");
        assert_eq!(decimal("0.50").to_string(), "0.5");
    }

    proptest! {
        #[test]
        fn dividing_and_multiplying_back_changes_nothing(a in any::<i64>(), b in any::<i64>()) {
            prop_assume!(b != 0);
            let (a, b) = (Rational::from(a), Rational::from(b));
            prop_assert_eq!(&a.checked_div(&b).unwrap() * &b, a);
        }

        #[test]
        fn addition_and_multiplication_keep_their_laws(a in any::<i64>(), b in any::<i64>(), c in 1..i64::MAX) {
            let (a, b) = (Rational::new(a.into(), c.into()).unwrap(), Rational::from(b));
            let c = Rational::from(c);
            prop_assert_eq!(&a + &b, &b + &a);
            prop_assert_eq!(&(&a + &b) * &c, &(&a * &c) + &(&b * &c));
            prop_assert_eq!(&(&a - &b) + &b, a);
        }

        #[test]
        fn a_decimal_prints_as_it_was_read(mantissa in any::<i64>(), scale in 0u32..15) {
            let number = Rational::from_decimal(mantissa.into(), scale);
            prop_assert_eq!(decimal(&number.to_string()), number);
        }

        #[test]
        fn a_float_comes_back(float in any::<f64>().prop_filter("finite", |f| f.is_finite() && f.abs() > 1e-300)) {
            prop_assert_eq!(Rational::from_float(float).unwrap().to_f64().to_bits(), float.to_bits());
        }
    }
}
