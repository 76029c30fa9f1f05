//! Whole plans, from their files.

use std::collections::HashMap;

use crate::base::message::Message;
use crate::base::span::FileId;
use crate::plan::ids::{PlanId, SourceId};
use crate::plan::settings::Settings;
use crate::plan::source::Measure;
use crate::plan::{Plan, Workspace};
use crate::syntax::tree::{Aggregate, ExprKind};

use super::Resolved;
use super::aggregates::Aggregates;
use super::declarations::{self, Declarations, Number};
use super::errors::{Errors, error_at};
use super::foreign::{Exports, Others};
use super::funnels;
use super::indicators::Indicators;
use super::metrics::{self, Metrics};
use super::names::{Names, PlanRef};
use super::numbers;
use super::practice::Practice;
use super::settings;
use super::sources::Tables;
use super::targets;
use super::uses::{self, Group, ParsedFiles};
use super::walk;

pub(super) fn resolve(files: &ParsedFiles, roots: &[FileId]) -> Resolved {
    let mut errors = Errors::new();
    let groups = uses::groups(files, roots, &mut errors);
    let ids: HashMap<FileId, PlanId> =
        groups.iter().enumerate().map(|(place, group)| (group.file, PlanId::of(place))).collect();
    let mut plans: Vec<Plan> = Vec::new();
    let mut exports: Vec<Exports> = Vec::new();
    for group in &groups {
        let others = Others { plans: &plans, exports: &exports };
        let (plan, exported) = plan(group, &ids, &others, &mut errors);
        plans.push(plan);
        exports.push(exported);
    }
    let roots = roots.iter().filter_map(|root| ids.get(root).copied()).collect();
    Resolved { workspace: Workspace { plans }, roots, errors: errors.into_sorted() }
}

fn plan<'t>(
    group: &Group<'t>,
    ids: &HashMap<FileId, PlanId>,
    others: &Others<'_, 't>,
    errors: &mut Errors,
) -> (Plan, Exports<'t>) {
    let before = errors.count();
    let mut plan = Plan::empty(group.file);
    let mut names = Names::new();
    let parts_are_complete = parts(group, ids, others, &mut names, &mut plan, errors);
    let declared = declarations::gather(&group.trees, &mut names, errors);
    lose_names(group, &mut names);
    plan.allows.clone_from(&declared.allows);
    for tree in &group.trees {
        if let Some(declaration) = settings::declaration(tree, errors) {
            let (settings, allows) = settings::settings(declaration, &names, errors);
            plan.settings = settings;
            plan.allows.extend(allows);
        }
    }
    let tables = tables(&declared, &names, &plan.settings, errors);
    check_team(&plan.settings, &tables, errors);
    let numbers = numbers::solve(&declared, &names, &tables, others, plan.settings.fiscal, errors);
    check_times(&numbers.measures, &tables, errors);
    plan.measures = numbers.measures;
    let mut metrics = Metrics::new(&declared, numbers.solved, &names, others);
    plan.funnels = funnels::read(&declared.funnels, &mut metrics, errors);
    plan.indicators =
        Indicators { names: &names, tables: &tables, settings: &plan.settings, metrics: &mut metrics, errors }
            .read(&declared.indicators);
    let mut practice = Practice { names: &names, settings: &plan.settings, metrics: &mut metrics, errors };
    plan.contractors = declared.contractors.iter().map(|contractor| practice.contractor(contractor)).collect();
    plan.actions = declared.actions.iter().filter_map(|action| practice.action(action)).collect();
    plan.tests = declared.tests.iter().filter_map(|test| practice.test(test)).collect();
    let (list, by_number) = metrics.finish();
    plan.metrics = list;
    funnels::check_cohorts(&plan, errors);
    plan.sources = tables.sources;
    plan.lookups = tables.lookups;
    plan.block_allows = tables.block_allows;
    plan.block_allows.extend(metrics::block_allows(&declared));
    let is_read_whole = !group.incomplete && group.trees.iter().all(|tree| declarations::is_whole(tree));
    plan.complete = errors.count() == before && is_read_whole && parts_are_complete;
    (plan, Exports { names, metrics: by_number })
}

/// Takes in the plans behind names. Says whether all of them are there and complete.
fn parts<'t>(
    group: &Group<'t>,
    ids: &HashMap<FileId, PlanId>,
    others: &Others<'_, 't>,
    names: &mut Names<'t>,
    plan: &mut Plan,
    errors: &mut Errors,
) -> bool {
    let mut complete = true;
    for (declaration, file) in &group.parts {
        let Some(alias) = &declaration.alias else { continue };
        let target = file.and_then(|file| Some(PlanRef { file, plan: *ids.get(&file)? }));
        let Some(target) = target else {
            names.plans.declare_broken(alias);
            complete = false;
            continue;
        };
        // Two files that are taken in may both need the same plan.
        let known = names.plans.get(&alias.value).and_then(|entry| entry.id);
        if known.is_some_and(|known| known.file == target.file && known.plan == target.plan) {
            continue;
        }
        names.plans.declare(alias, None, target, errors);
        plan.parts.push((alias.value.clone(), target.plan));
        complete &= others.plans.get(target.plan.index()).is_some_and(|part| part.complete);
    }
    complete
}

/// What a file that could not be taken in would have declared is not known, and not missed.
fn lose_names(group: &Group, names: &mut Names) {
    if group.incomplete {
        names.tables.incomplete = true;
        names.numbers.incomplete = true;
        names.contractors.incomplete = true;
        names.plans.incomplete = true;
    }
}

fn tables(declared: &Declarations, names: &Names, settings: &Settings, errors: &mut Errors) -> Tables {
    let mut tables = Tables::read(&declared.sources, &declared.lookups, names, errors);
    for (source, column) in times_of_aggregates(declared, names, &tables, settings) {
        tables.add_time(source, &column);
    }
    tables.read_conditions(&declared.sources, names, settings.fiscal, errors);
    tables
}

/// The columns that `on` names, by source: they hold times wherever they stand.
fn times_of_aggregates(
    declared: &Declarations,
    names: &Names,
    tables: &Tables,
    settings: &Settings,
) -> Vec<(SourceId, String)> {
    let aggregates = Aggregates { names, tables, fiscal: settings.fiscal };
    let mut times = Vec::new();
    let mut look = |aggregate: &Aggregate| {
        if let Some(on) = &aggregate.on
            && let Some(source) = aggregates.source_quietly(aggregate)
        {
            times.push((source, on.value.clone()));
        }
    };
    for number in &declared.numbers {
        if let Number::Declared { declaration, .. } = number
            && let Some(expr) = &declaration.expr
        {
            walk::each(expr, |part| {
                if let ExprKind::Aggregate(aggregate) = &part.kind {
                    look(aggregate);
                }
            });
        }
    }
    times
}

/// The team is counted by a dimension of some source.
fn check_team(settings: &Settings, tables: &Tables, errors: &mut Errors) {
    let by = settings.team.as_ref().and_then(|team| team.by.as_ref());
    // Without any source there is nothing that the word could be compared with.
    if let Some(by) = by.filter(|_| !tables.sources.is_empty()) {
        targets::check_dimension(by, tables, errors);
    }
}

/// A source whose rows are counted must say when they are.
fn check_times(measures: &[Measure], tables: &Tables, errors: &mut Errors) {
    let mut reported = vec![false; tables.sources.len()];
    for measure in measures.iter().filter(|measure| measure.on.is_none() && tables.has_no_time(measure.source)) {
        let place = measure.source.index();
        let (Some(source), Some(reported)) = (tables.sources.get(place), reported.get_mut(place)) else { continue };
        if std::mem::replace(reported, true) {
            continue;
        }
        errors.push(
            error_at(
                source.name.span,
                Message::new("missing-time").with("name", &source.name.value),
                Message::new("missing-time.label"),
            )
            .related(measure.span, Message::new("missing-time.counted"))
            .help(Message::new("missing-time.help")),
        );
    }
}
