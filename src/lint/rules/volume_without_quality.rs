//! A volume that nothing keeps honest: a hundred poor calls meet it as well as a hundred good ones.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::{Direction, Layer};
use crate::lint::finding::Findings;
use crate::lint::numbers::Print;
use crate::lint::quotients::divided_by;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;

pub static RULE: Rule = Rule {
    name: "volume-without-quality",
    group: Group::Balance,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let prints = subject.prints();
    let watched: BTreeSet<Print> = watched(subject).into_iter().map(|metric| prints[metric.index()]).collect();
    let goals: BTreeSet<MetricId> = subject.kgis().map(|(_, goal)| goal.metric).collect();
    for (kpi, layer) in subject.kpis() {
        // More of what is to stay low, or of the result itself, is no volume that anybody chases.
        let at_most = kpi.target.as_ref().is_some_and(|target| target.direction == Direction::AtMost);
        // A number that keeps another one honest is watched for that.
        let is_guard = !kpi.guards.is_empty();
        let is_volume =
            subject.plan.metric(kpi.metric).additive && layer != Some(Layer::Final) && !at_most && !is_guard;
        if !is_volume || goals.contains(&kpi.metric) || watched.contains(&prints[kpi.metric.index()]) {
            continue;
        }
        let name = subject.name(kpi.metric);
        let message = Message::new("volume-without-quality").with("name", name);
        let conversion = conversion_from(subject, kpi.metric);
        let help = match conversion {
            Some(conversion) => {
                Message::new("volume-without-quality.help-conversion").with("conversion", subject.name(conversion))
            }
            None => Message::new("volume-without-quality.help"),
        };
        findings
            .report(kpi.name_span, message, Message::new("volume-without-quality.label"))
            .help(help.with("name", name));
    }
}

/// What a KPI's conversion divides by, and what a KPI guards.
fn watched(subject: &Subject) -> BTreeSet<MetricId> {
    let mut watched = BTreeSet::new();
    for indicator in &subject.plan.indicators {
        watched.extend(indicator.guards.iter().map(|guarded| guarded.value));
        watched.extend(divided_by(subject.plan, indicator.metric));
    }
    watched
}

/// The conversion of a funnel's step that begins with a stage.
fn conversion_from(subject: &Subject, metric: MetricId) -> Option<MetricId> {
    let steps = subject.plan.funnels.iter().flat_map(|funnel| funnel.stages.windows(2));
    steps.filter(|pair| pair[0].metric == metric).find_map(|pair| pair[1].conversion)
}
