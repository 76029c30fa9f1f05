//! Measures, metrics, goals and indicators.

use crate::base::period::Grain;
use crate::base::span::Span;
use crate::base::vocabulary::{Horizon, Layer};

use super::expression::Expr;
use super::literal::{Literal, PeriodText, Quantity};
use super::plan::{Allow, Review, Who};
use super::{Clause, Name, Path, Text};

/// `measure`, `metric`, `kgi` and `kpi`.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricDecl {
    pub span: Span,
    pub keyword: Span,
    pub name: Name,
    pub label: Option<Text>,
    pub expr: Option<Expr>,
    pub clauses: Vec<Clause<MetricClause>>,
}

/// Clauses of `kgi` and `kpi`; `measure` and `metric` take `layer`, `note` and `allow` of them.
#[derive(Clone, Debug, PartialEq)]
pub enum MetricClause {
    Target(Target),
    Threshold(Threshold),
    Layer(Layer),
    Guards(Vec<Path>),
    Drives {
        metric: Path,
        why: Option<Text>,
    },
    /// `needs 100 calls`.
    Needs {
        least: Literal,
        metric: Path,
    },
    Matures(Literal),
    PaceNone,
    Period(Grain),
    From(PeriodText),
    Until(PeriodText),
    Owner(Who),
    Review(Review),
    Horizon(Horizon),
    Weight {
        share: Literal,
        role: Option<Text>,
    },
    SharedWith(Vec<Text>),
    Note(Text),
    WhenMissed {
        actions: Vec<Text>,
        questions: Vec<Text>,
    },
    Allow(Allow),
    Broken,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub direction: TargetDirection,
    pub value: TargetValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetDirection {
    /// `at least`, or nothing said.
    AtLeast,
    AtMost,
    /// Every value of the target is a pair.
    Between,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TargetValue {
    One(TargetRange),
    Schedule(Vec<(PeriodText, TargetRange)>),
    File(Text),
    By { dimension: Name, members: Vec<(Text, TargetRange)> },
}

/// A single number, or the two ends of a `between`.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetRange {
    Single(Quantity),
    Between(Quantity, Quantity),
}

/// `warn below 9%`, `fail above 60 days`, `warn down 10% on year for 3 periods`.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    pub severity: Severity,
    pub limit: Limit,
    /// `for 3 periods`; 1 where nothing is said.
    pub periods: u32,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Warn,
    Fail,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    Below(LimitValue),
    Above(LimitValue),
    /// A fall against an earlier period, relative (`10%`) or in `points`.
    Down {
        by: Literal,
        against: Baseline,
    },
    Up {
        by: Literal,
        against: Baseline,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum LimitValue {
    Value(Quantity),
    /// `80% of target`.
    OfTarget(Literal),
}

/// What a change is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    Previous,
    YearBefore,
}
