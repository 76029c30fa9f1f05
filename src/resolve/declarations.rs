//! What a plan's files declare, by kind, and their names.

use std::collections::HashMap;

use crate::base::span::Span;
use crate::plan::ids::{ContractorId, LookupId, SourceId};
use crate::plan::metric::{Allow, MetricOrigin, Role};
use crate::syntax::tree::{
    ActionClause, ActionDecl, Broken, Clause, ContractorClause, ContractorDecl, FunnelClause, FunnelDecl, Item,
    LookupDecl, MetricClause, MetricDecl, PlanClause, SourceClause, SourceDecl, StageDecl, TestClause, TestDecl, Tree,
};

use super::clauses;
use super::errors::Errors;
use super::names::{Names, TableRef};

/// A number that gets a value: what is declared with `=`, and the steps of funnels.
#[derive(Clone, Debug)]
pub(super) enum Number<'t> {
    Declared {
        declaration: &'t MetricDecl,
        origin: MetricOrigin,
    },
    /// `to` ÷ (`from` + `beside`). `stage` is the place of `to` in the funnel.
    Step {
        funnel: usize,
        stage: usize,
        from: &'t StageDecl,
        to: &'t StageDecl,
        /// The stages from which other funnels lead to `to`, each for its share of it.
        beside: Vec<&'t StageDecl>,
    },
}

impl Number<'_> {
    /// Where its name is written; for a step without a name the whole step.
    pub(super) fn name_span(&self) -> Span {
        match self {
            Self::Declared { declaration, .. } => declaration.name.span,
            Self::Step { to, .. } => to.conversion.as_ref().map_or(to.span, |name| name.span),
        }
    }

    /// Its name; steps without one are called after their stages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Declared { declaration, .. } => declaration.name.value.clone(),
            Self::Step { from, to, .. } => match &to.conversion {
                Some(name) => name.value.clone(),
                None => format!("{}/{}", path_text(&to.metric), path_text(&from.metric)),
            },
        }
    }
}

/// A path as it is written.
pub(super) fn path_text(path: &crate::syntax::tree::Path) -> String {
    let parts: Vec<&str> = path.parts.iter().map(|part| part.value.as_str()).collect();
    parts.join(".")
}

/// Every declaration of a plan, in the order of the text. A number's place is its id until all are resolved.
#[derive(Debug, Default)]
pub(super) struct Declarations<'t> {
    pub(super) sources: Vec<&'t SourceDecl>,
    pub(super) lookups: Vec<&'t LookupDecl>,
    pub(super) numbers: Vec<Number<'t>>,
    /// Every `kgi` and `kpi`.
    pub(super) indicators: Vec<(Role, &'t MetricDecl)>,
    pub(super) funnels: Vec<&'t FunnelDecl>,
    pub(super) contractors: Vec<&'t ContractorDecl>,
    pub(super) actions: Vec<&'t ActionDecl>,
    pub(super) tests: Vec<&'t TestDecl>,
    pub(super) allows: Vec<Allow>,
}

/// Whether every declaration and clause of a file could be read.
pub(super) fn is_whole(tree: &Tree) -> bool {
    fn none<K>(clauses: &[Clause<K>], is_broken: impl Fn(&K) -> bool) -> bool {
        !clauses.iter().any(|clause| is_broken(&clause.kind))
    }
    let source = |kind: &SourceClause| matches!(kind, SourceClause::Broken);
    let metric = |kind: &MetricClause| matches!(kind, MetricClause::Broken);
    tree.items.iter().all(|item| match item {
        Item::Plan(plan) => none(&plan.clauses, |kind| matches!(kind, PlanClause::Broken)),
        Item::Source(declaration) => none(&declaration.clauses, source),
        Item::Lookup(declaration) => none(&declaration.clauses, source),
        Item::Measure(declaration) | Item::Metric(declaration) | Item::Kgi(declaration) | Item::Kpi(declaration) => {
            none(&declaration.clauses, metric)
        }
        Item::Funnel(funnel) => none(&funnel.clauses, |kind| matches!(kind, FunnelClause::Broken)),
        Item::Contractor(contractor) => none(&contractor.clauses, |kind| matches!(kind, ContractorClause::Broken)),
        Item::Action(action) => none(&action.clauses, |kind| matches!(kind, ActionClause::Broken)),
        Item::Test(test) => none(&test.clauses, |kind| matches!(kind, TestClause::Broken)),
        Item::Use(_) | Item::Allow(_) => true,
        Item::Broken(_) => false,
    })
}

/// Gathers what the files declare and takes in the names.
pub(super) fn gather<'t>(trees: &[&'t Tree], names: &mut Names<'t>, errors: &mut Errors) -> Declarations<'t> {
    let mut gathered = Declarations::default();
    for item in trees.iter().flat_map(|tree| &tree.items) {
        gathered.add(item, names, errors);
    }
    gathered.link_steps();
    // A broken declaration never takes a name from a sound one.
    for item in trees.iter().flat_map(|tree| &tree.items) {
        if let Item::Broken(broken) = item {
            declare_broken(broken, names);
        }
    }
    gathered
}

impl<'t> Declarations<'t> {
    fn add(&mut self, item: &'t Item, names: &mut Names<'t>, errors: &mut Errors) {
        match item {
            Item::Source(source) => {
                let id = TableRef::Source(SourceId::of(self.sources.len()));
                names.tables.declare(&source.name, source.label.as_ref().map(|l| l.value.as_str()), id, errors);
                self.sources.push(source);
            }
            Item::Lookup(lookup) => {
                let id = TableRef::Lookup(LookupId::of(self.lookups.len()));
                names.tables.declare(&lookup.name, lookup.label.as_ref().map(|l| l.value.as_str()), id, errors);
                self.lookups.push(lookup);
            }
            Item::Measure(declaration) => self.add_number(declaration, MetricOrigin::Measure, names, errors),
            Item::Metric(declaration) => self.add_number(declaration, MetricOrigin::Metric, names, errors),
            Item::Kgi(declaration) => self.add_indicator(Role::Kgi, declaration, names, errors),
            Item::Kpi(declaration) => self.add_indicator(Role::Kpi, declaration, names, errors),
            Item::Funnel(funnel) => self.add_funnel(funnel, names, errors),
            Item::Contractor(contractor) => {
                let label = contractor.label.as_ref().map(|label| label.value.as_str());
                let id = ContractorId::of(self.contractors.len());
                names.contractors.declare(&contractor.name, label, id, errors);
                self.contractors.push(contractor);
            }
            Item::Action(action) => self.actions.push(action),
            Item::Test(test) => self.tests.push(test),
            Item::Allow(allow) => self.allows.push(clauses::allow(allow)),
            Item::Plan(_) | Item::Use(_) | Item::Broken(_) => {}
        }
    }

    fn add_number(
        &mut self,
        declaration: &'t MetricDecl,
        origin: MetricOrigin,
        names: &mut Names<'t>,
        errors: &mut Errors,
    ) {
        let label = declaration.label.as_ref().map(|label| label.value.as_str());
        names.numbers.declare(&declaration.name, label, self.numbers.len(), errors);
        self.numbers.push(Number::Declared { declaration, origin });
    }

    fn add_indicator(&mut self, role: Role, declaration: &'t MetricDecl, names: &mut Names<'t>, errors: &mut Errors) {
        if declaration.expr.is_some() {
            self.add_number(declaration, MetricOrigin::Indicator, names, errors);
        }
        self.indicators.push((role, declaration));
    }

    fn add_funnel(&mut self, funnel: &'t FunnelDecl, names: &mut Names<'t>, errors: &mut Errors) {
        for (stage, pair) in funnel.stages.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            if let Some(name) = &to.conversion {
                let label = to.label.as_ref().map(|label| label.value.as_str());
                names.numbers.declare(name, label, self.numbers.len(), errors);
            }
            let beside = Vec::new();
            self.numbers.push(Number::Step { funnel: self.funnels.len(), stage: stage + 1, from, to, beside });
        }
        // With a step that could not be read its conversion's name is lost.
        names.numbers.incomplete |= funnel.clauses.iter().any(|clause| matches!(clause.kind, FunnelClause::Broken));
        self.funnels.push(funnel);
    }
}

impl<'t> Declarations<'t> {
    /// Where several funnels bring a stage, each for its share, the numbers don't say which of them brought what: what
    /// comes of a stage before it is the whole over the stages before it in all of them.
    fn link_steps(&mut self) {
        let steps =
            self.funnels.iter().filter(|funnel| funnel.share.is_some()).flat_map(|funnel| funnel.stages.windows(2));
        let mut before: HashMap<String, Vec<&'t StageDecl>> = HashMap::new();
        for pair in steps {
            let [from, to] = pair else { continue };
            let known = before.entry(path_text(&to.metric)).or_default();
            if !known.iter().any(|other| path_text(&other.metric) == path_text(&from.metric)) {
                known.push(from);
            }
        }
        for number in &mut self.numbers {
            let Number::Step { funnel, from, to, beside, .. } = number else { continue };
            if self.funnels[*funnel].share.is_some() {
                let others = before.get(&path_text(&to.metric)).into_iter().flatten();
                let is_other = |other: &&&StageDecl| path_text(&other.metric) != path_text(&from.metric);
                beside.extend(others.filter(is_other));
            }
        }
    }
}

fn declare_broken<'t>(broken: &'t Broken, names: &mut Names<'t>) {
    let keyword = broken.keyword.as_ref().map(|keyword| keyword.value.as_str());
    // A funnel's conversions are lost with it.
    if keyword == Some("funnel") {
        names.numbers.incomplete = true;
    }
    let Some(name) = &broken.name else { return };
    match keyword {
        Some("source" | "lookup") => names.tables.declare_broken(name),
        Some("measure" | "metric" | "kgi" | "kpi") => names.numbers.declare_broken(name),
        Some("contractor") => names.contractors.declare_broken(name),
        Some("use") => names.plans.declare_broken(name),
        Some(_) => {}
        None => {
            names.tables.declare_broken(name);
            names.numbers.declare_broken(name);
            names.contractors.declare_broken(name);
        }
    }
}
