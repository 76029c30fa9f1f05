//! Values, and why there is none.

use super::*;

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
fn an_average_of_an_empty_period_that_counts_as_zero_says_that_there_are_no_rows() {
    let plan = one_kpi(|_| {});
    let mut observations = observations(&plan);
    observations.put(&plan, "calls", "2026-09", "3");
    observations.measures[0].always_covered = Some((date(2026, 9, 1), date(2026, 10, 31)));
    observations.measures[0].zero_when_empty = false;
    let query = Query { periods: Some((period("2026-09"), period("2026-10"))), ..as_of(date(2026, 10, 31)) };
    let evaluation = run(&plan, &observations, &query);
    let Value::Missing(why) = &row(&plan, &evaluation, "calls", "2026-10").value else { panic!() };
    assert_eq!(why.id, "value-no-rows");
    observations.measures[0].covered.insert(period("2026-10"));
    let evaluation = run(&plan, &observations, &query);
    let Value::Missing(why) = &row(&plan, &evaluation, "calls", "2026-10").value else { panic!() };
    assert_eq!(why.id, "value-of-no-matching-row");
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
    let own = MetricId::of(plan.metrics.len());
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

proptest! {
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
