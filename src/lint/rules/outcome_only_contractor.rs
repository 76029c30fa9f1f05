//! A contractor who is held to outcomes alone: the cheapest way to an appointment is a poor one.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Layer;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::{ContractorId, MetricId};
use crate::plan::metric::{Indicator, Owner};

use super::unguarded_pay;

pub static RULE: Rule = Rule {
    name: "outcome-only-contractor",
    group: Group::Balance,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (place, contractor) in subject.plan.contractors.iter().enumerate() {
        let owned = owned_by(subject, ContractorId::of(place));
        let paid = contractor.paid.iter().map(|paid| paid.per.value);
        let held_to: Vec<MetricId> = owned.iter().map(|(kpi, _)| kpi.metric).chain(paid).collect();
        let does = owned.iter().any(|(kpi, layer)| *layer == Some(Layer::Activity) || !kpi.guards.is_empty());
        // Whoever is only paid has no more to be told than that nothing guards it.
        let is_said = owned.is_empty() && subject.is_on(unguarded_pay::RULE.name);
        if held_to.is_empty() || does || is_said || is_guarded(subject, &held_to) {
            continue;
        }
        let mut seen = BTreeSet::new();
        let first_times = held_to.iter().filter(|metric| seen.insert(**metric));
        let names: Vec<String> = first_times.map(|metric| format!("`{}`", subject.name(*metric))).collect();
        let name = contractor.label.as_ref().unwrap_or(&contractor.name.value);
        let message = Message::new("outcome-only-contractor").with("name", name).with("names", names);
        let finding = findings
            .report(contractor.name.span, message, Message::new("outcome-only-contractor.label"))
            .help(Message::new("outcome-only-contractor.help").with("guarded", subject.name(held_to[0])));
        for (kpi, _) in &owned {
            finding.related(kpi.name_span, Message::new("outcome-only-contractor.outcome"));
        }
    }
}

/// The KPIs of a contractor, with their layers.
fn owned_by<'a>(subject: &Subject<'a>, contractor: ContractorId) -> Vec<(&'a Indicator, Option<Layer>)> {
    let is_owner = |kpi: &Indicator| matches!(&kpi.owner, Some(Owner::Contractor(owner, _)) if *owner == contractor);
    subject.kpis().filter(|(kpi, _)| is_owner(kpi)).collect()
}

/// Whether any KPI watches over the quality of what somebody is held to.
fn is_guarded(subject: &Subject, held_to: &[MetricId]) -> bool {
    let mut guarded = subject.plan.indicators.iter().flat_map(|indicator| &indicator.guards);
    guarded.any(|guarded| held_to.contains(&guarded.value))
}
