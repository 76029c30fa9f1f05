//! A source, lookup, measure or metric that nothing uses: left over, or forgotten where it was meant.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::span::Spanned;
use crate::evaluate::program::Op;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::Plan;
use crate::plan::ids::{LookupId, MetricId, PlanId, SourceId};
use crate::plan::metric::MetricOrigin;
use crate::plan::source::{Column, Condition, RowExpr};

pub static RULE: Rule = Rule {
    name: "unused-declaration",
    group: Group::Shape,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let plan = subject.plan;
    // A file that is taken in may serve several plans.
    let mut report = |name: &Spanned<String>, id: &'static str| {
        if name.span.file == plan.file {
            let message = Message { id, args: Vec::new() }.with("name", &name.value);
            findings
                .report(name.span, message, Message::new("unused-declaration.label"))
                .help(Message::new("unused-declaration.help"));
        }
    };
    let sources: BTreeSet<SourceId> = plan.measures.iter().map(|measure| measure.source).collect();
    for (place, source) in plan.sources.iter().enumerate() {
        if !sources.contains(&SourceId::of(place)) {
            report(&source.name, "unused-declaration.source");
        }
    }
    let lookups = used_lookups(plan);
    for (place, lookup) in plan.lookups.iter().enumerate() {
        if !lookups.contains(&LookupId::of(place)) {
            report(&lookup.name, "unused-declaration.lookup");
        }
    }
    let metrics = used_metrics(subject);
    for (place, metric) in plan.metrics.iter().enumerate() {
        match metric.origin {
            _ if metrics.contains(&MetricId::of(place)) => {}
            MetricOrigin::Measure => report(&metric.name, "unused-declaration.measure"),
            MetricOrigin::Metric => report(&metric.name, "unused-declaration.metric"),
            MetricOrigin::Conversion { .. } | MetricOrigin::Indicator | MetricOrigin::Foreign => {}
        }
    }
}

/// Whatever is read by a formula, or named by anything that steers, pays, tries or tests.
fn used_metrics(subject: &Subject) -> BTreeSet<MetricId> {
    let plan = subject.plan;
    let mut used = BTreeSet::new();
    for place in 0..plan.metrics.len() {
        used.extend(subject.programs.of(MetricId::of(place)).iter().filter_map(Op::reads));
    }
    for indicator in &plan.indicators {
        used.insert(indicator.metric);
        used.extend(indicator.guards.iter().map(|guarded| guarded.value));
        used.extend(indicator.drives.iter().map(|drives| drives.metric.value));
        used.extend(indicator.needs.iter().map(|needs| needs.metric));
    }
    used.extend(plan.funnels.iter().flat_map(|funnel| &funnel.stages).map(|stage| stage.metric));
    used.extend(plan.contractors.iter().flat_map(|contractor| &contractor.paid).map(|paid| paid.per.value));
    used.extend(plan.actions.iter().map(|action| action.metric.value));
    for test in &plan.tests {
        used.extend(test.given.iter().map(|(metric, _)| metric.value));
        used.extend(test.expected.iter().map(|expected| expected.metric.value));
    }
    used.extend(used_by_other_plans(subject));
    used
}

/// What other plans read of it, as `tokyo.revenue`.
fn used_by_other_plans(subject: &Subject) -> Vec<MetricId> {
    let plans = &subject.workspace.plans;
    let Some(own) = plans.iter().position(|plan| plan.file == subject.plan.file).map(PlanId::of) else {
        return Vec::new();
    };
    plans.iter().flat_map(Plan::foreign).filter(|(_, part, _)| *part == own).map(|(.., metric)| metric).collect()
}

fn used_lookups(plan: &Plan) -> BTreeSet<LookupId> {
    let dimensions = plan.sources.iter().flat_map(|source| &source.dimensions).map(|dimension| &dimension.column);
    let of_sources = plan.sources.iter().flat_map(|source| source.filter.iter().chain(&source.skip));
    let of_measures = plan.measures.iter().flat_map(|measure| &measure.filter);
    let conditions = of_sources.chain(of_measures).flat_map(Condition::columns);
    let arguments = plan.measures.iter().flat_map(|measure| &measure.argument).flat_map(RowExpr::columns);
    let columns: Vec<&Column> = dimensions.chain(conditions).chain(arguments).collect();
    columns.into_iter().filter_map(|column| Some(column.lookup.as_ref()?.0)).collect()
}
