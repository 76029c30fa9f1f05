//! The rules that look at numbers, where a page has no room for it: what silences them, what was known of them, what they
//! say where no data is read, and what does not deserve to be said.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs::write;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Outcome, kpi};

/// A team that calls more each month, with fewer appointments of a hundred; the last two months fail.
const PLAN: &str = r#"plan "Outbound" {
  currency JPY
  team     4
  review   monthly by "Mori"
}

source log from "log.csv" { time month }
measure calls        = sum(log.calls)
measure appointments = sum(log.appointments)
measure orders       = sum(log.orders)

kgi orders { target 20 }

funnel "From call to order" {
  calls
  -> appointments at 10% as appointment_rate
  -> orders       at 20% as order_rate
}

kpi calls {
  owner "Mori"
  when missed { do "look at the list"; ask "when does nobody answer?" }
}

kpi appointment_rate {
  horizon long
  owner   "Ueda"
  when missed { do "listen to ten calls together" }
}
"#;

const LOG: &str = "month,calls,appointments,orders\n2026-07,1000,105,21\n2026-08,1090,96,20\n2026-09,1180,80,22\n\
                   2026-10,1290,78,21\n";

const FOUND: [&str; 2] = ["red-without-action", "volume-up-quality-down"];

fn project(plan: &str, log: &str, settings: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("plan.kpi", plan), ("log.csv", log), ("kpi.toml", settings)] {
        write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn run(folder: &Path, words: &[&str]) -> Outcome {
    kpi(folder, "en", &[&["check", "plan.kpi", "--show", "note"], words].concat())
}

fn findings(folder: &Path, words: &[&str]) -> Vec<Value> {
    let outcome = run(folder, &[words, &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    document["findings"].as_array().unwrap().clone()
}

fn rules(folder: &Path, words: &[&str]) -> BTreeSet<String> {
    findings(folder, words).iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

/// The rules that find something in a plan with this log.
fn found(plan: &str, log: &str) -> BTreeSet<String> {
    rules(project(plan, log, "").path(), &[])
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn they_speak_where_numbers_are_read_and_are_a_group() {
    let project = project(PLAN, LOG, "");
    let folder = project.path();
    assert_eq!(rules(folder, &[]), set(&FOUND));
    assert_eq!(rules(folder, &["--lint-only"]), set(&[]));
    assert_eq!(rules(folder, &["--eval-only"]), set(&[]));
    assert_eq!(rules(folder, &["--allow", "data"]), set(&[]));
    assert_eq!(rules(folder, &["--allow", "data", "--warn", FOUND[0]]), set(&FOUND[..1]));
    let denied = findings(folder, &["--deny", "data"]);
    assert!(denied.iter().all(|finding| finding["level"] == "deny"), "{denied:?}");
    assert!(kpi(folder, "en", &["rules"]).stdout.contains("data  what does the history say?"));
    // Nothing is known of numbers that can't be read.
    write(folder.join("log.csv"), LOG.replace("1290", "many")).unwrap();
    assert_eq!(rules(folder, &[]), set(&[]));
}

#[test]
fn what_silences_them_is_unused_only_where_they_were_asked() {
    let with = |allow: &str| PLAN.replace("kpi calls {\n", &format!("kpi calls {{\n  {allow}\n"));
    let silenced = project(&with("allow volume-up-quality-down because \"a trial\""), LOG, "");
    assert_eq!(rules(silenced.path(), &[]), set(&FOUND[..1]));
    assert_eq!(rules(silenced.path(), &["--lint-only"]), set(&[]));
    let unused = project(&with("allow stale-actuals because \"a trial\""), LOG, "");
    assert!(rules(unused.path(), &[]).contains("unused-allow"));
    assert!(!rules(unused.path(), &["--lint-only"]).contains("unused-allow"));
    // A mend of the design leaves alone what the numbers need.
    let fixed = run(silenced.path(), &["--fix", "--quiet"]);
    assert!(fixed.stderr.contains("nothing to mend"), "{fixed:?}");
    run(unused.path(), &["--fix", "--quiet"]);
    assert_eq!(std::fs::read_to_string(unused.path().join("plan.kpi")).unwrap(), PLAN);
}

#[test]
fn a_baseline_keeps_what_it_knows_of_them_where_no_data_is_read() {
    let project = project(PLAN, LOG, "baseline = \"known.json\"\n");
    let folder = project.path();
    run(folder, &["--write-baseline"]);
    assert_eq!(rules(folder, &[]), set(&[]));
    let said = run(folder, &["--lint-only"]).stdout;
    assert!(!said.contains("gone"), "{said}");
    run(folder, &["--lint-only", "--write-baseline"]);
    assert_eq!(rules(folder, &[]), set(&[]));
    write(folder.join("log.csv"), LOG.replace("80,22", "118,22").replace("78,21", "129,21")).unwrap();
    let said = run(folder, &[]).stdout;
    assert!(said.contains("2 of the baseline are gone"), "{said}");
}

#[test]
fn a_mend_of_what_the_numbers_show_is_made_with_the_numbers_in_hand() {
    let plan = PLAN.replace("{ time month }", "{ time month; by rep }").replace("team     4", "team     3 by rep");
    let log =
        "month,rep,calls,appointments,orders\n2026-10,a,500,60,12\n2026-10,b,600,66,14\n2026-10,Total,1100,126,26\n";
    let project = project(&plan, log, "");
    let folder = project.path();
    assert_eq!(rules(folder, &[]), set(&["total-row"]));
    let fixed = run(folder, &["--fix", "--unsafe-fixes"]);
    assert!(fixed.stdout.contains("3 rows, 2026-10-01 to 2026-10-01, 1 skipped"), "{fixed:?}");
    assert_eq!(rules(folder, &[]), set(&[]));
}

#[test]
fn an_action_counts_for_what_comes_of_it_while_it_is_new_or_goes_on() {
    let with = |action: &str| found(&format!("{PLAN}\naction \"x\" {action}\n"), LOG).contains("red-without-action");
    // The two months that failed are September and October.
    assert!(!with("on appointment_rate { from 2026-09-01; expect 9%; by 2026-10-31 }"));
    assert!(with("on appointment_rate { from 2026-08-31; expect 9%; by 2026-10-31 }"));
    assert!(!with("on appointment_rate { from 2026-06-01; expect 9%; by 2026-11-22 }"));
    assert!(!with("on calls { from 2026-10-01; expect 1,300; by 2026-10-31 }"), "it is computed from them");
    assert!(with("on orders { from 2026-10-01; expect 22; by 2026-10-31 }"), "they come of it");
    // The period in progress goes well.
    let log = format!("{LOG}2026-11,900,95,19\n");
    assert!(!found(PLAN, &log).contains("red-without-action"));
}

#[test]
fn what_ripens_late_or_is_too_small_is_no_fall() {
    let log = LOG.replace("80,22", "92,22").replace("78,21", "88,21").replace("1290", "1150").replace("1180", "1120");
    let of = |clause: &str| found(&PLAN.replace("  horizon long\n", &format!("  horizon long\n  {clause}\n")), &log);
    assert!(of("").contains("volume-up-quality-down"));
    assert!(!of("matures 60 days").contains("volume-up-quality-down"), "October is too young");
    assert!(!of("needs 1,050 calls").contains("volume-up-quality-down"), "July has too few");
    // Half of a month is no month.
    let half = "month,calls,appointments,orders\n2026-07-31,1000,105,21\n2026-08-31,1090,96,20\n2026-09-30,1180,92,22\n\
                2026-10-12,1290,88,21\n";
    assert!(!found(PLAN, half).contains("volume-up-quality-down"));
}

#[test]
fn paid_volumes_are_held_against_what_comes_of_them() {
    let plan = "plan \"Agency\" { currency JPY; team 3 }\nsource log from \"log.csv\" { time month }\n\
                measure calls = sum(log.calls)\nmeasure appointments = sum(log.appointments)\nmeasure orders = sum(log.orders)\n\
                kgi orders { target 10 }\nkpi calls { target 900 }\nkpi appointments { target 60 }\n";
    let paid = format!("{plan}contractor agency {{ paid 1,000 JPY per calls }}\n");
    assert!(found(&paid, LOG).contains("volume-up-quality-down"));
    // Unpaid, the goal decides, and that doesn't fall.
    assert!(!found(plan, LOG).contains("volume-up-quality-down"));
    let falling = LOG.replace(",20\n", ",19\n").replace(",22\n", ",18\n").replace("78,21\n", "78,17\n");
    assert!(found(plan, &falling).contains("volume-up-quality-down"));
}

/// A plan with two KPIs over the numbers of a list; `target` is the second one's.
fn moves_as_one(target: &str, numbers: &[(i32, i32)]) -> bool {
    let plan = format!(
        "plan \"p\" {{ currency JPY }}\nsource log from \"log.csv\" {{ time month }}\nmeasure orders = count(log)\n\
         measure one = sum(log.one)\nmeasure other = sum(log.other)\nkgi orders {{ target 1 }}\nkpi one {{ target 1 }}\n\
         kpi other {{ target {target} }}\n"
    );
    let mut log = "month,one,other\n".to_owned();
    for (place, (one, other)) in numbers.iter().enumerate() {
        let (year, month) = (2025 + (place + 10) / 12, (place + 10) % 12 + 1);
        writeln!(log, "{year}-{month:02},{one},{other}").unwrap();
    }
    found(&plan, &log).contains("redundant-kpis")
}

#[test]
fn two_numbers_that_only_grow_side_by_side_are_two() {
    let ups = [0, 3, -4, 5, -2, 4, -5, 1, 2, -3, 5, -1];
    let number = |of: &dyn Fn(i32, i32) -> (i32, i32)| -> Vec<(i32, i32)> {
        (0..12).zip(ups).map(|(place, up)| of(place, up)).collect()
    };
    assert!(moves_as_one("1", &number(&|_, up| (100 + up, 300 + 3 * up))));
    assert!(!moves_as_one("1", &number(&|place, up| (100 + 20 * place + up, 500 + 30 * place + (place * 7) % 5 - up))));
    // As the one gets better the other gets worse: two numbers that are needed both.
    assert!(!moves_as_one("1", &number(&|_, up| (100 + up, 300 - 3 * up))));
    assert!(moves_as_one("at most 900", &number(&|_, up| (100 + up, 300 - 3 * up))));
    // Eleven months are too few, and what stands still moves with nothing.
    assert!(!moves_as_one("1", &number(&|_, up| (100 + up, 300 + 3 * up))[1..]));
    assert!(!moves_as_one("1", &number(&|_, up| (100 + up, 300))));
}

#[test]
fn plans_of_very_many_kpis_are_looked_at_in_time() {
    let mut plan = "plan \"p\" { currency JPY; team 5 by rep; review monthly by \"x\" }\n\
                    source log from \"log.csv\" { time month; by rep }\nmeasure base = sum(log.amount)\nkgi base { target 9 }\n"
        .to_owned();
    for place in 0..2_000 {
        let before = if place == 0 { "base".to_owned() } else { format!("k{}", place - 1) };
        writeln!(plan, "kpi k{place} = {before} + base {{ target 1; guards base }}").unwrap();
    }
    let mut log = "month,rep,amount\n".to_owned();
    for month in 1..=10 {
        writeln!(log, "2026-{month:02},a,{}\n2026-{month:02},b,3", 5 + month % 3).unwrap();
    }
    let project = project(&plan, &log, "");
    assert!(rules(project.path(), &[]).contains("always-green"));
}
