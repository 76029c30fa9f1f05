//! How far two series of numbers move together.

use crate::base::rational::Rational;

/// Pearson's correlation coefficient, by its square, which is exact.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// From 0 to 1.
    pub squared: Rational,
    pub is_negative: bool,
}

impl Correlation {
    /// The correlation of pairs of numbers: covariance² ÷ (variance × variance). `None` where one of the two series
    /// never moves.
    #[must_use]
    pub fn of(pairs: &[(Rational, Rational)]) -> Option<Self> {
        let count = Rational::from(pairs.len());
        let sum = |of: &dyn Fn(&(Rational, Rational)) -> Rational| pairs.iter().map(of).sum::<Rational>();
        let (left, right) = (sum(&|(left, _)| left.clone()), sum(&|(_, right)| right.clone()));
        // Each is the number of pairs × the sum of products of deviations from the mean.
        let spread = |products: Rational, one: &Rational, other: &Rational| &(&count * &products) - &(one * other);
        let together = spread(sum(&|(left, right)| left * right), &left, &right);
        let of_left = spread(sum(&|(left, _)| left * left), &left, &left);
        let of_right = spread(sum(&|(_, right)| right * right), &right, &right);
        let squared = (&together * &together).checked_div(&(&of_left * &of_right))?;
        Some(Self { squared, is_negative: together.is_negative() })
    }

    /// The coefficient, from -1 to 1, to two decimals.
    #[must_use]
    pub fn shown(&self) -> Rational {
        let root = Rational::from_float(self.squared.to_f64().sqrt()).unwrap_or(Rational::ZERO).round_to(2);
        if self.is_negative { -root } else { root }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(numbers: &[(i64, i64)]) -> Vec<(Rational, Rational)> {
        numbers.iter().map(|(left, right)| ((*left).into(), (*right).into())).collect()
    }

    #[test]
    fn what_moves_as_one_has_a_correlation_of_one() {
        let found = Correlation::of(&pairs(&[(1, 20), (2, 40), (4, 80)])).unwrap();
        assert_eq!((found.squared.clone(), found.is_negative), (Rational::ONE, false));
        let found = Correlation::of(&pairs(&[(1, -3), (2, -6), (4, -12)])).unwrap();
        assert_eq!(found.shown(), Rational::from(-1));
    }

    #[test]
    fn a_known_correlation_comes_out() {
        // By hand: deviations (−1.5, −0.5, 0.5, 1.5) and (−1.25, 0.75, −0.25, 0.75): 2.5 ÷ √(5 × 2.75) = 0.674…
        let found = Correlation::of(&pairs(&[(1, 1), (2, 3), (3, 2), (4, 3)])).unwrap();
        assert_eq!(found.squared, Rational::new(5, 11).unwrap());
        assert_eq!(found.shown(), Rational::new(67, 100).unwrap());
    }

    #[test]
    fn what_never_moves_has_none() {
        assert_eq!(Correlation::of(&pairs(&[(5, 1), (5, 2), (5, 3)])), None);
        assert_eq!(Correlation::of(&[]), None);
    }

    proptest! {
        #[test]
        fn it_lies_within_its_bounds_and_knows_no_sides(
            numbers in proptest::collection::vec((-1000i64..1000, -1000i64..1000), 2..20),
        ) {
            let turned: Vec<(i64, i64)> = numbers.iter().map(|(left, right)| (*right, *left)).collect();
            let found = Correlation::of(&pairs(&numbers));
            prop_assert_eq!(&found, &Correlation::of(&pairs(&turned)));
            if let Some(found) = found {
                prop_assert!(Rational::ZERO <= found.squared && found.squared <= Rational::ONE);
            }
        }
    }
}
