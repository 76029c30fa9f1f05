//! The guide's own examples and numbers: each point that names a rule, and each fact, as a plan.

use std::collections::BTreeSet;

use crate::harness::kpi_with_input;

/// The numbers of an inside sales team, in the guide's words.
const NUMBERS: &str = r#"
source 活動 from "活動.csv" { time 日付; by 担当 }
measure 架電数 = count(活動 where 種別 == "架電")
measure アプローチ数 = count(活動 where 種別 in ("架電", "メール"))
measure アポ獲得数 = count(活動 where 種別 == "アポ")
measure 出席数 = count(活動 where 種別 == "アポ" and 出席)
measure 商談数 = count(活動 where 種別 == "商談")
measure 受注数 = count(活動 where 種別 == "受注")
measure 受注額 = sum(活動.金額 where 種別 == "受注") in JPY
metric 商談化率 = 商談数 / アポ獲得数
"#;

/// The funnel of the guide: from contact to order.
const FUNNEL: &str = r#"
funnel "架電から受注まで" {
  架電数
  -> アポ獲得数 at 10% as アポ率
  -> 商談数     at 80%
  -> 受注数     at 25% as 受注率
  -> 受注額     at 50万円 as 受注単価
}
"#;

/// The rules that find something in a plan of these parts, besides those that nobody asks about here.
fn found(settings: &str, parts: &[&str]) -> BTreeSet<String> {
    let plan = format!("plan \"営業\" {{ currency JPY; {settings} }}\n{NUMBERS}\n{}\n", parts.join("\n"));
    let words = ["check", "-", "--lint-only", "--show", "note", "--format", "json", "--allow", "unused-declaration"];
    let outcome = kpi_with_input(std::env::temp_dir().as_path(), "ja", &words, &plan);
    let document: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["errors"], serde_json::json!([]), "{plan}");
    let rules = document["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap());
    rules.map(str::to_owned).collect()
}

fn finds(rule: &str, settings: &str, parts: &[&str]) {
    let found = found(settings, parts);
    assert!(found.contains(rule), "{rule} is not among {found:?}");
}

fn passes(rule: &str, settings: &str, parts: &[&str]) {
    let found = found(settings, parts);
    assert!(!found.contains(rule), "{rule} is among {found:?}");
}

/// A KPI without anything but its target.
fn bare(name: &str, clauses: &str) -> String {
    format!("kpi {name} {{ {clauses} }}")
}

#[test]
fn a1_kpis_stand_below_a_goal() {
    finds("missing-kgi", "", &["kpi 架電数 { target 100 }"]);
    passes("missing-kgi", "", &["kgi 受注額 { target 500万円 }", FUNNEL, "kpi 商談数 {}", "kpi 架電数 {}"]);
    finds("kgi-without-target", "", &["kgi 受注額 {}"]);
}

#[test]
fn a2_kpis_are_worked_back_from_it() {
    let goal = "kgi 受注額 { target 500万円 }";
    finds("kpi-not-linked", "", &[goal, "kpi 架電数 { target 100 }"]);
    passes("kpi-not-linked", "", &[goal, FUNNEL, "kpi 架電数 { target 100 }"]);
    passes("kpi-not-linked", "", &[goal, "kpi 架電数 { target 100; drives 受注額 \"接点がなければ受注もない\" }"]);
}

#[test]
fn b1_a_volume_needs_quality_beside_it() {
    let goal = "kgi 受注額 { target 500万円 }";
    finds("volume-without-quality", "", &[goal, FUNNEL, "kpi 架電数 { target 100件 }"]);
    passes("volume-without-quality", "", &[goal, FUNNEL, "kpi 架電数 { target 100件 }", "kpi アポ率 { target 10% }"]);
}

#[test]
fn b3_final_results_are_weighed_or_shared() {
    let goal = "kgi 受注額 { target 500万円 }";
    finds("uncontrollable-kpi", "", &[goal, FUNNEL, "kpi 受注数 { layer final }"]);
    passes("uncontrollable-kpi", "", &[goal, FUNNEL, "kpi 受注数 { layer final; shared with \"フィールドセールス\" }"]);
    passes("uncontrollable-kpi", "", &[goal, FUNNEL, "kpi 受注数 { layer final; weight 100% }"]);
    finds("weights-off", "", &[goal, FUNNEL, "kpi 架電数 { weight 30% }", "kpi 受注数 { weight 60% }"]);
    passes("weights-off", "", &[goal, FUNNEL, "kpi 架電数 { weight 40% }", "kpi 受注数 { weight 60% }"]);
    finds("heavy-weight", "", &[goal, FUNNEL, "kpi 架電数 { weight 40% }", "kpi 受注数 { weight 60% }"]);
}

#[test]
fn d1_ten_million_a_month_is_worked_back_to_calls() {
    // 1,000万円 = 1,000件 × 10% × 80% × 25% × 50万円.
    let goal = "kgi 受注額 \"月間売上\" { target 1,000万円 }";
    let meetings = "kpi 商談化率 { target 80% }";
    let funnel = FUNNEL.replace("商談数     at 80%", "商談数     at 80% as 商談率");
    let funnel = funnel.as_str();
    for (calls, missed, above) in [(1000, false, false), (999, true, false), (1200, false, false), (1201, false, true)]
    {
        let calls = format!("kpi 架電数 {{ target {calls} }}");
        let found = found("", &[goal, funnel, meetings, &calls]);
        assert_eq!(found.contains("targets-miss-goal"), missed, "{calls} {found:?}");
        assert_eq!(found.contains("target-against-goal"), above, "{calls} {found:?}");
    }
    // Handed down from above, not worked back: 10 orders are half of what the goal takes.
    finds("target-against-goal", "", &[goal, funnel, "kpi 架電数 { target 1,000 }", "kpi 受注数 { target 10 }"]);
    finds("unsolvable-target", "", &[goal, &funnel.replace("at 10% as アポ率", "as アポ率"), "kpi 架電数 {}"]);
}

#[test]
fn d2_each_step_says_what_is_expected() {
    let goal = "kgi 受注額 { target 1,000万円 }";
    finds("funnel-gap", "", &[goal, &FUNNEL.replace("at 10% as アポ率", "as アポ率")]);
    finds("funnel-gap", "", &[goal, &FUNNEL.replace("  -> 受注額     at 50万円 as 受注単価\n", "")]);
    passes("funnel-gap", "", &[goal, FUNNEL]);
}

#[test]
fn d3_action_and_outcome_are_balanced() {
    let goal = "kgi 受注額 { target 1,000万円 }";
    let stated = |name: &str, layer: &str| bare(name, &format!("target 10; layer {layer}; drives 受注額"));
    finds("no-activity-kpi", "", &[goal, &stated("商談数", "intermediate"), "kpi 受注額 { target 1,000万円 }"]);
    finds("no-outcome-kpi", "", &[goal, &stated("架電数", "activity"), &stated("アプローチ数", "activity")]);
    finds("missing-layer", "", &[goal, &stated("架電数", "activity"), &stated("受注数", "final")]);
    passes("missing-layer", "", &[goal, &stated("架電数", "activity"), &stated("商談数", "intermediate")]);
}

#[test]
fn f2_three_to_five_kpis_at_launch() {
    let names = ["架電数", "アポ率", "アポ獲得数", "商談数", "受注率", "受注数"];
    let goal = "kgi 受注額 { target 1,000万円 }";
    for count in 3..=6 {
        let kpis: Vec<String> = names[..count].iter().map(|name| bare(name, "")).collect();
        let mut parts = vec![goal, FUNNEL];
        parts.extend(kpis.iter().map(String::as_str));
        for settings in ["phase launch; team 12", "phase growth; team 5"] {
            let found = found(settings, &parts);
            assert_eq!(found.contains("too-many-kpis"), count > 5, "{count} {settings} {found:?}");
        }
        passes("too-many-kpis", "phase growth; team 12", &parts);
    }
}

#[test]
fn f3_somebody_reads_the_numbers() {
    let goal = "kgi 受注額 { target 1,000万円 }";
    finds("missing-analyst", "team 6", &[goal]);
    passes("missing-analyst", "team 5", &[goal]);
    passes("missing-analyst", "team 6; analyst \"伊藤\"", &[goal]);
    finds("missing-action", "", &[goal, FUNNEL, "kpi 架電数 {}"]);
    finds("missing-review", "", &[goal]);
    finds("missing-review", "review weekly", &[goal]);
    passes("missing-review", "review weekly by \"佐藤\"", &[goal]);
}

#[test]
fn i2_short_and_long_horizons() {
    let goal = "kgi 受注額 { target 1,000万円 }";
    let calls = "kpi 架電数 { horizon short }";
    finds("one-horizon", "", &[goal, FUNNEL, calls, "kpi アポ率 { horizon short }"]);
    passes("one-horizon", "", &[goal, FUNNEL, calls, "kpi アポ率 {}", "kpi 受注率 { horizon long }"]);
    finds("horizon-mismatch", "", &[goal, FUNNEL, "kpi 受注率 { horizon long; period week }"]);
}

#[test]
fn i3_quantity_and_quality_together() {
    let goal = "kgi 受注額 { target 1,000万円 }";
    finds("no-question", "", &[goal, FUNNEL, "kpi 架電数 { when missed { do \"リストを入れ替える\" } }"]);
    passes("no-question", "", &[goal, FUNNEL, "kpi 架電数 { when missed { ask \"断られた理由は何か?\" } }"]);
}

#[test]
fn q1_a_contractor_is_not_held_to_outcomes_alone() {
    let contractor = "contractor 代行 \"ABC営業代行\" { paid 15,000円 per アポ獲得数 }\nkgi 受注数 { target 20 }";
    let outcomes = "kpi アポ獲得数 { target 100; owner 代行 }\nkpi 商談数 { target 80; owner 代行 }\n\
                    kpi 受注数 { target 20; owner 代行 }";
    finds("outcome-only-contractor", "", &[contractor, outcomes]);
    finds("unguarded-pay", "", &[contractor, outcomes]);
    let guard = "kpi アポ後の出席率 = 出席数 / アポ獲得数 { target 85%; guards アポ獲得数; owner 代行 }";
    passes("outcome-only-contractor", "", &[contractor, outcomes, guard]);
    passes("unguarded-pay", "", &[contractor, outcomes, guard]);
}

#[test]
fn q2_calls_appointments_and_the_meeting_rate_are_a_whole_plan() {
    let goal = "kgi 受注数 { target 20 }";
    let clauses = "drives 受注数; owner \"佐藤\"; when missed { do \"見直す\"; ask \"なぜか?\" }";
    let calls = bare("架電数", &format!("target 1,000; layer activity; {clauses}"));
    let appointments = bare("アポ獲得数", &format!("target 100; layer intermediate; {clauses}"));
    let meetings = bare("商談化率", &format!("target 80%; horizon long; guards 架電数; layer intermediate; {clauses}"));
    let kpis = [calls.as_str(), &appointments, &meetings];
    let of = |kpis: &[&str]| found("team 5; review weekly by \"佐藤\"", &[&[goal], kpis].concat());
    assert_eq!(of(&kpis), BTreeSet::new());
    assert!(of(&[&appointments, &meetings]).contains("no-activity-kpi"));
    assert!(of(&[&calls, &meetings]).contains("missing-core-kpis"));
    assert!(of(&[&calls, &appointments]).contains("missing-core-kpis"));
}

#[test]
fn q3_reviews_weekly_at_launch_and_monthly_later() {
    let goal = "kgi 受注数 { target 20 }";
    for (phase, review, too_rare) in [
        ("launch", "monthly", true),
        ("launch", "weekly", false),
        ("mature", "monthly", false),
        ("mature", "quarterly", true),
        ("growth; changed 2026-11-01 \"担当替え\"", "monthly", true),
        ("growth; changed 2026-08-01 \"担当替え\"", "monthly", false),
    ] {
        let found = found(&format!("phase {phase}; review {review} by \"佐藤\""), &[goal]);
        assert_eq!(found.contains("review-too-rare"), too_rare, "{phase} {review} {found:?}");
    }
    finds("review-overdue", "review monthly by \"佐藤\"; reviewed 2026-09-01", &[goal]);
    passes("review-overdue", "review monthly by \"佐藤\"; reviewed 2026-10-15", &[goal]);
}

#[test]
fn days_and_weeks_stand_in_one_monthly_plan() {
    let goal = "kgi 受注数 { target 20 }";
    let daily = "kpi 架電数 { period day; target 50; drives 受注数 }";
    let weekly = "kpi アポ獲得数 { period week; target 25; drives 受注数 }";
    for rule in ["conflicting-targets", "duplicate-kpi", "horizon-mismatch", "targets-miss-goal"] {
        passes(rule, "", &[goal, daily, weekly]);
    }
    // 50 a day are 250 a week of five days.
    let calls = "kpi 架電数 { period day; target 50; drives 受注数 }\nkpi 週の架電数 = 架電数 { period week; target 300; drives 受注数 }";
    finds("conflicting-targets", "", &[goal, calls]);
    passes("conflicting-targets", "", &[goal, &calls.replace("300", "250")]);
}
