//! One plan looked at: held against the rules, and against its numbers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::lint::finding::Suppressed;
use crate::lint::{self, lint};
use crate::plan::Plan;

use super::checked::{AsOf, Checked};
use super::evaluation::{Evaluated, evaluated, reach};
use super::outside::read_outside;
use super::request::{Project, Request};

/// A sound plan, and what it is looked at with.
pub(super) struct OnePlan<'a> {
    pub(super) checked: &'a Checked,
    pub(super) plan: &'a Plan,
    pub(super) project: &'a Project,
    pub(super) as_of: &'a AsOf,
    /// Where the files lie that were read.
    pub(super) folders: &'a Arc<BTreeMap<FileId, PathBuf>>,
}

/// What came of looking at a plan.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) evaluated: Evaluated,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) suppressed: Vec<Suppressed>,
}

impl OnePlan<'_> {
    /// Without the days and targets that the plan takes from files nothing can be judged.
    pub(super) fn looked_at(&self, request: &Request, progress: &dyn Progress) -> Looked {
        let reach = reach(self.project, self.plan.file, self.folders);
        let (outside, errors) = read_outside(self.plan, &reach);
        let mut looked = Looked { diagnostics: errors, ..Looked::default() };
        if !looked.diagnostics.is_empty() {
            return looked;
        }
        let Checked { workspace, sources, .. } = self.checked;
        if request.lint {
            let linted = lint(&lint::Request {
                plan: self.plan,
                workspace,
                sources,
                outside: &outside,
                as_of: self.as_of.date,
                settings: &self.project.rules,
            });
            looked.diagnostics.extend(linted.errors.into_iter().chain(linted.findings));
            looked.suppressed = linted.suppressed;
        }
        if request.evaluate {
            looked.evaluated = evaluated(workspace, self.plan, self.as_of, request, (&reach, &outside), progress);
        }
        looked
    }
}
