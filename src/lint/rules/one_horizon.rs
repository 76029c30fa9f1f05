//! Only short or only long horizons: either the direction is missing, or what to do today.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Horizon;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "one-horizon",
    group: Group::Balance,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let all = subject.kpis().count();
    let long = subject.kpis().filter(|(kpi, _)| is_long(kpi)).count();
    let Some(place) = subject.plan_place() else { return };
    // One KPI can't have two.
    if all < 2 || (0 < long && long < all) {
        return;
    }
    let (message, help) = if long == 0 {
        (Message::new("one-horizon.short"), Message::new("one-horizon.help-short"))
    } else {
        (Message::new("one-horizon.long"), Message::new("one-horizon.help-long"))
    };
    findings.report(place, message.with("count", all), Message::new("one-horizon.label")).help(help);
}

/// What says nothing is short.
fn is_long(kpi: &Indicator) -> bool {
    kpi.horizon.as_ref().is_some_and(|horizon| horizon.value == Horizon::Long)
}
