//! A target far beyond anything that was ever reached: handed down, not worked out.

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message, UnitName};
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group as Members;
use crate::evaluate::result::TargetFrom;
use crate::evaluate::sentences::quantity;
use crate::lint::finding::Findings;
use crate::lint::history::History;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::metric::{Indicator, Role};

pub static RULE: Rule = Rule {
    name: "beyond-history",
    group: Group::Data,
    level: Level::Warn,
    options: &[MOST, PERIODS],
    fixable: false,
    check: Check::Data(check),
};

/// How much of the best period ever seen a target may ask for.
const MOST: RuleOption = RuleOption::percent("most", 150);

/// From how many whole periods with numbers on there is a history.
const PERIODS: RuleOption = RuleOption::count("periods", 3);

/// A target, beside the best that there was.
struct Beyond {
    period: Period,
    target: Rational,
    from: TargetFrom,
    best: (Period, Rational),
    /// Target ÷ best, or best ÷ target where less is better.
    times: Rational,
}

fn check(subject: &Subject, history: &History, findings: &mut Findings) {
    let mut is_goal_beyond = false;
    let (goals, kpis): (Vec<&Indicator>, Vec<&Indicator>) =
        subject.plan.indicators.iter().partition(|indicator| indicator.role == Role::Kgi);
    for indicator in goals.into_iter().chain(kpis) {
        let Some(beyond) = beyond(subject, history, indicator) else { continue };
        // What follows from a goal that is beyond everything need not be said again.
        if beyond.from == TargetFrom::Derived && is_goal_beyond {
            continue;
        }
        is_goal_beyond |= indicator.role == Role::Kgi;
        report(subject, indicator, &beyond, findings);
    }
}

/// The first target from today on that is too far from the best there was.
fn beyond(subject: &Subject, history: &History, indicator: &Indicator) -> Option<Beyond> {
    let series = history.mature_series(indicator, indicator.period);
    let values: Vec<(Period, Rational)> =
        series.into_iter().filter_map(|(period, value)| Some((period, value?))).collect();
    if Rational::from(values.len()) < subject.option(&RULE, &PERIODS) {
        return None;
    }
    let most = subject.option(&RULE, &MOST);
    let today = subject.day();
    let periods = subject.periods(indicator.period).into_iter();
    let mut ahead = periods.filter(|period| today <= period.end() && indicator.is_active_in(period));
    ahead.find_map(|period| {
        let target = subject.aims.target(indicator, period, &Members::total()).ok()??;
        let better = |one: &&(Period, Rational), other: &&(Period, Rational)| one.1.cmp(&other.1);
        let (best, times) = match subject.aims.direction(indicator, period) {
            Direction::AtLeast => {
                let best = values.iter().max_by(better)?;
                (best, target.low.checked_div(&best.1)?)
            }
            Direction::AtMost => {
                let best = values.iter().min_by(better)?;
                (best, best.1.checked_div(&target.low)?)
            }
            Direction::Between => return None,
        };
        let (best, from, target) = (best.clone(), target.from, target.low);
        (!best.1.is_negative() && times > most).then_some(Beyond { period, target, from, best, times })
    })
}

fn report(subject: &Subject, indicator: &Indicator, beyond: &Beyond, findings: &mut Findings) {
    let shown = |number: &Rational| quantity(number, subject.plan.metric(indicator.metric).unit);
    let id = if beyond.target < beyond.best.1 { "beyond-history.at-most" } else { "beyond-history" };
    let message = Message::new(id)
        .with("name", subject.name(indicator.metric))
        .with("period", beyond.period)
        .with("target", shown(&beyond.target))
        .with("best", shown(&beyond.best.1))
        .with("when", beyond.best.0)
        .with("times", Arg::Quantity(beyond.times.clone(), UnitName::Percent));
    let place = indicator.target.as_ref().map_or(indicator.name_span, |target| target.span);
    let label = if beyond.from == TargetFrom::Derived { "beyond-history.derived" } else { "beyond-history.label" };
    findings.report(place, message, Message::new(label)).help(Message::new("beyond-history.help"));
}
