//! `kpi why` over plans that read each other, goals with several funnels, and words for parts that are no parts.

use kpi_lang::base::rational::Rational;

use crate::repository::root;
use crate::why::{folder_of, fraction, json, reference, why};

/// A sum over the plans of a company is the sum of their members, and each plan is asked in its own file.
#[test]
fn numbers_of_other_plans_are_taken_apart_by_their_members() {
    let folder = root().join("examples/company");
    let answer = json(&folder, &["商談数", "plan.kpi", "--by", "担当", "--period", "2026-10"]);
    let members = answer["segments"]["担当"]["members"].as_array().unwrap();
    let sum: Rational = members.iter().map(|member| fraction(member["part_exact"].as_str().unwrap())).sum();
    assert_eq!((members.len(), sum), (5, fraction(answer["change_exact"].as_str().unwrap())));
    let said = why(&folder, "ja", &["大阪.受注額", "plan.kpi", "--period", "2026-10"]).stdout;
    let joined = said.replace("\n  ", " ");
    assert!(joined.contains("`kpi why 受注額 大阪.kpi --period 2026-10 --vs 2026-09`"), "{said}");
    let all = why(&folder, "en", &["plan.kpi", "--period", "2026-10"]).stdout.replace("\n  ", " ");
    assert!(all.contains("`kpi why 受注額 大阪.kpi --period 2026-10 --vs 2026-09`"), "{all}");
}

/// Two funnels to one goal: every step says what it brought, and all of it is the change.
#[test]
fn several_funnels_to_a_goal_make_its_change() {
    let plan = r#"
        plan "two ways" {}
        source rows from "rows.csv" { time day }
        measure calls   = sum(rows.n where kind == "call")
        measure talks   = sum(rows.n where kind == "talk")
        measure visits  = sum(rows.n where kind == "visit")
        measure demos   = sum(rows.n where kind == "demo")
        measure revenue = sum(rows.n where kind == "won") in JPY
        kgi revenue { target 1,000円 }
        funnel for 60% { calls -> talks at 10% as talk_rate -> revenue at 60円 as talk_value }
        funnel for 40% { visits -> demos at 20% as demo_rate -> revenue at 40円 as demo_value }
    "#;
    let mut rows = String::from("day,kind,n\n");
    for (day, numbers) in [("2026-08-03", [100, 10, 50, 10, 1000]), ("2026-09-01", [80, 12, 60, 9, 900])] {
        for (kind, number) in ["call", "talk", "visit", "demo", "won"].iter().zip(numbers) {
            rows += &format!("{day},{kind},{number}\n");
        }
    }
    let folder = folder_of(plan, &rows);
    let answer = json(folder.path(), &["revenue", "plan.kpi", "--period", "2026-09"]);
    let parts = answer["factors"].as_array().unwrap();
    let sum: Rational = parts.iter().map(|factor| fraction(factor["part_exact"].as_str().unwrap())).sum();
    assert_eq!((parts.len(), sum), (5, fraction("-100")));
    let link = |name| json(folder.path(), &[name, "plan.kpi", "--period", "2026-09"])["goal"]["link"].clone();
    assert_eq!(
        [link("calls"), link("talks"), link("demo_rate"), link("demo_value")],
        ["factor", "stage", "factor", "within"]
    );
}

/// A part that is more than the whole is not called a part of it; a rate of over 100% says that it mixes cases.
#[test]
fn what_sets_itself_off_is_said_so() {
    let said = why(&reference("crm"), "ja", &["engaged", "plan.kpi", "--as-of", "2017-12-31"]).stdout.replace('\n', "");
    assert!(
        said.contains(
            "engagedだけなら-2,805,985 USDですが、ほかの要因の+2,626,226 USDと打ち消し合い、合計-179,759 USDです"
        ),
        "{said}"
    );
    let rate =
        why(&reference("crm"), "ja", &["close_rate", "plan.kpi", "--as-of", "2017-12-31"]).stdout.replace("\n  ", "");
    assert!(rate.contains("close_rateが100%を超えています"), "{rate}");
}

/// The same part has the same digits wherever it stands.
#[test]
fn parts_are_rounded_alike_everywhere() {
    let folder = reference("inside-sales");
    let of = |words: &[&str]| crate::harness::kpi(&folder, "en", words).stdout;
    let dates = ["--period", "2026-10", "--as-of", "2026-11-22"];
    let why = of(&[&["why", "revenue", "plan.kpi", "--vs", "target"], &dates[..]].concat());
    let own = of(&[&["why", "win_rate", "plan.kpi", "--vs", "target"], &dates[..]].concat());
    let derived = of(&[&["derive", "plan.kpi"], &dates[..]].concat());
    let checked = of(&[&["check", "plan.kpi"], &dates[..]].concat());
    for (name, text) in [("why", &why), ("the rate's why", &own), ("derive", &derived), ("check", &checked)] {
        assert!(text.contains("-3,230,932"), "{name}: {text}");
    }
    for text in [&why, &derived, &checked] {
        assert!(text.contains("+1,118,582"), "{text}");
    }
}
