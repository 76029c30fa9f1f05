//! Plans of ten fields as their managers write them, and what is found wrong with each: exactly what the table beside it
//! says, with the reason for which that manager would agree.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::harness::kpi;
use crate::repository::{files, read, root};

/// What is found wrong with a plan.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Expected {
    /// The day that it is judged on.
    as_of: String,
    #[serde(default)]
    finding: Vec<Agreed>,
}

/// A finding that the plan's author would agree with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agreed {
    rule: String,
    /// The words that it points at.
    at: String,
    line: usize,
    why: String,
}

/// A finding as both sides write it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    line: usize,
    rule: String,
    at: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { line, rule, at } = self;
        write!(formatter, "line {line}: {rule} at `{at}`")
    }
}

/// What is said of a plan by all rules, in the order of the text; one that is said twice stands there twice.
fn found(plan: &str, as_of: &str) -> Vec<Finding> {
    let arguments = ["check", plan, "--lint-only", "--show", "note", "--format", "json", "--as-of", as_of];
    let outcome = kpi(&root().join("tests/plans"), "en", &arguments);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["errors"], Value::Array(Vec::new()), "{plan}");
    let text = read(&format!("tests/plans/{plan}"));
    let finding = |finding: &Value| {
        let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
        let line = number("line");
        let words = text.lines().nth(line - 1).unwrap().chars().skip(number("column") - 1);
        let is_one_line = line == number("end_line");
        let length = if is_one_line { number("end_column") - number("column") } else { usize::MAX };
        Finding { line, rule: finding["rule"].as_str().unwrap().to_owned(), at: words.take(length).collect() }
    };
    let mut found: Vec<Finding> = document["findings"].as_array().unwrap().iter().map(finding).collect();
    found.sort();
    found
}

fn names(ending: &str) -> BTreeSet<String> {
    let files = files("tests/plans", ending);
    let name = |file: &String| file.replace("tests/plans/", "").strip_suffix(ending).map(str::to_owned);
    files.iter().filter_map(name).collect()
}

#[test]
fn ten_fields_have_a_plan_and_a_table() {
    assert_eq!(names(".kpi"), names(".toml"));
    assert_eq!(names(".kpi").len(), 10);
}

#[test]
fn what_is_found_is_what_the_fields_manager_would_agree_with() {
    let mut faults = Vec::new();
    for name in names(".kpi") {
        let table = read(&format!("tests/plans/{name}.toml"));
        let table: Expected = toml::from_str(&table).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
        let mut agreed: Vec<Finding> = Vec::new();
        for Agreed { rule, at, line, why } in table.finding {
            if why.trim().is_empty() {
                faults.push(format!("{name}.toml doesn't say why: {rule} in line {line}"));
            }
            agreed.push(Finding { line, rule, at });
        }
        agreed.sort();
        let found = found(&format!("{name}.kpi"), &table.as_of);
        let only = |these: &[Finding], others: &[Finding]| -> Vec<String> {
            let mut left: Vec<&Finding> = others.iter().collect();
            let is_new = |finding: &&Finding| match left.iter().position(|other| other == finding) {
                Some(place) => {
                    left.swap_remove(place);
                    false
                }
                None => true,
            };
            these.iter().filter(is_new).map(Finding::to_string).collect()
        };
        faults.extend(only(&found, &agreed).iter().map(|finding| format!("{name}.kpi: + {finding}")));
        faults.extend(only(&agreed, &found).iter().map(|finding| format!("{name}.kpi: - {finding}")));
    }
    assert!(
        faults.is_empty(),
        "found (+) and not in the table, or in the table (-) and not found:\n{}",
        faults.join("\n")
    );
}
