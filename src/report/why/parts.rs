//! Parts of a change as they are shown: the same number for the same part in every table and sentence.

use crate::base::rational::Rational;
use crate::evaluate::rounding::apportioned;
use crate::evaluate::why::answer::{Change, Factors, Link};
use crate::evaluate::why::formula::Leaf;
use crate::plan::ids::MetricId;

use super::words::decimals;

/// A change's parts by factor, rounded so that they add up to the change.
pub struct ShownParts {
    /// How many decimals they have.
    pub decimals: u32,
    /// In the order of the factors.
    pub parts: Vec<Rational>,
    /// What the factors do not make up.
    pub rest: Rational,
}

impl ShownParts {
    /// The parts of a change.
    #[must_use]
    pub fn of(change: &Change, factors: &Factors) -> Self {
        let exact = factors.list.iter().map(|factor| factor.part.clone()).chain([factors.rest.clone()]);
        let decimals = decimals(change.unit, &[change.difference()]);
        let mut parts = apportioned(&exact.collect::<Vec<_>>(), decimals);
        let rest = parts.pop().unwrap_or(Rational::ZERO);
        Self { decimals, parts, rest }
    }

    /// The part that a metric has of the goal's change by a link that is one of factors.
    #[must_use]
    pub fn linked(&self, factors: &Factors, link: &Link, metric: MetricId) -> Option<Rational> {
        let of = |leaf: &Leaf| {
            let place = factors.list.iter().position(|factor| factor.leaf == *leaf)?;
            self.parts.get(place).cloned()
        };
        match link {
            Link::Factor(_) => of(&Leaf::Metric(metric)),
            Link::Stage { of: leaves, .. } => {
                leaves.iter().map(of).collect::<Option<Vec<_>>>().map(|parts| parts.into_iter().sum())
            }
            _ => None,
        }
    }
}
