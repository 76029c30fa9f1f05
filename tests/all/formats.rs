//! The formats for other tools, read back: whole whatever happens, the same in every run, and nothing in them that a
//! stranger's plan may steer.

use std::collections::BTreeMap;
use std::path::Path;

use kpi_lang::report::format::Format;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Outcome, kpi, kpi_in};
use crate::read_back::{is_sound, table, without_code};
use crate::repository::{read, root};
use crate::xml;

/// Calls that a contractor makes, paid by appointment: something fails, something is close, something can't be judged,
/// one thing is wrong with the plan and two are silenced.
const PLAN: &str = r#"# Calls that a contractor makes for us, paid by appointment.
plan "Calls by a contractor" {
  currency JPY
  period   month
  team     3
  review   monthly by "Amara"
}

source calls from "calls.csv" {
  time date
  by   rep
}

measure made         = count(calls)
measure appointments = count(calls where result == "appointment")
measure held         = count(calls where held == "yes")

kgi held "Meetings held" { target 6 }

funnel "From a call to a meeting" {
  made
  -> appointments  at 40%  as appointment_rate
  -> held          at 75%  as show_rate
}

kpi made "Calls" {
  layer activity
  owner "Sato"
  when missed { do "call in the morning"; ask "who was out?" }
}

kpi appointment_rate {
  target 40%
  owner  "Suzuki"
  when missed { do "listen to ten calls together"; ask "what did they say no to?" }
}

kpi show_rate {
  target  at least 75%
  fail    below 50%
  needs   5 appointments
  guards  appointment_rate
  horizon long
  allow uncontrollable-kpi because "they confirm the day before"
  when missed { do "confirm the day before"; ask "what did they expect?" }
}

kpi minutes_per_call = avg(calls.minutes) {
  target at least 3
  drives held "who talks longer comes"
  allow missing-owner because "tried out until the review"
  when missed { do "ask one more question"; ask "why so short?" }
}
"#;

/// 18 calls in October, of which 7 appointments and 3 meetings; 9, 4 and 4 in the first days of November.
fn calls() -> String {
    let months = [(10, [5, 6, 7, 8, 9, 13, 14].as_slice(), 18, 7, 3), (11, &[2, 4, 5, 6], 9, 4, 4)];
    let rows = months.into_iter().flat_map(|(month, days, calls, appointments, held)| {
        (0..calls).map(move |call| {
            let result = if call < appointments { "appointment" } else { "no" };
            let came = if call < held { "yes" } else { "no" };
            let (day, rep) = (days[call % days.len()], ["A", "B"][call % 2]);
            format!("2026-{month:02}-{day:02},{rep},{result},{came},{}\n", 2 + call % 3)
        })
    });
    rows.fold("date,rep,result,held,minutes\n".to_owned(), |all, row| all + &row)
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn project() -> TempDir {
    folder(&[("plan.kpi", PLAN), ("calls.csv", &calls())])
}

fn check(folder: &Path, language: &str, format: &str, more: &[&str]) -> Outcome {
    kpi(folder, language, &[&["check", "--as-of", "2026-11-20", "--format", format], more].concat())
}

fn documents() -> impl Iterator<Item = &'static str> {
    Format::WORDS.iter().copied().filter(|word| Format::from_word(word).is_some_and(Format::is_document))
}

#[test]
fn one_plan_in_every_format() {
    let project = project();
    for (format, language) in
        [("github", "en"), ("gitlab", "en"), ("junit", "en"), ("markdown", "en"), ("markdown", "ja"), ("csv", "en")]
    {
        let ran = check(project.path(), language, format, &[]);
        assert_eq!((ran.exit, ran.stderr.as_str()), (1, ""));
        let shown = ran.stdout.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        insta::assert_snapshot!(format!("{format}_{language}"), shown);
    }
}

#[test]
fn a_log_lists_what_fails_what_warns_and_what_is_silenced() {
    let ran = check(project().path(), "en", "sarif", &[]);
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    let shown = |result: &Value| {
        let line = &result["locations"][0]["physicalLocation"]["region"]["startLine"];
        let why = result["suppressions"][0]["justification"].as_str().unwrap_or("-");
        format!("{} {} {line} {why}", result["level"].as_str().unwrap(), result["ruleId"].as_str().unwrap())
    };
    let shown: Vec<String> = log["runs"][0]["results"].as_array().unwrap().iter().map(shown).collect();
    let expected = [
        "error kpi-failed 18 -",
        "error kpi-failed 38 -",
        "warning missing-owner 38 -",
        "warning kpi-failed 26 -",
        "warning kpi-warned 32 -",
        "warning uncontrollable-kpi 38 they confirm the day before",
        "warning missing-owner 48 tried out until the review",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn documents_are_whole_and_the_same_in_each_run() {
    let project = project();
    for format in documents() {
        for language in ["en", "ja"] {
            for more in
                [&[][..], &["--by", "rep"], &["--lint-only"], &["--eval-only"], &["--show", "fail"], &["--quiet"]]
            {
                let ran = check(project.path(), language, format, more);
                is_sound(format, &ran);
                assert_eq!(check(project.path(), language, format, more), ran);
            }
        }
    }
}

#[test]
fn documents_are_whole_where_nothing_could_be_checked() {
    let broken = folder(&[("plan.kpi", "kpi {\n\u{202e}"), ("other.kpi", "use \"no.kpi\"\nkpi made { target 10% }\n")]);
    for format in documents() {
        for words in [
            &["check", "nowhere.kpi", "--format", format][..],
            &["check", &format!("--format={format}"), "--nonsense"],
            &["check", "--format", "short", "--format", format, "--as-of", "never"],
            &["check", "--format", format],
            &["check", "--format", format, "--output", "no/such/folder"],
        ] {
            let ran = kpi(broken.path(), "ja", words);
            assert_eq!(ran.exit, 2, "{words:?}");
            is_sound(format, &ran);
            // A table has no place for errors.
            assert_eq!(ran.stderr.is_empty(), format != "csv", "{words:?}: {}", ran.stderr);
        }
    }
}

#[test]
fn machine_words_are_the_same_in_both_languages() {
    let project = project();
    let both = |format: &str| ["en", "ja"].map(|language| check(project.path(), language, format, &[]).stdout);
    let json = both("gitlab").map(|text| serde_json::from_str::<Vec<BTreeMap<String, Value>>>(&text).unwrap());
    let without_words = json.map(|mut entries| {
        for entry in &mut entries {
            entry.remove("description");
        }
        entries
    });
    assert_eq!(without_words[0], without_words[1]);
    let tests = both("junit").map(|text| {
        let names =
            |suite: &xml::Element| suite.all("testcase").map(|test| test.attribute("name").to_owned()).collect();
        xml::read(&text).children.iter().flat_map(|suite| -> Vec<String> { names(suite) }).collect::<Vec<_>>()
    });
    assert_eq!(tests[0], tests[1]);
    let tables = both("csv").map(|text| {
        let mut lines = table(&text);
        let reason = lines[0].iter().position(|heading| heading == "reason").unwrap();
        for line in &mut lines {
            line.remove(reason);
        }
        lines
    });
    assert_eq!(tables[0], tables[1]);
}

/// The fingerprints of everything that is listed.
fn fingerprints(folder: &Path) -> Vec<String> {
    let log: Value = serde_json::from_str(&check(folder, "en", "sarif", &[]).stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut prints: Vec<String> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    let entries: Vec<Value> = serde_json::from_str(&check(folder, "ja", "gitlab", &[]).stdout).unwrap();
    prints.extend(entries.iter().map(|entry| entry["fingerprint"].to_string()));
    prints
}

#[test]
fn fingerprints_outlive_what_moves() {
    let project = project();
    let before = fingerprints(project.path());
    assert_eq!(before.len(), 7 + 5);
    let moved = PLAN.replace("kpi made", "# moved\n\n\nkpi made").replace("warn below 80%", "");
    std::fs::write(project.path().join("plan.kpi"), format!("\n\n{moved}")).unwrap();
    assert_eq!(fingerprints(project.path()), before);
    let silenced = PLAN.replace("  horizon long\n", "  horizon long\n  allow missing-owner because \"we all do\"\n");
    std::fs::write(project.path().join("plan.kpi"), silenced).unwrap();
    let mut after = fingerprints(project.path());
    after.sort_unstable();
    let mut expected: Vec<String> = before;
    // It is no longer among the entries, and still in the log.
    expected.remove(9);
    expected.sort_unstable();
    assert_eq!(after, expected);
}

#[test]
fn a_table_has_every_row_of_the_json() {
    let project = project();
    let json: Value = serde_json::from_str(&check(project.path(), "en", "json", &["--by", "rep"]).stdout).unwrap();
    let table = table(&check(project.path(), "en", "csv", &["--by", "rep"]).stdout);
    let rows = json["results"].as_array().unwrap();
    assert_eq!(table.len(), rows.len() + 1);
    for (line, row) in table[1..].iter().zip(rows) {
        let cells: BTreeMap<&str, &str> =
            table[0].iter().map(String::as_str).zip(line.iter().map(String::as_str)).collect();
        for key in ["plan", "file", "name", "role", "unit", "status", "reason", "owner"] {
            assert_eq!(cells[key], row[key].as_str().unwrap_or_default(), "{key}");
        }
        for key in ["value", "target", "target_high", "attainment", "expected", "forecast", "previous"] {
            let (cell, number) = (cells[key].parse::<f64>().ok(), row[key].as_f64());
            let is_near = |(cell, number): (f64, f64)| (cell - number).abs() <= number.abs() * 1e-12;
            assert!(cell == number || cell.zip(number).is_some_and(is_near), "{key} {cell:?}");
        }
    }
}

#[test]
fn in_github_actions_the_page_is_added_to_the_summary() {
    let project = project();
    let variables = [("KPI_LANG", "en"), ("GITHUB_STEP_SUMMARY", "summary.md")];
    let words = ["check", "--as-of", "2026-11-20", "--format", "github"];
    for _ in 0..2 {
        let ran = kpi_in(project.path(), &variables, &words);
        assert_eq!(ran, check(project.path(), "en", "github", &[]));
    }
    let page = check(project.path(), "en", "markdown", &[]).stdout;
    assert_eq!(std::fs::read_to_string(project.path().join("summary.md")).unwrap(), page.repeat(2));
    let nowhere = [("GITHUB_STEP_SUMMARY", "no/such/folder/summary.md")];
    let ran = kpi_in(project.path(), &nowhere, &words);
    assert!(ran.exit == 1 && ran.stderr.contains("summary.md"), "{}", ran.stderr);
    // A check that could not be done says so there, too.
    let ran =
        kpi_in(project.path(), &[("GITHUB_STEP_SUMMARY", "stopped.md")], &["check", "no.kpi", "--format", "github"]);
    assert!(ran.exit == 2 && ran.stdout.starts_with("::error title="), "{}", ran.stdout);
    assert!(std::fs::read_to_string(project.path().join("stopped.md")).unwrap().starts_with("## ✗ "));
}

#[test]
fn the_examples_are_sound_in_every_format() {
    for format in documents() {
        is_sound(format, &kpi(root(), "ja", &["check", "examples", "--format", format, "--show", "note"]));
    }
}

/// A plan whose every word is `words`, with data that says the same.
fn hostile(words: &str) -> TempDir {
    let quoted = format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""));
    let plan = format!(
        "plan {quoted} {{ period month }}\nsource s from \"s.csv\" {{ time date; by rep }}\n\
         kgi n {quoted} = count(s) {{ target 9; owner {quoted}; when missed {{ do {quoted} }} }}\n\
         kpi m {quoted} = count(s where rep == {quoted}) {{ target 9; allow missing-owner because {quoted} }}\n"
    );
    let rows = format!("date,rep\n2026-10-05,\"{}\"\n", words.replace('"', "\"\""));
    folder(&[("plan.kpi", &plan), ("s.csv", &rows)])
}

#[test]
fn hostile_names_stay_names() {
    for words in [
        "]]>\"]]>&amp;",
        "::error::x%0A::warning::",
        "a|b\\|c",
        "<script>alert(1)</script>",
        "=cmd()|' /C calc'!A0",
        "`@all` [x](//y) \u{202e}",
    ] {
        let folder = hostile(words);
        for format in documents() {
            let ran = check(folder.path(), "en", format, &["--by", "rep", "--show", "note"]);
            assert!(ran.exit < 2, "{}", ran.stdout);
            is_sound(format, &ran);
        }
        let ran = check(folder.path(), "en", "csv", &["--by", "rep"]);
        assert!(table(&ran.stdout).iter().flatten().all(|cell| !cell.starts_with(['=', '@', '+'])), "{}", ran.stdout);
        let ran = check(folder.path(), "en", "markdown", &["--by", "rep", "--show", "note"]);
        let shown = without_code(&ran.stdout).replace("\\](", "");
        assert!(!shown.contains("<script") && !shown.contains("](") && !ran.stdout.contains('\u{202e}'), "{shown}");
        let ran = check(folder.path(), "en", "github", &[]);
        assert!(ran.stdout.lines().all(|line| line.matches("::").count() != 1), "{}", ran.stdout);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_words_leave_documents_sound(words in "[\\PC\u{202e}\u{fffe}|`<>&%:,;\"=@#\\\\]{1,20}") {
        let folder = hostile(&words);
        for format in documents() {
            is_sound(format, &check(folder.path(), "ja", format, &["--by", "rep", "--show", "note"]));
        }
    }
}

#[test]
fn the_formats_that_are_described_are_those_that_there_are() {
    for name in ["docs/formats.md", "docs/formats.ja.md"] {
        let page = read(name);
        assert!(documents().all(|format| page.contains(&format!("`{format}`"))), "{name}");
    }
}
