//! What is read for the plans of a run: each one's small files and sources once, whoever asks for its numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::data::observations::{Request, SourceFacts};
use crate::data::observe::{ObservedSources, Progress, observe};
use crate::data::reach::way;
use crate::evaluate::ground::Basis;
use crate::evaluate::outside::Outside;
use crate::evaluate::{Query, cohorts, needed};
use crate::plan::Workspace;
use crate::plan::ids::PlanId;

use super::evaluation::{Evaluated, evaluated, query, reach};
use super::one_plan::{Ground, OnePlan};

/// What is known of plans from outside of them, without those of which something could not be read, and those that read
/// numbers of such a one.
pub(super) type Bases = BTreeMap<PlanId, Arc<Basis>>;

/// Puts together what the small files of plans say, each with what those of the plans say whose numbers it reads.
pub(super) fn without_sources(workspace: &Workspace, outsides: BTreeMap<PlanId, Outside>) -> Bases {
    let mut bases = Bases::new();
    // The used plans have smaller ids than those that use them.
    for (id, outside) in outsides {
        let parts = parts(workspace, id, &bases);
        let known = parts.map(|parts| Arc::new(Basis { outside, parts, ..Basis::default() }));
        bases.extend(known.map(|basis| (id, basis)));
    }
    bases
}

/// Those of the plans whose numbers a plan reads itself; `None` where one is not there.
fn parts(workspace: &Workspace, id: PlanId, bases: &Bases) -> Option<BTreeMap<PlanId, Arc<Basis>>> {
    let read = workspace.plan(id).reads().into_iter();
    read.map(|part| Some((part, Arc::clone(bases.get(&part)?)))).collect()
}

/// The plans of a run, with what their small files say.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) ground: Ground<'a>,
    /// Those that were asked for, then those that these use.
    pub(super) plans: &'a [OnePlan<'a>],
    pub(super) bases: &'a Bases,
}

impl Reading<'_> {
    /// Reads what the asked plans need, and evaluates each of them, in their order. Plans that are judged on different
    /// days are read by themselves: what comes later is left out. The diagnostics are those of reading.
    pub(super) fn evaluated(self, asked: &[OnePlan], progress: &dyn Progress) -> (Vec<Evaluated>, Vec<Diagnostic>) {
        let Self { ground, bases, .. } = self;
        let workspace = &ground.checked.workspace;
        let mut queries: BTreeMap<Date, Vec<(PlanId, Query)>> = BTreeMap::new();
        for one in asked.iter().filter(|one| bases.contains_key(&one.id)) {
            let query = query(workspace, one, ground.request);
            queries.entry(one.as_of.date).or_default().push((one.id, query));
        }
        let mut diagnostics = Vec::new();
        let mut found: BTreeMap<PlanId, Evaluated> = BTreeMap::new();
        for (as_of, queries) in &queries {
            let read = self.read(*as_of, queries, progress);
            diagnostics.extend(read.diagnostics);
            let is_asked: BTreeSet<PlanId> = queries.iter().map(|(id, _)| *id).collect();
            for (id, query) in queries {
                let basis = read.bases.get(id).map(Arc::clone);
                let evaluated = basis.map(|basis| evaluated(workspace, workspace.plan(*id), basis, query));
                let sources = self.sources(*id, &read.facts, &is_asked);
                found.insert(*id, Evaluated { sources, ..evaluated.unwrap_or_default() });
            }
        }
        (asked.iter().map(|one| found.remove(&one.id).unwrap_or_default()).collect(), diagnostics)
    }

    /// Reads the sources of each plan that has a part in the answers, once.
    fn read(self, as_of: Date, queries: &[(PlanId, Query)], progress: &dyn Progress) -> Read {
        let Self { ground, plans, bases } = self;
        let workspace = &ground.checked.workspace;
        let queries: BTreeMap<PlanId, &Query> = queries.iter().map(|(id, query)| (*id, query)).collect();
        let asked: Vec<(PlanId, &Query)> = queries.iter().map(|(id, query)| (*id, *query)).collect();
        let projects: BTreeMap<PlanId, _> = plans.iter().rev().map(|one| (one.id, one.project)).collect();
        let mut read = Read::default();
        for (id, needed) in needed(workspace, &asked, as_of) {
            let (Some(project), Some(known)) = (projects.get(&id), bases.get(&id)) else { continue };
            let plan = workspace.plan(id);
            let cohorts = queries.get(&id).map(|query| cohorts::requests(plan, &known.outside, query));
            let needed = Request { cohorts: cohorts.unwrap_or_default(), ..needed };
            let ObservedSources { observations, errors, remarks } =
                observe(plan, &needed, &reach(project, plan.file, ground.folders), progress);
            let names = plan.sources.iter().map(|source| source.name.value.clone());
            read.facts.insert(id, names.zip(observations.sources.iter().cloned()).collect());
            let is_read = errors.iter().all(|error| error.level != Level::Error);
            read.diagnostics.extend(errors.into_iter().chain(remarks));
            if let Some(parts) = parts(workspace, id, &read.bases).filter(|_| is_read) {
                let basis = Basis { observations, outside: known.outside.clone(), parts };
                read.bases.insert(id, Arc::new(basis));
            }
        }
        read
    }

    /// What was read of a plan's sources, and of those of the plans whose numbers it reads: these under the names that
    /// lead to them, unless they speak for themselves.
    fn sources(
        self,
        id: PlanId,
        facts: &BTreeMap<PlanId, Vec<(String, SourceFacts)>>,
        is_asked: &BTreeSet<PlanId>,
    ) -> Vec<(String, SourceFacts)> {
        let workspace = &self.ground.checked.workspace;
        let folder = |id: PlanId| self.ground.folders.get(&workspace.plan(id).file);
        let mut sources = facts.get(&id).cloned().unwrap_or_default();
        for (part, name) in names_of_parts(workspace, id) {
            let way = folder(id).zip(folder(part)).map(|(from, to)| way(from, to)).unwrap_or_default();
            let read = facts.get(&part).filter(|_| !is_asked.contains(&part)).into_iter().flatten();
            sources.extend(read.map(|(source, facts)| {
                let files = facts.files.iter().map(|file| beside(&way, file)).collect();
                (format!("{name}.{source}"), SourceFacts { files, ..facts.clone() })
            }));
        }
        sources
    }
}

/// A part's file as it is called from the folder of the plan that reads the part.
fn beside(way: &str, file: &str) -> String {
    if Path::new(file).is_absolute() { file.to_owned() } else { format!("{way}{file}") }
}

/// What the sources of a run say.
#[derive(Default)]
struct Read {
    bases: Bases,
    facts: BTreeMap<PlanId, Vec<(String, SourceFacts)>>,
    diagnostics: Vec<Diagnostic>,
}

/// The plans whose numbers a plan reads, in the order in which `use … as` names them, each by the first name that leads
/// to it.
fn names_of_parts(workspace: &Workspace, id: PlanId) -> Vec<(PlanId, String)> {
    let read = workspace.read_by(workspace.plan(id));
    let mut known = BTreeSet::from([id]);
    let mut named: Vec<(PlanId, String)> = Vec::new();
    let mut waiting = std::collections::VecDeque::from([(id, String::new())]);
    while let Some((user, way)) = waiting.pop_front() {
        for (alias, part) in &workspace.plan(user).parts {
            if known.insert(*part) {
                let name = format!("{way}{alias}");
                waiting.push_back((*part, format!("{name}.")));
                named.push((*part, name));
            }
        }
    }
    named.retain(|(part, _)| read.contains(part));
    named
}
