//! Every target met, and the goal still missed: the numbers of the plan don't add up to it.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::derive::{ChainStart, Derivation, Step};
use crate::evaluate::program::Op;
use crate::evaluate::sentences::quantity;
use crate::evaluate::targets::TargetNumbers;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "targets-miss-goal",
    group: RuleGroup::Arithmetic,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

/// A goal that the targets miss.
pub(super) struct Missed<'a> {
    goal: &'a Indicator,
    period: Period,
    target: Rational,
    reached: Rational,
    /// What the sum is made of.
    sum: Message,
    /// The metrics whose targets it starts from.
    pub(super) starts: BTreeSet<MetricId>,
}

fn check(subject: &Subject, findings: &mut Findings) {
    for missed in missed(subject) {
        let Missed { goal, period, target, reached, sum, starts } = missed;
        let unit = subject.plan.metric(goal.metric).unit;
        let (id, gap) = if reached < target {
            ("targets-miss-goal", &target - &reached)
        } else {
            ("targets-miss-goal.above", &reached - &target)
        };
        let message = Message { id, args: Vec::new() }
            .with("reached", quantity(&reached, unit))
            .with("gap", quantity(&gap, unit))
            .with("sum", sum)
            .with("period", period);
        let place = goal.target.as_ref().map_or(goal.name_span, |target| target.span);
        let label = Message::new("targets-miss-goal.label").with("target", quantity(&target, unit));
        let finding =
            findings.report(place, message, label).help(Message::new("targets-miss-goal.help").with("period", period));
        for (span, name) in places(subject, &starts) {
            finding.related(span, Message::new("targets-miss-goal.start").with("name", name));
        }
    }
}

/// Where the targets stand that a sum starts from.
fn places<'a>(subject: &Subject<'a>, starts: &BTreeSet<MetricId>) -> Vec<(Span, &'a str)> {
    let indicators = subject.kpis().filter(|(kpi, _)| starts.contains(&kpi.metric));
    indicators.filter_map(|(kpi, _)| Some((kpi.target.as_ref()?.span, subject.name(kpi.metric)))).collect()
}

/// For each goal the first period in which the targets miss it.
pub(super) fn missed<'a>(subject: &Subject<'a>) -> Vec<Missed<'a>> {
    let goals = subject.kgis().filter_map(|(place, goal)| {
        subject.periods(goal.period).into_iter().find_map(|period| missed_in(subject, place, goal, period))
    });
    goals.collect()
}

fn missed_in<'a>(subject: &Subject<'a>, place: usize, goal: &'a Indicator, period: Period) -> Option<Missed<'a>> {
    let target = goal.target.as_ref().filter(|_| goal.is_active_in(&period))?;
    let numbers = subject.stated().of(goal, target, period, &Group::total()).ok().flatten()?;
    // A met target of a later stage promises no less than that of an earlier one.
    let mut nearest: Option<(Rational, Derivation)> = None;
    for start in [ChainStart::First, ChainStart::Last] {
        let derivation = subject.derivations.reached(place, period, start);
        let found = derivation.required.get(&goal.metric)?;
        let reached = found.value.clone();
        if is_met(&reached, &numbers, target.direction) || found.direction != target.direction && found.high.is_none() {
            return None;
        }
        let is_nearer =
            |(before, _): &(Rational, Derivation)| (&reached - &numbers.low).abs() < (before - &numbers.low).abs();
        if nearest.as_ref().is_none_or(is_nearer) {
            nearest = Some((reached, derivation));
        }
    }
    let (reached, derivation) = nearest?;
    let chain = Chain::of(subject, &derivation, goal.metric)?;
    let above = reached > numbers.low;
    let target = numbers.high.filter(|_| above).unwrap_or(numbers.low);
    Some(Missed { goal, period, target, reached, sum: chain.sum, starts: chain.starts })
}

fn is_met(reached: &Rational, numbers: &TargetNumbers, direction: Direction) -> bool {
    match (direction, &numbers.high) {
        (Direction::AtMost, _) => *reached <= numbers.low,
        (Direction::Between, Some(high)) => numbers.low <= *reached && reached <= high,
        _ => *reached >= numbers.low,
    }
}

/// How a goal follows from targets.
struct Chain {
    sum: Message,
    starts: BTreeSet<MetricId>,
}

impl Chain {
    /// `800 calls × 10% × 25%` where it is one chain of conversions, the numbers of its formula otherwise.
    fn of(subject: &Subject, derivation: &Derivation, goal: MetricId) -> Option<Self> {
        let mut metric = goal;
        let mut rates: Vec<(Rational, Option<MetricId>)> = Vec::new();
        while let Some(Step::Multiplied { before, rate, .. }) = single_step_to(derivation, metric) {
            rates.push((rate.value.clone(), rate.conversion));
            metric = *before;
        }
        if rates.is_empty() {
            return Self::of_parts(subject, derivation, goal);
        }
        let number = |metric: MetricId, value: &Rational| {
            let unit = subject.plan.metric(metric).unit;
            Message::new("targets-miss-goal.number")
                .with("name", subject.name(metric))
                .with("value", quantity(value, unit))
        };
        let start = number(metric, &derivation.required.get(&metric)?.value);
        let sum = rates.into_iter().rev().fold(start, |product, (rate, conversion)| {
            let unit = conversion.map(|conversion| subject.plan.metric(conversion).unit);
            let rate = unit.map_or_else(|| rate.clone().into(), |unit| quantity(&rate, unit));
            Message::new("targets-miss-goal.times").with("left", product).with("right", rate)
        });
        Some(Self { sum, starts: BTreeSet::from([metric]) })
    }

    fn of_parts(subject: &Subject, derivation: &Derivation, goal: MetricId) -> Option<Self> {
        let own: BTreeSet<MetricId> = subject.programs.of(goal).iter().filter_map(Op::reads).collect();
        let into = derivation.steps.iter().filter_map(|step| match step {
            Step::Multiplied { metric, before, .. } if *metric == goal => Some(*before),
            _ => None,
        });
        let parts: BTreeSet<MetricId> = if own.is_empty() { into.collect() } else { own };
        let number = |metric: &MetricId| {
            let value = &derivation.required.get(metric)?.value;
            let unit = subject.plan.metric(*metric).unit;
            Some(
                Message::new("targets-miss-goal.number")
                    .with("name", subject.name(*metric))
                    .with("value", quantity(value, unit)),
            )
        };
        let numbers: Vec<Message> = parts.iter().filter_map(number).collect();
        let sum = Message::new("targets-miss-goal.parts").with("parts", numbers);
        (!parts.is_empty()).then_some(Self { sum, starts: parts })
    }
}

/// The one step by which a stage follows from the one before; `None` where several funnels bring it together.
fn single_step_to(derivation: &Derivation, metric: MetricId) -> Option<&Step> {
    let leads = |step: &&Step| matches!(step, Step::Multiplied { metric: reached, .. } if *reached == metric);
    let mut steps = derivation.steps.iter().filter(leads);
    let first = steps.next();
    if steps.next().is_some() { None } else { first }
}
