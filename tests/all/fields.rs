//! Small plans of fields other than sales: what is no fault there, and what is one.

use std::collections::BTreeSet;

use crate::harness::kpi_with_input;

/// What an office, a plant, a hospital, a shop count.
const NUMBERS: &str = r#"
source calls from "calls.csv" { time at; by agent }
source tickets from "tickets.csv" { time opened }
source parts from "parts.csv" { time day; hours in hours }
source shop from "shop.csv" { time day }
measure offered   = count(calls)
measure answered  = count(calls where answered)
measure abandoned = count(calls where not answered)
measure in_time   = count(calls where waited <= promised)
measure late      = count(calls where promised < waited)
measure handling  = avg(calls.seconds) in seconds
measure open      = last(tickets.open)
measure solved    = count(tickets where solved)
measure reopened  = count(tickets where reopened)
measure checks    = count(parts where kind == "check")
measure made      = sum(parts.made)
measure good      = sum(parts.good)
measure running   = sum(parts.hours where runs) in hours
measure planned   = sum(parts.hours) in hours
measure orders    = count(shop)
measure returned  = count(shop where returned)
measure customers = count(distinct shop.customer)
measure visitors  = count(distinct shop.visitor)
measure revenue   = sum(shop.total) in EUR
"#;

/// The rules that find something in a plan of these parts, checked on 22 November 2026.
fn found(settings: &str, parts: &[&str]) -> BTreeSet<String> {
    let plan = format!("plan \"Plan\" {{ currency EUR; {settings} }}\n{NUMBERS}\n{}\n", parts.join("\n"));
    let words = ["check", "-", "--lint-only", "--show", "note", "--format", "json", "--as-of", "2026-11-22"];
    let outcome = kpi_with_input(std::env::temp_dir().as_path(), "en", &words, &plan);
    let document: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["errors"], serde_json::json!([]), "{plan}");
    let rules = document["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap());
    rules.map(str::to_owned).collect()
}

fn finds(rule: &str, parts: &[&str]) {
    let found = found("", parts);
    assert!(found.contains(rule), "{rule} is not among {found:?} of {parts:?}");
}

fn passes(rule: &str, parts: &[&str]) {
    let found = found("", parts);
    assert!(!found.contains(rule), "{rule} is among {found:?} of {parts:?}");
}

const SATISFACTION: &str = "kgi satisfied = solved / offered { target 80% }";
const WORK: &str = "kpi answered { target 900; layer activity; drives satisfied }";
const AVAILABILITY: &str = "kgi availability = running / planned { target 92% }";
const CHECKS: &str = "kpi checks { target 40; layer activity; drives availability }";
const PIECES: &str = "kgi good { target 50,000 }";

#[test]
fn rates_times_and_stocks_are_no_work() {
    for outcome in [
        "kpi rate = reopened / offered { target at most 5%; drives satisfied }",
        "kpi handling { target at most 5 minutes; drives satisfied }",
        "kpi open { target 150; drives satisfied }",
        "kpi late { target at most 20; drives satisfied }",
    ] {
        passes("no-outcome-kpi", &[SATISFACTION, WORK, outcome]);
        passes("missing-layer", &[SATISFACTION, WORK, outcome]);
    }
    finds("no-outcome-kpi", &[SATISFACTION, WORK, "kpi checks { target 40; drives satisfied }"]);
}

#[test]
fn what_another_kpi_drives_comes_of_it() {
    let driven = "kpi made { target 52,000; drives good }";
    passes("missing-layer", &[PIECES, "kpi checks { target 40; layer activity; drives made }", driven]);
    finds(
        "missing-layer",
        &[PIECES, "kpi checks { target 40; layer activity; drives good }", driven, "kpi revenue {layer final}"],
    );
}

#[test]
fn a_guard_is_neither_work_nor_result() {
    let reopened = "kpi reopened_rate = reopened / solved { target at most 5%; guards answered }";
    finds("no-outcome-kpi", &[SATISFACTION, WORK, reopened]);
    finds("no-activity-kpi", &[SATISFACTION, reopened]);
    let of_goal = "kpi reopened_rate = reopened / solved { target at most 5%; guards satisfied }";
    passes("no-outcome-kpi", &[SATISFACTION, WORK, of_goal]);
    passes("uncontrollable-kpi", &[SATISFACTION, WORK, of_goal]);
}

#[test]
fn no_volumes_lead_to_a_rate() {
    let repair = "kpi repair = running / checks { target at least 40 hours; drives availability }";
    passes("missing-core-kpis", &[AVAILABILITY, CHECKS, repair]);
    finds(
        "missing-core-kpis",
        &[
            PIECES,
            "kpi checks { target 40; layer activity; drives good }",
            "kpi takt = running / made { target at most 1 hour; drives good }",
        ],
    );
    // Many different ones are many, too.
    let visitors = "kpi visitors { target 9,000; layer activity; drives customers }";
    let customers = "kpi customers { target 400; drives orders }";
    let rate = "kpi rate = customers / visitors { target 4%; drives orders }";
    passes("missing-core-kpis", &["kgi orders { target 500 }", visitors, customers, rate]);
}

#[test]
fn a_rate_of_the_goal_ties_what_it_divides_by_to_it() {
    let parts = [PIECES, "kpi yield = good / made { target 98% }", "kpi made { target 52,000 }"];
    passes("kpi-not-linked", &parts);
    finds(
        "kpi-not-linked",
        &["kgi orders { target 500 }", "kpi return_rate = returned / orders { target at most 8% }"],
    );
}

#[test]
fn what_is_not_so_is_the_rest() {
    let both = |first: &str, second: &str| {
        let kpi = |name: &str, part: &str| format!("kpi {name} = {part} / offered {{ target 50%; drives satisfied }}");
        finds("duplicate-kpi", &[SATISFACTION, &kpi("one", first), &kpi("other", second)]);
    };
    both("answered", "abandoned");
    both("in_time", "late");
    let one_after_the_other = [
        "kpi calls_now = answered { until 2026-12; target 900; drives satisfied }",
        "kpi calls_then = answered { from 2027-01; target 950; drives satisfied }",
    ];
    passes("duplicate-kpi", &[SATISFACTION, one_after_the_other[0], one_after_the_other[1]]);
    passes("conflicting-targets", &[SATISFACTION, one_after_the_other[0], one_after_the_other[1]]);
}

#[test]
fn a_volume_is_watched_by_whatever_name() {
    let again = "kpi pieces = made { target 52,000; layer activity }";
    passes("volume-without-quality", &[PIECES, again, "kpi yield = good / made { target 98% }"]);
    passes("volume-without-quality", &[PIECES, again, "kpi scrap = 1 - good / made { target at most 2% }"]);
}

#[test]
fn rates_that_are_rounded_where_they_are_written_are_meant() {
    let basket = |written: &str| format!("kpi basket = revenue / orders {{ target {written} }}");
    let orders = "kpi orders { target 1,200 }";
    let goal = "kgi revenue { target 100k EUR }";
    passes("targets-miss-goal", &[goal, orders, &basket("83.33 EUR")]);
    finds("targets-miss-goal", &[goal, orders, &basket("83 EUR")]);
    let funnel = "funnel { visits -> carts at 8% -> buys at 34.1% as checkout }\n\
                  measure visits = sum(shop.visits)\nmeasure carts = sum(shop.carts)\nmeasure buys = sum(shop.buys)\n\
                  kgi buys { target 100 }";
    let conversion = |target: &str| format!("kpi conversion = buys / visits {{ target {target} }}");
    passes("target-against-goal", &[funnel, &conversion("2.7%")]);
    finds("target-against-goal", &[funnel, &conversion("2%")]);
    let product = "metric availability = running / planned\nmetric quality = good / made\n\
                   kpi availability { target 90% }\nkpi quality { target 93% }";
    passes("targets-miss-goal", &["kgi oee = availability * quality { target 84% }", product]);
    finds("targets-miss-goal", &["kgi oee = availability * quality { target 85% }", product]);
}

#[test]
fn only_what_follows_from_the_goal_is_held_against_it() {
    let others = ["kpi solved { target 500 }", "kpi reopened { target at most 10 }"];
    let rate = "kpi reopened_rate = reopened / solved { target at most 1% }";
    passes("target-against-goal", &[AVAILABILITY, others[0], others[1], rate]);
}

#[test]
fn nobody_acts_on_a_kpi_that_has_left() {
    for rule in ["missing-owner", "missing-action"] {
        passes(rule, &[PIECES, "kpi made { until 2026-06; target 52,000 }"]);
        finds(rule, &[PIECES, "kpi made { until 2026-11; target 52,000 }"]);
    }
}

#[test]
fn a_plan_of_quarters_is_looked_at_by_the_quarter() {
    let of = |settings: &str, rule: &str| found(settings, &[PIECES, "kpi made {}"]).contains(rule);
    assert!(!of("period quarter; review every 3 months by \"A\"", "review-too-rare"));
    assert!(of("period quarter; review every 6 months by \"A\"", "review-too-rare"));
    assert!(of("period month; review quarterly by \"A\"", "review-too-rare"));
    let begins = |from: &str| format!("from {from} to 2027-12; review monthly by \"A\"; reviewed 2026-08-01");
    assert!(!of(&begins("2027-04"), "review-overdue"));
    assert!(!of(&begins("2026-11"), "review-overdue"));
    assert!(of(&begins("2026-01"), "review-overdue"));
}

#[test]
fn who_is_only_paid_is_told_once() {
    let contractor = "contractor carrier { paid 4 EUR per orders }";
    finds("unguarded-pay", &[PIECES, contractor]);
    passes("outcome-only-contractor", &[PIECES, contractor]);
}

#[test]
fn what_should_be_neither_too_long_nor_too_short_has_limits_on_either_side() {
    let handling = |limits: &str| format!("kpi handling {{ target at most 6 minutes; drives satisfied; {limits} }}");
    passes("threshold-order", &[SATISFACTION, &handling("warn above 7 minutes; warn below 3 minutes")]);
    finds("threshold-order", &[SATISFACTION, &handling("warn below 3 minutes")]);
    finds("threshold-order", &[SATISFACTION, &handling("warn below 7 minutes; warn above 7 minutes")]);
}
