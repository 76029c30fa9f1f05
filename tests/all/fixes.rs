//! Mends: after each the plan is read without an error, what was mended is gone, and comments stay.

use std::collections::BTreeSet;
use std::path::Path;

use kpi_lang::lint::rules::REGISTERED;
use kpi_lang::report::language::Language;
use serde_json::Value;

use crate::harness::kpi_with_input;
use crate::rules::{Case, cases};

/// The findings of a plan in a folder that bring a mend: rule and place.
fn mendable(case: &Case, folder: &Path, rule: &str) -> Vec<String> {
    let checked = case.check(folder, "en", &["--show", "note", "--format", "json"]);
    let document: Value = serde_json::from_str(&checked.stdout).unwrap();
    assert_eq!(document["errors"], Value::Array(Vec::new()));
    let findings = document["findings"].as_array().unwrap().iter();
    let of_rule = findings.filter(|finding| finding["rule"] == rule && !finding["fix"].is_null());
    of_rule.map(|finding| format!("{} {}", finding["file"], finding["message"])).collect()
}

fn comments(text: &str) -> BTreeSet<String> {
    text.lines().filter_map(|line| Some(line.split_once('#')?.1.trim().to_owned())).collect()
}

fn mend(case: &Case, folder: &Path) {
    let ran = case.check(folder, "en", &["--fix", "--unsafe-fixes", "--quiet"]);
    assert!(ran.exit < 2, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_is_mended_is_gone_for_every_rule_that_can() {
    for registered in REGISTERED.iter().filter(|registered| registered.rule.fixable) {
        let rule = registered.rule.name;
        let mut mended = 0;
        for language in Language::ALL {
            for case in cases(rule, *language, "fails") {
                let folder = case.folder();
                let plan = folder.path().join("plan.kpi");
                if mendable(&case, folder.path(), rule).is_empty() {
                    continue;
                }
                mended += 1;
                mend(&case, folder.path());
                let after = std::fs::read_to_string(&plan).unwrap();
                assert_eq!(
                    mendable(&case, folder.path(), rule),
                    [] as [&str; 0],
                    "{}:{}\n{after}",
                    case.name,
                    case.line
                );
                let lost: Vec<String> = comments(&case.text).difference(&comments(&after)).cloned().collect();
                // The comment of a clause that goes, goes with it.
                let is_removed = |comment: &String| rule == "unused-allow" && comment.contains(['←', '-']);
                assert!(lost.iter().all(is_removed), "{}:{} lost {lost:?}\n{after}", case.name, case.line);
                mend(&case, folder.path());
                assert_eq!(std::fs::read_to_string(&plan).unwrap(), after, "{}:{}", case.name, case.line);
            }
        }
        assert!(mended > 1, "no page of {rule} has a plan that is mended");
    }
}

#[test]
fn rules_that_bring_mends_say_so() {
    for registered in REGISTERED {
        let brings = cases(registered.rule.name, Language::English, "fails")
            .iter()
            .any(|case| !mendable(case, case.folder().path(), registered.rule.name).is_empty());
        assert!(registered.rule.fixable || !brings, "{}", registered.rule.name);
    }
}

/// Each mend as it is shown, with the plan's layout around it.
#[test]
fn mends_are_shown_as_they_would_be_written() {
    let mut shown: Vec<String> = Vec::new();
    for registered in REGISTERED.iter().filter(|registered| registered.rule.fixable) {
        for case in cases(registered.rule.name, Language::English, "fails") {
            let folder = case.folder();
            let diff = case.check(folder.path(), "en", &["--diff", "--unsafe-fixes"]);
            assert_eq!(std::fs::read_to_string(folder.path().join("plan.kpi")).unwrap(), case.text);
            if !diff.stdout.is_empty() {
                shown.push(format!("== {}\n{}\n", registered.rule.name, diff.stdout));
            }
        }
    }
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn only_safe_mends_are_written_unasked() {
    let case = &cases("missing-owner", Language::English, "fails")[0];
    let folder = case.folder();
    let ran = case.check(folder.path(), "en", &["--fix"]);
    assert!(ran.stdout.contains("missing-owner") && ran.stderr.contains("nothing to mend"), "{ran:?}");
    assert_eq!(std::fs::read_to_string(folder.path().join("plan.kpi")).unwrap(), case.text);
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_stay() {
    let case = &cases("missing-owner", Language::Japanese, "fails")[0];
    let folder = case.folder();
    let plan = folder.path().join("plan.kpi");
    let windows = format!("\u{feff}{}", case.text.replace('\n', "\r\n"));
    std::fs::write(&plan, &windows).unwrap();
    mend(case, folder.path());
    let after = std::fs::read_to_string(&plan).unwrap();
    assert!(after.starts_with('\u{feff}') && after.contains("owner  \"?\"\r\n"), "{after}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

#[test]
fn a_text_from_standard_input_is_never_written_over_a_file() {
    let case = &cases("unused-allow", Language::English, "fails")[0];
    let folder = case.folder();
    std::fs::write(folder.path().join("plan.kpi"), "# another text\n").unwrap();
    let words = ["check", "-", "--stdin-path", "plan.kpi", "--lint-only"];
    let ran = kpi_with_input(folder.path(), "en", &[&words[..], &["--fix"]].concat(), &case.text);
    assert_eq!(ran.exit, 2, "{ran:?}");
    let shown = kpi_with_input(folder.path(), "en", &[&words[..], &["--diff"]].concat(), &case.text);
    assert!(shown.stdout.contains("-  allow missing-owner"), "{shown:?}");
    assert_eq!(std::fs::read_to_string(folder.path().join("plan.kpi")).unwrap(), "# another text\n");
}
