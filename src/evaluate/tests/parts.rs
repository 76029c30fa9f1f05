//! Numbers of other plans: what they come to, what is required of them, and how they are judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::super::ground::{Basis, Ground, Input, on_ground};
use super::super::test_support::{as_of, at_least, combined, number, observations, period, plan, rep};
use crate::base::period::{FiscalYear, Grain};
use crate::base::rational::Rational;
use crate::base::vocabulary::Status;
use crate::data::observations::{Group, Observations};
use crate::evaluate::evaluate;
use crate::evaluate::result::TargetFrom;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::{Expr, MetricOrigin, Operator, Role};
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};

/// Calls, of which a share become orders, the goal.
fn team(target: Option<&str>, rate: &str) -> Plan {
    let mut plan = plan();
    let calls = plan.add_measure("calls", Unit::COUNT);
    let orders = plan.add_measure("orders", Unit::COUNT);
    plan.add_funnel(None, calls, &[(orders, rate, "rate")]);
    plan.add_indicator(Role::Kgi, orders, target.map(at_least));
    plan
}

/// Reads a number of another plan.
fn read(plan: &mut Plan, name: &str, part: u32, metric: MetricId) -> MetricId {
    let id = plan.add_metric(name, MetricOrigin::Foreign, Expr::Foreign(PlanId(part), metric), Unit::COUNT);
    plan.metrics[id.index()].additive = true;
    id
}

/// A plan whose goal is the sum of the orders of the first two plans.
fn company(teams: [&Plan; 2], target: Option<&str>) -> Plan {
    let mut plan = Plan { sources: Vec::new(), ..plan() };
    let [east, west] = teams.map(|team| team.find("orders"));
    let (east, west) = (read(&mut plan, "east.orders", 0, east), read(&mut plan, "west.orders", 1, west));
    let orders = plan.add_metric("orders", MetricOrigin::Indicator, combined(east, Operator::Add, west), Unit::COUNT);
    plan.metrics[orders.index()].additive = true;
    plan.add_indicator(Role::Kgi, orders, target.map(at_least));
    plan
}

/// Looks at a plan that reads the first of the workspace's plans, of which the observations are.
fn look<T>(plans: Vec<Plan>, observed: Vec<Observations>, look: impl FnOnce(Ground) -> T) -> T {
    let parts: BTreeMap<PlanId, Arc<Basis>> = observed
        .into_iter()
        .enumerate()
        .map(|(id, observations)| (PlanId::of(id), Arc::new(Basis { observations, ..Basis::default() })))
        .collect();
    let basis = Basis { parts, ..Basis::default() };
    let workspace = Workspace { plans };
    let plan = workspace.plans.last().unwrap();
    on_ground(Input { plan, workspace: &workspace, basis: &basis, as_of: date(2026, 10, 31) }, look)
}

fn rows(plan: &Plan, orders: &str) -> Observations {
    let mut observations = observations(plan);
    observations.put(plan, "orders", "2026-10", orders);
    observations.put_for(plan, "orders", "2026-10", &rep("佐藤"), "1");
    observations
}

#[test]
fn values_are_those_of_the_plan_that_they_belong_to() {
    let (east, west) = (team(Some("4"), "0.1"), team(Some("3"), "0.05"));
    let company = company([&east, &west], Some("7"));
    let observed = vec![rows(&east, "5"), rows(&west, "2")];
    let orders = company.find("orders");
    look(vec![east, west, company], observed, |ground| {
        let value = |group: &Group| ground.values.number(orders, period("2026-10"), group);
        assert_eq!(value(&Group::total()), Some(Rational::from(7)));
        assert_eq!(value(&rep("佐藤")), Some(Rational::from(2)));
        let missing = ground.values.of(orders, period("2026-09"), &Group::total());
        assert!(format!("{:?}", missing.value).contains("east.orders"), "{:?}", missing.value);
        let groups = ground.groups(&["rep".to_owned()]);
        assert_eq!(groups.into_iter().collect::<Vec<_>>(), [rep("佐藤")]);
        assert_eq!(ground.with_parts().count(), 3);
    });
}

#[test]
fn each_is_judged_by_its_own_plan() {
    let (east, mut west) = (team(Some("4"), "0.1"), team(Some("3"), "0.05"));
    west.settings.range = Some((date(2027, 1, 1), date(2027, 12, 31)));
    let company = company([&east, &west], Some("7"));
    let observed = vec![rows(&east, "5"), rows(&west, "1")];
    let evaluation = look(vec![east, west, company], observed, |ground| evaluate(ground, &as_of(date(2026, 10, 31))));
    let judged: Vec<_> = evaluation.rows.iter().map(|row| (row.status, row.aim.as_ref().map(|aim| aim.from))).collect();
    // The goal, then the two parts: the second plan has not begun.
    let stated = Some(TargetFrom::Stated);
    assert_eq!(judged, [(Some(Status::Warn), stated), (Some(Status::Ok), stated), (None, stated)]);
}

#[test]
fn what_the_goal_leaves_is_required_of_the_one_that_aims_for_nothing() {
    let (east, west) = (team(Some("4"), "0.1"), team(None, "0.05"));
    let mut company = company([&east, &west], Some("7"));
    let west_calls = read(&mut company, "west.calls", 1, west.find("calls"));
    let (east_orders, west_orders) = (company.find("east.orders"), company.find("west.orders"));
    let (orders, calls) = (west.find("orders"), west.find("calls"));
    let observed = vec![Observations::default(), Observations::default()];
    look(vec![east, west, company], observed, |ground| {
        let month = period("2026-10");
        let required = |metric| ground.derivations.required(0, metric, month).map(|required| required.value);
        assert_eq!(required(east_orders), Ok(Rational::from(4)));
        assert_eq!(required(west_orders), Ok(Rational::from(3)));
        // 3 orders at 5%.
        assert_eq!(required(west_calls), Ok(Rational::from(60)));
        let (part, there) = ground.derivations.of_part(0, west_orders, month).unwrap();
        assert_eq!((part, there.goal), (PlanId(1), orders));
        assert_eq!(there.required[&calls].value, Rational::from(60));
        // Over a quarter it is as much for each of its months.
        let quarter = period("2026-Q4");
        let (_, there) = ground.derivations.of_part(0, west_orders, quarter).unwrap();
        assert_eq!(there.required[&calls].value, Rational::from(180));
    });
}

#[test]
fn where_several_aim_for_nothing_each_names_the_others() {
    let (east, west) = (team(None, "0.1"), team(None, "0.05"));
    let company = company([&east, &west], Some("7"));
    let west_orders = company.find("west.orders");
    look(vec![east, west, company], vec![Observations::default(); 2], |ground| {
        let why = ground.derivations.required(0, west_orders, period("2026-10")).unwrap_err();
        assert_eq!(why.id, "no-target-with-unknowns");
        assert!(format!("{why:?}").contains("east.orders"), "{why:?}");
    });
}

proptest! {
    #[test]
    fn what_is_required_of_the_teams_makes_the_companys_goal(
        goal in 1i64..10_000, east in 0i64..10_000, rate in 1i128..100, month in 1i8..=12,
    ) {
        let rate = Rational::new(rate, 100).unwrap();
        let mut open = team(None, "0.5");
        open.funnels[0].stages[1].at.as_mut().unwrap().value = rate.clone();
        open.settings.fiscal = FiscalYear { first_month: month, named_by_end: false };
        let given = team(Some(&east.to_string()), "0.1");
        let mut company = company([&given, &open], Some(&goal.to_string()));
        company.settings.period = Grain::Year;
        company.indicators[0].period = Grain::Year;
        let west = company.find("west.orders");
        let calls = open.find("calls");
        look(vec![given, open, company], vec![Observations::default(); 2], |ground| {
            let year = period("2026");
            let required = ground.derivations.required(0, west, year).unwrap().value;
            let months = Rational::from(east * 12);
            prop_assert_eq!(&required + &months, Rational::from(goal));
            let (_, there) = ground.derivations.of_part(0, west, year).unwrap();
            prop_assert_eq!(&there.required[&calls].value * &rate, required);
            Ok(())
        })?;
    }

    /// A company's value over its own year is that of the team's days, however the team counts its years.
    #[test]
    fn a_year_of_another_cut_is_the_sum_of_its_months(values in prop::collection::vec(0i64..1000, 24), first in 1i8..=12) {
        let mut east = team(Some("4"), "0.1");
        east.settings.fiscal = FiscalYear { first_month: first, named_by_end: false };
        let mut observed = observations(&east);
        for (place, value) in values.iter().enumerate() {
            let at = format!("{}-{:02}", 2025 + place / 12, place % 12 + 1);
            observed.put(&east, "orders", &at, &value.to_string());
        }
        // The data layer would have counted the team's own year, where it is the company's.
        if first == 1 {
            let sum: i64 = values[12..].iter().sum();
            observed.put(&east, "orders", "2026", &sum.to_string());
        }
        let west = team(Some("3"), "0.05");
        let company = company([&east, &west], None);
        let orders = company.find("east.orders");
        let expected: i64 = values[12..].iter().sum();
        look(vec![east, west, company], vec![observed, Observations::default()], |ground| {
            let value = ground.values.number(orders, period("2026"), &Group::total());
            prop_assert_eq!(value, Some(number(&expected.to_string())));
            Ok(())
        })?;
    }
}
