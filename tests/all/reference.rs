//! Whole plans against what another engine computed of them: `expected.csv` (every number by period and group) and
//! `expected-check.csv` (the verdicts on the day that its first line names) beside a plan.
//!
//! The examples of this repository are always checked; `KPI_REFERENCE` names a folder with further ones.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use kpi_lang::base::period::{FiscalYear, Period};
use serde_json::Value;

use crate::harness::kpi;
use crate::repository::root;

/// A table of text: the header's names and the rows.
struct Table {
    /// The lines that start with `#`.
    remarks: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// `None` where there is no such file. None of these files quotes a cell.
    fn read(path: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        let (remarks, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
        let mut rows = lines.iter().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        Some(Self { remarks: remarks.concat(), header: rows.next()?, rows: rows.collect() })
    }

    fn cell<'t>(&self, row: &'t [String], name: &str) -> &'t str {
        let place = self.header.iter().position(|header| header == name);
        place.and_then(|place| row.get(place)).map_or("", String::as_str)
    }
}

/// The folders that hold a plan and what must come of it.
fn folders() -> Vec<PathBuf> {
    let outside = std::env::var_os("KPI_REFERENCE").map(PathBuf::from);
    let places = [Some(root().join("examples")), outside];
    let entries = places.into_iter().flatten().filter_map(|place| std::fs::read_dir(place).ok()).flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join("plan.kpi").exists());
    folders.sort();
    folders
}

/// What `kpi check` says in a folder, as its JSON document's results.
fn results(folder: &Path, further: &[&str]) -> Vec<Value> {
    let words = [&["check", "plan.kpi", "--format", "json"], further].concat();
    let outcome = kpi(folder, "en", &words);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap_or_default();
    let results = document["results"].as_array().cloned().unwrap_or_default();
    assert!(!results.is_empty(), "{}: {words:?} gives no results:\n{}", folder.display(), outcome.stdout);
    results
}

/// The date that the table's first line names, as a command line option.
fn as_of(table: &Table) -> String {
    let mut words = table.remarks.split(|character: char| !(character.is_ascii_digit() || character == '-'));
    let date = words.find(|word| word.parse::<Date>().is_ok());
    date.unwrap_or_default().to_owned()
}

/// Whether a number of the document is the one that was computed, to the places that the table writes.
fn is_near(found: &Value, expected: &str) -> bool {
    let places = expected.split_once('.').map_or(0, |(_, places)| places.len());
    let half_a_place = 0.51 * 0.1_f64.powi(i32::try_from(places).unwrap_or(0));
    match (found.as_f64(), expected.parse::<f64>().ok()) {
        // Beyond 12 digits another engine's floats end.
        (Some(found), Some(expected)) => (found - expected).abs() <= half_a_place.max(1e-12 * expected.abs()),
        (found, expected) => found.is_none() && expected.is_none(),
    }
}

/// Whether a result is of the period that a table writes as `2026-10`, `2026-W47` or `2017-Q4` (calendar quarters).
fn is_of(result: &Value, at: &str) -> bool {
    let Some(period) = Period::parse(at, FiscalYear::CALENDAR) else { return false };
    result["period"]["grain"] == period.grain.word() && result["period"]["start"] == period.start.to_string()
}

/// Whether a result is of the group that a table writes as `rep=佐藤`, or of everybody.
fn is_by(result: &Value, by: &str) -> bool {
    let members = result["by"].as_object();
    match by.split_once('=') {
        Some((dimension, member)) => result["by"][dimension] == member,
        None => members.is_none_or(serde_json::Map::is_empty),
    }
}

#[test]
fn the_verdicts_are_those_of_another_engine() {
    for folder in folders() {
        let Some(table) = Table::read(&folder.join("expected-check.csv")) else { continue };
        let results = results(&folder, &["--as-of", &as_of(&table)]);
        for row in &table.rows {
            let (at, name) = (table.cell(row, "period"), table.cell(row, "name"));
            let is_it = |result: &&Value| {
                result["name"] == name && is_of(result, at) && is_by(result, "") && result["status"].is_string()
            };
            let found = results.iter().find(is_it);
            let found = found.unwrap_or_else(|| panic!("{}: no verdict on {name} in {at}", folder.display()));
            for column in &table.header {
                let expected = table.cell(row, column);
                let is_same = match column.as_str() {
                    "period" | "name" => true,
                    "complete" => found["period"]["complete"] == (expected == "true"),
                    "status" | "target_from" => found[column] == expected,
                    _ => is_near(&found[column], expected),
                };
                assert!(is_same, "{}: {name} in {at}: {column} is {}, not {expected}", folder.display(), found[column]);
            }
        }
    }
}

#[test]
fn every_number_is_that_of_another_engine() {
    for folder in folders() {
        let (Some(table), Some(check)) =
            (Table::read(&folder.join("expected.csv")), Table::read(&folder.join("expected-check.csv")))
        else {
            continue;
        };
        let period_of = |row: &Vec<String>| Period::parse(table.cell(row, "period"), FiscalYear::CALENDAR);
        let periods: Vec<Period> = table.rows.iter().filter_map(period_of).collect();
        let (first, last) = (periods.iter().map(|period| period.start).min(), periods.iter().map(Period::end).max());
        let (Some(first), Some(last)) = (first, last) else { continue };
        let mut dimensions: Vec<&str> =
            table.rows.iter().map(|row| table.cell(row, "by").split_once('=').map_or("", |(name, _)| name)).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        for dimension in dimensions {
            let range = format!("{first}..{last}");
            let mut words = vec!["--period", &range];
            let date = as_of(&check);
            words.extend(["--as-of", &date]);
            if !dimension.is_empty() {
                words.extend(["--by", dimension]);
            }
            let results = results(&folder, &words);
            let is_asked =
                |row: &&Vec<String>| table.cell(row, "by").split_once('=').map_or("", |(name, _)| name) == dimension;
            for row in table.rows.iter().filter(is_asked) {
                compare(&folder, &table, row, &results);
            }
        }
    }
}

/// Compares a row of `expected.csv` with the document.
fn compare(folder: &Path, table: &Table, row: &[String], results: &[Value]) {
    let [at, by, name] = ["period", "by", "name"].map(|column| table.cell(row, column));
    let place = format!("{}: {name} in {at} by {by:?}", folder.display());
    let found = results.iter().find(|result| result["name"] == name && is_of(result, at) && is_by(result, by));
    let found = found.unwrap_or_else(|| panic!("{place} is not there"));
    for column in ["value", "numerator", "denominator"] {
        let expected = table.cell(row, column);
        if column == "value" || !expected.is_empty() {
            assert!(is_near(&found[column], expected), "{place}: {column} is {}, not {expected}", found[column]);
        }
    }
}
