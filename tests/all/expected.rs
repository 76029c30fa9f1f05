//! The reference plans and the examples against numbers that were computed by other means.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::kpi;

/// The rows of a small table: a header, then cells without quotes; lines that start with `#` are remarks.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row =
        |line: &str| header.iter().zip(line.split(',')).map(|(name, cell)| ((*name).into(), cell.into())).collect();
    lines.map(row).collect()
}

/// Whether two numbers agree to `digits` significant digits; an empty cell agrees with `null` alone.
fn agrees(expected: &str, found: &Value, digits: i32) -> bool {
    match (expected.parse::<f64>(), found.as_f64()) {
        (Ok(expected), Some(found)) => (expected - found).abs() <= expected.abs() * 10f64.powi(-digits),
        (Err(_), None) => expected.is_empty() && found.is_null(),
        _ => false,
    }
}

/// Whether a number is the one that a table gives, at the table's decimals; an empty cell agrees with `null` alone.
fn agrees_as_written(text: &str, found: &Value) -> bool {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match (text.parse::<f64>(), found.as_f64()) {
        (Ok(expected), Some(found)) => {
            let half_a_digit = 0.5 / 10f64.powi(i32::try_from(decimals).unwrap());
            (expected - found).abs() <= half_a_digit * (1.0 + 1e-6) || agrees(text, &Value::from(found), 12)
        }
        (Err(_), None) => text.is_empty() && found.is_null(),
        _ => false,
    }
}

fn check(folder: &Path, args: &[&str]) -> Value {
    let mut all = vec!["check", "plan.kpi", "--eval-only", "--format", "json"];
    all.extend(args);
    let ran = kpi(folder, "en", &all);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}\n{}\n{}", ran.stdout, ran.stderr))
}

fn group_of(result: &Value) -> String {
    let members = result["by"].as_object().into_iter().flatten();
    let written = members.map(|(name, member)| format!("{name}={}", member.as_str().unwrap_or_default()));
    written.collect::<Vec<_>>().concat()
}

/// The results of a run by period, group and name.
fn results(json: &Value) -> BTreeMap<(String, String, String), &Value> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let key = |result: &Value| (period_of(&result["period"]), group_of(result), text(&result["name"]));
    json["results"].as_array().unwrap().iter().map(|result| (key(result), result)).collect()
}

/// A period as the expected tables write it.
fn period_of(period: &Value) -> String {
    let start: jiff::civil::Date = period["start"].as_str().unwrap().parse().unwrap();
    match period["grain"].as_str().unwrap() {
        "week" => format!("{}-W{:02}", start.iso_week_date().year(), start.iso_week_date().week()),
        "month" => start.strftime("%Y-%m").to_string(),
        "quarter" => format!("{}-Q{}", start.year(), (start.month() + 2) / 3),
        grain => panic!("no expected table uses {grain}"),
    }
}

/// Every line of `expected.csv` comes out, to 12 significant digits, with its two sides.
fn every_value_comes_out(folder: &Path, as_of: &str, periods: &[&str], dimensions: &[&str]) {
    let mut found = BTreeMap::new();
    let runs: Vec<Value> = periods
        .iter()
        .flat_map(|period| dimensions.iter().map(move |by| (period, by)))
        .map(|(period, by)| {
            let mut args = vec!["--as-of", as_of, "--period", period];
            if !by.is_empty() {
                args.extend(["--by", by]);
            }
            check(folder, &args)
        })
        .collect();
    for run in &runs {
        found.extend(results(run));
    }
    let expected = table(&folder.join("expected.csv"));
    let mut wrong = Vec::new();
    for row in &expected {
        let key = (row["period"].clone(), row["by"].clone(), row["name"].clone());
        let is_right = found.get(&key).is_some_and(|result| {
            let sides = ["numerator", "denominator"];
            agrees(&row["value"], &result["value"], 12)
                && sides.iter().all(|side| row[*side].is_empty() || agrees(&row[*side], &result[*side], 12))
        });
        if !is_right {
            wrong.push(format!("{key:?}: expected {row:?}, found {:?}", found.get(&key)));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} values are wrong:\n{}",
        wrong.len(),
        expected.len(),
        wrong[..wrong.len().min(10)].join("\n")
    );
    assert!(!expected.is_empty());
}

/// Every line of `expected-check.csv` comes out of a plain check on its day.
fn every_verdict_comes_out(folder: &Path, as_of: &[&str]) {
    let json = check(folder, as_of);
    let found = results(&json);
    let expected = table(&folder.join("expected-check.csv"));
    let mut wrong = Vec::new();
    for row in &expected {
        let key = (row["period"].clone(), String::new(), row["name"].clone());
        let Some(result) = found.get(&key) else {
            wrong.push(format!("{key:?}: nothing found"));
            continue;
        };
        let mut differs = |field: &str, is_right: bool, found: &Value| {
            if !is_right {
                wrong.push(format!("{key:?}: {field} is {found}, expected {}", row[field]));
            }
        };
        for field in ["value", "target", "expected", "attainment", "forecast"] {
            if let Some(cell) = row.get(field) {
                differs(field, agrees_as_written(cell, &result[field]), &result[field]);
            }
        }
        for field in ["target_from", "status"] {
            differs(field, result[field].as_str() == Some(&row[field]), &result[field]);
        }
        let complete = &result["period"]["complete"];
        differs("complete", complete.as_bool() == row["complete"].parse().ok(), complete);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!expected.is_empty());
}

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference").join(name)
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

#[test]
fn the_inside_sales_reference_comes_out() {
    let folder = reference("inside-sales");
    every_value_comes_out(&folder, "2026-11-22", &["2026-06..2026-11"], &["", "rep", "list"]);
    every_verdict_comes_out(&folder, &["--as-of", "2026-11-22"]);
}

#[test]
fn the_crm_reference_comes_out() {
    let folder = reference("crm");
    every_value_comes_out(&folder, "2017-12-31", &["2016-Q4..2017-Q4"], &["", "agent", "product"]);
    every_verdict_comes_out(&folder, &["--as-of", "2017-12-31"]);
}

#[test]
fn the_inside_sales_example_comes_out() {
    let folder = example("inside-sales");
    let periods = ["2026-08..2026-11", "2026-W32..2026-W47"];
    every_value_comes_out(&folder, "2026-11-20", &periods, &["", "担当"]);
    every_verdict_comes_out(&folder, &[]);
}

#[test]
fn the_crm_example_comes_out() {
    let folder = example("crm-pipeline");
    let periods = ["2026-04..2026-11", "2026-W14..2026-W46"];
    every_value_comes_out(&folder, "2026-11-15", &periods, &["", "channel", "owner"]);
    every_verdict_comes_out(&folder, &[]);
}

#[test]
fn the_contractor_example_comes_out_and_fails() {
    let folder = example("contractor");
    every_value_comes_out(&folder, "2026-10-31", &["2026-04..2026-10"], &[""]);
    every_verdict_comes_out(&folder, &[]);
    assert_eq!(kpi(&folder, "en", &["check", "plan.kpi"]).exit, 1);
}

#[test]
fn the_company_example_comes_out() {
    let folder = example("company");
    every_value_comes_out(&folder, "2026-11-20", &["2026-09..2026-11"], &["", "担当"]);
    every_verdict_comes_out(&folder, &[]);
}

/// 45,211 calls of a real campaign: 5,289 successes in all, by month as published, and a month without rows.
#[test]
fn the_bank_call_log_comes_out() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/bank/bank_calls_dated.csv");
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(data, folder.path().join("calls.csv")).unwrap();
    let plan = r#"
        plan "A bank's calls" { period month }
        source log from "calls.csv" { time contact_date; by job }
        measure calls     = count(log)
        measure successes = count(log where y)
        measure talk      = avg(log.duration_s) in seconds
        measure typical   = median(log.duration_s) in seconds
        kgi successes { target 100 }
        kpi success_rate = successes / calls { target at least 10% }
    "#;
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    let json = check(folder.path(), &["--as-of", "2010-11-30", "--period", "2008-05..2010-11"]);
    let found = results(&json);
    let value = |period: &str, name: &str| found[&(period.into(), String::new(), name.into())]["value"].as_f64();
    assert_eq!((value("2008-05", "successes"), value("2008-05", "calls")), (Some(258.0), Some(7957.0)));
    assert_eq!((value("2009-03", "successes"), value("2009-03", "calls")), (Some(125.0), Some(258.0)));
    let empty = found[&("2008-09".into(), String::new(), "success_rate".into())];
    assert_eq!((empty["status"].as_str(), empty["value"].is_null()), (Some("no-data"), true));
    let total = |name: &str| {
        found.iter().filter(|(key, _)| key.2 == name).filter_map(|(_, result)| result["value"].as_f64()).sum::<f64>()
    };
    assert_eq!((total("successes"), total("calls")), (5289.0, 45211.0));

    let whole =
        plan.replace("period month", "period year; fiscal year from january").replace("contact_date;", "decade;");
    // One period over everything: the year of a column that says the same year in each row.
    let rows = std::fs::read_to_string(folder.path().join("calls.csv")).unwrap();
    let (header, lines) = rows.split_once('\n').unwrap();
    let dated = lines.lines().fold(format!("{},decade\n", header.trim_end()), |all, line| all + line + ",2009-06-30\n");
    std::fs::write(folder.path().join("calls.csv"), dated).unwrap();
    std::fs::write(folder.path().join("plan.kpi"), whole).unwrap();
    let json = check(folder.path(), &["--as-of", "2010-11-30", "--period", "2009"]);
    let value = |name: &str| {
        let is = |result: &&Value| result["name"] == name;
        json["results"].as_array().unwrap().iter().find(is).unwrap()["value"].as_f64().unwrap()
    };
    assert!((value("success_rate") - 5289.0 / 45211.0).abs() < 1e-15);
    assert!((value("talk") * 86400.0 - 258.163).abs() < 0.0005);
    assert!((value("typical") * 86400.0 - 180.0).abs() < 1e-9);
}
