//! An `allow` past its date: what was put off is due.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::allows;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "expired-allow",
    group: Group::Operation,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for allow in allows::of_plan(subject.plan).filter(|allow| allows::has_expired(allow, subject.as_of)) {
        let Some(until) = &allow.until else { continue };
        let message = Message::new("expired-allow")
            .with("rule", &allow.rule.value)
            .with("date", until.value)
            .with("reason", &allow.reason);
        findings
            .report(until.span, message, Message::new("expired-allow.label").with("date", subject.as_of))
            .help(Message::new("expired-allow.help").with("rule", &allow.rule.value));
    }
}
