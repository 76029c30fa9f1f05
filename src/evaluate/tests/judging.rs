//! Limits, streaks, samples, and what is not judged.

use super::*;

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
        both.direction = Direction::Between;
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
        (row.status, row.limits.fail.clone().unwrap())
    };
    // 42 × 10 ÷ 21 = 20 must be passed; 210 × 10 ÷ 21 = 100, half of it is 50.
    assert_eq!(status("51"), (Some(Status::Ok), number("20")));
    assert_eq!(status("50").0, Some(Status::Warn));
    assert_eq!(status("19").0, Some(Status::Fail));
}

#[test]
fn reasons_say_what_is_expected_by_now_and_round_counts_as_the_table_does() {
    let reason = |plan: &Plan, october: &str, november: &str| {
        let mut observations = observations(plan);
        observations.put(plan, "calls", "2026-10", october);
        observations.put(plan, "calls", "2026-11", november);
        let evaluation = run(plan, &observations, &as_of(date(2026, 11, 13)));
        row(plan, &evaluation, "calls", "2026-11").reason.clone().unwrap()
    };
    let part = |message: &Message, name: &str| {
        let found = message.args.iter().find(|(filled, _)| *filled == name).map(|(_, value)| value.clone());
        found.unwrap_or_else(|| panic!("{} has no {name}", message.id))
    };
    let first = |message: &Message| match part(message, "first") {
        Arg::Message(first) => *first,
        other => panic!("{other:?}"),
    };
    let count = |text: &str| quantity(&number(text), Unit::COUNT);
    // By 13 November 10 of 21 working days are gone: of 100 expected 47.6, of which 80% are 38.1.
    let plan = one_kpi(|_| {});
    let failed = first(&reason(&plan, "100", "38"));
    assert_eq!((failed.id, part(&failed, "limit")), ("reason-below-share-by-now", count("39")));
    assert_eq!(
        (part(&failed, "expected"), part(&failed, "share")),
        (count("48"), quantity(&number("0.8"), Unit::RATIO))
    );
    let warned = reason(&plan, "100", "40");
    assert_eq!((warned.id, part(&warned, "expected")), ("reason-pace", count("48")));
    // What is no whole number itself is not held against one.
    assert_eq!(part(&reason(&plan, "100", "40.5"), "expected"), count("1000/21"));
    let most = one_kpi(|plan| plan.indicators[0].target = Some(at_most("100")));
    let failed = first(&reason(&most, "100", "58"));
    assert_eq!((failed.id, part(&failed, "limit")), ("reason-above-share-by-now", count("57")));
    assert_eq!(part(&failed, "expected"), count("47"));
    // A fifth further out than at most -47.6 is -38.1, which is 80% of that number.
    let negative = one_kpi(|plan| plan.indicators[0].target = Some(at_most("-100")));
    let failed = first(&reason(&negative, "100", "-20"));
    assert_eq!(part(&failed, "share"), quantity(&number("0.8"), Unit::RATIO));
    let amounts = one_kpi(|plan| plan.indicators[0].thresholds = vec![fail(below("43"))]);
    let failed = first(&reason(&amounts, "100", "20"));
    assert_eq!(
        (failed.id, part(&failed, "limit"), part(&failed, "whole")),
        ("reason-below-by-now", count("21"), count("43"))
    );
    let fallen = one_kpi(|plan| {
        plan.indicators[0].thresholds =
            vec![fail(Limit::Down { by: Change::Relative(number("0.5")), against: Baseline::Previous })];
    });
    let failed = first(&reason(&fallen, "210", "50"));
    assert_eq!(
        (failed.id, part(&failed, "earlier"), part(&failed, "whole")),
        ("reason-down-by-now", count("100"), count("210"))
    );
}

#[test]
fn the_target_itself_is_missed_without_a_share() {
    let least = one_kpi(|plan| plan.indicators[0].target = Some(at_least("21.05")));
    assert_eq!(status_of(&least, &[("2026-10", "20")], "2026-10").1, Some("reason-below-target"));
    let most = one_kpi(|plan| plan.indicators[0].target = Some(at_most("21.05")));
    assert_eq!(status_of(&most, &[("2026-10", "22")], "2026-10").1, Some("reason-above-target"));
}

#[test]
fn limits_are_there_without_a_target_and_the_first_one_met_is_named() {
    let limits = |thresholds: Vec<Threshold>| {
        let plan = one_kpi(|plan| {
            plan.indicators[0].target = None;
            plan.indicators[0].thresholds = thresholds;
        });
        let mut observations = observations(&plan);
        observations.put(&plan, "calls", "2026-10", "40");
        let evaluation = run(&plan, &observations, &as_of(date(2026, 10, 31)));
        let row = row(&plan, &evaluation, "calls", "2026-10").clone();
        (row.aim, row.status, row.limits.warn, row.limits.fail)
    };
    let (aim, status, warned, failed) = limits(vec![warn(below("43"))]);
    assert_eq!((aim, status), (None, Some(Status::Warn)));
    assert_eq!((warned, failed), (Some(number("43")), None));
    let (_, _, warned, failed) =
        limits(vec![warn(above("60")), warn(above("50")), warn(below("9")), fail(below("5")), fail(below("6"))]);
    assert_eq!((warned, failed), (Some(number("50")), Some(number("6"))));
}

#[test]
fn a_lag_shortens_what_is_expected() {
    let mut plan = one_kpi(|_| {});
    plan.sources[0].lag = Some(Length { amount: number("3"), unit: DurationUnit::Days, span: nowhere() });
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-11", "50");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 16)));
    let expected = row(&plan, &evaluation, "calls", "2026-11").aim.clone().unwrap().expected;
    assert_eq!(expected, number("1000/21"));
}

#[test]
fn a_whole_period_whose_numbers_still_arrive_is_judged_by_pace_and_says_so() {
    let mut plan = one_kpi(|_| {});
    let calls = plan.find("calls");
    let rate = plan.add_metric("rate", MetricOrigin::Metric, combined(calls, Operator::Divide, calls), Unit::RATIO);
    plan.add_indicator(Role::Kpi, rate, Some(at_least("0.9"))).period = Grain::Day;
    plan.sources[0].lag = Some(Length { amount: number("5"), unit: DurationUnit::Days, span: nowhere() });
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "80");
    observations.put(&plan, "calls", "2026-11-01", "1");
    let judged = |day, name: &str, at: &str| {
        let evaluation = run(&plan, &observations, &as_of(day));
        let row = row(&plan, &evaluation, name, at).clone();
        (row.aim.map(|aim| aim.expected), row.status, row.reason.map(|reason| reason.id))
    };
    // Up to the 27th 19 of 22 working days are in the numbers.
    let expected = (Some(number("1900/22")), Some(Status::Warn), Some("reason-pace"));
    assert_eq!(judged(date(2026, 11, 1), "calls", "2026-10"), expected);
    let expected = (Some(number("100")), Some(Status::Warn), Some("reason-below-target"));
    assert_eq!(judged(date(2026, 11, 5), "calls", "2026-10"), expected);
    // The first of November is a Sunday: there is no pace to wait for.
    let expected = (Some(number("0.9")), Some(Status::Ok), Some("reason-thin-ok"));
    assert_eq!(judged(date(2026, 11, 1), "rate", "2026-11-01"), expected);
}

#[test]
fn too_few_no_data_and_no_target_say_why() {
    let small = one_kpi(|plan| plan.indicators[0].needs = Some(needs("50", plan.find("calls"))));
    assert_eq!(status_of(&small, &[("2026-10", "49")], "2026-10"), (Some(Status::TooFew), Some("reason-sample")));
    assert_eq!(status_of(&small, &[("2026-10", "50")], "2026-10").0, Some(Status::Fail));
    assert_eq!(status_of(&small, &[], "2026-10"), (Some(Status::NoData), Some("value-no-rows")));
    let young = one_kpi(|plan| {
        let span = nowhere();
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
fn a_sample_that_is_not_there_is_too_small() {
    let mut plan = one_kpi(|_| {});
    plan.sources.push(plan.sources[0].clone());
    let visits = plan.add_measure("visits", Unit::COUNT);
    plan.measures[1].source = SourceId(1);
    plan.indicators[0].needs = Some(needs("10", visits));
    let shares = vec![(spanned("佐藤".to_owned()), goal("60"))];
    plan.indicators[0].target = Some(target(TargetValue::By { dimension: spanned("rep".to_owned()), members: shares }));
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "50");
    observations.put_for(&plan, "calls", "2026-10", &rep("佐藤"), "50");
    let judged = |observations: &Observations, group: &Group| {
        let evaluation = run(&plan, observations, &as_of(date(2026, 10, 31)));
        let row = row_of(&plan, &evaluation, "calls", "2026-10", group);
        let reason = row.reason.as_ref().unwrap();
        (row.status, reason.id, reason.args[0].1.clone())
    };
    observations.measures[1].covered.clear();
    let zero = || quantity(&Rational::ZERO, Unit::COUNT);
    assert_eq!(judged(&observations, &Group::total()), (Some(Status::TooFew), "reason-sample", zero()));
    observations.put(&plan, "visits", "2026-10", "20");
    assert_eq!(judged(&observations, &Group::total()).0, Some(Status::Warn));
    observations.measures[1].dimensions.clear();
    let (status, id, name) = judged(&observations, &rep("佐藤"));
    assert_eq!((status, id, name), (Some(Status::TooFew), "reason-sample-unknown", "visits".into()));
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
