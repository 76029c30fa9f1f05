//! What is left of a goal, worked back from there.

use super::*;
use crate::base::period::Grain;
use crate::base::vocabulary::Direction;

#[test]
fn what_is_left_is_worked_back_from_what_is_left_of_the_goal() {
    let plan = with_team();
    let found = answer(&Question::default());
    let still = |name: &str| need(&plan, &found, name).still.clone().unwrap();
    // 894,000 yen of 500,000 each, at a quarter, 80% and 10%.
    assert_eq!(still("revenue").value, number("894000"));
    assert_eq!(still("orders").value, number("1.788"));
    assert_eq!(still("calls").value, number("89.4"));
    assert_eq!(still("calls").per_day, number("17.88"));
    assert_eq!(still("calls").per_member_per_day, Some(number("3.576")));
    let question = set(&plan, &[("appointment_rate", "0.12")]);
    assert_eq!(need(&plan, &answer(&question), "calls").still.clone().unwrap().value, number("74.5"));
    // Nothing is left of a goal that is reached, of one that lies ahead, and of the last day.
    let mut observations = autumn(&plan);
    observations.put(&plan, "revenue", "2026-11", "10000000");
    let reached = asked(&plan, &observations, date(2026, 11, 22), &Question::default());
    assert!(reached.needs.iter().all(|need| need.still.is_none()));
    let over = asked(&plan, &autumn(&plan), date(2026, 11, 30), &Question::default());
    assert!(over.needs.iter().all(|need| need.still.is_none()));
}

#[test]
fn of_stated_sums_the_rest_is_asked_for() {
    let mut plan = plan();
    let [revenue, cost] = ["revenue", "cost"].map(|name| plan.add_measure(name, yen()));
    let profit = plan.add_metric("profit", MetricOrigin::Metric, combined(revenue, Operator::Subtract, cost), yen());
    plan.metrics[profit.index()].additive = true;
    plan.add_indicator(Role::Kgi, profit, Some(at_least("400")));
    plan.add_indicator(Role::Kpi, cost, Some(at_most("600")));
    let still = |cost: &str| {
        let mut observations = observations(&plan);
        observations.put(&plan, "revenue", "2026-11", "700");
        observations.put(&plan, "cost", "2026-11", cost);
        let answer = asked(&plan, &observations, date(2026, 11, 22), &Question::default());
        ["profit", "revenue", "cost"].map(|name| need(&plan, &answer, name).still.clone().unwrap().value.to_string())
    };
    assert_eq!(still("500"), ["200", "300", "100"]);
    // 50 over already.
    assert_eq!(still("650"), ["350", "300", "-50"]);
    // What is no sum has no rest.
    let mut rate = plan.clone();
    rate.metrics[profit.index()].additive = false;
    let mut observations = observations(&rate);
    observations.put(&rate, "revenue", "2026-11", "700");
    observations.put(&rate, "cost", "2026-11", "100");
    let answer = asked(&rate, &observations, date(2026, 11, 22), &Question::default());
    assert!(answer.needs.iter().all(|need| need.still.is_none()));
}

proptest! {
    #[test]
    fn what_is_still_needed_brings_what_is_left_of_the_goal(
        rates in prop::collection::vec((1i128..400, 1i128..400), 1..8),
        goal in 100i64..1_000_000,
        done in 0i64..100,
        others in prop::collection::vec(0i64..10_000, 8),
    ) {
        let mut plan = plan();
        let stages = add_chain(&mut plan, &rates);
        plan.add_indicator(Role::Kgi, stages[rates.len()], Some(at_least(&goal.to_string())));
        let mut observations = observations(&plan);
        for (place, stage) in stages.iter().enumerate() {
            let number = if place == rates.len() { done } else { others[place] };
            observations.put(&plan, &plan.metric(*stage).name.value.clone(), "2026-11", &number.to_string());
        }
        let answer = asked(&plan, &observations, date(2026, 11, 22), &Question::default());
        let still = need(&plan, &answer, "s0").still.clone().unwrap().value;
        let brought = rates.iter().fold(still, |number, (above, below)| {
            (&number * &Rational::from(*above)).checked_div(&Rational::from(*below)).unwrap()
        });
        prop_assert_eq!(brought, Rational::from(goal - done));
    }
}

#[test]
fn what_cannot_be_is_marked() {
    let mut plan = plan();
    let [calls, webs] = ["calls", "webs"].map(|name| plan.add_measure(name, Unit::COUNT));
    let contacts = combined(calls, Operator::Add, webs);
    let contacts = plan.add_metric("contacts", MetricOrigin::Metric, contacts, Unit::COUNT);
    plan.metrics[contacts.index()].additive = true;
    plan.add_indicator(Role::Kgi, contacts, Some(at_least("10")));
    plan.add_indicator(Role::Kpi, calls, Some(at_least("19")));
    let answer = asked(&plan, &observations(&plan), date(2026, 11, 22), &Question::default());
    let possible = ["contacts", "calls", "webs"].map(|name| need(&plan, &answer, name).is_possible);
    assert_eq!(possible, [true, true, false]);
    // Of a number that is looked for it is said that the goal is reached without it.
    let solved = |direction: Direction| {
        let mut plan = plan.clone();
        plan.indicators[0].target.as_mut().unwrap().direction = direction;
        let question = Question { solve: Some(webs), set: [(calls, number("19"))].into(), ..Question::default() };
        asked(&plan, &observations(&plan), date(2026, 11, 22), &question).solved.unwrap()
    };
    let found = solved(Direction::AtLeast);
    assert_eq!((value(&found.value), found.is_possible, found.is_needless), (Ok(number("-9")), false, true));
    assert!(!solved(Direction::AtMost).is_needless);
}

#[test]
fn a_weekly_indicator_has_its_weeks_number() {
    let mut plan = with_team();
    let calls = plan.find("calls");
    plan.indicators.iter_mut().find(|indicator| indicator.metric == calls).unwrap().period = Grain::Week;
    let answer = asked(&plan, &autumn(&plan), date(2026, 11, 22), &Question::default());
    // 16 to 22 November: 5 of the 19 working days.
    let [own] = answer.own_periods.as_slice() else { panic!("{:?}", answer.own_periods) };
    assert_eq!((own.metric, own.period.to_string().as_str(), &own.value), (calls, "2026-W47", &number("5000/19")));
}
