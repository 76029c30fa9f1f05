//! A team of some size in which reading the numbers is nobody's task: reports are written, and nothing follows.

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message};
use crate::lint::finding::Findings;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "missing-analyst",
    group: Group::Operation,
    level: Level::Note,
    options: &[ABOVE],
    fixable: false,
    check: Check::Plan(check),
};

/// Above how many people somebody should read the numbers.
const ABOVE: RuleOption = RuleOption::count("above", 5);

fn check(subject: &Subject, findings: &mut Findings) {
    let settings = &subject.plan.settings;
    let Some(team) = settings.team.as_ref().filter(|_| settings.analyst.is_none()) else { return };
    let Some(size) = team.size_on(subject.day()).filter(|size| **size > subject.option(&RULE, &ABOVE)) else { return };
    let message = Message::new("missing-analyst").with("team", Arg::Number(size.clone()));
    findings
        .report(team.span, message, Message::new("missing-analyst.label"))
        .help(Message::new("missing-analyst.help"));
}
