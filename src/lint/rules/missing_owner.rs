//! A KPI that nobody owns: when it is missed, nobody is asked.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "missing-owner",
    group: Group::Operation,
    level: Level::Warn,
    options: &[],
    fixable: true,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (kpi, _) in subject.kpis().filter(|(kpi, _)| kpi.owner.is_none()) {
        let message = Message::new("missing-owner").with("name", subject.name(kpi.metric));
        let line = mend::added_clause(subject.sources, kpi.span, "owner \"?\"");
        findings
            .report(kpi.name_span, message, Message::new("missing-owner.label"))
            .help(Message::new("missing-owner.help"))
            .fix(mend::unsafe_(vec![line]));
    }
}
