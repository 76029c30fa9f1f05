//! An action that says neither what it is to bring nor by when: nobody will measure again.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "action-without-measure",
    group: Group::Operation,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for action in &subject.plan.actions {
        let parts = [
            (action.expect.is_some(), Message::new("action-without-measure.expect")),
            (action.by.is_some(), Message::new("action-without-measure.by")),
        ];
        let missing: Vec<Message> = parts.into_iter().filter(|(is_there, _)| !is_there).map(|(_, part)| part).collect();
        if missing.is_empty() {
            continue;
        }
        let help = match (&action.expect, &action.by) {
            (None, Some(_)) => Message::new("action-without-measure.help-expect"),
            (Some(_), None) => Message::new("action-without-measure.help-by"),
            _ => Message::new("action-without-measure.help"),
        };
        let message =
            Message::new("action-without-measure").with("action", &action.label.value).with("missing", missing);
        findings
            .report(action.label.span, message, Message::new("action-without-measure.label"))
            .help(help.with("name", subject.name(action.metric.value)));
    }
}
