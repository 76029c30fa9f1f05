//! No KPI asks why: the numbers say that something is wrong, and only people say what.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "no-question",
    group: Group::Balance,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let asks = |kpi: &Indicator| kpi.when_missed.as_ref().is_some_and(|missed| !missed.questions.is_empty());
    let count = subject.kpis().count();
    let Some(place) = subject.plan_place() else { return };
    if count > 0 && !subject.kpis().any(|(kpi, _)| asks(kpi)) {
        let message = Message::new("no-question").with("count", count);
        findings.report(place, message, Message::new("no-question.label")).help(Message::new("no-question.help"));
    }
}
