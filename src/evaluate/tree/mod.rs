//! A plan as a tree: the goal, what it is made of, and what keeps watch over that.
//!
//! Every number is drawn in full once, where it is met first; further places refer to it. So a tree is never larger than
//! its plan, whatever the formulas. Where branches go deeper than anybody follows, they go on as trees of their own.

mod formula;
mod grow;
mod links;
mod standings;

#[cfg(test)]
mod tests;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::plan::ids::{FunnelId, MeasureId, MetricId};
use crate::plan::unit::Unit;

use super::Query;
use super::ground::Ground;
use super::result::ResultRow;

/// How far a branch goes before it goes on as a tree of its own.
pub const DEEPEST: usize = 12;

/// A plan as a tree, with the numbers of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The period of every number that has none of its own.
    pub period: Period,
    /// Whether its last day is not after the as-of date.
    pub complete: bool,
    /// In the order in which they are read: each followed by what is below it.
    pub entries: Vec<Entry>,
    pub sections: Vec<Section>,
    /// How many numbers of the plan lead to none of its indicators and are not in the tree.
    pub left_out: usize,
}

/// Some trees that stand below one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: SectionKind,
    /// By their place in the entries; at least one.
    pub roots: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// The final goals.
    Goals,
    /// The indicators of a plan without a goal.
    Indicators,
    /// The indicators that nothing ties to a goal.
    NotLinked,
    /// Branches that go on here because they are long.
    Continued,
}

/// A place in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub content: Content,
    /// What it is to the entry above it.
    pub link: Link,
    /// How many entries are above it.
    pub depth: usize,
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    /// For a number in full what it comes to: in the tree's period, unless one of its indicators says so already, then
    /// by each of its indicators. None where the entry refers, or stands for no number.
    pub standings: Vec<ResultRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A metric or measure, in full.
    Metric(MetricId),
    /// One that is drawn in full elsewhere.
    Again(MetricId),
    /// A metric's value one period before.
    Previous(MetricId),
    /// A number that a formula or a step of a funnel states, with its unit where it is known.
    Number(Rational, Option<Unit>),
    /// An aggregate without a name.
    Aggregate(MeasureId),
    /// What stands between parentheses.
    Group,
    /// One of several ways to the number above.
    Funnel(FunnelId),
}

/// What an entry is to the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// There is none above it.
    Root,
    /// A part of its formula, or of its funnel.
    Part(Sign),
    /// The conversion by which the stage before is multiplied.
    Conversion,
    /// Read by its formula, which is too long to be drawn.
    Within,
    /// An indicator that is computed from it.
    Measures,
    /// The quality that keeps it honest.
    Guards,
    /// Believed to lead to it, not computed.
    Drives,
}

/// What joins a part to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The first part.
    Equals,
    Plus,
    Minus,
    Times,
    Over,
}

impl Tree {
    /// The entry's number, where it stands for one or refers to one.
    #[must_use]
    pub fn metric(&self, entry: usize) -> Option<MetricId> {
        match self.entries.get(entry)?.content {
            Content::Metric(metric) | Content::Again(metric) | Content::Previous(metric) => Some(metric),
            Content::Number(..) | Content::Aggregate(_) | Content::Group | Content::Funnel(_) => None,
        }
    }
}

/// The tree of a plan. `query` says the period: without one, it is the newest whole one.
#[must_use]
pub fn tree(ground: Ground, query: &Query) -> Tree {
    standings::with_numbers(ground, query, grow::grow(ground.plan, ground.programs))
}
