//! Whole evaluations of plans built by hand.

use jiff::civil::date;
use proptest::prelude::*;

use super::outside::Outside;
use super::result::{Evaluation, ResultRow, TargetFrom, Value};
use super::test_support::{
    above, amount, as_of, at_least, at_most, autumn, below, combined, fail, goal, inside_sales, needs, number,
    observations, period, plan, rep, schedule, spanned, target, warn, yen,
};
use super::{Query, evaluate};
use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::vocabulary::{DurationUnit, Status};
use crate::data::observations::{Group, Observations};
use crate::plan::metric::{Expr, MetricOrigin, Operator, Role};
use crate::plan::settings::{Length, Team, TeamSize};
use crate::plan::target::{Baseline, Change, Limit, LimitValue, TargetValue};
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};

fn holidays() -> Outside {
    let days = vec![date(2026, 10, 12), date(2026, 11, 3), date(2026, 11, 23)];
    Outside { days: [("holidays.csv".to_owned(), days)].into(), ..Outside::default() }
}

fn run(plan: &Plan, observations: &Observations, query: &Query) -> Evaluation {
    evaluate(plan, &Workspace::default(), observations, &holidays(), query)
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
    assert_eq!(names, ["value", "expected", "date", "gone", "total"]);
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

fn status_of(plan: &Plan, values: &[(&str, &str)], at: &str) -> (Option<Status>, Option<&'static str>) {
    let mut observations = observations(plan);
    for (at, value) in values {
        observations.put(plan, "calls", at, value);
    }
    let query = Query { periods: Some((period(at), period(at))), ..as_of(date(2026, 11, 30)) };
    let evaluation = run(plan, &observations, &query);
    let row = row(plan, &evaluation, "calls", at);
    (row.status, row.reason.as_ref().map(|reason| reason.id))
}

type Set = fn(&mut Plan);

#[test]
fn the_default_limits_are_the_target_and_a_fifth_beside_it() {
    let between = |plan: &mut Plan| {
        let mut both = target(TargetValue::One(goal("100")));
        both.direction = crate::base::vocabulary::Direction::Between;
        let TargetValue::One(goal) = &mut both.value else { return };
        goal.high = Some(amount("200"));
        plan.indicators[0].target = Some(both);
    };
    let most = |plan: &mut Plan| plan.indicators[0].target = Some(at_most("100"));
    let least = |_: &mut Plan| {};
    let cases: [(Set, &str, Status); 15] = [
        (least, "100", Status::Ok),
        (least, "99.999", Status::Warn),
        (least, "80", Status::Warn),
        (least, "79", Status::Fail),
        (most, "100", Status::Ok),
        (most, "101", Status::Warn),
        (most, "120", Status::Warn),
        (most, "121", Status::Fail),
        (between, "100", Status::Ok),
        (between, "200", Status::Ok),
        (between, "99", Status::Warn),
        (between, "240", Status::Warn),
        (between, "79", Status::Fail),
        (between, "241", Status::Fail),
        (between, "0", Status::Fail),
    ];
    for (set, value, expected) in cases {
        let plan = one_kpi(set);
        assert_eq!(status_of(&plan, &[("2026-10", value)], "2026-10").0, Some(expected), "{value}");
    }
}

#[test]
fn warn_and_fail_are_inherited_separately() {
    let plan = one_kpi(|plan| {
        plan.settings.thresholds = vec![
            warn(Limit::Below(LimitValue::OfTarget(number("0.95")))),
            fail(Limit::Below(LimitValue::OfTarget(number("0.9")))),
        ];
        plan.indicators[0].thresholds = vec![fail(below("50"))];
    });
    let status = |value| status_of(&plan, &[("2026-10", value)], "2026-10");
    assert_eq!(status("96"), (Some(Status::Ok), None));
    assert_eq!(status("94"), (Some(Status::Warn), Some("reason-below-share")));
    assert_eq!(status("51"), (Some(Status::Warn), Some("reason-below-share")));
    assert_eq!(status("49"), (Some(Status::Fail), Some("reason-below")));
    // What the plan says for all holds only for those that it faces.
    let at_most = one_kpi(|plan| {
        plan.settings.thresholds = vec![fail(Limit::Below(LimitValue::OfTarget(number("0.9"))))];
        plan.indicators[0].target = Some(at_most("100"));
    });
    assert_eq!(status_of(&at_most, &[("2026-10", "10")], "2026-10").0, Some(Status::Ok));
}

#[test]
fn a_fall_is_measured_against_the_period_before_or_the_year_before() {
    let down = |by, against| Limit::Down { by, against };
    let tenth = || Change::Relative(number("0.1"));
    let plan = one_kpi(|plan| {
        plan.indicators[0].target = None;
        plan.indicators[0].thresholds = vec![
            warn(down(tenth(), Baseline::Previous)),
            fail(down(Change::Points(number("50")), Baseline::YearBefore)),
        ];
    });
    let status = |values: &[(&str, &str)]| status_of(&plan, values, "2026-10").0;
    assert_eq!(status(&[("2026-09", "100"), ("2026-10", "91")]), Some(Status::Ok));
    assert_eq!(status(&[("2026-09", "100"), ("2026-10", "90")]), Some(Status::Warn));
    assert_eq!(status(&[("2025-10", "100"), ("2026-10", "50")]), Some(Status::Fail));
    assert_eq!(status(&[("2026-10", "50")]), Some(Status::Ok));
}

#[test]
fn a_streak_must_last() {
    let plan = one_kpi(|plan| {
        let mut streak = warn(below("100"));
        streak.periods = 3;
        plan.indicators[0].thresholds = vec![streak, fail(below("10"))];
    });
    let all = [("2026-08", "90"), ("2026-09", "90"), ("2026-10", "90")];
    assert_eq!(status_of(&plan, &all, "2026-10"), (Some(Status::Warn), Some("reason-streak")));
    assert_eq!(status_of(&plan, &all[1..], "2026-10").0, Some(Status::Ok));
    let broken = [("2026-08", "90"), ("2026-09", "100"), ("2026-10", "90")];
    assert_eq!(status_of(&plan, &broken, "2026-10").0, Some(Status::Ok));
    let endless = one_kpi(|plan| {
        let mut streak = warn(below("100"));
        streak.periods = u32::MAX;
        plan.indicators[0].thresholds = vec![streak];
    });
    assert_eq!(status_of(&endless, &all, "2026-10").0, Some(Status::Ok));
}

#[test]
fn a_sum_in_progress_is_held_against_scaled_amounts_and_earlier_sums() {
    // By 13 November 10 of 21 working days are gone.
    let plan = one_kpi(|plan| {
        plan.indicators[0].thresholds = vec![
            warn(Limit::Down { by: Change::Relative(number("0.5")), against: Baseline::Previous }),
            fail(below("42")),
        ];
    });
    let status = |november: &str| {
        let mut observations = observations(&plan);
        observations.put(&plan, "calls", "2026-10", "210");
        observations.put(&plan, "calls", "2026-11", november);
        let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 13)));
        let row = row(&plan, &evaluation, "calls", "2026-11");
        (row.status, row.aim.clone().unwrap().fail.unwrap())
    };
    // 42 × 10 ÷ 21 = 20 must be passed; 210 × 10 ÷ 21 = 100, half of it is 50.
    assert_eq!(status("51"), (Some(Status::Ok), number("20")));
    assert_eq!(status("50").0, Some(Status::Warn));
    assert_eq!(status("19").0, Some(Status::Fail));
}

#[test]
fn a_lag_shortens_what_is_expected() {
    let mut plan = one_kpi(|_| {});
    plan.sources[0].lag =
        Some(Length { amount: number("3"), unit: DurationUnit::Days, span: super::test_support::nowhere() });
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-11", "50");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 16)));
    let expected = row(&plan, &evaluation, "calls", "2026-11").aim.clone().unwrap().expected;
    assert_eq!(expected, number("1000/21"));
}

#[test]
fn too_few_no_data_and_no_target_say_why() {
    let small = one_kpi(|plan| plan.indicators[0].needs = Some(needs("50", plan.find("calls"))));
    assert_eq!(status_of(&small, &[("2026-10", "49")], "2026-10"), (Some(Status::TooFew), Some("reason-sample")));
    assert_eq!(status_of(&small, &[("2026-10", "50")], "2026-10").0, Some(Status::Fail));
    assert_eq!(status_of(&small, &[], "2026-10"), (Some(Status::NoData), Some("value-no-rows")));
    let young = one_kpi(|plan| {
        let span = super::test_support::nowhere();
        plan.indicators[0].matures = Some(Length { amount: number("31"), unit: DurationUnit::Days, span });
    });
    assert_eq!(status_of(&young, &[("2026-10", "9")], "2026-10"), (Some(Status::TooFew), Some("reason-immature")));
    let listed = one_kpi(|plan| {
        plan.indicators[0].target = Some(schedule(&[("2026-11", "5"), ("2026-Q3", "4"), ("2026", "3")]));
    });
    assert_eq!(status_of(&listed, &[("2026-10", "3")], "2026-10").0, Some(Status::Ok));
    let unlisted = one_kpi(|plan| plan.indicators[0].target = Some(schedule(&[("2026-11", "5")])));
    assert_eq!(status_of(&unlisted, &[("2026-10", "3")], "2026-10"), (None, Some("no-target-in-schedule")));
    let without = one_kpi(|plan| plan.indicators[0].target = None);
    assert_eq!(status_of(&without, &[("2026-10", "3")], "2026-10"), (None, Some("no-target-without-goal")));
    let later = one_kpi(|plan| plan.indicators[0].active.0 = Some(date(2026, 11, 1)));
    assert_eq!(status_of(&later, &[("2026-10", "3")], "2026-10"), (None, Some("not-judged-before")));
}

#[test]
fn whole_periods_only_means_that() {
    let plan = one_kpi(|plan| plan.indicators[0].whole_periods_only = true);
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-11", "1");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 22)));
    let calls = row(&plan, &evaluation, "calls", "2026-11");
    assert_eq!((calls.status, calls.forecast.clone()), (None, None));
    assert_eq!(calls.aim.clone().unwrap().expected, number("100"));
}

#[test]
fn targets_per_member_and_day_follow_team_and_calendar() {
    let mut plan = one_kpi(|_| {});
    let mut per_day = amount("60");
    (per_day.per_member, per_day.per) = (true, Some(Grain::Day));
    plan.indicators[0].target = Some(target(TargetValue::One(crate::plan::target::Goal { low: per_day, high: None })));
    let span = super::test_support::nowhere();
    let sizes = vec![(period("2026-10"), number("5")), (period("2026-10-26"), number("7"))];
    plan.settings.team = Some(Team { size: TeamSize::From(sizes), by: Some(spanned("rep".to_owned())), span });
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "1");
    observations.put_for(&plan, "calls", "2026-10", &rep("佐藤"), "1320");
    let query = Query { by: vec!["rep".to_owned()], ..as_of(date(2026, 10, 31)) };
    let evaluation = run(&plan, &observations, &query);
    // 17 working days up to the 23rd with five, 5 after it with seven.
    let target = |group: &Group| row_of(&plan, &evaluation, "calls", "2026-10", group).aim.clone().unwrap().target;
    assert_eq!(target(&Group::total()), number("7200"));
    assert_eq!(target(&rep("佐藤")), number("1320"));
    let own = row_of(&plan, &evaluation, "calls", "2026-10", &rep("佐藤"));
    assert_eq!(own.status, Some(Status::Ok));
}

#[test]
fn shares_by_member_make_the_total_and_each_has_a_status() {
    let mut plan = one_kpi(|_| {});
    let shares = vec![(spanned("佐藤".to_owned()), goal("60")), (spanned("鈴木".to_owned()), goal("40"))];
    let by = TargetValue::By { dimension: spanned("rep".to_owned()), members: shares };
    plan.indicators[0].target = Some(target(by));
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "95");
    observations.put_for(&plan, "calls", "2026-10", &rep("佐藤"), "65");
    observations.put_for(&plan, "calls", "2026-10", &rep("鈴木"), "30");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 10, 31)));
    let shown = |group: &Group| summary(row_of(&plan, &evaluation, "calls", "2026-10", group));
    assert_eq!(shown(&Group::total()), "95 100 100 0.95 - warn stated");
    assert_eq!(shown(&rep("佐藤")), "65 60 60 1.0833 - ok stated");
    assert_eq!(shown(&rep("鈴木")), "30 40 40 0.75 - fail stated");
}

#[test]
fn an_ok_number_whose_guard_is_not_says_so() {
    let mut plan = inside_sales();
    let appointments = plan.find("appointments");
    plan.add_indicator(Role::Kpi, appointments, Some(at_least("100")));
    let evaluation = run(&plan, &autumn(&plan), &as_of(date(2026, 10, 31)));
    let guarded = row(&plan, &evaluation, "appointments", "2026-10");
    assert_eq!((guarded.status, guarded.guard_status), (Some(Status::Ok), Some(Status::Warn)));
    assert_eq!(guarded.reason.as_ref().unwrap().id, "reason-guard");
}

#[test]
fn nothing_is_infinite_and_what_is_missing_is_named() {
    let plan = inside_sales();
    let mut observations = observations(&plan);
    observations.put(&plan, "appointments", "2026-10", "0");
    let query = Query { by: vec!["list".to_owned()], ..as_of(date(2026, 10, 31)) };
    let evaluation = run(&plan, &observations, &query);
    let reason = |name: &str| match &row(&plan, &evaluation, name, "2026-10").value {
        Value::Missing(why) => why.id,
        Value::Known(number) => panic!("{name} is {number}"),
    };
    assert_eq!(reason("appointment_rate"), "value-divided-by-zero");
    let rate = row(&plan, &evaluation, "appointment_rate", "2026-10");
    assert_eq!(rate.denominator, Some(Rational::ZERO));
    // No calls in October is a count of zero; the sample is too small.
    assert_eq!(rate.status, Some(Status::TooFew));
}

#[test]
fn a_dimension_that_the_source_lacks_is_named() {
    let plan = one_kpi(|_| {});
    let mut observations = observations(&plan);
    let member = Group { members: vec![("region".to_owned(), Some("東".to_owned()))] };
    observations.put_for(&plan, "calls", "2026-10", &member, "3");
    let query = Query { by: vec!["region".to_owned()], ..as_of(date(2026, 10, 31)) };
    let evaluation = run(&plan, &observations, &query);
    let Value::Missing(why) = &row_of(&plan, &evaluation, "calls", "2026-10", &member).value else { panic!() };
    assert_eq!(why.id, "value-no-dimension");
}

#[test]
fn formulas_ten_thousand_deep_are_computed() {
    let mut plan = one_kpi(|_| {});
    let mut last = plan.find("calls");
    for place in 0..10_000 {
        let one = Box::new(Expr::Number(Rational::ONE));
        let expr = Expr::Binary(Box::new(Expr::Metric(last)), Operator::Add, one);
        last = plan.add_metric(&format!("m{place}"), MetricOrigin::Metric, expr, Unit::COUNT);
    }
    plan.add_indicator(Role::Kgi, last, Some(at_least("10200")));
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "150");
    plan.indicators[0].target = None;
    let query = Query { history: 1, ..as_of(date(2026, 10, 31)) };
    let evaluation = run(&plan, &observations, &query);
    assert_eq!(row(&plan, &evaluation, "m9999", "2026-10").value, Value::Known(number("10150")));
    assert_eq!(summary(row(&plan, &evaluation, "calls", "2026-10")), "150 200 200 0.75 - fail derived");
}

#[test]
fn numbers_that_square_each_other_and_circles_end() {
    let mut plan = one_kpi(|_| {});
    let mut last = plan.find("calls");
    for place in 0..64 {
        let square = combined(last, Operator::Multiply, last);
        last = plan.add_metric(&format!("m{place}"), MetricOrigin::Metric, square, Unit::COUNT);
    }
    let own = crate::plan::ids::MetricId::of(plan.metrics.len());
    let circle = Expr::Binary(Box::new(Expr::Previous(own)), Operator::Add, Box::new(Expr::Metric(last)));
    plan.add_metric("circle", MetricOrigin::Metric, circle, Unit::COUNT);
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "150");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 10, 31)));
    let why = |name: &str| match &row(&plan, &evaluation, name, "2026-10").value {
        Value::Missing(why) => why.id,
        Value::Known(_) => "known",
    };
    assert_eq!((why("m63"), why("circle"), why("m3")), ("value-too-large", "value-circular", "known"));
}

#[test]
fn a_week_of_a_monthly_goal_takes_from_both_months() {
    let mut plan = inside_sales();
    plan.indicators[1].period = Grain::Week;
    plan.indicators[0].target = Some(schedule(&[("2026-09", "11000000"), ("2026-10", "9450000")]));
    let query = Query { periods: Some((period("2026-W40"), period("2026-W40"))), ..as_of(date(2026, 10, 31)) };
    let evaluation = run(&plan, &autumn(&plan), &query);
    // 1,100 calls on 22 working days of September, 945 on 21 of October: three days of the one, two of the other.
    let aim = row(&plan, &evaluation, "calls", "2026-W40").aim.clone().unwrap();
    assert_eq!((aim.target, aim.from), (number("240"), TargetFrom::Derived));
}

proptest! {
    #[test]
    fn the_weeks_of_two_months_add_up_to_both(goals in (1i64..1_000_000, 1i64..1_000_000)) {
        let mut plan = inside_sales();
        plan.settings.range = None;
        plan.indicators[1].period = Grain::Week;
        let (october, november) = (goals.0.to_string(), goals.1.to_string());
        let entries = [("2026-09", "0"), ("2026-10", &*october), ("2026-11", &*november), ("2026-12", "0")];
        plan.indicators[0].target = Some(schedule(&entries));
        let query = Query { periods: Some((period("2026-W40"), period("2026-W49"))), ..as_of(date(2026, 12, 31)) };
        let evaluation = run(&plan, &autumn(&plan), &query);
        let calls = plan.find("calls");
        let weeks = evaluation.rows.iter().filter(|row| row.metric == calls).filter_map(|row| row.aim.as_ref());
        let total: Rational = weeks.map(|aim| aim.target.clone()).sum();
        let whole = Rational::from(goals.0 + goals.1).checked_div(&number("10000")).unwrap();
        prop_assert_eq!(total, whole);
    }

    #[test]
    fn a_teams_rate_is_the_rate_of_its_members_sums(members in proptest::collection::vec((1u32..500, 0u32..500), 1..8)) {
        let plan = inside_sales();
        let mut observations = observations(&plan);
        let (mut calls, mut appointments) = (0, 0);
        for (place, (called, met)) in members.iter().enumerate() {
            let group = rep(&place.to_string());
            observations.put_for(&plan, "calls", "2026-10", &group, &called.to_string());
            observations.put_for(&plan, "appointments", "2026-10", &group, &met.to_string());
            (calls, appointments) = (calls + called, appointments + met);
        }
        observations.put(&plan, "calls", "2026-10", &calls.to_string());
        observations.put(&plan, "appointments", "2026-10", &appointments.to_string());
        let query = Query { by: vec!["rep".to_owned()], ..as_of(date(2026, 10, 31)) };
        let evaluation = run(&plan, &observations, &query);
        let metric = plan.find("appointment_rate");
        let rows: Vec<&ResultRow> = evaluation.rows.iter().filter(|row| row.metric == metric).collect();
        prop_assert_eq!(rows.len(), members.len() + 1);
        let sum = |side: fn(&ResultRow) -> &Option<Rational>| -> Rational {
            rows[1..].iter().filter_map(|row| side(row).clone()).sum()
        };
        let rate = sum(|row| &row.numerator).checked_div(&sum(|row| &row.denominator));
        prop_assert_eq!(rows[0].value.known().cloned(), rate);
    }
}

#[test]
fn money_and_limits_above_are_compared_exactly() {
    let mut plan = plan();
    let cost = plan.add_measure("cost", yen());
    let indicator = plan.add_indicator(Role::Kpi, cost, Some(at_most("300")));
    indicator.thresholds = vec![fail(above("1000/3"))];
    let mut observations = observations(&plan);
    observations.put(&plan, "cost", "2026-10", "1000/3");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 10, 31)));
    let cost = row(&plan, &evaluation, "cost", "2026-10");
    assert_eq!(cost.status, Some(Status::Warn));
    let aim = cost.aim.clone().unwrap();
    assert_eq!((aim.met, aim.gap, aim.attainment), (Some(false), Some(number("100/3")), None));
}
