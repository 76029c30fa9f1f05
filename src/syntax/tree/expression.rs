//! Formulas and conditions.

use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Function;

use super::literal::{Literal, LiteralUnit, PeriodText};
use super::{Name, Path};

/// An expression. Numbers over metrics and conditions over rows share one shape; which may stand where is decided
/// when names are resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Literal(Literal),
    Text(String),
    Truth(bool),
    /// A date or period: `2026-10`.
    Period(PeriodText),
    Name(Path),
    Aggregate(Box<Aggregate>),
    /// `previous(NAME)`: the period before.
    Previous(Path),
    Unary(Spanned<UnaryOperator>, Box<Expr>),
    Binary(Box<Expr>, Spanned<BinaryOperator>, Box<Expr>),
    /// `x in (a, b)`, `x not in (…)`.
    In {
        value: Box<Expr>,
        negated: bool,
        list: Vec<Expr>,
    },
    /// `x is present`, `x is missing`.
    Is {
        value: Box<Expr>,
        present: bool,
    },
    Paren(Box<Expr>),
    /// Its error has been reported.
    Broken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    Negate,
    Not,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    StartsWith,
    And,
    Or,
}

/// `sum(deals.amount via product on close_date where stage == "Won") in JPY`.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    pub function: Spanned<Function>,
    pub distinct: Option<Span>,
    /// A source (`count(deals)`) or an expression over its columns.
    pub argument: Expr,
    /// The percentile's rank.
    pub rank: Option<Literal>,
    /// The column by which a lookup is joined.
    pub via: Option<Name>,
    /// Another time column than the source's.
    pub on: Option<Name>,
    pub filter: Option<Expr>,
    pub unit: Option<UnitText>,
}

/// A unit after `in`: `JPY`, `千円`, `days`, `件`, `%`.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitText {
    /// How many of the base unit one is: 1000 for 千円, 1/100 for %.
    pub scale: Rational,
    pub unit: LiteralUnit,
    pub span: Span,
}
