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
use crate::plan::funnel::Funnel;
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
    let mut by_end: BTreeMap<MetricId, Vec<&Funnel>> = BTreeMap::new();
    for (place, funnel) in subject.plan.funnels.iter().enumerate() {
        if let Some(last) = funnel.stages.last().filter(|_| subject.goals().reaches(place)) {
            by_end.entry(last.metric).or_default().push(funnel);
        }
    }
    for (end, funnels) in by_end {
        let said: Vec<_> = funnels.iter().filter_map(|funnel| funnel.share.as_ref()).collect();
        let total: Rational = said.iter().map(|share| share.value.clone()).sum();
        let unsaid = funnels.len() - said.len();
        // One that says nothing brings what the others leave.
        let fits = match (said.len(), unsaid) {
            (0, 1) => true,
            (0, _) => false,
            (_, 0) => total == Rational::ONE,
            (_, 1) => total < Rational::ONE,
            _ => false,
        };
        if fits {
            continue;
        }
        let name = subject.name(end);
        let percent = |share: &Rational| Arg::Quantity(share.clone(), UnitName::Percent);
        let message = match said.first() {
            Some(_) if unsaid < 2 => Message::new("shares-off").with("total", percent(&total)),
            _ => Message::new("shares-off.unsaid").with("unsaid", unsaid),
        };
        let first = said.first().map(|share| share.span);
        let place = first.or_else(|| funnels[0].stages.last().map(|stage| stage.span));
        let Some(place) = place else { continue };
        let finding = findings
            .report(place, message.with("name", name).with("count", funnels.len()), Message::new("shares-off.label"))
            .help(Message::new("shares-off.help").with("name", name));
        for share in said.iter().skip(1) {
            finding.related(share.span, Message::new("shares-off.other"));
        }
    }
}

/// The members of a sum make the total that is stated elsewhere for the same number.
fn of_members(subject: &Subject, findings: &mut Findings) {
    let indicators = &subject.plan.indicators;
    for indicator in indicators.iter().filter(|indicator| subject.plan.metric(indicator.metric).additive) {
        let Some(target) = &indicator.target else { continue };
        let TargetValue::By { dimension, .. } = &target.value else { continue };
        let is_total = |other: &&Indicator| {
            let stated = other.target.as_ref();
            other.metric == indicator.metric
                && other.period == indicator.period
                && stated.is_some_and(|stated| !matches!(stated.value, TargetValue::By { .. }))
        };
        let Some(whole) = indicators.iter().find(is_total) else { continue };
        let Some(of_whole) = &whole.target else { continue };
        let off = subject.periods(indicator.period).into_iter().find_map(|period| {
            let sum = subject.stated().of(indicator, target, period, &Group::total()).ok().flatten()?.low;
            let total = subject.stated().of(whole, of_whole, period, &Group::total()).ok().flatten()?.low;
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
            .report(dimension.span, message, Message::new("shares-off.label"))
            .related(of_whole.span, Message::new("shares-off.total"))
            .help(Message::new("shares-off.help-members"));
    }
}
