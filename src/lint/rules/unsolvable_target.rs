//! A KPI without a target, of which none can be worked back from the goal: it says which number is missing.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::data::observations::Group;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;
use crate::plan::target::{Limit, LimitValue};

use super::kpi_not_linked;

pub static RULE: Rule = Rule {
    name: "unsolvable-target",
    group: RuleGroup::Arithmetic,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for (kpi, why) in unsolved(subject) {
        let message = Message::new("unsolvable-target").with("name", subject.name(kpi.metric)).with("why", why);
        findings
            .report(kpi.name_span, message, Message::new("unsolvable-target.label"))
            .help(Message::new("unsolvable-target.help"));
    }
}

/// The KPIs whose targets can't be derived, and why. A goal that is missing or has no number is said elsewhere, and so
/// is a KPI that nothing ties to it.
fn unsolved<'a>(subject: &Subject<'a>) -> Vec<(&'a Indicator, Message)> {
    let mut goals = subject.kgis().peekable();
    if goals.peek().is_none() || goals.any(|(_, goal)| goal.target.is_none()) {
        return Vec::new();
    }
    let kpis = subject.kpis().map(|(kpi, _)| kpi).filter(|kpi| kpi.target.is_none());
    let kpis = kpis.filter(|kpi| kpi_not_linked::is_linked(subject, kpi));
    kpis.filter_map(|kpi| Some((kpi, why(subject, kpi)?))).collect()
}

/// Why a KPI has no target in some period of its own.
fn why(subject: &Subject, kpi: &Indicator) -> Option<Message> {
    let periods = subject.periods(kpi.period).into_iter().filter(|period| kpi.is_active_in(period));
    let targets = periods.map(|period| subject.aims.target(kpi, period, &Group::total()));
    let (solved, unsolved): (Vec<_>, Vec<_>) = targets.partition(Result::is_ok);
    let is_meant = |why: &Message| match why.id {
        // The goal may begin later than the plan, or in the middle of a week.
        "no-target-without-goal-target" => solved.is_empty(),
        // What only guards, or is believed to drive, can be judged by limits alone.
        "no-target-not-linked" => !has_limits_in_numbers(kpi),
        _ => true,
    };
    unsolved.into_iter().filter_map(Result::err).find(is_meant)
}

/// Whether a KPI is judged although it has no target.
fn has_limits_in_numbers(kpi: &Indicator) -> bool {
    let of_target =
        |limit: &Limit| matches!(limit, Limit::Below(LimitValue::OfTarget(_)) | Limit::Above(LimitValue::OfTarget(_)));
    kpi.thresholds.iter().any(|threshold| !of_target(&threshold.limit))
}

/// The steps, by the names of their two stages, that a target can't be derived for want of.
pub(super) fn missing_conversions(subject: &Subject) -> BTreeSet<(String, String)> {
    let unsolved = unsolved(subject).into_iter().filter(|(_, why)| why.id == "no-target-without-conversion");
    let names = unsolved.filter_map(|(_, why)| Some((why.text_of("from")?.to_owned(), why.text_of("to")?.to_owned())));
    names.collect()
}
