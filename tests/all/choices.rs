//! What a project and a command line choose of the rules: levels, exceptions, baselines, rules of one's own, reports.

use std::collections::BTreeSet;
use std::fs::{read_to_string, write};
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Outcome, kpi};

/// A plan with one finding of each of three rules: at `deny`, `warn` and `note`.
const PLAN: &str = r#"plan "Outbound" {
  currency JPY
  team     6
  review   monthly by "Mori"
}

source log from "log.csv" { time date; by rep }
measure calls  = count(log)
measure orders = count(log where result == "order")

kgi orders { target 20 }

funnel "From call to order" {
  calls
  -> orders at 2% as order_rate
}

kpi calls {
  target 900
  owner  "Mori"
  when missed { do "look at the list"; ask "when does nobody answer?" }
}

kpi order_rate {
  horizon long
  weight  100%
  when missed { do "listen to ten calls together" }
}
"#;

const FOUND: [&str; 5] = ["heavy-weight", "missing-analyst", "missing-layer", "missing-owner", "targets-miss-goal"];

fn project(plan: &str, settings: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path().join("plan.kpi"), plan).unwrap();
    write(folder.path().join("kpi.toml"), settings).unwrap();
    folder
}

fn run(folder: &Path, words: &[&str]) -> Outcome {
    kpi(folder, "en", &[&["check", "plan.kpi", "--lint-only", "--show", "note"], words].concat())
}

/// The findings as `level rule`.
fn found(folder: &Path, words: &[&str]) -> BTreeSet<String> {
    let outcome = run(folder, &[words, &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["errors"], Value::Array(Vec::new()));
    let findings = document["findings"].as_array().unwrap().iter();
    findings.map(|one| format!("{} {}", one["level"].as_str().unwrap(), one["rule"].as_str().unwrap())).collect()
}

fn rules(folder: &Path, words: &[&str]) -> BTreeSet<String> {
    found(folder, words).iter().filter_map(|one| Some(one.split_once(' ')?.1.to_owned())).collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn the_plan_has_the_findings_that_the_other_tests_count_on() {
    let project = project(PLAN, "");
    assert_eq!(rules(project.path(), &[]), set(&FOUND));
}

#[test]
fn presets_move_all_levels() {
    let project = project(PLAN, "");
    let levels = |preset| found(project.path(), &["--preset", preset]);
    assert!(levels("recommended").contains("note missing-analyst"));
    assert!(levels("strict").is_superset(&set(&["warn missing-analyst", "deny missing-owner"])));
    assert_eq!(levels("minimal"), set(&["deny targets-miss-goal"]));
    assert_eq!(run(project.path(), &["--preset", "minimal"]).exit, 1);
    assert_eq!(run(project.path(), &["--preset", "minimal", "--warn", "arithmetic"]).exit, 0);
}

#[test]
fn a_rule_goes_before_its_group_and_the_command_line_before_the_settings() {
    let settings = "[rules]\noperation = \"allow\"\nmissing-owner = \"deny\"\nheavy-weight = { most = \"100%\" }\n";
    let project = project(PLAN, settings);
    let levels = |words: &[&str]| found(project.path(), words);
    let of_settings = set(&["deny missing-owner", "deny targets-miss-goal", "warn missing-layer"]);
    assert_eq!(levels(&[]), of_settings);
    assert_eq!(levels(&["--warn", "operation"]), &of_settings | &set(&["warn missing-analyst"]));
    assert!(levels(&["--note", "missing-owner"]).contains("note missing-owner"));
    assert!(levels(&["--deny", "missing-owner", "--warn", "missing-owner"]).contains("warn missing-owner"));
}

#[test]
fn an_exception_holds_where_it_stands_and_until_its_date() {
    let with = |allow: &str| PLAN.replace("  weight  100%\n", &format!("  weight  100%\n  {allow}\n"));
    let in_block = project(&with("allow missing-owner because \"a trial\" until 2026-11-22"), "");
    assert!(!rules(in_block.path(), &[]).contains("missing-owner"));
    let counted = run(in_block.path(), &[]).stdout;
    assert!(counted.contains("1 allowed"), "{counted}");
    let expired = project(&with("allow missing-owner because \"a trial\" until 2026-11-21"), "");
    assert!(rules(expired.path(), &[]).is_superset(&set(&["missing-owner", "expired-allow"])));
    // Beside the point, and so unused; where the rule is off nobody knows.
    let elsewhere = project(&with("allow missing-review because \"a trial\""), "");
    assert!(rules(elsewhere.path(), &[]).contains("unused-allow"));
    assert!(!rules(elsewhere.path(), &["--allow", "missing-review"]).contains("unused-allow"));
}

#[test]
fn a_baseline_lets_only_what_is_new_fail_and_shrinks() {
    let project = project(PLAN, "baseline = \"known.json\"\n");
    let folder = project.path();
    assert_eq!(run(folder, &["--write-baseline"]).exit, 0);
    assert_eq!(rules(folder, &[]), set(&[]));
    // Lines move; another KPI comes; a fault goes.
    let moved = format!("# a new line\n\n{PLAN}");
    write(folder.join("plan.kpi"), &moved).unwrap();
    assert_eq!(rules(folder, &[]), set(&[]));
    let more = "\nkpi orders { target 20; shared with \"Field sales\"; when missed { do \"ask the lost ones\" } }\n";
    write(folder.join("plan.kpi"), moved + more).unwrap();
    assert_eq!(rules(folder, &[]), set(&["missing-owner"]));
    write(folder.join("plan.kpi"), PLAN.replace("target 900", "target 1,000")).unwrap();
    let said = run(folder, &[]).stdout;
    assert!(said.contains("4 known") && said.contains("1 of the baseline is gone"), "{said}");
    run(folder, &["--write-baseline"]);
    assert!(!read_to_string(folder.join("known.json")).unwrap().contains("targets-miss-goal"));
    // From another folder the same.
    let above = kpi(folder.parent().unwrap(), "en", &["check", folder.to_str().unwrap(), "--lint-only"]);
    assert!(above.stdout.contains("4 known"), "{above:?}");
}

#[test]
fn what_is_no_baseline_is_not_written_over() {
    let project = project(PLAN, "");
    let outcome = run(project.path(), &["--baseline", "plan.kpi", "--write-baseline"]);
    assert_eq!(outcome.exit, 2);
    assert_eq!(read_to_string(project.path().join("plan.kpi")).unwrap(), PLAN);
}

#[test]
fn a_project_has_rules_of_its_own() {
    let settings = "[rules.custom.has-note]\nrequire = \"note\"\nwhen = \"not (layer == final)\"\n\
                    message = \"`{name}` says nothing\"\nlevel = \"deny\"\n\
                    [rules.custom.light]\nrequire = 'weight < 50% or owner in (\"Mori\")'\n";
    let project = project(PLAN, settings);
    let said = run(project.path(), &["--format", "short"]).stdout;
    assert!(said.contains("plan.kpi:18:5: deny[has-note] `calls` says nothing"), "{said}");
    assert!(
        said.contains("plan.kpi:24:5: warn[light] `order_rate` doesn't meet this project's rule `light`"),
        "{said}"
    );
    assert!(!said.contains("`order_rate` says nothing"), "a final result: {said}");
    assert!(!rules(project.path(), &["--allow", "light"]).contains("light"));
    let allowed = PLAN.replace("  owner  \"Mori\"\n", "  owner  \"Mori\"\n  allow has-note because \"plain enough\"\n");
    write(project.path().join("plan.kpi"), allowed).unwrap();
    assert!(!rules(project.path(), &[]).contains("has-note"));
    assert!(kpi(project.path(), "en", &["rules"]).stdout.contains("has-note"));
    assert!(kpi(project.path(), "en", &["explain", "has-note"]).stdout.contains("require = \"note\""));
}

#[test]
fn a_broken_declaration_gives_its_error_and_nothing_follows() {
    for broken in [
        PLAN.replace("target 20 }", "target 20 20 }"),
        PLAN.replace("kgi orders", "kgi order"),
        PLAN.replace("count(log)", "count(lag)"),
        PLAN.replace("owner  \"Mori\"", "owner  nobody"),
        PLAN.replace("at 2%", "at 2 JPY"),
    ] {
        assert_ne!(broken, PLAN);
        let project = project(&broken, "");
        let outcome = run(project.path(), &["--format", "json"]);
        let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert_eq!(document["findings"], Value::Array(Vec::new()), "{broken}");
        assert_eq!((document["errors"].as_array().unwrap().len(), outcome.exit), (1, 2), "{}", outcome.stdout);
    }
}

#[test]
fn several_reports_come_of_one_run() {
    let project = project(PLAN, "");
    let words =
        ["--format", "json", "--output", "a.json", "--format", "short", "--output", "b.txt", "--format", "human"];
    let outcome = run(project.path(), &words);
    let document: Value = serde_json::from_str(&read_to_string(project.path().join("a.json")).unwrap()).unwrap();
    assert_eq!(document["findings"].as_array().unwrap().len(), FOUND.len());
    assert!(read_to_string(project.path().join("b.txt")).unwrap().contains("deny[targets-miss-goal]"));
    assert!(outcome.stdout.contains("╭─[plan.kpi:11:14]"), "{}", outcome.stdout);
}

#[test]
fn many_plans_together_say_what_each_says_alone() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (10..40).map(|number| format!("p{number}.kpi")).collect();
    for (number, name) in names.iter().enumerate() {
        let plan = PLAN.replace("target 900", &format!("target {}", 700 + 20 * number));
        write(folder.path().join(name), plan).unwrap();
    }
    let findings = |words: &[&str]| {
        let said = kpi(folder.path(), "en", &[&["check", "--lint-only", "--format", "short"], words].concat()).stdout;
        said.lines().filter(|line| line.contains(".kpi:")).map(str::to_owned).collect::<Vec<_>>()
    };
    let alone: Vec<String> = names.iter().flat_map(|name| findings(&[name])).collect();
    assert_eq!(findings(&[]), alone);
    assert!(alone.len() > 3 * names.len());
}

#[test]
fn a_plan_behind_a_name_is_spoken_of_once_and_in_its_own_file() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path().join("tokyo.kpi"), PLAN).unwrap();
    let company = "use \"tokyo.kpi\" as tokyo\nuse \"tokyo.kpi\" as east\nplan \"All\" { review monthly by \"Ono\" }\n\
                   kgi all_orders = tokyo.orders + east.orders { target 40 }\n";
    write(folder.path().join("company.kpi"), company).unwrap();
    let said = |words: &[&str]| {
        kpi(folder.path(), "en", &[&["check", "--lint-only", "--format", "short"], words].concat()).stdout
    };
    let of_owner = |said: String| said.matches("tokyo.kpi:24:5: warn[missing-owner]").count();
    assert_eq!(of_owner(said(&["company.kpi"])), 1);
    assert_eq!(of_owner(said(&["company.kpi", "tokyo.kpi"])), 1);
}
