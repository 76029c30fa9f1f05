//! The members of a segmentation, as a table and the words above it show them.

use crate::base::rational::Rational;
use crate::evaluate::rounding::apportioned;
use crate::evaluate::why::answer::{Segment, Segmentation};

/// More lines than anybody reads are summed up in one.
pub const MOST_LINES: usize = 12;

/// The members that are shown, and the rounded parts of their lines, of those left out and of the whole.
pub struct Rows<'a> {
    pub shown: &'a [Segment],
    pub left_out: usize,
    /// The last one is that of all together, as of the next two.
    pub mix: Vec<Rational>,
    pub rate: Vec<Rational>,
    pub whole: Vec<Rational>,
}

impl<'a> Rows<'a> {
    /// The rows of a segmentation, with so many decimals.
    #[must_use]
    pub fn of(segmentation: &'a Segmentation, places: u32) -> Self {
        let all = &segmentation.segments;
        let many = if all.len() > MOST_LINES { MOST_LINES - 1 } else { all.len() };
        let (shown, others) = all.split_at(many);
        // Mix and rate of all lines are rounded together: so each line adds up, each column, and the whole.
        let exact: Vec<Rational> =
            shown.iter().flat_map(|own| [own.mix.clone(), own.rate.clone()]).chain(rest(others)).collect();
        let rounded = apportioned(&exact, places);
        let every_second = |first: usize| rounded.iter().skip(first).step_by(2).cloned().collect::<Vec<_>>();
        let (mut mix, mut rate) = (every_second(0), every_second(1));
        let mut whole: Vec<Rational> = mix.iter().zip(&rate).map(|(mix, rate)| mix + rate).collect();
        for column in [&mut mix, &mut rate, &mut whole] {
            column.push(column.iter().cloned().sum());
        }
        Self { shown, left_out: others.len(), mix, rate, whole }
    }
}

/// The mix and the rate of those that are not shown; none where all are.
fn rest(others: &[Segment]) -> Vec<Rational> {
    if others.is_empty() {
        return Vec::new();
    }
    vec![others.iter().map(|own| own.mix.clone()).sum(), others.iter().map(|own| own.rate.clone()).sum()]
}
