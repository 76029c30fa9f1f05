//! Members side by side and alone, from files to every format: a team, a contractor's man among it, two sources.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use crate::harness::{Outcome, kpi};

const PLAN: &str = r#"
plan "営業" {
  currency JPY
  team     3 by rep
}

lookup staff from "staff.csv" { key name }

source log from "log.csv" {
  time date
  by   rep, company = staff.company via rep
}

source order_list from "orders.csv" { time date }

measure calls        "架電数" = count(log where kind == "call")
measure appointments "アポ数" = count(log where kind == "appointment")
measure orders       "受注数" = sum(order_list.orders)

contractor abc "ABC営業代行" { paid 15,000円 per appointments }

kgi orders { target 4 }

kpi calls {
  target 20 per rep
  weight 60%
}

kpi appointment_rate "アポ率" = appointments / calls {
  target 20%
  needs  20 calls
  weight 40%
}
"#;

/// October: who called how often, and got how many appointments.
const MEMBERS: [(&str, usize, usize); 4] = [("佐藤", 24, 6), ("鈴木", 15, 6), ("外山", 30, 12), ("", 1, 0)];

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("plan.kpi", PLAN);
    write("staff.csv", "name,company\n佐藤,自社\n鈴木,自社\n外山,ABC営業代行\n新田,自社\n");
    write("orders.csv", "date,orders\n2026-10-31,2\n");
    let mut log = String::from("date,rep,kind\n");
    for (rep, calls, appointments) in MEMBERS {
        for (kind, count) in [("call", calls), ("appointment", appointments)] {
            for _ in 0..count {
                writeln!(log, "2026-10-05,{rep},{kind}").unwrap();
            }
        }
    }
    write("log.csv", &log);
    folder
}

fn check(folder: &Path, language: &str, words: &[&str]) -> Outcome {
    let mut all = vec!["check", "plan.kpi", "--eval-only", "--as-of", "2026-10-31"];
    all.extend(words);
    kpi(folder, language, &all)
}

fn json(folder: &Path, words: &[&str]) -> Value {
    let ran = check(folder, "ja", &[words, &["--format", "json"]].concat());
    serde_json::from_str(&ran.stdout).unwrap()
}

/// Of a row of groups the member, the rank, how many seventieths of the whole it is, and why it is not ranked.
type Row<'j> = (Option<&'j str>, Option<u64>, Option<f64>, Option<&'j str>);

fn rows<'j>(json: &'j Value, name: &str) -> Vec<Row<'j>> {
    let rows = json["results"].as_array().unwrap().iter();
    let of_groups = rows.filter(|row| row["name"] == name && !row["by"].as_object().unwrap().is_empty());
    let seventieths = |share: &Value| Some((share.as_f64()? * 70.0 * 1e9).round() / 1e9);
    of_groups
        .map(|row| {
            let (rank, why) = (row["rank"].as_u64(), row["not_ranked"].as_str());
            (row["by"]["rep"].as_str(), rank, seventieths(&row["share"]), why)
        })
        .collect()
}

#[test]
fn members_are_ranked_and_the_contractors_man_is_not() {
    let folder = project();
    let json = json(folder.path(), &["--by", "rep"]);
    let expected = [
        (None, None, Some(1.0), Some("名前の記入なし")),
        (Some("佐藤"), Some(1), Some(24.0), None),
        (Some("外山"), None, Some(30.0), Some("委託先のABC営業代行")),
        (Some("新田"), None, Some(0.0), Some("データなし")),
        (Some("鈴木"), Some(2), Some(15.0), None),
    ];
    assert_eq!(rows(&json, "calls"), expected);
    let rates = rows(&json, "appointment_rate");
    let ranked = rates.iter().filter(|(_, rank, ..)| rank.is_some()).filter_map(|(member, ..)| *member);
    assert_eq!(ranked.collect::<Vec<_>>(), ["佐藤"]);
    // Who is in the list of people alone is named once, however many tables there are.
    let shown = check(folder.path(), "ja", &["--by", "rep"]).stdout;
    assert_eq!(shown.matches("  · データなし: 新田\n").count(), 1, "{shown}");
}

#[test]
fn scores_are_those_of_the_plan_and_of_each_member() {
    let folder = project();
    let json = json(folder.path(), &["--by", "rep"]);
    let scores: Vec<(&Value, &Value, &Value)> = json["scores"]
        .as_array()
        .unwrap()
        .iter()
        .map(|score| (&score["by"]["rep"], &score["score"], &score["rank"]))
        .collect();
    // 70 ÷ 60 × 60% + (24 ÷ 70) ÷ 20% × 40%
    let whole = 70.0 / 60.0 * 0.6 + 24.0 / 70.0 / 0.2 * 0.4;
    let found = scores[0].1.as_f64().unwrap();
    assert!((found - whole).abs() < 1e-12, "{found} {whole}");
    let expected = [("佐藤", 1.2, Some(1)), ("外山", 1.5, None), ("新田", 0.0, Some(3)), ("鈴木", 0.75, Some(2))];
    assert_eq!(scores.len(), expected.len() + 1);
    for ((member, score, rank), (name, value, place)) in scores[1..].iter().zip(expected) {
        assert_eq!((member.as_str(), score.as_f64(), rank.as_u64()), (Some(name), Some(value), place), "{name}");
    }
}

#[test]
fn a_contractor_is_owed_for_its_own_rows() {
    let folder = project();
    let payment = &json(folder.path(), &[])["payments"][0];
    assert_eq!((&payment["count"], &payment["amount"]), (&12.into(), &180_000.into()));
    assert_eq!(payment["by"]["company"], "ABC営業代行");
    for (language, format, line) in [
        ("ja", "human", "ABC営業代行への成果報酬: アポ数（company=ABC営業代行） 12 × 15,000円 = 18万円"),
        ("en", "human", "owed to ABC営業代行: 12 アポ数 (company=ABC営業代行) × 15,000 JPY = 180,000 JPY"),
        ("ja", "markdown", "- ABC営業代行への成果報酬: アポ数（company=ABC営業代行） 12 × 15,000円 = 18万円"),
    ] {
        let shown = check(folder.path(), language, &["--format", format]).stdout.replace("\n  ", " ");
        assert!(shown.contains(line), "{shown}");
    }
    // Where nothing tells its rows apart, all of them are the contractor's.
    std::fs::write(folder.path().join("plan.kpi"), PLAN.replace(", company = staff.company via rep", "")).unwrap();
    assert_eq!(json(folder.path(), &[])["payments"][0]["amount"], 360_000);
}

#[test]
fn one_members_own_view_has_its_numbers_and_targets_and_never_fails() {
    let folder = project();
    let whole = check(folder.path(), "ja", &[]);
    assert_eq!(whole.exit, 1, "{}", whole.stdout);
    let view = json(folder.path(), &["--where", "rep=鈴木"]);
    assert_eq!((&view["where"]["rep"], &view["summary"]["exit"]), (&"鈴木".into(), &0.into()));
    let results = view["results"].as_array().unwrap();
    assert!(results.iter().all(|row| row["by"]["rep"] == "鈴木"));
    let calls = results.iter().find(|row| row["name"] == "calls").unwrap();
    assert_eq!((&calls["value"], &calls["target"], &calls["status"]), (&15.into(), &20.into(), &"fail".into()));
    assert_eq!(view["summary"]["results"]["fail"], 1);
    assert!(view["payments"].as_array().unwrap().is_empty());
    let shown = check(folder.path(), "ja", &["--where", "rep=鈴木"]).stdout;
    assert!(shown.contains("rep=鈴木だけの数値"), "{shown}");
    assert!(shown.contains("受注数: `order_list`は`rep`別に集計できません"), "{shown}");
    for format in ["markdown", "short"] {
        let shown = check(folder.path(), "ja", &["--where", "rep=鈴木", "--format", format]).stdout;
        assert!(shown.contains("rep=鈴木だけの数値"), "{shown}");
    }
}

#[test]
fn a_view_is_broken_down_like_the_whole() {
    let folder = project();
    let json = json(folder.path(), &["--where", "company=自社", "--by", "rep"]);
    let of_calls = json["results"].as_array().unwrap().iter().filter(|row| row["name"] == "calls");
    let found: Vec<String> = of_calls
        .map(|row| format!("{} {} {} {}", row["by"]["company"], row["by"]["rep"], row["value"], row["rank"]))
        .collect();
    assert_eq!(
        found,
        [r#""自社" null 39 null"#, r#""自社" "佐藤" 24 1"#, r#""自社" "新田" 0 null"#, r#""自社" "鈴木" 15 2"#,]
    );
}

#[test]
fn rows_that_name_nobody_and_members_with_commas_have_a_view() {
    let folder = project();
    let staff = "name,company\n佐藤,\"Sato, Inc.\"\n";
    std::fs::write(folder.path().join("staff.csv"), staff).unwrap();
    let calls = |words: &[&str]| {
        let json = json(folder.path(), words);
        let row = json["results"].as_array().unwrap().iter().find(|row| row["name"] == "calls").unwrap().clone();
        row["value"].as_u64()
    };
    assert_eq!(calls(&["--where", "rep="]), Some(1));
    assert_eq!(calls(&["--where", "company=Sato, Inc.,rep=佐藤"]), Some(24));
    assert_eq!(calls(&["--where", "rep＝佐藤"]), Some(24));
    for wrong in ["rep", "=佐藤", "rep=佐藤,rep=鈴木"] {
        let ran = check(folder.path(), "ja", &["--where", wrong]);
        assert!(ran.exit == 2 && ran.stderr.contains("invalid-where"), "{wrong}: {}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn whom_one_plan_of_several_knows_is_no_error() {
    let folder = project();
    let other =
        "plan \"他\" {}\nsource log from \"other.csv\" {\n  time date\n  by rep\n}\nkpi n = count(log) { target 1 }\n";
    std::fs::write(folder.path().join("other.kpi"), other).unwrap();
    std::fs::write(folder.path().join("other.csv"), "date,rep\n2026-10-05,田中\n").unwrap();
    let both =
        |member: &str| kpi(folder.path(), "ja", &["check", "--eval-only", "--as-of", "2026-10-31", "--where", member]);
    assert_eq!(both("rep=田中").exit, 0);
    let nobody = both("rep=山田");
    assert!(nobody.exit == 2 && nobody.stdout.contains("no-such-member"), "{}", nobody.stdout);
    assert!(nobody.stdout.contains("田中") && nobody.stdout.contains("新田"), "{}", nobody.stdout);
}
