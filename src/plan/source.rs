//! Where facts come from, and what is read of each row.

use unicode_normalization::UnicodeNormalization;

use crate::base::period::FiscalYear;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Function;

use super::ids::{LookupId, SourceId};
use super::settings::Length;
use super::unit::{Unit, UnitKind};

/// Rows of facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub name: Spanned<String>,
    pub label: Option<String>,
    pub origin: Origin,
    /// The column that says when; `None` is an error unless nothing counts the rows.
    pub time: Option<Spanned<String>>,
    pub dimensions: Vec<Dimension>,
    /// Which rows count.
    pub filter: Option<Condition>,
    /// Which rows are no facts (totals); counted and said.
    pub skip: Vec<Condition>,
    pub empty_periods_are_zero: bool,
    pub lag: Option<Length>,
    pub layout: Layout,
    pub note: Option<String>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A path or glob, as the plan names it, relative to the file that names it.
    Files(Spanned<String>),
    Table {
        connection: Spanned<String>,
        table: Spanned<String>,
    },
}

/// A small table that adds columns to rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    pub name: Spanned<String>,
    pub path: Spanned<String>,
    pub key: Spanned<String>,
    pub layout: Layout,
    pub span: Span,
}

/// What a plan says of a file's shape; each `None` is found out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub sheet: Option<Spanned<String>>,
    /// From 1.
    pub header_row: Option<Spanned<u32>>,
    /// One character.
    pub separator: Option<Spanned<char>>,
    /// A label of the Encoding Standard that exists (`cp932`, `shift_jis`, `euc-jp`, `utf-8` …).
    pub encoding: Option<Spanned<String>>,
    pub dates: Option<Spanned<DateOrder>>,
    /// Cells that mean "nothing here", besides the empty one.
    pub missing: Vec<String>,
    pub unpivot: Option<Unpivot>,
    /// The year of months that are written without one.
    pub fiscal_year: Option<Spanned<i16>>,
    pub column_units: Vec<ColumnUnit>,
}

impl Layout {
    /// The fiscal year by which months without a year are counted: the plan's, or, where that is the calendar year,
    /// the one that the order of unpivoted months shows. `"4月".."3月"` begins in April and ends in the next year.
    #[must_use]
    pub fn fiscal_year_of_months(&self, of_plan: FiscalYear) -> FiscalYear {
        let month = |name: &Spanned<String>| {
            let name: String = name.value.nfkc().filter(|c| !c.is_whitespace()).collect();
            name.strip_suffix('月')?.parse::<i8>().ok().filter(|month| (1..=12).contains(month))
        };
        let ends = self.unpivot.as_ref().and_then(|unpivot| Some((month(&unpivot.first)?, month(&unpivot.last)?)));
        match ends {
            Some((first, last)) if first > last && of_plan == FiscalYear::CALENDAR => {
                FiscalYear { first_month: first, named_by_end: false }
            }
            _ => of_plan,
        }
    }
}

/// The order in which a date's numbers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    YearMonthDay,
    MonthDayYear,
    DayMonthYear,
}

/// `unpivot "4月".."3月" as month into amount`: the columns from `first` to `last` become rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Unpivot {
    pub first: Spanned<String>,
    pub last: Spanned<String>,
    /// The new column of their headers.
    pub key: Spanned<String>,
    /// The new column of their cells.
    pub value: Spanned<String>,
}

/// `COLUMN in 千円`: every cell is to be multiplied by `scale`.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnUnit {
    pub column: Spanned<String>,
    pub scale: Rational,
    pub unit: Unit,
}

/// A way to group rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    pub name: Spanned<String>,
    pub column: Column,
}

/// A column of a source, or of a lookup that is joined by a column of the source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    pub name: String,
    /// The lookup and the source's column that holds its key.
    pub lookup: Option<(LookupId, String)>,
    pub span: Span,
}

/// A number, or a text, date or truth value, of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowExpr {
    Column(Column),
    Number(Rational),
    Text(String),
    Date(jiff::civil::Date),
    Truth(bool),
    Negate(Box<RowExpr>),
    Binary(Box<RowExpr>, RowOperator, Box<RowExpr>),
    /// `date - date`: days from the second to the first.
    DaysBetween(Box<RowExpr>, Box<RowExpr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOperator {
    Add,
    Subtract,
    Multiply,
    /// By zero: the row has no value there.
    Divide,
}

/// What a row must satisfy. A missing cell satisfies only `Is { present: false }`.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    Compare(RowExpr, Comparison, RowExpr),
    In {
        value: RowExpr,
        negated: bool,
        list: Vec<RowExpr>,
    },
    Is {
        value: RowExpr,
        present: bool,
    },
    Contains {
        value: RowExpr,
        part: String,
    },
    StartsWith {
        value: RowExpr,
        part: String,
    },
    /// A bare true/false column.
    Holds(Column),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// Whether it is true of two things that stand in this order.
    #[must_use]
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl RowExpr {
    /// Every column that it reads, in the order of the text.
    #[must_use]
    pub fn columns(&self) -> Vec<&Column> {
        let (mut found, mut waiting) = (Vec::new(), vec![self]);
        while let Some(expr) = waiting.pop() {
            match expr {
                Self::Column(column) => found.push(column),
                Self::Negate(inner) => waiting.push(inner),
                Self::Binary(left, _, right) | Self::DaysBetween(left, right) => waiting.extend([&**right, &**left]),
                Self::Number(_) | Self::Text(_) | Self::Date(_) | Self::Truth(_) => {}
            }
        }
        found
    }
}

impl Condition {
    /// Every column that it reads, in the order of the text.
    #[must_use]
    pub fn columns(&self) -> Vec<&Column> {
        let (mut found, mut waiting) = (Vec::new(), vec![self]);
        while let Some(condition) = waiting.pop() {
            match condition {
                Self::Compare(left, _, right) => found.extend(left.columns().into_iter().chain(right.columns())),
                Self::In { value, list, .. } => {
                    found.extend(value.columns().into_iter().chain(list.iter().flat_map(RowExpr::columns)));
                }
                Self::Is { value, .. } | Self::Contains { value, .. } | Self::StartsWith { value, .. } => {
                    found.extend(value.columns());
                }
                Self::Holds(column) => found.push(column),
                Self::And(left, right) | Self::Or(left, right) => waiting.extend([&**right, &**left]),
                Self::Not(inner) => waiting.push(inner),
            }
        }
        found
    }
}

/// One aggregate over one source's rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub source: SourceId,
    pub function: Function,
    pub distinct: bool,
    /// What is aggregated; `None` only for `count(source)`.
    pub argument: Option<RowExpr>,
    /// From 0 to 1, for `percentile`.
    pub rank: Option<Rational>,
    /// The time column, where it is not the source's.
    pub on: Option<Spanned<String>>,
    pub filter: Option<Condition>,
    pub unit: Unit,
    /// What the sum is to be multiplied by (`in 千円` after an aggregate).
    pub scale: Rational,
    pub span: Span,
}

impl Measure {
    /// Whether it adds up amounts of money.
    #[must_use]
    pub fn adds_up_money(&self) -> bool {
        self.function == Function::Sum && matches!(self.unit.kind(), UnitKind::Money(_))
    }

    /// Whether its values may be summed over periods and groups.
    #[must_use]
    pub fn is_additive(&self) -> bool {
        matches!(self.function, Function::Count | Function::Sum) && !self.distinct
    }
}
