//! An `allow` that silences nothing: what it was for is mended, and the next fault would pass unseen.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Allow;

pub static RULE: Rule = Rule {
    name: "unused-allow",
    group: Group::Operation,
    level: Level::Warn,
    options: &[],
    fixable: true,
    check: Check::Unused(check),
};

fn check(subject: &Subject, unused: &[Allow], findings: &mut Findings) {
    // A file that is taken in may serve several plans.
    for allow in unused.iter().filter(|allow| allow.span.file == subject.plan.file) {
        let message = Message::new("unused-allow").with("rule", &allow.rule.value);
        findings
            .report(allow.rule.span, message, Message::new("unused-allow.label"))
            .help(Message::new("unused-allow.help"))
            .fix(mend::safe(vec![mend::removed_clause(subject.sources, allow.span)]));
    }
}
