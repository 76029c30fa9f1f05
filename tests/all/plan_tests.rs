//! Plans' own tests, run by `kpi test` and by `kpi check`, in every format.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Outcome, kpi};
use crate::repository::root;
use crate::xml;

const PLAN: &str = r#"plan "Calls" { period month; from 2026-10 to 2027-03 }

source report from "calls.csv" { time month }

measure calls        = sum(report.calls)
measure appointments = sum(report.appointments)

kgi appointments { target 100 }

funnel { calls -> appointments at 10% as appointment_rate }

kpi appointment_rate { target 10%; warn below 9%; needs 100 calls }

test "one call in ten" { given calls 1,000; given appointments 100; expect appointment_rate 10% }
test "a low rate" { in 2026-11; given calls 1,000; given appointments 85; expect appointment_rate ok }
"#;

fn folder(plan: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    std::fs::write(folder.path().join("calls.csv"), "month,calls,appointments\n2026-10,1000,110\n").unwrap();
    folder
}

fn run(folder: &Path, words: &[&str]) -> Outcome {
    kpi(folder, "en", words)
}

fn json(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome:?}"))
}

#[test]
fn the_test_of_the_reference_plan_passes() {
    let folder = root().join("../shared/reference/inside-sales");
    let outcome = run(&folder, &["test", "plan.kpi"]);
    assert_eq!(outcome.exit, 0, "{outcome:?}");
    assert!(outcome.stdout.contains("✓ 計画どおりに進めば目標に届く (November 2026)"), "{outcome:?}");
    let document = json(&run(&folder, &["check", "plan.kpi", "--format", "json"]));
    assert_eq!(document["tests"][0]["passed"], true);
}

#[test]
fn a_test_that_fails_makes_both_commands_fail() {
    let folder = folder(PLAN);
    for words in [&["test"][..], &["check", "--lint-only"], &["check", "--as-of", "2026-10-31"]] {
        let outcome = run(folder.path(), words);
        assert_eq!(outcome.exit, 1, "{words:?}: {outcome:?}");
        let said = "deny[test-failed]: the test “a low rate” fails: `appointment_rate` should be";
        assert!(outcome.stdout.contains(said), "{words:?}: {outcome:?}");
        assert!(outcome.stdout.contains("appointment_rate = appointments 85 ÷ calls 1,000 = 8.5%"), "{outcome:?}");
        assert!(outcome.stdout.contains("2 tests: 1 passed, 1 failed"), "{outcome:?}");
    }
    let outcome = run(folder.path(), &["check", "--eval-only", "--as-of", "2026-10-31"]);
    assert_eq!(outcome.exit, 0, "{outcome:?}");
    assert!(!outcome.stdout.contains("test"), "{outcome:?}");
}

#[test]
fn the_data_is_not_read_and_need_not_be_there() {
    let folder = folder(PLAN);
    std::fs::remove_file(folder.path().join("calls.csv")).unwrap();
    let outcome = run(folder.path(), &["test"]);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (1, ""), "{outcome:?}");
}

#[test]
fn every_format_tells_of_a_test_that_fails() {
    let folder = folder(PLAN);
    for format in ["human", "short", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let outcome = run(folder.path(), &["check", "--lint-only", "--format", format]);
        assert_eq!(outcome.exit, 1, "{format}");
        assert!(outcome.stdout.contains("test-failed"), "{format}: {}", outcome.stdout);
        assert!(outcome.stdout.contains("a low rate"), "{format}: {}", outcome.stdout);
    }
}

#[test]
fn documents_list_every_test() {
    let folder = folder(PLAN);
    let document = json(&run(folder.path(), &["test", "--format", "json"]));
    let tests = document["tests"].as_array().unwrap();
    let passed: Vec<bool> = tests.iter().map(|test| test["passed"].as_bool().unwrap()).collect();
    assert_eq!(passed, [true, false]);
    assert_eq!((&tests[1]["period"], &tests[1]["line"]), (&"2026-11".into(), &15.into()));
    assert!(tests[0]["message"].is_null() && tests[1]["message"].as_str().unwrap().contains("is below 9%"));
    assert_eq!(document["summary"].to_string(), r#"{"plans":1,"tests":2,"passed":1,"failed":1,"exit":1}"#);
    let of_check = json(&run(folder.path(), &["check", "--lint-only", "--format", "json"]));
    assert_eq!(of_check["tests"], document["tests"]);
    for words in [&["test", "--format", "junit"][..], &["check", "--lint-only", "--format", "junit"]] {
        let outcome = run(folder.path(), words);
        let document = xml::read(&outcome.stdout);
        let command = format!("kpi {}", words[0]);
        assert_eq!(document.attribute("name"), command);
        let suite = document.all("testsuite").next().unwrap();
        let case = |name: &str| suite.all("testcase").find(|case| case.attribute("name") == name).unwrap();
        assert!(case("test: one call in ten").children.is_empty(), "{}", outcome.stdout);
        assert_eq!(case("test: a low rate").all("failure").next().unwrap().attribute("type"), "test-failed");
    }
}

#[test]
fn a_baseline_does_not_know_failing_tests() {
    let folder = folder(PLAN);
    let written = run(folder.path(), &["check", "--lint-only", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(written.exit, 1, "{written:?}");
    let outcome = run(folder.path(), &["check", "--lint-only", "--baseline", "known.json"]);
    assert!(outcome.exit == 1 && outcome.stdout.contains("test-failed"), "{outcome:?}");
}

#[test]
fn nothing_is_green_because_there_was_nothing_to_do() {
    let without = PLAN.lines().filter(|line| !line.starts_with("test ")).collect::<Vec<_>>().join("\n");
    let folder = folder(&without);
    let outcome = run(folder.path(), &["test"]);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (2, ""), "{outcome:?}");
    assert!(outcome.stderr.contains("error[no-tests]"), "{outcome:?}");
    let document = json(&run(folder.path(), &["test", "--format", "json"]));
    assert_eq!(document["errors"].as_array().map(Vec::len), Some(1));
    // Beside a plan with tests it is told of, and no fault.
    std::fs::write(folder.path().join("tested.kpi"), PLAN.replace("90", "80").replace("ok }", "warn }")).unwrap();
    let outcome = run(folder.path(), &["test"]);
    assert!(outcome.exit == 0 && outcome.stdout.contains("no tests"), "{outcome:?}");
}

#[test]
fn a_broken_plan_is_no_plan_without_tests() {
    let folder = folder(&PLAN.replace("measure calls ", "measure calls2 "));
    let outcome = run(folder.path(), &["test"]);
    assert!(outcome.exit == 2 && !outcome.stderr.contains("no-tests"), "{outcome:?}");
    let wrong = run(folder.path(), &["test", "--format", "short"]);
    assert!(wrong.exit == 2 && wrong.stderr.contains("[invalid-choice]"), "{wrong:?}");
}
