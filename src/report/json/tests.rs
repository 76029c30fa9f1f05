//! The structure of the document, held against what is described.

use serde_json::Value as Json;

use super::*;
use crate::base::message::Message;
use crate::report::language::Language;
use crate::report::sample::checked;
use crate::report::summary::FailOn;

fn document(checked: &Checked) -> Json {
    let summary = Summary::of(checked, Level::Warn, FailOn::default());
    serde_json::from_str(&json(checked, &summary, Level::Warn, &Localizer::new(Language::English))).unwrap()
}

fn keys(json: &Json) -> String {
    json.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_fields_stand_in_the_order_that_is_described() {
    let mut checked = checked();
    checked.diagnostics.push(Diagnostic::new(Level::Deny, Message::new("no-plan-found")));
    checked.diagnostics.push(Diagnostic::error(Message::new("no-plan-found")));
    let document = document(&checked);
    assert_eq!(
        keys(&document),
        "version tool_version as_of sources findings where results scores payments bottleneck cohorts actions tests errors \
         summary"
    );
    assert_eq!(keys(&document["sources"][0]), "name files rows skipped unmatched encoding first newest");
    assert_eq!(
        keys(&document["findings"][0]),
        "rule level message help file line column end_line end_column related fix"
    );
    assert_eq!(
        keys(&document["results"][0]),
        "id plan file line column name label role layer horizon owner weight shared_with unit period by rank not_ranked share value numerator \
         denominator sample interval previous target target_high target_from direction warn fail met gap expected attainment \
         forecast guards guard_status when_missed status evidence reason"
    );
    assert_eq!(keys(&document["results"][0]["period"]), "grain start end complete");
    assert_eq!(keys(&document["results"][0]["when_missed"]), "do ask");
    assert_eq!(keys(&document["errors"][0]), "message file line column");
    assert_eq!(keys(&document["summary"]), "plans findings suppressed known hidden results exit");
    assert_eq!(keys(&document["summary"]["results"]), "ok warn fail no_data too_few");
    assert_eq!(document["summary"]["exit"], 2);
}

#[test]
fn every_row_has_every_field_and_null_where_there_is_nothing() {
    let document = document(&checked());
    let rows = document["results"].as_array().unwrap();
    let first = keys(&rows[0]);
    assert!(rows.iter().all(|row| keys(row) == first));
    let number = &rows[2];
    assert_eq!((&number["role"], &number["status"], &number["target"]), (&"measure".into(), &Json::Null, &Json::Null));
    assert_eq!(number["value"], 0.113);
    assert_eq!(number["unit"], "ratio");
}

#[test]
fn limits_are_written_without_a_target_too() {
    let mut checked = checked();
    let row = &mut checked.plans[0].evaluation.as_mut().unwrap().rows[1];
    row.aim = None;
    row.limits.warn = Some(43.into());
    let row = &document(&checked)["results"][1];
    assert_eq!((&row["target"], &row["warn"], &row["fail"]), (&Json::Null, &43.into(), &Json::Null));
}

#[test]
fn a_row_says_what_it_is_and_where() {
    let document = document(&checked());
    let row = &document["results"][1];
    assert_eq!(row["id"], "plan.kpi/kpi/calls/2026-11");
    assert_eq!((&row["line"], &row["column"]), (&3.into(), &5.into()));
    assert_eq!((&row["name"], &row["label"], &row["owner"]), (&"calls".into(), &"架電数".into(), &"佐藤".into()));
    assert_eq!((&row["value"], &row["expected"], &row["forecast"]), (&1081.into(), &750.into(), &933.into()));
    assert_eq!(row["period"]["end"], "2026-11-30");
    assert_eq!(document["summary"]["results"]["warn"], 1);
}

#[test]
fn numbers_are_the_shortest_that_round_trip() {
    let text = |number: Rational| serde_json::to_string(&Number(number)).unwrap();
    assert_eq!(text(Rational::from_decimal(1, 1)), "0.1");
    assert_eq!(text(Rational::new(1, 3).unwrap()), "0.3333333333333333");
    assert_eq!(text(Rational::from(-5)), "-5");
    assert_eq!(text(Rational::from(9_007_199_254_740_993i64)), "9007199254740993");
    assert_eq!(text(Rational::from(10i128.pow(30))), "1e+30");
}
