//! Funnels: stages in order, and the conversions between them.

use std::collections::HashMap;

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::Function;
use crate::plan::Plan;
use crate::plan::funnel::{Cohort, Funnel, Stage};
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::MetricOrigin;
use crate::syntax::tree::{FunnelClause, FunnelDecl, LiteralUnit, Quantity, StageDecl};

use super::clauses;
use super::errors::{Errors, error_at};
use super::literals;
use super::metrics::Metrics;
use super::units::{self, unit_message};

/// Every funnel all of whose stages are known, in the order of the text.
pub(super) fn read(declarations: &[&FunnelDecl], metrics: &mut Metrics, errors: &mut Errors) -> Vec<Funnel> {
    let mut funnels = Vec::new();
    for (place, declaration) in declarations.iter().enumerate() {
        let mut first: HashMap<MetricId, Span> = HashMap::new();
        let mut stages = Vec::new();
        for (number, declared) in declaration.stages.iter().enumerate() {
            let stage = stage(declared, (place, number), metrics, errors);
            if let Some(stage) = &stage
                && let Some(earlier) = first.insert(stage.metric, declared.metric.span)
            {
                report_twice(declared, earlier, errors);
            }
            stages.extend(stage);
        }
        let share = declaration.share.as_ref().map(|literal| (literals::share(literal, "for", errors), literal.span));
        let cohort = declaration.cohort.as_ref().map(|cohort| {
            let within = literals::length(&cohort.within, "within", errors)?;
            Some(Cohort { key: cohort.key.clone(), within, span: cohort.span })
        });
        if stages.len() < declaration.stages.len() || stages.is_empty() {
            continue;
        }
        let id = FunnelId::of(funnels.len());
        for (number, stage) in stages.iter().enumerate() {
            if let Some(conversion) = stage.conversion {
                metrics.set_origin(conversion, MetricOrigin::Conversion { funnel: id, stage: number });
            }
        }
        funnels.push(Funnel {
            label: declaration.label.as_ref().map(|label| label.value.clone()),
            share: share.and_then(|(share, span)| Some(Spanned::new(share?, span))),
            stages,
            cohort: cohort.flatten(),
            note: note(declaration),
            allows: allows(declaration),
            span: declaration.span,
        });
    }
    funnels
}

/// Leads are followed from row to row: each stage of such a funnel counts or adds up the rows of a source.
pub(super) fn check_cohorts(plan: &Plan, errors: &mut Errors) {
    for funnel in &plan.funnels {
        let Some(cohort) = &funnel.cohort else { continue };
        for stage in &funnel.stages {
            let measure = plan.measure_behind(stage.metric).and_then(|measure| plan.measures.get(measure.index()));
            if measure.is_some_and(|measure| matches!(measure.function, Function::Count | Function::Sum)) {
                continue;
            }
            let name = &plan.metric(stage.metric).name;
            errors.push(
                error_at(
                    stage.span,
                    Message::new("stage-without-rows").with("name", &name.value),
                    Message::new("stage-without-rows.label"),
                )
                .related(cohort.span, Message::new("stage-without-rows.cohort").with("key", &cohort.key.value))
                .help(Message::new("stage-without-rows.help").with("name", &name.value)),
            );
        }
    }
}

fn stage(
    declared: &StageDecl,
    (funnel, number): (usize, usize),
    metrics: &mut Metrics,
    errors: &mut Errors,
) -> Option<Stage> {
    let metric = metrics.resolve(&declared.metric, errors);
    if number == 0 {
        report_first(declared, errors);
    }
    let metric = metric?;
    if !metrics.is_countable(metric) {
        report_uncountable(declared, metric, metrics, errors);
    }
    let conversion = metrics.conversion(funnel, number);
    let at = match (&declared.at, conversion) {
        (Some(at), Some(conversion)) if number > 0 => expected(at, conversion, metrics, errors),
        _ => None,
    };
    let unit = declared.at.as_ref().map(|at| &at.literal.unit);
    Some(Stage { metric, conversion, at, at_in_percent: unit == Some(&LiteralUnit::Percent), span: declared.span })
}

/// What the conversion is expected to be: above nothing, or nothing could be worked back through it.
fn expected(at: &Quantity, conversion: MetricId, metrics: &Metrics, errors: &mut Errors) -> Option<Spanned<Rational>> {
    if let Some(word) = at.per.first() {
        errors.push(
            error_at(word.span, Message::new("per-not-here"), Message::new("per-not-here.label"))
                .help(Message::new("per-not-here.help-at").with("word", &word.value)),
        );
        return None;
    }
    let value = units::amount(&at.literal, metrics.subject(conversion)?, errors)?;
    if value > 0 {
        return Some(Spanned::new(value, at.span));
    }
    errors.push(
        error_at(at.span, Message::new("conversion-not-positive"), Message::new("conversion-not-positive.label"))
            .help(Message::new("conversion-not-positive.help")),
    );
    None
}

fn report_first(declared: &StageDecl, errors: &mut Errors) {
    let place = declared.at.as_ref().map(|at| at.span).or(declared.conversion.as_ref().map(|name| name.span));
    let Some(span) = place else { return };
    errors.push(
        error_at(span, Message::new("first-stage-conversion"), Message::new("first-stage-conversion.label"))
            .help(Message::new("first-stage-conversion.help")),
    );
}

fn report_twice(declared: &StageDecl, earlier: Span, errors: &mut Errors) {
    let name = super::declarations::path_text(&declared.metric);
    errors.push(
        error_at(
            declared.metric.span,
            Message::new("stage-twice").with("name", name),
            Message::new("stage-twice.label"),
        )
        .related(earlier, Message::new("stage-twice.first"))
        .help(Message::new("stage-twice.help")),
    );
}

fn report_uncountable(declared: &StageDecl, metric: MetricId, metrics: &Metrics, errors: &mut Errors) {
    let Some(subject) = metrics.subject(metric) else { return };
    let unit = subject.term.settled();
    errors.push(
        error_at(
            declared.metric.span,
            Message::new("stage-not-countable").with("name", subject.name).with("unit", unit_message(unit)),
            Message::new("stage-not-countable.label").with("unit", unit_message(unit)),
        )
        .related(subject.because.span, subject.because.label(unit))
        .help(Message::new("stage-not-countable.help").with("name", subject.name)),
    );
}

fn note(declaration: &FunnelDecl) -> Option<String> {
    clauses::joined(declaration.clauses.iter().filter_map(|clause| match &clause.kind {
        FunnelClause::Note(note) => Some(note.value.as_str()),
        _ => None,
    }))
}

fn allows(declaration: &FunnelDecl) -> Vec<crate::plan::metric::Allow> {
    let allows = declaration.clauses.iter().filter_map(|clause| match &clause.kind {
        FunnelClause::Allow(allow) => Some(clauses::allow(allow)),
        _ => None,
    });
    allows.collect()
}
