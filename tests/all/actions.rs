//! What plans' actions brought: against the reference, against other libraries, and told to people.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Outcome, kpi};
use crate::repository::{read, root};

const REFERENCE: &str = "../shared/reference/inside-sales";

fn actions(folder: &Path, as_of: &str) -> Vec<Value> {
    let outcome = kpi(folder, "en", &["check", "plan.kpi", "--format", "json", "--eval-only", "--as-of", as_of]);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
    assert_eq!(document["errors"], Value::Array(Vec::new()), "{outcome:?}");
    document["actions"].as_array().unwrap_or_else(|| panic!("{outcome:?}")).clone()
}

fn human(folder: &Path, language: &str, as_of: &str) -> Outcome {
    kpi(folder, language, &["check", "plan.kpi", "--eval-only", "--as-of", as_of])
}

/// Whether a number is the one that is written in a table, to the digits that stand there.
fn agrees(found: &Value, written: &str, tolerance: f64) -> bool {
    match (found.as_f64(), written.parse::<f64>()) {
        (Some(found), Ok(written)) => (found - written).abs() <= tolerance * written.abs().max(1.0),
        (None, Err(_)) => written.is_empty(),
        _ => false,
    }
}

#[test]
fn the_action_of_the_reference_is_measured_to_all_its_digits() {
    let expected = read(&format!("{REFERENCE}/expected-action.csv"));
    let mut lines = expected.lines().filter(|line| !line.starts_with('#'));
    let (header, row) = (lines.next().unwrap(), lines.next().unwrap());
    let found = actions(&root().join(REFERENCE), "2026-11-22").remove(0);
    for (name, written) in header.split(',').zip(row.split(',')) {
        let is_same = match name {
            "verdict" => found[name] == written,
            _ => agrees(&found[name], written, 1e-9),
        };
        assert!(is_same, "{name}: {written} is expected, and {} came", found[name]);
    }
    assert_eq!((&found["reached"], &found["due"], &found["days"]), (&true.into(), &false.into(), &39.into()));
}

/// The reference's data and plan in a folder of their own, with other actions.
fn with_actions(actions: &str) -> TempDir {
    let (folder, from) = (tempfile::tempdir().unwrap(), root().join(REFERENCE));
    std::fs::create_dir(folder.path().join("data")).unwrap();
    for file in std::fs::read_dir(from.join("data")).unwrap().flatten() {
        std::fs::copy(file.path(), folder.path().join("data").join(file.file_name())).unwrap();
    }
    std::fs::copy(from.join("holidays.csv"), folder.path().join("holidays.csv")).unwrap();
    let plan = read(&format!("{REFERENCE}/plan.kpi"));
    let (before, _) = plan.split_once("action ").unwrap();
    let more = "metric calls_per_order = calls / orders\n";
    std::fs::write(folder.path().join("plan.kpi"), format!("{before}{more}{actions}")).unwrap();
    folder
}

#[test]
fn effects_and_intervals_are_those_of_other_libraries() {
    let table = read("tests/independent/actions.csv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut declared = String::new();
    for row in &rows {
        writeln!(declared, "action \"a\" on {} {{ from {}; by {} }}", row[0], row[1], row[2]).unwrap();
    }
    let found = actions(with_actions(&declared).path(), "2026-11-22");
    assert_eq!(found.len(), rows.len());
    let mut faults = Vec::new();
    let names = ["before", "after", "after_standardised", "effect", "low95", "high95"];
    for (row, found) in rows.iter().zip(&found) {
        for (name, written) in names.iter().zip(&row[3..]) {
            if !agrees(&found[name], written, 2e-9) {
                faults.push(format!("{} {}..{}: {name}: {written} and {}", row[0], row[1], row[2], found[name]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(rows.len() >= 48);
}

#[test]
fn a_report_of_months_is_compared_by_whole_months() {
    let table = read("tests/independent/actions-monthly.csv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let reference = "../shared/reference/contractor";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("agency-report.csv"), read(&format!("{reference}/agency-report.csv"))).unwrap();
    let mut plan = read(&format!("{reference}/plan.kpi"));
    for row in &rows {
        writeln!(plan, "action \"a\" on {} {{ from {} }}", row[0], row[1]).unwrap();
        // One that begins in the middle of a month is looked at from the next one on.
        writeln!(plan, "action \"a\" on {} {{ from {} }}", row[0], row[1].replace("09-01", "08-17")).unwrap();
    }
    writeln!(plan, "action \"a\" on orders {{ from 2026-10-02 }}").unwrap();
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    let mut found = actions(folder.path(), "2026-10-31");
    let open = found.pop().unwrap();
    assert_eq!((&open["verdict"], &open["before"]), (&Value::Null, &Value::Null));
    let reason = "its numbers come for whole periods, and none that began since 2026-10-02 is over yet; the first is November 2026";
    assert_eq!(open["reason"], reason);
    for (row, found) in rows.iter().flat_map(|row| [row, row]).zip(&found) {
        // The month of August is on neither side where the action began in its middle.
        if found["from"] == "2026-08-17" {
            assert_eq!((&found["days"], &found["per"]["grain"]), (&61.into(), &"month".into()));
            assert_ne!(found["before"].as_f64(), row[2].parse().ok());
            assert!(agrees(&found["after"], row[3], 1e-9), "{row:?} {found}");
            continue;
        }
        for (name, written) in ["before", "after", "effect", "low95", "high95"].iter().zip(&row[2..]) {
            assert!(agrees(&found[name], written, 2e-9), "{row:?}: {name} {}", found[name]);
        }
    }
    assert_eq!(rows.len(), 6);
}

/// A plan of calls by list, with a row for each call: so many calls and appointments of each list a day, before and from
/// 2026-10-01 on.
fn calls(action: &str, before: &[(&str, u32, u32)], after: &[(&str, u32, u32)], days: u32) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plan = format!(
        r#"plan "Calls" {{ period month; team 2 by rep }}
source calls from "calls.csv" {{ time date; by rep, list }}
measure made         = count(calls)
measure appointments = count(calls where appointment)
measure longest      = max(calls.minutes)
kpi made {{ target 100 }}
kpi rate "Rate" = appointments / made {{ target 10% }}
{action}
"#
    );
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    let mut table = "date,rep,list,appointment,minutes\n".to_owned();
    for (month, lists) in [("09", before), ("10", after)] {
        for day in 1..=days {
            let day = if month == "09" { 31 - day } else { day };
            for (list, calls, appointments) in lists {
                for call in 0..*calls {
                    let is_one = call < *appointments;
                    writeln!(
                        table,
                        "2026-{month}-{day:02},{},{list},{is_one},{call}",
                        ["Sato", "Ito"][call as usize % 2]
                    )
                    .unwrap();
                }
            }
        }
    }
    std::fs::write(folder.path().join("calls.csv"), table).unwrap();
    folder
}

#[test]
fn an_easier_list_does_not_pass_for_a_better_script() {
    let script = r#"action "script" on rate { from 2026-10-01; expect 12%; by 2026-10-31 }"#;
    let easier = calls(script, &[("cold", 80, 4), ("warm", 20, 4)], &[("cold", 20, 1), ("warm", 80, 16)], 20);
    let found = actions(easier.path(), "2026-10-20").remove(0);
    assert_eq!((&found["before"], &found["after"]), (&0.08.into(), &0.17.into()));
    assert_eq!((&found["after_standardised"], &found["effect"]), (&0.08.into(), &0.into()));
    assert_eq!((&found["verdict"], &found["reached"]), (&"no-evidence".into(), &false.into()));
    let better = calls(script, &[("cold", 80, 4), ("warm", 20, 4)], &[("cold", 80, 8), ("warm", 20, 8)], 20);
    let found = actions(better.path(), "2026-10-20").remove(0);
    assert_eq!((&found["verdict"], &found["reached"]), (&"worked".into(), &true.into()));
    assert_eq!(found["mix_of"], serde_json::json!(["list"]));
}

#[test]
fn a_small_sample_is_too_early_to_judge() {
    let script = r#"action "script" on rate { from 2026-10-01; expect 12%; by 2026-10-31 }"#;
    let few = calls(script, &[("cold", 20, 2)], &[("cold", 20, 3)], 4);
    let found = actions(few.path(), "2026-10-04").remove(0);
    assert_eq!(found["verdict"], "too-early");
    assert!(found["reason"].as_str().unwrap().contains("more numbers are needed"), "{found}");
    let none = calls(script, &[("cold", 20, 0)], &[("cold", 20, 3)], 4);
    let found = actions(none.path(), "2026-10-04").remove(0);
    assert_eq!((&found["verdict"], &found["low95"]), (&"too-early".into(), &Value::Null));
    assert!(found["reason"].as_str().unwrap().contains("fewer than 5 succeeded"), "{found}");
}

#[test]
fn worse_is_called_worse_and_fewer_may_be_better() {
    let down = calls(
        r#"action "script" on rate { from 2026-10-01; expect 12% }"#,
        &[("cold", 50, 10)],
        &[("cold", 50, 2)],
        20,
    );
    assert_eq!(actions(down.path(), "2026-10-20")[0]["verdict"], "worse");
    let plan = std::fs::read_to_string(down.path().join("plan.kpi")).unwrap();
    let at_most = plan.replace("target 10%", "target at most 10%").replace("12%", "5%");
    std::fs::write(down.path().join("plan.kpi"), at_most).unwrap();
    let found = actions(down.path(), "2026-10-20").remove(0);
    assert_eq!((&found["verdict"], &found["reached"]), (&"worked".into(), &true.into()));
}

#[test]
fn what_has_no_like_since_is_left_out_and_said() {
    let action = r#"action "script" on rate { from 2026-10-01; expect 12% }"#;
    let gone = calls(action, &[("fair", 20, 10), ("cold", 80, 8)], &[("cold", 90, 9), ("new", 10, 8)], 20);
    let found = actions(gone.path(), "2026-10-20").remove(0);
    assert_eq!((&found["before"], &found["after_standardised"]), (&0.1.into(), &0.1.into()));
    assert_eq!(found["after"], 0.17);
    assert!(found["reason"].as_str().unwrap().contains("20% of what was counted before"), "{found}");
    let none = calls(action, &[("fair", 20, 10)], &[("new", 20, 10)], 20);
    let found = actions(none.path(), "2026-10-20").remove(0);
    assert!(found["verdict"].is_null() && found["reason"].as_str().unwrap().contains("is there since"), "{found}");
}

#[test]
fn sums_are_told_for_a_period_of_the_indicator() {
    let action = r#"action "hours" on made { from 2026-10-01; expect 500; by 2026-10-10 }"#;
    let found = actions(calls(action, &[("cold", 10, 1)], &[("cold", 20, 1)], 20).path(), "2026-10-20").remove(0);
    // Ten calls each day are fourteen a working day; the amount of a month of 22 working days follows.
    assert_eq!(found["per"], serde_json::json!({ "grain": "month", "working_days": 22 }));
    assert_eq!((&found["days"], &found["due"]), (&10.into(), &true.into()));
    assert!(found["before"].as_f64() > Some(220.0) && found["after"].as_f64() > Some(440.0), "{found}");
    assert_eq!((&found["verdict"], &found["reached"]), (&"worked".into(), &true.into()));
}

#[test]
fn what_cannot_be_measured_says_why() {
    let said = |action: &str, as_of: &str| {
        let folder = calls(action, &[("cold", 20, 2)], &[("cold", 20, 3)], 4);
        let found = actions(folder.path(), as_of).remove(0);
        assert!(found["verdict"].is_null() && found["before"].is_null(), "{found}");
        assert_eq!(human(folder.path(), "ja", as_of).exit, 0);
        found["reason"].as_str().unwrap().to_owned()
    };
    for (action, as_of, expected) in [
        (r#"action "a" on rate { from 2026-10-02 }"#, "2026-10-01", "it begins on 2026-10-02"),
        (r#"action "a" on rate { expect 12% }"#, "2026-10-04", "it says no `from`"),
        (
            r#"action "a" on rate { from 2026-09-26 }"#,
            "2026-09-28",
            "no numbers from 2026-09-23 to 2026-09-25 to compare",
        ),
        (r#"action "a" on rate { from 2026-10-06 }"#, "2026-10-09", "no numbers from 2026-10-06 to 2026-10-09 yet"),
        (r#"action "a" on longest { from 2026-10-02 }"#, "2026-10-04", "`longest` can't be put together from days"),
    ] {
        let reason = said(action, as_of);
        assert!(reason.contains(expected), "{action}: {reason}");
    }
}

#[test]
fn numbers_that_come_late_shorten_both_windows() {
    let folder = calls(r#"action "a" on rate { from 2026-10-01 }"#, &[("cold", 20, 2)], &[("cold", 20, 3)], 20);
    let plan = std::fs::read_to_string(folder.path().join("plan.kpi")).unwrap();
    std::fs::write(folder.path().join("plan.kpi"), plan.replace("by rep, list", "by rep, list; lag 3 days")).unwrap();
    assert_eq!(actions(folder.path(), "2026-10-10")[0]["days"], 7);
    let reason = actions(folder.path(), "2026-10-02").remove(0)["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("have not come in yet"), "{reason}");
}

#[test]
fn people_read_it_in_every_format_that_speaks_to_them() {
    let heard = r#"action "a new script" on rate { from 2026-10-01; expect 12%; by 2026-10-20; heard 2026-10-09 "they listen" }"#;
    let folder = calls(heard, &[("cold", 80, 4), ("warm", 20, 4)], &[("cold", 80, 8), ("warm", 20, 8)], 20);
    let english = human(folder.path(), "en", "2026-10-20").stdout;
    let told = "  ✓ a new script (Rate): worked\n    8% (160 of 2,000) before, 16% (320 of 2,000) since: +8 points (95% interval:\n    \
                +6.1 points to +9.9 points)\n    20 days from 2026-10-01 to 2026-10-20, against the 20 days before\n    \
                12% expected by 2026-10-20, which is over: reached\n    heard on 2026-10-09: they listen\n";
    assert!(english.contains(told), "{english}");
    let japanese = human(folder.path(), "ja", "2026-10-20").stdout;
    assert!(
        japanese.contains("✓ a new script（Rate）: 効果あり") && japanese.contains("の声: they listen"),
        "{japanese}"
    );
    for format in ["short", "markdown"] {
        let words = ["check", "--eval-only", "--as-of", "2026-10-20", "--format", format];
        let text = kpi(folder.path(), "en", &words).stdout;
        assert!(text.contains("a new script (Rate): worked") && text.contains("they listen"), "{text}");
    }
}
