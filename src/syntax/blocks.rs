//! Which clauses stand in which block.

/// A kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Plan,
    Source,
    Lookup,
    /// Of `measure` and `metric`.
    Formula,
    /// Of `kgi` and `kpi`.
    Goal,
    Funnel,
    Contractor,
    Action,
    Test,
    Thresholds,
    Missed,
    Schedule,
    Members,
    TeamSizes,
}

/// The words that begin a declaration.
pub(super) const DECLARATIONS: &[&str] = &[
    "plan",
    "use",
    "source",
    "lookup",
    "measure",
    "metric",
    "kgi",
    "funnel",
    "kpi",
    "contractor",
    "action",
    "test",
    "allow",
];

const GOAL: &[&str] = &[
    "target",
    "warn",
    "fail",
    "layer",
    "guards",
    "drives",
    "needs",
    "matures",
    "pace",
    "period",
    "from",
    "until",
    "owner",
    "review",
    "horizon",
    "weight",
    "shared with",
    "note",
    "when missed",
    "allow",
];
const PLAN: &[&str] = &[
    "from",
    "currency",
    "period",
    "timezone",
    "fiscal year",
    "workdays",
    "phase",
    "team",
    "review",
    "reviewed",
    "changed",
    "analyst",
    "confidence",
    "thresholds",
    "note",
    "allow",
];
const SOURCE: &[&str] = &[
    "time",
    "by",
    "where",
    "skip rows",
    "empty periods are zero",
    "lag",
    "sheet",
    "header row",
    "separator",
    "encoding",
    "dates",
    "missing",
    "unpivot",
    "fiscal year",
    "note",
    "allow",
];
const LOOKUP: &[&str] = &[
    "key",
    "sheet",
    "header row",
    "separator",
    "encoding",
    "dates",
    "missing",
    "unpivot",
    "fiscal year",
    "note",
    "allow",
];

/// Clauses that may stand more than once in a block.
const REPEATABLE: &[&str] = &[
    "warn",
    "fail",
    "guards",
    "drives",
    "note",
    "allow",
    "changed",
    "skip rows",
    "heard",
    "given",
    "expect",
    "expect required",
    "do",
    "ask",
];

impl Block {
    const ALL: [Self; 11] = [
        Self::Goal,
        Self::Plan,
        Self::Source,
        Self::Lookup,
        Self::Formula,
        Self::Funnel,
        Self::Contractor,
        Self::Action,
        Self::Test,
        Self::Thresholds,
        Self::Missed,
    ];

    /// The clauses that may stand in it, by their keywords.
    pub(super) fn clauses(self) -> &'static [&'static str] {
        match self {
            Self::Plan => PLAN,
            Self::Source => SOURCE,
            Self::Lookup => LOOKUP,
            Self::Formula => &["layer", "note", "allow"],
            Self::Goal => GOAL,
            Self::Funnel => &["by", "note", "allow"],
            Self::Contractor => &["paid", "note", "allow"],
            Self::Action => &["from", "expect", "by", "owner", "heard", "note", "allow"],
            Self::Test => &["in", "given", "expect", "expect required", "note"],
            Self::Thresholds => &["warn", "fail"],
            Self::Missed => &["do", "ask"],
            Self::Schedule | Self::Members | Self::TeamSizes => &[],
        }
    }

    /// The words in front of such a block.
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Plan => &["plan"],
            Self::Source => &["source"],
            Self::Lookup => &["lookup"],
            Self::Formula => &["measure", "metric"],
            Self::Goal => &["kgi", "kpi"],
            Self::Funnel => &["funnel"],
            Self::Contractor => &["contractor"],
            Self::Action => &["action"],
            Self::Test => &["test"],
            Self::Thresholds => &["thresholds"],
            Self::Missed => &["when missed"],
            Self::Schedule | Self::Members => &["target"],
            Self::TeamSizes => &["team"],
        }
    }

    /// The block of a declaration that begins with a keyword.
    pub(super) fn of_declaration(keyword: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|block| block.words().contains(&keyword))
    }

    /// The words of every block in which a clause of this keyword may stand.
    pub(super) fn with_clause(keyword: &str) -> Vec<String> {
        let has = |block: &&Self| block.clauses().iter().any(|clause| same_start(clause, keyword));
        Self::ALL.iter().filter(has).flat_map(|block| block.words()).map(|word| format!("`{word}`")).collect()
    }
}

/// Whether a clause may stand more than once in a block.
pub(super) fn is_repeatable(keyword: &str) -> bool {
    REPEATABLE.contains(&keyword)
}

/// Whether a clause's keyword is, or begins with, a word.
pub(super) fn same_start(clause: &str, word: &str) -> bool {
    clause == word || clause.split(' ').next() == Some(word)
}
