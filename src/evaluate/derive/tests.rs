//! Solving inverts computing, and what can't be solved says what is missing.

use proptest::prelude::*;

use super::{Derivation, Derivations, Step};
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::calendar::Calendar;
use crate::evaluate::outside::Outside;
use crate::evaluate::program::Programs;
use crate::evaluate::targets::StatedTargets;
use crate::evaluate::test_support::{
    add_chain, at_least, at_most, between, combined, inside_sales, number, period, plan, schedule, yen,
};
use crate::plan::Plan;
use crate::plan::metric::{Expr, MetricOrigin, Operator, Role};
use crate::plan::unit::Unit;

fn derived(plan: &Plan) -> Derivation {
    let outside = Outside::default();
    let calendar = Calendar::new(&plan.settings.workdays, &outside);
    let programs = Programs::new(plan);
    let derivations = Derivations::new(StatedTargets { plan, calendar: &calendar, outside: &outside }, &programs);
    let goal = plan.indicators.iter().position(|indicator| indicator.role == Role::Kgi).unwrap();
    derivations.of(goal, period("2026-11")).as_ref().clone()
}

fn required(plan: &Plan, name: &str) -> Result<Rational, &'static str> {
    derived(plan).look_up(plan.find(name)).map(|required| required.value).map_err(|why| why.id)
}

#[test]
fn ten_million_yen_are_a_thousand_calls() {
    let plan = inside_sales();
    for (name, expected) in [("orders", "20"), ("meetings", "80"), ("appointments", "100"), ("calls", "1000")] {
        assert_eq!(required(&plan, name), Ok(number(expected)), "{name}");
    }
    let derivation = derived(&plan);
    // Four stages are worked back, and from the target of the show rate the number of those who attend.
    assert_eq!(derivation.steps.len(), 6);
    assert!(matches!(&derivation.steps[1], Step::Divided { rate, .. } if rate.value == number("500000")));
}

#[test]
fn a_schedule_overrides_what_the_step_expects() {
    let mut plan = inside_sales();
    plan.indicators[4].target = Some(schedule(&[("2026-11", "0.5"), ("2026-12", "0.4")]));
    assert_eq!(required(&plan, "appointments"), Ok(number("160")));
    plan.indicators[4].target = Some(schedule(&[("2026-12", "0.4")]));
    assert_eq!(required(&plan, "appointments"), Ok(number("100")));
}

#[test]
fn several_funnels_bring_their_shares() {
    let mut plan = plan();
    let [calls, leads, orders] = ["calls", "leads", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    let revenue = plan.add_measure("revenue", yen());
    plan.add_funnel(Some("0.6"), calls, &[(orders, "0.02", "by_phone"), (revenue, "50", "phone_value")]);
    plan.add_funnel(Some("0.4"), leads, &[(orders, "0.1", "by_lead"), (revenue, "100", "lead_value")]);
    plan.add_indicator(Role::Kgi, revenue, Some(at_least("1000")));
    assert_eq!(required(&plan, "orders"), Ok(number("16")));
    assert_eq!(required(&plan, "calls"), Ok(number("600")));
    assert_eq!(required(&plan, "leads"), Ok(number("40")));
}

#[test]
fn a_goal_in_the_middle_of_a_funnel_leads_both_ways() {
    let mut plan = inside_sales();
    plan.indicators[0].metric = plan.find("meetings");
    plan.indicators[0].target = Some(at_least("40"));
    assert_eq!(required(&plan, "calls"), Ok(number("500")));
    assert_eq!(required(&plan, "revenue"), Ok(number("5000000")));
}

#[test]
fn a_funnel_may_lead_into_a_formula() {
    let mut plan = inside_sales();
    let orders = plan.find("orders");
    let price = plan.add_measure("price", yen());
    let expr = combined(orders, Operator::Multiply, price);
    let sales = plan.add_metric("sales", MetricOrigin::Metric, expr, yen());
    plan.indicators[0].metric = sales;
    plan.add_indicator(Role::Kpi, price, Some(at_least("400000")));
    assert_eq!(required(&plan, "orders"), Ok(number("25")));
    assert_eq!(required(&plan, "calls"), Ok(number("1250")));
    assert_eq!(required(&plan, "revenue"), Ok(number("12500000")));
}

#[test]
fn formulas_are_solved_for_their_one_unknown() {
    let mut plan = plan();
    let [revenue, cost] = ["revenue", "cost"].map(|name| plan.add_measure(name, yen()));
    let profit = combined(revenue, Operator::Subtract, cost);
    let profit = plan.add_metric("profit", MetricOrigin::Metric, profit, yen());
    plan.add_indicator(Role::Kgi, profit, Some(at_least("300")));
    plan.add_indicator(Role::Kpi, revenue, Some(at_least("1000")));
    plan.add_indicator(Role::Kpi, cost, None);
    let cost = derived(&plan).look_up(plan.find("cost")).unwrap();
    assert_eq!((cost.value, cost.direction), (number("700"), Direction::AtMost));
}

#[test]
fn the_missing_number_is_named() {
    let mut plan = inside_sales();
    plan.funnels[0].stages[3].at = None;
    assert_eq!(required(&plan, "orders"), Ok(number("20")));
    assert_eq!(required(&plan, "calls"), Err("no-target-without-conversion"));
    plan.funnels[0].stages[3].at = Some(crate::evaluate::test_support::spanned(Rational::ZERO));
    assert_eq!(required(&plan, "calls"), Err("no-target-with-zero-conversion"));
    assert_eq!(required(&plan, "attended"), Err("no-target-with-unknowns"));
    plan.indicators[3].target = None;
    assert_eq!(required(&plan, "attended"), Err("no-target-not-linked"));

    let mut plan = crate::evaluate::test_support::plan();
    let [new, repeat] = ["new", "repeat"].map(|name| plan.add_measure(name, yen()));
    let total = combined(new, Operator::Add, repeat);
    let total = plan.add_metric("total", MetricOrigin::Metric, total, yen());
    plan.add_indicator(Role::Kgi, total, Some(at_least("300")));
    assert_eq!(required(&plan, "new"), Err("no-target-with-unknowns"));
}

#[test]
fn without_a_goal_target_the_numbers_are_multiplied_forward() {
    let mut plan = inside_sales();
    plan.indicators[0].target = None;
    assert_eq!(required(&plan, "revenue"), Err("no-target-without-goal-target"));
    plan.indicators[1].target = Some(at_least("1200"));
    assert_eq!(required(&plan, "revenue"), Ok(number("12000000")));
    assert_eq!(required(&plan, "meetings"), Ok(number("96")));
}

/// The number, the upper end and the direction that are required of a metric.
fn aimed(plan: &Plan, name: &str) -> (Rational, Option<Rational>, Direction) {
    let required = derived(plan).look_up(plan.find(name)).unwrap_or_else(|why| panic!("{name}: {}", why.id));
    (required.value, required.high, required.direction)
}

#[test]
fn both_ends_of_a_range_are_worked_back() {
    let mut plan = plan();
    let [calls, orders] = ["calls", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    plan.add_funnel(None, calls, &[(orders, "0.5", "rate")]);
    plan.add_indicator(Role::Kgi, orders, Some(between("20", "40")));
    assert_eq!(aimed(&plan, "calls"), (number("40"), Some(number("80")), Direction::Between));

    let left = Expr::Binary(Box::new(Expr::Number(number("100"))), Operator::Subtract, Box::new(Expr::Metric(calls)));
    let left = plan.add_metric("left", MetricOrigin::Metric, left, Unit::COUNT);
    assert_eq!(aimed(&plan, "left"), (number("20"), Some(number("60")), Direction::Between));
    plan.indicators[0].metric = left;
    assert_eq!(aimed(&plan, "calls"), (number("60"), Some(number("80")), Direction::Between));
    assert_eq!(aimed(&plan, "orders"), (number("30"), Some(number("40")), Direction::Between));
}

#[test]
fn a_range_with_an_end_out_of_reach_bounds_at_the_other() {
    let mut plan = plan();
    let calls = plan.add_measure("calls", Unit::COUNT);
    let inverse = Expr::Binary(Box::new(Expr::Number(number("100"))), Operator::Divide, Box::new(Expr::Metric(calls)));
    let inverse = plan.add_metric("inverse", MetricOrigin::Metric, inverse, Unit::COUNT);
    plan.add_indicator(Role::Kgi, inverse, Some(between("0", "5")));
    assert_eq!(aimed(&plan, "calls"), (number("20"), None, Direction::AtLeast));
}

#[test]
fn the_good_side_turns_round_where_the_number_falls() {
    let mut plan = plan();
    let orders = plan.add_measure("orders", Unit::COUNT);
    let calls = plan.add_measure("calls", Unit::COUNT);
    let rest = Expr::Binary(Box::new(Expr::Number(number("100"))), Operator::Subtract, Box::new(Expr::Metric(orders)));
    plan.add_metric("rest", MetricOrigin::Indicator, rest, Unit::COUNT);
    let double = Expr::Binary(Box::new(Expr::Metric(calls)), Operator::Multiply, Box::new(Expr::Number(number("2"))));
    plan.add_metric("double", MetricOrigin::Indicator, double, Unit::COUNT);
    plan.add_metric("both", MetricOrigin::Indicator, combined(orders, Operator::Add, calls), Unit::COUNT);
    plan.add_indicator(Role::Kgi, orders, Some(at_least("60")));
    plan.add_indicator(Role::Kpi, calls, Some(at_most("100")));
    assert_eq!(aimed(&plan, "rest"), (number("40"), None, Direction::AtMost));
    assert_eq!(aimed(&plan, "double"), (number("200"), None, Direction::AtMost));
    // More orders, fewer calls: on which side their sum should be can't be said.
    assert_eq!(aimed(&plan, "both"), (number("160"), None, Direction::AtLeast));
    plan.indicators[1].target = Some(between("100", "150"));
    assert_eq!(aimed(&plan, "double"), (number("200"), Some(number("300")), Direction::Between));

    // The same where the goal has no target and all is multiplied forward.
    plan.indicators[0].target = None;
    assert_eq!(aimed(&plan, "double"), (number("200"), Some(number("300")), Direction::Between));
    plan.indicators[1].target = Some(at_most("100"));
    plan.add_funnel(None, calls, &[(orders, "0.5", "rate")]);
    assert_eq!(aimed(&plan, "orders"), (number("50"), None, Direction::AtMost));
    assert_eq!(aimed(&plan, "rest"), (number("50"), None, Direction::AtLeast));
}

/// A goal of 20 orders, and a rate of orders to calls that is no funnel's.
fn with_a_rate() -> Plan {
    let mut plan = plan();
    let [calls, orders] = ["calls", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    let rate = combined(orders, Operator::Divide, calls);
    let rate = plan.add_metric("rate", MetricOrigin::Indicator, rate, Unit::RATIO);
    plan.add_indicator(Role::Kgi, orders, Some(at_least("20")));
    plan.add_indicator(Role::Kpi, rate, Some(at_least("0.5")));
    plan
}

#[test]
fn a_rate_with_a_target_is_an_equation_like_a_funnels_step() {
    let mut plan = with_a_rate();
    assert_eq!(aimed(&plan, "calls"), (number("40"), None, Direction::AtLeast));
    plan.indicators[0].target = Some(between("20", "40"));
    assert_eq!(aimed(&plan, "calls"), (number("40"), Some(number("80")), Direction::Between));
    plan.indicators[0].target = Some(at_most("20"));
    assert_eq!(aimed(&plan, "calls"), (number("40"), None, Direction::AtMost));
    // The equation is solved forward, too.
    plan.indicators[0].target = None;
    let calls = plan.find("calls");
    plan.add_indicator(Role::Kpi, calls, Some(at_least("100")));
    assert_eq!(required(&plan, "orders"), Ok(number("50")));
    plan.indicators.pop();
    plan.indicators[1].target = None;
    plan.indicators[0].target = Some(at_least("20"));
    assert_eq!(required(&plan, "calls"), Err("no-target-not-linked"));
}

#[test]
fn equations_and_funnels_make_one_chain() {
    // revenue ÷ orders = 50 leads from 1,000 to 20 orders, the funnel to 200 calls, calls ÷ hours = 8 to 25 hours.
    let mut plan = plan();
    let [hours, calls, orders] = ["hours", "calls", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    let revenue = plan.add_measure("revenue", yen());
    let speed = combined(calls, Operator::Divide, hours);
    let speed = plan.add_metric("speed", MetricOrigin::Metric, speed, Unit::RATIO);
    let order_value = combined(revenue, Operator::Divide, orders);
    let order_value = plan.add_metric("order_value", MetricOrigin::Metric, order_value, yen());
    plan.add_funnel(None, calls, &[(orders, "0.1", "rate")]);
    plan.add_indicator(Role::Kgi, revenue, Some(at_least("1000")));
    plan.add_indicator(Role::Kpi, order_value, Some(at_least("50")));
    plan.add_indicator(Role::Kpi, speed, Some(at_least("8")));
    assert_eq!(aimed(&plan, "orders"), (number("20"), None, Direction::AtLeast));
    assert_eq!(required(&plan, "calls"), Ok(number("200")));
    assert_eq!(required(&plan, "hours"), Ok(number("25")));

    // A conversion that is itself worked out of another number's target.
    plan.funnels[0].stages[1].at = None;
    assert_eq!(required(&plan, "calls"), Err("no-target-without-conversion"));
    let rate = plan.find("rate");
    let share = Expr::Binary(Box::new(Expr::Number(Rational::ONE)), Operator::Subtract, Box::new(Expr::Metric(rate)));
    let lost = plan.add_metric("lost", MetricOrigin::Metric, share, Unit::RATIO);
    plan.add_indicator(Role::Kpi, lost, Some(at_most("0.75")));
    assert_eq!(required(&plan, "calls"), Ok(number("80")));
    assert_eq!(required(&plan, "hours"), Ok(number("10")));
}

#[test]
fn what_the_goal_leads_to_stays_as_it_is_whatever_other_equations_say() {
    let mut plan = inside_sales();
    let before = derived(&plan);
    let [calls, orders] = ["calls", "orders"].map(|name| plan.find(name));
    let other = plan.add_metric("other", MetricOrigin::Metric, combined(orders, Operator::Divide, calls), Unit::RATIO);
    plan.add_indicator(Role::Kpi, other, Some(at_least("0.9")));
    let after = derived(&plan);
    assert!(before.required.iter().all(|(metric, required)| after.required.get(metric) == Some(required)));
}

#[test]
fn an_equation_with_two_unknowns_names_them() {
    let mut plan = with_a_rate();
    let [mails, leads] = ["mails", "leads"].map(|name| plan.add_measure(name, Unit::COUNT));
    let rate = combined(leads, Operator::Divide, mails);
    let rate = plan.add_metric("mail_rate", MetricOrigin::Metric, rate, Unit::RATIO);
    plan.add_indicator(Role::Kpi, rate, Some(at_least("0.5")));
    let why = derived(&plan).look_up(mails).unwrap_err();
    assert_eq!(why.id, "no-target-with-unknowns");
    assert_eq!(why.args[0].1, vec!["leads".to_owned()].into());
}

proptest! {
    #[test]
    fn the_derived_numbers_bring_the_goal_back(
        rates in proptest::collection::vec((1i128..400, 1i128..400), 1..12),
        goal in 1i64..1_000_000_000,
    ) {
        let mut plan = plan();
        let stages = add_chain(&mut plan, &rates);
        let last = stages[rates.len()];
        plan.add_indicator(Role::Kgi, last, Some(at_least(&goal.to_string())));
        let first = derived(&plan).look_up(stages[0]).unwrap().value;
        // Put in as a target, the first stage's number comes out at the goal.
        plan.indicators[0].target = None;
        plan.add_indicator(Role::Kpi, stages[0], Some(at_least("1"))).target = Some(exactly(first));
        prop_assert_eq!(derived(&plan).look_up(last).unwrap().value, Rational::from(goal));
    }

    #[test]
    fn a_formula_solved_and_computed_is_the_goal(
        parts in proptest::collection::vec((0usize..4, 1i64..100), 1..10),
        goal in 1i64..1_000_000,
    ) {
        const OPERATORS: [Operator; 4] = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide];
        let mut plan = plan();
        let unknown = plan.add_measure("unknown", Unit::COUNT);
        let mut last = unknown;
        for (place, (operator, constant)) in parts.iter().enumerate() {
            let constant = Box::new(Expr::Number(Rational::from(*constant)));
            let expr = Expr::Binary(Box::new(Expr::Metric(last)), OPERATORS[*operator], constant);
            last = plan.add_metric(&format!("m{place}"), MetricOrigin::Metric, expr, Unit::COUNT);
        }
        plan.add_indicator(Role::Kgi, last, Some(at_least(&goal.to_string())));
        let found = derived(&plan).look_up(unknown).unwrap().value;
        plan.indicators[0].target = None;
        plan.add_indicator(Role::Kpi, unknown, Some(exactly(found)));
        prop_assert_eq!(derived(&plan).look_up(last).unwrap().value, Rational::from(goal));
    }
}

fn exactly(value: Rational) -> crate::plan::target::Target {
    let mut target = at_least("1");
    if let crate::plan::target::TargetValue::One(goal) = &mut target.value {
        goal.low.value = value;
    }
    target
}

#[test]
fn a_divisor_that_is_always_zero_is_named() {
    let mut plan = plan();
    let [revenue, calls] = ["revenue", "calls"].map(|name| plan.add_measure(name, Unit::COUNT));
    let nothing = combined(calls, Operator::Subtract, calls);
    let per_call = Expr::Binary(Box::new(Expr::Metric(revenue)), Operator::Divide, Box::new(nothing));
    let per_call = plan.add_metric("per_call", MetricOrigin::Metric, per_call, Unit::RATIO);
    plan.add_indicator(Role::Kgi, per_call, Some(at_least("3")));
    assert_eq!(required(&plan, "revenue"), Err("no-target-divided-by-zero"));
    plan.add_indicator(Role::Kpi, calls, Some(at_least("10")));
    assert_eq!(required(&plan, "revenue"), Err("no-target-divided-by-zero"));
}
