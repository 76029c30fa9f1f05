//! What is worked back comes out at the goal again when it is computed forwards.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::evaluate::calendar::Calendar;
use crate::evaluate::derive::Derivations;
use crate::evaluate::outside::Outside;
use crate::evaluate::targets::StatedTargets;
use crate::evaluate::test_support::{at_least, combined, inside_sales, number, period, plan, yen};
use crate::plan::metric::{Expr, MetricOrigin, Role};
use crate::plan::unit::Unit;

/// Looks at the first goal's derivation and at the way to it.
fn with_flow<T>(plan: &Plan, look: impl FnOnce(&Derivation, &Flow) -> T) -> T {
    let outside = Outside::default();
    let calendar = Calendar::new(&plan.settings.workdays, &outside);
    let programs = Programs::new(plan);
    let stated = StatedTargets { plan, calendar: &calendar, outside: &outside };
    let goal = plan.indicators.iter().position(|indicator| indicator.role == Role::Kgi).unwrap();
    let derivation = Derivations::new(stated, &programs).of(goal, period("2026-11"));
    look(&derivation, &Flow::new(plan, &programs, &derivation))
}

/// The goal at the numbers that it requires, some of them exchanged.
fn goal(plan: &Plan, pinned: &[(&str, &str)], start: &[(&str, &str)]) -> Result<Rational, Unreached> {
    let read = |numbers: &[(&str, &str)]| -> BTreeMap<MetricId, Rational> {
        numbers.iter().map(|(name, value)| (plan.find(name), number(value))).collect()
    };
    let (pinned, start) = (read(pinned), read(start));
    with_flow(plan, |derivation, flow| {
        let required = |metric: MetricId| derivation.required.get(&metric).map(|required| required.value.clone());
        flow.value(&Point {
            pinned: &|metric| pinned.get(&metric).cloned(),
            start: &|metric| start.get(&metric).cloned().or_else(|| required(metric)),
            otherwise: &|_| None,
        })
    })
}

#[test]
fn a_funnel_is_multiplied_from_its_first_stage() {
    let plan = inside_sales();
    assert_eq!(goal(&plan, &[], &[]), Ok(number("10000000")));
    assert_eq!(goal(&plan, &[], &[("calls", "800")]), Ok(number("8000000")));
    assert_eq!(goal(&plan, &[], &[("win_rate", "0.3"), ("calls", "500")]), Ok(number("6000000")));
    // A stage that is given holds, whatever comes before it.
    assert_eq!(goal(&plan, &[("meetings", "40")], &[("calls", "9000")]), Ok(number("5000000")));
}

#[test]
fn the_way_leads_from_the_goal_to_the_beginning() {
    let plan = inside_sales();
    let names = ["revenue", "orders", "meetings", "appointments", "calls"];
    let way = with_flow(&plan, |_, flow| flow.way());
    assert_eq!(way, names.map(|name| plan.find(name)));
    let starts = with_flow(&plan, |_, flow| flow.starts().collect::<BTreeSet<_>>());
    let expected = ["calls", "appointment_rate", "meeting_rate", "win_rate", "order_value"];
    assert_eq!(starts, expected.map(|name| plan.find(name)).into());
}

#[test]
fn what_is_missing_is_named() {
    let mut plan = inside_sales();
    plan.funnels[0].stages[1].at = None;
    plan.indicators[2].target = None;
    let missing: BTreeSet<MetricId> = ["calls", "appointment_rate"].map(|name| plan.find(name)).into();
    assert_eq!(goal(&plan, &[], &[]), Err(Unreached::Missing(missing)));
    assert_eq!(goal(&plan, &[("appointments", "100")], &[]), Ok(number("10000000")));
}

#[test]
fn a_rate_that_is_no_funnels_leads_forwards_too() {
    let mut plan = plan();
    let [hours, calls, orders] = ["hours", "calls", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    let speed = combined(calls, Operator::Divide, hours);
    let speed = plan.add_metric("speed", MetricOrigin::Metric, speed, Unit::RATIO);
    plan.add_funnel(None, calls, &[(orders, "0.1", "rate")]);
    plan.add_indicator(Role::Kgi, orders, Some(at_least("20")));
    plan.add_indicator(Role::Kpi, speed, Some(at_least("8")));
    assert_eq!(goal(&plan, &[], &[]), Ok(number("20")));
    assert_eq!(goal(&plan, &[], &[("hours", "50")]), Ok(number("40")));
    assert_eq!(goal(&plan, &[], &[("speed", "4")]), Ok(number("10")));
}

#[test]
fn dividing_by_zero_is_said_of_the_number_that_does() {
    let mut plan = plan();
    let [sold, cost] = ["sold", "cost"].map(|name| plan.add_measure(name, yen()));
    let share = plan.add_metric("share", MetricOrigin::Metric, combined(sold, Operator::Divide, cost), Unit::RATIO);
    plan.add_indicator(Role::Kgi, share, Some(at_least("2")));
    plan.add_indicator(Role::Kpi, cost, Some(at_least("50")));
    assert_eq!(goal(&plan, &[], &[]), Ok(number("2")));
    assert_eq!(goal(&plan, &[], &[("cost", "0")]), Err(Unreached::Fault(share)));
}

/// A plan of several funnels, each with its conversions and its part of the goal; one leads into the first stage of
/// another, and a formula lies between them and the goal.
fn of_funnels(
    funnels: &[Vec<(i128, i128)>],
    into_first: &[(i128, i128)],
    formula: &[(usize, i128)],
    goal: i128,
) -> Plan {
    let mut plan = plan();
    let result = plan.add_measure("result", Unit::COUNT);
    let shares = i128::try_from(funnels.len() * (funnels.len() + 1) / 2).unwrap();
    let mut first_of_all = None;
    for (place, rates) in funnels.iter().enumerate() {
        let share = format!("{}/{shares}", place + 1);
        let first = plan.add_measure(&format!("f{place}"), Unit::COUNT);
        first_of_all.get_or_insert(first);
        add_chain(&mut plan, Some(&share), first, rates, result, &format!("f{place}"));
    }
    if let (Some(first), false) = (first_of_all, into_first.is_empty()) {
        let start = plan.add_measure("before", Unit::COUNT);
        add_chain(&mut plan, None, start, into_first, first, "before");
    }
    let mut last = result;
    for (place, (operator, constant)) in formula.iter().enumerate() {
        let operator = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide][*operator];
        let constant = Box::new(Expr::Number(Rational::from(*constant)));
        let expr = Expr::Binary(Box::new(Expr::Metric(last)), operator, constant);
        last = plan.add_metric(&format!("m{place}"), MetricOrigin::Metric, expr, Unit::COUNT);
    }
    plan.add_indicator(Role::Kgi, last, Some(at_least(&goal.to_string())));
    plan
}

/// Stages of its own between `first` and `last`.
fn add_chain(
    plan: &mut Plan,
    share: Option<&str>,
    first: MetricId,
    rates: &[(i128, i128)],
    last: MetricId,
    name: &str,
) {
    let texts: Vec<(String, String)> = (0..rates.len())
        .map(|place| (format!("{}/{}", rates[place].0, rates[place].1), format!("{name}r{place}")))
        .collect();
    let mut stages: Vec<MetricId> =
        (1..rates.len()).map(|place| plan.add_measure(&format!("{name}s{place}"), Unit::COUNT)).collect();
    stages.push(last);
    let steps: Vec<(MetricId, &str, &str)> =
        stages.iter().zip(&texts).map(|(stage, (rate, name))| (*stage, rate.as_str(), name.as_str())).collect();
    plan.add_funnel(share, first, &steps);
}

fn rates(most: usize) -> impl Strategy<Value = Vec<(i128, i128)>> {
    prop::collection::vec((1i128..400, 1i128..400), 1..most)
}

proptest! {
    #[test]
    fn solving_inverts_evaluating(
        funnels in prop::collection::vec(rates(5), 1..4),
        into_first in prop::collection::vec((1i128..400, 1i128..400), 0..4),
        formula in prop::collection::vec((0usize..4, 1i128..100), 0..5),
        wanted in 1i128..1_000_000_000,
    ) {
        let plan = of_funnels(&funnels, &into_first, &formula, wanted);
        prop_assert_eq!(goal(&plan, &[], &[]), Ok(Rational::from(wanted)));
        // The first stages alone, with the plan's conversions, are enough: the plan's own forward way agrees.
        let starts = with_flow(&plan, |derivation, flow| {
            let volumes = flow.starts().filter(|metric| plan.metric(*metric).additive);
            volumes.map(|metric| (metric, derivation.look_up(metric).unwrap().value)).collect::<Vec<_>>()
        });
        let mut forwards = plan.clone();
        forwards.indicators[0].target = None;
        for (metric, value) in starts {
            let mut target = at_least("1");
            if let crate::plan::target::TargetValue::One(goal) = &mut target.value {
                goal.low.value = value;
            }
            forwards.add_indicator(Role::Kpi, metric, Some(target));
        }
        let last = forwards.indicators[0].metric;
        let reached = with_flow(&forwards, |derivation, _| derivation.look_up(last).map(|found| found.value));
        prop_assert_eq!(reached, Ok(Rational::from(wanted)));
    }
}
