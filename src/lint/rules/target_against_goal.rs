//! A target that is handed down instead of worked back: less than the goal requires, or far more.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::derive::Required;
use crate::evaluate::rounding;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::goals::following;
use crate::lint::mend;
use crate::lint::options::RuleOption;
use crate::lint::precision::is_written_as;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;
use crate::plan::target::{Goal, Target, TargetValue};
use crate::plan::unit::Unit;

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
    let said: LazyCell<BTreeSet<MetricId>, _> = LazyCell::new(|| {
        let missed = subject.is_on(targets_miss_goal::RULE.name).then(|| targets_miss_goal::missed(subject));
        missed.into_iter().flatten().flat_map(|missed| missed.chain).collect()
    });
    let prints = subject.prints();
    // What a conversion is planned to be is taken for granted, and a number that is stated twice is held against the
    // other one elsewhere.
    let conversions =
        subject.plan.funnels.iter().flat_map(|funnel| &funnel.stages).filter_map(|stage| stage.conversion);
    let given = conversions.chain(subject.kgis().map(|(_, goal)| goal.metric));
    let mut known: BTreeSet<_> = given.map(|metric| prints[metric.index()]).collect();
    let following: BTreeMap<usize, BTreeSet<MetricId>> =
        subject.kgis().map(|(place, _)| (place, following(subject, place))).collect();
    let follows = |kpi: &Indicator| following.values().any(|follow| follow.contains(&kpi.metric));
    for (kpi, _) in subject.kpis().filter(|(kpi, _)| follows(kpi)) {
        let Some(target) = kpi.target.as_ref().filter(|_| known.insert(prints[kpi.metric.index()])) else { continue };
        let periods = subject.periods(kpi.period);
        let in_periods: Vec<Held> =
            periods.into_iter().filter_map(|period| Held::of(subject, &following, (kpi, target), period)).collect();
        // One period in which it falls short is enough; too much is too much only if it is so throughout.
        let is_above = in_periods.iter().all(|held| held.side == Side::Beyond);
        let below = in_periods.iter().find(|held| held.side == Side::Short);
        let found = if is_above { in_periods.first() } else { below.filter(|_| !said.contains(&kpi.metric)) };
        if let Some(held) = found {
            report(subject, (kpi, target), held, instead(subject, kpi, target, &in_periods), findings);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// The goal is missed although the target is met.
    Short,
    Within,
    Beyond,
}

/// A target beside what a goal requires, in one period.
struct Held<'a> {
    goal: &'a Indicator,
    period: Period,
    target: Rational,
    required: Rational,
    side: Side,
}

impl<'a> Held<'a> {
    /// `None` where either is not known, or they look to different sides.
    fn of(
        subject: &Subject<'a>,
        following: &BTreeMap<usize, BTreeSet<MetricId>>,
        (kpi, stated): (&Indicator, &Target),
        period: Period,
    ) -> Option<Self> {
        let is_active = kpi.is_active_in(&period);
        let stated_numbers = subject.stated().of(kpi, stated, period, &Group::total()).ok().flatten();
        let target = stated_numbers.filter(|_| is_active)?.low;
        let (goal, Required { value: required, direction, .. }) = subject
            .kgis()
            .filter(|(place, _)| following.get(place).is_some_and(|follow| follow.contains(&kpi.metric)))
            .find_map(|(place, goal)| Some((goal, subject.derivations.required(place, kpi.metric, period).ok()?)))?;
        if direction != stated.direction || required <= Rational::ZERO {
            return None;
        }
        let most = subject.option(&RULE, &MOST);
        let side = match direction {
            Direction::Between => return None,
            _ if (&target - &required).abs() <= subject.slack() * &required => Side::Within,
            _ if is_written_as(subject, kpi.metric, stated, &required) => Side::Within,
            Direction::AtLeast if target < required => Side::Short,
            Direction::AtLeast if target > &required * &most => Side::Beyond,
            Direction::AtMost if target > required => Side::Short,
            Direction::AtMost if &target * &most < required => Side::Beyond,
            _ => Side::Within,
        };
        Some(Self { goal, period, target, required, side })
    }
}

/// The target's clause with the number that is enough in every period. `None` where it lists several.
fn instead(subject: &Subject, kpi: &Indicator, target: &Target, in_periods: &[Held]) -> Option<String> {
    let TargetValue::One(Goal { low: amount, .. }) = &target.value else { return None };
    let unit = subject.plan.metric(kpi.metric).unit;
    let scales = in_periods.iter().filter_map(|held| held.required.checked_div(&held.target));
    let number = match target.direction {
        Direction::AtMost => rounding::at_most(&(&amount.value * &scales.min()?), unit),
        _ => &amount.value * &scales.max()?,
    };
    let written = subject.sources.slice(amount.span);
    let is_whole = amount.per.is_none() && !amount.per_member;
    let per = if is_whole { "" } else { &written[written.find(" per ")?..] };
    let number = mend::written(&number, unit) + per;
    Some(subject.sources.slice(target.span).replacen(written, &number, 1))
}

fn report(
    subject: &Subject,
    (kpi, target): (&Indicator, &Target),
    held: &Held,
    instead: Option<String>,
    findings: &mut Findings,
) {
    let unit = subject.plan.metric(kpi.metric).unit;
    let (id, required) = match (target.direction, held.side) {
        (Direction::AtMost, Side::Beyond) => ("target-against-goal.strict", rounding::at_most(&held.required, unit)),
        (Direction::AtMost, _) => ("target-against-goal.loose", rounding::at_most(&held.required, unit)),
        (_, Side::Beyond) => ("target-against-goal.above", rounding::at_least(&held.required, unit)),
        _ => ("target-against-goal.below", rounding::at_least(&held.required, unit)),
    };
    let share = held.target.checked_div(&held.required).unwrap_or(Rational::ZERO);
    let message = Message { id, args: Vec::new() }
        .with("name", subject.name(kpi.metric))
        .with("target", quantity(&held.target, unit))
        .with("required", quantity(&required, unit))
        .with("share", quantity(&share, Unit::RATIO))
        .with("period", held.period);
    let advice = match &instead {
        Some(instead) => Message::new("target-against-goal.help")
            .with("instead", instead.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => Message::new("target-against-goal.help-several"),
    };
    let place = held.goal.target.as_ref().map_or(held.goal.name_span, |target| target.span);
    let finding = findings
        .report(target.span, message, Message::new("target-against-goal.label"))
        .related(place, Message::new("target-against-goal.goal"))
        .help(advice);
    // It is left to somebody to want that.
    if let Some(instead) = instead {
        finding.fix(mend::unsafe_(vec![(target.span, instead)]));
    }
}
