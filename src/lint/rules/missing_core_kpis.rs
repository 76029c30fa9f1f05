//! The least that a plan steers by: a volume of activity, a volume in between, and a conversion.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::numbers::is_volume;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

use super::{missing_layer, no_activity_kpi, no_outcome_kpi};

pub static RULE: Rule = Rule {
    name: "missing-core-kpis",
    group: Group::Shape,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    // A whole layer that is missing is said by the rule that looks at layers.
    let said = [
        (no_activity_kpi::RULE.name, no_activity_kpi::is_broken(subject)),
        (no_outcome_kpi::RULE.name, no_outcome_kpi::is_broken(subject)),
        (missing_layer::RULE.name, missing_layer::is_broken(subject)),
    ];
    if said.into_iter().any(|(rule, is_broken)| is_broken && subject.is_on(rule)) || subject.is_made_of_other_plans() {
        return;
    }
    let Some(place) = subject.plan_place().filter(|_| !subject.plan.indicators.is_empty()) else { return };
    let steering = subject.steering();
    // To a rate, an average or a time no volumes lead, nor do conversions alone.
    let leads_to_volume = subject.kgis().all(|(_, goal)| is_volume(subject.plan, subject.programs, goal.metric));
    let has_rate = || subject.kpis().any(|(kpi, _)| !is_volume(subject.plan, subject.programs, kpi.metric));
    let parts = [
        (steering.activity.volume, Message::new("missing-core-kpis.activity")),
        (steering.intermediate.volume || !leads_to_volume, Message::new("missing-core-kpis.intermediate")),
        (steering.has_conversion || !leads_to_volume && has_rate(), Message::new("missing-core-kpis.conversion")),
    ];
    let missing: Vec<Message> = parts.into_iter().filter(|(is_there, _)| !is_there).map(|(_, part)| part).collect();
    if !missing.is_empty() {
        let message = Message::new("missing-core-kpis").with("missing", missing);
        findings
            .report(place, message, Message::new("missing-core-kpis.label"))
            .help(Message::new("missing-core-kpis.help"));
    }
}
