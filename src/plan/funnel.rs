//! The stages on the way to the goal.

use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};

use super::ids::MetricId;
use super::metric::Allow;
use super::settings::Length;

/// Stages in order, each with the conversion that leads to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    pub label: Option<String>,
    /// Its share of the goal, from 0 to 1; `None` where it is the only one.
    pub share: Option<Spanned<Rational>>,
    /// At least one.
    pub stages: Vec<Stage>,
    pub cohort: Option<Cohort>,
    pub note: Option<String>,
    pub allows: Vec<Allow>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub metric: MetricId,
    /// The metric that is this stage ÷ the one before; `None` for the first stage.
    pub conversion: Option<MetricId>,
    /// What the conversion is expected to be, in its unit.
    pub at: Option<Spanned<Rational>>,
    /// Whether that is written in percent: `at 150%`, not `at 1.5`.
    pub at_in_percent: bool,
    pub span: Span,
}

/// The same lead followed through the stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    pub key: Spanned<String>,
    pub within: Length,
    pub span: Span,
}
