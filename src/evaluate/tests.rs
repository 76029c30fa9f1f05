//! Whole evaluations of plans built by hand.

mod aiming;
mod evidence;
mod judging;
mod members;
mod parts;
mod values;

use jiff::civil::date;
use proptest::prelude::*;

use super::Query;
use super::outside::{Outside, TargetRow};
use super::result::{Evaluation, ResultRow, TargetFrom, Value};
use super::sentences::quantity;
use super::test_support::{
    above, amount, as_of, at_least, at_most, autumn, below, combined, fail, goal, inside_sales, needs, nowhere, number,
    observations, period, plan, rep, run_with, schedule, spanned, target, warn, yen,
};
use crate::base::message::{Arg, Message};
use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, DurationUnit, Status};
use crate::data::observations::{Group, Observations};
use crate::plan::Plan;
use crate::plan::ids::{MetricId, SourceId};
use crate::plan::metric::{Expr, MetricOrigin, Operator, Role};
use crate::plan::settings::{Length, Team, TeamSize};
use crate::plan::target::{Baseline, Change, Goal, Limit, LimitValue, TargetValue, Threshold};
use crate::plan::unit::Unit;

fn holidays() -> Outside {
    let days = vec![date(2026, 10, 12), date(2026, 11, 3), date(2026, 11, 23)];
    Outside { days: [("holidays.csv".to_owned(), days)].into(), ..Outside::default() }
}

fn run(plan: &Plan, observations: &Observations, query: &Query) -> Evaluation {
    run_with(plan, observations, holidays(), query)
}

fn row<'e>(plan: &Plan, evaluation: &'e Evaluation, name: &str, at: &str) -> &'e ResultRow {
    row_of(plan, evaluation, name, at, &Group::total())
}

fn row_of<'e>(plan: &Plan, evaluation: &'e Evaluation, name: &str, at: &str, group: &Group) -> &'e ResultRow {
    let metric = plan.find(name);
    let is_it = |row: &&ResultRow| row.metric == metric && row.period.to_string() == at && row.group == *group;
    evaluation.rows.iter().find(is_it).unwrap_or_else(|| panic!("no row for {name} in {at}"))
}

/// `value target expected attainment forecast status from`, rounded to four places, as a reader compares them.
fn summary(row: &ResultRow) -> String {
    let shown = |number: Option<&Rational>| number.map_or("-".to_owned(), |number| number.round_to(4).to_string());
    let aim = row.aim.as_ref();
    [
        shown(row.value.known()),
        shown(aim.map(|aim| &aim.target)),
        shown(aim.map(|aim| &aim.expected)),
        shown(aim.and_then(|aim| aim.attainment.as_ref())),
        shown(row.forecast.as_ref()),
        row.status.map_or("-", Status::word).to_owned(),
        aim.map_or("-", |aim| aim.from.word()).to_owned(),
    ]
    .join(" ")
}

#[test]
fn the_inside_sales_team_in_november_comes_out_as_another_engine_computed_it() {
    let plan = inside_sales();
    let evaluation = run(&plan, &autumn(&plan), &as_of(date(2026, 11, 22)));
    let expected = [
        ("2026-11", "revenue", "9106000 10000000 7368421.0526 1.2358 12358142.8571 ok stated"),
        ("2026-11", "calls", "682 1000 736.8421 0.9256 925.5714 warn derived"),
        ("2026-11", "appointment_rate", "0.1232 0.1 0.1 1.2317 - ok stated"),
        ("2026-11", "show_rate", "0.9048 0.85 0.85 1.0644 - ok stated"),
        ("2026-11", "meeting_rate", "0.869 0.8 0.8 1.0863 - ok stated"),
        ("2026-10", "revenue", "8284000 10000000 10000000 0.8284 - warn stated"),
        ("2026-10", "calls", "1081 1000 1000 1.081 - ok derived"),
        ("2026-10", "appointment_rate", "0.1129 0.1 0.1 1.1286 - ok stated"),
        ("2026-10", "show_rate", "0.7951 0.85 0.85 0.9354 - warn stated"),
        ("2026-10", "meeting_rate", "0.7459 0.8 0.8 0.9324 - warn stated"),
    ];
    for (at, name, expected) in expected {
        assert_eq!(summary(row(&plan, &evaluation, name, at)), expected, "{name} in {at}");
    }
    // The indicators of a period come before its other numbers, the newest period first.
    let order: Vec<&str> =
        evaluation.rows.iter().take(6).map(|row| plan.metric(row.metric).name.value.as_str()).collect();
    assert_eq!(order, ["revenue", "calls", "appointment_rate", "show_rate", "meeting_rate", "appointments"]);
    let rate = row(&plan, &evaluation, "appointment_rate", "2026-10");
    assert_eq!((rate.numerator.clone(), rate.sample.clone()), (Some(number("122")), Some(number("1081"))));
    let guarded = row(&plan, &evaluation, "appointments", "2026-10");
    assert_eq!((guarded.guards.as_slice(), guarded.guard_status), (&[3][..], Some(Status::Warn)));
}

#[test]
fn the_reason_of_a_pace_has_its_numbers() {
    let plan = inside_sales();
    let evaluation = run(&plan, &autumn(&plan), &as_of(date(2026, 11, 22)));
    let reason = row(&plan, &evaluation, "calls", "2026-11").reason.clone().unwrap();
    assert_eq!(reason.id, "reason-pace");
    let names: Vec<&str> = reason.args.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["expected", "value", "date", "gone", "total"]);
    // Of 736.8 calls expected nobody makes the last fifth of one; so says the table.
    assert_eq!(reason.args[0].1, quantity(&number("737"), Unit::COUNT));
}

#[test]
fn before_a_fifth_of_the_month_nothing_is_judged() {
    let plan = inside_sales();
    let evaluation = run(&plan, &autumn(&plan), &as_of(date(2026, 11, 5)));
    for name in ["calls", "appointment_rate"] {
        assert_eq!(row(&plan, &evaluation, name, "2026-11").status, Some(Status::TooFew), "{name}");
    }
    // The 6th is the fourth of 19 working days: a fifth.
    let evaluation = run(&plan, &autumn(&plan), &as_of(date(2026, 11, 6)));
    assert_eq!(row(&plan, &evaluation, "calls", "2026-11").status, Some(Status::Ok));
}

#[test]
fn outside_of_the_plan_values_are_computed_not_judged() {
    let plan = inside_sales();
    let mut observations = autumn(&plan);
    observations.put(&plan, "calls", "2026-09", "900");
    let query = Query { periods: Some((period("2026-09"), period("2026-09"))), ..as_of(date(2026, 11, 22)) };
    let evaluation = run(&plan, &observations, &query);
    let calls = row(&plan, &evaluation, "calls", "2026-09");
    assert_eq!((calls.status, calls.value.known()), (None, Some(&number("900"))));
    assert_eq!(calls.reason.as_ref().unwrap().id, "not-judged-outside-plan");
}

/// One KPI on a count, `calls`, of October 2026 (22 working days, no holidays in these plans).
fn one_kpi(set: impl FnOnce(&mut Plan)) -> Plan {
    let mut plan = plan();
    let calls = plan.add_measure("calls", Unit::COUNT);
    plan.add_indicator(Role::Kpi, calls, Some(at_least("100")));
    set(&mut plan);
    plan
}
