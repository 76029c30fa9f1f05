//! A target that is handed down instead of worked back: less than the goal requires, or far more.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message, UnitName};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::derive::Required;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, MetricOrigin};
use crate::plan::target::TargetValue;

use super::targets_miss_goal;

pub static RULE: Rule = Rule {
    name: "target-against-goal",
    group: RuleGroup::Arithmetic,
    level: Level::Warn,
    options: &[MOST],
    fixable: true,
    check: Check::Plan(check),
};

/// How much of what the goal requires a target may ask for.
const MOST: RuleOption = RuleOption::percent("most", 120);

fn check(subject: &Subject, findings: &mut Findings) {
    let goals: BTreeSet<MetricId> = subject.kgis().map(|(_, goal)| goal.metric).collect();
    let said: BTreeSet<MetricId> = if subject.is_on(targets_miss_goal::RULE.name) {
        targets_miss_goal::missed(subject).into_iter().flat_map(|missed| missed.starts).collect()
    } else {
        BTreeSet::new()
    };
    for (kpi, _) in subject.kpis().filter(|(kpi, _)| !goals.contains(&kpi.metric)) {
        let in_periods: Vec<Held> =
            subject.periods(kpi.period).into_iter().filter_map(|period| held(subject, kpi, period)).collect();
        // One period in which it falls short is enough; too much is too much only if it is so throughout.
        match in_periods.iter().find(|held| held.side == Side::Below) {
            Some(_) if is_said(subject, kpi, &said) => {}
            Some(below) => report(subject, kpi, below, findings),
            None if in_periods.iter().all(|held| held.side == Side::Above) => {
                in_periods.first().into_iter().for_each(|above| report(subject, kpi, above, findings));
            }
            None => {}
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Below,
    Above,
    Within,
}

/// A target beside what is required, in one period.
struct Held {
    period: Period,
    target: Rational,
    required: Rational,
    side: Side,
}

/// How a KPI's target stands to what the goal requires of it; `None` where either is not known.
fn held(subject: &Subject, kpi: &Indicator, period: Period) -> Option<Held> {
    let stated = kpi.target.as_ref().filter(|_| kpi.is_active_in(&period))?;
    // What a conversion is planned to be is taken for granted.
    if matches!(subject.plan.metric(kpi.metric).origin, MetricOrigin::Conversion { .. }) {
        return None;
    }
    let target = subject.stated().of(kpi, stated, period, &Group::total()).ok().flatten()?.low;
    let goals = subject.kgis().map(|(place, _)| place);
    let Required { value: required, direction, .. } =
        goals.filter_map(|goal| subject.derivations.required(goal, kpi.metric, period).ok()).next()?;
    if direction != stated.direction || direction == Direction::Between || required.is_zero() || required.is_negative()
    {
        return None;
    }
    let most = &required * &subject.option(&RULE, &MOST);
    let least = required.checked_div(&subject.option(&RULE, &MOST))?;
    let side = match direction {
        Direction::AtMost if target > required => Side::Below,
        Direction::AtMost if target < least => Side::Above,
        Direction::AtLeast if target < required => Side::Below,
        Direction::AtLeast if target > most => Side::Above,
        _ => Side::Within,
    };
    Some(Held { period, target, required, side })
}

/// Whether the sum that misses the goal is of the same chain: it starts from this KPI, or from a stage of the same
/// funnel.
fn is_said(subject: &Subject, kpi: &Indicator, said: &BTreeSet<MetricId>) -> bool {
    let same_funnel = |said: &MetricId| {
        subject.plan.funnels.iter().any(|funnel| {
            let has = |metric: MetricId| funnel.stages.iter().any(|stage| stage.metric == metric);
            has(*said) && has(kpi.metric)
        })
    };
    said.contains(&kpi.metric) || said.iter().any(same_funnel)
}

fn report(subject: &Subject, kpi: &Indicator, held: &Held, findings: &mut Findings) {
    let Some(stated) = &kpi.target else { return };
    let unit = subject.plan.metric(kpi.metric).unit;
    let share = held.target.checked_div(&held.required).unwrap_or(Rational::ZERO);
    let message = Message::new(match held.side {
        Side::Above => "target-against-goal.above",
        _ => "target-against-goal.below",
    });
    let required = mend::written(&held.required, unit);
    let shown = crate::evaluate::rounding::at_least(&held.required, unit);
    let message = message
        .with("name", subject.name(kpi.metric))
        .with("target", quantity(&held.target, unit))
        .with("required", quantity(&shown, unit))
        .with("share", Arg::Quantity(share.round_to(2), UnitName::Percent))
        .with("period", held.period);
    let finding = findings
        .report(stated.span, message, Message::new("target-against-goal.label"))
        .help(Message::new("target-against-goal.help").with("required", required.clone()));
    if let Some((_, goal)) = subject.kgis().next() {
        let place = goal.target.as_ref().map_or(goal.name_span, |target| target.span);
        finding.related(place, Message::new("target-against-goal.goal"));
    }
    // A target of one number for each period can be set to the derived one; it is left to somebody to want that.
    if let TargetValue::One(goal) = &stated.value
        && goal.low.per.is_none()
        && !goal.low.per_member
    {
        finding.fix(mend::unsafe_(vec![(goal.low.span, required)]));
    }
}
