//! The tree of a plan's text: what was written, with its places, before any name is looked up.
//!
//! A declaration or clause that could not be read leaves a `Broken` node, so that what stands beside it is still
//! understood and nothing speaks of it twice.

mod expression;
mod literal;
mod metric;
mod plan;
mod practice;
mod source;

use crate::base::span::{FileId, Span, Spanned};

pub use self::expression::{Aggregate, BinaryOperator, Expr, ExprKind, UnaryOperator, UnitText};
pub use self::literal::{DateText, Literal, LiteralUnit, PeriodText, Quantity};
pub use self::metric::{
    Baseline, Limit, LimitValue, MetricClause, MetricDecl, Severity, Target, TargetDirection, TargetRange, TargetValue,
    Threshold,
};
pub use self::plan::{Allow, DayList, PlanClause, PlanDecl, Review, Team, TeamSize, UseDecl, Who, Workdays};
pub use self::practice::{
    ActionClause, ActionDecl, CohortDecl, ContractorClause, ContractorDecl, Expected, FunnelClause, FunnelDecl,
    StageDecl, TestClause, TestDecl,
};
pub use self::source::{DimensionDecl, LookupDecl, Origin, SourceClause, SourceDecl};

/// One file.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    pub file: FileId,
    pub items: Vec<Item>,
    /// Every comment, in the order of the text, without its `#`s.
    pub comments: Vec<Spanned<String>>,
}

/// A name: NFKC-normalised, trimmed of its backticks.
pub type Name = Spanned<String>;

/// Words in quotes, without the quotes and with their escapes resolved.
pub type Text = Spanned<String>;

/// A name that may stand behind another plan's: `tokyo.revenue`, `deals.close_date`.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// At least one.
    pub parts: Vec<Name>,
    pub span: Span,
}

/// One declaration.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Plan(PlanDecl),
    Use(UseDecl),
    Source(SourceDecl),
    Lookup(LookupDecl),
    Measure(MetricDecl),
    Metric(MetricDecl),
    Kgi(MetricDecl),
    Kpi(MetricDecl),
    Funnel(FunnelDecl),
    Contractor(ContractorDecl),
    Action(ActionDecl),
    Test(TestDecl),
    Allow(Allow),
    Broken(Broken),
}

/// A declaration or clause that could not be read; its error has been reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    pub span: Span,
    /// The keyword it starts with, where it is one.
    pub keyword: Option<Spanned<String>>,
    /// The name it would have declared.
    pub name: Option<Name>,
}

/// A declaration's block clause: `kind` is what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause<K> {
    /// From its keyword to the end of its last value.
    pub span: Span,
    pub keyword: Spanned<String>,
    pub kind: K,
}
