//! A KPI that is never part of its plan: it joins after the plan's end, or leaves before it begins.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "never-active",
    group: Group::Shape,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some((first, last)) = subject.plan.settings.range else { return };
    for (kpi, _) in subject.all_kpis() {
        let (message, day) = match kpi.active {
            (Some(from), _) if last < from => (Message::new("never-active.late").with("plan", last), from),
            (_, Some(until)) if until < first => (Message::new("never-active.early").with("plan", first), until),
            _ => continue,
        };
        let message = message.with("name", subject.name(kpi.metric)).with("date", day);
        let finding = findings
            .report(kpi.name_span, message, Message::new("never-active.label"))
            .help(Message::new("never-active.help"));
        if let Some(place) = subject.plan.settings.place {
            finding.related(place, Message::new("never-active.plan").with("first", first).with("last", last));
        }
    }
}
