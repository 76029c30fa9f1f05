//! More KPIs than anybody can steer by: at launch and in a small team three to five, later up to seven.

use jiff::civil::Date;

use crate::base::diagnostic::Level;
use crate::base::message::{Arg, Message};
use crate::base::rational::Rational;
use crate::base::vocabulary::Phase;
use crate::lint::finding::Findings;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::{Subject, days_from};
use crate::plan::metric::Indicator;
use crate::plan::settings::TeamSize;

pub static RULE: Rule = Rule {
    name: "too-many-kpis",
    group: Group::Shape,
    level: Level::Warn,
    options: &[MOST_AT_FIRST, MOST, SMALL_TEAM],
    fixable: false,
    check: Check::Plan(check),
};

/// In the launch phase, and for a small team.
const MOST_AT_FIRST: RuleOption = RuleOption::count("most-at-first", 5);
/// For everybody else.
const MOST: RuleOption = RuleOption::count("most", 7);
/// Up to how many people a team is small.
const SMALL_TEAM: RuleOption = RuleOption::count("small-team", 5);

fn check(subject: &Subject, findings: &mut Findings) {
    let kpis: Vec<&Indicator> = subject.kpis().map(|(kpi, _)| kpi).collect();
    let Some(place) = subject.plan_place() else { return };
    for day in days_of_change(subject, &kpis) {
        let count = kpis.iter().filter(|kpi| kpi.is_active_on(day)).count();
        let (most, whose) = workable(subject, day);
        if Rational::from(count) <= most {
            continue;
        }
        let depends_on_day = day > subject.day() || kpis.iter().any(|kpi| kpi.active != (None, None));
        let message =
            Message::new("too-many-kpis").with("count", count).with("whose", whose).with("workable", range(&most));
        let help = if depends_on_day {
            Message::new("too-many-kpis.help-since").with("date", day)
        } else {
            Message::new("too-many-kpis.help")
        };
        let label = Message::new("too-many-kpis.label").with("count", count);
        findings.report(place, message, label).help(help.with("most", most));
        return;
    }
}

/// The day that the plan is judged on, and each later one on which a KPI joins it or the team changes its size: only on
/// these can there come to be too many. What is over can't be mended.
fn days_of_change(subject: &Subject, kpis: &[&Indicator]) -> Vec<Date> {
    let (first, last) = (subject.day(), subject.plan.settings.range.map_or(Date::MAX, |(_, last)| last));
    let joins = kpis.iter().filter_map(|kpi| kpi.active.0);
    let sizes = subject.plan.settings.team.iter().flat_map(|team| match &team.size {
        TeamSize::From(sizes) => sizes.as_slice(),
        TeamSize::Fixed(_) => &[],
    });
    days_from(first, last, joins.chain(sizes.map(|(from, _)| from.start)))
}

/// Few KPIs are as little to steer by as many: from three on, where the limit leaves room for that.
fn range(most: &Rational) -> Message {
    let message = Message::new(if *most > 3 { "too-many-kpis.three-to" } else { "too-many-kpis.up-to" });
    message.with("most", most.clone())
}

/// How many KPIs are workable, and for whom.
fn workable(subject: &Subject, day: Date) -> (Rational, Message) {
    let settings = &subject.plan.settings;
    let launch = settings.phase.as_ref().is_some_and(|phase| phase.value == Phase::Launch);
    let team = settings.team.as_ref().and_then(|team| team.size_on(day)).cloned();
    let is_small = team.as_ref().is_some_and(|team| *team <= subject.option(&RULE, &SMALL_TEAM));
    let option = if launch || is_small { &MOST_AT_FIRST } else { &MOST };
    let whose = match (launch, &team) {
        (true, Some(_)) => Message::new("too-many-kpis.team-at-launch"),
        (true, None) => Message::new("too-many-kpis.at-launch"),
        (false, Some(_)) => Message::new("too-many-kpis.team"),
        (false, None) => Message::new("too-many-kpis.anybody"),
    };
    let whose = match team {
        Some(team) => whose.with("team", Arg::Number(team)),
        None => whose,
    };
    (subject.option(&RULE, option), whose)
}
