//! The plan's settings, and what a file takes in or allows.

use crate::base::period::Grain;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::{MonthName, Phase, Weekday};

use super::literal::{DateText, Literal, PeriodText};
use super::metric::Threshold;
use super::{Clause, Name, Text};

#[derive(Clone, Debug, PartialEq)]
pub struct PlanDecl {
    pub span: Span,
    pub keyword: Span,
    pub label: Option<Text>,
    pub clauses: Vec<Clause<PlanClause>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PlanClause {
    /// `from 2026-10 to 2027-03`.
    Range {
        from: PeriodText,
        to: PeriodText,
    },
    Currency(Name),
    Period(Grain),
    Timezone(Text),
    FiscalYear {
        from: MonthName,
        named_by_end: bool,
    },
    Workdays(Workdays),
    Phase(Phase),
    Team(Team),
    Review(Review),
    Reviewed(DateText),
    Changed {
        date: DateText,
        why: Option<Text>,
    },
    Analyst(Who),
    Confidence(Literal),
    Thresholds(Vec<Clause<Threshold>>),
    Note(Text),
    Allow(Allow),
    Broken,
}

/// `workdays mon..fri except "holidays.csv", 2026-12-29..2027-01-03 also 2026-11-28`.
#[derive(Clone, Debug, PartialEq)]
pub struct Workdays {
    /// The days of the week, ranges laid out, each once.
    pub days: Vec<Weekday>,
    pub except: Vec<DayList>,
    pub also: Vec<DayList>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DayList {
    /// A file of dates.
    File(Text),
    /// Both ends included; one day where they are equal.
    Range { from: DateText, to: DateText },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    pub size: TeamSize,
    /// The dimension whose members the team's are.
    pub by: Option<Name>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TeamSize {
    Fixed(Literal),
    /// From each period on.
    From(Vec<(PeriodText, Literal)>),
}

/// `weekly by "佐藤"`, `every 2 weeks`.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// How often, in grains: `every 2 weeks` is 2 and `Week`.
    pub every: Spanned<(u32, Grain)>,
    pub by: Option<Who>,
}

/// A person or a contractor.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    Person(Text),
    Name(Name),
}

/// `use "file.kpi"`, `use "tokyo.kpi" as tokyo`.
#[derive(Clone, Debug, PartialEq)]
pub struct UseDecl {
    pub span: Span,
    pub path: Text,
    pub alias: Option<Name>,
}

/// `allow RULE because "reason" until DATE`. A missing reason is a syntax error.
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    pub span: Span,
    pub rule: Name,
    pub reason: Text,
    pub until: Option<DateText>,
}
