//! `kpi why` from outside: against numbers computed by other means, and the sentences that it answers with.

use std::path::{Path, PathBuf};

use kpi_lang::base::rational::Rational;
use serde_json::Value;

use crate::harness::{Outcome, kpi};
use crate::repository::{read, root};

/// A folder with a plan and its rows, and the numbers that it must come to.
struct Case {
    folder: tempfile::TempDir,
    expected: Value,
}

impl Case {
    fn of(expected: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (file, field) in [("plan.kpi", "plan"), ("rows.csv", "rows")] {
            std::fs::write(folder.path().join(file), expected[field].as_str().unwrap()).unwrap();
        }
        Self { folder, expected }
    }

    fn about(&self) -> &str {
        self.expected["about"].as_str().unwrap()
    }

    fn answer(&self) -> Value {
        let metric = self.expected["metric"].as_str().unwrap();
        json(self.folder.path(), &[metric, "plan.kpi", "--period", "2026-09", "--vs", "2026-08"])
    }
}

pub fn why(folder: &Path, language: &str, arguments: &[&str]) -> Outcome {
    let words: Vec<&str> = ["why"].iter().chain(arguments).copied().collect();
    kpi(folder, language, &words)
}

pub fn json(folder: &Path, arguments: &[&str]) -> Value {
    let words: Vec<&str> = arguments.iter().chain(&["--format", "json"]).copied().collect();
    let ran = why(folder, "en", &words);
    assert_eq!(ran.exit, 0, "{}{}", ran.stdout, ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// A fraction as it is written exactly.
pub fn fraction(text: &str) -> Rational {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    let whole = |digits| Rational::parse_decimal(digits).unwrap();
    whole(above).checked_div(&whole(below)).unwrap()
}

/// Whether a number of the document is the expected one: exactly, or, where it is too long to be written exactly, as a float.
fn is(expected: &Value, exact: &Value, float: &Value) -> bool {
    let expected = fraction(expected.as_str().unwrap());
    match exact.as_str() {
        Some(exact) => fraction(exact) == expected,
        None => (float.as_f64().unwrap() - expected.to_f64()).abs() <= 1e-12 * expected.to_f64().abs(),
    }
}

pub fn reference(name: &str) -> PathBuf {
    root().join("../shared/reference").join(name)
}

#[test]
fn every_part_is_what_plain_fractions_give() {
    let cases: Vec<Value> = serde_json::from_str(&read("tests/independent/why.json")).unwrap();
    assert!(cases.len() >= 15);
    let mut wrong = Vec::new();
    for case in cases.into_iter().map(Case::of) {
        let answer = case.answer();
        let mut hold = |what: &str, expected: &Value, exact: &Value, float: &Value| {
            if !is(expected, exact, float) {
                wrong.push(format!("{}: {what} is {exact} ({float}), expected {expected}", case.about()));
            }
        };
        hold("the change", &case.expected["change"], &answer["change_exact"], &answer["change"]);
        for (name, part) in case.expected["factors"].as_object().into_iter().flatten() {
            let factors = answer["factors"].as_array().unwrap();
            let found = factors.iter().find(|factor| factor["name"] == **name).unwrap();
            hold(name, part, &found["part_exact"], &found["part"]);
            assert_eq!((&answer["factors_method"], &answer["factors_rest"]), (&"shapley".into(), &0.into()));
        }
        let Some(by) = case.expected["by"].as_str() else { continue };
        let segments = &answer["segments"][by];
        for effect in ["mix", "rate"] {
            hold(effect, &case.expected[effect], &segments[format!("{effect}_exact")], &segments[effect]);
        }
        let members = segments["members"].as_array().unwrap();
        for (name, part) in case.expected["members"].as_object().unwrap() {
            let found = members.iter().find(|member| member["by"][by] == **name).unwrap();
            hold(name, part, &found["part_exact"], &found["part"]);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The reference's own numbers: its parts to all the digits that they are written with, its change as far as it agrees with
/// the sum of its parts (the last two digits don't).
#[test]
fn the_fall_of_september_comes_out() {
    let folder = reference("inside-sales");
    let words = ["appointment_rate", "plan.kpi", "--period", "2026-09", "--vs", "2026-08", "--by", "list"];
    let answer = json(&folder, &[&words[..], &["--as-of", "2026-11-22"]].concat());
    let expected = std::fs::read_to_string(folder.join("expected-why.csv")).unwrap();
    let lines = expected.lines().filter(|line| !line.starts_with('#')).skip(1);
    let expected: Vec<(&str, f64)> =
        lines.map(|line| line.split_once(',').unwrap()).map(|(part, value)| (part, value.parse().unwrap())).collect();
    assert_eq!(expected.iter().map(|(part, _)| *part).collect::<Vec<_>>(), ["change", "mix", "rate"]);
    let list = &answer["segments"]["list"];
    let found = [&answer["change"], &list["mix"], &list["rate"]].map(|number| number.as_f64().unwrap());
    for ((part, known), (found, digits)) in expected.iter().zip(found.into_iter().zip([1e-9, 0.5e-10, 0.5e-10])) {
        assert!((found - known).abs() <= digits, "{part}: {found}, expected {known}");
    }
    let parts = [&list["mix_exact"], &list["rate_exact"]].map(|exact| fraction(exact.as_str().unwrap()));
    assert_eq!(&parts[0] + &parts[1], &fraction("84/972") - &fraction("118/1005"));
}

pub fn folder_of(plan: &str, rows: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    std::fs::write(folder.path().join("rows.csv"), rows).unwrap();
    folder
}

/// A plan of calls by list, from (appointments, calls) of each list in August and September.
fn calls_by_list(lists: &[(&str, [(usize, usize); 2])]) -> tempfile::TempDir {
    let mut rows = String::from("day,list,kind\n");
    for (list, months) in lists {
        for (month, (appointments, calls)) in ["2026-08", "2026-09"].iter().zip(months) {
            rows += &format!("{month}-07,{list},appointment\n").repeat(*appointments);
            rows += &format!("{month}-07,{list},call\n").repeat(*calls);
        }
    }
    let plan = r#"
        plan "架電" {}
        source rows from "rows.csv" { time day; by list }
        measure calls "架電数" = count(rows where kind == "call")
        measure appointments "アポ数" = count(rows where kind == "appointment")
        kpi rate "アポ率" = appointments / calls { target at least 10% }
    "#;
    folder_of(plan, &rows)
}

fn sentence(folder: &tempfile::TempDir) -> String {
    let words = ["アポ率", "plan.kpi", "--period", "2026-09", "--format", "json"];
    let ran = why(folder.path(), "ja", &words);
    let answer: Value = serde_json::from_str(&ran.stdout).unwrap();
    answer["sentence"].as_str().unwrap().to_owned()
}

/// A rate that falls in every list is a matter of the talk; one that falls by the mix alone, of the list.
#[test]
fn the_talk_and_the_list_are_told_apart() {
    let talk = calls_by_list(&[("A社", [(40, 200), (24, 200)]), ("B社", [(60, 200), (40, 200)])]);
    assert!(sentence(&talk).contains("listの2区分すべてで下がっています"), "{}", sentence(&talk));
    let list = calls_by_list(&[("A社", [(10, 100), (30, 300)]), ("B社", [(90, 300), (30, 100)])]);
    let said = sentence(&list);
    assert!(said.contains("うち-10.0ポイントはlistの構成が変わったためです"), "{said}");
    assert!(said.contains("架電数に占めるA社の割合が25%から75%に増えました"), "{said}");
    assert!(said.contains("listごとに見れば、全体としてほとんど変わっていません（0.0ポイント）"), "{said}");
}

#[test]
fn what_may_be_chance_is_said() {
    let few = calls_by_list(&[("A社", [(4, 20), (2, 20)])]);
    assert!(sentence(&few).contains("偶然の範囲かもしれません"), "{}", sentence(&few));
    let many = calls_by_list(&[("A社", [(400, 2000), (200, 2000)])]);
    assert!(!sentence(&many).contains("偶然"), "{}", sentence(&many));
}

/// The parts of a goal are held against its target, by what the goal requires of each factor by now.
#[test]
fn a_goal_is_taken_apart_against_its_target() {
    let folder = reference("inside-sales");
    let answer =
        json(&folder, &["revenue", "plan.kpi", "--vs", "target", "--period", "2026-10", "--as-of", "2026-11-22"]);
    let factors = answer["factors"].as_array().unwrap();
    let sum: Rational = factors.iter().map(|factor| fraction(factor["part_exact"].as_str().unwrap())).sum();
    assert_eq!(sum, fraction("-1716000"));
    let before: Vec<f64> = factors.iter().map(|factor| factor["before"].as_f64().unwrap()).collect();
    assert_eq!(before, [1000.0, 0.1, 0.8, 0.25, 500_000.0]);
}

/// Everything that moved, the largest effect on the goal first, and each followed to it.
#[test]
fn what_moved_is_ranked_and_followed_to_the_goal() {
    let folder = reference("inside-sales");
    let answer = json(&folder, &["plan.kpi", "--as-of", "2026-11-22"]);
    let goal = &answer["goal"];
    let parts: Vec<Rational> = goal["factors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|factor| fraction(factor["part_exact"].as_str().unwrap()))
        .collect();
    assert_eq!(parts.iter().cloned().sum::<Rational>(), fraction(goal["change_exact"].as_str().unwrap()));
    assert_eq!(answer["cause"]["metric"], "win_rate");
    let moves = answer["moves"].as_array().unwrap();
    let names: Vec<&str> = moves.iter().map(|own| own["metric"].as_str().unwrap()).collect();
    assert_eq!(names, ["appointments", "meetings", "orders", "show_rate"]);
    // What came up to the appointments is what calls and the appointment rate brought.
    assert_eq!(fraction(moves[0]["part_exact"].as_str().unwrap()), &parts[0] + &parts[1]);
    assert_eq!((&moves[3]["link"], &moves[3]["linked"][0]), (&"guards".into(), &"appointments".into()));
}

/// A funnel through a month without an order: the price of nothing is no number, and the parts still make the whole.
#[test]
fn a_step_without_anything_is_taken_apart_all_the_same() {
    let plan = r#"
        plan "zero" {}
        source rows from "rows.csv" { time day }
        measure calls   = count(rows where kind == "call")
        measure orders  = count(rows where kind == "order")
        measure revenue = sum(rows.amount where kind == "order") in JPY
        kgi revenue { target 100円 }
        funnel { calls -> orders at 10% as rate -> revenue at 100円 as price }
    "#;
    let rows = "day,kind,amount\n2026-08-03,call,\n2026-08-04,call,\n2026-09-01,call,\n2026-09-02,call,\n2026-09-03,order,300\n";
    let folder = folder_of(plan, rows);
    let answer = json(folder.path(), &["revenue", "plan.kpi", "--period", "2026-09"]);
    let factors = answer["factors"].as_array().unwrap();
    assert_eq!(
        (&factors[2]["name"], &factors[2]["before"], &factors[2]["part"]),
        (&"price".into(), &Value::Null, &0.into())
    );
    assert_eq!((&factors[1]["part"], &answer["factors_rest"]), (&300.into(), &0.into()));
}

/// Metrics may double each other over and over, and formulas have very many factors: the work stays bounded.
#[test]
fn hostile_formulas_are_answered_in_time() {
    let mut plan =
        String::from("plan \"hostile\" {}\nsource rows from \"rows.csv\" { time day }\nmeasure m0 = count(rows)\n");
    let doubled = |place: usize| format!("metric m{place} = m{before} + m{before}\n", before = place - 1);
    plan += &(1..200).map(doubled).collect::<String>();
    let many: Vec<String> = (0..300).map(|place| format!("sum(rows.amount where kind == \"k{place}\")")).collect();
    plan += &["metric long = (\n", &many.join(" +\n"), "\n) / m0\n"].concat();
    let folder = folder_of(&plan, "day,kind,amount\n2026-08-03,k1,2\n2026-09-03,k2,5\n2026-09-04,k1,1\n");
    let doubled = json(folder.path(), &["m199", "plan.kpi", "--period", "2026-09"]);
    assert_eq!(doubled["factors"][0]["name"], "m198");
    let long = json(folder.path(), &["long", "plan.kpi", "--period", "2026-09"]);
    assert_eq!((&long["factors_method"], &long["factors_rest"]), (&"along-formula".into(), &0.into()));
    assert_eq!(long["factors"].as_array().unwrap().len(), 301);
}

/// Names that look like paths, labels in full width, and plans that are the folder's only one.
#[test]
fn the_number_is_found_by_name_or_label() {
    let folder = calls_by_list(&[("A社", [(4, 20), (2, 20)])]);
    for words in [&["rate", "plan.kpi"][..], &["ｒａｔｅ", "plan.kpi"], &["アポ率"], &["アポ率", "."]] {
        let all: Vec<&str> = words.iter().chain(&["--period", "2026-09"]).copied().collect();
        assert_eq!(json(folder.path(), &all)["metric"], "rate", "{words:?}");
    }
    std::fs::create_dir(folder.path().join("rate")).unwrap();
    assert_eq!(json(folder.path(), &["rate", "plan.kpi", "--period", "2026-09"])["metric"], "rate");
}
