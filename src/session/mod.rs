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
pub mod trials;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::parallel::in_parallel;
use crate::base::source_map::SourceMap;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::evaluate::ground::Basis;
use crate::lint::Linted;
use crate::plan::Plan;
use crate::plan::ids::PlanId;
use crate::resolve::{ParsedFiles, Resolved, resolve};

use self::checked::{Checked, CheckedPlan};
use self::evaluation::{Evaluated, as_of, unknown_dimensions};
use self::load::load;
use self::one_plan::{Ground, OnePlan};
use self::reading::{Reading, without_sources};
use self::request::{PlanRequest, Request};
use self::view::unknown_members;

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
    let dimensions = request.by.iter().chain(request.view.iter().map(|(name, _)| name));
    diagnostics.extend(unknown_dimensions(&workspace, dimensions));
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
    let (plans, found) = looked_at(&asked, ground, progress);
    checked.diagnostics.extend(found.diagnostics);
    for linted in found.linted {
        checked.take_in(linted);
    }
    checked.plans = plans;
    let unknown = unknown_members(request, &with_bases_of_parts(&checked));
    if !unknown.is_empty() {
        // Nobody's numbers are no answer.
        checked.plans.iter_mut().for_each(|one| one.evaluation = None);
        checked.diagnostics.extend(unknown);
    }
    checked.sort();
    checked
}

/// Holds the plans that were asked for against their numbers and against the rules. The plans that they take in by
/// `use … as`, and that nobody asked for, are held against the rules of design: what is found in them is said once.
fn looked_at(asked: &[OnePlan], ground: Ground, progress: &dyn Progress) -> (Vec<CheckedPlan>, Found) {
    let all = with_parts(asked, ground);
    let mut found = Found::default();
    let mut outsides = BTreeMap::new();
    for (one, (outside, errors)) in all.iter().zip(in_parallel(&all, |one| one.outside(ground))) {
        outsides.extend(outside.map(|outside| (one.id, outside)));
        found.diagnostics.extend(errors);
    }
    let bases = without_sources(&ground.checked.workspace, outsides);
    let design = |one: &OnePlan| bases.get(&one.id).map(Arc::as_ref);
    let mut trials = Vec::new();
    let linted_plans = if ground.request.lint { &all[..] } else { asked };
    for (tried, failures) in in_parallel(linted_plans, |one| one.tried(ground, design(one))) {
        trials.push(tried);
        found.diagnostics.extend(failures);
    }
    let evaluated = evaluated(asked, Reading { ground, plans: &all, bases: &bases }, &mut found, progress);
    let nothing = Evaluated::default();
    let looked: Vec<(&OnePlan, &Evaluated)> =
        all.iter().zip(evaluated.iter().chain(std::iter::repeat(&nothing))).collect();
    found.linted = in_parallel(&looked, |(one, evaluated)| one.held_against_rules(ground, design(one), evaluated));
    let checked = asked.iter().zip(evaluated).zip(trials).map(|((one, evaluated), trials)| CheckedPlan {
        path: one.shown.to_owned(),
        plan: Some(one.id),
        as_of: one.as_of.clone(),
        sources: evaluated.sources,
        evaluation: evaluated.evaluation,
        basis: evaluated.basis,
        trials,
    });
    (checked.collect(), found)
}

/// What the numbers of the asked plans come to, where somebody wants to know.
fn evaluated(asked: &[OnePlan], reading: Reading, found: &mut Found, progress: &dyn Progress) -> Vec<Evaluated> {
    if !reading.ground.request.evaluate {
        // A plan can be asked for what it aims at without a single row.
        let basis = |one: &OnePlan| reading.bases.get(&one.id).map(Arc::clone);
        return asked.iter().map(|one| Evaluated { basis: basis(one), ..Evaluated::default() }).collect();
    }
    let (evaluated, diagnostics) = reading.evaluated(asked, progress);
    found.diagnostics.extend(diagnostics);
    evaluated
}

/// The plans that were evaluated, and those whose numbers they read, with what is known of each.
fn with_bases_of_parts(checked: &Checked) -> Vec<(&Plan, &Basis)> {
    let mut found: BTreeMap<PlanId, &Basis> = BTreeMap::new();
    let mut waiting: Vec<(PlanId, &Basis)> =
        checked.plans.iter().filter_map(|one| Some((one.plan?, &**one.basis.as_ref()?))).collect();
    while let Some((id, basis)) = waiting.pop() {
        if found.insert(id, basis).is_none() {
            waiting.extend(basis.parts.iter().map(|(id, part)| (*id, &**part)));
        }
    }
    found.into_iter().map(|(id, basis)| (checked.workspace.plan(id), basis)).collect()
}

/// What is said of the plans of a run.
#[derive(Default)]
struct Found {
    diagnostics: Vec<Diagnostic>,
    linted: Vec<Linted>,
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
