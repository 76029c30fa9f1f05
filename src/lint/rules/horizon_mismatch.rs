//! A long horizon that is judged by the day or week, or a short one by the quarter.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Grain;
use crate::base::vocabulary::Horizon;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

pub static RULE: Rule = Rule {
    name: "horizon-mismatch",
    group: Group::Arithmetic,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (kpi, _) in subject.kpis() {
        let Some(horizon) = &kpi.horizon else { continue };
        let (message, help) = match horizon.value {
            Horizon::Long if kpi.period < Grain::Month => ("horizon-mismatch.long", "horizon-mismatch.help-long"),
            Horizon::Short if kpi.period > Grain::Month => ("horizon-mismatch.short", "horizon-mismatch.help-short"),
            _ => continue,
        };
        let period = Message::new(match kpi.period {
            Grain::Day => "grain.day",
            Grain::Week => "grain.week",
            Grain::Month => "grain.month",
            Grain::Quarter => "grain.quarter",
            Grain::Half => "grain.half",
            Grain::Year => "grain.year",
        });
        let with_period = |id| Message { id, args: Vec::new() }.with("period", period.clone());
        let message = with_period(message).with("name", subject.name(kpi.metric));
        findings.report(horizon.span, message, Message::new("horizon-mismatch.label")).help(with_period(help));
    }
}
