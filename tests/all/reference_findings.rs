//! What is found in the reference plans and in the examples.

use std::collections::BTreeSet;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::kpi;
use crate::repository::root;

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference").join(name)
}

/// The rules that find something, as `level rule`.
fn found(folder: &Path, as_of: &str) -> BTreeSet<String> {
    let words = ["check", "plan.kpi", "--lint-only", "--show", "note", "--format", "json", "--as-of", as_of];
    let document: Value = serde_json::from_str(&kpi(folder, "en", &words).stdout).unwrap();
    assert_eq!(document["errors"], Value::Array(Vec::new()));
    let findings = document["findings"].as_array().unwrap().iter();
    findings.map(|one| format!("{} {}", one["level"].as_str().unwrap(), one["rule"].as_str().unwrap())).collect()
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
fn nothing_is_found_in_the_examples() {
    for name in ["inside-sales", "crm-pipeline", "contractor", "company"] {
        assert_eq!(found(&root().join("examples").join(name), "2026-11-20"), BTreeSet::new(), "{name}");
    }
}
