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

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::source_map::SourceMap;
use crate::base::span::FileId;
use crate::data::observe::{NoProgress, Progress};
use crate::plan::ids::PlanId;
use crate::resolve::{ParsedFiles, Resolved, resolve};

use self::checked::{Checked, CheckedPlan};
use self::evaluation::{as_of, unknown_dimensions};
use self::load::load;
use self::one_plan::{Looked, OnePlan};
use self::request::{PlanRequest, Project, Request};

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
    let mut seen = BTreeSet::new();
    let mut asked: Vec<(PlanId, &Project)> = Vec::new();
    for (plan_request, root) in request.plans.iter().zip(&loaded.roots) {
        let Some(root) = root.filter(|root| seen.insert(*root)) else { continue };
        // A file that is only a part of other plans is checked there.
        let Some(place) = checked.workspace.plans.iter().position(|plan| plan.file == root) else { continue };
        let id = PlanId::of(place);
        let plan = checked.workspace.plan(id);
        let as_of = as_of(plan, &plan_request.project, request.now);
        asked.push((id, &plan_request.project));
        let sound = plan.complete && !empty.contains(&root) && !broken.contains(&root);
        let one = OnePlan { checked: &checked, plan, project: &plan_request.project, as_of: &as_of, folders: &folders };
        let looked = if sound { one.looked_at(request, progress) } else { Looked::default() };
        let set_aside = looked.evaluated.set_aside();
        checked.diagnostics.extend(looked.diagnostics.into_iter().chain(looked.evaluated.diagnostics));
        checked.suppressed.extend(looked.suppressed);
        checked.plans.push(CheckedPlan {
            path: plan_request.shown.clone(),
            plan: Some(id),
            as_of,
            sources: looked.evaluated.sources,
            evaluation: looked.evaluated.evaluation,
            set_aside,
        });
    }
    if request.lint {
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
    folders: &BTreeMap<FileId, PathBuf>,
) {
    let only_lint = Request { evaluate: false, ..request.clone() };
    let folders = Arc::new(folders.clone());
    let mut known: BTreeSet<PlanId> = asked.iter().map(|(plan, _)| *plan).collect();
    let mut waiting = asked;
    while let Some((user, project)) = waiting.pop() {
        let parts: Vec<PlanId> = checked.workspace.plan(user).parts.iter().map(|(_, part)| *part).collect();
        for part in parts.into_iter().filter(|part| known.insert(*part)) {
            let plan = checked.workspace.plan(part);
            let as_of = as_of(plan, project, request.now);
            let one = OnePlan { checked, plan, project, as_of: &as_of, folders: &folders };
            let looked = if plan.complete { one.looked_at(&only_lint, &NoProgress) } else { Looked::default() };
            checked.diagnostics.extend(looked.diagnostics);
            checked.suppressed.extend(looked.suppressed);
            waiting.push((part, project));
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
