//! A goal without a number: nothing can be worked back from it.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::Plan;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::{MetricOrigin, Role};

pub static RULE: Rule = Rule {
    name: "kgi-without-target",
    group: Group::Shape,
    level: Level::Deny,
    options: &[],
    fixable: true,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (place, goal) in subject.kgis().filter(|(_, goal)| goal.target.is_none()) {
        if is_asked_by_another_plan(subject, goal.metric) {
            continue;
        }
        // What the targets below it come to is the number that the plan has in mind.
        let period = subject.periods(goal.period).into_iter().next();
        let derivation = period.map(|period| subject.derivations.of(place, period));
        let found = derivation.as_ref().and_then(|derivation| derivation.required.get(&goal.metric));
        // What other plans aim for is a number: it is written there.
        if found.is_some() && is_made_of_other_plans(subject, goal.metric) {
            continue;
        }
        let name = subject.name(goal.metric);
        let unit = subject.plan.metric(goal.metric).unit;
        let message = Message::new("kgi-without-target").with("name", name);
        let finding = findings.report(goal.name_span, message, Message::new("kgi-without-target.label"));
        match found {
            Some(found) => {
                let written = format!("target {}", mend::written(&found.value, unit));
                let help = Message::new("kgi-without-target.help-reached").with("value", quantity(&found.value, unit));
                let fix = mend::unsafe_(vec![mend::added_clause(subject.sources, goal.span, &written)]);
                finding.help(help.with("target", written)).fix(fix);
            }
            None => _ = finding.help(Message::new("kgi-without-target.help").with("name", name)),
        }
    }
}

/// Whether a plan that takes this one in has a goal with a target that the number leads to: that one leaves this one
/// what is missing.
fn is_asked_by_another_plan(subject: &Subject, goal: MetricId) -> bool {
    let plans = &subject.workspace.plans;
    let is_this = |part: PlanId| plans.get(part.index()).is_some_and(|plan| plan.file == subject.plan.file);
    plans.iter().any(|user| {
        let mut standing_for = user.foreign().filter(|(_, part, metric)| *metric == goal && is_this(*part));
        let targeted = || {
            let goals = user.indicators.iter().filter(|goal| goal.role == Role::Kgi && goal.target.is_some());
            goals.map(|goal| goal.metric).collect::<Vec<_>>()
        };
        standing_for.any(|(place, ..)| read_by(user, targeted()).contains(&MetricId::of(place)))
    })
}

/// Whether all numbers that a goal is made of belong to other plans.
fn is_made_of_other_plans(subject: &Subject, goal: MetricId) -> bool {
    let plan = subject.plan;
    let leaves = read_by(plan, vec![goal]).into_iter().filter(|metric| plan.metric(*metric).expr.metrics().is_empty());
    let mut leaves = leaves.peekable();
    leaves.peek().is_some() && leaves.all(|leaf| plan.metric(leaf).origin == MetricOrigin::Foreign)
}

/// The metrics with all that they are computed from.
fn read_by(plan: &Plan, metrics: Vec<MetricId>) -> BTreeSet<MetricId> {
    let (mut found, mut waiting) = (BTreeSet::new(), metrics);
    while let Some(metric) = waiting.pop() {
        if found.insert(metric) {
            waiting.extend(plan.metric(metric).expr.metrics());
        }
    }
    found
}
