//! One plan looked at: its small files, and its design held against the rules.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::FileId;
use crate::evaluate::ground::Basis;
use crate::evaluate::outside::Outside;
use crate::evaluate::trial::{Trial, trials};
use crate::lint::finding::Suppressed;
use crate::lint::{self, lint};
use crate::plan::ids::PlanId;

use super::checked::{AsOf, Checked};
use super::evaluation::reach;
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
#[derive(Clone)]
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
}

impl OnePlan<'_> {
    /// Reads the small files that a sound plan names: its days and targets. `None` where something of it is not sound.
    pub(super) fn outside(&self, ground: Ground) -> (Option<Outside>, Vec<Diagnostic>) {
        if !self.sound {
            return (None, Vec::new());
        }
        let plan = ground.checked.workspace.plan(self.id);
        let (outside, errors) = read_outside(plan, &reach(self.project, plan.file, ground.folders));
        (errors.is_empty().then_some(outside), errors)
    }

    /// Holds the plan against the rules and runs its tests. Without its days and targets, and those of the plans whose
    /// numbers it reads, nothing can be judged.
    pub(super) fn design(&self, ground: Ground, basis: Option<&Basis>) -> Design {
        let Some(basis) = basis else { return Design::default() };
        let Checked { workspace, sources, .. } = ground.checked;
        let (plan, as_of) = (workspace.plan(self.id), self.as_of.date);
        let mut design = Design::default();
        if ground.request.lint {
            let settings = &self.project.rules;
            let linted = lint(&lint::Request { plan, workspace, sources, basis, as_of, settings });
            design.diagnostics.extend(linted.errors.into_iter().chain(linted.findings));
            design.suppressed = linted.suppressed;
        }
        if ground.request.tests {
            design.trials = trials(plan, workspace, basis, as_of);
            design.diagnostics.extend(failures(plan, &design.trials));
        }
        design
    }
}
