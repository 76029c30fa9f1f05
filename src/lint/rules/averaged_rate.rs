//! An average of rates: a list of ten calls weighs as much in it as one of a thousand.

use unicode_normalization::UnicodeNormalization;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::vocabulary::Function;
use crate::evaluate::program::Op;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Expr, MetricOrigin, Operator};
use crate::plan::source::{Measure, RowExpr, RowOperator};
use crate::plan::unit::{Unit, UnitKind};

pub static RULE: Rule = Rule {
    name: "averaged-rate",
    group: Group::Arithmetic,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    for measure in subject.plan.measures.iter().filter(|measure| measure.function == Function::Avg) {
        let Some(what) = measure.argument.as_ref().and_then(|argument| rate(subject, measure, argument)) else {
            continue;
        };
        let source = &subject.plan.source(measure.source).name.value;
        let help = match what.split_once(" / ") {
            Some((above, below)) => Message::new("averaged-rate.help-quotient")
                .with("instead", format!("sum({source}.{above}) / sum({source}.{below})")),
            None => Message::new("averaged-rate.help").with("source", source),
        };
        findings
            .report(measure.span, Message::new("averaged-rate").with("what", what), Message::new("averaged-rate.label"))
            .help(help);
    }
    let metrics = subject.plan.metrics.iter().enumerate();
    for (place, metric) in metrics.filter(|(_, metric)| metric.origin != MetricOrigin::Measure) {
        let rates = averaged(subject, MetricId::of(place));
        if rates.len() > 1 {
            let names: Vec<String> = rates.iter().map(|rate| format!("`{}`", subject.name(*rate))).collect();
            let message = Message::new("averaged-rate.metrics").with("names", names);
            findings
                .report(metric.name.span, message, Message::new("averaged-rate.label"))
                .help(Message::new("averaged-rate.help-metrics"));
        }
    }
}

/// What is averaged, where it is a rate: a column that is said to be one or is called one, or a quotient of columns.
fn rate(subject: &Subject, measure: &Measure, argument: &RowExpr) -> Option<String> {
    match argument {
        RowExpr::Column(column) => {
            let layout = &subject.plan.source(measure.source).layout;
            let said = layout.column_units.iter().find(|said| said.column.value == column.name);
            let is_ratio = said.is_some_and(|said| said.unit == Unit::RATIO) || measure.unit == Unit::RATIO;
            (is_ratio || said.is_none() && is_called_a_rate(&column.name)).then(|| column.name.clone())
        }
        RowExpr::Binary(above, RowOperator::Divide, below) => match (&**above, &**below) {
            (RowExpr::Column(above), RowExpr::Column(below)) => Some(format!("{} / {}", above.name, below.name)),
            _ => None,
        },
        _ => None,
    }
}

/// What only the name of a share ends in.
const SHARES: &str = "率 割合 歩留 歩留り 歩留まり % percent pct ratio yield occupancy utilization utilisation";

/// Behind which `rate` is that of a share.
const OF_A_RATE: &str = "acceptance activation answer attendance bounce click completion conversion churn defect error \
    failure fill occupancy open pass readmission reply resolution response retention return scrap show success \
    utilization utilisation win";

/// Names that nothing but a share has. (A heart rate or a day rate is no share, so `rate` alone is none.)
fn is_called_a_rate(name: &str) -> bool {
    let name: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let of_what = name.strip_suffix("rate").map(|rest| rest.trim_end_matches(|letter: char| !letter.is_alphanumeric()));
    let ends_in = |name: &str, endings: &str| endings.split_whitespace().any(|ending| name.ends_with(ending));
    ends_in(&name, SHARES) || of_what.is_some_and(|of_what| ends_in(of_what, OF_A_RATE))
}

/// The rates of `(a + b) / 2`.
fn averaged(subject: &Subject, metric: MetricId) -> Vec<MetricId> {
    let plan = subject.plan;
    let (sum, number) = match &plan.metric(metric).expr {
        Expr::Binary(left, Operator::Multiply, right) if matches!(**left, Expr::Number(_)) => (right, left),
        Expr::Binary(sum, Operator::Divide | Operator::Multiply, number) => (sum, number),
        _ => return Vec::new(),
    };
    let is_sum = matches!(**sum, Expr::Binary(_, Operator::Add, _)) && matches!(**number, Expr::Number(_));
    if !is_sum || plan.metric(metric).unit.kind() != UnitKind::Ratio {
        return Vec::new();
    }
    let is_rate = |read: &MetricId| plan.metric(*read).unit.kind() == UnitKind::Ratio && !plan.metric(*read).additive;
    subject.programs.of(metric).iter().filter_map(Op::reads).filter(is_rate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_known_by_its_name() {
        for name in
            ["bounce_rate", "Defect rate", "no-show rate", "歩留率", "稼働率", "win%", "Bed occupancy", "OPEN_RATE"]
        {
            assert!(is_called_a_rate(name), "{name}");
        }
        for name in ["heart_rate", "day rate", "rate", "score", "得点", "illustrate"] {
            assert!(!is_called_a_rate(name), "{name}");
        }
    }
}
