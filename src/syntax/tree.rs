//! The tree of a plan's text: what was written, with its places, before any name is looked up.
//!
//! A declaration or clause that could not be read leaves a `Broken` node, so that what stands beside it is still
//! understood and nothing speaks of it twice.

use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::span::{FileId, Span, Spanned};
use crate::base::vocabulary::{DurationUnit, Function, Horizon, Layer, MonthName, Phase, Status, Weekday};

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

// ---- literals -------------------------------------------------------------------------------------------------

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

// ---- expressions ----------------------------------------------------------------------------------------------

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

// ---- plan -----------------------------------------------------------------------------------------------------

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

// ---- sources --------------------------------------------------------------------------------------------------

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

// ---- metrics --------------------------------------------------------------------------------------------------

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

// ---- funnels, contractors, actions, tests ---------------------------------------------------------------------

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
