//! What a rule is.

use crate::base::diagnostic::Level;
use crate::plan::metric::Allow;

use super::finding::Findings;
use super::history::History;
use super::options::RuleOption;
use super::subject::Subject;

/// A named failure of KPI design. Everything that speaks of rules (`kpi rules`, the configuration, machine formats)
/// reads it from here.
pub struct Rule {
    /// As it is written in plans, settings and reports. Its messages are the wording of its pages.
    pub name: &'static str,
    pub group: Group,
    /// Its level in the preset `recommended`; an error never is.
    pub level: Level,
    /// What a project may set besides the level.
    pub options: &'static [RuleOption],
    /// Whether some of its findings bring a mend.
    pub fixable: bool,
    pub check: Check,
}

/// How a rule looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// At a plan.
    Plan(fn(&Subject, &mut Findings)),
    /// At what its numbers were so far. Not looked at where no data is read.
    Data(fn(&Subject, &History, &mut Findings)),
    /// The same, with the numbers of each member of the team besides.
    Members(fn(&Subject, &History, &mut Findings)),
    /// At the places of a plan that silence rules which had nothing to say there. Looked at last.
    Unused(fn(&Subject, &[Allow], &mut Findings)),
}

impl Check {
    /// Whether it looks at numbers, and so has nothing to say where none are read.
    #[must_use]
    pub fn looks_at_numbers(self) -> bool {
        matches!(self, Self::Data(_) | Self::Members(_))
    }
}

/// What a rule asks of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Is it a plan at all?
    Shape,
    /// Does it steer people well?
    Balance,
    /// Does it add up?
    Arithmetic,
    /// Will anybody use it?
    Operation,
    /// What does the history say?
    Data,
}

impl Group {
    pub const ALL: &'static [Self] = &[Self::Shape, Self::Balance, Self::Arithmetic, Self::Operation, Self::Data];

    /// The word for it in settings and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Shape => "shape",
            Self::Balance => "balance",
            Self::Arithmetic => "arithmetic",
            Self::Operation => "operation",
            Self::Data => "data",
        }
    }

    /// The group of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.word() == word)
    }
}
