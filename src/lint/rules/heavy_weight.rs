//! One KPI that weighs more than all others together: they are steered by in name only.

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::lint::finding::Findings;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "heavy-weight",
    group: Group::Balance,
    level: Level::Warn,
    options: &[MOST],
    fixable: false,
    check: Check::Plan(check),
};

/// What one KPI may weigh.
const MOST: RuleOption = RuleOption::percent("most", 50);

fn check(subject: &Subject, findings: &mut Findings) {
    let most = subject.option(&RULE, &MOST);
    let percent = |share: &Rational| Arg::Quantity(share.clone(), UnitName::Percent);
    for (kpi, _) in subject.kpis() {
        for weight in kpi.weights.iter().filter(|weight| weight.share > most) {
            let message = Message::new("heavy-weight")
                .with("name", subject.name(kpi.metric))
                .with("weight", percent(&weight.share))
                .with("most", percent(&most));
            findings
                .report(weight.span, message, Message::new("heavy-weight.label").with("most", percent(&most)))
                .help(Message::new("heavy-weight.help").with("most", percent(&most)));
        }
    }
}
