//! The gap shared out among the steps.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::why::product;

use super::factors::{Factors, Node};

/// A product of more steps is not taken apart.
const LONGEST_PRODUCT: usize = 40;

/// A formula of more steps is not taken apart: it takes a value for each of their sets.
const LONGEST_FORMULA: usize = 12;

/// Each step's part of the difference that the actual numbers make: its Shapley value, that is the mean of what its
/// change brings over all orders in which the steps could have changed one after the other.
pub(super) fn shares(factors: &Factors) -> Result<Vec<Rational>, Message> {
    let too_many = || Message::new("bottleneck-too-long").with("count", factors.steps.len());
    if let Some(places) = plain_product(&factors.root) {
        let planned: Vec<Rational> = places.iter().map(|place| factors.steps[*place].planned.clone()).collect();
        let actual: Vec<Rational> = places.iter().map(|place| factors.steps[*place].actual.clone()).collect();
        let mut parts = vec![Rational::ZERO; factors.steps.len()];
        for (place, part) in places.into_iter().zip(product::shares(&planned, &actual)) {
            parts[place] = part;
        }
        return Ok(parts);
    }
    if factors.steps.len() > LONGEST_FORMULA {
        return Err(too_many());
    }
    of_formula(factors).ok_or_else(|| Message::new("bottleneck-divides-by-zero"))
}

/// The steps of a formula that is nothing but their product.
fn plain_product(root: &Node) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        match node {
            Node::Step(place) if places.contains(place) || places.len() > LONGEST_PRODUCT => return None,
            Node::Step(place) => places.push(*place),
            Node::Product(parts) => waiting.extend(parts),
            Node::Sum(_) | Node::Formula(..) => return None,
        }
    }
    Some(places)
}

/// Over all sets of changed steps; `None` where one of them divides by zero.
fn of_formula(factors: &Factors) -> Option<Vec<Rational>> {
    let count = factors.steps.len();
    let has = |set: usize, place: usize| set >> place & 1 == 1;
    let value = |set: usize| {
        let number = |place: usize| {
            let step = &factors.steps[place];
            if has(set, place) { step.actual.clone() } else { step.planned.clone() }
        };
        factors.root.value(&number)
    };
    let values: Vec<Rational> = (0..1_usize << count).map(value).collect::<Option<_>>()?;
    let weights = product::weights(count);
    let part = |place: usize| -> Rational {
        let without = (0..values.len()).filter(|set| !has(*set, place));
        let gains = without.map(|set| {
            let others = usize::try_from(set.count_ones()).unwrap_or(0);
            &(&values[set | 1 << place] - &values[set]) * &weights[others]
        });
        gains.sum()
    };
    Some((0..count).map(part).collect())
}
