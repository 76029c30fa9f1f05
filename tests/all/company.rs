//! A company's plan and the plans of its teams: what the teams bring, what is asked of them, and who says what.

use std::fmt::Write;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Outcome, kpi};

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    folder
}

fn check(folder: &TempDir, words: &[&str]) -> (Outcome, Value) {
    let mut all = vec!["check", "--as-of", "2026-11-30", "--format", "json"];
    all.extend(words);
    let ran = kpi(folder.path(), "en", &all);
    let document = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    (ran, document)
}

/// The results of a name, newest first: a field of each.
fn of<'a>(document: &'a Value, name: &str, field: &str) -> Vec<&'a Value> {
    let results = document["results"].as_array().unwrap().iter();
    results.filter(|result| result["name"] == name).map(|result| &result[field]).collect()
}

fn codes(document: &Value) -> Vec<&str> {
    document["findings"].as_array().unwrap().iter().filter_map(|finding| finding["rule"].as_str()).collect()
}

const COMPANY: &str = "plan \"Company\" { period month; review monthly by \"Wada\" }\n\
    use \"tokyo/plan.kpi\" as tokyo\nuse \"osaka/plan.kpi\" as osaka\n\
    kgi orders = tokyo.orders + osaka.orders { target 7 }\n";
const TOKYO: &str = "plan \"Tokyo\" { review monthly by \"Aoki\" }\nsource s from \"s.csv\" { time day; by rep }\n\
    measure calls = sum(s.calls)\nmeasure meetings = count(s where calls > 20)\nmeasure orders = sum(s.orders)\nkgi orders { target 4 }\n\
    funnel { calls -> meetings at 50% as meeting_rate -> orders at 20% as rate }\n";
const OSAKA: &str = "plan \"Osaka\" { review monthly by \"Ogawa\" }\nsource s from \"s.csv\" { time day }\n\
    measure calls = sum(s.calls)\nmeasure meetings = count(s where calls > 20)\nmeasure orders = sum(s.orders)\nkgi orders { target 3 }\n\
    funnel { calls -> meetings at 50% as meeting_rate -> orders at 10% as rate }\n";
const TOKYO_ROWS: &str = "day,rep,calls,orders\n2026-10-05,A,30,2\n2026-10-06,B,20,1\n2026-11-04,A,25,5\n";
const OSAKA_ROWS: &str = "day,calls,orders\n2026-10-05,70,3\n2026-11-04,60,1\n";

fn files() -> Vec<(&'static str, &'static str)> {
    vec![
        ("kpi.toml", ""),
        ("plan.kpi", COMPANY),
        ("tokyo/plan.kpi", TOKYO),
        ("tokyo/s.csv", TOKYO_ROWS),
        ("osaka/plan.kpi", OSAKA),
        ("osaka/s.csv", OSAKA_ROWS),
    ]
}

/// The files with some exchanged, or added.
fn with<'a>(others: &[(&'a str, &'a str)]) -> TempDir {
    let is_other = |path: &str| others.iter().any(|(other, _)| *other == path);
    let mut all: Vec<(&str, &str)> = files().into_iter().filter(|(path, _)| !is_other(path)).collect();
    all.extend(others);
    project(&all)
}

#[test]
fn what_the_teams_bring_is_added_up_and_each_stands_beside_it() {
    let (_, document) = check(&project(&files()), &["plan.kpi", "--period", "2026-10..2026-11"]);
    assert_eq!(of(&document, "orders", "value"), [6, 6]);
    assert_eq!(of(&document, "tokyo.orders", "value"), [5, 3]);
    assert_eq!(of(&document, "tokyo.orders", "target"), [4, 4]);
    assert_eq!(of(&document, "osaka.orders", "status"), ["fail", "ok"]);
    assert_eq!(of(&document, "osaka.orders", "part"), ["osaka/plan.kpi", "osaka/plan.kpi"]);
    assert_eq!(of(&document, "orders", "part"), [&Value::Null, &Value::Null]);
    // A team that misses is told of where its own plan is checked; here only the sum counts.
    assert_eq!(document["summary"]["results"]["fail"], 0);
    let sources = document["sources"].as_array().unwrap();
    let named: Vec<_> = sources.iter().map(|source| (&source["name"], &source["files"][0], &source["rows"])).collect();
    let expected = [json!(["tokyo.s", "tokyo/s.csv", 3]), json!(["osaka.s", "osaka/s.csv", 2])];
    let expected: Vec<_> = expected.iter().map(|source| (&source[0], &source[1], &source[2])).collect();
    assert_eq!(named, expected);
}

#[test]
fn a_team_that_is_asked_for_itself_speaks_once() {
    let tokyo = TOKYO.replace("review monthly by \"Aoki\"", "");
    let folder = with(&[("tokyo/plan.kpi", &tokyo)]);
    let (_, alone) = check(&folder, &["plan.kpi"]);
    let (_, both) = check(&folder, &["plan.kpi", "tokyo/plan.kpi"]);
    let (_, all) = check(&folder, &["."]);
    for document in [&alone, &both, &all] {
        assert_eq!(codes(document).iter().filter(|code| **code == "missing-review").count(), 1, "{document}");
    }
    let sources = |document: &Value| document["sources"].as_array().map(Vec::len);
    assert_eq!((sources(&alone), sources(&both), sources(&all)), (Some(2), Some(2), Some(2)));
    assert_eq!((&both["summary"]["plans"], &all["summary"]["plans"]), (&json!(2), &json!(3)));
}

#[test]
fn a_team_whose_data_cannot_be_read_keeps_the_company_from_being_judged() {
    let folder = with(&[("tokyo/s.csv", "day,rep,calls\n2026-10-05,A,30\n")]);
    for words in [&["plan.kpi"][..], &["plan.kpi", "tokyo/plan.kpi", "osaka/plan.kpi"]] {
        let (ran, document) = check(&folder, words);
        let errors = document["errors"].as_array().unwrap();
        assert_eq!((ran.exit, errors.len()), (2, 1), "{document}");
        assert_eq!(errors[0]["file"], "tokyo/plan.kpi");
        // The other team is judged all the same, where it is asked for.
        assert_eq!(of(&document, "orders", "value").len(), usize::from(words.len() != 1));
    }
}

#[test]
fn a_team_reads_nothing_outside_of_the_project() {
    let outside = project(&[("s.csv", TOKYO_ROWS)]);
    let path = outside.path().join("s.csv").to_string_lossy().replace('\\', "/");
    let (ran, document) = check(&with(&[("tokyo/plan.kpi", &TOKYO.replace("s.csv", &path))]), &["plan.kpi"]);
    assert_eq!(ran.exit, 2);
    assert_eq!(document["errors"][0]["file"], "tokyo/plan.kpi");
    assert!(document["errors"][0]["message"].as_str().unwrap().contains("outside"), "{document}");
}

#[test]
fn a_breakdown_that_a_team_lacks_has_no_value_and_names_it() {
    let (_, document) = check(&project(&files()), &["plan.kpi", "--period", "2026-10", "--by", "rep"]);
    assert_eq!(of(&document, "tokyo.orders", "value"), [3, 2, 1]);
    assert_eq!(of(&document, "osaka.orders", "value"), [&json!(3), &Value::Null, &Value::Null]);
    let why = of(&document, "orders", "reason")[1].as_str().unwrap().to_owned();
    assert_eq!(why, "`osaka.orders` has no value: `s` can't be broken down by `rep`");
    let company = format!("{COMPANY}kpi closed = tokyo.orders {{ target by rep {{ \"A\" 3; \"B\" 2 }} }}\n");
    let (_, document) = check(&with(&[("plan.kpi", &company)]), &["plan.kpi", "--period", "2026-10"]);
    assert_eq!(of(&document, "closed", "value"), [3, 2, 1]);
    assert_eq!(of(&document, "closed", "status"), ["fail", "fail", "fail"]);
}

#[test]
fn a_company_counts_quarters_where_its_teams_count_months() {
    let company = COMPANY.replace("period month", "period quarter").replace("target 7", "target 21");
    let (_, document) = check(&with(&[("plan.kpi", &company)]), &["plan.kpi", "--period", "2026-Q4"]);
    assert_eq!(of(&document, "orders", "value"), [12]);
    assert_eq!(of(&document, "tokyo.orders", "value"), [8]);
    assert_eq!(of(&document, "tokyo.orders", "target"), [12]);
    assert_eq!(of(&document, "tokyo.orders", "target_from"), ["stated"]);
    // 42 of the 65 weekdays of the quarter are gone: 12 × 42 ÷ 65 are 7.75, and 9 × 42 ÷ 65 are 5.8.
    assert_eq!(of(&document, "tokyo.orders", "status"), ["ok"]);
    assert_eq!(of(&document, "osaka.orders", "status"), ["fail"]);
    assert_eq!(codes(&document), Vec::<&str>::new());
}

#[test]
fn a_team_with_another_year_is_asked_for_the_companys_days() {
    let company = "plan \"Company\" { period year; fiscal year from april; review yearly by \"Wada\" }\n\
        use \"tokyo/plan.kpi\" as tokyo\nmetric rate = tokyo.orders / tokyo.calls\nkgi orders = tokyo.orders { target 48 }\n\
        kpi people = tokyo.people { target 5 }\n";
    let rows = "day,rep,calls,orders\n2026-03-31,A,1,1\n2026-04-01,A,30,2\n2026-10-06,B,20,1\n2027-03-31,A,50,4\n2027-04-01,A,9,9\n";
    let tokyo = format!("{TOKYO}measure people = count(distinct s.rep)\n");
    let folder = with(&[("plan.kpi", company), ("tokyo/plan.kpi", &tokyo), ("tokyo/s.csv", rows)]);
    let (_, document) = check(&folder, &["plan.kpi", "--period", "2026", "--as-of", "2027-05-01"]);
    let (value, target) = (of(&document, "orders", "value"), of(&document, "tokyo.orders", "target"));
    assert_eq!((value, target), (vec![&json!(7)], vec![&json!(48)]), "{document}");
    assert_eq!(of(&document, "rate", "value"), [0.07]);
    let why = of(&document, "people", "reason")[0].as_str().unwrap();
    assert!(why.contains("another fiscal year"), "{why}");
}

#[test]
fn goals_that_do_not_add_up_are_shown_where_they_are_written() {
    let (ran, document) =
        check(&with(&[("plan.kpi", &COMPANY.replace("target 7", "target 9"))]), &["plan.kpi", "--lint-only"]);
    assert_eq!((ran.exit, codes(&document)), (1, vec!["targets-miss-goal"]));
    let finding = &document["findings"][0];
    let message = "all targets met make 7 in November 2026, 2 short of the goal: `tokyo.orders` 4 + `osaka.orders` 3";
    assert_eq!((&finding["message"], &finding["line"]), (&json!(message), &json!(4)));
    let related = finding["related"].as_array().unwrap().iter().map(|one| (&one["file"], &one["line"]));
    let expected = [(json!("tokyo/plan.kpi"), json!(6)), (json!("osaka/plan.kpi"), json!(6))];
    assert_eq!(related.collect::<Vec<_>>(), expected.iter().map(|(file, line)| (file, line)).collect::<Vec<_>>());
    // A team that takes its number from a funnel or a schedule counts as well.
    for target in ["kgi orders { target { 2026-10 4; 2026-11 4 } }", "kgi orders\nkpi calls { target 40 }"] {
        let tokyo = TOKYO.replace("kgi orders { target 4 }", target);
        let folder = with(&[("tokyo/plan.kpi", &tokyo), ("plan.kpi", &COMPANY.replace("target 7", "target 9"))]);
        let (_, document) = check(&folder, &["plan.kpi", "--lint-only"]);
        assert!(codes(&document).contains(&"targets-miss-goal"), "{target}: {document}");
    }
}

#[test]
fn a_company_without_a_target_aims_for_what_its_teams_do() {
    let (ran, document) = check(&with(&[("plan.kpi", &COMPANY.replace("target 7", ""))]), &["plan.kpi"]);
    assert_eq!((ran.exit, codes(&document)), (0, Vec::new()), "{document}");
    assert_eq!(of(&document, "orders", "target"), [7]);
    assert_eq!(of(&document, "orders", "target_from"), ["derived"]);
}

#[test]
fn a_team_without_a_target_gets_what_the_company_leaves_it() {
    let osaka = OSAKA.replace("target 3", "");
    let company = format!("{COMPANY}metric calls = tokyo.calls + osaka.calls\nkpi calls {{ layer activity }}\n");
    let folder = with(&[("osaka/plan.kpi", &osaka), ("plan.kpi", &company)]);
    let (_, document) = check(&folder, &["plan.kpi"]);
    assert!(!codes(&document).contains(&"kgi-without-target"), "{document}");
    assert!(!codes(&document).contains(&"kpi-not-linked"), "{document}");
    // 7 − 4 are left to Osaka, of whose calls 5% become orders, and of Tokyo's 10%.
    assert_eq!(of(&document, "osaka.orders", "target"), [3]);
    assert_eq!(of(&document, "osaka.orders", "target_from"), ["derived"]);
    assert_eq!(of(&document, "osaka.calls", "target"), [60]);
    assert_eq!(of(&document, "tokyo.calls", "target"), [40]);
    assert_eq!(of(&document, "calls", "target"), [100]);
    // By itself it is a plan without a goal.
    let (_, document) = check(&folder, &["osaka/plan.kpi"]);
    assert!(codes(&document).contains(&"kgi-without-target"), "{document}");
    // With two of them nobody knows what is whose.
    let tokyo = TOKYO.replace("target 4", "");
    let folder = with(&[("osaka/plan.kpi", &osaka), ("tokyo/plan.kpi", &tokyo)]);
    let (_, document) = check(&folder, &["plan.kpi"]);
    assert_eq!(of(&document, "osaka.orders", "target"), [&Value::Null]);
}

#[test]
fn a_team_may_have_teams() {
    let region = "plan \"West\" { review monthly by \"Ito\" }\nuse \"../osaka/plan.kpi\" as osaka\n\
        kgi orders = osaka.orders { target 3 }\n";
    let company = "plan \"Company\" { review monthly by \"Wada\" }\nuse \"tokyo/plan.kpi\" as tokyo\n\
        use \"west/plan.kpi\" as west\n\
        kgi orders = tokyo.orders + west.orders + west.osaka.orders { target 11 }\n";
    let folder = with(&[("plan.kpi", company), ("west/plan.kpi", region)]);
    let (_, document) = check(&folder, &["plan.kpi", "--period", "2026-10"]);
    assert_eq!(of(&document, "orders", "value"), [3 + 3 + 3]);
    assert_eq!(of(&document, "west.orders", "value"), [3]);
    assert_eq!(of(&document, "west.osaka.orders", "value"), [3]);
    let names: Vec<&Value> = document["sources"].as_array().unwrap().iter().map(|source| &source["name"]).collect();
    assert_eq!(names, ["tokyo.s", "west.osaka.s"]);
}

#[test]
fn currencies_of_teams_are_not_added_up() {
    let money = |plan: &str, unit: &str| {
        plan.replace("sum(s.orders)", &format!("sum(s.orders) in {unit}")).replace(" at 20%", "").replace(" at 10%", "")
    };
    let (tokyo, osaka) = (
        money(TOKYO, "JPY").replace("target 4", "target 4 JPY"),
        money(OSAKA, "USD").replace("target 3", "target 3 USD"),
    );
    let company = COMPANY.replace("target 7", "target 7 JPY");
    let folder = with(&[("plan.kpi", &company), ("tokyo/plan.kpi", &tokyo), ("osaka/plan.kpi", &osaka)]);
    let (ran, document) = check(&folder, &["plan.kpi"]);
    assert_eq!(ran.exit, 2);
    let errors = document["errors"].as_array().unwrap();
    assert_eq!((errors.len(), &errors[0]["file"]), (1, &json!("plan.kpi")), "{document}");
    assert!(errors[0]["message"].as_str().unwrap().contains("USD"), "{document}");
}

/// Reports that would be written over a team's data are refused.
#[test]
fn no_report_is_written_over_what_a_team_reads() {
    let folder = project(&files());
    let words = ["check", "plan.kpi", "--format", "csv", "--output", "tokyo/s.csv"];
    assert_eq!(kpi(folder.path(), "en", &words).exit, 2);
    assert_eq!(std::fs::read_to_string(folder.path().join("tokyo/s.csv")).unwrap(), TOKYO_ROWS);
}

#[test]
fn a_thousand_teams_are_added_up() {
    let folder = project(&[("s.csv", OSAKA_ROWS)]);
    let (mut uses, mut sum) = (String::new(), Vec::new());
    for team in 0..1000 {
        writeln!(uses, "use \"{team}.kpi\" as t{team}").unwrap();
        sum.push(format!("t{team}.orders"));
        std::fs::write(folder.path().join(format!("{team}.kpi")), OSAKA).unwrap();
    }
    // A chain of operators may only be so long: tens of tens of tens.
    let mut metrics = String::new();
    for (place, tens) in sum.chunks(100).enumerate() {
        writeln!(metrics, "metric m{place} = {}", tens.join(" + ")).unwrap();
    }
    let company = format!(
        "plan \"Company\" {{ review monthly by \"Wada\" }}\n{uses}{metrics}kgi orders = m0 + m1 + m2 + m3 + m4 + m5 + m6 + m7 + m8 + m9 {{ target 3000 }}\n"
    );
    std::fs::write(folder.path().join("plan.kpi"), company).unwrap();
    let (ran, document) = check(&folder, &["plan.kpi", "--period", "2026-10"]);
    assert_eq!((of(&document, "orders", "value"), ran.exit), (vec![&json!(3000)], 0));
    assert_eq!(of(&document, "t999.orders", "target"), [3]);
}

/// Two ways lead from each level to the next: 2^30 in all, and each plan is looked at once.
#[test]
fn a_deep_diamond_is_gone_through_once() {
    let folder = project(&[("s.csv", OSAKA_ROWS), ("a0.kpi", OSAKA), ("b0.kpi", OSAKA)]);
    for level in 1..=30 {
        let below = level - 1;
        for side in ["a", "b"] {
            let plan = format!(
                "plan \"{side}{level}\" {{ review monthly by \"Wada\" }}\nuse \"a{below}.kpi\" as a\nuse \"b{below}.kpi\" as b\n\
                 metric calls = a.calls + b.calls\nkgi orders = a.orders + b.orders\n"
            );
            std::fs::write(folder.path().join(format!("{side}{level}.kpi")), plan).unwrap();
        }
    }
    let (ran, document) = check(&folder, &["a30.kpi", "--period", "2026-10"]);
    assert_eq!((of(&document, "orders", "value"), ran.exit), (vec![&json!(3_i64 << 30)], 0), "{:?}", codes(&document));
    assert_eq!(of(&document, "orders", "target"), [&json!(3_i64 << 30)]);
    // A target at the top, of which nobody below knows its share, is worked back no further than it can be.
    let top = "plan \"top\" { review monthly by \"Wada\" }\nuse \"a30.kpi\" as a\nkgi orders = a.orders { target 9 }\n";
    std::fs::write(folder.path().join("plan.kpi"), top).unwrap();
    let open = OSAKA.replace("target 3", "");
    for name in ["a0.kpi", "b0.kpi"] {
        std::fs::write(folder.path().join(name), &open).unwrap();
    }
    let (_, document) = check(&folder, &["plan.kpi", "--period", "2026-10"]);
    assert_eq!(of(&document, "a.orders", "target"), [9]);
}

#[test]
fn names_of_teams_may_be_long_and_odd() {
    let name = "東".repeat(20_000);
    let company =
        format!("plan \"Company\" {{}}\nuse \"tokyo/plan.kpi\" as {name}\nkgi orders = {name}.orders {{ target 4 }}\n");
    let folder = with(&[("plan.kpi", &company)]);
    for format in ["human", "json", "markdown", "csv"] {
        let ran = kpi(folder.path(), "ja", &["check", "plan.kpi", "--eval-only", "--format", format]);
        assert!(ran.exit < 2, "{format}: {}", &ran.stderr);
    }
}
