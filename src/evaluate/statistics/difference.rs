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
