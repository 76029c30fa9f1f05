//! A final result that a team can't bring about alone, and answers for alone and in full.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Layer;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "uncontrollable-kpi",
    group: Group::Balance,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (kpi, _) in subject.kpis() {
        // What keeps a result honest isn't one itself.
        let layer = subject.layers.metrics[kpi.metric.index()];
        if layer == Some(Layer::Final) && kpi.shared_with.is_empty() && kpi.weights.is_empty() {
            let message = Message::new("uncontrollable-kpi").with("name", subject.name(kpi.metric));
            findings
                .report(kpi.name_span, message, Message::new("uncontrollable-kpi.label"))
                .help(Message::new("uncontrollable-kpi.help"));
        }
    }
}
