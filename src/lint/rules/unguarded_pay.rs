//! Pay by a number whose quality nobody watches.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::quotients::divided_by;
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
            let mut rates = subject.kpis().filter(|(kpi, _)| divided_by(plan, kpi.metric).contains(&paid.per.value));
            let help = match rates.next() {
                Some((rate, _)) => Message::new("unguarded-pay.help-rate").with("rate", subject.name(rate.metric)),
                None => Message::new("unguarded-pay.help"),
            };
            findings.report(paid.per.span, message, Message::new("unguarded-pay.label")).help(help.with("name", name));
        }
    }
}
