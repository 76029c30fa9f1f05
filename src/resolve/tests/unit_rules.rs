//! Units as types: what goes together, and what an error says of where units come from.

use super::{errors, plan, resolved, shown};
use proptest::prelude::*;

const SOURCE: &str = "source s from \"s.csv\" { time day; end in days }
measure n = count(s)
measure k = count(s where won)
measure yen = sum(s.amount) in JPY
measure usd = sum(s.dollars) in USD
measure wait = avg(s.end)
metric rate = k / n
";

fn unit(formula: &str) -> String {
    plan(&format!("{SOURCE}metric m = {formula}")).metrics.last().unwrap().unit.to_string()
}

fn mistakes(formula: &str) -> Vec<String> {
    errors(&format!("{SOURCE}metric m = {formula}"))
}

#[test]
fn a_difference_with_a_column_that_is_held_against_a_date_is_a_duration() {
    let unit = |aggregate: &str| unit(&format!("{aggregate} + 0"));
    assert_eq!(unit("avg(s.closed - s.opened)"), "count");
    assert_eq!(unit("avg(s.closed - s.opened where opened > 2026-01-01)"), "duration");
    assert_eq!(unit("avg(s.closed - s.opened where won and 2026-01-01 <= s.closed)"), "duration");
}

#[test]
fn units_are_inferred() {
    let cases = [
        ("n + k", "count"),
        ("n + 5", "count"),
        ("1 - rate", "ratio"),
        ("n / k", "ratio"),
        ("n * rate", "count"),
        ("yen / n", "JPY"),
        ("n * 50万円", "JPY"),
        ("yen / yen", "ratio"),
        ("yen / wait", "JPY/duration"),
        ("wait * 2", "duration"),
        ("n / 20", "count"),
        ("1 / rate", "ratio"),
        ("yen + 0", "JPY"),
        ("wait + 3 hours", "duration"),
        ("rate + 5%", "ratio"),
        ("n + 5件", "count"),
        ("5", "count"),
        ("0.5", "ratio"),
        ("(yen - 10万円) / 2", "JPY"),
        ("-yen", "JPY"),
    ];
    for (formula, expected) in cases {
        assert_eq!(unit(formula), expected, "{formula}");
    }
}

#[test]
fn what_does_not_go_together_is_told_at_the_operator() {
    let cases = [
        ("yen + n", "unit-mismatch @ +"),
        ("rate - wait", "unit-mismatch @ -"),
        ("n + rate", "unit-mismatch @ +"),
        ("n + 5%", "unit-mismatch @ +"),
        ("rate + 5件", "unit-mismatch @ +"),
        ("yen + usd", "two-currencies @ +"),
        ("yen * usd", "two-currencies @ *"),
        ("yen / usd", "two-currencies @ /"),
        ("yen + 5", "missing-unit @ 5"),
        ("5 - wait", "missing-unit @ 5"),
        ("wait + 2 months", "uneven-duration @ months"),
        ("rate + 2 points", "points-not-here @ points"),
        ("yen + 5 ZZZ", "unknown-currency @ ZZZ"),
        ("n / 0", "division-by-zero @ 0"),
    ];
    for (formula, expected) in cases {
        assert_eq!(mistakes(formula), [expected], "{formula}");
    }
}

#[test]
fn both_sides_are_looked_at() {
    assert_eq!(mistakes("(yen + n) * (rate + wait)"), ["unit-mismatch @ +", "unit-mismatch @ +"]);
}

#[test]
fn an_error_says_where_each_unit_comes_from() {
    let text = format!("{SOURCE}metric m = yen + n");
    let resolved = resolved(&text);
    let error = &resolved.errors[0];
    let related: Vec<(&str, &str)> =
        error.related.iter().map(|label| (label.message.id, &text[label.span.range()])).collect();
    assert_eq!(
        related,
        [
            ("unit-mismatch.operand", "yen"),
            ("unit-mismatch.because-declared", "JPY"),
            ("unit-mismatch.operand", "n"),
            ("unit-mismatch.because-counted", "count(s)"),
        ]
    );
}

#[test]
fn an_aggregate_without_a_unit_is_told_how_to_say_it() {
    let text = format!("{SOURCE}metric m = yen + sum(s.shipping)");
    let error = &resolved(&text).errors[0];
    assert_eq!(error.help.as_ref().unwrap().id, "unit-mismatch.help-say");
}

#[test]
fn targets_and_the_like_are_checked_against_the_unit() {
    let cases = [
        ("kpi n { target 10% }", "wrong-unit @ 10%"),
        ("kpi rate { target 5件 }", "wrong-unit @ 5件"),
        ("kpi yen { target 1,000 }", "missing-unit @ 1,000"),
        ("kpi yen { target 1,000 USD }", "wrong-unit @ 1,000 USD"),
        ("kpi wait { target at most 5 }", "missing-unit @ 5"),
        ("kpi wait { target at most 2 months }", "uneven-duration @ months"),
        ("kpi wait { warn above 5% }", "wrong-unit @ 5%"),
        ("kpi rate { needs 5 yen }", "missing-unit @ 5"),
        ("kpi n { warn down 2 points }", "points-of-no-ratio @ 2 points"),
        ("kpi n { target between 5 and 10% }", "wrong-unit @ 10%"),
        ("action \"a\" on yen { expect 5 }", "missing-unit @ 5"),
        ("test \"t\" { given yen 5 }", "missing-unit @ 5"),
        ("test \"t\" { given n 5; expect n 5% }", "wrong-unit @ 5%"),
        ("funnel \"f\" { n -> yen at 10% }", "wrong-unit @ 10%"),
        ("funnel \"f\" { n -> k at 50万円 }", "wrong-unit @ 50万円"),
    ];
    for (declaration, expected) in cases {
        assert_eq!(errors(&format!("{SOURCE}{declaration}")), [expected], "{declaration}");
    }
    let sound = [
        "kpi yen { target 1,000万円; warn below 80% of target; fail below 500万円 }",
        "kpi n { target 100件; fail below 50 }",
        "kpi rate { target 0.1; warn down 2 points }",
        "kpi wait { target at most 48 hours }",
        "kpi yen { target 0 }",
        "funnel \"f\" { n -> yen at 50万円 }",
        "funnel \"f\" { n -> k at 1.5 }",
    ];
    for declaration in sound {
        plan(&format!("{SOURCE}{declaration}"));
    }
}

#[test]
fn units_of_columns_carry_over() {
    let source = "source s from \"s.csv\" { time day; price in 千円; cost in USD; took in minutes }\n";
    let of = |text: &str| plan(&format!("{source}metric m = {text}")).metrics[0].unit.to_string();
    assert_eq!(of("sum(s.price * s.quantity)"), "JPY");
    assert_eq!(of("sum(s.price)"), "JPY");
    assert_eq!(of("avg(s.took)"), "duration");
    assert_eq!(of("sum(s.price where took > 5 minutes) in JPY"), "JPY");
    let wrong = |text: &str| errors(&format!("{source}metric m = {text}"));
    assert_eq!(wrong("sum(s.price + s.cost)"), ["two-currencies @ +"]);
    assert_eq!(wrong("sum(s.price) in USD"), ["wrong-unit-said @ USD"]);
    assert_eq!(wrong("count(s) in JPY"), ["wrong-unit-said @ JPY"]);
    assert_eq!(wrong("count(s where price > 5 days)"), ["unit-mismatch @ 5 days"]);
    assert_eq!(wrong("count(s where length > 5 minutes)"), ["unsaid-column-unit @ length"]);
}

proptest! {
    /// Of any two numbers, adding them in either order is right or wrong alike.
    #[test]
    fn adding_is_symmetric(left in 0usize..6, right in 0usize..6) {
        let names = ["n", "yen", "usd", "wait", "rate", "5"];
        let codes = |formula: String| -> Vec<String> {
            let text = format!("{SOURCE}metric m = {formula}");
            let errors = resolved(&text).errors;
            shown(&text, &errors).iter().map(|error| error.split(' ').next().unwrap_or_default().to_owned()).collect()
        };
        let (left, right) = (names[left], names[right]);
        prop_assert_eq!(codes(format!("{left} + {right}")), codes(format!("{right} + {left}")));
    }
}
