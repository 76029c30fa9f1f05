//! Numbers as people write them in cells.

use crate::base::rational::Rational;

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
