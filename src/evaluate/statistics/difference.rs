//! By how much something differs after a date from before, and within which range that lies.

use crate::base::rational::Rational;

use super::interval::Interval;
use super::quantile::two_sided_student_t;
use super::usual_confidence;

/// The standard deviations of the normal distribution that 95% of it lie within, as tables print it.
const NORMAL_95: f64 = 1.96;

/// The decimals that ends are rounded to.
const PLACES: u32 = 10;

/// A number that a sample gives, with how far it may be off.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    pub value: Rational,
    /// The variance of the value, in the square of its unit.
    variance: f64,
    /// The degrees of freedom that the variance was estimated with; `None` where it follows from the value itself.
    degrees: Option<f64>,
}

/// The things of one kind in a sample: how much the kind counts, and how many of how many succeeded.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// The weights of all kinds make 1.
    pub weight: Rational,
    pub successes: Rational,
    pub trials: Rational,
}

impl Estimate {
    /// A proportion over several kinds, weighted as they say (direct standardisation): Σ w·p, of variance
    /// Σ w²·p(1 − p)/n (W. G. Cochran, “Sampling Techniques”, 5.9). `None` where a kind has no trials.
    #[must_use]
    pub fn of_strata(strata: &[Stratum]) -> Option<Self> {
        let (mut value, mut variance) = (Rational::ZERO, 0.0);
        for Stratum { weight, successes, trials } in strata {
            let share = successes.checked_div(trials)?;
            value = &value + &(weight * &share);
            let (weight, share) = (weight.to_f64(), share.to_f64());
            variance += weight * weight * share * (1.0 - share) / trials.to_f64();
        }
        Some(Self { value, variance, degrees: None })
    }

    /// The mean of a number of each day, of variance s² ÷ n. `None` for fewer than two days.
    #[must_use]
    pub fn of_days(days: &[Rational]) -> Option<Self> {
        let count = Rational::from(days.len());
        let mean = days.iter().cloned().sum::<Rational>().checked_div(&count)?;
        let squares: Rational = days.iter().map(|day| squared(&(day - &mean))).sum();
        let degrees = &count - &Rational::ONE;
        let variance = squares.checked_div(&(&degrees * &count))?.to_f64();
        Some(Self { value: mean, variance, degrees: Some(degrees.to_f64()) })
    }

    /// The quotient R = Σa ÷ Σb of two numbers of each day, linearised (delta method): of variance
    /// Σ(a − R·b)² · n ÷ ((n − 1) · (Σb)²) (W. G. Cochran, “Sampling Techniques”, 6.3). `None` for fewer than two days
    /// and for a division by zero.
    #[must_use]
    pub fn of_daily_quotients(days: &[(Rational, Rational)]) -> Option<Self> {
        let count = Rational::from(days.len());
        let below: Rational = days.iter().map(|(_, below)| below.clone()).sum();
        let value = days.iter().map(|(above, _)| above.clone()).sum::<Rational>().checked_div(&below)?;
        let squares: Rational = days.iter().map(|(above, below)| squared(&(above - &(&value * below)))).sum();
        let degrees = &count - &Rational::ONE;
        let variance = (&squares * &count).checked_div(&(&degrees * &squared(&below)))?.to_f64();
        Some(Self { value, variance, degrees: Some(degrees.to_f64()) })
    }

    /// The same number in another measure: `factor` times as much.
    #[must_use]
    pub fn times(self, factor: &Rational) -> Self {
        let square = squared(factor).to_f64();
        Self { value: &self.value * factor, variance: self.variance * square, degrees: self.degrees }
    }
}

/// The 95% interval of after − before, of samples that have nothing to do with one another: of proportions with the
/// normal distribution (1.96 standard errors), of means with Student's t and the degrees of freedom that Welch and
/// Satterthwaite give. `None` where the samples show no variance at all: they say nothing of how far they may be off.
#[must_use]
pub fn difference(before: &Estimate, after: &Estimate) -> Option<Interval> {
    let variance = before.variance + after.variance;
    if variance <= 0.0 {
        return None;
    }
    let spread = match (before.degrees, after.degrees) {
        (Some(degrees_before), Some(degrees_after)) => {
            let term = |variance: f64, degrees: f64| variance * variance / degrees;
            let below = term(before.variance, degrees_before) + term(after.variance, degrees_after);
            two_sided_student_t(&usual_confidence(), variance * variance / below)?
        }
        _ => NORMAL_95,
    };
    let half = Rational::from_float(spread * variance.sqrt())?;
    let effect = &after.value - &before.value;
    Some(Interval { low: (&effect - &half).round_to(PLACES), high: (&effect + &half).round_to(PLACES) })
}

fn squared(number: &Rational) -> Rational {
    number * number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stratum(weight: (i64, i64), successes: i64, trials: i64) -> Stratum {
        let weight = Rational::from(weight.0).checked_div(&Rational::from(weight.1)).unwrap();
        Stratum { weight, successes: successes.into(), trials: trials.into() }
    }

    #[test]
    fn one_stratum_is_a_plain_proportion() {
        let before = Estimate::of_strata(&[stratum((1, 1), 10, 100)]).unwrap();
        let after = Estimate::of_strata(&[stratum((1, 1), 20, 100)]).unwrap();
        // 0.1 ± 1.96 · √(0.1 · 0.9 / 100 + 0.2 · 0.8 / 100) = 0.1 ± 0.098
        let interval = difference(&before, &after).unwrap();
        assert_eq!((interval.low, interval.high), (Rational::from_decimal(2, 3), Rational::from_decimal(198, 3)));
    }

    #[test]
    fn what_shows_no_variance_has_no_interval() {
        let none = Estimate::of_strata(&[stratum((1, 1), 0, 100)]).unwrap();
        assert_eq!(difference(&none, &none), None);
        let same = Estimate::of_days(&[Rational::ONE, Rational::ONE]).unwrap();
        assert_eq!(difference(&same, &same), None);
        assert_eq!(Estimate::of_days(&[Rational::ONE]), None);
        assert_eq!(Estimate::of_days(&[]), None);
        assert_eq!(
            Estimate::of_daily_quotients(&[(Rational::ONE, Rational::ZERO), (Rational::ONE, Rational::ZERO)]),
            None
        );
        assert_eq!(Estimate::of_strata(&[stratum((1, 1), 0, 0)]), None);
    }

    proptest! {
        #[test]
        fn an_interval_has_the_effect_in_its_middle_and_grows_with_the_measure(
            before in proptest::collection::vec(0i64..100, 2..12),
            after in proptest::collection::vec(0i64..100, 2..12),
        ) {
            let estimate = |days: &[i64]| {
                Estimate::of_days(&days.iter().map(|day| Rational::from(*day)).collect::<Vec<_>>()).unwrap()
            };
            let (before, after) = (estimate(&before), estimate(&after));
            let effect = &after.value - &before.value;
            if let Some(Interval { low, high }) = difference(&before, &after) {
                let near = |left: &Rational, right: &Rational| (left - right).abs() < Rational::from_decimal(1, 6);
                let half = Rational::from_decimal(5, 1);
                prop_assert!(near(&(&(&low + &high) * &half), &effect));
                let ten = Rational::from(10);
                let larger = difference(&before.times(&ten), &after.times(&ten)).unwrap();
                prop_assert!(near(&larger.low, &(&low * &ten)) && near(&larger.high, &(&high * &ten)));
            }
        }

        #[test]
        fn days_that_all_divide_by_one_are_plain_means(days in proptest::collection::vec(0i64..100, 2..12)) {
            let plain: Vec<Rational> = days.iter().map(|day| Rational::from(*day)).collect();
            let pairs: Vec<(Rational, Rational)> = plain.iter().map(|day| (day.clone(), Rational::ONE)).collect();
            prop_assert_eq!(Estimate::of_days(&plain), Estimate::of_daily_quotients(&pairs));
        }
    }
}
