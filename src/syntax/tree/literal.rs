//! Numbers, quantities, dates and periods as they are written.

use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::DurationUnit;

use super::Name;

/// A number as written, with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// In the unit's own base: `10%` is 1/10, `1,000万円` is 10,000,000; a duration counts its `DurationUnit`.
    pub number: Rational,
    /// How many decimals of `number` were written (`12.5%` has 3): the precision that a test compares at.
    pub decimals: u32,
    pub unit: LiteralUnit,
    pub span: Span,
    /// The unit's own words, where there are some.
    pub unit_span: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiteralUnit {
    /// A bare number: a count or a ratio, as its place asks.
    None,
    /// Counted things: 件 人 回 社 本 名.
    Counter,
    Percent,
    /// `2 points`: a difference of two ratios, in hundredths.
    Points,
    /// A currency, as written (`JPY`, `円`, `¥`, `$`) and by its ISO 4217 code. The code is not yet checked.
    Money(String),
    Duration(DurationUnit),
}

/// A literal, perhaps per something: `60 per rep per day`, `15,000円 per meeting`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    pub literal: Literal,
    pub per: Vec<Name>,
    pub span: Span,
}

/// A date or a period, as written. Quarters, halves and years wait for the plan's fiscal year.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodText {
    /// In ASCII digits, of a form that [`Period::parse`](crate::base::period::Period::parse) reads; that it exists
    /// (no 30 February) has been checked.
    pub text: String,
    pub grain: Grain,
    pub span: Span,
}

/// A date that exists.
pub type DateText = Spanned<jiff::civil::Date>;
