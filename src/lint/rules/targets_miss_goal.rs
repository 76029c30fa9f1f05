//! Every target met, and the goal still missed: the numbers of the plan don't add up to it.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::derive::{ChainStart, Derivation, Rate, Required, Step};
use crate::evaluate::program::Op;
use crate::evaluate::sentences::quantity;
use crate::evaluate::targets::TargetNumbers;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::funnel::Stage;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, MetricOrigin};

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
            .with("gap", quantity(&(&target - &reached).abs(), unit))
            .with("sum", sum)
            .with("period", period);
        let place = goal.target.as_ref().map_or(goal.name_span, |target| target.span);
        let label = Message::new("targets-miss-goal.label").with("target", quantity(&target, unit));
        let help = Message::new(if is_below { "targets-miss-goal.help" } else { "targets-miss-goal.help-above" });
        let finding = findings.report(place, message, label).help(help);
        for (kpi, _) in subject.kpis().filter(|(kpi, _)| chain.contains(&kpi.metric)) {
            if let Some(target) = &kpi.target {
                let name = subject.name(kpi.metric);
                finding.related(target.span, Message::new("targets-miss-goal.start").with("name", name));
            }
        }
    }
}

/// A goal that the targets miss.
pub(super) struct Missed<'a> {
    goal: &'a Indicator,
    period: Period,
    target: Rational,
    reached: Rational,
    /// What it is made of.
    sum: Message,
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
    let numbers = subject.stated().of(goal, aim, period, &Group::total()).ok().flatten()?;
    let miss = |start: ChainStart| {
        let derivation = subject.derivations.reached(place, period, start);
        let (reached, target) = beyond(derivation.required.get(&goal.metric)?, &numbers, aim.direction)?;
        Some((reached, target, derivation))
    };
    // A met target of a later stage promises no less than that of an earlier one.
    let (first, last) = (miss(ChainStart::First)?, miss(ChainStart::Last)?);
    let gap = |(reached, target, _): &(Rational, Rational, Derivation)| (reached - target).abs();
    let (reached, target, derivation) = if gap(&last) < gap(&first) { last } else { first };
    let equation = derivation.steps.iter().rev().find_map(|step| match step {
        Step::Solved { metric, of, .. } if *metric == goal.metric => Some(*of),
        _ => None,
    });
    let sum = sum(subject, &derivation, goal.metric, equation)?;
    let chain = upstream(subject, equation.into_iter().chain([goal.metric]).collect());
    Some(Missed { goal, period, target, reached, sum, chain })
}

/// What is reached at the least or the most, where that lies outside of what is aimed for, and the end of the aim.
fn beyond(reached: &Required, aim: &TargetNumbers, direction: Direction) -> Option<(Rational, Rational)> {
    let ends = |low, high: &Option<Rational>, direction| match direction {
        Direction::AtLeast => (Some(low), None),
        Direction::AtMost => (None, Some(low)),
        Direction::Between => (Some(low), high.clone()),
    };
    let (least, most) = ends(reached.value.clone(), &reached.high, reached.direction);
    let (floor, ceiling) = ends(aim.low.clone(), &aim.high, direction);
    let below = least.zip(floor).filter(|(least, floor)| least < floor);
    below.or_else(|| most.zip(ceiling).filter(|(most, ceiling)| most > ceiling))
}

/// How a goal follows from targets: `800 calls × 10% × 25%` for each funnel that brings it, else the numbers of its
/// formula, or of the one that was solved for it.
fn sum(subject: &Subject, derivation: &Derivation, goal: MetricId, equation: Option<MetricId>) -> Option<Message> {
    let goal = match subject.programs.of(goal) {
        [Op::Metric(same)] => *same,
        _ => goal,
    };
    let products = derivation.steps.iter().filter_map(|step| match step {
        Step::Multiplied { metric, before_value, rate, .. } if *metric == goal => {
            product(subject, derivation, before_value, rate)
        }
        _ => None,
    });
    let plus = |left, right| Message::new("targets-miss-goal.plus").with("left", left).with("right", right);
    if let Some(sum) = products.reduce(plus) {
        return Some(sum);
    }
    let read = subject.programs.of(equation.unwrap_or(goal)).iter().filter_map(Op::reads);
    let read: BTreeSet<MetricId> = read.filter(|part| *part != goal).collect();
    // The goal by another name or another period is no sum.
    let parts = equation.into_iter().filter(|_| !read.is_empty()).chain(read.iter().copied());
    let parts = parts.filter_map(|part| {
        let value = quantity(&derivation.required.get(&part)?.value, subject.plan.metric(part).unit);
        Some(Message::new("targets-miss-goal.part").with("name", subject.name(part)).with("value", value))
    });
    let parts: Vec<Message> = parts.collect();
    (!parts.is_empty()).then(|| Message::new("targets-miss-goal.parts").with("parts", parts))
}

/// From where in its funnel a step's number comes, and the product that makes it: past stages whose own targets it is
/// not made of.
fn product(subject: &Subject, derivation: &Derivation, before_value: &Rational, rate: &Rate) -> Option<Message> {
    let MetricOrigin::Conversion { funnel, stage } = subject.plan.metric(rate.conversion?).origin else { return None };
    let stages = &subject.plan.funnels[funnel.index()].stages;
    let given = |metric: MetricId| Some(&derivation.required.get(&metric)?.value);
    let follows = |place: usize| {
        let into =
            |step: &Step| matches!(step, Step::Multiplied { rate, .. } if rate.conversion == stages[place].conversion);
        derivation.steps.iter().any(into)
    };
    let (mut place, mut value) = (stage - 1, before_value.clone());
    while place > 0 && (follows(place) || given(stages[place].metric) != Some(&value)) {
        value = value.checked_div(given(stages[place].conversion?)?)?;
        place -= 1;
    }
    let shown = |metric: MetricId, value: &Rational| quantity(value, subject.plan.metric(metric).unit);
    let start = stages[place].metric;
    let start =
        Message::new("targets-miss-goal.number").with("name", subject.name(start)).with("value", shown(start, &value));
    stages[place + 1..=stage].iter().try_fold(start, |product, stage| {
        let rate = shown(stage.conversion?, given(stage.conversion?)?);
        Some(Message::new("targets-miss-goal.times").with("left", product).with("right", rate))
    })
}

/// Metrics with all that leads to them, by funnels and by formulas.
fn upstream(subject: &Subject, metrics: Vec<MetricId>) -> BTreeSet<MetricId> {
    let (mut found, mut waiting) = (BTreeSet::new(), metrics);
    while let Some(metric) = waiting.pop() {
        if found.insert(metric) {
            let funnels = subject.plan.funnels.iter().map(|funnel| &funnel.stages);
            let place = |stages: &Vec<Stage>| stages.iter().position(|stage| stage.metric == metric);
            let stages = funnels.flat_map(|stages| &stages[..place(stages).unwrap_or(0)]);
            waiting.extend(stages.map(|stage| stage.metric));
            waiting.extend(subject.programs.of(metric).iter().filter_map(Op::reads));
        }
    }
    found
}
