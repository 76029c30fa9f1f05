//! Cohorts of the inside sales reference against numbers that were computed by other means
//! (`tests/independent/cohorts.py`), and what a reader sees of them.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Outcome, kpi};
use crate::repository::{read, root};

/// The reference plan with its leads followed for so many days, and its data.
fn folder(days: &str) -> TempDir {
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/inside-sales");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::copy(reference.join("holidays.csv"), folder.path().join("holidays.csv")).unwrap();
    for month in 6..=11 {
        let name = format!("data/activities-2026-{month:02}.csv");
        std::fs::copy(reference.join(&name), folder.path().join(&name)).unwrap();
    }
    let plan = std::fs::read_to_string(reference.join("plan.kpi")).unwrap();
    let opening = "funnel \"架電から受注まで\" {\n";
    let followed = plan.replace(opening, &format!("{opening}  by lead_id within {days} days\n"));
    assert_ne!(plan, followed);
    std::fs::write(folder.path().join("plan.kpi"), followed).unwrap();
    folder
}

fn check(folder: &Path, language: &str, more: &[&str]) -> Outcome {
    let mut args = vec!["check", "plan.kpi", "--eval-only", "--as-of", "2026-11-22"];
    args.extend(more);
    kpi(folder, language, &args)
}

#[test]
fn every_cohort_comes_out() {
    let mut found = BTreeMap::new();
    for days in ["14", "60"] {
        let folder = folder(days);
        for by in ["", "rep", "list"] {
            let mut more = vec!["--format", "json", "--period", "2026-06..2026-11"];
            if !by.is_empty() {
                more.extend(["--by", by]);
            }
            let json: Value = serde_json::from_str(&check(folder.path(), "en", &more).stdout).unwrap();
            for cohort in json["cohorts"].as_array().unwrap() {
                let members = cohort["by"].as_object().unwrap().iter();
                let members = members.map(|(name, member)| format!("{name}={}", member.as_str().unwrap_or_default()));
                let month = &cohort["period"]["start"].as_str().unwrap()[..7];
                let stages = cohort["stages"].as_array().unwrap();
                let reached = stages[..4].iter().map(|stage| stage["reached"].to_string());
                let line = [cohort["entered"].to_string(), cohort["open"].to_string()].into_iter().chain(reached);
                let line: Vec<String> = line.chain([stages[4]["value"].to_string()]).collect();
                found.insert(format!("{days},{},{month}", members.collect::<String>()), line.join(","));
            }
        }
    }
    let recorded = read("tests/independent/cohorts.csv");
    let recorded = recorded.lines().skip(1).map(|line| {
        let (key, values) = line.match_indices(',').nth(2).map(|(at, _)| line.split_at(at)).unwrap();
        (key.to_owned(), values[1..].to_owned())
    });
    assert_eq!(found, recorded.collect::<BTreeMap<_, _>>());
    assert!(root().join("tests/independent/cohorts.py").is_file());
}

#[test]
fn a_cohort_whose_time_is_not_over_is_not_judged() {
    let folder = folder("60");
    let json: Value = serde_json::from_str(&check(folder.path(), "en", &["--format", "json"]).stdout).unwrap();
    let cohorts = json["cohorts"].as_array().unwrap();
    let shown: Vec<(&str, bool, Option<bool>)> = cohorts
        .iter()
        .map(|cohort| {
            let month = &cohort["period"]["start"].as_str().unwrap()[..7];
            (month, cohort["complete"].as_bool().unwrap(), cohort["stages"][3]["met"].as_bool())
        })
        .collect();
    // The newest one that is over, and those after it.
    let expected =
        [("2026-11", false, None), ("2026-10", false, None), ("2026-09", false, None), ("2026-08", true, Some(false))];
    assert_eq!(shown, expected);
    assert_eq!(cohorts[3]["stages"][3]["rate"].as_f64(), Some(18.0 / 91.0));
    assert_eq!(cohorts[3]["stages"][1]["met"], true);
    // The plain rates of the month stand beside them, unchanged.
    let win_rate = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|result| result["name"] == "win_rate" && result["period"]["start"] == "2026-10-01");
    assert_eq!(win_rate.unwrap()["denominator"], 91);
}

/// Of one member those that entered with this member; his lists below him.
#[test]
fn one_members_cohorts_are_his_own() {
    let folder = folder("60");
    let args = ["--format", "json", "--where", "rep=佐藤", "--by", "list", "--period", "2026-08"];
    let json: Value = serde_json::from_str(&check(folder.path(), "en", &args).stdout).unwrap();
    let cohorts = json["cohorts"].as_array().unwrap();
    assert_eq!((&cohorts[0]["by"], &cohorts[0]["entered"]), (&serde_json::json!({ "rep": "佐藤" }), &Value::from(188)));
    assert_eq!(cohorts[0]["stages"][3]["reached"], 2);
    let of_lists: u64 = cohorts[1..].iter().map(|cohort| cohort["entered"].as_u64().unwrap()).sum();
    assert_eq!((cohorts.len() > 2, of_lists), (true, 188));
}

#[test]
fn readers_of_both_languages_see_them() {
    let folder = folder("60");
    let english = check(folder.path(), "en", &["--by", "rep"]).stdout;
    let japanese = check(folder.path(), "ja", &["--by", "rep"]).stdout;
    // The heading's paragraph, and those that are indented below it.
    let cohorts = |text: &str, heading: &str, further: fn(&str) -> bool| {
        let mut paragraphs = text[text.find(heading).unwrap()..].split("\n\n");
        let first = paragraphs.next().into_iter();
        first.chain(paragraphs.take_while(|paragraph| further(paragraph))).collect::<Vec<_>>().join("\n\n")
    };
    let indented = |paragraph: &str| paragraph.starts_with("  ");
    insta::assert_snapshot!("cohorts_en", cohorts(&english, "Cohorts of", indented));
    insta::assert_snapshot!("cohorts_ja", cohorts(&japanese, "コホート「", indented));
    let markdown = check(folder.path(), "ja", &["--format", "markdown"]).stdout;
    insta::assert_snapshot!(
        "cohorts_markdown",
        cohorts(&markdown, "**コホート", |paragraph| !paragraph.starts_with('*'))
    );
}

#[test]
fn the_kpis_own_target_comes_before_what_the_step_says() {
    let folder = folder("60");
    let path = folder.path().join("plan.kpi");
    let plan = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, plan.replace("target at least 10%", "target { 2026-08 14% }")).unwrap();
    let more = ["--format", "json", "--period", "2026-07..2026-08"];
    let json: Value = serde_json::from_str(&check(folder.path(), "en", &more).stdout).unwrap();
    let found: Vec<String> = json["cohorts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cohort| {
            let stage = &cohort["stages"][1];
            format!("{} {} {}", stage["expected"], stage["met"], stage["evidence"])
        })
        .collect();
    // 118 of 1,005 are 11.7%, from 9.9% to 13.9%; in July nothing is stated but the step's 10%.
    assert_eq!(found[0], r#"0.14 false "enough""#);
    assert!(found[1].starts_with("0.1 "), "{found:?}");
    let shown = check(folder.path(), "en", &["--period", "2026-08"]).stdout;
    assert!(shown.contains("118 (11.7% ▲)"), "{shown}");
}
