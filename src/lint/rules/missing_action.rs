//! A KPI of which nobody has said what is done when it is missed.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Layer;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::{Indicator, MetricOrigin};
use crate::plan::unit::UnitKind;

pub static RULE: Rule = Rule {
    name: "missing-action",
    group: Group::Operation,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (kpi, layer) in subject.kpis() {
        if kpi.when_missed.as_ref().is_some_and(|missed| !missed.actions.is_empty()) {
            continue;
        }
        let message = Message::new("missing-action").with("name", subject.name(kpi.metric));
        findings
            .report(kpi.name_span, message, Message::new("missing-action.label"))
            .help(suggestion(subject, kpi, layer));
    }
}

/// Where to begin, by the KPI's place on the way to the goal: few calls are a matter of the list, a low rate of
/// appointments of talk and list, a low rate of meetings of whom one speaks to and with which script.
fn suggestion(subject: &Subject, kpi: &Indicator, layer: Option<Layer>) -> Message {
    let metric = subject.plan.metric(kpi.metric);
    // What an order brings is a conversion too, and no matter of whom one speaks to.
    let is_rate = metric.unit.kind() == UnitKind::Ratio;
    match (metric.origin, layer) {
        (MetricOrigin::Conversion { stage: 1, .. }, _) if is_rate => {
            Message::new("missing-action.help-first-conversion")
        }
        (MetricOrigin::Conversion { .. }, _) if is_rate => Message::new("missing-action.help-later-conversion"),
        (_, Some(Layer::Activity)) if metric.additive => Message::new("missing-action.help-activity"),
        _ => Message::new("missing-action.help"),
    }
}
