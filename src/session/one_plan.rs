//! One plan looked at: its small files, its tests, and what the rules have to say of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::FileId;
use crate::evaluate::ground::Basis;
use crate::evaluate::outside::Outside;
use crate::evaluate::trial::{Trial, trials};
use crate::lint::{self, Linted, Scope, lint};
use crate::plan::ids::PlanId;

use super::checked::{AsOf, Checked};
use super::evaluation::{Evaluated, reach};
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

    /// Runs the plan's tests, where that is asked for. Without its days and targets, and those of the plans whose numbers it
    /// reads, nothing can be judged.
    pub(super) fn tried(&self, ground: Ground, design: Option<&Basis>) -> (Vec<Trial>, Vec<Diagnostic>) {
        let Some(design) = design.filter(|_| ground.request.tests) else { return (Vec::new(), Vec::new()) };
        let workspace = &ground.checked.workspace;
        let plan = workspace.plan(self.id);
        let trials = trials(plan, workspace, design, self.as_of.date);
        let failures = failures(plan, &trials);
        (trials, failures)
    }

    /// Holds a plan that could be read against the rules: also against those that look at its numbers, where they are
    /// known.
    pub(super) fn held_against_rules(&self, ground: Ground, design: Option<&Basis>, evaluated: &Evaluated) -> Linted {
        let Some(design) = design.filter(|_| ground.request.lint) else { return Linted::default() };
        let Checked { workspace, sources, .. } = ground.checked;
        let Evaluated { basis, evaluation, .. } = evaluated;
        let numbers = basis.as_deref().filter(|_| evaluation.is_some());
        let (basis, scope) = numbers.map_or((design, Scope::Design), |basis| (basis, Scope::Numbers));
        lint(&lint::Request {
            plan: workspace.plan(self.id),
            workspace,
            sources,
            basis,
            scope,
            as_of: self.as_of.date,
            settings: &self.project.rules,
        })
    }
}
