//! A goal without a number: nothing can be worked back from it.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "kgi-without-target",
    group: Group::Shape,
    level: Level::Deny,
    options: &[],
    fixable: true,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (place, goal) in subject.kgis().filter(|(_, goal)| goal.target.is_none()) {
        let name = subject.name(goal.metric);
        let unit = subject.plan.metric(goal.metric).unit;
        let message = Message::new("kgi-without-target").with("name", name);
        let finding = findings.report(goal.name_span, message, Message::new("kgi-without-target.label"));
        // What the targets below it come to is the number that the plan has in mind.
        let period = subject.periods(goal.period).into_iter().next();
        let derivation = period.map(|period| subject.derivations.of(place, period));
        match derivation.as_ref().and_then(|derivation| derivation.required.get(&goal.metric)) {
            Some(found) => {
                let written = format!("target {}", mend::written(&found.value, unit));
                let help = Message::new("kgi-without-target.help-reached").with("value", quantity(&found.value, unit));
                let fix = mend::unsafe_(vec![mend::added_clause(subject.sources, goal.span, &written)]);
                finding.help(help.with("target", written)).fix(fix);
            }
            None => _ = finding.help(Message::new("kgi-without-target.help").with("name", name)),
        }
    }
}
