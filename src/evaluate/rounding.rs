//! How numbers that are aimed for are rounded where they are shown. Nothing is computed with what comes out here.

use crate::base::rational::Rational;
use crate::plan::unit::{Unit, UnitKind};

/// Amounts over this are not worth their decimals where they are only a share of another.
const LARGE: i64 = 1000;

/// What should at least be reached: counts of things rounded up, for nobody makes half a call.
#[must_use]
pub fn at_least(number: &Rational, unit: Unit) -> Rational {
    if unit.kind() == UnitKind::Count { number.ceil() } else { number.clone() }
}

/// What should at most be reached: counts of things rounded down.
#[must_use]
pub fn at_most(number: &Rational, unit: Unit) -> Rational {
    if unit.kind() == UnitKind::Count { number.floor() } else { number.clone() }
}

/// What is expected of an amount by now, without digits that mean nothing.
#[must_use]
pub fn expected(number: &Rational, unit: Unit) -> Rational {
    let is_large = unit.kind() != UnitKind::Count && *number > LARGE;
    if is_large { number.round_to(0) } else { number.clone() }
}

/// Parts, of either sign, rounded to so many decimals that their sum is what the sum of all rounds to: those with the
/// largest rests are rounded up (the method of largest remainders); of equal ones the first. No part is off by a whole
/// unit, and one that needs no rounding stays what it is.
#[must_use]
pub fn apportioned(parts: &[Rational], places: u32) -> Vec<Rational> {
    let unit = Rational::from_decimal(1, places);
    let down = |part: &Rational| part.checked_div(&unit).map_or(Rational::ZERO, |units| &units.floor() * &unit);
    let mut rounded: Vec<Rational> = parts.iter().map(down).collect();
    let total: Rational = parts.iter().cloned().sum();
    let given: Rational = rounded.iter().cloned().sum();
    let left = (&total.round_to(places) - &given).checked_div(&unit).and_then(|units| units.to_u64()).unwrap_or(0);
    let mut by_rest: Vec<usize> = (0..parts.len()).collect();
    by_rest.sort_by_cached_key(|at| std::cmp::Reverse(&parts[*at] - &rounded[*at]));
    for at in by_rest.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        rounded[at] = &rounded[at] + &unit;
    }
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::test_support::{number, yen};
    use proptest::prelude::*;

    #[test]
    fn a_third_each_makes_a_hundred_percent() {
        let third = number("1/3");
        let parts = apportioned(&[third.clone(), third.clone(), third], 3);
        assert_eq!(parts, ["0.334", "0.333", "0.333"].map(number));
        assert_eq!(apportioned(&["-3.18", "0.08"].map(number), 1), ["-3.2", "0.1"].map(number));
        assert!(apportioned(&[], 3).is_empty());
    }

    proptest! {
        #[test]
        fn parts_add_up_and_none_is_off_by_a_whole_unit(
            parts in prop::collection::vec((-9999i128..9999, 1i128..50), 0..30),
            places in 0u32..4,
        ) {
            let parts: Vec<Rational> =
                parts.into_iter().map(|(above, below)| Rational::new(above, below).unwrap()).collect();
            let shown = apportioned(&parts, places);
            let sum = |numbers: &[Rational]| numbers.iter().cloned().sum::<Rational>();
            prop_assert_eq!(sum(&shown), sum(&parts).round_to(places));
            let unit = Rational::from_decimal(1, places);
            for (part, shown) in parts.iter().zip(&shown) {
                prop_assert!((part - shown).abs() < unit);
                prop_assert!(part.round_to(places) != *part || shown == part);
            }
        }
    }

    #[test]
    fn counts_are_whole_and_large_amounts_have_no_decimals() {
        assert_eq!(at_least(&number("21.05"), Unit::COUNT), number("22"));
        assert_eq!(at_most(&number("21.05"), Unit::COUNT), number("21"));
        assert_eq!(at_least(&number("21.05"), Unit::RATIO), number("21.05"));
        assert_eq!(expected(&number("45714.29"), yen()), number("45714"));
        assert_eq!(expected(&number("714.29"), yen()), number("714.29"));
        assert_eq!(expected(&number("1736.2"), Unit::COUNT), number("1736.2"));
    }
}
