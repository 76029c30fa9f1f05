//! What is aimed for, and when it counts as missed.

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Direction;

/// A stated target.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub direction: Direction,
    pub value: TargetValue,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TargetValue {
    One(Goal),
    /// For each period listed, in the order of time; a coarser key holds for each period inside.
    Schedule(Vec<(Period, Goal)>),
    /// A file of targets, as the plan names it; read by the data layer.
    File(Spanned<String>),
    /// For each member of a dimension.
    By {
        dimension: Spanned<String>,
        members: Vec<(Spanned<String>, Goal)>,
    },
}

/// The number to reach, or the two ends to stay between.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub low: Amount,
    /// Only for `between`.
    pub high: Option<Amount>,
}

/// A number in the metric's unit (durations in days), perhaps for each member and each grain of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub value: Rational,
    /// To be multiplied by the team's size.
    pub per_member: bool,
    /// To be converted to the indicator's period by working days.
    pub per: Option<Grain>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Warn,
    Fail,
}

/// `warn below 9%`, `fail down 10% on year for 3 periods`.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    pub severity: Severity,
    pub limit: Limit,
    /// How many periods in a row it must hold; at least 1.
    pub periods: u32,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    Below(LimitValue),
    Above(LimitValue),
    Down { by: Change, against: Baseline },
    Up { by: Change, against: Baseline },
}

#[derive(Clone, Debug, PartialEq)]
pub enum LimitValue {
    Amount(Amount),
    /// A share of the target: 0.8 for `80% of target`.
    OfTarget(Rational),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A share of the earlier value: 0.1 for `10%`.
    Relative(Rational),
    /// A difference of ratios: 0.02 for `2 points`.
    Points(Rational),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    Previous,
    YearBefore,
}
