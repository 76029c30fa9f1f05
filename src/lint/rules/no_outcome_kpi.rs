//! Only activity: everybody is busy, and nobody sees whether anything comes of it.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Layer;
use crate::lint::finding::Findings;
use crate::lint::places::{Place, names_at, places};
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "no-outcome-kpi",
    group: Group::Balance,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

/// Whether there is a KPI of activity, and none that shows what it leads to.
pub(super) fn is_broken(subject: &Subject) -> bool {
    let steering = subject.steering();
    let is_outcome = |place| matches!(place, Place::Guard(layer) if layer != Some(Layer::Activity));
    let guards_outcome = || places(subject).into_iter().any(|(_, place)| is_outcome(place));
    let is_missing = steering.activity.kpi && !steering.intermediate.kpi && !steering.last.kpi && !guards_outcome();
    is_missing && !subject.is_made_of_other_plans()
}

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(place) = subject.plan_place().filter(|_| is_broken(subject)) else { return };
    // One whose layer nobody knows may be the outcome.
    let unknown = names_at(subject, Place::Unknown);
    let help = if unknown.is_empty() {
        Message::new("no-outcome-kpi.help")
    } else {
        Message::new("no-outcome-kpi.help-layer").with("names", unknown)
    };
    let activities = names_at(subject, Place::Layer(Layer::Activity));
    let guards = names_at(subject, Place::Guard(Some(Layer::Activity)));
    let message = Message::new(if guards.is_empty() { "no-outcome-kpi" } else { "no-outcome-kpi.guarded" });
    let message = message.with("names", [activities, guards].concat());
    findings.report(place, message, Message::new("no-outcome-kpi.label")).help(help);
}
