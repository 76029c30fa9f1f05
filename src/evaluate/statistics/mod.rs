//! How much a sample can bear: the only room where floats are computed with, for square roots and distributions.
//!
//! Exact numbers go in and decimals come out, rounded once to a fixed number of places, so that the last digits of a
//! machine's own functions never show.

pub mod difference;
pub mod homogeneity;
pub mod interval;
pub mod quantile;

use crate::base::rational::Rational;

/// How sure an interval is where a plan says nothing: 95%.
#[must_use]
pub fn usual_confidence() -> Rational {
    Rational::from_decimal(95, 2)
}
