//! Solving inverts computing, and what can't be solved says what is missing.

use proptest::prelude::*;

use super::{Derivation, Derivations, Step};
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::calendar::Calendar;
use crate::evaluate::outside::Outside;
use crate::evaluate::program::Programs;
use crate::evaluate::targets::StatedTargets;
use crate::evaluate::test_support::{at_least, combined, inside_sales, number, period, plan, schedule, yen};
use crate::plan::Plan;
use crate::plan::ids::MetricId;
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
    assert_eq!(derivation.steps.len(), 5);
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

proptest! {
    #[test]
    fn the_derived_numbers_bring_the_goal_back(
        rates in proptest::collection::vec((1i128..400, 1i128..400), 1..12),
        goal in 1i64..1_000_000_000,
    ) {
        let mut plan = plan();
        let stages: Vec<MetricId> =
            (0..=rates.len()).map(|place| plan.add_measure(&format!("s{place}"), Unit::COUNT)).collect();
        let texts: Vec<(String, String)> = rates.iter().enumerate()
            .map(|(place, (above, below))| (format!("{above}/{below}"), format!("r{place}")))
            .collect();
        let steps: Vec<(MetricId, &str, &str)> = texts.iter().enumerate()
            .map(|(place, (rate, name))| (stages[place + 1], rate.as_str(), name.as_str()))
            .collect();
        plan.add_funnel(None, stages[0], &steps);
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
