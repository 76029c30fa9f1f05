//! What is asked of members and days, what other numbers come to, and what is looked for.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::data::observations::Observations;
use crate::evaluate::ground::{Basis, Input, on_ground};
use crate::evaluate::outside::Outside;
use crate::evaluate::test_support::{
    add_chain, at_least, at_most, autumn, combined, inside_sales, nowhere, number, observations, period, plan, yen,
};
use crate::plan::metric::{MetricOrigin, Operator};
use crate::plan::settings::{Team, TeamSize};
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};

fn holidays() -> Outside {
    let days = vec![date(2026, 10, 12), date(2026, 11, 3), date(2026, 11, 23)];
    Outside { days: [("holidays.csv".to_owned(), days)].into(), ..Outside::default() }
}

fn asked(plan: &Plan, observations: &Observations, as_of: Date, question: &Question) -> Answer {
    let basis = Basis { observations: observations.clone(), outside: holidays(), ..Basis::default() };
    let input = Input { plan, workspace: &Workspace::default(), basis: &basis, as_of };
    on_ground(input, |ground| answers(ground, question)).remove(0)
}

fn with_team() -> Plan {
    let mut plan = inside_sales();
    plan.settings.team = Some(Team { size: TeamSize::Fixed(number("5")), by: None, span: nowhere() });
    plan
}

/// The answer for the team after the guide on 22 November 2026.
fn answer(question: &Question) -> Answer {
    let plan = with_team();
    asked(&plan, &autumn(&plan), date(2026, 11, 22), question)
}

fn set(plan: &Plan, numbers: &[(&str, &str)]) -> Question {
    let set = numbers.iter().map(|(name, value)| (plan.find(name), number(value))).collect();
    Question { set, ..Question::default() }
}

fn need<'a>(plan: &Plan, answer: &'a Answer, name: &str) -> &'a Need {
    let metric = plan.find(name);
    answer.needs.iter().chain(&answer.others).find(|need| need.metric == metric).unwrap()
}

fn value(found: &Result<Rational, Message>) -> Result<Rational, &'static str> {
    found.clone().map_err(|why| why.id)
}

#[test]
fn each_member_and_day_has_its_share() {
    let plan = with_team();
    let answer = answer(&Question::default());
    assert_eq!((answer.working_days, answer.days_left, answer.team.clone()), (19, Some(5), Some(number("5"))));
    let calls = need(&plan, &answer, "calls");
    assert_eq!(calls.per_member, Some(number("200")));
    assert_eq!(calls.per_member_per_day, Some(number("200/19")));
    let progress = calls.progress.as_ref().unwrap();
    assert_eq!((&progress.done, &progress.left), (&number("682"), &number("318")));
    assert_eq!(progress.left_per_day, Some(number("63.6")));
    assert_eq!(progress.left_per_member_per_day, Some(number("12.72")));
    // The goal first, then the way back; what else follows stands apart.
    let names: Vec<&str> = answer.needs.iter().map(|need| plan.metric(need.metric).name.value.as_str()).collect();
    assert_eq!(names, ["revenue", "orders", "meetings", "appointments", "calls"]);
    assert_eq!(answer.others.len(), 1);
}

#[test]
fn what_is_done_is_not_asked_for_again() {
    let plan = with_team();
    let answer = answer(&Question::default());
    let orders = need(&plan, &answer, "orders").progress.clone().unwrap();
    assert_eq!((orders.left, orders.left_per_day), (Rational::ZERO, Some(Rational::ZERO)));
    let mut observations = autumn(&plan);
    observations.put(&plan, "orders", "2026-11", "23");
    let over = asked(&plan, &observations, date(2026, 11, 22), &Question::default());
    assert_eq!(need(&plan, &over, "orders").progress.clone().unwrap().left, Rational::ZERO);
    // On the last working day nothing can be left for a day after it; in a period that is over nothing is left to do.
    let last = asked(&plan, &observations, date(2026, 11, 29), &Question::default());
    assert_eq!(last.days_left, Some(1));
    let over = asked(&plan, &observations, date(2026, 11, 30), &Question::default());
    assert_eq!((over.days_left, need(&plan, &over, "calls").progress.clone()), (None, None));
}

#[test]
fn a_team_that_grows_is_taken_by_its_working_days() {
    let mut plan = with_team();
    let sizes = vec![(period("2026-11-01"), number("4")), (period("2026-11-16"), number("8"))];
    plan.settings.team = Some(Team { size: TeamSize::From(sizes), by: None, span: nowhere() });
    let answer = asked(&plan, &autumn(&plan), date(2026, 11, 22), &Question::default());
    // 9 of the 19 working days with 4 members, 10 with 8.
    assert_eq!(answer.team, Some(number("116/19")));
    assert_eq!(need(&plan, &answer, "calls").per_member_per_day, Some(number("1000/116")));
}

#[test]
fn the_period_is_the_one_in_progress_within_the_plan() {
    let plan = with_team();
    let at = |as_of: Date, periods| {
        let question = Question { periods, ..Question::default() };
        asked(&plan, &autumn(&plan), as_of, &question).period.to_string()
    };
    assert_eq!(at(date(2026, 11, 22), None), "2026-11");
    assert_eq!(at(date(2026, 1, 1), None), "2026-10");
    assert_eq!(at(date(2029, 1, 1), None), "2027-03");
    assert_eq!(at(date(2026, 11, 22), Some((period("2026-12"), period("2026-12")))), "2026-12");
    let question = Question { periods: Some((period("2026-10"), period("2026-12"))), ..Question::default() };
    let basis = Basis { observations: autumn(&plan), outside: holidays(), ..Basis::default() };
    let input = Input { plan: &plan, workspace: &Workspace::default(), basis: &basis, as_of: date(2026, 11, 22) };
    assert_eq!(on_ground(input, |ground| answers(ground, &question)).len(), 3);
}

#[test]
fn another_conversion_asks_for_other_numbers_and_comes_to_another_goal() {
    let plan = with_team();
    let found = answer(&set(&plan, &[("appointment_rate", "0.12")]));
    let calls = need(&plan, &found, "calls");
    assert_eq!(calls.required.as_ref().unwrap().value, number("2500/3"));
    assert_eq!(calls.planned, Some(number("1000")));
    let what_if = found.what_if.unwrap();
    assert_eq!(what_if.at, [(plan.find("calls"), number("1000"))]);
    assert_eq!(value(&what_if.comes_to), Ok(number("12000000")));
    // Several at once, a volume among them.
    let found = answer(&set(&plan, &[("appointment_rate", "0.12"), ("calls", "900"), ("win_rate", "0.2")]));
    assert_eq!(value(&found.what_if.unwrap().comes_to), Ok(number("8640000")));
    // Another goal is worked back like the plan's own, and nothing else is asked.
    let found = answer(&set(&plan, &[("revenue", "12000000")]));
    assert_eq!(need(&plan, &found, "calls").required.as_ref().unwrap().value, number("1200"));
    assert_eq!(found.what_if, None);
}

#[test]
fn past_conversions_are_sums_over_sums() {
    let plan = with_team();
    let mut observations = autumn(&plan);
    for (name, value) in [("calls", "919"), ("appointments", "78"), ("meetings", "60"), ("orders", "20")] {
        observations.put(&plan, name, "2026-09", value);
    }
    observations.put(&plan, "revenue", "2026-09", "10000000");
    let question = Question { history: Some(3), ..Question::default() };
    let found = asked(&plan, &observations, date(2026, 11, 22), &question);
    let history = found.history.clone().unwrap();
    // August has no numbers: two periods are there.
    assert_eq!((history.asked, history.periods.len()), (3, 2));
    let rate = &history.rates[&plan.find("appointment_rate")];
    assert_eq!((&rate.numerator, &rate.denominator, &rate.value), (&number("200"), &number("2000"), &number("0.1")));
    assert!(history.unknown.is_empty());
    let orders = need(&plan, &found, "orders");
    // 18,284,000 yen of 36 orders.
    assert_eq!(orders.required.as_ref().unwrap().value, number("360000000/18284000"));
    // Numbers that are set win over past ones.
    let question = Question { history: Some(3), ..set(&plan, &[("order_value", "500000")]) };
    let found = asked(&plan, &observations, date(2026, 11, 22), &question);
    assert_eq!(need(&plan, &found, "orders").required.as_ref().unwrap().value, number("20"));
    // Before there was anything, the plan's own numbers hold.
    let question =
        Question { history: Some(3), periods: Some((period("2026-09"), period("2026-09"))), ..Question::default() };
    let found = asked(&plan, &observations, date(2026, 11, 22), &question);
    assert_eq!(found.history.unwrap().unknown.len(), 4);
    assert_eq!(need(&with_team(), &answer(&Question::default()), "calls").from, From::Derived);
}

#[test]
fn the_one_number_that_reaches_the_goal_is_found() {
    let plan = with_team();
    let solved = |numbers: &[(&str, &str)], name: &str| {
        let question = Question { solve: Some(plan.find(name)), ..set(&plan, numbers) };
        answer(&question).solved.unwrap()
    };
    let found = solved(&[("calls", "800")], "appointment_rate");
    assert_eq!((value(&found.value), found.is_possible), (Ok(number("0.125")), true));
    assert_eq!(found.planned, Some(number("0.1")));
    // More than all of them can't become appointments.
    let found = solved(&[("calls", "80")], "appointment_rate");
    assert_eq!((value(&found.value), found.is_possible), (Ok(number("1.25")), false));
    assert_eq!(value(&solved(&[], "appointment_rate").value), Err("derive-open"));
    assert_eq!(value(&solved(&[], "calls").value), Ok(number("1000")));
    assert_eq!(value(&solved(&[("win_rate", "0.5")], "calls").value), Ok(number("500")));
    assert_eq!(value(&solved(&[], "meetings").value), Ok(number("80")));
    assert_eq!(value(&solved(&[], "attended").value), Err("derive-not-on-the-way"));
    assert_eq!(value(&solved(&[("appointments", "90")], "appointment_rate").value), Err("derive-no-effect"));
    assert_eq!(
        value(&solved(&[("calls", "800"), ("win_rate", "0")], "appointment_rate").value),
        Err("derive-no-effect")
    );
}

#[test]
fn a_formula_is_solved_where_its_unknown_stands_once() {
    let mut plan = plan();
    let [revenue, cost] = ["revenue", "cost"].map(|name| plan.add_measure(name, yen()));
    let profit = plan.add_metric("profit", MetricOrigin::Metric, combined(revenue, Operator::Subtract, cost), yen());
    let margin = combined(profit, Operator::Divide, revenue);
    let margin = plan.add_metric("margin", MetricOrigin::Metric, margin, Unit::RATIO);
    plan.add_indicator(Role::Kgi, margin, Some(at_least("0.4")));
    plan.add_indicator(Role::Kpi, cost, Some(at_most("600")));
    let question = |name: &str| Question { solve: Some(plan.find(name)), ..Question::default() };
    let solved = |name: &str| {
        let answer = asked(&plan, &observations(&plan), date(2026, 11, 22), &question(name));
        value(&answer.solved.unwrap().value)
    };
    // (x − 600) ÷ x = 40% for 1,000.
    assert_eq!(solved("revenue"), Ok(number("1000")));
    assert_eq!(solved("cost"), Err("derive-open"));
}

#[test]
fn one_more_of_each_number_is_worth_something() {
    let plan = with_team();
    let answer = answer(&Question::default());
    let levers = answer.levers.unwrap();
    let worth = |name: &str, step: LeverStep| {
        let found = levers.iter().find(|lever| lever.metric == plan.find(name) && lever.step == step);
        found.unwrap_or_else(|| panic!("{name}")).worth.clone()
    };
    assert_eq!(worth("appointment_rate", LeverStep::Point), number("1000000"));
    assert_eq!(worth("meeting_rate", LeverStep::Point), number("125000"));
    assert_eq!(worth("win_rate", LeverStep::Point), number("400000"));
    assert_eq!(worth("order_value", LeverStep::Percent), number("100000"));
    // One more call a day: 19 calls a month of 10,000 yen each.
    assert_eq!(worth("calls", LeverStep::PerDay), number("190000"));
    assert_eq!(worth("calls", LeverStep::PerMemberPerDay), number("950000"));
    assert!(levers.windows(2).all(|pair| pair[0].worth.abs() >= pair[1].worth.abs()));
}

#[test]
fn each_funnel_has_its_share() {
    let mut plan = plan();
    let [calls, leads, orders] = ["calls", "leads", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    plan.add_funnel(Some("0.6"), calls, &[(orders, "0.02", "by_phone")]);
    plan.add_funnel(Some("0.4"), leads, &[(orders, "0.1", "by_lead")]);
    plan.add_indicator(Role::Kgi, orders, Some(at_least("20")));
    let answer = asked(&plan, &observations(&plan), date(2026, 11, 22), &set(&plan, &[("leads", "120")]));
    let parts: Vec<(String, String)> = answer
        .funnels
        .iter()
        .map(|part| (part.value.to_string(), part.stages.iter().map(|(_, value)| value.to_string()).collect()))
        .collect();
    assert_eq!(parts, [("12".into(), "600".into()), ("8".into(), "80".into())]);
    // 600 calls as planned, and 120 leads: 12 + 12.
    assert_eq!(value(&answer.what_if.unwrap().comes_to), Ok(number("24")));
    // With the leads given, the calls make up for the rest: 20 − 12 orders.
    let question = Question { solve: Some(calls), ..set(&plan, &[("leads", "120")]) };
    let answer = asked(&plan, &observations(&plan), date(2026, 11, 22), &question);
    assert_eq!(value(&answer.solved.unwrap().value), Ok(number("400")));
}

#[test]
fn a_stage_that_begins_two_funnels_is_not_computed_forwards() {
    let mut plan = plan();
    let [calls, phone, web, orders] =
        ["calls", "phone", "web", "orders"].map(|name| plan.add_measure(name, Unit::COUNT));
    plan.add_funnel(Some("0.5"), calls, &[(phone, "0.1", "a"), (orders, "0.5", "b")]);
    plan.add_funnel(Some("0.5"), calls, &[(web, "0.2", "c"), (orders, "0.5", "d")]);
    plan.add_indicator(Role::Kgi, orders, Some(at_least("20")));
    let answer = asked(&plan, &observations(&plan), date(2026, 11, 22), &Question::default());
    assert_eq!(answer.levers.map_err(|why| why.id), Err("derive-not-invertible"));
}

mod rest;

proptest! {
    #[test]
    fn what_is_found_reaches_the_goal_when_it_is_put_in(
        rates in prop::collection::vec((1i128..400, 1i128..400), 1..8),
        volume in 1i64..100_000,
        goal in 1i64..1_000_000,
        sought in 0usize..8,
        // Each stage may have a target of its own.
        stated in prop::collection::vec(prop::option::of(1i64..100_000), 8),
    ) {
        let mut plan = plan();
        let stages = add_chain(&mut plan, &rates);
        plan.add_indicator(Role::Kgi, stages[rates.len()], Some(at_least(&goal.to_string())));
        for (stage, stated) in stages[..rates.len()].iter().zip(&stated) {
            plan.add_indicator(Role::Kpi, *stage, stated.map(|stated| at_least(&stated.to_string())));
        }
        let sought = plan.find(&format!("r{}", sought % rates.len()));
        let mut question = Question { solve: Some(sought), ..Question::default() };
        if stated.iter().take(rates.len()).all(Option::is_none) {
            question.set.insert(stages[0], Rational::from(volume));
        }
        let day = date(2026, 11, 22);
        let solved = asked(&plan, &observations(&plan), day, &question).solved.unwrap();
        // A conversion before the only stage with a target changes nothing.
        let Ok(found) = solved.value else { return Ok(()) };
        let mut comes_to = |found: Rational| {
            question.set.insert(sought, found);
            asked(&plan, &observations(&plan), day, &question).what_if.unwrap().comes_to
        };
        prop_assert_eq!(comes_to(found), Ok(Rational::from(goal)));
        prop_assert!(comes_to(solved.enough.unwrap()).unwrap() >= goal);
    }
}

#[test]
fn a_stated_volume_is_what_is_planned() {
    let mut plan = with_team();
    let calls = plan.find("calls");
    plan.indicators.iter_mut().find(|indicator| indicator.metric == calls).unwrap().target = Some(at_least("1200"));
    let found = asked(&plan, &autumn(&plan), date(2026, 11, 22), &set(&plan, &[("appointment_rate", "0.15")]));
    assert_eq!(need(&plan, &found, "calls").planned, Some(number("1200")));
    let what_if = found.what_if.unwrap();
    assert_eq!((what_if.at, what_if.comes_to.unwrap()), (vec![(calls, number("1200"))], number("18000000")));
    // What is found is put into the table.
    let question = Question { solve: Some(plan.find("win_rate")), ..Question::default() };
    let found = asked(&plan, &autumn(&plan), date(2026, 11, 22), &question);
    assert_eq!(need(&plan, &found, "calls").required.as_ref().unwrap().value, number("1200"));
    let solved = found.solved.unwrap();
    assert_eq!(solved.value.unwrap(), number("5/24"));
    assert_eq!(solved.enough, Some(number("0.2084")));
    let used = found.rates.iter().find(|rate| rate.metric == plan.find("win_rate")).unwrap().clone();
    assert_eq!((used.from, used.planned), (From::Solved, Some(number("0.25"))));
}
