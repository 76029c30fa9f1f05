//! Whether shares of separate samples differ by more than chance brings about.

use std::collections::BTreeMap;

use crate::base::rational::Rational;

use super::interval::Sample;
use super::quantile::beyond_chi_squared;

/// The decimals that a probability is rounded to.
const PLACES: u32 = 6;

/// From so many expected of either kind in each sample on, Pearson's statistic follows its distribution well enough.
const EXPECTED: u128 = 5;

/// So many steps an exact count may take.
const MOST_STEPS: usize = 50_000;

/// How often shares differ as much as these do, or more, where all samples are of one and the same share: the p-value of
/// the χ² test of homogeneity (K. Pearson, “On the criterion that a given system of deviations…”, Philosophical Magazine 50,
/// 1900), rounded to six decimals. With xᵢ of nᵢ, and x of n in all samples together:
///
/// ```text
/// χ² = (Σ xᵢ²/nᵢ − x²/n) ÷ (x/n · (1 − x/n)),   with as many degrees of freedom as there are samples, less one
/// ```
///
/// Where fewer than five of either kind are expected in a sample, the distribution is no good guide: there the same statistic
/// is held against every way in which the x could have fallen to the samples (G. H. Freeman, J. H. Halton, “Note on an exact
/// treatment of contingency, goodness of fit and other problems of significance”, Biometrika 38, 1951). Where these are too
/// many to be counted, the distribution still serves if no more than a fifth of all expected numbers are below five and none
/// is below one (W. G. Cochran, “Some methods for strengthening the common χ² tests”, Biometrics 10, 1954).
///
/// `None` for fewer than two samples, for what is no proportion of whole things, and where the samples are too small for the
/// one and too many for the other.
#[must_use]
pub fn chance_of_differences(samples: &[Sample<'_>]) -> Option<Rational> {
    let samples: Vec<(u64, u64)> = samples.iter().map(whole).collect::<Option<_>>()?;
    if samples.len() < 2 {
        return None;
    }
    let (all, trials) = samples.iter().fold((0u128, 0u128), |(all, trials), (successes, of)| {
        (all + u128::from(*successes), trials + u128::from(*of))
    });
    let rarer = all.min(trials - all);
    if rarer == 0 {
        return Some(Rational::ONE);
    }
    let least = |expected: u128| {
        let is_least =
            |(_, own): &&(u64, u64)| u128::from(*own).saturating_mul(rarer) >= trials.saturating_mul(expected);
        samples.iter().filter(is_least).count()
    };
    let probability = if least(EXPECTED) == samples.len() {
        of_pearson(&samples)
    } else {
        // Who failed is who didn't succeed: the rarer kind is counted.
        let rare = |(successes, own): &(u64, u64)| (if rarer == all { *successes } else { own - successes }, *own);
        let near_enough = least(1) == samples.len() && (samples.len() - least(EXPECTED)) * 5 <= samples.len() * 2;
        let exact = exact(&samples.iter().map(rare).collect::<Vec<_>>());
        exact.or_else(|| if near_enough { of_pearson(&samples) } else { None })
    }?;
    Some(Rational::from_float(probability.clamp(0.0, 1.0))?.round_to(PLACES))
}

/// A sample of whole things with at least one trial.
fn whole(sample: &Sample<'_>) -> Option<(u64, u64)> {
    let Sample { successes, trials } = sample;
    let is_proportion = successes.is_whole() && trials.is_whole() && **trials > 0 && successes <= trials;
    is_proportion.then_some((successes.to_u64()?, trials.to_u64()?))
}

#[allow(clippy::cast_precision_loss, reason = "a statistic of counts is an approximation from the start")]
fn of_pearson(samples: &[(u64, u64)]) -> Option<f64> {
    let all = samples.iter().map(|(successes, _)| *successes as f64).sum::<f64>();
    let trials = samples.iter().map(|(_, trials)| *trials as f64).sum::<f64>();
    let share = all / trials;
    let squares = samples.iter().map(|(successes, trials)| {
        let deviation = *successes as f64 - *trials as f64 * share;
        deviation * deviation / (*trials as f64 * share * (1.0 - share))
    });
    beyond_chi_squared(squares.sum(), (samples.len() - 1) as f64)
}

/// The exact p-value, sample by sample: by how many things have fallen to the samples so far, and by the statistic so far
/// (a whole number: Σ xᵢ² · L ÷ nᵢ with L the least common multiple of all nᵢ), how probable that is. `None` where that
/// takes too long.
fn exact(samples: &[(u64, u64)]) -> Option<f64> {
    let multiple =
        samples.iter().try_fold(1u128, |multiple, (_, trials)| least_common(multiple, u128::from(*trials)))?;
    let part = |rare: u64, trials: u64| {
        u128::from(rare).checked_mul(u128::from(rare))?.checked_mul(multiple / u128::from(trials))
    };
    let all: u64 = samples.iter().map(|(rare, _)| *rare).sum();
    let trials: u64 = samples.iter().map(|(_, trials)| *trials).sum();
    let seen = samples.iter().try_fold(0u128, |sum, (rare, trials)| sum.checked_add(part(*rare, *trials)?))?;
    let mut known: BTreeMap<(u64, u128), f64> = [((0, 0), 1.0)].into();
    let (mut left, mut steps) = (trials, 0);
    for (_, own) in samples {
        left -= own;
        let mut next: BTreeMap<(u64, u128), f64> = BTreeMap::new();
        for ((fallen, statistic), probability) in known {
            let rest = all - fallen;
            // What the samples that are still to come can't take must fall to this one.
            for rare in rest.saturating_sub(left)..=rest.min(*own) {
                steps += 1;
                if steps > MOST_STEPS {
                    return None;
                }
                let key = (fallen + rare, statistic.checked_add(part(rare, *own)?)?);
                *next.entry(key).or_default() += probability * hypergeometric(rare, rest, *own, left);
            }
        }
        known = next;
    }
    Some(known.iter().filter(|((_, statistic), _)| *statistic >= seen).map(|(_, probability)| probability).sum())
}

/// How probable it is that of `rest` things among `own` and `left` places `rare` fall to the former.
fn hypergeometric(rare: u64, rest: u64, own: u64, left: u64) -> f64 {
    (ln_binomial(own, rare) + ln_binomial(left, rest - rare) - ln_binomial(own + left, rest)).exp()
}

/// The logarithm of in how many ways `few` of `all` can be chosen. Takes as many steps as are chosen.
#[allow(clippy::cast_precision_loss, reason = "a probability is rounded in the end")]
fn ln_binomial(all: u64, few: u64) -> f64 {
    (0..few).map(|place| ((all - place) as f64 / (few - place) as f64).ln()).sum()
}

fn least_common(one: u128, other: u128) -> Option<u128> {
    let (mut larger, mut smaller) = (one, other);
    while smaller > 0 {
        (larger, smaller) = (smaller, larger % smaller);
    }
    one.checked_mul(other / larger)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chance(samples: &[(u64, u64)]) -> Option<Rational> {
        let samples: Vec<(Rational, Rational)> =
            samples.iter().map(|(successes, trials)| (Rational::from(*successes), Rational::from(*trials))).collect();
        chance_of_differences(&samples.iter().map(Sample::of).collect::<Vec<_>>())
    }

    #[test]
    fn two_samples_in_every_way_they_can_fall() {
        // Three of six: 1 + 9 + 9 + 1 ways, of which the first and the last differ as much as all against nothing.
        assert_eq!(chance(&[(3, 3), (0, 3)]), Some(Rational::from_decimal(1, 1)));
        assert_eq!(chance(&[(2, 3), (1, 3)]), Some(Rational::ONE));
    }

    #[test]
    fn where_nobody_differs_it_is_certain() {
        assert_eq!(chance(&[(0, 3), (0, 10)]), Some(Rational::ONE));
        assert_eq!(chance(&[(20, 20), (30, 30)]), Some(Rational::ONE));
        assert_eq!(chance(&[(20, 100), (40, 200)]), Some(Rational::ONE));
    }

    #[test]
    fn what_is_no_sample_has_no_chance() {
        assert_eq!(chance(&[(1, 3)]), None);
        assert_eq!(chance(&[(1, 3), (4, 3)]), None);
        assert_eq!(chance(&[(0, 0), (4, 5)]), None);
        // Too few of each for the distribution, too many for a count.
        let many: Vec<(u64, u64)> = (0..60).map(|place| (place % 3, 31 + place)).collect();
        assert_eq!(chance(&many), None);
    }

    proptest! {
        #[test]
        fn success_and_failure_say_the_same(samples in proptest::collection::vec((0u64..40, 40u64..90), 2..5)) {
            let failed: Vec<(u64, u64)> = samples.iter().map(|(successes, trials)| (trials - successes, *trials)).collect();
            let (one, other) = (chance(&samples), chance(&failed));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!((&one - &other).abs() <= Rational::from_decimal(2, 9));
                prop_assert!(!one.is_negative() && one <= Rational::ONE);
            }
        }

        #[test]
        fn the_exact_count_is_near_the_distribution_where_both_hold(samples in proptest::collection::vec((8u64..15, 60u64..63), 3)) {
            let (one, other) = (of_pearson(&samples).unwrap(), exact(&samples).unwrap());
            prop_assert!((one - other).abs() < 0.15, "{one} {other}");
        }
    }
}
