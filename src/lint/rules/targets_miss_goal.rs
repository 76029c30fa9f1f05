//! Every target met, and the goal still missed: the numbers of the plan don't add up to it.

use std::collections::{BTreeSet, HashMap};

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::program::Op;
use crate::evaluate::sentences::{points, quantity};
use crate::evaluate::targets::TargetNumbers;
use crate::lint::finding::Findings;
use crate::lint::precision::is_written_as;
use crate::lint::promise::{Bound, promised};
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::funnel::Stage;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;
use crate::plan::unit::Unit;

pub static RULE: Rule = Rule {
    name: "targets-miss-goal",
    group: RuleGroup::Arithmetic,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for Missed { goal, period, target, reached, sum, chain } in missed(subject) {
        let unit = subject.plan.metric(goal.metric).unit;
        let is_below = reached < target;
        let message = Message::new(if is_below { "targets-miss-goal" } else { "targets-miss-goal.above" })
            .with("reached", quantity(&reached, unit))
            .with("gap", gap(&(&target - &reached).abs(), unit))
            .with("sum", sum)
            .with("period", period);
        let place = goal.target.as_ref().map_or(goal.name_span, |target| target.span);
        let label = Message::new("targets-miss-goal.label").with("target", quantity(&target, unit));
        let help = Message::new(if is_below { "targets-miss-goal.help" } else { "targets-miss-goal.help-above" });
        let finding = findings.report(place, message, label).help(help);
        for (metric, place) in given(subject, &chain) {
            let name = subject.name(metric);
            finding.related(place, Message::new("targets-miss-goal.start").with("name", name));
        }
    }
}

/// Where the plan, and those whose numbers it reads, say what numbers of the chain are to be.
fn given(subject: &Subject, chain: &BTreeSet<MetricId>) -> Vec<(MetricId, Span)> {
    let kpis = subject.all_kpis().filter(|(kpi, _)| chain.contains(&kpi.metric));
    let own = kpis.filter_map(|(kpi, _)| Some((kpi.metric, kpi.target.as_ref()?.span)));
    let parts = subject.plan.foreign().map(|(place, part, metric)| (MetricId::of(place), part, metric));
    let of_parts = parts.filter(|(own, ..)| chain.contains(own)).filter_map(|(own, part, metric)| {
        let indicator = subject.workspace.plans.get(part.index())?.indicators_on(metric).next()?;
        Some((own, indicator.target.as_ref().map_or(indicator.name_span, |target| target.span)))
    });
    own.chain(of_parts).collect()
}

/// A difference; of rates it is in points.
fn gap(gap: &Rational, unit: Unit) -> Arg {
    if unit == Unit::RATIO { points(gap) } else { quantity(gap, unit) }
}

/// A goal that the targets miss.
pub(super) struct Missed<'a> {
    goal: &'a Indicator,
    period: Period,
    target: Rational,
    reached: Rational,
    /// What it is made of.
    sum: Arg,
    /// The goal and every metric that leads to it.
    pub(super) chain: BTreeSet<MetricId>,
}

/// For each goal the first period in which the targets miss it.
pub(super) fn missed<'a>(subject: &Subject<'a>) -> Vec<Missed<'a>> {
    let goals = subject.kgis().filter_map(|(place, goal)| {
        subject.periods(goal.period).into_iter().find_map(|period| missed_in(subject, place, goal, period))
    });
    goals.collect()
}

fn missed_in<'a>(subject: &Subject<'a>, place: usize, goal: &'a Indicator, period: Period) -> Option<Missed<'a>> {
    let aim = goal.target.as_ref().filter(|_| goal.is_active_in(&period))?;
    let TargetNumbers { low, high, .. } = subject.stated().of(goal, aim, period, &Group::total()).ok().flatten()?;
    let ends = match aim.direction {
        Direction::AtLeast => [Some((Bound::Least, low)), None],
        Direction::AtMost => [Some((Bound::Most, low)), None],
        Direction::Between => [Some((Bound::Least, low)), high.map(|high| (Bound::Most, high))],
    };
    ends.into_iter().flatten().find_map(|(bound, target)| {
        let promise = promised(subject, place, period, bound)?;
        let is_beyond = if bound == Bound::Least { promise.reached < target } else { promise.reached > target };
        let is_near = (&target - &promise.reached).abs() <= subject.slack() * &target.abs();
        let is_missed = is_beyond && !is_near && !is_written_as(subject, goal.metric, aim, &promise.reached);
        is_missed.then(|| Missed {
            goal,
            period,
            target,
            sum: promise.sum(subject),
            chain: upstream(subject, promise.parts().into_iter().chain([goal.metric]).collect()),
            reached: promise.reached,
        })
    })
}

/// Metrics with all that leads to them, by funnels and by formulas.
fn upstream(subject: &Subject, metrics: Vec<MetricId>) -> BTreeSet<MetricId> {
    let mut before: HashMap<MetricId, Vec<&[Stage]>> = HashMap::new();
    for funnel in &subject.plan.funnels {
        for (place, stage) in funnel.stages.iter().enumerate().skip(1) {
            before.entry(stage.metric).or_default().push(&funnel.stages[place - 1..place]);
        }
    }
    let (mut found, mut waiting) = (BTreeSet::new(), metrics);
    while let Some(metric) = waiting.pop() {
        if found.insert(metric) {
            let stages = before.get(&metric).into_iter().flatten().copied().flatten();
            waiting.extend(stages.map(|stage| stage.metric));
            waiting.extend(subject.programs.of(metric).iter().filter_map(Op::reads));
        }
    }
    found
}
