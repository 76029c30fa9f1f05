//! Only activity: everybody is busy, and nobody sees whether anything comes of it.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Layer;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::steering::unplaced;
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

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
    steering.activity.kpi && !steering.intermediate.kpi && !steering.last.kpi
}

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(place) = subject.plan_place().filter(|_| is_broken(subject)) else { return };
    let name = |kpi: &Indicator| format!("`{}`", subject.name(kpi.metric));
    // One whose layer nobody knows may be the outcome.
    let unknown: Vec<String> = unplaced(subject).into_iter().map(name).collect();
    let help = if unknown.is_empty() {
        Message::new("no-outcome-kpi.help")
    } else {
        Message::new("no-outcome-kpi.help-layer").with("names", unknown)
    };
    let activities = subject.kpis().filter(|(_, layer)| *layer == Some(Layer::Activity));
    let activities: Vec<String> = activities.map(|(kpi, _)| name(kpi)).collect();
    let message = Message::new("no-outcome-kpi").with("names", activities);
    findings.report(place, message, Message::new("no-outcome-kpi.label")).help(help);
}
