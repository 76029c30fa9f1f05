//! Nothing that a person can do tomorrow: only outcomes are watched, and those come too late to be steered.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::places::{Place, places};
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;

pub static RULE: Rule = Rule {
    name: "no-activity-kpi",
    group: Group::Balance,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

/// Whether neither a KPI nor a stage whose target is derived is known to be activity.
pub(super) fn is_broken(subject: &Subject) -> bool {
    let is_missing = !subject.plan.indicators.is_empty() && !subject.steering().activity.any();
    is_missing && !subject.is_made_of_other_plans()
}

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(place) = subject.plan_place().filter(|_| is_broken(subject)) else { return };
    // What somebody is paid by stays an outcome, whatever is said of it.
    let is_paid = |metric: MetricId| {
        let mut paid = subject.plan.contractors.iter().flat_map(|contractor| &contractor.paid);
        paid.any(|paid| paid.per.value == metric)
    };
    let places = places(subject).into_iter();
    let unknown = places.filter(|(kpi, place)| *place == Place::Unknown && !is_paid(kpi.metric));
    let unknown: Vec<String> = unknown.map(|(kpi, _)| format!("`{}`", subject.name(kpi.metric))).collect();
    let help = if unknown.is_empty() {
        Message::new("no-activity-kpi.help")
    } else {
        Message::new("no-activity-kpi.help-layer").with("names", unknown)
    };
    let message = Message::new("no-activity-kpi").with("count", subject.kpis().count());
    findings.report(place, message, Message::new("no-activity-kpi.label")).help(help);
}
