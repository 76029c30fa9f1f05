//! In which range a proportion lies, after what its sample says.

use crate::base::rational::Rational;

use super::quantile::two_sided_normal;

/// The decimals that ends are rounded to.
const PLACES: u32 = 9;

/// A range with both of its ends, rounded to nine decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub low: Rational,
    pub high: Rational,
}

impl Interval {
    /// Whether a number lies in it, ends included.
    #[must_use]
    pub fn contains(&self, number: &Rational) -> bool {
        self.low <= *number && *number <= self.high
    }

    fn of_floats(low: f64, high: f64) -> Option<Self> {
        let end = |float: f64| Rational::from_float(float).map(|end| end.round_to(PLACES));
        Some(Self { low: end(low)?, high: end(high)? })
    }
}

/// The interval of a proportion, from 0 to 1: Wilson's score interval (E. B. Wilson, “Probable inference, the law of
/// succession, and statistical inference”, Journal of the American Statistical Association 22, 1927). It never leaves
/// 0 to 1 and also holds for small samples, and where all or none succeeded.
///
/// With p = `successes` ÷ `trials`, n = `trials` and z the two-sided quantile of the normal distribution:
///
/// ```text
/// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)
/// ```
///
/// `None` where `successes` of `trials` is no proportion: without trials, below 0 or above 1. At a confidence that is
/// certainty the proportion may be anything.
#[must_use]
pub fn wilson(successes: &Rational, trials: &Rational, confidence: &Rational) -> Option<Interval> {
    let Score { low, high, .. } = score(Sample { successes, trials }, confidence)?;
    Interval::of_floats(low, high)
}

/// A share with the ends of its interval, unrounded.
struct Score {
    share: f64,
    low: f64,
    high: f64,
}

fn score(sample: Sample<'_>, confidence: &Rational) -> Option<Score> {
    let Sample { successes, trials } = sample;
    let is_proportion = *trials > 0 && !successes.is_negative() && successes <= trials;
    if !is_proportion || *confidence <= 0 {
        return None;
    }
    let share = successes.checked_div(trials)?.to_f64();
    let Some(z) = two_sided_normal(confidence) else { return Some(Score { share, low: 0.0, high: 1.0 }) };
    let failed = (trials - successes).checked_div(trials)?.to_f64();
    let weight = z * z / trials.to_f64();
    let middle = share + weight / 2.0;
    let half = (weight * (share * failed + weight / 4.0)).sqrt();
    let end = |end: f64| (end / (1.0 + weight)).clamp(0.0, 1.0);
    Some(Score {
        share,
        low: if successes.is_zero() { 0.0 } else { end(middle - half) },
        high: if successes == trials { 1.0 } else { end(middle + half) },
    })
}

/// A sample: how many of how many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample<'a> {
    pub successes: &'a Rational,
    pub trials: &'a Rational,
}

impl<'a> Sample<'a> {
    /// A sample of a part and its whole.
    #[must_use]
    pub fn of((successes, trials): &'a (Rational, Rational)) -> Self {
        Self { successes, trials }
    }
}

/// The interval of the difference `after` − `before` of two proportions of separate samples, from −1 to 1: Newcombe's
/// hybrid of their Wilson intervals (R. G. Newcombe, “Interval estimation for the difference between independent
/// proportions”, Statistics in Medicine 17, 1998, method 10). Where it doesn't contain 0, they differ.
///
/// With p₁, l₁, u₁ the proportion after and the ends of its interval and p₂, l₂, u₂ those before:
///
/// ```text
/// p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²)   to   p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²)
/// ```
///
/// `None` where one of them is no proportion.
#[must_use]
pub fn newcombe(before: Sample<'_>, after: Sample<'_>, confidence: &Rational) -> Option<Interval> {
    let (before, after) = (score(before, confidence)?, score(after, confidence)?);
    let difference = after.share - before.share;
    let low = difference - (after.share - after.low).hypot(before.high - before.share);
    let high = difference + (after.high - after.share).hypot(before.share - before.low);
    Interval::of_floats(low.max(-1.0), high.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::super::usual_confidence;
    use super::*;
    use proptest::prelude::*;

    fn number(number: u64) -> Rational {
        Rational::from(number)
    }

    fn decimal(text: &str) -> Rational {
        Rational::parse_decimal(text).unwrap()
    }

    #[test]
    fn ten_of_a_hundred() {
        let interval = wilson(&number(10), &number(100), &usual_confidence()).unwrap();
        assert_eq!((interval.low, interval.high), (decimal("0.055229137"), decimal("0.174365662")));
    }

    #[test]
    fn none_and_all_end_where_nothing_lies_beyond() {
        let none = wilson(&number(0), &number(20), &usual_confidence()).unwrap();
        assert_eq!((none.low, none.high.round_to(6)), (Rational::ZERO, decimal("0.161125")));
        let all = wilson(&number(20), &number(20), &usual_confidence()).unwrap();
        assert_eq!((all.low.round_to(6), all.high), (decimal("0.838875"), Rational::ONE));
    }

    #[test]
    fn what_is_no_proportion_has_no_interval() {
        let interval = |successes, trials| wilson(&decimal(successes), &decimal(trials), &usual_confidence());
        assert_eq!(interval("0", "0"), None);
        assert_eq!(interval("3", "2"), None);
        assert_eq!(interval("-1", "2"), None);
        assert_eq!(interval("1", "-2"), None);
    }

    #[test]
    fn certainty_excludes_nothing() {
        let certain = wilson(&number(10), &number(100), &Rational::ONE).unwrap();
        assert_eq!((certain.low, certain.high), (Rational::ZERO, Rational::ONE));
    }

    #[test]
    fn numbers_beyond_floats_have_an_interval() {
        let trials = decimal("1e350");
        let interval = wilson(&decimal("1e349"), &trials, &usual_confidence()).unwrap();
        assert_eq!((interval.low, interval.high), (decimal("0.1"), decimal("0.1")));
    }

    proptest! {
        #[test]
        fn a_proportion_lies_in_its_interval_and_more_trials_narrow_it(trials in 1u64..1_000_000, part in 0u64..=1000, level in 1i128..1000) {
            let confidence = Rational::from_decimal(level, 3);
            let successes = trials * part / 1000;
            let small = wilson(&number(successes), &number(trials), &confidence).unwrap();
            let large = wilson(&number(successes * 10), &number(trials * 10), &confidence).unwrap();
            let share = Rational::new(i128::from(successes), i128::from(trials)).unwrap();
            let slack = Rational::from_decimal(1, 9);
            prop_assert!(&small.low - &slack <= share && share <= &small.high + &slack);
            prop_assert!(!small.low.is_negative() && small.high <= Rational::ONE);
            prop_assert!(small.low <= &large.low + &slack && large.high <= &small.high + &slack);
        }

        #[test]
        fn success_and_failure_mirror_each_other(trials in 1u64..100_000, part in 0u64..=1000) {
            let successes = trials * part / 1000;
            let interval = wilson(&number(successes), &number(trials), &usual_confidence()).unwrap();
            let mirrored = wilson(&number(trials - successes), &number(trials), &usual_confidence()).unwrap();
            let slack = Rational::from_decimal(2, 9);
            prop_assert!((&(&interval.low + &mirrored.high) - &Rational::ONE).abs() <= slack);
        }

        #[test]
        fn no_difference_lies_in_the_interval_of_none(trials in 1u64..10_000, part in 0u64..=1000) {
            let successes = number(trials * part / 1000);
            let trials = number(trials);
            let sample = Sample { successes: &successes, trials: &trials };
            let interval = newcombe(sample, sample, &usual_confidence()).unwrap();
            prop_assert!(interval.contains(&Rational::ZERO));
        }
    }
}
