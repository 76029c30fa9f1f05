//! Two KPIs that are one number: the same, one the inverse of the other, or together always 100%.

use std::collections::HashMap;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Grain;
use crate::lint::finding::Findings;
use crate::lint::numbers::Print;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;
use crate::plan::unit::Unit;

pub static RULE: Rule = Rule {
    name: "duplicate-kpi",
    group: Group::Shape,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let prints = subject.prints();
    // The same number by the day and by the month is watched for two reasons.
    let mut known: HashMap<(Print, Grain), Vec<&Indicator>> = HashMap::new();
    for (kpi, _) in subject.kpis() {
        let print = prints[kpi.metric.index()];
        let same = |print: Print| known.get(&(print, kpi.period)).into_iter().flatten().copied();
        let find = |print: Print| same(print).find(|twin| overlap(twin, kpi));
        let is_rate = subject.plan.metric(kpi.metric).unit == Unit::RATIO;
        let twin = find(print)
            .map(|twin| (twin, "duplicate-kpi"))
            .or_else(|| Some((find(print.inverse())?, "duplicate-kpi.inverse")))
            .or_else(|| Some((find(print.complement()).filter(|_| is_rate)?, "duplicate-kpi.complement")));
        let Some((twin, id)) = twin else {
            known.entry((print, kpi.period)).or_default().push(kpi);
            continue;
        };
        let (name, other) = (subject.name(kpi.metric), subject.name(twin.metric));
        let message = Message { id, args: Vec::new() }.with("name", name).with("other", other);
        findings
            .report(kpi.name_span, message, Message::new("duplicate-kpi.label"))
            .related(twin.name_span, Message::new("duplicate-kpi.first"))
            .help(Message::new("duplicate-kpi.help").with("name", name).with("other", other));
    }
}

/// Whether two KPIs are ever in the plan at the same time: one may follow upon the other.
fn overlap(one: &Indicator, other: &Indicator) -> bool {
    let begins_in_time = |one: &Indicator, other: &Indicator| match (one.active.0, other.active.1) {
        (Some(from), Some(until)) => from <= until,
        _ => true,
    };
    begins_in_time(one, other) && begins_in_time(other, one)
}
