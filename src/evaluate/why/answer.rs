//! What is said of a change, in plain data.

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::plan::ids::MetricId;
use crate::plan::unit::Unit;

use super::formula::Leaf;

/// What was asked, answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub comparison: Comparison,
    pub about: About,
}

/// One number, or all of the plan.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    One(Box<Explanation>),
    All(Box<Moves>),
}

/// What is compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub period: Period,
    pub versus: Versus,
    /// The last day of the other period whose rows are compared, where the period is in progress: its working day is the
    /// same. `None` where the other period is whole.
    pub until: Option<Date>,
}

/// The side that a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versus {
    Period(Period),
    /// What should have been.
    Target,
}

/// How much of a period that is not over is compared with as much of the other side.
#[derive(Clone, Debug, PartialEq)]
pub struct Portion {
    /// Working days gone by, and those of the whole period.
    pub gone: u64,
    pub total: u64,
    /// What the sums of the other side are multiplied by.
    pub share: Rational,
    /// The last day of the other side whose rows are compared; `None` where all of it is, times the share.
    pub until: Option<Date>,
}

/// The numerator and the denominator of a sample: how many of how many.
pub type Sides = (Rational, Rational);

/// A number's change. Every `part` of a list adds up to `after − before` exactly, with what its remainder says.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub metric: MetricId,
    pub unit: Unit,
    /// Of a period in progress, for a sum, the portion of the other side that has gone by.
    pub before: Rational,
    pub after: Rational,
    /// Of one count ÷ another, how many of how many on either side; `None` for anything else, and for targets.
    pub samples: (Option<Sides>, Option<Sides>),
    /// Whether samples of that size differ as much by chance alone; `None` where that can't be said.
    pub may_be_chance: Option<bool>,
}

impl Change {
    /// after − before.
    #[must_use]
    pub fn difference(&self) -> Rational {
        &self.after - &self.before
    }

    /// Whether it is one count ÷ another, of which how many of how many says all that its two sides could.
    #[must_use]
    pub fn is_of_counts(&self) -> bool {
        self.samples.1.is_some()
    }
}

/// A change taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub change: Change,
    pub portion: Option<Portion>,
    /// By what it is computed from; the error is the sentence that says why it can't be.
    pub factors: Result<Factors, Message>,
    /// By the members of each dimension that was asked for, else of all that its source has.
    pub segmentations: Vec<Segmentation>,
    /// The place of the segmentation that says most.
    pub told: Option<usize>,
    /// The dimensions by which it can't be taken apart, and why.
    pub undivided: Vec<(Vec<String>, Message)>,
    /// Where it reached; `None` for the goal itself.
    pub reached: Option<Reached>,
}

/// How the parts of factors were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Shapley values: the mean over all orders in which the factors could have changed.
    Shapley,
    /// Each operation's change shared out among its two sides, because there are too many factors for every mixture of
    /// old and new numbers.
    AlongManyFactors,
    /// The same, because a mixture of old and new numbers would divide by zero.
    AlongZero,
}

/// A change by what the number is computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors {
    pub method: Method,
    /// In the formula's order.
    pub list: Vec<Factor>,
    /// What the factors' numbers do not make up: targets that do not multiply to the target, for example.
    pub rest: Rational,
}

/// One number that another is computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    pub leaf: Leaf,
    pub unit: Unit,
    /// `None` where it could not be computed on that side: it is taken to be what it is on the other.
    pub before: Option<Rational>,
    pub after: Option<Rational>,
    pub part: Rational,
}

/// What adds up over the members of a breakdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Members' numbers make the total.
    Sum,
    /// Members' numerators and denominators make those of the total: what they weigh changes, and what they are.
    Rate,
}

/// A change by the members of a breakdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Segmentation {
    pub dimensions: Vec<String>,
    pub kind: Kind,
    /// Of a rate what the members' weights are shares of, where that is a number by itself.
    pub base: Option<Leaf>,
    /// What came of members weighing more or less than before.
    pub mix: Rational,
    /// What came of members getting better or worse.
    pub rate: Rational,
    /// Those that moved most first.
    pub segments: Vec<Segment>,
}

/// One member.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub group: Group,
    pub before: Side,
    pub after: Side,
    /// Measured against the overall rate: more of what is better than the whole brings something, more of what is worse takes
    /// something. Zero for sums.
    pub mix: Rational,
    /// For sums the member's whole difference.
    pub rate: Rational,
    /// Of one count ÷ another, whether samples of the member's size differ as much by chance alone; else `None`.
    pub may_be_chance: Option<bool>,
}

impl Segment {
    /// What it brings in all.
    #[must_use]
    pub fn part(&self) -> Rational {
        &self.mix + &self.rate
    }
}

/// A member on one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its share of the denominator; `None` for sums.
    pub weight: Option<Rational>,
    /// `None` without a denominator.
    pub value: Option<Rational>,
    pub numerator: Rational,
    /// One for sums.
    pub denominator: Rational,
}

impl Side {
    /// How many of how many.
    #[must_use]
    pub fn sides(&self) -> Sides {
        (self.numerator.clone(), self.denominator.clone())
    }
}

/// How far a change reached towards the goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    pub goal: Change,
    /// The goal's change by its factors, where it can be taken apart.
    pub factors: Option<Factors>,
    pub link: Link,
}

/// How a number is linked with the goal.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// A factor of the goal: its part of the goal's change.
    Factor(Rational),
    /// A stage on the way to it: the parts of all that it is made of itself.
    Stage { part: Rational, of: Vec<Leaf> },
    /// The conversion of one of several funnels, of which the goal's change tells only what all of them together brought:
    /// the factor that holds it.
    Within(Leaf),
    /// It keeps these honest.
    Guards(Vec<MetricId>),
    /// It is believed to move these.
    Drives(Vec<MetricId>),
    /// There is none in the plan.
    Unlinked,
}

impl Link {
    /// What it brought of the goal's change, where that can be said.
    #[must_use]
    pub fn part(&self) -> Option<&Rational> {
        match self {
            Self::Factor(part) | Self::Stage { part, .. } => Some(part),
            _ => None,
        }
    }
}

/// Everything of a plan that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// The goal's change taken apart; the error says why it can't be, or that there is no goal.
    pub goal: Result<Box<Explanation>, Message>,
    /// The factor of the goal that moved it most, taken apart itself.
    pub cause: Option<Box<Explanation>>,
    /// Every other stage, conversion and indicator: by its effect on the goal, then by how much it changed relatively.
    pub others: Vec<Move>,
    /// Those that have no number on one of the sides, and why.
    pub missing: Vec<(MetricId, Message)>,
}

/// One number that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub change: Change,
    pub link: Link,
}
