//! One plan looked at: held against the rules, and against its numbers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::evaluate::ground::Basis;
use crate::evaluate::outside::Outside;
use crate::evaluate::trial::{Trial, trials};
use crate::lint::finding::Suppressed;
use crate::lint::{self, lint};
use crate::plan::ids::PlanId;

use super::checked::{AsOf, Checked};
use super::evaluation::{Evaluated, evaluated, reach};
use super::outside::read_outside;
use super::request::{Project, Request};
use super::trials::failures;

/// What every plan is looked at with.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) request: &'a Request,
    pub(super) checked: &'a Checked,
    /// Where the files lie that were read.
    pub(super) folders: &'a Arc<BTreeMap<FileId, PathBuf>>,
}

/// A plan that is looked at.
pub(super) struct OnePlan<'a> {
    pub(super) id: PlanId,
    /// The path as it was asked for.
    pub(super) shown: &'a str,
    pub(super) project: &'a Project,
    pub(super) as_of: AsOf,
    /// Whether nothing of it had to be left out.
    pub(super) sound: bool,
}

/// What is said of a plan's design.
#[derive(Default)]
pub(super) struct Design {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) suppressed: Vec<Suppressed>,
    pub(super) trials: Vec<Trial>,
    /// The days and targets that the plan takes from files; `None` where they could not be read.
    outside: Option<Outside>,
}

/// What came of looking at a plan.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) evaluated: Evaluated,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) suppressed: Vec<Suppressed>,
    pub(super) trials: Vec<Trial>,
}

impl OnePlan<'_> {
    /// Reads the small files that a sound plan names, holds it against the rules and runs its tests. Without its days and targets
    /// nothing can be judged.
    pub(super) fn design(&self, ground: Ground) -> Design {
        if !self.sound {
            return Design::default();
        }
        let Checked { workspace, sources, .. } = ground.checked;
        let plan = workspace.plan(self.id);
        let (outside, errors) = read_outside(plan, &reach(self.project, plan.file, ground.folders));
        let mut design = Design { diagnostics: errors, ..Design::default() };
        if !design.diagnostics.is_empty() {
            return design;
        }
        if ground.request.lint {
            let linted = lint(&lint::Request {
                plan,
                workspace,
                sources,
                outside: &outside,
                as_of: self.as_of.date,
                settings: &self.project.rules,
            });
            design.diagnostics.extend(linted.errors.into_iter().chain(linted.findings));
            design.suppressed = linted.suppressed;
        }
        if ground.request.tests {
            design.trials = trials(plan, workspace, &outside, self.as_of.date);
            design.diagnostics.extend(failures(plan, &design.trials));
        }
        design.outside = Some(outside);
        design
    }

    /// Reads the plan's sources and evaluates it, where that is asked for and possible.
    pub(super) fn held_against_numbers(&self, ground: Ground, design: Design, progress: &dyn Progress) -> Looked {
        let Design { diagnostics, suppressed, trials, outside } = design;
        let mut looked = Looked { diagnostics, suppressed, trials, ..Looked::default() };
        let Some(outside) = outside else { return looked };
        if ground.request.evaluate {
            let workspace = &ground.checked.workspace;
            let plan = workspace.plan(self.id);
            let reach = reach(self.project, plan.file, ground.folders);
            looked.evaluated = evaluated(workspace, plan, &self.as_of, ground.request, (&reach, outside), progress);
        } else {
            // A plan can be asked for what it aims at without a single row.
            looked.evaluated.basis = Some(Basis { outside, ..Basis::default() });
        }
        looked
    }
}
