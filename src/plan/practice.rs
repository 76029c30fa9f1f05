//! What happens around the numbers: who is paid by them, what was tried, what the plan proves of itself.

use jiff::civil::Date;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Status;

use super::ids::MetricId;
use super::metric::{Allow, Owner};

/// Somebody outside who is paid by result.
#[derive(Clone, Debug, PartialEq)]
pub struct Contractor {
    pub name: Spanned<String>,
    pub label: Option<String>,
    pub paid: Vec<Paid>,
    pub note: Option<String>,
    pub allows: Vec<Allow>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Paid {
    /// In the plan's currency unless it says another; the number and the ISO code.
    pub fee: Option<(Rational, String)>,
    pub per: Spanned<MetricId>,
}

/// An improvement that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub label: Spanned<String>,
    pub metric: Spanned<MetricId>,
    pub from: Option<Spanned<Date>>,
    /// In the metric's unit.
    pub expect: Option<Spanned<Rational>>,
    pub by: Option<Spanned<Date>>,
    pub owner: Option<Owner>,
    pub heard: Vec<(Date, String)>,
    pub note: Option<String>,
    pub allows: Vec<Allow>,
    pub span: Span,
}

/// A plan's own unit test.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    pub label: Spanned<String>,
    pub period: Option<Period>,
    pub given: Vec<(Spanned<MetricId>, Rational)>,
    pub expected: Vec<Expectation>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    pub metric: Spanned<MetricId>,
    pub expected: Expected,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    Status(Status),
    /// Compared at `decimals` places of the metric's base unit.
    Value {
        value: Rational,
        decimals: u32,
    },
    /// What the goal requires of the metric.
    Required {
        value: Rational,
        decimals: u32,
    },
}
