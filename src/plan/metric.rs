//! The numbers of a plan, and the indicators that steer by them.

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::{Horizon, Layer};

use super::ids::{ContractorId, FunnelId, MeasureId, MetricId, PlanId};
use super::settings::{Length, Review};
use super::target::{Target, Threshold};
use super::unit::Unit;

/// A number with a name: a measure, a metric, a conversion of a funnel, or what a `kpi NAME = …` declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    pub name: Spanned<String>,
    pub label: Option<String>,
    pub origin: MetricOrigin,
    pub expr: Expr,
    pub unit: Unit,
    /// May be summed over periods and groups, and judged by pace.
    pub additive: bool,
    /// Stated in its own block.
    pub layer: Option<Layer>,
    pub note: Option<String>,
    /// The whole declaration.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricOrigin {
    Measure,
    Metric,
    /// The conversion into stage `stage` (from 1) of a funnel.
    Conversion {
        funnel: FunnelId,
        stage: usize,
    },
    /// Declared by a `kgi` or `kpi` with `=`.
    Indicator,
    /// A metric of another plan, taken in by `use … as`.
    Foreign,
}

/// A number computed from metrics of the same period and group.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Number(Rational),
    Measure(MeasureId),
    Metric(MetricId),
    /// The metric's value one period before.
    Previous(MetricId),
    /// A metric of another plan of the workspace. It is all of the formula of a metric of origin
    /// [`Foreign`](MetricOrigin::Foreign), which other formulas read.
    Foreign(PlanId, MetricId),
    Negate(Box<Expr>),
    Binary(Box<Expr>, Operator, Box<Expr>),
}

impl Expr {
    /// Every metric of this plan that it reads, of the same period or an earlier one. Never recurses.
    #[must_use]
    pub fn metrics(&self) -> Vec<MetricId> {
        let (mut found, mut waiting) = (Vec::new(), vec![self]);
        while let Some(expr) = waiting.pop() {
            match expr {
                Self::Metric(metric) | Self::Previous(metric) => found.push(*metric),
                Self::Negate(inner) => waiting.push(inner),
                Self::Binary(left, _, right) => waiting.extend([&**left, &**right]),
                Self::Number(_) | Self::Measure(_) | Self::Foreign(..) => {}
            }
        }
        found
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Kgi,
    Kpi,
}

/// A `kgi` or `kpi`: a metric with what is asked of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    pub role: Role,
    pub metric: MetricId,
    pub label: Option<String>,
    /// Its own period, or the plan's.
    pub period: Grain,
    pub target: Option<Target>,
    /// Its own thresholds; where a severity is missing the plan's hold, then the defaults.
    pub thresholds: Vec<Threshold>,
    pub layer: Option<Spanned<Layer>>,
    /// The metrics that it keeps honest.
    pub guards: Vec<Spanned<MetricId>>,
    pub drives: Vec<Drives>,
    pub needs: Option<Needs>,
    pub matures: Option<Length>,
    /// `pace none`: judged in whole periods only.
    pub whole_periods_only: bool,
    /// The first and the last day on which it belongs to the plan.
    pub active: (Option<Date>, Option<Date>),
    pub owner: Option<Owner>,
    pub review: Option<Review>,
    pub horizon: Option<Spanned<Horizon>>,
    pub weights: Vec<Weight>,
    pub shared_with: Vec<String>,
    pub notes: Vec<String>,
    pub when_missed: Option<WhenMissed>,
    pub allows: Vec<Allow>,
    /// The name, where it is declared as an indicator.
    pub name_span: Span,
    /// The whole declaration.
    pub span: Span,
}

impl Indicator {
    /// An indicator of which nothing is said.
    #[must_use]
    pub fn plain(role: Role, metric: MetricId, period: Grain, span: Span) -> Self {
        Self {
            role,
            metric,
            label: None,
            period,
            target: None,
            thresholds: Vec::new(),
            layer: None,
            guards: Vec::new(),
            drives: Vec::new(),
            needs: None,
            matures: None,
            whole_periods_only: false,
            active: (None, None),
            owner: None,
            review: None,
            horizon: None,
            weights: Vec::new(),
            shared_with: Vec::new(),
            notes: Vec::new(),
            when_missed: None,
            allows: Vec::new(),
            name_span: span,
            span,
        }
    }

    /// Whether it belongs to the plan on a day.
    #[must_use]
    pub fn is_active_on(&self, day: Date) -> bool {
        let (from, until) = self.active;
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    }

    /// Whether it belongs to the plan for at least a day of the period.
    #[must_use]
    pub fn is_active_in(&self, period: &Period) -> bool {
        let (from, until) = self.active;
        from.is_none_or(|from| from <= period.end()) && until.is_none_or(|until| period.start <= until)
    }
}

/// A link to the goal that is believed, not computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Drives {
    pub metric: Spanned<MetricId>,
    pub why: Option<String>,
}

/// The sample under which nothing is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Needs {
    pub least: Rational,
    pub metric: MetricId,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Owner {
    Person(Spanned<String>),
    Contractor(ContractorId, Span),
}

/// How much an indicator counts, for everybody or for one role. From 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    pub share: Rational,
    pub role: Option<String>,
    pub span: Span,
}

/// What is done and asked when it is missed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhenMissed {
    pub actions: Vec<String>,
    pub questions: Vec<String>,
}

/// A lint rule that is silenced, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    pub rule: Spanned<String>,
    pub reason: String,
    pub until: Option<Spanned<Date>>,
    pub span: Span,
}
