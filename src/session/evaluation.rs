//! One plan against the numbers of its sources, once these are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::base::span::FileId;
use crate::base::suggest::did_you_mean;
use crate::data::observations::{Group, SourceFacts};
use crate::data::reach::Reach;
use crate::evaluate::ground::{Basis, Input, on_ground};
use crate::evaluate::result::Evaluation;
use crate::evaluate::{Query, evaluate};
use crate::lint::looks_at_members;
use crate::plan::{Plan, Workspace};

use super::checked::{AsOf, AsOfFrom};
use super::one_plan::OnePlan;
use super::request::{Breakdowns, Project, Request};

/// The periods that a spark line shows.
const HISTORY: usize = 8;

/// What came of one plan.
#[derive(Debug, Default)]
pub(super) struct Evaluated {
    /// Of the plan, and of those that it reads numbers of and that nobody asked for.
    pub(super) sources: Vec<(String, SourceFacts)>,
    /// `None` where the sources could not be read.
    pub(super) evaluation: Option<Evaluation>,
    /// What the evaluation is made from.
    pub(super) basis: Option<Arc<Basis>>,
}

/// The date that a plan is judged at: the project's, or yesterday in the plan's timezone.
pub(super) fn as_of(plan: &Plan, project: &Project, now: Timestamp) -> AsOf {
    if let Some(as_of) = &project.as_of {
        return as_of.clone();
    }
    let named = plan.settings.timezone.as_ref().map(|zone| zone.value.as_str());
    let zone = named.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let today = now.to_zoned(zone).date();
    let from = AsOfFrom::Yesterday(named.unwrap_or("UTC").to_owned());
    AsOf { date: today.yesterday().unwrap_or(today), from }
}

/// What a plan of a project may read. `folders` says where its files lie.
pub(super) fn reach(project: &Project, file: FileId, folders: &Arc<BTreeMap<FileId, PathBuf>>) -> Reach {
    let folder = folders.get(&file).cloned().unwrap_or_default();
    let mut reach = Reach::new(folder, project.root.clone());
    reach.allowed.clone_from(&project.allow_outside);
    reach.folders = Arc::clone(folders);
    reach
}

/// What is asked of a plan.
pub(super) fn query(workspace: &Workspace, one: &OnePlan, request: &Request) -> Query {
    let plan = workspace.plan(one.id);
    let mut breakdowns = breakdowns(workspace, plan, request);
    if request.lint && looks_at_members(&one.project.rules) {
        let team = plan.settings.team.as_ref().and_then(|team| team.by.as_ref());
        breakdowns.extend(team.map(|dimension| vec![dimension.value.clone()]));
    }
    Query {
        as_of: one.as_of.date,
        view: Group { members: request.view.clone() },
        by: request.by.clone(),
        breakdowns,
        parts_in_full: request.breakdowns == Breakdowns::AskedInParts,
        grains: grains(plan, request),
        periods: periods(plan, request),
        history: HISTORY,
    }
}

/// Evaluates a plan whose sources were read.
pub(super) fn evaluated(workspace: &Workspace, plan: &Plan, basis: Arc<Basis>, query: &Query) -> Evaluated {
    let input = Input { plan, workspace, basis: &basis, as_of: query.as_of };
    let evaluation = on_ground(input, |ground| evaluate(ground, query));
    Evaluated { sources: Vec::new(), evaluation: Some(evaluation), basis: Some(basis) }
}

/// What is read besides the breakdown that is asked for.
fn breakdowns(workspace: &Workspace, plan: &Plan, request: &Request) -> Vec<Vec<String>> {
    // Who is looked at is held against the members that there are.
    let mut breakdowns: Vec<Vec<String>> = request.view.iter().map(|(name, _)| vec![name.clone()]).collect();
    if request.breakdowns == Breakdowns::Each {
        let parts = workspace.read_by(plan).into_iter().map(|id| workspace.plan(id));
        let names: BTreeSet<&str> = parts.chain([plan]).flat_map(dimensions).collect();
        breakdowns.extend(names.into_iter().map(|name| vec![name.to_owned()]));
    }
    breakdowns
}

/// In which grains every measure is read: for whoever asks further, in each by which anything is steered.
fn grains(plan: &Plan, request: &Request) -> BTreeSet<Grain> {
    let steered = plan.indicators.iter().map(|indicator| indicator.period);
    let steered = steered.filter(|_| request.breakdowns == Breakdowns::Each);
    steered.chain(request.grain).collect()
}

/// The dimensions of a plan's sources, each once, sorted by name.
pub(super) fn dimensions(plan: &Plan) -> BTreeSet<&str> {
    let dimensions = plan.sources.iter().flat_map(|source| &source.dimensions);
    dimensions.map(|dimension| dimension.name.value.as_str()).collect()
}

/// The periods asked for, in the plan's own fiscal year.
fn periods(plan: &Plan, request: &Request) -> Option<(Period, Period)> {
    let (first, last) = request.periods.as_ref()?;
    Some((Period::parse(first, plan.settings.fiscal)?, Period::parse(last, plan.settings.fiscal)?))
}

/// Dimensions that are asked for and that no source of any plan has.
pub(super) fn unknown_dimensions<'a>(workspace: &Workspace, by: impl Iterator<Item = &'a String>) -> Vec<Diagnostic> {
    let known: BTreeSet<&str> = workspace.plans.iter().flat_map(dimensions).collect();
    // Without a sound plan nobody knows its dimensions.
    if workspace.plans.iter().all(|plan| !plan.complete) {
        return Vec::new();
    }
    let unknown = by.filter(|name| !known.contains(name.as_str()));
    unknown
        .map(|name| {
            let help = match did_you_mean(name, known.iter().copied()) {
                Some(similar) => Message::new("no-such-breakdown.help-similar").with("similar", similar),
                None if known.is_empty() => Message::new("no-such-breakdown.help-none"),
                None => Message::new("no-such-breakdown.help")
                    .with("known", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>()),
            };
            Diagnostic::new(Level::Error, Message::new("no-such-breakdown").with("name", name)).help(help)
        })
        .collect()
}
