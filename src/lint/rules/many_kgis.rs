//! More than one final goal: where they pull apart, nobody knows which one counts.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "many-kgis",
    group: Group::Shape,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let goals: Vec<_> = subject.kgis().map(|(_, goal)| goal).collect();
    let [first, second, ..] = goals.as_slice() else { return };
    let names: Vec<String> = goals.iter().map(|goal| format!("`{}`", subject.name(goal.metric))).collect();
    let message = Message::new("many-kgis").with("count", goals.len()).with("names", names);
    findings
        .report(second.name_span, message, Message::new("many-kgis.label"))
        .related(first.name_span, Message::new("many-kgis.first"))
        .help(Message::new("many-kgis.help").with("name", subject.name(second.metric)));
}
