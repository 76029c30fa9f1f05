//! What a session has found out, in plain data: every format reports from it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::source_map::SourceMap;
use crate::base::span::FileId;
use crate::data::observations::SourceFacts;
use crate::evaluate::ground::{Basis, Ground, Input, on_ground};
use crate::evaluate::result::Evaluation;
use crate::evaluate::trial::Trial;
use crate::lint::Linted;
use crate::lint::finding::Suppressed;
use crate::plan::ids::PlanId;
use crate::plan::{Plan, Workspace};

/// Everything that was checked.
#[derive(Debug, Default)]
pub struct Checked {
    pub sources: SourceMap,
    /// The real path of each plan's file.
    pub paths: BTreeMap<FileId, PathBuf>,
    pub workspace: Workspace,
    /// The plans that were asked for, in order.
    pub plans: Vec<CheckedPlan>,
    /// By file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that the plans themselves silence, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// The findings that a baseline knows, in the same order.
    pub known: Vec<Diagnostic>,
    /// How many findings a baseline knows that are no more.
    pub gone: usize,
}

/// One plan that was asked for.
#[derive(Debug)]
pub struct CheckedPlan {
    /// As it was asked for.
    pub path: String,
    /// `None` where nothing of the file could be understood.
    pub plan: Option<PlanId>,
    pub as_of: AsOf,
    /// For each source of the plan that was read, its name and what was read of it.
    pub sources: Vec<(String, SourceFacts)>,
    /// `None` where an error kept it from being evaluated, or nobody asked.
    pub evaluation: Option<Evaluation>,
    /// What further questions are answered from; without observations where nobody asked for an evaluation, `None` where
    /// an error is in the way.
    pub basis: Option<Basis>,
    /// What came of the plan's own tests, in their order; none where nobody asked.
    pub trials: Vec<Trial>,
    /// What the plan says and this version reads but does not evaluate, in words.
    pub set_aside: Vec<Message>,
}

/// The date a plan is judged at, that day included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    pub date: Date,
    pub from: AsOfFrom,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AsOfFrom {
    /// `--as-of`.
    CommandLine,
    /// `as-of` of a configuration file, by its path.
    Configuration(String),
    /// Yesterday in a timezone.
    Yesterday(String),
}

impl Checked {
    /// The resolved plan behind a checked one.
    #[must_use]
    pub fn plan(&self, checked: &CheckedPlan) -> Option<&Plan> {
        self.workspace.plans.get(checked.plan?.index())
    }

    /// Looks at a plan's numbers again; `None` where an error is in the way.
    pub fn look<T>(&self, checked: &CheckedPlan, look: impl FnOnce(Ground) -> T) -> Option<T> {
        let (plan, basis) = (self.plan(checked)?, checked.basis.as_ref()?);
        let input = Input { plan, workspace: &self.workspace, basis, as_of: checked.as_of.date };
        Some(on_ground(input, look))
    }

    /// Puts the diagnostics in the order in which they are shown: by file and place, those without a place first; the
    /// same one is said once.
    pub fn sort(&mut self) {
        let sources = &self.sources;
        let place = |diagnostic: &Diagnostic| {
            let span = diagnostic.primary.as_ref().map(|label| label.span);
            span.map(|span| (sources.file(span.file).path.clone(), span))
        };
        let key = |diagnostic: &Diagnostic| (place(diagnostic), diagnostic.level, diagnostic.name().to_owned());
        self.diagnostics.sort_by_cached_key(key);
        self.diagnostics.dedup();
        self.suppressed.sort_by_cached_key(|suppressed| key(&suppressed.finding));
        self.suppressed.dedup();
    }

    /// Takes in what the rules have to say of a plan.
    pub(super) fn take_in(&mut self, linted: Linted) {
        self.diagnostics.extend(linted.errors.into_iter().chain(linted.findings));
        self.suppressed.extend(linted.suppressed);
    }

    /// How many diagnostics there are of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }
}
