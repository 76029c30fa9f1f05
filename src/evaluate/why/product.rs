//! The change of a product, shared out among its factors: what a funnel's volume and each of its conversions brought.

use crate::base::rational::Rational;

/// What each factor's change brings of the change of their product, from `before` to `after`: the Shapley values, that
/// is the mean of what its change brings over all orders in which the factors could have changed one after the other.
/// They add up to the product's change exactly, also with zeros and negative factors. Of lists of different lengths the
/// shorter one counts.
///
/// Of a factor's change (b − a) the k of the other n − 1 factors that changed before it bring their new numbers, each
/// choice of k equally often: Σₖ k!(n − 1 − k)!/n! · [xᵏ] ∏ⱼ (aⱼ + bⱼx). With n factors that takes n³ multiplications, no
/// sum over the 2ⁿ sets (L. S. Shapley, "A value for n-person games", 1953).
#[must_use]
pub fn shares(before: &[Rational], after: &[Rational]) -> Vec<Rational> {
    let factors: Vec<(&Rational, &Rational)> = before.iter().zip(after).collect();
    let weights = weights(factors.len());
    let share = |own: usize| {
        let (before, after) = factors[own];
        let change = after - before;
        if change.is_zero() {
            return Rational::ZERO;
        }
        let others = factors.iter().enumerate().filter(|(place, _)| *place != own).map(|(_, factor)| *factor);
        let chosen = by_number_changed(others);
        let mean: Rational = chosen.iter().zip(&weights).map(|(product, weight)| product * weight).sum();
        &change * &mean
    };
    (0..factors.len()).map(share).collect()
}

/// k!(n − 1 − k)!/n! for k from 0 to n − 1: how often, of all orders, just these k others come first.
pub(in crate::evaluate) fn weights(n: usize) -> Vec<Rational> {
    let mut weights = Vec::with_capacity(n);
    // 0!(n − 1)!/n! is 1/n; from k to k + 1 it changes by (k + 1)/(n − 1 − k).
    let mut weight = Rational::ONE.checked_div(&n.into()).unwrap_or(Rational::ZERO);
    for k in 0..n {
        let next = (&weight * &(k + 1).into()).checked_div(&(n - 1 - k).into());
        weights.push(std::mem::replace(&mut weight, next.unwrap_or(Rational::ZERO)));
    }
    weights
}

/// For each k the sum of the products in which k of the factors are new and the others old.
fn by_number_changed<'a>(factors: impl Iterator<Item = (&'a Rational, &'a Rational)>) -> Vec<Rational> {
    let mut sums = vec![Rational::ONE];
    for (old, new) in factors {
        let mut next = vec![Rational::ZERO; sums.len() + 1];
        for (k, sum) in sums.iter().enumerate() {
            next[k] = &next[k] + &(sum * old);
            next[k + 1] = &next[k + 1] + &(sum * new);
        }
        sums = next;
    }
    sums
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evaluate::test_support::number;

    fn numbers(texts: &[&str]) -> Vec<Rational> {
        texts.iter().map(|text| number(text)).collect()
    }

    fn product(numbers: &[Rational]) -> Rational {
        numbers.iter().fold(Rational::ONE, |product, number| &product * number)
    }

    #[test]
    fn two_factors_share_what_only_both_together_bring() {
        // From 10 × 2 to 20 × 3: 10 × 2.5 by the first, 1 × 15 by the second.
        assert_eq!(shares(&numbers(&["10", "2"]), &numbers(&["20", "3"])), numbers(&["25", "15"]));
    }

    #[test]
    fn three_factors_are_averaged_over_all_six_orders() {
        let (before, after) = (numbers(&["100", "0.1", "5"]), numbers(&["80", "0.2", "6"]));
        // Alone 0.5, behind one of the others 1.0 or 0.6, behind both 1.2: in the six orders 2, 1, 1 and 2 times.
        assert_eq!(shares(&before, &after)[0], number("-50/3"));
    }

    #[test]
    fn nothing_moved_brings_nothing() {
        assert_eq!(shares(&numbers(&["0", "7"]), &numbers(&["0", "9"])), numbers(&["0", "0"]));
        assert!(shares(&[], &[]).is_empty());
        assert_eq!(shares(&numbers(&["3"]), &numbers(&["-4"])), numbers(&["-7"]));
    }

    fn factor() -> impl Strategy<Value = (Rational, Rational)> {
        let small = || (-40i128..40, 1i128..9).prop_map(|(above, below)| Rational::new(above, below).unwrap());
        (small(), small())
    }

    proptest! {
        #[test]
        fn the_shares_are_the_whole_change(factors in prop::collection::vec(factor(), 0..9)) {
            let (before, after): (Vec<Rational>, Vec<Rational>) = factors.into_iter().unzip();
            let total: Rational = shares(&before, &after).into_iter().sum();
            prop_assert_eq!(total, &product(&after) - &product(&before));
        }

        #[test]
        fn the_order_of_the_factors_changes_nothing(factors in prop::collection::vec(factor(), 2..6)) {
            let (before, after): (Vec<Rational>, Vec<Rational>) = factors.iter().cloned().unzip();
            let (before_back, after_back): (Vec<Rational>, Vec<Rational>) = factors.into_iter().rev().unzip();
            let mut back = shares(&before_back, &after_back);
            back.reverse();
            prop_assert_eq!(shares(&before, &after), back);
        }

        #[test]
        fn there_and_back_brings_the_opposite(factors in prop::collection::vec(factor(), 1..7)) {
            let (before, after): (Vec<Rational>, Vec<Rational>) = factors.into_iter().unzip();
            let back: Vec<Rational> = shares(&after, &before).into_iter().map(|share| -share).collect();
            prop_assert_eq!(shares(&before, &after), back);
        }
    }
}
