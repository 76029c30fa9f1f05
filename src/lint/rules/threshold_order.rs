//! Thresholds that can't be meant: `warn` and `fail` the wrong way round, a limit beyond the target, or on its good side.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::sentences::quantity;
use crate::evaluate::thresholds::rules;
use crate::lint::finding::Findings;
use crate::lint::limits::{direction, faces_wrongly, is_past, limits_good_side, numbers, passed};
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
        let periods = subject.periods(indicator.period).into_iter();
        let periods: Vec<Period> = periods.filter(|period| indicator.is_active_in(period)).collect();
        let Some(first) = periods.first() else { continue };
        let direction = direction(subject, indicator, *first);
        let (against, own): (Vec<&Threshold>, Vec<&Threshold>) =
            indicator.thresholds.iter().partition(|threshold| faces_wrongly(&threshold.limit, direction));
        for threshold in against {
            // Whoever limits the right side too means both.
            let is_other_end = limits_good_side(subject, indicator, &threshold.limit, *first);
            if !is_other_end || own.iter().all(|right| right.severity != threshold.severity) {
                facing(subject, indicator, threshold, *first, findings);
            }
        }
        for threshold in &own {
            beyond(subject, indicator, threshold, &periods, findings);
        }
        let number = |limit: &Limit| numbers(subject, indicator, limit, *first).map(|(number, _)| number);
        wrong_way_round(subject, &own, &number, findings);
        late(subject, (indicator, direction), &own, &number, findings);
    }
    // Those of the plan are shares of whatever the target is.
    let share = |limit: &Limit| match limit {
        Limit::Below(LimitValue::OfTarget(share)) | Limit::Above(LimitValue::OfTarget(share)) => Some(share.clone()),
        _ => None,
    };
    let common: Vec<&Threshold> = subject.plan.settings.thresholds.iter().collect();
    wrong_way_round(subject, &common, &share, findings);
    for Threshold { limit, span, .. } in common {
        if share(limit).is_some_and(|share| is_past(limit, &share, &Rational::ONE)) {
            let message = Message::new("threshold-order.beyond-all").with("clause", subject.words(*span));
            findings.report(*span, message, Message::new("threshold-order.label-beyond")).help(help_beyond(limit));
        }
    }
}

fn facing(subject: &Subject, indicator: &Indicator, threshold: &Threshold, period: Period, findings: &mut Findings) {
    let (id, word, other) = match threshold.limit {
        Limit::Below(_) => ("threshold-order.facing-down", "below", "above"),
        Limit::Down { .. } => ("threshold-order.facing-down", "down", "up"),
        Limit::Above(_) => ("threshold-order.facing-up", "above", "below"),
        Limit::Up { .. } => ("threshold-order.facing-up", "up", "down"),
    };
    let clause = subject.words(threshold.span);
    let message = Message { id, args: Vec::new() }.with("clause", &clause).with("name", subject.name(indicator.metric));
    let is_beyond = limits_good_side(subject, indicator, &threshold.limit, period);
    let help = if is_beyond {
        Message::new("threshold-order.help-between")
    } else {
        Message::new("threshold-order.help-facing").with("instead", clause.replacen(word, other, 1))
    };
    let finding = findings.report(threshold.span, message, Message::new("threshold-order.label-facing")).help(help);
    if let Some(target) = &indicator.target {
        finding.related(target.span, Message::new("threshold-order.target"));
    }
    // Beyond the target the other word would report what meets it.
    if let Some(edit) = mend::exchanged(subject.sources, threshold.span, word, other).filter(|_| !is_beyond) {
        finding.fix(mend::safe(vec![edit]));
    }
}

/// A limit that is broken although the target is met, in the first period in which it is.
fn beyond(
    subject: &Subject,
    indicator: &Indicator,
    threshold: &Threshold,
    periods: &[Period],
    findings: &mut Findings,
) {
    let limit = &threshold.limit;
    let found = periods.iter().find_map(|period| {
        let (number, target) = numbers(subject, indicator, limit, *period)?;
        let target = target.filter(|target| is_past(limit, &number, target))?;
        Some((*period, number, target))
    });
    let Some((period, number, target)) = found else { return };
    let unit = subject.plan.metric(indicator.metric).unit;
    let message = Message::new("threshold-order.beyond")
        .with("clause", subject.words(threshold.span))
        .with("limit", quantity(&number, unit))
        .with("target", quantity(&target, unit))
        .with("period", period);
    let label = Message::new("threshold-order.label-beyond");
    let finding = findings.report(threshold.span, message, label).help(help_beyond(limit));
    if let Some(target) = &indicator.target {
        finding.related(target.span, Message::new("threshold-order.target"));
    }
}

fn help_beyond(limit: &Limit) -> Message {
    let is_below = matches!(limit, Limit::Below(_));
    Message::new(if is_below { "threshold-order.help-beyond-below" } else { "threshold-order.help-beyond-above" })
}

fn wrong_way_round(
    subject: &Subject,
    thresholds: &[&Threshold],
    number: &dyn Fn(&Limit) -> Option<Rational>,
    findings: &mut Findings,
) {
    for fail in thresholds.iter().filter(|fail| fail.severity == Severity::Fail) {
        let Some((warn, _)) = passed(thresholds, (&fail.limit, fail.periods), number) else { continue };
        let message = Message::new("threshold-order")
            .with("fail", subject.words(fail.span))
            .with("warn", subject.words(warn.span));
        let edits = [(fail.span, "fail", "warn"), (warn.span, "warn", "fail")];
        let edits = edits.map(|(span, word, other)| mend::exchanged(subject.sources, span, word, other));
        let finding = findings
            .report(fail.span, message, Message::new("threshold-order.label"))
            .related(warn.span, Message::new("threshold-order.warn"))
            .help(Message::new("threshold-order.help"));
        if let Some(edits) = edits.into_iter().collect() {
            finding.fix(mend::safe(edits));
        }
    }
}

/// A KPI that says when to warn, but not when it fails, fails where the plan or every plan says: perhaps before that.
fn late(
    subject: &Subject,
    (indicator, direction): (&Indicator, Option<Direction>),
    own: &[&Threshold],
    number: &dyn Fn(&Limit) -> Option<Rational>,
    findings: &mut Findings,
) {
    let Some(direction) = direction.filter(|_| own.iter().all(|own| own.severity == Severity::Warn)) else { return };
    for unsaid in rules(indicator, &subject.plan.settings, Severity::Fail, direction) {
        let Some((warn, fails_at)) = passed(own, (&unsaid.limit, unsaid.periods), number) else { continue };
        let message = Message::new("threshold-order.late")
            .with("warn", subject.words(warn.span))
            .with("name", subject.name(indicator.metric))
            .with("fail", quantity(&fails_at, subject.plan.metric(indicator.metric).unit));
        findings
            .report(warn.span, message, Message::new("threshold-order.label-late"))
            .help(Message::new("threshold-order.help-late"));
    }
}
