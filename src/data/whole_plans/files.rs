//! What is said of files as people keep them: wide tables, lookups with mistakes, many broken files.

use super::*;
use crate::base::message::{Arg, Message};
use crate::plan::source::{RowOperator, Unpivot};

/// The months of a fiscal year from April as columns.
const MONTHS: &str = "担当,4月,5月,6月,Q1,7月,8月,9月,上期計,10月,11月,12月,1月,2月,3月\n";

fn wide() -> Plan {
    let mut plan = plan(source("facts.csv", "month", &[]), vec![sum("amount", None)]);
    let name = |name: &str| spanned(name.to_owned());
    let unpivot = Unpivot { first: name("4月"), last: name("3月"), key: name("month"), value: name("amount") };
    plan.sources[0].layout.unpivot = Some(unpivot);
    plan.sources[0].layout.fiscal_year = Some(spanned(2026));
    plan
}

/// The parts of each error's list, by their texts and the columns or files that they name.
fn told(errors: &[crate::base::diagnostic::Diagnostic]) -> Vec<Vec<String>> {
    let arg = |message: &Message, name: &str| message.text_of(name).unwrap_or_default().to_owned();
    let part = |message: &Message| {
        format!("{} {}{}", arg(message, "text"), arg(message, "column"), arg(message, "lookup_file"))
    };
    let listed = |message: &Message| {
        message.args.iter().find_map(|(_, value)| match value {
            Arg::Messages(messages) => Some(messages.iter().map(part).collect()),
            _ => None,
        })
    };
    errors.iter().map(|error| listed(&error.message).unwrap_or_default()).collect()
}

#[test]
fn the_year_turns_where_the_months_begin_anew() {
    let mut plan = wide();
    let text = MONTHS.to_owned() + "佐藤,1,2,3,6,4,5,6,21,7,8,9,10,11,12\n";
    for first_month in [1, 4] {
        plan.settings.fiscal.first_month = first_month;
        let observations = monthly(&plan, &text);
        let of = |month: &str| total(&plan, &observations, 0, month);
        assert_eq!(
            (of("2026-04"), of("2026-12"), of("2027-01"), of("2027-03")),
            ("1".into(), "9".into(), "10".into(), "12".into())
        );
        assert_eq!(of("2026-01"), "no rows");
        assert_eq!(observations.sources[0].left_out_columns, 2);
    }
}

#[test]
fn each_bad_cell_of_an_unpivoted_row_is_told_with_its_month() {
    let plan = wide();
    let folder = Folder::new(&[("facts.csv", &(MONTHS.to_owned() + "佐藤,1,x,-,6,4,5,6,21,7,8,9,10,11,12\n"))]);
    let errors = folder.observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[])).errors;
    assert_eq!(told(&errors), [["x 5月", "- 6月"]]);
}

#[test]
fn a_lookups_bad_cell_is_told_with_the_lookup() {
    let price = RowExpr::Column(joined("price", "rep"));
    let worth = RowExpr::Binary(Box::new(cell("n")), RowOperator::Multiply, Box::new(price));
    let mut plan = plan(source("facts.csv", "date", &[]), vec![measure(Function::Sum, Some(worth), None)]);
    plan.lookups.push(lookup("members.csv", "rep"));
    let folder =
        Folder::new(&[("facts.csv", "date,rep,n\n2026-04-01,佐藤,1\n"), ("members.csv", "rep,price\n佐藤,x\n")]);
    let errors = folder.observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[])).errors;
    assert_eq!(told(&errors), [["x members.csv"]]);
    assert_eq!(errors[0].message.text_of("source"), Some("members"));
}

#[test]
fn of_many_broken_files_the_rest_is_counted() {
    let plan = plan(source("*.csv", "date", &[]), vec![count(None)]);
    let names: Vec<String> = (10..25).map(|number| format!("{number}.csv")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "dat\n1\n")).collect();
    let errors = Folder::new(&files).observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[])).errors;
    let last = &errors[10];
    assert_eq!((errors.len(), last.code), (11, "more-file-errors"));
    assert!(last.message.args.contains(&("more", Arg::Count(5))));
}

#[test]
fn rows_of_the_wrong_width_are_counted_over_the_whole_file() {
    let plan = plan(source("facts.csv", "date", &[]), vec![sum("n", None)]);
    let block = "2026-04-01,5\n".repeat(60_000);
    let text = format!("date,n\n{block}2026-04-01\n{block}2026-04-01\n{block}2026-04-01,x\n");
    let folder = Folder::new(&[("facts.csv", &text)]);
    let errors = folder.observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[])).errors;
    let ragged = &errors[0].message;
    assert_eq!((errors.len(), errors[0].code), (2, "ragged-row"));
    let Some((_, Arg::Messages(cells))) = errors[1].message.args.iter().find(|(name, _)| *name == "cells") else {
        panic!()
    };
    assert!(cells[0].args.contains(&("row", Arg::Count(180_004))), "rows behind those errors keep their numbers");
    assert!(ragged.args.contains(&("count", Arg::Count(2))), "{ragged:?}");
    let Some((_, Arg::Messages(rows))) = ragged.args.iter().find(|(name, _)| *name == "rows") else { panic!() };
    let numbers: Vec<&Arg> = rows.iter().map(|row| &row.args[0].1).collect();
    assert_eq!(numbers, [&Arg::Count(60_002), &Arg::Count(120_003)]);
}

#[test]
fn weeks_and_quarters_are_no_days_of_rows() {
    let plan = plan(source("facts.csv", "date", &[]), vec![count(None)]);
    for (cell, help) in [
        ("2026-W49", "unreadable-date.help-coarse"),
        ("2026-Q4", "unreadable-date.help-coarse"),
        ("soon", "unreadable-date.help"),
    ] {
        let folder = Folder::new(&[("facts.csv", &format!("date\n{cell}\n"))]);
        let errors = folder.observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[])).errors;
        assert_eq!(errors[0].help.as_ref().map(|help| help.id), Some(help), "{cell}");
    }
    assert_eq!(total(&plan, &monthly(&plan, "date\n2026-11\n"), 0, "2026-11"), "1");
}
