//! The gap shared out among the steps.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::why::{product, shapley};

use super::factors::{Factors, Node};

/// A product of more steps is not taken apart.
const LONGEST_PRODUCT: usize = 40;

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
    if factors.steps.len() > shapley::MOST_FACTORS {
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

/// From what the formula comes to with each set of its steps changed; `None` where one of them divides by zero, or where
/// the numbers grow too large.
fn of_formula(factors: &Factors) -> Option<Vec<Rational>> {
    let count = factors.steps.len();
    let worth = |set: usize| {
        let number = |place: usize| {
            let step = &factors.steps[place];
            if set >> place & 1 == 1 { step.actual.clone() } else { step.planned.clone() }
        };
        factors.root.value(&number)
    };
    let worth: Vec<Rational> = (0..1_usize << count).map(worth).collect::<Option<_>>()?;
    shapley::values(&worth, count)
}
