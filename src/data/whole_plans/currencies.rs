//! Cells that say their own currency or scale.

use super::*;
use crate::plan::source::{ColumnUnit, RowOperator};
use crate::plan::unit::Currency;

fn money(code: &str) -> Unit {
    Unit::money(Currency::new(code).unwrap())
}

fn sum_in(unit: Unit, filter: Option<Condition>) -> Measure {
    Measure { unit, ..sum("amount", filter) }
}

/// What is wrong with a plan over a text: the code, and the currencies that are named.
fn errors(measures: Vec<Measure>, text: &str) -> Vec<String> {
    let plan = plan(source("facts.csv", "date", &[]), measures);
    let observed =
        Folder::new(&[("facts.csv", text)]).observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[]));
    let words = |message: &crate::base::message::Message| {
        let text = |arg: &crate::base::message::Arg| match arg {
            crate::base::message::Arg::Text(text) => Some(text.clone()),
            _ => None,
        };
        let named = ["currency", "found", "text", "other_text"];
        let args = message.args.iter().filter(|(name, _)| named.contains(name));
        args.filter_map(|(_, arg)| text(arg)).collect::<Vec<_>>().join(" ")
    };
    let of_error = |error: &crate::base::diagnostic::Diagnostic| {
        let help = error.help.as_ref().map(&words).unwrap_or_default();
        format!("{} {} / {help}", error.code, words(&error.message))
    };
    observed.errors.iter().map(of_error).collect()
}

#[test]
fn a_cell_of_another_currency_is_not_added_up() {
    let text = "date,amount,in\n2026-04-01,¥500,jpy\n2026-04-01,$5,usd\n2026-04-02,7,jpy\n";
    assert_eq!(errors(vec![sum_in(money("JPY"), None)], text), ["other-currency JPY / JPY USD $5"]);
    // Rows of each currency may be added up on their own.
    let apart = vec![sum_in(money("USD"), Some(is("in", "usd"))), sum_in(money("JPY"), Some(is("in", "jpy")))];
    assert_eq!(errors(apart, text), [""; 0]);
    // The sign of the yen is that of the yuan, too.
    assert_eq!(errors(vec![sum_in(money("CNY"), None)], "date,amount\n2026-04-01,¥500\n"), [""; 0]);
    assert_eq!(errors(vec![sum_in(money("CAD"), None)], "date,amount\n2026-04-01,5 USD\n").len(), 1);
}

#[test]
fn two_currencies_are_not_added_up_unsaid() {
    let text = "date,amount,rate\n2026-04-01,¥500,1\n2026-04-01,500円,1\n2026-04-02,$5,150\n";
    assert_eq!(errors(vec![sum("amount", None)], text), ["mixed-currencies ¥500 $5 / "]);
    assert_eq!(errors(vec![sum("amount", Some(is("rate", "1")))], text), [""; 0]);
    // Each times its rate is one currency.
    let amount = RowExpr::Binary(Box::new(cell("amount")), RowOperator::Multiply, Box::new(cell("rate")));
    let converted = Measure { unit: money("JPY"), ..measure(Function::Sum, Some(amount), None) };
    assert_eq!(errors(vec![converted], text), [""; 0]);
}

#[test]
fn a_cell_with_its_own_scale_is_not_scaled_again() {
    let thousands = Measure { scale: Rational::from(1000), ..sum_in(money("JPY"), None) };
    let text = "date,amount\n2026-04-01,5\n2026-04-01,5千円\n2026-04-01,1.5万\n";
    let plan = plan(source("facts.csv", "date", &[]), vec![thousands]);
    assert_eq!(total(&plan, &monthly(&plan, text), 0, "2026-04"), "25000");
    let large = Condition::Compare(cell("amount"), Comparison::Greater, RowExpr::Number(Rational::from(9000)));
    let mut plan = super::plan(source("facts.csv", "date", &[]), vec![sum("amount", None), count(Some(large))]);
    let column = spanned("amount".to_owned());
    plan.sources[0].layout.column_units = vec![ColumnUnit { column, scale: Rational::from(1000), unit: money("JPY") }];
    let observations = monthly(&plan, text);
    assert_eq!(total(&plan, &observations, 0, "2026-04"), "25000");
    assert_eq!(total(&plan, &observations, 1, "2026-04"), "1");
}
