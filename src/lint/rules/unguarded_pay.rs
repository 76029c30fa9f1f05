//! Pay by a number whose quality nobody watches.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "unguarded-pay",
    group: Group::Balance,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let plan = subject.plan;
    for contractor in &plan.contractors {
        for paid in &contractor.paid {
            let mut guards = plan.indicators.iter().flat_map(|indicator| &indicator.guards);
            if guards.any(|guarded| guarded.value == paid.per.value) {
                continue;
            }
            let name = subject.name(paid.per.value);
            let contractor = contractor.label.as_ref().unwrap_or(&contractor.name.value);
            let message = Message::new("unguarded-pay").with("contractor", contractor).with("name", name);
            findings
                .report(paid.per.span, message, Message::new("unguarded-pay.label"))
                .help(Message::new("unguarded-pay.help").with("name", name));
        }
    }
}
