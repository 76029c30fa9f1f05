//! Funnels, contractors, actions and tests.

use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Status;

use super::literal::{DateText, Literal, PeriodText, Quantity};
use super::plan::{Allow, Who};
use super::{Clause, Name, Path, Text};

#[derive(Clone, Debug, PartialEq)]
pub struct FunnelDecl {
    pub span: Span,
    pub keyword: Span,
    pub label: Option<Text>,
    /// `for 60%`: its share of the goal.
    pub share: Option<Literal>,
    /// Stages in order; the first has no step.
    pub stages: Vec<StageDecl>,
    pub cohort: Option<CohortDecl>,
    pub clauses: Vec<Clause<FunnelClause>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StageDecl {
    pub metric: Path,
    /// `at 10%`.
    pub at: Option<Quantity>,
    /// `as appointment_rate`.
    pub conversion: Option<Name>,
    pub label: Option<Text>,
    pub span: Span,
}

/// `by lead_id within 60 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortDecl {
    pub key: Name,
    pub within: Literal,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FunnelClause {
    Note(Text),
    Allow(Allow),
    Broken,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ContractorDecl {
    pub span: Span,
    pub name: Name,
    pub label: Option<Text>,
    pub clauses: Vec<Clause<ContractorClause>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ContractorClause {
    /// `paid 15,000円 per meetings`.
    Paid {
        fee: Option<Literal>,
        per: Path,
    },
    Note(Text),
    Allow(Allow),
    Broken,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ActionDecl {
    pub span: Span,
    pub label: Text,
    pub metric: Path,
    pub clauses: Vec<Clause<ActionClause>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ActionClause {
    From(DateText),
    Expect(Quantity),
    By(DateText),
    Owner(Who),
    Heard { date: DateText, what: Text },
    Note(Text),
    Allow(Allow),
    Broken,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TestDecl {
    pub span: Span,
    pub label: Text,
    pub clauses: Vec<Clause<TestClause>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TestClause {
    In(PeriodText),
    Given { metric: Path, value: Quantity },
    Expect { metric: Path, expected: Expected },
    ExpectRequired { metric: Path, value: Quantity },
    Note(Text),
    Broken,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    Status(Spanned<Status>),
    Value(Quantity),
}
