//! What sound plans come to.

use jiff::civil::date;

use super::plan;
use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, Function, Weekday};
use crate::plan::metric::{Expr, MetricOrigin, Operator, Owner, Role};
use crate::plan::practice::Expected;
use crate::plan::source::{Comparison, Condition, RowExpr, RowOperator};
use crate::plan::target::{Change, Limit, TargetValue};

const SALES: &str = r#"plan "下期" {
  currency 円
  timezone "asia/tokyo"
  fiscal year from april
  from 2026-Q3 to 2027-03
  workdays mon..thu except 2026-12-29..2027-01-03
  team { 2026-12 7; 2026-10 5 } by rep
  review weekly by "佐藤"
  confidence 90%
  thresholds { warn below 90% of target }
}
lookup members from "members.csv" { key name }
source activities from "data/*.csv" {
  time occurred_at
  by rep, area = members.area via rep
  encoding "cp932"
  dates "dd-mm-yyyy"
  separator "tab"
  amount in 千円
  where kind != "test"
  skip rows where rep in ("合計", "小計")
  lag 2 days
}
measure calls "架電数" = count(activities where kind == "call")
measure orders = count(activities where kind == "order" and won)
measure revenue = sum(activities.amount where kind == "order")
metric unit_price = revenue / orders
metric growth = calls - previous(calls)
kgi revenue { target 1,000万円 }
funnel "道" {
  calls
  -> orders at 10%
  -> revenue at 50万円 as order_value "単価"
}
contractor abc "代行" { paid 15,000円 per orders }
kpi calls { target 60 per rep per day; owner abc; needs 10 orders; warn down 10% on year for 3 periods }
kpi rate = orders / calls { target at most 20%; guards calls; fail down 2 points; weight 40% for "SDR" }
action "a" on rate { from 2026-10-15; expect 12%; by 2026-11-30; owner "鈴木" }
test "t" { in 2026-10; given calls 1,000; expect rate 10%; expect required orders 20; expect revenue ok }
"#;

fn number(text: &str) -> Rational {
    Rational::parse_decimal(text).unwrap()
}

#[test]
fn settings_are_read_in_the_plans_fiscal_year() {
    let settings = plan(SALES).settings;
    assert_eq!(settings.currency.unwrap().value.code(), "JPY");
    assert_eq!(settings.timezone.unwrap().value, "Asia/Tokyo");
    assert_eq!(settings.range, Some((date(2026, 10, 1), date(2027, 3, 31))));
    assert_eq!(settings.workdays.days.last(), Some(&Weekday::Thu));
    let team = settings.team.unwrap();
    assert_eq!(team.size_on(date(2026, 11, 30)), Some(&number("5")));
    assert_eq!(team.size_on(date(2026, 12, 1)), Some(&number("7")));
    assert_eq!(team.size_on(date(2026, 9, 30)), None);
    assert_eq!(settings.confidence.unwrap().value, number("0.9"));
    assert_eq!(settings.thresholds.len(), 1);
}

#[test]
fn sources_know_their_columns_and_layout() {
    let plan = plan(SALES);
    let source = &plan.sources[0];
    assert_eq!(source.layout.encoding.as_ref().unwrap().value, "shift_jis");
    assert_eq!(source.layout.separator.as_ref().unwrap().value, '\t');
    assert_eq!(source.layout.column_units[0].scale, number("1000"));
    let area = &source.dimensions[1].column;
    assert_eq!((area.name.as_str(), area.lookup.as_ref().map(|(_, by)| by.as_str())), ("area", Some("rep")));
    assert!(matches!(&source.filter, Some(Condition::Compare(_, Comparison::NotEqual, RowExpr::Text(_)))));
    assert!(matches!(&source.skip[..], [Condition::In { negated: false, list, .. }] if list.len() == 2));
}

#[test]
fn numbers_have_units_and_know_whether_they_add_up() {
    let plan = plan(SALES);
    let found: Vec<(String, String, bool)> = plan
        .metrics
        .iter()
        .map(|metric| (metric.name.value.clone(), metric.unit.to_string(), metric.additive))
        .collect();
    let expected = [
        ("calls", "count", true),
        ("orders", "count", true),
        ("revenue", "JPY", true),
        ("unit_price", "JPY", false),
        ("growth", "count", false),
        ("orders/calls", "ratio", false),
        ("order_value", "JPY", false),
        ("rate", "ratio", false),
    ];
    assert_eq!(found, expected.map(|(name, unit, additive)| (name.to_owned(), unit.to_owned(), additive)));
    let revenue = plan.measures.iter().find(|measure| measure.unit.to_string() == "JPY").unwrap();
    assert_eq!((revenue.function, &revenue.scale), (Function::Sum, &Rational::ONE));
}

#[test]
fn a_funnel_leads_through_conversions() {
    let plan = plan(SALES);
    let [first, second, third] = &plan.funnels[0].stages[..] else { panic!("three stages") };
    assert_eq!((first.conversion, &first.at), (None, &None));
    let rate = plan.metric(second.conversion.unwrap());
    assert_eq!(rate.name.value, "orders/calls");
    assert!(matches!(rate.origin, MetricOrigin::Conversion { stage: 1, .. }));
    let quotient =
        Expr::Binary(Box::new(Expr::Metric(second.metric)), Operator::Divide, Box::new(Expr::Metric(first.metric)));
    assert_eq!(rate.expr, quotient);
    assert_eq!(third.at.as_ref().unwrap().value, number("500000"));
    assert_eq!(plan.metric(third.conversion.unwrap()).label.as_deref(), Some("単価"));
}

#[test]
fn funnels_that_share_a_stage_share_what_it_brings() {
    let text = |first: &str, second: &str| {
        format!(
            "plan \"two\" {{ }}\nsource s from \"s.csv\" {{ time day }}\nmeasure a = count(s)\nmeasure b = count(s where x == 1)\n\
             measure money = sum(s.amount) in JPY\nkgi money {{ target 5円 }}\n\
             funnel {first} {{ a -> money at 5円 as of_a }}\nfunnel {second} {{ b -> money at 5円 as of_b }}"
        )
    };
    let read = |text: &str, name: &str| {
        let plan = plan(text);
        let conversion = plan.metrics.iter().find(|metric| metric.name.value == name).unwrap().clone();
        let names = |metric: crate::plan::ids::MetricId| plan.metric(metric).name.value.clone();
        let mut read: Vec<String> = conversion.expr.metrics().into_iter().map(names).collect();
        read.sort();
        read
    };
    let shared = text("for 60%", "for 40%");
    assert_eq!(read(&shared, "of_a"), ["a", "b", "money"]);
    assert_eq!(read(&shared, "of_b"), ["a", "b", "money"]);
    // Without shares they may be two views of one way.
    assert_eq!(read(&text("", ""), "of_a"), ["a", "money"]);
}

#[test]
fn indicators_hold_what_is_asked_of_them() {
    let plan = plan(SALES);
    let [goal, calls, rate] = &plan.indicators[..] else { panic!("three indicators") };
    assert_eq!((goal.role, goal.period), (Role::Kgi, Grain::Month));
    let TargetValue::One(target) = &calls.target.as_ref().unwrap().value else { panic!("one target") };
    assert_eq!((target.low.per_member, target.low.per), (true, Some(Grain::Day)));
    assert!(matches!(calls.owner, Some(Owner::Contractor(..))));
    assert_eq!(calls.thresholds[0].periods, 3);
    assert_eq!(rate.target.as_ref().unwrap().direction, Direction::AtMost);
    assert_eq!(rate.guards[0].value, calls.metric);
    let down = Limit::Down { by: Change::Points(number("0.02")), against: crate::plan::target::Baseline::Previous };
    assert_eq!(rate.thresholds[0].limit, down);
    assert_eq!(rate.weights[0].role.as_deref(), Some("SDR"));
}

#[test]
fn practice_is_in_the_units_of_its_metrics() {
    let plan = plan(SALES);
    assert_eq!(plan.contractors[0].paid[0].fee, Some((number("15000"), "JPY".to_owned())));
    assert_eq!(plan.actions[0].expect.as_ref().unwrap().value, number("0.12"));
    let test = &plan.tests[0];
    assert_eq!(test.given[0].1, number("1000"));
    assert_eq!(test.expected[0].expected, Expected::Value { value: number("0.1"), decimals: 2 });
    assert_eq!(test.expected[1].expected, Expected::Required { value: number("20"), decimals: 0 });
}

#[test]
fn schedules_are_in_the_order_of_time() {
    let plan = plan(
        r#"source s from "s.csv" { time day }
           kpi calls = count(s) { target { 2026-11 20; 2026-Q4 between_not_here }}"#
            .replace("; 2026-Q4 between_not_here ", "; 2026-10 10 ")
            .as_str(),
    );
    let TargetValue::Schedule(entries) = &plan.indicators[0].target.as_ref().unwrap().value else {
        panic!("a schedule")
    };
    let read: Vec<String> = entries.iter().map(|(period, goal)| format!("{period} {}", goal.low.value)).collect();
    assert_eq!(read, ["2026-10 10", "2026-11 20"]);
}

#[test]
fn the_difference_of_dates_is_a_duration() {
    let argument = |text: &str| {
        let plan = plan(&format!("source s from \"s.csv\" {{ time closed }}\n{text}"));
        (plan.measures[0].argument.clone().unwrap(), plan.metrics[0].unit.to_string(), plan.measures[0].scale.clone())
    };
    let is_days = |text: &str| {
        let (argument, unit, scale) = argument(text);
        assert_eq!(scale, Rational::ONE, "{text}");
        (matches!(argument, RowExpr::DaysBetween(..)), unit)
    };
    let days = (true, "duration".to_owned());
    let count = (false, "count".to_owned());
    // A column is known to be a time.
    assert_eq!(is_days("metric m = avg(s.closed - s.opened)"), days);
    assert_eq!(is_days("metric m = avg(s.a - s.b)\nmetric n = count(s on a)"), days);
    // The aggregate says so.
    assert_eq!(is_days("metric m = avg(s.a - s.b) in days"), days);
    // What depends on it is spoken of in days.
    assert_eq!(is_days("kpi m = avg(s.a - s.b) { target at most 50 days }"), days);
    assert_eq!(is_days("metric m = avg(s.a - s.b)\nkpi k = m * 2 { warn above 50 hours }"), days);
    assert_eq!(is_days("metric m = avg(s.a - s.b)\nmetric n = m + 3 days"), days);
    assert_eq!(is_days("metric m = avg(s.a - s.b)\ntest \"t\" { given m 3 days }"), days);
    // Nothing says.
    assert_eq!(is_days("metric m = avg(s.a - s.b)"), count);
    assert_eq!(is_days("kpi m = avg(s.a - s.b) { target 50 }"), count);
}

#[test]
fn conditions_compare_days_periods_and_durations() {
    let filter = |text: &str| {
        let plan = plan(&format!(
            "source s from \"s.csv\" {{ time closed; by agent = sales_agent }}\nmeasure m = count(s where {text})"
        ));
        plan.measures[0].filter.clone().unwrap()
    };
    let on = |condition: &Condition| match condition {
        Condition::Compare(_, comparison, RowExpr::Date(date)) => format!("{comparison:?} {date}"),
        other => format!("{other:?}"),
    };
    assert_eq!(on(&filter("closed >= 2026-10-05")), "GreaterOrEqual 2026-10-05");
    assert_eq!(on(&filter("closed > 2026-10")), "GreaterOrEqual 2026-11-01");
    assert_eq!(on(&filter("2026-10 > closed")), "Less 2026-10-01");
    let Condition::And(from, to) = filter("closed == 2026-Q1") else { panic!("both ends") };
    assert_eq!((on(&from).as_str(), on(&to).as_str()), ("GreaterOrEqual 2026-01-01", "Less 2026-04-01"));
    assert!(matches!(filter("won and not lost"), Condition::And(_, not) if matches!(*not, Condition::Not(_))));
    assert!(matches!(filter("agent == \"x\""), Condition::Compare(RowExpr::Column(c), ..) if c.name == "sales_agent"));
    assert!(matches!(filter("a - b > 3 days"), Condition::Compare(RowExpr::DaysBetween(..), ..)));
    assert!(matches!(filter("a - b > 3"), Condition::Compare(RowExpr::Binary(_, RowOperator::Subtract, _), ..)));
    assert!(matches!(filter("name contains \"x\" or name starts with \"y\""), Condition::Or(..)));
    assert!(matches!(filter("a is missing"), Condition::Is { present: false, .. }));
}

#[test]
fn a_file_without_a_plan_has_the_defaults() {
    let plan = plan("source s from \"s.csv\" { time day }\nkpi calls = count(s) { target 5 }");
    assert_eq!(plan.settings, crate::plan::settings::Settings::default());
}

#[test]
fn the_allows_of_blocks_are_kept() {
    let plan = plan(
        "allow missing-owner because \"a\"\nplan \"p\" { allow missing-review because \"b\" }\n\
         source s from \"s.csv\" { time day; allow stale-actuals because \"c\" }\n\
         measure m = count(s) { allow unused-declaration because \"d\" }\n\
         kpi m { allow missing-action because \"e\" }",
    );
    let rules = |allows: Vec<&crate::plan::metric::Allow>| {
        allows.into_iter().map(|allow| allow.rule.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rules(plan.allows.iter().collect()), ["missing-owner", "missing-review"]);
    let blocks = plan.block_allows.iter().map(|(_, allow)| allow).collect();
    assert_eq!(rules(blocks), ["stale-actuals", "unused-declaration"]);
    assert_eq!(rules(plan.indicators[0].allows.iter().collect()), ["missing-action"]);
}

#[test]
fn percentiles_and_scales_are_exact() {
    let plan = plan(
        "source s from \"s.csv\" { time day }\nmeasure a = percentile(s.x, 90)\nmeasure b = sum(s.x) in 千円\n\
         measure c = avg(s.x) in seconds\nmeasure d = count(distinct s.x)\nmeasure e = avg(s.x) in %",
    );
    assert_eq!(plan.measures[0].rank, Some(number("0.9")));
    assert_eq!(plan.measures[1].scale, number("1000"));
    assert_eq!(plan.measures[2].scale, Rational::new(1, 86_400).unwrap());
    assert_eq!((plan.measures[3].distinct, plan.metrics[3].additive), (true, false));
    assert_eq!(plan.metrics[4].unit.to_string(), "ratio");
}

#[test]
fn what_adds_up_follows_from_the_formula() {
    let additive = |formula: &str| {
        let text = format!(
            "source s from \"s.csv\" {{ time day }}\nmeasure a = count(s)\nmeasure b = sum(s.x)\nmetric rate = 10%\nmetric m = {formula}"
        );
        plan(&text).metrics.last().unwrap().additive
    };
    for formula in ["a", "a + b", "a - b", "a * 2", "2 * a", "a / 4", "-a", "a * rate", "(a + b) * 50%", "a * 50万円"]
    {
        assert!(additive(formula), "{formula}");
    }
    for formula in ["a / b", "2 / a", "a * b", "a + 5", "previous(a)", "avg(s.x)", "last(s.x)", "5"] {
        assert!(!additive(formula), "{formula}");
    }
}
