//! One number stated twice, and differently: whichever is meant, the other is wrong.

use std::collections::HashMap;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::span::Spanned;
use crate::data::observations::Group;
use crate::evaluate::periods::overlapping;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::numbers::Print;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;
use crate::plan::target::{Target, TargetValue};

pub static RULE: Rule = Rule {
    name: "conflicting-targets",
    group: RuleGroup::Arithmetic,
    level: Level::Deny,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let prints = subject.prints();
    let steps = Steps::of(subject, prints);
    let mut known: HashMap<Print, &Indicator> = HashMap::new();
    for indicator in &subject.plan.indicators {
        let Some(target) = indicator.target.as_ref().filter(|target| is_of_everybody(target)) else { continue };
        let (name, unit) = (subject.name(indicator.metric), subject.plan.metric(indicator.metric).unit);
        if let Some(at) = steps.against(indicator.metric, target, prints) {
            let message = Message::new("conflicting-targets.step")
                .with("name", name)
                .with("target", subject.words(target.span))
                .with("at", quantity(&at.value, unit));
            findings
                .report(target.span, message, Message::new("conflicting-targets.label"))
                .related(at.span, Message::new("conflicting-targets.at"))
                .help(Message::new("conflicting-targets.help-step"));
            continue;
        }
        let first = *known.entry(prints[indicator.metric.index()]).or_insert(indicator);
        let Some(of_first) = first.target.as_ref().filter(|_| !std::ptr::eq(first, indicator)) else { continue };
        let Some(conflict) = Conflict::between(subject, first, indicator) else { continue };
        let message = Message::new("conflicting-targets")
            .with("name", name)
            .with("other", subject.name(first.metric))
            .with("period", conflict.period)
            .with("first", quantity(&conflict.first, unit))
            .with("second", quantity(&conflict.second, unit));
        findings
            .report(target.span, message, Message::new("conflicting-targets.label"))
            .related(of_first.span, Message::new("conflicting-targets.first"))
            .help(Message::new("conflicting-targets.help"));
    }
}

/// What the steps of funnels expect: of their own conversions, and of whatever is the same number.
struct Steps<'a> {
    own: HashMap<MetricId, Vec<&'a Spanned<Rational>>>,
    same: HashMap<Print, Vec<&'a Spanned<Rational>>>,
}

impl<'a> Steps<'a> {
    fn of(subject: &Subject<'a>, prints: &[Print]) -> Self {
        let mut steps = Self { own: HashMap::new(), same: HashMap::new() };
        for stage in subject.plan.funnels.iter().flat_map(|funnel| &funnel.stages) {
            if let (Some(conversion), Some(at)) = (stage.conversion, &stage.at) {
                steps.own.entry(conversion).or_default().push(at);
                steps.same.entry(prints[conversion.index()]).or_default().push(at);
            }
        }
        steps
    }

    /// What a step expects of the same number, where that isn't a KPI's one target. A schedule says what holds when, and
    /// conflicts with nothing. Two funnels may expect different things of one step: each of its own conversion, either
    /// of the whole.
    fn against(&self, metric: MetricId, target: &Target, prints: &[Print]) -> Option<&'a Spanned<Rational>> {
        let TargetValue::One(goal) = &target.value else { return None };
        let steps = self.own.get(&metric).or_else(|| self.same.get(&prints[metric.index()]))?;
        let fits = |at: &Spanned<Rational>| match &goal.high {
            Some(high) => goal.low.value <= at.value && at.value <= high.value,
            None => goal.low.value == at.value,
        };
        if steps.iter().any(|at| fits(at)) { None } else { steps.first().copied() }
    }
}

/// Shares by member have a rule of their own.
fn is_of_everybody(target: &Target) -> bool {
    !matches!(target.value, TargetValue::By { .. })
}

/// Two targets for one number in the longer of their periods.
struct Conflict {
    period: Period,
    first: Rational,
    second: Rational,
}

impl Conflict {
    /// The first period in which two targets differ. Where they are stated by different periods, the longer ones differ
    /// by their working days: they conflict only if no period agrees.
    fn between(subject: &Subject, first: &Indicator, second: &Indicator) -> Option<Self> {
        if first.target.as_ref()?.direction != second.target.as_ref()?.direction {
            return None;
        }
        let grain = first.period.max(second.period);
        let same_grain = first.period == second.period && !is_by_day(first) && !is_by_day(second);
        let mut differing = Vec::new();
        let (mut below, mut above) = (false, false);
        for period in looked_at(subject, grain) {
            let (Some(one), Some(other)) = (within(subject, first, period), within(subject, second, period)) else {
                continue;
            };
            below |= one <= other;
            above |= one >= other;
            if one != other {
                differing.push(Self { period, first: one, second: other });
            }
        }
        let agree = if same_grain { differing.is_empty() } else { below && above };
        // The year is looked at as a whole, but the plan's own periods are what people know.
        let start = subject.periods(grain).first()?.start;
        let own = differing.iter().position(|conflict| conflict.period.start >= start);
        if agree || differing.is_empty() { None } else { Some(differing.swap_remove(own.unwrap_or(0))) }
    }
}

/// Whether a target is converted by working days.
fn is_by_day(indicator: &Indicator) -> bool {
    match indicator.target.as_ref().map(|target| &target.value) {
        Some(TargetValue::One(goal)) => goal.low.per.is_some_and(|per| per != indicator.period),
        _ => false,
    }
}

/// The plan's periods, at least a year of them where days are counted: months have more and fewer.
fn looked_at(subject: &Subject, grain: Grain) -> Vec<Period> {
    let periods = subject.periods(grain);
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return periods };
    let year = Period::containing(first.start, Grain::Year, first.fiscal);
    overlapping(first.start.min(year.start), last.end().max(year.end()), grain, first.fiscal)
        .take(MOST_PERIODS)
        .collect()
}

const MOST_PERIODS: usize = 60;

/// An indicator's target in a period as long as its own or longer: of what adds up the sum over its own periods.
fn within(subject: &Subject, indicator: &Indicator, period: Period) -> Option<Rational> {
    let target = indicator.target.as_ref().filter(|_| indicator.is_active_in(&period))?;
    let of = |own: Period| subject.stated().of(indicator, target, own, &Group::total()).ok().flatten();
    if indicator.period == period.grain {
        return Some(of(period)?.low);
    }
    if !subject.plan.metric(indicator.metric).additive {
        return Some(of(Period::containing(period.start, indicator.period, period.fiscal))?.low);
    }
    let calendar = subject.stated().calendar;
    let mut total = Rational::ZERO;
    for own in overlapping(period.start, period.end(), indicator.period, period.fiscal) {
        total = &total + &(&of(own)?.low * &calendar.share(own, period.start, period.end()));
    }
    Some(total)
}
