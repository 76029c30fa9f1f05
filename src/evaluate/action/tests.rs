use jiff::civil::date;
use proptest::prelude::*;

use super::shape::{Shape, Side, Sum};
use super::*;
use crate::base::rational::Rational;
use crate::base::span::Spanned;
use crate::base::vocabulary::Function;
use crate::evaluate::ground::{Basis, Input, on_ground};
use crate::evaluate::outside::Outside;
use crate::evaluate::statistics::interval::Interval;
use crate::evaluate::test_support::{at_most, between, inside_sales, nowhere, number, observations, spanned};
use crate::plan::ids::MetricId;
use crate::plan::metric::{Expr, MetricOrigin, Operator};
use crate::plan::unit::Unit;
use crate::plan::{Workspace, practice};

fn binary(left: Expr, operator: Operator, right: Expr) -> Expr {
    Expr::Binary(Box::new(left), operator, Box::new(right))
}

fn shape(plan: &Plan, metric: MetricId) -> Option<Shape> {
    Shapes::new(plan, &Programs::new(plan)).of(metric)
}

/// What a shape comes to with such numbers of the measures.
fn worth(shape: &Shape, of: impl Fn(MeasureId) -> Rational) -> Option<Rational> {
    let sum = |sum: &Sum| sum.parts.iter().map(|((measure, _), factor)| &of(*measure) * factor).sum::<Rational>();
    match shape {
        Shape::Constant(number) => Some(number.clone()),
        Shape::Sum(own) => Some(sum(own)),
        Shape::Quotient(above, below) => sum(above).checked_div(&sum(below)),
    }
}

fn action(metric: MetricId, from: Option<jiff::civil::Date>, by: Option<jiff::civil::Date>) -> practice::Action {
    practice::Action {
        label: spanned("an action".to_owned()),
        metric: spanned(metric),
        from: from.map(spanned),
        expect: None,
        by: by.map(spanned),
        owner: None,
        heard: Vec::new(),
        note: None,
        allows: Vec::new(),
        span: nowhere(),
    }
}

/// Looks at a plan without numbers on 2026-11-22.
fn looked<T>(plan: &Plan, look: impl FnOnce(Ground) -> T) -> T {
    let basis = Basis { observations: observations(plan), outside: Outside::default(), ..Basis::default() };
    let workspace = Workspace::default();
    on_ground(Input { plan, workspace: &workspace, basis: &basis, as_of: date(2026, 11, 22) }, look)
}

#[test]
fn rates_are_counts_among_counts_and_money_per_order_is_not() {
    let plan = inside_sales();
    let counts_among = |name: &str| shape(&plan, plan.find(name)).unwrap().counts_among(&plan);
    assert!(counts_among("appointment_rate") && counts_among("show_rate"));
    assert!(!counts_among("order_value") && !counts_among("calls"));
}

#[test]
fn what_days_do_not_make_has_no_shape() {
    let mut plan = inside_sales();
    let (calls, rate) = (Expr::Metric(plan.find("calls")), Expr::Metric(plan.find("appointment_rate")));
    let mut add = |name: &str, expr: Expr| plan.add_metric(name, MetricOrigin::Metric, expr, Unit::COUNT);
    let none = [
        add("last", Expr::Previous(MetricId(0))),
        add("squared", binary(calls.clone(), Operator::Multiply, calls.clone())),
        add("rates", binary(rate.clone(), Operator::Multiply, rate.clone())),
        add("mixed", binary(calls.clone(), Operator::Add, rate)),
        add("inverse", binary(Expr::Number(Rational::ONE), Operator::Divide, calls)),
    ];
    for metric in none {
        assert_eq!(shape(&plan, metric), None, "{}", plan.metric(metric).name.value);
    }
    for function in [Function::Median, Function::Max, Function::Last] {
        plan.measures[0].function = function;
        assert_eq!(shape(&plan, plan.find("calls")), None);
    }
    plan.measures[0].function = Function::Avg;
    let average = shape(&plan, plan.find("calls")).unwrap();
    assert!(
        matches!(&average, Shape::Quotient(above, _) if above.parts.keys().all(|(_, side)| *side == Side::Numerator))
    );
}

#[test]
fn the_windows_are_as_long_as_one_another_and_end_with_the_numbers() {
    let mut plan = inside_sales();
    let calls = plan.find("calls");
    let (mid, end) = (date(2026, 10, 15), date(2026, 11, 10));
    let windows = |plan: &Plan, from, by| looked(plan, |ground| Windows::of(ground, &action(calls, Some(from), by)));
    let open = windows(&plan, mid, None).unwrap();
    assert_eq!((open.after.first, open.after.last, open.after.count()), (mid, date(2026, 11, 22), 39));
    assert_eq!((open.before.first, open.before.last, open.before.count()), (date(2026, 9, 6), date(2026, 10, 14), 39));
    assert_eq!(windows(&plan, mid, Some(end)).unwrap().after.last, end);
    let long = windows(&plan, date(2020, 1, 1), None).unwrap();
    assert_eq!((long.before.count(), long.after.count()), (366, 366));
    assert_eq!(windows(&plan, date(2026, 11, 22), None).unwrap().after.count(), 1);
    assert_eq!(windows(&plan, date(2026, 11, 23), None).unwrap_err().id, "action-to-come");
    let lag = crate::plan::settings::Length {
        amount: 3.into(),
        unit: crate::base::vocabulary::DurationUnit::Days,
        span: nowhere(),
    };
    plan.sources[0].lag = Some(lag);
    assert_eq!(windows(&plan, mid, None).unwrap().after.count(), 36);
    assert_eq!(windows(&plan, date(2026, 11, 21), None).unwrap_err().id, "action-numbers-to-come");
}

/// A comparison with this interval.
fn comparison(before: &str, after: &str, interval: Option<(&str, &str)>) -> Comparison {
    Comparison {
        counts: None,
        before: number(before),
        after: number(after),
        after_standardised: None,
        interval: interval.map(|(low, high)| Interval { low: number(low), high: number(high) }),
        how: How::Quotient,
        notes: Vec::new(),
    }
}

#[test]
fn the_verdict_follows_from_where_the_interval_lies() {
    let of = |interval, expect: Option<&str>, better| {
        let expect = expect.map(number);
        verdict(&comparison("0.1", "0.12", interval), expect.as_ref(), better, Unit::RATIO).0
    };
    assert_eq!(of(Some(("0.01", "0.03")), None, Better::More), Verdict::Worked);
    assert_eq!(of(Some(("0.01", "0.03")), None, Better::Less), Verdict::Worse);
    assert_eq!(of(Some(("-0.03", "-0.01")), None, Better::Less), Verdict::Worked);
    assert_eq!(of(Some(("-0.03", "-0.01")), None, Better::More), Verdict::Worse);
    // Expected are 2 points more; chance alone makes 1.5, or 2.5.
    assert_eq!(of(Some(("-0.01", "0.02")), Some("0.12"), Better::More), Verdict::NoEvidence);
    assert_eq!(of(Some(("-0.02", "0.03")), Some("0.12"), Better::More), Verdict::TooEarly);
    // Touching nothing is no effect yet. Without an expectation a tenth of what there was would matter.
    assert_eq!(of(Some(("0", "0.02")), None, Better::More), Verdict::NoEvidence);
    assert_eq!(of(Some(("-0.01", "0.02")), None, Better::More), Verdict::TooEarly);
    // An expectation that was met before says nothing of what would matter.
    assert_eq!(of(Some(("-0.01", "0.02")), Some("0.05"), Better::More), Verdict::TooEarly);
    assert_eq!(of(None, None, Better::More), Verdict::TooEarly);
}

#[test]
fn better_is_where_the_target_lies_or_what_is_expected() {
    let mut plan = inside_sales();
    let rate = plan.find("appointment_rate");
    let better = |plan: &Plan, metric, expect: Option<&str>| {
        let expect: Option<Spanned<Rational>> = expect.map(|expect| spanned(number(expect)));
        let action = practice::Action { expect, ..action(metric, None, None) };
        looked(plan, |ground| Better::of(ground, &action, &number("0.1")))
    };
    assert_eq!(better(&plan, rate, Some("0.05")), Better::More);
    plan.indicators[2].target = Some(at_most("0.1"));
    assert_eq!(better(&plan, rate, Some("0.2")), Better::Less);
    plan.indicators[2].target = Some(between("0.1", "0.2"));
    assert_eq!(better(&plan, rate, Some("0.05")), Better::Less);
    assert_eq!(better(&plan, rate, Some("0.15")), Better::More);
    assert_eq!(better(&plan, plan.find("orders"), None), Better::More);
    // What the goal requires says it where the plan states nothing: fewer calls than before are no success.
    assert_eq!(better(&plan, plan.find("calls"), Some("0.05")), Better::More);
    let apart = plan.add_metric("apart", MetricOrigin::Metric, Expr::Number(Rational::ONE), Unit::COUNT);
    assert_eq!(better(&plan, apart, Some("0.05")), Better::Less);
}

#[test]
fn no_more_actions_are_measured_than_a_plan_needs() {
    let mut plan = inside_sales();
    plan.actions = vec![action(plan.find("calls"), Some(date(2026, 10, 1)), None); MOST_ACTIONS + 1];
    let reasons =
        looked(&plan, |ground| measured(ground).into_iter().map(|one| one.reason.unwrap().id).collect::<Vec<_>>());
    assert_eq!((reasons[MOST_ACTIONS - 1], reasons[MOST_ACTIONS]), ("action-no-data-before", "action-too-many"));
    let needed = needed(&plan, &Programs::new(&plan));
    assert_eq!(needed.0.len(), 1);
}

proptest! {
    #[test]
    fn a_shape_is_worth_what_its_formula_is(
        steps in proptest::collection::vec((0usize..4, 0usize..3, 1i64..4), 1..8),
        numbers in proptest::collection::vec(1i64..50, 6),
    ) {
        let mut plan = inside_sales();
        let base = [plan.find("calls"), plan.find("orders"), plan.find("appointment_rate")];
        let operators = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide];
        let number_of = |measure: MeasureId| Rational::from(numbers[measure.index()]);
        let calculated = |metric: MetricId| match metric {
            metric if metric == base[0] => number_of(MeasureId(0)),
            metric if metric == base[1] => number_of(MeasureId(4)),
            _ => number_of(MeasureId(1)).checked_div(&number_of(MeasureId(0))).unwrap(),
        };
        let mut expr = Expr::Metric(base[0]);
        let mut expected = Some(calculated(base[0]));
        for (operator, operand, factor) in steps {
            let (part, value) = if operand == 2 {
                (Expr::Number(Rational::from(factor)), Rational::from(factor))
            } else {
                let metric = base[operand + usize::from(operand == 1 && factor > 2)];
                (Expr::Metric(metric), calculated(metric))
            };
            let operator = operators[operator];
            expected = expected.and_then(|left| crate::evaluate::arithmetic::combine(&left, operator, &value).ok());
            expr = binary(expr, operator, part);
        }
        let any = plan.add_metric("any", MetricOrigin::Metric, expr, Unit::COUNT);
        if let (Some(shape), Some(expected)) = (shape(&plan, any), expected) {
            prop_assert_eq!(worth(&shape, number_of), Some(expected));
        }
    }
}
