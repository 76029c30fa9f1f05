//! Thresholds that can't be meant: `warn` and `fail` the wrong way round, a limit beyond the target, or on its good side.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::sentences::quantity;
use crate::evaluate::targets::Headcount;
use crate::evaluate::thresholds::share_of;
use crate::lint::finding::Findings;
use crate::lint::mend;
use crate::lint::rule::{Check, Group as RuleGroup, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;
use crate::plan::target::{Limit, LimitValue, Severity, Threshold};

pub static RULE: Rule = Rule {
    name: "threshold-order",
    group: RuleGroup::Arithmetic,
    level: Level::Deny,
    options: &[],
    fixable: true,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for indicator in subject.plan.indicators.iter().filter(|indicator| !indicator.thresholds.is_empty()) {
        let periods = subject.periods(indicator.period);
        let mut periods = periods.into_iter().filter(|period| indicator.is_active_in(period)).peekable();
        let direction = periods.peek().and_then(|period| direction(subject, indicator, *period));
        let against: Vec<&Threshold> =
            indicator.thresholds.iter().filter(|threshold| faces_wrongly(&threshold.limit, direction)).collect();
        if against.is_empty() {
            let periods: Vec<Period> = periods.collect();
            beyond(subject, indicator, &periods, findings);
            wrong_way_round(
                subject,
                &indicator.thresholds,
                &|limit| value(subject, indicator, limit, *periods.first()?).map(|value| value.number),
                findings,
            );
        }
        for threshold in against {
            facing(subject, indicator, threshold, findings);
        }
    }
    // Those of the plan are shares of whatever the target is.
    let share = |limit: &Limit| match limit {
        Limit::Below(LimitValue::OfTarget(share)) | Limit::Above(LimitValue::OfTarget(share)) => Some(share.clone()),
        _ => None,
    };
    wrong_way_round(subject, &subject.plan.settings.thresholds, &share, findings);
}

/// On which side of its target an indicator should be; `None` where nobody says.
fn direction(subject: &Subject, indicator: &Indicator, period: Period) -> Option<Direction> {
    if let Some(target) = &indicator.target {
        return Some(target.direction);
    }
    subject.aims.target(indicator, period, &Group::total()).ok().flatten()?;
    Some(subject.aims.direction(indicator, period))
}

fn faces_wrongly(limit: &Limit, direction: Option<Direction>) -> bool {
    match limit {
        Limit::Below(_) | Limit::Down { .. } => direction == Some(Direction::AtMost),
        Limit::Above(_) | Limit::Up { .. } => direction == Some(Direction::AtLeast),
    }
}

/// The word that a limit begins with, and the one for the other side.
fn words(limit: &Limit) -> (&'static str, &'static str) {
    match limit {
        Limit::Below(_) => ("below", "above"),
        Limit::Above(_) => ("above", "below"),
        Limit::Down { .. } => ("down", "up"),
        Limit::Up { .. } => ("up", "down"),
    }
}

fn facing(subject: &Subject, indicator: &Indicator, threshold: &Threshold, findings: &mut Findings) {
    let (word, other) = words(&threshold.limit);
    let rises = matches!(threshold.limit, Limit::Above(_) | Limit::Up { .. });
    let message = Message::new(if rises { "threshold-order.facing-up" } else { "threshold-order.facing-down" });
    let message = message.with("name", subject.name(indicator.metric)).with("word", word);
    let finding = findings
        .report(threshold.span, message, Message::new("threshold-order.label-facing"))
        .help(Message::new("threshold-order.help-facing").with("other", other));
    if let Some(target) = &indicator.target {
        finding.related(target.span, Message::new("threshold-order.target"));
    }
    if let Some(edit) = mend::exchanged(subject.sources, threshold.span, word, other) {
        finding.fix(mend::safe(vec![edit]));
    }
}

/// A limit in numbers, beside the target that it must not go beyond.
struct InNumbers {
    number: Rational,
    target: Option<Rational>,
}

fn value(subject: &Subject, indicator: &Indicator, limit: &Limit, period: Period) -> Option<InNumbers> {
    let (Limit::Below(of) | Limit::Above(of)) = limit else { return None };
    let target = subject.aims.target(indicator, period, &Group::total()).ok().flatten();
    let end = target.map(|target| match (limit, target.high) {
        (Limit::Above(_), Some(high)) => high,
        _ => target.low,
    });
    let number = match of {
        LimitValue::Amount(amount) => subject.stated().amount(amount, period, Headcount::Team).ok()?,
        LimitValue::OfTarget(share) => match &end {
            Some(target) => share_of(target, share),
            None => return Some(InNumbers { number: share.clone(), target: Some(Rational::ONE) }),
        },
    };
    Some(InNumbers { number, target: end })
}

/// A limit that is broken although the target is met, in the first period in which it is.
fn beyond(subject: &Subject, indicator: &Indicator, periods: &[Period], findings: &mut Findings) {
    let unit = subject.plan.metric(indicator.metric).unit;
    for threshold in &indicator.thresholds {
        let found = periods.iter().find_map(|period| {
            let InNumbers { number, target } = value(subject, indicator, &threshold.limit, *period)?;
            let target = target?;
            let is_beyond = match threshold.limit {
                Limit::Below(_) => number > target,
                _ => number < target,
            };
            is_beyond.then_some((*period, number, target))
        });
        let Some((period, number, target)) = found else { continue };
        let id = match (&threshold.limit, threshold.severity) {
            (Limit::Below(_), Severity::Warn) => "threshold-order.beyond-warn-below",
            (Limit::Below(_), Severity::Fail) => "threshold-order.beyond-fail-below",
            (_, Severity::Warn) => "threshold-order.beyond-warn-above",
            (_, Severity::Fail) => "threshold-order.beyond-fail-above",
        };
        let message = Message { id, args: Vec::new() }
            .with("limit", quantity(&number, unit))
            .with("target", quantity(&target, unit))
            .with("period", period);
        let help = Message::new("threshold-order.help-beyond")
            .with("word", words(&threshold.limit).0)
            .with("target", quantity(&target, unit));
        let finding = findings.report(threshold.span, message, Message::new("threshold-order.label-beyond")).help(help);
        if let Some(target) = &indicator.target {
            finding.related(target.span, Message::new("threshold-order.target"));
        }
    }
}

/// `fail` reached before `warn`.
fn wrong_way_round(
    subject: &Subject,
    thresholds: &[Threshold],
    number: &dyn Fn(&Limit) -> Option<Rational>,
    findings: &mut Findings,
) {
    let of = |severity: Severity, below: bool| {
        let matching = move |threshold: &&Threshold| {
            threshold.severity == severity && matches!(threshold.limit, Limit::Below(_)) == below
        };
        thresholds.iter().filter(matching).filter_map(|threshold| Some((threshold, number(&threshold.limit)?)))
    };
    for below in [true, false] {
        for (fail, fails_at) in of(Severity::Fail, below) {
            // A limit that must be broken for longer may be nearer to the target.
            let passed = of(Severity::Warn, below)
                .filter(|(warn, _)| warn.periods >= fail.periods)
                .find(|(_, warns_at)| if below { fails_at > *warns_at } else { fails_at < *warns_at });
            let Some((warn, _)) = passed else { continue };
            let text = |threshold: &Threshold| subject.sources.slice(threshold.span).to_owned();
            let message = Message::new("threshold-order").with("fail", text(fail)).with("warn", text(warn));
            let edits = [
                mend::exchanged(subject.sources, fail.span, "fail", "warn"),
                mend::exchanged(subject.sources, warn.span, "warn", "fail"),
            ];
            let edits: Option<Vec<_>> = edits.into_iter().collect();
            let finding = findings
                .report(fail.span, message, Message::new("threshold-order.label"))
                .related(warn.span, Message::new("threshold-order.warn"))
                .help(Message::new("threshold-order.help"));
            if let Some(edits) = edits {
                finding.fix(mend::safe(edits));
            }
        }
    }
}
