//! A schedule of targets with a hole: in some periods of the plan nobody knows what is aimed for.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::data::observations::Group;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::{Indicator, Role};
use crate::plan::target::{Target, TargetValue};

pub static RULE: Rule = Rule {
    name: "schedule-gap",
    group: RuleGroup::Arithmetic,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for indicator in &subject.plan.indicators {
        let Some(target) = &indicator.target else { continue };
        let gaps = gaps(subject, indicator, target);
        let (Some(first), Some(last)) = (gaps.first(), gaps.last()) else { continue };
        let name = subject.name(indicator.metric);
        let message = Message::new("schedule-gap").with("name", name).with("count", gaps.len());
        let message = message.with("first", *first).with("last", *last);
        let help = Message::new("schedule-gap.help").with("first", first.to_string());
        findings.report(target.span, message, Message::new("schedule-gap.label")).help(help);
    }
}

/// The periods of the plan for which a schedule, or a file of targets, has none any more: it may begin later than the
/// plan. A plan that says no first and last day
/// has the days from the first period that is listed to the last.
fn gaps(subject: &Subject, indicator: &Indicator, target: &Target) -> Vec<Period> {
    if !matches!(target.value, TargetValue::Schedule(_) | TargetValue::File(_)) {
        return Vec::new();
    }
    let has_none = |period: &Period| subject.stated().of(indicator, target, *period, &Group::total()).is_err();
    let periods = subject.periods(indicator.period).into_iter();
    let periods: Vec<Period> = periods.filter(|period| indicator.is_active_in(period)).collect();
    let begins = periods.iter().position(|period| !has_none(period)).unwrap_or(0);
    let mut gaps: Vec<Period> = periods[begins..].iter().copied().filter(has_none).collect();
    // Without a range of its own a plan is as long as its longest schedule: a KPI's may begin later than the goal's.
    if subject.plan.settings.range.is_none() && indicator.role == Role::Kpi {
        gaps.clear();
    }
    gaps
}
