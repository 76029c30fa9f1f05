//! A funnel with a hole: it ends before the goal, or a step doesn't say how many come through.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::funnel::Funnel;
use crate::plan::ids::MetricId;
use crate::plan::unit::UnitKind;

use super::unsolvable_target;

pub static RULE: Rule = Rule {
    name: "funnel-gap",
    group: Group::Shape,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    if subject.kgis().next().is_none() || subject.plan.funnels.is_empty() {
        return;
    }
    // A target that can't be derived for want of a conversion names that conversion.
    let said = subject.is_on(unsolvable_target::RULE.name).then(|| unsolvable_target::missing_conversions(subject));
    let said = said.unwrap_or_default();
    let with_target: BTreeSet<MetricId> = subject
        .plan
        .indicators
        .iter()
        .filter(|indicator| indicator.target.is_some())
        .map(|indicator| indicator.metric)
        .collect();
    for (place, funnel) in subject.plan.funnels.iter().enumerate() {
        if subject.goals().reaches(place) {
            steps(subject, funnel, &with_target, &said, findings);
        } else {
            end(subject, funnel, findings);
        }
    }
}

fn end(subject: &Subject, funnel: &Funnel, findings: &mut Findings) {
    let (Some(last), Some((_, goal))) = (funnel.stages.last(), subject.kgis().next()) else { return };
    let (name, goal_name) = (subject.name(last.metric), subject.name(goal.metric));
    let message = Message::new("funnel-gap.end").with("name", name).with("goal", goal_name);
    findings
        .report(last.span, message, Message::new("funnel-gap.label-end"))
        .related(goal.name_span, Message::new("funnel-gap.goal"))
        .help(Message::new("funnel-gap.help-end").with("goal", goal_name));
}

fn steps(
    subject: &Subject,
    funnel: &Funnel,
    with_target: &BTreeSet<MetricId>,
    said: &BTreeSet<(String, String)>,
    findings: &mut Findings,
) {
    for pair in funnel.stages.windows(2) {
        let [before, next] = pair else { continue };
        let is_expected = next.at.is_some() || next.conversion.is_some_and(|rate| with_target.contains(&rate));
        let (from, to) = (subject.name(before.metric), subject.name(next.metric));
        if is_expected || said.contains(&(from.to_owned(), to.to_owned())) {
            continue;
        }
        let unit = subject.plan.metric(next.metric).unit;
        let (message, label, help) = if unit.kind() == UnitKind::Count {
            let help = Message::new("funnel-gap.help-step");
            (Message::new("funnel-gap.step"), Message::new("funnel-gap.label-step"), help)
        } else {
            // An order doesn't become money, it brings some.
            let help = Message::new("funnel-gap.help-each").with("example", mend::written(&Rational::from(1000), unit));
            (Message::new("funnel-gap.each"), Message::new("funnel-gap.label-each"), help)
        };
        findings.report(next.span, message.with("from", from).with("to", to), label).help(help.with("to", to));
    }
}
