//! Targets of members, of days, and of weeks across months.

use super::*;

#[test]
fn targets_per_member_and_day_follow_team_and_calendar() {
    let mut plan = one_kpi(|_| {});
    let mut per_day = amount("60");
    (per_day.per_member, per_day.per) = (true, Some(Grain::Day));
    plan.indicators[0].target = Some(target(TargetValue::One(Goal { low: per_day, high: None })));
    let span = nowhere();
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

#[test]
fn a_week_whose_working_days_are_gone_is_expected_whole_though_in_progress() {
    let mut plan = inside_sales();
    plan.indicators[1].period = Grain::Week;
    plan.indicators[0].target = Some(at_least("9500000"));
    let mut observations = autumn(&plan);
    observations.put(&plan, "calls", "2026-W47", "240");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 20)));
    // 950 calls on 19 working days are 50 a day; the weekend brings none.
    let row = row(&plan, &evaluation, "calls", "2026-W47");
    assert_eq!((summary(row).as_str(), row.complete), ("240 250 250 0.96 240 warn derived", false));
    // Like every number it is also seen in the plan's own period, where it is no KPI.
    let month = self::row(&plan, &evaluation, "calls", "2026-11");
    assert_eq!((month.role, month.value.known()), (None, Some(&number("682"))));
}

#[test]
fn a_day_on_which_nobody_works_is_not_judged() {
    let mut plan = one_kpi(|plan| plan.indicators[0].period = Grain::Day);
    plan.settings.period = Grain::Day;
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-11-22", "3");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 22)));
    let sunday = row(&plan, &evaluation, "calls", "2026-11-22");
    assert_eq!((sunday.status, sunday.reason.as_ref().unwrap().id), (None, "not-judged-without-working-days"));
}

#[test]
fn a_daily_target_asks_for_nothing_on_days_off_and_adds_up_over_working_days() {
    let mut plan = plan();
    let [calls, orders] = ["calls", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    let rate = plan.add_metric("rate", MetricOrigin::Indicator, combined(orders, Operator::Divide, calls), Unit::RATIO);
    plan.add_indicator(Role::Kgi, orders, Some(at_least("220")));
    plan.add_indicator(Role::Kpi, calls, Some(at_least("10"))).period = Grain::Day;
    plan.add_indicator(Role::Kpi, rate, None);
    let mut observations = observations(&plan);
    let june = |observations: &Observations, plan: &Plan| {
        let query = Query { periods: Some((period("2026-06"), period("2026-06"))), ..as_of(date(2026, 6, 30)) };
        run(plan, observations, &query)
    };
    observations.put(&plan, "calls", "2026-06-07", "3");
    let evaluation = june(&observations, &plan);
    // June 2026 has 22 working days: 220 orders ÷ 220 calls.
    assert_eq!(row(&plan, &evaluation, "rate", "2026-06").aim.clone().unwrap().target, number("1"));
    let of_day = |evaluation: &Evaluation, plan: &Plan, at: &str| {
        let row = row(plan, evaluation, "calls", at);
        let aim = row.aim.clone().unwrap();
        (aim.target, aim.expected, row.status)
    };
    assert_eq!(of_day(&evaluation, &plan, "2026-06-07"), (Rational::ZERO, Rational::ZERO, None));
    assert_eq!(of_day(&evaluation, &plan, "2026-06-08").0, number("10"));

    let mut per_day = amount("10");
    (per_day.per_member, per_day.per) = (true, Some(Grain::Day));
    plan.indicators[1].target = Some(target(TargetValue::One(Goal { low: per_day, high: None })));
    plan.settings.team = Some(Team { size: TeamSize::Fixed(number("2")), by: None, span: nowhere() });
    let evaluation = june(&observations, &plan);
    assert_eq!(of_day(&evaluation, &plan, "2026-06-07").0, Rational::ZERO);
    assert_eq!(of_day(&evaluation, &plan, "2026-06-08").0, number("20"));
    assert_eq!(row(&plan, &evaluation, "rate", "2026-06").aim.clone().unwrap().target, number("0.5"));
}

#[test]
fn a_daily_streak_goes_on_over_the_weekend() {
    let mut plan = one_kpi(|plan| plan.indicators[0].period = Grain::Day);
    plan.settings.period = Grain::Day;
    let mut streak = fail(Limit::Below(LimitValue::OfTarget(Rational::ONE)));
    streak.periods = 3;
    plan.indicators[0].thresholds = vec![streak];
    let mut observations = observations(&plan);
    for day in ["2026-11-12", "2026-11-13", "2026-11-14", "2026-11-15", "2026-11-16"] {
        observations.put(&plan, "calls", day, "50");
    }
    let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 16)));
    assert_eq!(row(&plan, &evaluation, "calls", "2026-11-16").status, Some(Status::Fail));
}

#[test]
fn a_file_of_targets_is_read_like_a_schedule() {
    let path = "targets.csv".to_owned();
    let plan = one_kpi(|plan| {
        plan.indicators[0].target = Some(target(TargetValue::File(spanned("targets.csv".to_owned()))));
    });
    let line = |name: Option<&str>, at: &str, group: Group, low: &str| TargetRow {
        name: name.map(str::to_owned),
        period: period(at),
        group,
        low: number(low),
        high: None,
    };
    let rows = vec![
        line(Some("mails"), "2026-10", Group::total(), "7"),
        line(Some("calls"), "2026-10", rep("佐藤"), "60"),
        line(None, "2026-10", rep("鈴木"), "30"),
        line(None, "2026", Group::total(), "50"),
        line(None, "2026-09", Group::total(), "9"),
    ];
    let outside = Outside { targets: [(path, rows)].into(), ..Outside::default() };
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-10", "55");
    observations.put_for(&plan, "calls", "2026-10", &rep("佐藤"), "55");
    let query = Query { by: vec!["rep".to_owned()], ..as_of(date(2026, 10, 31)) };
    let evaluation = run_with(&plan, &observations, outside, &query);
    let shown = |group: &Group| summary(row_of(&plan, &evaluation, "calls", "2026-10", group));
    assert_eq!(shown(&Group::total()), "55 50 50 1.1 - ok file");
    assert_eq!(shown(&rep("佐藤")), "55 60 60 0.9167 - warn file");
}

#[test]
fn members_without_a_row_show_as_zero() {
    let plan = one_kpi(|_| {});
    let mut observations = observations(&plan);
    observations.put_for(&plan, "calls", "2026-10", &rep("佐藤"), "55");
    observations.listed = [rep("佐藤"), rep("鈴木")].into();
    let query = Query { by: vec!["rep".to_owned()], ..as_of(date(2026, 10, 31)) };
    let evaluation = run(&plan, &observations, &query);
    let idle = row_of(&plan, &evaluation, "calls", "2026-10", &rep("鈴木"));
    assert_eq!((idle.value.known(), idle.status), (Some(&Rational::ZERO), None));
}

#[test]
fn a_guard_of_another_period_speaks_by_its_newest_whole_one() {
    let mut plan = inside_sales();
    plan.indicators[1].target = Some(at_least("600"));
    plan.indicators[1].guards = vec![spanned(plan.find("revenue"))];
    plan.indicators[1].period = Grain::Week;
    let mut observations = autumn(&plan);
    observations.put(&plan, "calls", "2026-W47", "500");
    let evaluation = run(&plan, &observations, &as_of(date(2026, 11, 24)));
    // The 24th lies in week 48, which is early; week 47 is the newest whole one.
    let revenue = row(&plan, &evaluation, "revenue", "2026-11");
    assert_eq!((revenue.status, revenue.guard_status), (Some(Status::Ok), Some(Status::Warn)));
    assert_eq!(revenue.reason.as_ref().unwrap().id, "reason-both");
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
}
