//! The clauses of `kgi`, `kpi`, `metric` and `measure`.

use super::block;
use super::clauses::{allow, review};
use super::values::{join, literal, name, path, quantity, text, who};
use crate::syntax::tree::{
    Baseline, Limit, LimitValue, MetricClause, Severity, Target, TargetDirection, TargetRange, TargetValue, Threshold,
};

/// A clause as it stands in a block. `None` for a broken one.
pub(super) fn clause(kind: &MetricClause) -> Option<String> {
    Some(match kind {
        MetricClause::Target(of) => target(of),
        MetricClause::Threshold(of) => threshold(of),
        MetricClause::Layer(layer) => format!("layer {}", layer.word()),
        MetricClause::Guards(metrics) => format!("guards {}", join(metrics, ", ", path)),
        MetricClause::Drives { metric, why } => {
            format!("drives {}{}", path(metric), why.as_ref().map_or_else(String::new, |why| format!(" {}", text(why))))
        }
        MetricClause::Needs { least, metric } => format!("needs {} {}", literal(least), path(metric)),
        MetricClause::Matures(after) => format!("matures {}", literal(after)),
        MetricClause::PaceNone => "pace none".to_owned(),
        MetricClause::Period(grain) => format!("period {}", grain.word()),
        MetricClause::From(from) => format!("from {}", from.text),
        MetricClause::Until(until) => format!("until {}", until.text),
        MetricClause::Owner(owner) => format!("owner {}", who(owner)),
        MetricClause::Review(of) => format!("review {}", review(of)),
        MetricClause::Horizon(horizon) => format!("horizon {}", horizon.word()),
        MetricClause::Weight { share, role } => {
            let role = role.as_ref().map_or_else(String::new, |role| format!(" for {}", text(role)));
            format!("weight {}{role}", literal(share))
        }
        MetricClause::SharedWith(others) => format!("shared with {}", join(others, ", ", text)),
        MetricClause::Note(note) => format!("note {}", text(note)),
        MetricClause::WhenMissed { actions, questions } => {
            let mut lines: Vec<String> = actions.iter().map(|action| format!("do {}", text(action))).collect();
            lines.extend(questions.iter().map(|question| format!("ask {}", text(question))));
            format!("when missed{}", block(&lines, 1))
        }
        MetricClause::Allow(of) => allow(of),
        MetricClause::Broken => return None,
    })
}

fn target(of: &Target) -> String {
    let direction = match of.direction {
        TargetDirection::AtLeast => "",
        TargetDirection::AtMost => " at most",
        TargetDirection::Between => " between",
    };
    let value = match &of.value {
        TargetValue::One(of) => format!(" {}", range(of)),
        TargetValue::Schedule(entries) => {
            let lines: Vec<String> =
                entries.iter().map(|(period, of)| format!("{} {}", period.text, range(of))).collect();
            block(&lines, 1)
        }
        TargetValue::File(file) => format!(" from {}", text(file)),
        TargetValue::By { dimension, members } => {
            let lines: Vec<String> =
                members.iter().map(|(member, of)| format!("{} {}", text(member), range(of))).collect();
            format!(" by {}{}", name(dimension), block(&lines, 1))
        }
    };
    format!("target{direction}{value}")
}

fn range(of: &TargetRange) -> String {
    match of {
        TargetRange::Single(value) => quantity(value),
        TargetRange::Between(low, high) => format!("{} and {}", quantity(low), quantity(high)),
    }
}

/// A threshold, wherever it stands.
pub(super) fn threshold(of: &Threshold) -> String {
    let severity = if of.severity == Severity::Warn { "warn" } else { "fail" };
    let (limit, against) = match &of.limit {
        Limit::Below(value) => (format!("below {}", limit_value(value)), Baseline::Previous),
        Limit::Above(value) => (format!("above {}", limit_value(value)), Baseline::Previous),
        Limit::Down { by, against } => (format!("down {}", literal(by)), *against),
        Limit::Up { by, against } => (format!("up {}", literal(by)), *against),
    };
    let against = if against == Baseline::YearBefore { " on year" } else { "" };
    let streak = if of.periods == 1 { String::new() } else { format!(" for {} periods", of.periods) };
    format!("{severity} {limit}{against}{streak}")
}

fn limit_value(value: &LimitValue) -> String {
    match value {
        LimitValue::Value(value) => quantity(value),
        LimitValue::OfTarget(share) => format!("{} of target", literal(share)),
    }
}
