//! How closely two series of numbers move together.

use crate::base::rational::Rational;

/// The correlation of two series of the same length, from -1 to 1; `None` where one of them stands still, is shorter
/// than three numbers or has one that is too large.
///
/// K. Pearson, "Notes on regression and inheritance in the case of two parents" (1895). Floats are exact enough for a
/// statistic that is compared with a limit; only operations that every machine rounds alike are used.
#[must_use]
pub fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    if one.len() != other.len() || one.len() < 3 {
        return None;
    }
    let (one, other) = (deviations(one)?, deviations(other)?);
    let product = |left: &[f64], right: &[f64]| left.iter().zip(right).map(|(a, b)| a * b).sum::<f64>();
    let spread = (product(&one, &one) * product(&other, &other)).sqrt();
    let correlation = product(&one, &other) / spread;
    correlation.is_finite().then(|| correlation.clamp(-1.0, 1.0))
}

/// A correlation as it is shown: to two decimals, cut and not rounded, so that what is not quite 1 doesn't look it.
#[must_use]
pub fn shown(correlation: f64) -> Rational {
    let hundred = Rational::from(100);
    let size = Rational::from_float(correlation.abs()).unwrap_or(Rational::ZERO);
    let cut = (&size * &hundred).floor().checked_div(&hundred).unwrap_or(Rational::ZERO);
    if correlation < 0.0 { -cut } else { cut }
}

/// What each number changes against the one before it.
#[must_use]
pub fn changes(numbers: &[f64]) -> Vec<f64> {
    numbers.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// How far each number lies from their mean, in parts of the widest step from the first one; `None` where none does.
fn deviations(numbers: &[f64]) -> Option<Vec<f64>> {
    let first = *numbers.first()?;
    // From the first one, so that equal numbers differ by exactly nothing and large ones lose no digits.
    let steps: Vec<f64> = numbers.iter().map(|number| number - first).collect();
    let widest = steps.iter().fold(0.0_f64, |widest, step| widest.max(step.abs()));
    if widest <= 0.0 || !widest.is_finite() {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "a history has a few hundred numbers at most")]
    let mean = steps.iter().map(|step| step / widest).sum::<f64>() / steps.len() as f64;
    Some(steps.iter().map(|step| step / widest - mean).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_still_moves_with_nothing() {
        assert_eq!(correlation(&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0]), None);
        assert_eq!(correlation(&[1.0, 2.0], &[1.0, 2.0]), None);
        assert_eq!(correlation(&[f64::MAX, -f64::MAX, 0.0], &[1.0, 2.0, 3.0]), None);
    }

    #[test]
    fn what_is_not_quite_one_does_not_look_it() {
        let as_shown = |correlation| shown(correlation).to_string();
        assert_eq!([0.999, 1.0, -0.678, 0.0].map(as_shown), ["0.99", "1", "-0.67", "0"]);
    }

    #[test]
    fn the_textbook_example_comes_out() {
        // Anscombe's first data set (F. J. Anscombe, "Graphs in statistical analysis", 1973): r = 0.81642.
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let found = correlation(&x, &y).unwrap();
        assert!((found - 0.816_420_516).abs() < 1e-9, "{found}");
    }

    proptest! {
        #[test]
        fn scale_and_origin_change_nothing(
            pairs in proptest::collection::vec((-1000_i32..1000, -1000_i32..1000), 3..20),
            scale in 1_i32..1000,
            origin in -1000_i32..1000,
        ) {
            let one: Vec<f64> = pairs.iter().map(|(a, _)| f64::from(*a)).collect();
            let other: Vec<f64> = pairs.iter().map(|(_, b)| f64::from(*b)).collect();
            let moved: Vec<f64> = one.iter().map(|number| number * f64::from(scale) + f64::from(origin)).collect();
            let turned: Vec<f64> = one.iter().map(|number| -number).collect();
            match correlation(&one, &other) {
                None => prop_assert_eq!(correlation(&moved, &other), None),
                Some(found) => {
                    prop_assert!((-1.0..=1.0).contains(&found));
                    prop_assert!((correlation(&moved, &other).unwrap() - found).abs() < 1e-9);
                    prop_assert!((correlation(&turned, &other).unwrap() + found).abs() < 1e-9);
                    prop_assert!((correlation(&one, &one).unwrap() - 1.0).abs() < 1e-9);
                }
            }
        }
    }
}
