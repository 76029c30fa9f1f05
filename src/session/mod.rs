//! Load, parse, resolve, evaluate: once, for the command line and the language server alike.

pub mod checked;
mod evaluation;
pub mod file_errors;
mod load;
pub mod mend;
mod one_plan;
mod outside;
mod paths;
mod reading;
pub mod request;
mod target_rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::parallel::in_parallel;
use crate::base::source_map::SourceMap;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::lint::finding::Suppressed;
use crate::plan::ids::PlanId;
use crate::resolve::{ParsedFiles, Resolved, resolve};

use self::checked::{Checked, CheckedPlan};
use self::evaluation::{Evaluated, as_of, unknown_dimensions};
use self::load::load;
use self::one_plan::{Ground, OnePlan};
use self::reading::{Reading, without_sources};
use self::request::{PlanRequest, Request};

/// Checks what is asked for. `sources` and `diagnostics` are what is known before: the texts of the configuration.
///
/// A plan with an error is not evaluated; the others are. `progress` is told how far reading has come.
#[must_use]
pub fn check(
    request: &Request,
    mut sources: SourceMap,
    mut diagnostics: Vec<Diagnostic>,
    progress: &dyn Progress,
) -> Checked {
    let loaded = load(request, &mut sources);
    diagnostics.extend(loaded.errors);
    let mut roots: Vec<FileId> = Vec::new();
    for root in loaded.roots.iter().flatten() {
        if !roots.contains(root) {
            roots.push(*root);
        }
    }
    let Resolved { workspace, errors, .. } = resolve(&loaded.files, &roots);
    diagnostics.extend(errors);
    diagnostics.extend(unknown_dimensions(&workspace, &request.by));
    let empty: BTreeSet<FileId> = roots.iter().copied().filter(|root| declares_nothing(&loaded.files, *root)).collect();
    diagnostics.extend(empty_plans(&empty, &loaded.roots, &request.plans));
    let folders = Arc::new(loaded.folders);
    let broken = files_with_errors(&diagnostics);
    let mut checked = Checked { sources, paths: loaded.paths, workspace, diagnostics, ..Checked::default() };
    let places: BTreeMap<FileId, PlanId> =
        checked.workspace.plans.iter().enumerate().map(|(place, plan)| (plan.file, PlanId::of(place))).collect();
    let mut seen = BTreeSet::new();
    let mut asked: Vec<OnePlan> = Vec::new();
    for (plan_request, root) in request.plans.iter().zip(&loaded.roots) {
        // A file that is only a part of other plans is checked there.
        let root = root.filter(|root| seen.insert(*root));
        let Some((root, id)) = root.and_then(|root| Some((root, *places.get(&root)?))) else { continue };
        let plan = checked.workspace.plan(id);
        let sound = plan.complete && !empty.contains(&root) && !broken.contains(&root);
        asked.push(OnePlan {
            id,
            shown: &plan_request.shown,
            project: &plan_request.project,
            as_of: as_of(plan, &plan_request.project, request.now),
            sound,
        });
    }
    let ground = Ground { request, checked: &checked, folders: &folders };
    let (plans, diagnostics) = looked_at(&asked, ground, progress);
    checked.diagnostics.extend(diagnostics.findings);
    checked.suppressed.extend(diagnostics.suppressed);
    checked.plans = plans;
    checked.sort();
    checked
}

/// Holds the plans that were asked for against the rules and against their numbers. The plans that they take in by
/// `use … as`, and that nobody asked for, are held against the rules: what is found in them is said once.
fn looked_at(asked: &[OnePlan], ground: Ground, progress: &dyn Progress) -> (Vec<CheckedPlan>, Found) {
    let all = with_parts(asked, ground);
    let mut found = Found::default();
    let mut outsides = BTreeMap::new();
    for (one, (outside, errors)) in all.iter().zip(in_parallel(&all, |one| one.outside(ground))) {
        outsides.extend(outside.map(|outside| (one.id, outside)));
        found.findings.extend(errors);
    }
    let bases = without_sources(&ground.checked.workspace, outsides);
    for design in in_parallel(&all, |one| one.design(ground, bases.get(&one.id).map(Arc::as_ref))) {
        found.findings.extend(design.diagnostics);
        found.suppressed.extend(design.suppressed);
    }
    let reading = Reading { ground, plans: &all, bases: &bases };
    let evaluated = if ground.request.evaluate {
        let (evaluated, diagnostics) = reading.evaluated(asked, progress);
        found.findings.extend(diagnostics);
        evaluated
    } else {
        asked.iter().map(|_| Evaluated::default()).collect()
    };
    let checked = asked.iter().zip(evaluated).map(|(one, evaluated)| {
        let set_aside = evaluated.set_aside();
        found.findings.extend(evaluated.diagnostics);
        CheckedPlan {
            path: one.shown.to_owned(),
            plan: Some(one.id),
            as_of: one.as_of.clone(),
            sources: evaluated.sources,
            evaluation: evaluated.evaluation,
            basis: evaluated.basis,
            set_aside,
        }
    });
    (checked.collect(), found)
}

/// What is said of the plans of a run.
#[derive(Default)]
struct Found {
    findings: Vec<Diagnostic>,
    suppressed: Vec<Suppressed>,
}

/// The plans that were asked for, and those that they use, directly or through others, each once. A plan that nobody
/// asked for belongs to the project of the first one that uses it.
fn with_parts<'a>(asked: &[OnePlan<'a>], ground: Ground) -> Vec<OnePlan<'a>> {
    let workspace = &ground.checked.workspace;
    let mut all: Vec<OnePlan<'a>> = asked.to_vec();
    let mut known: BTreeSet<PlanId> = asked.iter().map(|one| one.id).collect();
    let mut done = 0;
    while let Some(OnePlan { id, project, .. }) = all.get(done) {
        let (user, project) = (*id, *project);
        done += 1;
        for (_, id) in workspace.plan(user).parts.iter().filter(|(_, part)| known.insert(*part)) {
            let plan = workspace.plan(*id);
            let as_of = as_of(plan, project, ground.request.now);
            all.push(OnePlan { id: *id, shown: "", project, as_of, sound: plan.complete });
        }
    }
    all
}

/// Plans that declare nothing: checking them would be green because there was nothing to do.
fn empty_plans(empty: &BTreeSet<FileId>, roots: &[Option<FileId>], plans: &[PlanRequest]) -> Vec<Diagnostic> {
    let empty = plans.iter().zip(roots).filter(|(_, root)| root.is_some_and(|root| empty.contains(&root)));
    let said = |(plan, _): (&PlanRequest, _)| {
        Diagnostic::error(Message::new("empty-plan").with("path", &plan.shown)).help(Message::new("empty-plan.help"))
    };
    empty.map(said).collect()
}

fn declares_nothing(files: &ParsedFiles, file: FileId) -> bool {
    files.tree(file).is_some_and(|tree| tree.items.is_empty())
}

fn files_with_errors(diagnostics: &[Diagnostic]) -> BTreeSet<FileId> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
    errors.filter_map(|error| Some(error.primary.as_ref()?.span.file)).collect()
}
