//! Sources and lookups.

use crate::base::span::{Span, Spanned};

use super::expression::{Expr, UnitText};
use super::literal::Literal;
use super::plan::Allow;
use super::{Clause, Name, Path, Text};

#[derive(Clone, Debug, PartialEq)]
pub struct SourceDecl {
    pub span: Span,
    pub name: Name,
    pub label: Option<Text>,
    pub origin: Origin,
    pub clauses: Vec<Clause<SourceClause>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A path or glob.
    Files(Text),
    /// `CONNECTION table "…"`.
    Table { connection: Name, table: Text },
}

#[derive(Clone, Debug, PartialEq)]
pub struct LookupDecl {
    pub span: Span,
    pub name: Name,
    pub label: Option<Text>,
    pub path: Text,
    pub clauses: Vec<Clause<SourceClause>>,
}

/// Clauses of `source` and `lookup`. Which may stand in which is decided by the parser (`key` only in a lookup;
/// `time`, `by`, `where`, `lag`, `empty` only in a source).
#[derive(Clone, Debug, PartialEq)]
pub enum SourceClause {
    Time(Name),
    By(Vec<DimensionDecl>),
    Key(Name),
    Where(Expr),
    SkipRows(Expr),
    EmptyPeriodsAreZero,
    Lag(Literal),
    Sheet(Text),
    /// From 1.
    HeaderRow(Spanned<u32>),
    Separator(Text),
    Encoding(Text),
    Dates(Text),
    Missing(Vec<Text>),
    /// `unpivot "4月".."3月" as month into amount`.
    Unpivot {
        first: Text,
        last: Text,
        key: Name,
        value: Name,
    },
    FiscalYear(Spanned<i16>),
    /// `COLUMN in 千円`.
    ColumnUnit {
        column: Name,
        unit: UnitText,
    },
    Note(Text),
    Allow(Allow),
    Broken,
}

/// `rep`, `agent = sales_agent`, `team = members.team via rep`.
#[derive(Clone, Debug, PartialEq)]
pub struct DimensionDecl {
    pub name: Name,
    pub column: Option<Path>,
    pub via: Option<Name>,
}
