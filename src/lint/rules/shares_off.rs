//! Shares that don't make the whole: of several funnels to one goal, or of the members of a target.

use std::collections::BTreeMap;

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::funnel::{Funnel, Stage};
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;
use crate::plan::target::TargetValue;

pub static RULE: Rule = Rule {
    name: "shares-off",
    group: RuleGroup::Arithmetic,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    of_funnels(subject, findings);
    of_members(subject, findings);
}

/// Funnels that lead to the same number bring shares of it.
fn of_funnels(subject: &Subject, findings: &mut Findings) {
    let mut by_end: BTreeMap<MetricId, Vec<(&Funnel, &Stage)>> = BTreeMap::new();
    for funnel in &subject.plan.funnels {
        // A funnel may go on behind the goal.
        let on_the_way = |stage: &&Stage| subject.goals().leads(stage.metric, subject.programs);
        if let Some(end) = funnel.stages.iter().skip(1).rfind(on_the_way) {
            by_end.entry(end.metric).or_default().push((funnel, end));
        }
    }
    for (end, funnels) in by_end {
        let said: Vec<_> = funnels.iter().filter_map(|(funnel, _)| funnel.share.as_ref()).collect();
        let unsaid: Vec<_> = funnels.iter().filter(|(funnel, _)| funnel.share.is_none()).collect();
        let total: Rational = said.iter().map(|share| share.value.clone()).sum();
        let sum = || Arg::Quantity(total.clone(), UnitName::Percent);
        // One that says nothing brings what the others leave.
        let (message, place) = match (said.as_slice(), unsaid.as_slice()) {
            ([], [_]) => continue,
            ([..], [(_, stage)]) if total < Rational::ONE => continue,
            ([_, ..], [(_, stage)]) => (Message::new("shares-off.nothing-left").with("total", sum()), stage.span),
            ([first, ..], []) if total != Rational::ONE => {
                (Message::new("shares-off").with("total", sum()), first.span)
            }
            (_, [_, .., (_, stage)]) => (Message::new("shares-off.unsaid").with("unsaid", unsaid.len()), stage.span),
            _ => continue,
        };
        let name = subject.name(end);
        let is_said = said.iter().any(|share| share.span == place);
        let label = Message::new(if is_said { "shares-off.label" } else { "shares-off.label-unsaid" });
        let finding = findings
            .report(place, message.with("name", name), label)
            .help(Message::new("shares-off.help").with("name", name));
        let others = said.iter().map(|share| share.span).chain(unsaid.iter().map(|(_, stage)| stage.span));
        for other in others.filter(|other| *other != place) {
            finding.related(other, Message::new("shares-off.other"));
        }
    }
}

/// The members of a sum make the total that is stated elsewhere for the same number.
fn of_members(subject: &Subject, findings: &mut Findings) {
    let prints = subject.prints();
    let indicators = &subject.plan.indicators;
    for indicator in indicators.iter().filter(|indicator| subject.plan.metric(indicator.metric).additive) {
        let Some(target) = &indicator.target else { continue };
        let TargetValue::By { dimension, .. } = &target.value else { continue };
        let total = |other: &'_ Indicator| {
            let is_same = prints[other.metric.index()] == prints[indicator.metric.index()];
            let stated = other.target.clone().filter(|_| is_same && other.period == indicator.period)?;
            (!matches!(stated.value, TargetValue::By { .. })).then_some(stated)
        };
        let Some((whole, of_whole)) = indicators.iter().find_map(|other| Some((other, total(other)?))) else {
            continue;
        };
        let off = subject.periods(indicator.period).into_iter().find_map(|period| {
            let sum = subject.stated().of(indicator, target, period, &Group::total()).ok().flatten()?.low;
            let total = subject.stated().of(whole, &of_whole, period, &Group::total()).ok().flatten()?.low;
            (sum != total).then_some((period, sum, total))
        });
        let Some((period, sum, total)) = off else { continue };
        let unit = subject.plan.metric(indicator.metric).unit;
        let message = Message::new("shares-off.members")
            .with("name", subject.name(indicator.metric))
            .with("dimension", &dimension.value)
            .with("sum", quantity(&sum, unit))
            .with("total", quantity(&total, unit))
            .with("period", period);
        findings
            .report(dimension.span, message, Message::new("shares-off.label-members"))
            .related(of_whole.span, Message::new("shares-off.total"))
            .help(Message::new("shares-off.help-members"));
    }
}
