//! Lookups over real deals: members and products that small tables say more of, against numbers that were computed by
//! other means (`tests/independent/crm_lookups.py`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::kpi;
use crate::repository::{read, root};

const PLAN: &str = r#"
plan "By manager and series" { currency USD; period quarter }
source deals from "sales_pipeline.csv" {
  time close_date
  by   agent = sales_agent, product,
       manager = sales_teams.manager via sales_agent, region = sales_teams.regional_office via sales_agent,
       series = products.series via product
}
lookup sales_teams from "sales_teams.csv" { key sales_agent }
lookup products    from "products.csv" { key product }
measure engaged     = count(deals on engage_date)
measure won         = count(deals where deal_stage == "Won")
measure revenue     = sum(deals.close_value where deal_stage == "Won") in USD
measure gtx_revenue = sum(deals.close_value via product where deal_stage == "Won" and products.series == "GTX") in USD
kgi revenue { target 2.5M USD }
kpi engaged { target 2,100 }
"#;

/// The reference's tables with the plan beside them.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/crm");
    for name in ["sales_pipeline.csv", "sales_teams.csv", "products.csv"] {
        std::fs::copy(tables.join(name), folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("plan.kpi"), PLAN).unwrap();
    folder
}

fn check(folder: &Path, by: &str) -> Value {
    let mut args = vec!["check", "plan.kpi", "--eval-only", "--format", "json", "--as-of", "2017-12-31"];
    args.extend(["--period", "2017-Q1..2017-Q4"]);
    if !by.is_empty() {
        args.extend(["--by", by]);
    }
    serde_json::from_str(&kpi(folder, "en", &args).stdout).unwrap()
}

/// Values by period, group and name.
type Values = BTreeMap<(String, String, String), i64>;

fn values(json: &Value) -> Values {
    let of_result = |result: &Value| {
        let start = result["period"]["start"].as_str()?;
        let quarter = start.get(5..7)?.parse::<u32>().ok()?.div_ceil(3);
        let members = result["by"].as_object()?.iter();
        let members = members.map(|(name, member)| format!("{name}={}", member.as_str().unwrap_or_default()));
        let group = members.collect::<Vec<_>>().join(";");
        let name = result["name"].as_str()?.to_owned();
        Some(((format!("{}-Q{quarter}", start.get(..4)?), group, name), result["value"].as_i64()?))
    };
    json["results"].as_array().unwrap().iter().filter_map(of_result).collect()
}

#[test]
fn every_number_by_the_columns_of_lookups_comes_out() {
    let folder = folder();
    let total = values(&check(folder.path(), ""));
    let mut found = Values::new();
    for by in ["agent", "manager", "region", "series", "manager,product", "region,series", "agent,manager"] {
        let grouped: Values =
            values(&check(folder.path(), by)).into_iter().filter(|((_, group, _), _)| !group.is_empty()).collect();
        let mut sums: BTreeMap<(&String, &String), i64> = BTreeMap::new();
        for ((period, _, name), value) in &grouped {
            *sums.entry((period, name)).or_default() += value;
        }
        for ((period, name), sum) in sums {
            assert_eq!(total[&(period.clone(), String::new(), name.clone())], sum, "{period} {name} by {by}");
        }
        found.extend(grouped);
    }
    let recorded = read("tests/independent/crm-lookups.csv");
    let mut compared = 0;
    for line in recorded.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [period, group, name, value] = cells[..] else { panic!("{line}") };
        let key = (period.to_owned(), group.to_owned(), name.to_owned());
        assert_eq!(found.get(&key).map(ToString::to_string).as_deref(), Some(value), "{line}");
        compared += 1;
    }
    assert!(compared > 1000, "{compared}");
    // Nothing is found that was not computed, but zeros.
    let known: BTreeSet<String> = recorded.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned()).collect();
    for ((period, group, name), value) in found {
        assert!(value == 0 || known.contains(&format!("{period},{group},{name}")), "{period} {group} {name}");
    }
}

#[test]
fn members_without_a_deal_are_zero_whatever_stands_beside_them() {
    let folder = folder();
    for (by, besides) in [("agent", ""), ("agent,manager", ";manager=Celia Rouche"), ("agent,product", ";product=")] {
        let found = values(&check(folder.path(), by));
        let carol = format!("agent=Carol Thompson{besides}");
        assert_eq!(found[&("2017-Q4".to_owned(), carol, "revenue".to_owned())], 0, "{by}");
        let agents: BTreeSet<&str> = found
            .keys()
            .filter_map(|(_, group, _)| group.split(';').find_map(|member| member.strip_prefix("agent=")))
            .filter(|agent| !agent.is_empty())
            .collect();
        assert_eq!(agents.len(), 35, "{by}");
    }
}

#[test]
fn rows_that_a_lookup_does_not_know_are_said() {
    let folder = folder();
    assert_eq!(check(folder.path(), "")["sources"][0]["unmatched"], 1480);
    let shown = kpi(folder.path(), "en", &["check", "plan.kpi", "--eval-only", "--as-of", "2017-12-31"]).stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("1,480 without a match in `products`"), "{shown}");
    assert!(root().join("tests/independent/crm_lookups.py").is_file());
}

#[test]
fn a_finding_says_what_of_each_measure_no_lookup_knows() {
    let folder = folder();
    let found = |language: &str| {
        let args = ["check", "plan.kpi", "--format", "json", "--as-of", "2017-12-31", "--show", "note"];
        let document: Value = serde_json::from_str(&kpi(folder.path(), language, &args).stdout).unwrap();
        let findings = document["findings"].as_array().unwrap().iter();
        let found: Vec<Value> = findings.filter(|finding| finding["rule"] == "unmatched-rows").cloned().collect();
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].clone()
    };
    let english = found("en");
    let message = english["message"].as_str().unwrap();
    assert!(message.starts_with("`products` doesn't know the `product` of 1,480 rows of `deals`: "), "{message}");
    assert!(message.contains("3,510,578 USD of 10,005,534 USD of `revenue` (35.1%)"), "{message}");
    assert!(english["help"].as_str().unwrap().contains("“GTXPro” (1,480 rows; “GTX Pro”?)"), "{english}");
    let japanese = found("ja");
    let message = japanese["message"].as_str().unwrap();
    assert!(message.contains("`revenue`は10,005,534 USDのうち3,510,578 USDで35.1%"), "{message}");
}
