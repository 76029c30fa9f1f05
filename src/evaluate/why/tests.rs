//! Whole answers over plans built by hand.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::answer::{About, Answer, Explanation, Kind, Link, Method};
use super::formula::{Formula, Leaf};
use super::question::{AskedVersus, Question};
use super::why;
use crate::base::diagnostic::Diagnostic;
use crate::base::rational::Rational;
use crate::data::observations::Observations;
use crate::evaluate::ground::{Basis, Input, on_ground};
use crate::evaluate::outside::Outside;
use crate::evaluate::program::Programs;
use crate::evaluate::test_support::{at_least, autumn, inside_sales, number, observations, plan, rep, spanned};
use crate::plan::metric::{Drives, Expr, MetricOrigin, Operator, Role};
use crate::plan::source::{Column, Dimension};
use crate::plan::target::TargetValue;
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};

pub(super) fn asked(
    plan: &Plan,
    observations: &Observations,
    as_of: Date,
    question: &Question,
) -> Result<Answer, Diagnostic> {
    let basis = Basis { observations: observations.clone(), outside: Outside::default(), ..Basis::default() };
    let input = Input { plan, workspace: &Workspace::default(), basis: &basis, as_of };
    on_ground(input, |ground| why(ground, question))
}

fn november(metric: &str) -> Question {
    Question { metric: Some(metric.to_owned()), period: Some("2026-11".to_owned()), ..Question::default() }
}

/// The answer about one number, at the end of November.
pub(super) fn explained(plan: &Plan, observations: &Observations, question: &Question) -> Explanation {
    match asked(plan, observations, date(2026, 11, 30), question).unwrap().about {
        About::One(explanation) => *explanation,
        About::All(_) => panic!("one number was asked for"),
    }
}

fn refused(plan: &Plan, observations: &Observations, question: &Question) -> &'static str {
    asked(plan, observations, date(2026, 11, 30), question).unwrap_err().code
}

/// A plan whose source has the dimension `rep`.
fn with_reps(mut plan: Plan) -> Plan {
    let column = Column { name: "rep".to_owned(), lookup: None, span: crate::evaluate::test_support::nowhere() };
    plan.sources[0].dimensions = vec![Dimension { name: spanned("rep".to_owned()), column }];
    plan
}

#[test]
fn a_goal_is_the_first_stage_and_its_conversions() {
    let plan = inside_sales();
    let explanation = explained(&plan, &autumn(&plan), &november("revenue"));
    let factors = explanation.factors.unwrap();
    let names: Vec<&str> = factors
        .list
        .iter()
        .map(|factor| match factor.leaf {
            Leaf::Metric(metric) => plan.metric(metric).name.value.as_str(),
            other => panic!("{other:?} is no metric"),
        })
        .collect();
    assert_eq!(names, ["calls", "appointment_rate", "meeting_rate", "win_rate", "order_value"]);
    let total: Rational = factors.list.iter().map(|factor| factor.part.clone()).sum();
    assert_eq!((total, factors.rest, factors.method), (number("822000"), Rational::ZERO, Method::Shapley));
}

#[test]
fn a_rate_is_its_two_sides_and_reaches_the_goal() {
    let plan = inside_sales();
    let explanation = explained(&plan, &autumn(&plan), &november("appointment_rate"));
    let leaves: Vec<Leaf> = explanation.factors.unwrap().list.iter().map(|factor| factor.leaf).collect();
    assert_eq!(leaves, [Leaf::Metric(plan.find("appointments")), Leaf::Metric(plan.find("calls"))]);
    let goal = explained(&plan, &autumn(&plan), &november("revenue")).factors.unwrap();
    assert_eq!(explanation.reached.unwrap().link, Link::Factor(goal.list[1].part.clone()));
    assert_eq!(explanation.change.samples.0, Some((number("122"), number("1081"))));
}

#[test]
fn what_is_not_computed_says_why() {
    let mut plan = inside_sales();
    let observed = autumn(&plan);
    let why_not = |plan: &Plan, name: &str| explained(plan, &observed, &november(name)).factors.unwrap_err().id;
    assert_eq!(why_not(&plan, "calls"), "why-counted");
    let (first, last) = (plan.find("attended"), plan.find("revenue"));
    plan.add_funnel(Some("0.4"), first, &[(last, "100", "other_value")]);
    assert!(explained(&plan, &observed, &november("revenue")).factors.is_ok());
    let calls = plan.find("calls");
    plan.add_funnel(Some("0.2"), calls, &[(last, "100", "third_value")]);
    assert_eq!(why_not(&plan, "revenue"), "why-several-funnels");
}

#[test]
fn a_formula_goes_down_to_what_is_counted() {
    let mut plan = plan();
    let [won, lost] = ["won", "lost"].map(|name| plan.add_measure(name, Unit::COUNT));
    let both = crate::evaluate::test_support::combined(won, Operator::Add, lost);
    let all = plan.add_metric("all", MetricOrigin::Metric, both, Unit::COUNT);
    let rate = crate::evaluate::test_support::combined(won, Operator::Divide, all);
    let rate = plan.add_metric("rate", MetricOrigin::Metric, rate, Unit::RATIO);
    let formula = Formula::of(&plan, &Programs::new(&plan), rate).unwrap();
    assert_eq!((formula.leaves, formula.steps.len()), (vec![Leaf::Metric(won), Leaf::Metric(lost)], 5));
    let itself = Formula::of(&plan, &Programs::new(&plan), won);
    assert_eq!(itself, None);
}

#[test]
fn a_period_before_is_a_factor_of_its_own() {
    let mut plan = plan();
    let calls = plan.add_measure("calls", Unit::COUNT);
    let growth = Expr::Binary(Box::new(Expr::Metric(calls)), Operator::Divide, Box::new(Expr::Previous(calls)));
    plan.add_metric("growth", MetricOrigin::Metric, growth, Unit::RATIO);
    let mut observed = observations(&plan);
    for (at, value) in [("2026-09", "80"), ("2026-10", "100"), ("2026-11", "90")] {
        observed.put(&plan, "calls", at, value);
    }
    let explanation = explained(&plan, &observed, &november("growth"));
    // From 100/80 to 90/100.
    assert_eq!(explanation.change.difference(), number("-0.35"));
    let parts: Vec<Rational> = explanation.factors.unwrap().list.into_iter().map(|factor| factor.part).collect();
    assert_eq!(parts, [number("-0.1125"), number("-0.2375")]);
}

#[test]
fn what_is_beside_the_goal_says_how_it_is_linked() {
    let mut plan = inside_sales();
    let observed = autumn(&plan);
    let link = |plan: &Plan, name: &str| explained(plan, &observed, &november(name)).reached.unwrap().link;
    assert_eq!(link(&plan, "show_rate"), Link::Guards(vec![plan.find("appointments")]));
    assert_eq!(link(&plan, "attended"), Link::Unlinked);
    let (attended, orders) = (plan.find("attended"), plan.find("orders"));
    plan.add_indicator(Role::Kpi, attended, None).drives = vec![Drives { metric: spanned(orders), why: None }];
    assert_eq!(link(&plan, "attended"), Link::Drives(vec![orders]));
    let goal = explained(&plan, &observed, &november("revenue"));
    assert_eq!(goal.reached, None);
}

#[test]
fn questions_that_have_no_answer_are_refused() {
    let plan = with_reps(inside_sales());
    let observed = autumn(&plan);
    let refused = |question: Question| refused(&plan, &observed, &question);
    assert_eq!(refused(november("cals")), "unknown-metric");
    let against = |versus: &str| Question { versus: AskedVersus::Period(versus.to_owned()), ..november("calls") };
    assert_eq!(refused(against("2026-11")), "why-same-period");
    assert_eq!(refused(against("2026-Q1")), "why-other-length");
    assert_eq!(refused(against("2027-01")), "why-not-begun");
    assert_eq!(refused(against("2026-07")), "why-no-value");
}

#[test]
fn the_period_is_the_last_whole_one_of_what_is_asked() {
    let mut plan = inside_sales();
    let mut observed = autumn(&plan);
    observed.put(&plan, "calls", "2026-09", "900");
    let period = |plan: &Plan, day, metric: Option<&str>| {
        let question = Question { metric: metric.map(str::to_owned), ..Question::default() };
        let answer = asked(plan, &observed, day, &question);
        answer.map(|answer| answer.comparison.period.to_string()).map_err(|error| error.code)
    };
    assert_eq!(period(&plan, date(2026, 11, 30), None).as_deref(), Ok("2026-11"));
    assert_eq!(period(&plan, date(2026, 11, 29), None).as_deref(), Ok("2026-10"));
    // Of a number that is steered by the week a week is asked, for which there are no rows here.
    plan.indicators[1].period = crate::base::period::Grain::Week;
    assert_eq!(period(&plan, date(2026, 11, 29), Some("calls")), Err("why-no-value"));
}

#[test]
fn without_a_goal_what_moved_is_ranked_by_itself() {
    let mut plan = plan();
    for name in ["calls", "mails", "visits"] {
        let measure = plan.add_measure(name, Unit::COUNT);
        plan.add_indicator(Role::Kpi, measure, None);
    }
    let mut observed = observations(&plan);
    for (name, before, after) in [("calls", "100", "110"), ("mails", "0", "3"), ("visits", "10", "5")] {
        observed.put(&plan, name, "2026-10", before);
        observed.put(&plan, name, "2026-11", after);
    }
    let question = Question { metric: None, ..november("") };
    let About::All(moves) = asked(&plan, &observed, date(2026, 11, 30), &question).unwrap().about else {
        panic!("everything was asked for")
    };
    assert_eq!(moves.goal.unwrap_err().id, "why-without-goal");
    let names: Vec<&str> = moves.others.iter().map(|own| plan.metric(own.change.metric).name.value.as_str()).collect();
    assert_eq!(names, ["mails", "visits", "calls"]);
}

#[test]
fn targets_of_members_are_taken_apart_where_they_make_the_whole() {
    let mut plan = with_reps(inside_sales());
    let members = [("佐藤", "60"), ("鈴木", "40")];
    let by = |members: &[(&str, &str)]| TargetValue::By {
        dimension: spanned("rep".to_owned()),
        members: members
            .iter()
            .map(|(name, goal)| (spanned((*name).to_owned()), crate::evaluate::test_support::goal(goal)))
            .collect(),
    };
    plan.indicators[1].target = Some(crate::evaluate::test_support::target(by(&members)));
    let mut observed = autumn(&plan);
    observed.put_for(&plan, "calls", "2026-11", &rep("佐藤"), "600");
    observed.put_for(&plan, "calls", "2026-11", &rep("鈴木"), "82");
    let question = Question { versus: AskedVersus::Target, ..november("calls") };
    let explanation = explained(&plan, &observed, &question);
    let segments: Vec<Rational> =
        explanation.segmentations[0].segments.iter().map(super::answer::Segment::part).collect();
    assert_eq!(segments, [number("540"), number("42")]);
    plan.indicators[1].target = Some(at_least("100"));
    let undivided = explained(&plan, &observed, &question).undivided;
    assert_eq!(undivided[0].1.id, "why-members-without-target");
}

#[test]
fn members_that_do_not_make_the_whole_are_not_taken_apart() {
    let plan = with_reps(inside_sales());
    let mut observed = autumn(&plan);
    observed.put_for(&plan, "calls", "2026-11", &rep("佐藤"), "600");
    let explanation = explained(&plan, &observed, &november("calls"));
    assert_eq!((explanation.told, explanation.undivided[0].1.id), (None, "why-members-no-sum"));
}

/// Appointments and calls of up to five members in two months.
fn members() -> impl Strategy<Value = Vec<[(u32, u32); 2]>> {
    let month = || (0u32..30, 0u32..60);
    prop::collection::vec((month(), month()).prop_map(|(before, after)| [before, after]), 1..6)
}

fn observed_of(plan: &Plan, members: &[[(u32, u32); 2]]) -> Observations {
    let mut observed = observations(plan);
    for (place, month) in ["2026-10", "2026-11"].iter().enumerate() {
        let (mut appointments, mut calls) = (0, 0);
        for (number, sides) in members.iter().enumerate() {
            let group = rep(&format!("m{number}"));
            observed.put_for(plan, "appointments", month, &group, &sides[place].0.to_string());
            observed.put_for(plan, "calls", month, &group, &sides[place].1.to_string());
            appointments += sides[place].0;
            calls += sides[place].1;
        }
        observed.put(plan, "appointments", month, &appointments.to_string());
        observed.put(plan, "calls", month, &calls.to_string());
        for (name, value) in [("attended", "3"), ("meetings", "7"), ("orders", "2"), ("revenue", "900000")] {
            observed.put(plan, name, month, value);
        }
    }
    observed
}

proptest! {
    #[test]
    fn every_list_of_parts_is_the_whole_change(members in members()) {
        let plan = with_reps(inside_sales());
        let observed = observed_of(&plan, &members);
        for name in ["appointment_rate", "appointments", "calls", "revenue", "meeting_rate"] {
            let Ok(answer) = asked(&plan, &observed, date(2026, 11, 30), &november(name)) else { continue };
            let About::One(explanation) = answer.about else { continue };
            let change = explanation.change.difference();
            if let Ok(factors) = &explanation.factors {
                let parts: Rational = factors.list.iter().map(|factor| factor.part.clone()).sum();
                prop_assert_eq!(&parts + &factors.rest, change.clone(), "{}", name);
                prop_assert!(factors.rest.is_zero());
            }
            for segmentation in &explanation.segmentations {
                prop_assert_eq!(&segmentation.mix + &segmentation.rate, change.clone(), "{}", name);
                let parts: Rational = segmentation.segments.iter().map(super::answer::Segment::part).sum();
                prop_assert_eq!(parts, change.clone());
            }
            if name == "appointment_rate" {
                prop_assert_eq!(explanation.segmentations[0].kind, Kind::Rate);
            }
        }
    }

    /// Equal shares on both sides leave nothing to the mix; equal rates nothing to the members themselves.
    #[test]
    fn mix_and_rate_are_what_they_are_called(rates in prop::collection::vec((0u32..9, 0u32..9), 1..5), weights in prop::collection::vec((1u32..9, 1u32..9), 5)) {
        let plan = with_reps(inside_sales());
        let same_weights: Vec<[(u32, u32); 2]> = rates.iter().zip(&weights).map(|((old, new), (weight, _))| [(old * weight, 9 * weight), (new * weight, 9 * weight)]).collect();
        let same_rates: Vec<[(u32, u32); 2]> = rates.iter().zip(&weights).map(|((rate, _), (old, new))| [(rate * old, 9 * old), (rate * new, 9 * new)]).collect();
        let segmentation = |members: &[[(u32, u32); 2]]| {
            explained(&plan, &observed_of(&plan, members), &november("appointment_rate")).segmentations.remove(0)
        };
        prop_assert!(segmentation(&same_weights).mix.is_zero());
        prop_assert!(segmentation(&same_rates).rate.is_zero());
    }
}
