//! `kpi why` over periods of which not all is there: those in progress, and those in which the data only begin.

use crate::repository::root;
use crate::why::{folder_of, json, reference, why};

/// A month that is not over is compared with the one before up to the same working day.
#[test]
fn a_period_in_progress_is_compared_up_to_the_same_working_day() {
    let folder = reference("inside-sales");
    let answer = json(&folder, &["calls", "plan.kpi", "--period", "2026-11", "--as-of", "2026-11-22"]);
    // 14 of November's 19 working days are gone; the fourteenth of October is the 21st, and 731 rows are calls by then.
    let portion = &answer["portion"];
    assert_eq!((&portion["gone"], &portion["total"], &portion["share"]), (&14.into(), &19.into(), &1.into()));
    assert_eq!(
        (&portion["until"], &answer["before"], &answer["after"]),
        (&"2026-10-21".into(), &731.into(), &682.into())
    );
    let said = why(&folder, "ja", &["calls", "plan.kpi", "--period", "2026-11", "--as-of", "2026-11-22"]).stdout;
    assert!(said.contains("2026年11月（途中経過）を2026年10月の2026年10月21日までと比較"), "{said}");
}

/// Rates as well: of a quarter so far not the whole one before, whose last deals are closed with more patience.
#[test]
fn rates_of_a_quarter_so_far_are_compared_with_as_much_of_the_one_before() {
    let folder = reference("crm");
    let arguments = ["win_rate", "plan.kpi", "--period", "2017-Q4", "--as-of", "2017-12-15"];
    let answer = json(&folder, &arguments);
    let deals = crate::repository::read("../shared/reference/crm/sales_pipeline.csv");
    let closed_by = |stage: &str| {
        let rows = deals.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let closed = rows.filter(|row| row[4] == stage && ("2017-07-01"..="2017-09-15").contains(&row[6]));
        closed.count()
    };
    let (won, lost) = (closed_by("Won"), closed_by("Lost"));
    assert_eq!(answer["sample_before"]["numerator"], won);
    assert_eq!(answer["sample_before"]["denominator"], won + lost);
}

/// Where the earlier period can't be cut, counts are scaled and the sides of a rate are left as they are.
#[test]
fn what_lags_is_compared_with_a_portion() {
    let plan = r#"
        plan "lag" { workdays mon..fri }
        source rows from "rows.csv" {
            time day
            lag 1 day
        }
        measure calls = count(rows where kind == "call")
        measure won   = count(rows where kind == "won")
        metric rate   = won / calls
    "#;
    let rows = "day,kind\n2026-08-03,call\n2026-08-04,call\n2026-08-31,won\n2026-09-01,call\n2026-09-02,won\n";
    let folder = folder_of(plan, rows);
    let asked = |name| json(folder.path(), &[name, "plan.kpi", "--period", "2026-09", "--as-of", "2026-09-12"]);
    // 9 of 22 working days are gone.
    let calls = asked("calls");
    assert!((calls["before"].as_f64().unwrap() - 2.0 * 9.0 / 22.0).abs() < 1e-9, "{}", calls["before"]);
    assert!(calls["portion"]["until"].is_null());
    let rate = asked("rate");
    assert_eq!(
        (&rate["before"], &rate["factors"][0]["before"], &rate["factors"][1]["before"]),
        (&0.5.into(), &1.into(), &2.into())
    );
}

/// A quarter in which the data begin is not a whole one, and nothing can be held against it.
#[test]
fn a_period_in_which_the_data_begin_is_not_compared() {
    let ran = why(&root().join("examples/company"), "en", &["受注額", "plan.kpi", "--period", "2026-Q3"]);
    assert_eq!(ran.exit, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("begin on 2026-09-01"), "{}", ran.stderr);
    let zero = r#"
        plan "zero" {}
        source rows from "rows.csv" {
            time day
            empty periods are zero
        }
        measure calls = count(rows)
    "#;
    let folder = folder_of(zero, "day\n2026-08-20\n2026-09-01\n2026-09-02\n");
    let answer = json(folder.path(), &["calls", "plan.kpi", "--period", "2026-09"]);
    assert_eq!((&answer["before"], &answer["after"]), (&1.into(), &2.into()));
}

/// What has no numbers at all is no answer.
#[test]
fn a_plan_without_numbers_is_an_error() {
    let ran = why(&reference("contractor"), "ja", &["plan.kpi", "--as-of", "2017-12-31"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("why-no-value"), "{}", ran.stderr);
}
