//! Load, parse, resolve, evaluate: once, for the command line and the language server alike.

pub mod checked;
mod evaluation;
pub mod file_errors;
mod load;
pub mod mend;
mod one_plan;
mod outside;
mod paths;
pub mod request;
mod target_rows;
pub mod trials;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::parallel::in_parallel;
use crate::base::source_map::SourceMap;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::plan::ids::PlanId;
use crate::resolve::{ParsedFiles, Resolved, resolve};

use self::checked::{Checked, CheckedPlan};
use self::evaluation::{as_of, unknown_dimensions};
use self::load::load;
use self::one_plan::{Ground, Looked, OnePlan, by_design};
use self::request::{PlanRequest, Project, Request};
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
    let read = in_parallel(&asked, |one| one.read(ground));
    let looked: Vec<(&OnePlan, Looked)> =
        asked.iter().zip(read).map(|(one, read)| (one, one.held_against_numbers(ground, read, progress))).collect();
    let linted = in_parallel(&looked, |(one, looked)| one.held_against_rules(ground, looked));
    for ((one, looked), linted) in looked.into_iter().zip(linted) {
        let set_aside = looked.evaluated.set_aside();
        checked.diagnostics.extend(looked.diagnostics.into_iter().chain(looked.evaluated.diagnostics));
        checked.take_in(linted);
        checked.plans.push(CheckedPlan {
            path: one.shown.to_owned(),
            plan: Some(one.id),
            as_of: one.as_of.clone(),
            sources: looked.evaluated.sources,
            evaluation: looked.evaluated.evaluation,
            basis: looked.evaluated.basis,
            trials: looked.trials,
            set_aside,
        });
    }
    let plans = checked.plans.iter().filter_map(|one| Some((checked.plan(one)?, one.basis.as_ref()?)));
    let unknown = unknown_members(request, &plans.collect::<Vec<_>>());
    if !unknown.is_empty() {
        // Nobody's numbers are no answer.
        checked.plans.iter_mut().for_each(|one| one.evaluation = None);
        checked.diagnostics.extend(unknown);
    }
    if request.lint {
        let asked = asked.iter().map(|one| (one.id, one.project)).collect();
        lint_parts(asked, request, &mut checked, &folders);
    }
    checked.sort();
    checked
}

/// The plans that others take in by `use … as` and that nobody asked for: what is found in them is said once.
fn lint_parts(
    asked: Vec<(PlanId, &Project)>,
    request: &Request,
    checked: &mut Checked,
    folders: &Arc<BTreeMap<FileId, PathBuf>>,
) {
    let mut known: BTreeSet<PlanId> = asked.iter().map(|(plan, _)| *plan).collect();
    let mut waiting = asked;
    while let Some((user, project)) = waiting.pop() {
        let parts: Vec<PlanId> = checked.workspace.plan(user).parts.iter().map(|(_, part)| *part).collect();
        for id in parts.into_iter().filter(|part| known.insert(*part)) {
            let plan = checked.workspace.plan(id);
            let as_of = as_of(plan, project, request.now);
            let one = OnePlan { id, shown: "", project, as_of, sound: plan.complete };
            let ground = Ground { request, checked, folders };
            let looked = by_design(one.read(ground));
            let linted = one.held_against_rules(ground, &looked);
            checked.diagnostics.extend(looked.diagnostics);
            checked.take_in(linted);
            waiting.push((id, project));
        }
    }
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
