//! One plan looked at: held against its numbers, and against the rules.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::evaluate::ground::Basis;
use crate::evaluate::outside::Outside;
use crate::evaluate::trial::{Trial, trials};
use crate::lint::{self, Linted, Scope, lint};
use crate::plan::ids::PlanId;

use super::checked::{AsOf, Checked};
use super::evaluation::{Evaluated, evaluated, query, reach};
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

/// What came of reading the small files that a plan names, and of its tests.
#[derive(Default)]
pub(super) struct Read {
    /// What is wrong with the files, and what failed.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) trials: Vec<Trial>,
    /// The days and targets that the plan takes from files; `None` where they could not be read, or nobody may judge
    /// the plan.
    outside: Option<Outside>,
}

/// What came of looking at a plan's numbers.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) evaluated: Evaluated,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) trials: Vec<Trial>,
    /// The plan without its numbers; `None` where nobody may judge it.
    design: Option<Basis>,
}

impl OnePlan<'_> {
    /// Reads the small files that a sound plan names, and runs its tests. Without its days and targets nothing can be judged.
    pub(super) fn read(&self, ground: Ground) -> Read {
        if !self.sound {
            return Read::default();
        }
        let workspace = &ground.checked.workspace;
        let plan = workspace.plan(self.id);
        let (outside, mut diagnostics) = read_outside(plan, &reach(self.project, plan.file, ground.folders));
        if !diagnostics.is_empty() {
            return Read { diagnostics, ..Read::default() };
        }
        let asked = ground.request.tests;
        let trials = if asked { trials(plan, workspace, &outside, self.as_of.date) } else { Vec::new() };
        diagnostics.extend(failures(plan, &trials));
        Read { diagnostics, trials, outside: Some(outside) }
    }

    /// Reads the plan's sources and evaluates it, where that is asked for and possible.
    pub(super) fn held_against_numbers(&self, ground: Ground, read: Read, progress: &dyn Progress) -> Looked {
        let mut looked = by_design(read);
        let Some(design) = &looked.design else { return looked };
        if ground.request.evaluate {
            let workspace = &ground.checked.workspace;
            let plan = workspace.plan(self.id);
            let reach = reach(self.project, plan.file, ground.folders);
            let query = query(plan, self.project, &self.as_of, ground.request);
            looked.evaluated = evaluated(workspace, plan, &query, (&reach, design.outside.clone()), progress);
        } else {
            // A plan can be asked for what it aims at without a single row.
            looked.evaluated.basis = Some(design.clone());
        }
        looked
    }

    /// Holds a plan that could be read against the rules: also against those that look at its numbers, where they are
    /// known.
    pub(super) fn held_against_rules(&self, ground: Ground, looked: &Looked) -> Linted {
        let Some(design) = looked.design.as_ref().filter(|_| ground.request.lint) else { return Linted::default() };
        let Checked { workspace, sources, .. } = ground.checked;
        let Evaluated { basis, evaluation, .. } = &looked.evaluated;
        let numbers = basis.as_ref().filter(|_| evaluation.is_some());
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

/// A plan that is looked at without its numbers.
pub(super) fn by_design(read: Read) -> Looked {
    let Read { diagnostics, trials, outside } = read;
    let design = outside.map(|outside| Basis { outside, ..Basis::default() });
    Looked { diagnostics, trials, design, ..Looked::default() }
}
