//! KPIs without a final goal: nobody can say what they are for.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "missing-kgi",
    group: Group::Shape,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let count = subject.all_kpis().count();
    if count == 0 || subject.kgis().next().is_some() {
        return;
    }
    let Some(place) = subject.plan_place() else { return };
    let message = Message::new("missing-kgi").with("count", count);
    // Where a funnel leads is most likely the goal.
    let end = subject.plan.funnels.first().and_then(|funnel| funnel.stages.last());
    let help = match end {
        Some(stage) => Message::new("missing-kgi.help-funnel").with("name", subject.name(stage.metric)),
        None => Message::new("missing-kgi.help"),
    };
    let finding = findings.report(place, message, Message::new("missing-kgi.label")).help(help);
    if let Some(stage) = end {
        finding.related(stage.span, Message::new("missing-kgi.end"));
    }
}
