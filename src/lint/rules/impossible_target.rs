//! A target that no data can meet: more than the whole of a part, or a count below nothing.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::numbers::{is_part_of_whole, measure_of};
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;
use crate::plan::target::{Amount, Goal, TargetValue};
use crate::plan::unit::Unit;

pub static RULE: Rule = Rule {
    name: "impossible-target",
    group: Group::Arithmetic,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for indicator in &subject.plan.indicators {
        of_indicator(subject, indicator, findings);
    }
    steps(subject, findings);
}

fn of_indicator(subject: &Subject, indicator: &Indicator, findings: &mut Findings) {
    let (plan, programs) = (subject.plan, subject.programs);
    let amounts = amounts(indicator);
    let name = subject.name(indicator.metric);
    let unit = plan.metric(indicator.metric).unit;
    let above: Vec<&&Amount> = amounts.iter().filter(|amount| amount.value > 1).collect();
    if let [first, ..] = above.as_slice()
        && is_part_of_whole(plan, programs, indicator.metric)
    {
        let value = quantity(&first.value, unit);
        let message = Message::new("impossible-target.part").with("name", name).with("value", value);
        // `target 10` of a rate is 1,000%.
        let percent = first.value.is_whole() && first.value > 1 && first.value <= 100;
        let help = if percent {
            Message::new("impossible-target.help-percent").with("number", first.value.clone())
        } else {
            Message::new("impossible-target.help-part")
        };
        findings
            .report(first.span, message, Message::new("impossible-target.label-part"))
            .related(plan.metric(indicator.metric).name.span, Message::new("impossible-target.whole"))
            .help(help);
    }
    let is_count = measure_of(plan, programs, indicator.metric)
        .is_some_and(|measure| plan.measure(measure).function == Function::Count);
    if let Some(negative) = amounts.iter().find(|amount| amount.value.is_negative()).filter(|_| is_count) {
        let message = Message::new("impossible-target.negative")
            .with("name", name)
            .with("value", quantity(&negative.value, unit));
        findings
            .report(negative.span, message, Message::new("impossible-target.label-negative"))
            .help(Message::new("impossible-target.help-negative"));
    }
}

/// Every number of a stated target.
fn amounts(indicator: &Indicator) -> Vec<&Amount> {
    let goals: Vec<&Goal> = match indicator.target.as_ref().map(|target| &target.value) {
        Some(TargetValue::One(goal)) => vec![goal],
        Some(TargetValue::Schedule(entries)) => entries.iter().map(|(_, goal)| goal).collect(),
        Some(TargetValue::By { members, .. }) => members.iter().map(|(_, goal)| goal).collect(),
        Some(TargetValue::File(_)) | None => Vec::new(),
    };
    goals.into_iter().flat_map(|goal| std::iter::once(&goal.low).chain(&goal.high)).collect()
}

/// Steps from a count to a count that are expected to bring more than they are given. `at 1.5` is a multiple, and may,
/// where the one isn't provably a part of the other.
fn steps(subject: &Subject, findings: &mut Findings) {
    let plan = subject.plan;
    for pair in plan.funnels.iter().flat_map(|funnel| funnel.stages.windows(2)) {
        let [before, stage] = pair else { continue };
        let (Some(at), Some(conversion)) = (&stage.at, stage.conversion) else { continue };
        // Money may grow on its way: 120% of a contract's worth is renewed.
        let are_counts = [before, stage].iter().all(|stage| plan.metric(stage.metric).unit == Unit::COUNT);
        if at.value <= Rational::ONE || !are_counts {
            continue;
        }
        let is_part = is_part_of_whole(plan, subject.programs, conversion);
        let help = match (is_part, stage.at_in_percent) {
            (true, _) => Message::new("impossible-target.help-part"),
            (false, true) => Message::new("impossible-target.help-step").with("multiple", at.value.clone()),
            (false, false) => continue,
        };
        let message = Message::new("impossible-target.step")
            .with("from", subject.name(before.metric))
            .with("name", subject.name(stage.metric))
            .with("value", quantity(&at.value, Unit::RATIO));
        findings.report(at.span, message, Message::new("impossible-target.label-step")).help(help);
    }
}
