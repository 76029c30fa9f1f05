//! `kpi derive` from outside: against numbers that were worked out by other means, and in front of what nobody planned.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use kpi_lang::base::rational::Rational;
use serde_json::Value;

use crate::harness::{Outcome, kpi};
use crate::repository::root;

fn reference(name: &str) -> PathBuf {
    root().join("../shared/reference").join(name)
}

fn derive(folder: &Path, language: &str, words: &[&str]) -> Outcome {
    let all: Vec<&str> = ["derive", "plan.kpi"].into_iter().chain(words.iter().copied()).collect();
    kpi(folder, language, &all)
}

fn json(folder: &Path, words: &[&str]) -> Value {
    let all: Vec<&str> = words.iter().copied().chain(["--format", "json"]).collect();
    let ran = derive(folder, "en", &all);
    assert_eq!((ran.exit, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}\n{}", ran.stdout))
}

/// A fraction in digits.
fn fraction(exact: &Value) -> Rational {
    let part = |name: &str| Rational::parse_decimal(exact[name].as_str().unwrap()).unwrap();
    part("numerator").checked_div(&part("denominator")).unwrap()
}

const NOVEMBER: &[&str] = &["--as-of", "2026-11-22"];

#[test]
fn the_reference_plan_is_worked_back_as_expected() {
    let folder = reference("inside-sales");
    let table = std::fs::read_to_string(folder.join("expected-derive.csv")).unwrap();
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some("name,required,per_member_per_working_day"));
    let expected: Vec<&str> = lines.collect();
    let document = json(&folder, NOVEMBER);
    let stages = document["stages"].as_array().unwrap().iter().map(|stage| {
        let daily = fraction_of(&stage["per_member_per_working_day"]).to_fixed(4);
        format!("{},{},{daily}", stage["name"].as_str().unwrap(), stage["required"])
    });
    assert_eq!(stages.collect::<Vec<_>>(), expected);
    assert_eq!(
        (&document["version"], &document["working_days"], &document["team"]),
        (&1.into(), &19.into(), &5.into())
    );
    assert_eq!(document["period"]["start"], "2026-11-01");
    assert_eq!((&document["goal"]["name"], &document["goal"]["target"]), (&"revenue".into(), &10_000_000.into()));
    let calls = &document["stages"][3];
    assert_eq!((&calls["done"], &calls["remaining"], &calls["from"]), (&682.into(), &318.into(), &"derived".into()));
    assert_eq!(calls["remaining_per_working_day"], 63.6);
}

fn fraction_of(number: &Value) -> Rational {
    Rational::from_float(number.as_f64().unwrap()).unwrap()
}

#[test]
fn the_chain_of_arithmetic_reads_as_people_write_it() {
    let folder = reference("inside-sales");
    let japanese = derive(&folder, "ja", NOVEMBER).stdout;
    for line in ["受注数 = 1,000万円 ÷ 50万円（平均受注単価）= 20", "架電数 = 100 ÷ 10%（アポ率）= 1,000"]
    {
        assert!(japanese.contains(line), "{japanese}");
    }
    let english = derive(&folder, "en", NOVEMBER).stdout;
    assert!(english.contains("受注数 = 10,000,000 JPY ÷ 500,000 JPY (平均受注単価) = 20"), "{english}");
}

#[test]
fn numbers_are_set_by_name_or_label_as_a_plan_writes_them() {
    let folder = reference("inside-sales");
    for set in ["appointment_rate=12%", "アポ率＝１２％", "アポ率 = 0.12"] {
        let document = json(&folder, &["--as-of", "2026-11-22", "--set", set]);
        assert_eq!(fraction(&document["stages"][3]["required_exact"]).to_string(), "2500/3", "{set}");
        assert_eq!(document["what_if"]["comes_to"], 12_000_000, "{set}");
        assert_eq!(document["what_if"]["gap"], 2_000_000, "{set}");
    }
    let words = ["--as-of", "2026-11-22", "--set", "受注額=1,200万円"];
    assert_eq!(json(&folder, &words)["stages"][3]["required"], 1200);
}

#[test]
fn what_is_looked_for_is_found_or_said_to_be_out_of_reach() {
    let folder = reference("inside-sales");
    let solved = |calls: &str| {
        let set = format!("calls={calls}");
        json(&folder, &["--as-of", "2026-11-22", "--set", &set, "--solve", "appointment_rate"])["solved"].clone()
    };
    assert_eq!((&solved("800")["value"], &solved("800")["possible"]), (&0.125.into(), &true.into()));
    assert_eq!((&solved("80")["value"], &solved("80")["possible"]), (&1.25.into(), &false.into()));
    let open = json(&folder, &["--as-of", "2026-11-22", "--solve", "appointment_rate"]);
    assert!(open["solved"]["reason"].as_str().unwrap().contains("--set calls="), "{}", open["solved"]);
    let words = ["--as-of", "2026-11-22", "--set", "calls=80", "--solve", "アポ率"];
    let said = derive(&folder, "ja", &words).stdout;
    assert!(said.contains("アポ率は125%でなければならず、実際にはありえません"), "{said}");
}

#[test]
fn past_conversions_stand_beside_the_planned_ones() {
    let document = json(&reference("inside-sales"), &["--as-of", "2026-11-22", "--assume", "history=1"]);
    assert_eq!(document["history"]["periods"], serde_json::json!(["2026-10"]));
    let rate = |name: &str| {
        let rates = document["rates"].as_array().unwrap();
        rates.iter().find(|rate| rate["name"] == name).unwrap().clone()
    };
    let appointments = rate("appointment_rate");
    assert_eq!((&appointments["planned"], &appointments["from"]), (&0.1.into(), &"history".into()));
    assert_eq!(appointments["history"]["numerator"], 122);
    assert_eq!(appointments["history"]["denominator"], 1081);
}

#[test]
fn the_bottleneck_is_the_whole_gap_in_check_and_derive_alike() {
    let folder = reference("inside-sales");
    let words = ["--as-of", "2026-11-22", "--period", "2026-10"];
    let derived = json(&folder, &words)["bottleneck"].clone();
    let all = ["check", "plan.kpi", "--eval-only", "--format", "json"];
    let ran = kpi(&folder, "en", &all.into_iter().chain(words).collect::<Vec<_>>());
    let checked: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(checked["bottleneck"], Value::Array(vec![derived.clone()]));
    assert_eq!(derived["gap"], -1_716_000);
    let steps = derived["steps"].as_array().unwrap();
    let total: Rational = steps.iter().map(|step| fraction(&step["part_exact"])).sum();
    assert_eq!(total, Rational::from(-1_716_000));
    assert_eq!(steps[0]["name"], "win_rate");
    // What is shown adds up, too.
    let said = derive(&folder, "ja", &words).stdout;
    let shown = said.lines().skip_while(|line| !line.contains("1,716,000円届きません")).skip(2).take(steps.len());
    let parts = shown.map(|line| {
        let digits = line.rsplit(' ').next().unwrap().replace(['円', ',', '+'], "").replace('−', "-");
        digits.parse::<i64>().unwrap()
    });
    assert_eq!(parts.sum::<i64>(), -1_716_000, "{said}");
}

#[test]
fn a_plan_is_worked_back_before_there_is_any_data() {
    let folder = tempfile::tempdir().unwrap();
    let plan = "plan { currency JPY; period month; team 2 }
source s from \"nothing.csv\" { time date }
measure calls = count(s)
measure orders = count(s where kind == \"order\")
kgi orders { target 10 }
funnel { calls -> orders at 5% as rate }
";
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    let ran = derive(folder.path(), "en", NOVEMBER);
    assert_eq!(ran.exit, 2);
    let document = json(folder.path(), &["--as-of", "2026-11-22", "--no-data"]);
    assert_eq!(document["stages"][0]["required"], 200);
    assert_eq!(document["stages"][0]["remaining"], Value::Null);
}

#[test]
fn several_goals_periods_and_plans_answer_in_one_document() {
    let folder = tempfile::tempdir().unwrap();
    let plan = "plan { period month }
source s from \"s.csv\" { time date }
measure calls = count(s)
measure orders = count(s where kind == \"order\")
kgi orders { target 10 }
kgi calls { target 50 }
";
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    std::fs::write(folder.path().join("s.csv"), "date,kind\n2026-11-02,order\n").unwrap();
    let document = json(folder.path(), &["--as-of", "2026-11-22", "--period", "2026-11..2026-12"]);
    let further = document["further"].as_array().unwrap();
    let all: Vec<&Value> = std::iter::once(&document).chain(further).collect();
    let seen: Vec<(&str, &str)> = all
        .iter()
        .map(|answer| (answer["goal"]["name"].as_str().unwrap(), answer["period"]["start"].as_str().unwrap()))
        .collect();
    let expected =
        [("orders", "2026-11-01"), ("orders", "2026-12-01"), ("calls", "2026-11-01"), ("calls", "2026-12-01")];
    assert_eq!(seen, expected);
}

#[test]
fn a_plan_from_a_stranger_is_worked_back_within_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = String::from("plan { period month; team 5 }\nsource s from \"s.csv\" { time date }\n");
    for place in 0..1500 {
        writeln!(plan, "measure m{place} = count(s where a == {place})").unwrap();
    }
    plan.push_str("funnel {\n  m0\n");
    for place in 1..1500 {
        writeln!(plan, "  -> m{place} at 9{place}.7% as r{place}").unwrap();
    }
    plan.push_str("}\nmetric f0 = m1499 * 3 + 1\n");
    for place in 1..200 {
        writeln!(plan, "metric f{place} = f{0} + f{0}", place - 1).unwrap();
    }
    plan.push_str("kgi f199 { target 1000 }\n");
    std::fs::write(folder.path().join("plan.kpi"), plan).unwrap();
    std::fs::write(folder.path().join("s.csv"), "date,a\n2026-11-02,1\n").unwrap();
    for words in [
        &["--as-of", "2026-11-22"][..],
        &["--as-of", "2026-11-22", "--set", "m0=5", "--solve", "r7", "--assume", "history"],
    ] {
        for language in ["en", "ja"] {
            let ran = derive(folder.path(), language, words);
            assert_eq!((ran.exit, ran.stderr.as_str()), (0, ""));
        }
    }
}

#[test]
fn words_of_the_command_line_steer_no_terminal() {
    let folder = reference("inside-sales");
    for words in
        [["--set", "\u{1b}[2J=5"], ["--set", "calls=\u{1b}[2J"], ["--solve", "\u{1b}]0;t\u{7}"], ["--set", "=\n\n"]]
    {
        for format in [&[][..], &["--format", "json"]] {
            let ran = derive(&folder, "ja", &words.into_iter().chain(format.iter().copied()).collect::<Vec<_>>());
            assert_eq!(ran.exit, 2, "{}", ran.stdout);
            let said = ran.stdout + &ran.stderr;
            assert!(!said.contains(['\u{1b}', '\u{7}']), "{said}");
        }
    }
}

#[test]
fn a_company_is_worked_back_into_its_offices() {
    let folder = root().join("examples/company");
    let document = json(&folder, &[]);
    let further = document["further"].as_array().unwrap();
    let plans: Vec<&str> = further.iter().map(|answer| answer["file"].as_str().unwrap()).collect();
    assert_eq!(plans, ["東京.kpi", "大阪.kpi"]);
    // The office answers as it does when it is asked itself: from its own rows.
    let own = kpi(&folder, "en", &["derive", "東京.kpi", "--format", "json"]);
    let own: Value = serde_json::from_str(&own.stdout).unwrap();
    for part in ["team", "goal", "stages", "steps", "bottleneck"] {
        let mut there = further[0][part].clone();
        if part == "bottleneck" {
            there["plan"] = own[part]["plan"].clone();
            there["file"] = own[part]["file"].clone();
        }
        assert_eq!(there, own[part], "{part}");
    }
    assert_eq!(further[0]["required_by"], document["plan"]);
    let calls = further[0]["stages"].as_array().unwrap().last().unwrap();
    // What is missing, 2,620,000 yen of 400,000 each, at 30%, 75% and 10%.
    assert_eq!(fraction_of(&calls["still_needed"]).to_fixed(3), "291.111");
    let set = json(&folder, &["--set", "東京.アポ率=12%"]);
    assert_eq!(set["what_if"]["comes_to"], 14_200_000);
    assert_eq!(set["further"][0]["what_if"]["comes_to"], 7_200_000);
    let plain = json(&folder, &["--set", "東京.受注額=500万円"]);
    assert_eq!((&plain["what_if"]["comes_to"], &plain["sensitivities_reason"]), (&12_000_000.into(), &Value::Null));
    assert_eq!(plain["further"][0]["goal"]["target"], 5_000_000);
}

#[test]
fn an_office_without_a_goal_answers_what_is_required_of_it() {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(root().join("examples/company")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let office = folder.path().join("東京.kpi");
    let text = std::fs::read_to_string(&office).unwrap();
    let without_target = text.replace("kgi 受注額 {\n  target 600万円\n}", "kgi 受注額");
    let without_goal = text.replace("kgi 受注額 {\n  target 600万円\n}", "");
    for text in [without_target, without_goal] {
        std::fs::write(&office, text).unwrap();
        let ran = kpi(folder.path(), "en", &["derive", "plan.kpi", "東京.kpi", "--format", "json"]);
        assert_eq!((ran.exit, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
        let document: Value = serde_json::from_str(&ran.stdout).unwrap();
        let further = document["further"].as_array().unwrap();
        let plans: Vec<&str> = further.iter().map(|answer| answer["file"].as_str().unwrap()).collect();
        assert_eq!(plans, ["大阪.kpi", "東京.kpi"]);
        assert_eq!(further[1]["goal"]["target"], 6_000_000);
        assert_eq!(fraction(&further[1]["stages"][3]["required_exact"]).to_string(), "2000/3");
    }
}

#[test]
fn nothing_is_green_because_it_did_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let plan = |goal: &str, step: &str| {
        format!(
            "plan {{ period month }}\nsource s from \"s.csv\" {{ time date }}\nmeasure calls = count(s)\n\
             measure orders = count(s where kind == \"order\")\nkgi orders{goal}\nfunnel {{ calls -> orders{step} }}\n"
        )
    };
    for (goal, step, exit) in [(" { target 10 }", " at 5%", 0), ("", " at 5%", 2), (" { target 10 }", "", 2)] {
        std::fs::write(folder.path().join("plan.kpi"), plan(goal, step)).unwrap();
        let ran = derive(folder.path(), "en", &["--as-of", "2026-11-22", "--no-data"]);
        assert_eq!(ran.exit, exit, "{}", ran.stdout);
    }
}
