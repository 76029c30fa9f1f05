//! A KPI that the goal has never followed: moving it moves nothing.

use std::collections::BTreeMap;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::lint::correlation::{correlation, shown};
use crate::lint::finding::Findings;
use crate::lint::history::History;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "no-signal",
    group: Group::Data,
    level: Level::Note,
    options: &[PERIODS, LAG, LEAST],
    fixable: false,
    check: Check::Data(check),
};

/// From how many whole periods on two numbers can be compared.
const PERIODS: RuleOption = RuleOption::count("periods", 12);

/// Up to how many periods later the goal may follow.
const LAG: RuleOption = RuleOption::count("lag", 3);

/// The correlation, of either sign, that is a relation at all.
const LEAST: RuleOption = RuleOption::percent("least", 30);

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    for (kpi, _) in subject.kpis() {
        // A guard is there to stay where it is while another number moves.
        if !kpi.guards.is_empty() {
            continue;
        }
        let followed = followed(subject, kpi);
        let compared = followed.iter().map(|other| Some((other.0, strongest(subject, history, kpi, other)?)));
        // One that can't be judged might be the one that it moves.
        let Some(compared) = compared.collect::<Option<Vec<_>>>() else { continue };
        let Some((metric, (found, count))) =
            compared.into_iter().max_by(|(_, (one, _)), (_, (other, _))| one.total_cmp(other))
        else {
            continue;
        };
        if found >= subject.option(&RULE, &LEAST).to_f64() {
            continue;
        }
        let message = Message::new("no-signal")
            .with("name", subject.name(kpi.metric))
            .with("other", subject.name(metric))
            .with("count", count)
            .with("lag", subject.option(&RULE, &LAG).to_u64().unwrap_or_default())
            .with("strongest", shown(found));
        findings
            .report(kpi.name_span, message, Message::new("no-signal.label"))
            .help(Message::new("no-signal.help").with("other", subject.name(metric)));
    }
}

/// What should follow a KPI: what it is said to drive, else the goals. Each with the indicator whose period it has.
fn followed<'a>(subject: &Subject<'a>, kpi: &'a Indicator) -> Vec<(MetricId, &'a Indicator)> {
    let driven: Vec<_> = kpi.drives.iter().map(|drives| (drives.metric.value, kpi)).collect();
    if !driven.is_empty() {
        return driven;
    }
    let goals = subject.kgis().map(|(_, goal)| (goal.metric, goal));
    goals.filter(|(metric, _)| *metric != kpi.metric).collect()
}

/// The strongest correlation at any lag, whatever its sign, and over how many periods. `None` where there are too few, or one of the two
/// numbers never moved.
fn strongest(
    subject: &Subject,
    history: &History,
    kpi: &Indicator,
    other: &(MetricId, &Indicator),
) -> Option<(f64, usize)> {
    let grain = history.common_grain(kpi, other.1);
    let cause = history.series(kpi.metric, grain);
    let effect: BTreeMap<_, _> = history.series(other.0, grain).into_iter().collect();
    let lag = usize::try_from(subject.option(&RULE, &LAG).to_u64()?).ok()?.min(cause.len());
    let pairs = |lag: usize| -> (Vec<f64>, Vec<f64>) {
        let shifted = cause.iter().zip(cause.iter().skip(lag));
        let float = |value: &Option<Rational>| value.as_ref().map(Rational::to_f64);
        shifted.filter_map(|((_, value), (later, _))| Some((float(value)?, float(effect.get(later)?)?))).unzip()
    };
    let count = pairs(0).0.len();
    if Rational::from(count) < subject.option(&RULE, &PERIODS) {
        return None;
    }
    let found = (0..=lag).filter_map(|lag| {
        let (causes, effects) = pairs(lag);
        correlation(&causes, &effects).map(f64::abs)
    });
    Some((found.max_by(f64::total_cmp)?, count))
}
