//! Nothing between activity and the goal: when the goal is missed, nobody can say where it was lost.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Layer;
use crate::lint::finding::Findings;
use crate::lint::places::{Place, names_at, places};
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

use super::no_outcome_kpi;

pub static RULE: Rule = Rule {
    name: "missing-layer",
    group: Group::Balance,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

/// Whether there is activity and a goal, and neither a KPI nor a stage in between. Where there is nothing but activity,
/// more is missing than that.
pub(super) fn is_broken(subject: &Subject) -> bool {
    let steering = subject.steering();
    let only_activity = no_outcome_kpi::is_broken(subject) && subject.is_on(no_outcome_kpi::RULE.name);
    let is_missing = steering.activity.any() && !steering.intermediate.any() && subject.kgis().next().is_some();
    is_missing && !only_activity && !subject.is_made_of_other_plans()
}

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(place) = subject.plan_place().filter(|_| is_broken(subject)) else { return };
    let Some((_, goal)) = subject.kgis().next() else { return };
    let message =
        Message::new("missing-layer").with("names", activities(subject)).with("goal", subject.name(goal.metric));
    let unknown = names_at(subject, Place::Unknown);
    let help = if unknown.is_empty() {
        Message::new("missing-layer.help")
    } else {
        Message::new("missing-layer.help-layer").with("names", unknown)
    };
    findings
        .report(place, message, Message::new("missing-layer.label"))
        .related(goal.name_span, Message::new("missing-layer.goal"))
        .help(help);
}

/// The KPIs and stages that are activity, each once.
fn activities(subject: &Subject) -> Vec<String> {
    let plan = subject.plan;
    let activity = Place::Layer(Layer::Activity);
    let kpis = places(subject).into_iter().filter(|(_, place)| *place == activity).map(|(kpi, _)| kpi.metric);
    let funnels = plan.funnels.iter().enumerate().filter(|(place, _)| subject.goals().reaches(*place));
    let stages = funnels.flat_map(|(_, funnel)| &funnel.stages).map(|stage| stage.metric);
    let stages = stages.filter(|metric| subject.layers.metrics[metric.index()] == Some(Layer::Activity));
    let mut seen = BTreeSet::new();
    let first_times = kpis.chain(stages).filter(|metric| seen.insert(*metric));
    first_times.map(|metric| format!("`{}`", subject.name(metric))).collect()
}
