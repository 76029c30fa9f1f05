//! Parts rounded so that what is shown adds up.

use crate::base::rational::Rational;

/// The parts as whole multiples of `unit`, adding up to their sum as it is rounded itself: what is missing goes to the
/// parts that lost most by rounding (the largest remainder). No part is off by a whole unit.
#[must_use]
pub fn adding_up(parts: &[Rational], unit: &Rational) -> Vec<Rational> {
    let in_units = |number: &Rational| number.checked_div(unit).unwrap_or(Rational::ZERO);
    let exact: Vec<Rational> = parts.iter().map(in_units).collect();
    let whole = exact.iter().cloned().sum::<Rational>().round_to(0);
    let mut shown: Vec<Rational> = exact.iter().map(Rational::floor).collect();
    let missing = &whole - &shown.iter().cloned().sum();
    let missing = missing.to_u64().and_then(|missing| usize::try_from(missing).ok()).unwrap_or(0);
    let mut order: Vec<usize> = (0..exact.len()).filter(|place| !exact[*place].is_whole()).collect();
    order.sort_by_cached_key(|place| std::cmp::Reverse(&exact[*place] - &shown[*place]));
    for place in order.into_iter().take(missing) {
        shown[place] = &shown[place] + &Rational::ONE;
    }
    shown.iter().map(|number| number * unit).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbers(texts: &[&str]) -> Vec<Rational> {
        texts.iter().map(|text| Rational::parse_decimal(text).unwrap()).collect()
    }

    #[test]
    fn what_is_missing_goes_to_who_lost_most() {
        let unit = Rational::parse_decimal("0.1").unwrap();
        assert_eq!(adding_up(&numbers(&["-3.18", "0.08"]), &unit), numbers(&["-3.2", "0.1"]));
        assert_eq!(adding_up(&numbers(&["0.04", "0.04", "0.04"]), &unit), numbers(&["0.1", "0", "0"]));
        assert_eq!(adding_up(&[], &unit), numbers(&[]));
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up(parts in prop::collection::vec((-9999i128..9999, 1i128..50), 0..12)) {
            let parts: Vec<Rational> =
                parts.into_iter().map(|(above, below)| Rational::new(above, below).unwrap()).collect();
            let shown = adding_up(&parts, &Rational::ONE);
            let sum = |numbers: &[Rational]| numbers.iter().cloned().sum::<Rational>();
            prop_assert_eq!(sum(&shown), sum(&parts).round_to(0));
            for (shown, part) in shown.iter().zip(&parts) {
                prop_assert!((shown - part).abs() < Rational::ONE);
            }
        }
    }
}
