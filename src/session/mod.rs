//! Load, parse, resolve, evaluate: once, for the command line and the language server alike.

pub mod checked;
mod evaluation;
pub mod file_errors;
mod load;
mod outside;
mod paths;
pub mod request;
mod target_rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::source_map::SourceMap;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::resolve::{ParsedFiles, Resolved, resolve};

use self::checked::{Checked, CheckedPlan};
use self::evaluation::{Evaluated, as_of, evaluated, unknown_dimensions};
use self::load::load;
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
    let loaded = load(&request.plans, &mut sources);
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
    let mut checked = Checked { sources, workspace, plans: Vec::new(), diagnostics };
    let mut seen = BTreeSet::new();
    for (plan_request, root) in request.plans.iter().zip(&loaded.roots) {
        let Some(root) = root.filter(|root| seen.insert(*root)) else { continue };
        // A file that is only a part of other plans is checked there.
        let Some(place) = checked.workspace.plans.iter().position(|plan| plan.file == root) else { continue };
        let id = crate::plan::ids::PlanId::of(place);
        let plan = &checked.workspace.plans[place];
        let as_of = as_of(plan, &plan_request.project, request.now);
        let sound = plan.complete && !empty.contains(&root) && !broken.contains(&root);
        let evaluated = if sound && request.evaluate {
            evaluated(&checked.workspace, plan, plan_request, &as_of, request, &folders, progress)
        } else {
            Evaluated::default()
        };
        let set_aside = evaluated.set_aside();
        checked.diagnostics.extend(evaluated.diagnostics);
        checked.plans.push(CheckedPlan {
            path: plan_request.shown.clone(),
            plan: Some(id),
            as_of,
            sources: evaluated.sources,
            evaluation: evaluated.evaluation,
            set_aside,
        });
    }
    checked.sort();
    checked
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
