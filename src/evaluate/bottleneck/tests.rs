//! The parts of the gap are the gap, whatever the numbers.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::base::vocabulary::Function;
use crate::data::observations::Observations;
use crate::evaluate::ground::{Basis, Input, on_ground};
use crate::evaluate::outside::Outside;
use crate::evaluate::test_funnels::any_funnels;
use crate::evaluate::test_support::{
    add_chain, at_least, at_most, autumn, between, combined, inside_sales, number, observations, period, plan, yen,
};
use crate::evaluate::why::shapley::MOST_FACTORS;
use crate::plan::metric::{MetricOrigin, Operator};
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};

fn found(plan: &Plan, observations: &Observations, at: &str) -> Option<Bottleneck> {
    let basis = Basis { observations: observations.clone(), outside: Outside::default(), ..Basis::default() };
    let as_of = date(2026, 11, 20);
    let input = Input { plan, workspace: &Workspace::default(), basis: &basis, as_of };
    let at = Period { fiscal: plan.settings.fiscal, ..period(at) };
    on_ground(input, |ground| bottleneck(ground, 0, at))
}

/// The steps' names with their parts, rounded.
fn parts(plan: &Plan, found: &Bottleneck) -> Vec<(String, String)> {
    let name = |step: StepName| match step {
        StepName::Metric(metric) => plan.metric(metric).name.value.clone(),
        StepName::Between { from, to } => {
            format!("{}/{}", plan.metric(to).name.value, plan.metric(from).name.value)
        }
        StepName::Yield(metric) => format!("yield of {}", plan.metric(metric).name.value),
    };
    let steps = found.steps.as_ref().unwrap_or_else(|why| panic!("{}", why.id));
    steps.iter().map(|step| (name(step.step), step.part.round_to(0).to_string())).collect()
}

fn total(found: &Bottleneck) -> Rational {
    found.steps.as_ref().unwrap().iter().map(|step| step.part.clone()).sum()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, part)| ((*name).to_owned(), (*part).to_owned())).collect()
}

#[test]
fn a_month_is_taken_apart_step_by_step() {
    let plan = inside_sales();
    let october = found(&plan, &autumn(&plan), "2026-10").unwrap();
    assert_eq!((october.gap.clone(), total(&october)), (number("-1716000"), number("-1716000")));
    let expected = [
        ("win_rate", "-3230932"),
        ("meeting_rate", "-645562"),
        ("order_value", "322156"),
        ("calls", "719756"),
        ("appointment_rate", "1118583"),
    ];
    assert_eq!(parts(&plan, &october), pairs(&expected));
}

#[test]
fn a_goal_that_is_reached_has_no_bottleneck() {
    let plan = inside_sales();
    // 9,106,000 of the 7,142,857 that are expected by the 20th.
    assert_eq!(found(&plan, &autumn(&plan), "2026-11"), None);
    assert_eq!(found(&plan, &autumn(&plan), "2026-09"), None);
}

#[test]
fn a_period_in_progress_is_held_against_what_is_expected_by_now() {
    let plan = inside_sales();
    let mut observations = autumn(&plan);
    observations.put(&plan, "revenue", "2026-11", "5000000");
    let november = found(&plan, &observations, "2026-11").unwrap();
    // 15 of 21 working days, without holidays.
    assert_eq!(november.expected, number("150000000/21"));
    assert_eq!(total(&november), november.gap);
    let steps = november.steps.unwrap();
    let calls = steps.iter().find(|step| step.step == StepName::Metric(plan.find("calls"))).unwrap();
    assert_eq!((&calls.planned, &calls.actual), (&number("15000/21"), &number("682")));
}

#[test]
fn what_comes_after_a_stage_with_nothing_costs_nothing() {
    let plan = inside_sales();
    let mut observations = autumn(&plan);
    for name in ["meetings", "orders", "revenue"] {
        observations.put(&plan, name, "2026-10", "0");
    }
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!((october.gap.clone(), total(&october)), (number("-10000000"), number("-10000000")));
    let names = parts(&plan, &october);
    assert_eq!(names[0].0, "meeting_rate");
    assert!(names.contains(&("win_rate".into(), "0".into())) && names.contains(&("order_value".into(), "0".into())));
    // Revenue of orders that nobody counted: the chain begins behind the hole.
    observations.put(&plan, "revenue", "2026-10", "600000");
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!(october.steps.unwrap_err().id, "bottleneck-without-steps");
    observations.put(&plan, "orders", "2026-10", "2");
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!(
        parts(&plan, &october).iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["orders", "order_value"]
    );
    assert_eq!(total(&october), october.gap);
}

/// Two funnels to one goal: 60% of the revenue by calls, 40% by leads, over the same orders.
fn two_funnels(share_orders: bool) -> Plan {
    let mut plan = plan();
    let [calls, leads] = ["calls", "leads"].map(|name| plan.add_measure(name, Unit::COUNT));
    let orders = plan.add_measure("orders", Unit::COUNT);
    let others = if share_orders { orders } else { plan.add_measure("web_orders", Unit::COUNT) };
    let revenue = plan.add_measure("revenue", yen());
    plan.add_funnel(Some("0.6"), calls, &[(orders, "0.02", "by_phone"), (revenue, "50", "phone_value")]);
    plan.add_funnel(Some("0.4"), leads, &[(others, "0.1", "by_lead"), (revenue, "100", "lead_value")]);
    plan.add_indicator(crate::plan::metric::Role::Kgi, revenue, Some(at_least("1000")));
    plan
}

#[test]
fn funnels_that_share_their_orders_are_told_apart_by_their_first_stages() {
    let plan = two_funnels(true);
    let mut observations = observations(&plan);
    // Planned: 600 calls make 12 orders, 40 leads make 4; 16 orders at 62.5.
    for (name, value) in [("calls", "500"), ("leads", "40"), ("orders", "13"), ("revenue", "780")] {
        observations.put(&plan, name, "2026-10", value);
    }
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!((october.gap.clone(), total(&october)), (number("-220"), number("-220")));
    let names: Vec<String> = parts(&plan, &october).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["calls", "yield of orders", "revenue/orders", "leads"]);
    let steps = october.steps.unwrap();
    // 13 orders where 500 × 2% + 40 × 10% would have made 14; the leads are as planned.
    assert_eq!((&steps[1].planned, &steps[1].actual), (&Rational::ONE, &number("13/14")));
    assert!(steps[3].part.is_zero());
}

#[test]
fn funnels_that_meet_at_the_goal_alone_have_a_yield_there() {
    let plan = two_funnels(false);
    let mut observations = observations(&plan);
    for (name, value) in [("calls", "600"), ("leads", "30"), ("orders", "12"), ("web_orders", "4"), ("revenue", "900")]
    {
        observations.put(&plan, name, "2026-10", value);
    }
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!((october.gap.clone(), total(&october)), (number("-100"), number("-100")));
    let names: Vec<String> = parts(&plan, &october).into_iter().map(|(name, _)| name).collect();
    // A quarter of the leads is missing, more of them became orders, and those brought less than planned.
    assert_eq!(names.len(), 5);
    assert!(names.contains(&"yield of revenue".to_owned()), "{names:?}");
}

#[test]
fn a_formula_is_taken_apart_down_to_its_funnel() {
    let mut plan = inside_sales();
    let [orders, revenue] = ["orders", "revenue"].map(|name| plan.find(name));
    let cost = plan.add_measure("cost", yen());
    let expr = combined(revenue, Operator::Subtract, cost);
    let profit = plan.add_metric("profit", MetricOrigin::Metric, expr, yen());
    plan.metrics[profit.index()].additive = true;
    plan.indicators[0].metric = profit;
    plan.indicators[0].target = Some(at_least("8000000"));
    plan.add_indicator(crate::plan::metric::Role::Kpi, cost, Some(at_most("2000000")));
    let mut observations = autumn(&plan);
    observations.put(&plan, "cost", "2026-10", "2500000");
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!((october.gap.clone(), total(&october)), (number("-2216000"), number("-2216000")));
    let shown = parts(&plan, &october);
    assert!(shown.contains(&("cost".into(), "-500000".into())), "{shown:?}");
    assert!(shown.contains(&("win_rate".into(), "-3230932".into())), "{shown:?}");
    // A number that stands in the formula twice is one step.
    let squared = combined(orders, Operator::Multiply, orders);
    let squared = plan.add_metric("squared", MetricOrigin::Metric, squared, Unit::COUNT);
    plan.indicators[0].metric = squared;
    plan.indicators[0].target = None;
    assert_eq!(found(&plan, &observations, "2026-10"), None);
}

#[test]
fn what_drives_a_cost_up_comes_first() {
    let mut plan = plan();
    let hires = plan.add_measure("hires", Unit::COUNT);
    let cost = plan.add_measure("cost", yen());
    plan.add_funnel(None, hires, &[(cost, "100", "cost_per_hire")]);
    plan.add_indicator(crate::plan::metric::Role::Kgi, cost, Some(at_most("1000")));
    let mut observations = observations(&plan);
    observations.put(&plan, "hires", "2026-10", "8");
    observations.put(&plan, "cost", "2026-10", "1600");
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!(parts(&plan, &october), pairs(&[("cost_per_hire", "900"), ("hires", "-300")]));
    plan.indicators[0].target = Some(between("500", "1000"));
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!((october.gap, october.steps.unwrap_err().id), (number("600"), "bottleneck-above-range"));
}

#[test]
fn a_goal_without_steps_says_so() {
    let mut plan = plan();
    let revenue = plan.add_measure("revenue", yen());
    plan.measures[0].function = Function::Sum;
    plan.add_indicator(crate::plan::metric::Role::Kgi, revenue, Some(at_least("1000")));
    let mut observations = observations(&plan);
    observations.put(&plan, "revenue", "2026-10", "1");
    let october = found(&plan, &observations, "2026-10").unwrap();
    assert_eq!(october.steps.unwrap_err().id, "bottleneck-without-steps");
}

proptest! {
    #[test]
    fn the_parts_are_the_whole_gap(
        rates in prop::collection::vec((1i128..400, 1i128..400), 1..7),
        actual in prop::collection::vec(0i64..40, 8),
        goal in 1i64..1_000_000,
    ) {
        let mut plan = plan();
        let stages = add_chain(&mut plan, &rates);
        plan.add_indicator(crate::plan::metric::Role::Kgi, stages[rates.len()], Some(at_least(&goal.to_string())));
        let mut observations = observations(&plan);
        for (place, _) in stages.iter().enumerate() {
            observations.put(&plan, &format!("s{place}"), "2026-10", &actual[place].to_string());
        }
        if let Some(october) = found(&plan, &observations, "2026-10") {
            prop_assert_eq!(&october.gap, &(&Rational::from(actual[rates.len()]) - &Rational::from(goal)));
            if let Ok(steps) = &october.steps {
                prop_assert_eq!(steps.iter().map(|step| step.part.clone()).sum::<Rational>(), october.gap);
            } else {
                // Only where nothing came of the stage before can nothing be said.
                prop_assert_eq!(actual[rates.len() - 1], 0);
            }
        }
    }

    #[test]
    fn with_several_funnels_the_parts_are_the_whole_gap(funnels in any_funnels()) {
        let plan = funnels.plan();
        let Some(october) = found(&plan, &funnels.observed(&plan), "2026-10") else { return Ok(()) };
        match &october.steps {
            Ok(steps) => {
                prop_assert_eq!(steps.iter().map(|step| step.part.clone()).sum::<Rational>(), october.gap);
                let names: BTreeSet<String> = steps.iter().map(|step| format!("{:?}", step.step)).collect();
                prop_assert_eq!(names.len(), steps.len());
                // Nothing but what came otherwise than planned has a part.
                prop_assert!(steps.iter().all(|step| step.part.is_zero() || step.planned != step.actual));
            }
            // Each funnel has its first stage and its conversions; what came of them where they meet, and the cost, count too.
            Err(why) if why.id == "bottleneck-too-long" => {
                let own: usize = funnels.own.iter().map(Vec::len).sum();
                prop_assert!(own + funnels.shared.len() + 1 + usize::from(funnels.is_formula) > MOST_FACTORS);
            }
            // Where every stage was reached there is always something to say.
            Err(why) => prop_assert!(funnels.counted[1].contains(&0), "{}", why.id),
        }
    }
}
