//! A KPI that nothing ties to the goal: reaching it may change nothing.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "kpi-not-linked",
    group: Group::Shape,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some((_, goal)) = subject.kgis().next() else { return };
    let goal_name = subject.name(goal.metric);
    for (kpi, _) in subject.kpis().filter(|(kpi, _)| !is_linked(subject, kpi)) {
        let name = subject.name(kpi.metric);
        let message = Message::new("kpi-not-linked").with("name", name).with("goal", goal_name);
        findings
            .report(kpi.name_span, message, Message::new("kpi-not-linked.label"))
            .related(goal.name_span, Message::new("kpi-not-linked.goal"))
            .help(Message::new("kpi-not-linked.help").with("name", name).with("goal", goal_name));
    }
}

/// Whether a KPI leads to the goal by the plan's equations, or the plan says what it is for.
pub(super) fn is_linked(subject: &Subject, kpi: &Indicator) -> bool {
    !kpi.guards.is_empty() || !kpi.drives.is_empty() || subject.goals().leads(kpi.metric, subject.programs)
}
