//! Two KPIs that move as one: whoever has looked at the one has seen the other.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::base::vocabulary::Direction;
use crate::lint::correlation::{changes, correlation, shown};
use crate::lint::effects::Formulas;
use crate::lint::finding::Findings;
use crate::lint::history::History;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;

pub static RULE: Rule = Rule {
    name: "redundant-kpis",
    group: Group::Data,
    level: Level::Note,
    options: &[CORRELATION, PERIODS],
    fixable: false,
    check: Check::Data(check),
};

/// From which correlation on two KPIs move as one.
const CORRELATION: RuleOption = RuleOption::percent("correlation", 95);
/// Over how many of the newest whole periods.
const PERIODS: RuleOption = RuleOption::count("periods", 12);

/// Whoever has more KPIs than this has other worries; pairs of them grow with the square.
const MOST_KPIS: usize = 500;

/// The changes explain each other by more than half: two numbers that only grow side by side have the same course, and
/// each its own ups and downs.
const LEAST_OF_CHANGES: f64 = 0.5;

/// A KPI with its course in its own periods and in the plan's.
struct Course<'a> {
    kpi: &'a Indicator,
    own: Vec<(Period, f64)>,
    of_plan: Vec<(Period, f64)>,
}

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let periods = usize::try_from(subject.option(&RULE, &PERIODS).to_u64().unwrap_or(0)).unwrap_or(usize::MAX);
    let least = subject.option(&RULE, &CORRELATION).to_f64();
    let plan_grain = subject.plan.settings.period;
    let course = |kpi| Course { kpi, own: values(history, kpi, kpi.period), of_plan: values(history, kpi, plan_grain) };
    let courses: Vec<Course> = subject.kpis().take(MOST_KPIS).map(|(kpi, _)| course(kpi)).collect();
    let formulas = Formulas::new(subject.plan);
    for (place, later) in courses.iter().enumerate() {
        let related = formulas.related(subject, later.kpi.metric);
        let found = courses[..place].iter().find_map(|earlier| {
            let is_one_of_two = related[earlier.kpi.metric.index()] || is_the_same(subject, earlier.kpi, later.kpi);
            if is_one_of_two || guards(earlier.kpi, later.kpi) || guards(later.kpi, earlier.kpi) {
                return None;
            }
            let together = together(earlier, later, periods)?;
            (together > least).then_some((earlier.kpi, together))
        });
        if let Some((earlier, together)) = found {
            let message = Message::new("redundant-kpis")
                .with("name", subject.name(later.kpi.metric))
                .with("other", subject.name(earlier.metric))
                .with("periods", periods)
                .with("correlation", shown(together));
            findings
                .report(later.kpi.name_span, message, Message::new("redundant-kpis.label"))
                .related(earlier.name_span, Message::new("redundant-kpis.other"))
                .help(Message::new("redundant-kpis.help"));
        }
    }
}

/// The newest values without a gap, oldest first.
fn values(history: &History, kpi: &Indicator, grain: Grain) -> Vec<(Period, f64)> {
    let periods = history.mature_periods(kpi, grain).into_iter().rev();
    let values = periods.map_while(|period| Some((period, history.value(kpi.metric, period)?.to_f64())));
    let mut values: Vec<(Period, f64)> = values.collect();
    values.reverse();
    values
}

/// How closely two KPIs moved together in the newest periods that both have, 1 at most: above nothing where the one got
/// better as the other did.
fn together(one: &Course, other: &Course, periods: usize) -> Option<f64> {
    let own = one.kpi.period == other.kpi.period;
    let (left, right) = if own { (&one.own, &other.own) } else { (&one.of_plan, &other.of_plan) };
    let newest = left.last()?.0.start.min(right.last()?.0.start);
    let up_to = |values: &[(Period, f64)]| -> Option<Vec<f64>> {
        let end = values.iter().rposition(|(period, _)| period.start == newest)? + 1;
        Some(values[end.checked_sub(periods)?..end].iter().map(|(_, value)| *value).collect())
    };
    let (left, right) = (up_to(left)?, up_to(right)?);
    let of_changes = correlation(&changes(&left), &changes(&right))?;
    let of_values = correlation(&left, &right)?;
    let sign = sign(one.kpi) * sign(other.kpi);
    (of_changes * sign > 0.0 && of_changes * of_changes > LEAST_OF_CHANGES).then_some(of_values * sign)
}

/// 1 for what should rise, -1 for what should fall.
fn sign(kpi: &Indicator) -> f64 {
    if kpi.target.as_ref().is_some_and(|target| target.direction == Direction::AtMost) { -1.0 } else { 1.0 }
}

/// What keeps another number honest is there for the day on which they part.
fn guards(one: &Indicator, other: &Indicator) -> bool {
    one.guards.iter().any(|guarded| guarded.value == other.metric)
}

/// The same number by definition, or its inverse or its rest, of which `duplicate-kpi` speaks.
fn is_the_same(subject: &Subject, one: &Indicator, other: &Indicator) -> bool {
    let prints = subject.prints();
    let (one, other) = (prints[one.metric.index()], prints[other.metric.index()]);
    [one, one.inverse(), one.complement()].contains(&other)
}
