//! What is found in the reference plans and in the examples.

use std::collections::BTreeSet;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use kpi_lang::lint::rules::looks_at_numbers;
use serde_json::Value;

use crate::harness::kpi;
use crate::repository::root;

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference").join(name)
}

/// Everything that is found in a plan, by its design alone or with its numbers.
fn findings(folder: &Path, words: &[&str]) -> Vec<Value> {
    let words = [&["check", "plan.kpi", "--show", "note", "--format", "json"], words].concat();
    let document: Value = serde_json::from_str(&kpi(folder, "en", &words).stdout).unwrap();
    assert_eq!(document["errors"], Value::Array(Vec::new()));
    document["findings"].as_array().unwrap().clone()
}

/// The rules that find something, as `level rule`.
fn found(folder: &Path, as_of: &str) -> BTreeSet<String> {
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let findings = findings(folder, &["--lint-only", "--as-of", as_of]);
    findings.iter().map(|one| format!("{} {}", word(one, "level"), word(one, "rule"))).collect()
}

/// What the rules find that look at numbers, as `rule: message`.
fn found_in_numbers(folder: &Path, as_of: &str) -> Vec<String> {
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let findings = findings(folder, &["--as-of", as_of]).into_iter();
    let found = findings.filter(|one| looks_at_numbers(&word(one, "rule")));
    found.map(|one| format!("{}: {}", word(&one, "rule"), word(&one, "message"))).collect()
}

#[test]
fn the_failures_of_the_contractors_plan_are_found() {
    let folder = reference("contractor");
    let rules: BTreeSet<String> =
        found(&folder, "2026-10-31").into_iter().filter_map(|one| Some(one.split_once(' ')?.1.to_owned())).collect();
    let expected = read_to_string(folder.join("expected-findings.txt")).unwrap();
    let expected: BTreeSet<String> =
        expected.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    assert!(expected.len() > 5);
    let missing: Vec<_> = expected.difference(&rules).collect();
    assert!(missing.is_empty(), "not found: {missing:?}");
}

#[test]
fn the_inside_sales_plan_fails_no_rule() {
    assert_eq!(found(&reference("inside-sales"), "2026-11-22"), BTreeSet::new());
}

#[test]
fn the_pipelines_plan_adds_up_and_conflicts_nowhere() {
    let found = found(&reference("crm"), "2017-12-31");
    assert!(found.iter().all(|one| !one.starts_with("deny")), "{found:?}");
    for rule in
        ["targets-miss-goal", "target-against-goal", "conflicting-targets", "unsolvable-target", "threshold-order"]
    {
        assert!(!found.contains(&format!("warn {rule}")), "{found:?}");
    }
}

#[test]
fn the_numbers_of_the_reference_plans_say_what_is_true_of_them() {
    assert_eq!(
        found_in_numbers(&reference("contractor"), "2026-10-31"),
        [
            "beyond-history: the target of `orders` for October 2026 is 20: 222.2% of the best there ever was, 9 in \
             April 2026",
            "volume-up-quality-down: `appointments` has risen from July 2026 to October 2026 (131 → 140 → 152 → 171), \
             and `deals` has fallen (37 → 33 → 31 → 29)",
            "always-green: `appointments` was ok in all of the last 6 periods, from May 2026 to October 2026",
            "red-without-action: `deals` has failed twice running, and nobody has tried anything since: 31 in September \
             2026 and 29 in October 2026",
            "never-met: `deals` has missed its target in all of the last 6 periods; it came nearest in May 2026 with 40, \
             for a target of 60",
        ]
    );
    assert_eq!(found_in_numbers(&reference("inside-sales"), "2026-11-22"), [] as [&str; 0]);
    assert_eq!(found_in_numbers(&reference("crm"), "2017-12-31"), [] as [&str; 0]);
}

#[test]
fn the_numbers_of_the_examples_say_what_is_true_of_them() {
    let found = |name: &str| found_in_numbers(&root().join("examples").join(name), "2026-11-20");
    assert_eq!(found("inside-sales"), [] as [&str; 0]);
    assert_eq!(found("crm-pipeline"), [] as [&str; 0]);
    assert_eq!(
        found("contractor"),
        [
            "volume-up-quality-down: `アポ件数` has risen from July 2026 to October 2026 (88 → 97 → 105 → 118), and \
             `出席率` has fallen (69.3% → 63.9% → 58.1% → 50.8%)",
            "red-without-action: `出席率` has failed twice running, and nobody has tried anything since: 58.1% in \
             September 2026 and 50.8% in October 2026",
            "red-without-action: `商談化率` has failed twice running, and nobody has tried anything since: 33.3% in \
             September 2026 and 26.3% in October 2026",
        ]
    );
}

#[test]
fn nothing_is_found_in_the_examples() {
    for name in ["inside-sales", "crm-pipeline", "contractor"] {
        assert_eq!(found(&root().join("examples").join(name), "2026-11-20"), BTreeSet::new(), "{name}");
    }
}
