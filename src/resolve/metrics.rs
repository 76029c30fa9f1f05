//! The metrics of a plan, once every number is worked out.

use std::collections::HashMap;

use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Layer;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::{Expr as Formula, Metric, MetricOrigin};
use crate::plan::unit::{Unit, UnitKind};
use crate::syntax::tree::{ExprKind, MetricClause, MetricDecl, Name, Path};

use super::clauses;
use super::declarations::{Declarations, Number, path_text};
use super::errors::Errors;
use super::expressions::Solved;
use super::foreign::Others;
use super::names::Names;
use super::numbers::Numbers;
use super::units::{Because, Reason, Subject, Term};
use super::walk;

/// The metrics that the plan gives out, and the names that lead to them.
pub(super) struct Metrics<'a, 't> {
    names: &'a Names<'t>,
    others: &'a Others<'a, 't>,
    list: Vec<Metric>,
    types: Vec<(Term, Because)>,
    /// By number.
    ids: Vec<Option<MetricId>>,
    /// By funnel and stage, the number of the step.
    steps: HashMap<(usize, usize), usize>,
    /// Metrics of other plans that something of this plan points at.
    foreign: HashMap<(PlanId, MetricId), MetricId>,
}

impl<'a, 't> Metrics<'a, 't> {
    /// Gives an id to every number that could be worked out, in the order of the text.
    pub(super) fn new(
        declared: &Declarations<'t>,
        solved: Vec<Option<Solved>>,
        names: &'a Names<'t>,
        others: &'a Others<'a, 't>,
    ) -> Self {
        let mut count = 0;
        let ids: Vec<Option<MetricId>> = solved
            .iter()
            .map(|solved| {
                solved.as_ref()?;
                count += 1;
                Some(MetricId::of(count - 1))
            })
            .collect();
        let mut metrics = Self {
            names,
            others,
            list: Vec::with_capacity(count),
            types: Vec::with_capacity(count),
            ids,
            steps: HashMap::new(),
            foreign: HashMap::new(),
        };
        for (place, (number, solved)) in declared.numbers.iter().zip(solved).enumerate() {
            if let Number::Step { funnel, stage, .. } = number {
                metrics.steps.insert((*funnel, *stage), place);
            }
            if let Some(mut solved) = solved {
                Numbers::renumber(&mut solved.formula, &metrics.ids);
                metrics.types.push((solved.typed.term, solved.typed.because));
                metrics.list.push(metric(number, solved));
            }
        }
        metrics.take_in_foreign(&declared.numbers);
        metrics
    }

    /// Every number of another plan that a formula reads becomes a metric of this one, so that whoever follows formulas
    /// finds it under the name that this plan gives it.
    fn take_in_foreign(&mut self, numbers: &[Number<'t>]) {
        let mut said_before = Errors::new();
        let of_numbers = self.list.len();
        let sound = numbers.iter().zip(self.ids.clone()).filter(|(_, id)| id.is_some());
        for (number, _) in sound {
            for path in foreign_paths(number) {
                self.resolve(path, &mut said_before);
            }
        }
        for metric in &mut self.list[..of_numbers] {
            read_as(&mut metric.expr, &self.foreign);
        }
    }

    /// The metric of a bare name. `None` where it has been reported or comes of an error that has.
    pub(super) fn named(&self, name: &Name, errors: &mut Errors) -> Option<MetricId> {
        let number = self.names.number(name, None, errors)?;
        self.ids.get(number).copied().flatten()
    }

    /// The metric of a path; one of another plan becomes a metric of this one that stands for it.
    pub(super) fn resolve(&mut self, path: &Path, errors: &mut Errors) -> Option<MetricId> {
        if let [name] = path.parts.as_slice() {
            return self.named(name, errors);
        }
        let key = self.others.metric(path, self.names, errors)?;
        if let Some(id) = self.foreign.get(&key) {
            return Some(*id);
        }
        let known = self.others.get(key.0, key.1)?;
        let label = self.others.label(path, key.0, key.1);
        let id = MetricId::of(self.list.len());
        self.types.push((Term::Of(known.unit), Because::new(known.name.span, Reason::Foreign)));
        self.list.push(Metric {
            name: Spanned::new(path_text(path), path.span),
            label,
            origin: MetricOrigin::Foreign,
            expr: Formula::Foreign(key.0, key.1),
            unit: known.unit,
            additive: known.additive,
            layer: known.layer,
            note: None,
            span: path.span,
        });
        self.foreign.insert(key, id);
        Some(id)
    }

    /// What a target or the like on the metric is held against.
    pub(super) fn subject(&self, id: MetricId) -> Option<Subject<'_>> {
        let (term, because) = *self.types.get(id.index())?;
        Some(Subject { name: &self.list.get(id.index())?.name.value, term, because })
    }

    pub(super) fn get(&self, id: MetricId) -> Option<&Metric> {
        self.list.get(id.index())
    }

    /// The conversion into a stage (from 1) of a funnel, where it could be worked out.
    pub(super) fn conversion(&self, funnel: usize, stage: usize) -> Option<MetricId> {
        self.ids.get(*self.steps.get(&(funnel, stage))?).copied().flatten()
    }

    /// Says which step of which funnel a conversion is.
    pub(super) fn set_origin(&mut self, id: MetricId, origin: MetricOrigin) {
        if let Some(metric) = self.list.get_mut(id.index()) {
            metric.origin = origin;
        }
    }

    /// Whether a metric counts things or money, so that it can be a stage.
    pub(super) fn is_countable(&self, id: MetricId) -> bool {
        self.types.get(id.index()).is_some_and(|(term, _)| match term {
            Term::Of(unit) => matches!(unit.kind(), UnitKind::Count | UnitKind::Money(_)),
            Term::Bare { .. } => term.settled() == Unit::COUNT,
        })
    }

    /// The metrics, and by number the metric that came of it.
    pub(super) fn finish(self) -> (Vec<Metric>, Vec<Option<MetricId>>) {
        (self.list, self.ids)
    }
}

/// Exchanges the numbers of other plans in a formula for the metrics that stand for them.
fn read_as(formula: &mut Formula, foreign: &HashMap<(PlanId, MetricId), MetricId>) {
    match formula {
        Formula::Foreign(plan, metric) => {
            if let Some(own) = foreign.get(&(*plan, *metric)) {
                *formula = Formula::Metric(*own);
            }
        }
        Formula::Negate(inner) => read_as(inner, foreign),
        Formula::Binary(left, _, right) => {
            read_as(left, foreign);
            read_as(right, foreign);
        }
        Formula::Number(_) | Formula::Measure(_) | Formula::Metric(_) | Formula::Previous(_) => {}
    }
}

/// The numbers of other plans that a number reads, as the text names them, in its order.
fn foreign_paths<'t>(number: &Number<'t>) -> Vec<&'t Path> {
    let mut paths: Vec<&'t Path> = Vec::new();
    match number {
        Number::Declared { declaration, .. } => {
            if let Some(expr) = &declaration.expr {
                walk::each(expr, |part| {
                    if let ExprKind::Name(path) = &part.kind {
                        paths.push(path);
                    }
                });
            }
        }
        Number::Step { from, to, beside, .. } => {
            paths.extend([&from.metric, &to.metric]);
            paths.extend(beside.iter().map(|other| &other.metric));
        }
    }
    paths.retain(|path| path.parts.len() > 1);
    paths
}

fn metric(number: &Number, solved: Solved) -> Metric {
    let (label, origin, span, layer, note) = match number {
        Number::Declared { declaration, origin } => {
            (&declaration.label, *origin, declaration.span, stated_layer(declaration), notes(declaration))
        }
        Number::Step { to, .. } => (&to.label, MetricOrigin::Metric, to.span, None, None),
    };
    Metric {
        name: Spanned::new(number.name(), number.name_span()),
        label: label.as_ref().map(|label| label.value.clone()),
        origin,
        expr: solved.formula,
        unit: solved.typed.term.settled(),
        additive: solved.additive,
        layer,
        note,
        span,
    }
}

fn stated_layer(declaration: &MetricDecl) -> Option<Layer> {
    declaration.clauses.iter().find_map(|clause| match clause.kind {
        MetricClause::Layer(layer) => Some(layer),
        _ => None,
    })
}

fn notes(declaration: &MetricDecl) -> Option<String> {
    clauses::joined(declaration.clauses.iter().filter_map(|clause| match &clause.kind {
        MetricClause::Note(note) => Some(note.value.as_str()),
        _ => None,
    }))
}

/// The whole declaration of each `measure` and `metric` with what its block allows.
pub(super) fn block_allows<'t>(
    declared: &Declarations<'t>,
) -> impl Iterator<Item = (Span, crate::plan::metric::Allow)> + use<'t> {
    let blocks: Vec<&'t MetricDecl> = declared
        .numbers
        .iter()
        .filter_map(|number| match number {
            Number::Declared { declaration, origin } if *origin != MetricOrigin::Indicator => Some(*declaration),
            _ => None,
        })
        .collect();
    blocks.into_iter().flat_map(|declaration| {
        declaration.clauses.iter().filter_map(|clause| match &clause.kind {
            MetricClause::Allow(allow) => Some((declaration.span, clauses::allow(allow))),
            _ => None,
        })
    })
}
