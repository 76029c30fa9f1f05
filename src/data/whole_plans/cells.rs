//! Missing, unreadable and ambiguous cells, rows that are left out, and days.

use super::*;
use crate::base::message::Arg;
use crate::base::period::FiscalYear;
use crate::plan::source::DateOrder;

/// The errors of a plan over a text: the code, and where given the shown cells as `row: text`.
fn errors(plan: &Plan, text: &str) -> Vec<String> {
    let folder = Folder::new(&[("facts.csv", text)]);
    let observed = folder.observe(plan, &request(plan, "2030-12-31", &[Grain::Month], &[]));
    let shown = |message: &crate::base::message::Message| {
        let part = |name: &str| match message.args.iter().find(|(own, _)| *own == name) {
            Some((_, Arg::Text(text))) => text.clone(),
            Some((_, Arg::Count(count))) => count.to_string(),
            _ => String::new(),
        };
        if message.id == "unreadable-number.more" {
            format!("+{}", part("more"))
        } else {
            format!("{}:{}", part("row"), part("text"))
        }
    };
    let of_error = |error: &crate::base::diagnostic::Diagnostic| {
        let cells = error.message.args.iter().find_map(|(_, arg)| match arg {
            Arg::Messages(cells) => Some(cells.iter().map(shown).collect::<Vec<_>>().join(" ")),
            _ => None,
        });
        format!("{} {}", error.code, cells.unwrap_or_else(|| shown(&error.message)))
    };
    observed.errors.iter().map(of_error).collect()
}

fn simple(measures: Vec<Measure>) -> Plan {
    plan(source("facts.csv", "date", &[]), measures)
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

#[test]
fn a_missing_cell_satisfies_only_is_missing() {
    let present = |present| Condition::Is { value: cell("kind"), present };
    let unequal = Condition::Compare(cell("kind"), Comparison::NotEqual, RowExpr::Text("a".to_owned()));
    let list = |negated| Condition::In { value: cell("kind"), negated, list: vec![RowExpr::Text("a".to_owned())] };
    let small = Condition::Compare(cell("amount"), Comparison::Less, RowExpr::Number(Rational::from(10)));
    let conditions = vec![
        is("kind", "a"),
        not(is("kind", "a")),
        unequal.clone(),
        not(unequal),
        list(false),
        list(true),
        present(true),
        present(false),
        not(present(false)),
        Condition::Or(Box::new(is("kind", "a")), Box::new(present(false))),
        small.clone(),
        not(small),
        Condition::Holds(column("flag")),
        not(Condition::Holds(column("flag"))),
        Condition::Contains { value: cell("kind"), part: "a".to_owned() },
        Condition::StartsWith { value: cell("kind"), part: "b".to_owned() },
    ];
    let plan = simple(conditions.into_iter().map(|condition| count(Some(condition))).collect());
    let text = "date,kind,amount,flag\n2026-04-01,a,5,yes\n2026-04-01, b ,10,いいえ\n2026-04-01,,,\n";
    let observations = monthly(&plan, text);
    let counts: Vec<String> =
        (0..plan.measures.len()).map(|measure| total(&plan, &observations, measure, "2026-04")).collect();
    assert_eq!(counts, ["1", "1", "1", "1", "1", "1", "2", "1", "2", "2", "1", "1", "1", "1", "1", "1"]);
}

#[test]
fn unreadable_cells_are_listed_up_to_ten_and_counted() {
    let plan = simple(vec![sum("amount", None), measure(Function::Max, Some(cell("amount")), None)]);
    let lines: Vec<String> = (0..15)
        .map(|row| format!("2026-04-01,{}", if row == 3 { "5".to_owned() } else { format!("x{row}") }))
        .collect();
    let found = errors(&plan, &format!("date,amount\n{}\n", lines.join("\n")));
    assert_eq!(found, ["unreadable-number 2:x0 3:x1 4:x2 6:x4 7:x5 8:x6 9:x7 10:x8 11:x9 12:x10 +4"]);
}

#[test]
fn cells_of_rows_that_do_not_count_are_not_read() {
    let mut plan = simple(vec![sum("amount", Some(is("kind", "order")))]);
    plan.sources[0].skip.push(is("rep", "合計"));
    plan.sources[0].filter = Some(not(is("rep", "test")));
    let text = "date,rep,kind,amount\n2026-04-01,a,order,1\n計,合計,order,x\n2026-04-01,a,call,-\n?,test,order,?\n";
    let observations = monthly(&plan, text);
    assert_eq!(total(&plan, &observations, 0, "2026-04"), "1");
    let facts = &observations.sources[0];
    assert_eq!((facts.rows, facts.skipped, facts.filtered), (4, 1, 1));
    let found = errors(&plan, "date,rep,kind,amount\nsoon,a,call,x\n2026-04-01,a,order,x\n2026-04-31,b,call,\n");
    assert_eq!(found, ["unreadable-date 2:soon 4:2026-04-31", "unreadable-number 3:x"]);
}

#[test]
fn an_unreadable_cell_matters_only_where_the_rest_does_not_decide() {
    let large = Condition::Compare(cell("amount"), Comparison::Greater, RowExpr::Number(Rational::from(10)));
    let plan = simple(vec![count(Some(and(is("kind", "order"), large)))]);
    assert_eq!(errors(&plan, "date,kind,amount\n2026-04-01,call,x\n"), [""; 0]);
    assert_eq!(errors(&plan, "date,kind,amount\n2026-04-01,order,x\n"), ["unreadable-number 2:x"]);
}

#[test]
fn truth_is_read_where_truth_is_asked() {
    let plan = simple(vec![count(Some(Condition::Holds(column("flag"))))]);
    assert_eq!(errors(&plan, "date,flag\n2026-04-01,○\n2026-04-01,maybe\n"), ["unreadable-truth 3:maybe"]);
}

#[test]
fn the_order_of_dates_is_found_stated_or_asked_for() {
    let plan = simple(vec![count(None)]);
    let counted = |plan: &Plan, text: &str, when: &str| total(plan, &monthly(plan, text), 0, when);
    assert_eq!(counted(&plan, "date\n03-04-2026\n22-04-2026\n", "2026-04"), "2");
    assert_eq!(counted(&plan, "date\n03-04-2026\n03-22-2026\n", "2026-03"), "2");
    assert_eq!(errors(&plan, "date\n05-05-2026\n03-04-2026\n"), ["ambiguous-dates 3:03-04-2026"]);
    assert_eq!(errors(&plan, "date\n22-04-2026\n04-22-2026\n"), ["mixed-dates 2:22-04-2026"]);
    let mut stated = plan.clone();
    stated.sources[0].layout.dates = Some(spanned(DateOrder::DayMonthYear));
    assert_eq!(counted(&stated, "date\n03-04-2026\n", "2026-04"), "1");
    assert_eq!(errors(&stated, "date\n04-22-2026\n"), ["unreadable-date 2:04-22-2026"]);
}

#[test]
fn a_late_hint_decides_for_the_rows_before_it() {
    let plan = simple(vec![count(None)]);
    let text = format!("date\n{}22-04-2026\n", "03-04-2026\n".repeat(300_000));
    assert_eq!(total(&plan, &monthly(&plan, &text), 0, "2026-04"), "300001");
}

#[test]
fn instants_fall_on_the_day_of_the_plans_timezone() {
    let mut plan = simple(vec![count(None)]);
    plan.settings.timezone = Some(spanned("Asia/Tokyo".to_owned()));
    let text = "date\n2026-03-31T15:00:00Z\n2026-03-31T14:59:59Z\n2026-03-31T23:59:59\n2026-04-01 00:30:00+09:00\n2026-03-31T23:00:00-05:00\n";
    let observations = monthly(&plan, text);
    assert_eq!(total(&plan, &observations, 0, "2026-04"), "3");
    assert_eq!(total(&plan, &observations, 0, "2026-03"), "2");
}

#[test]
fn rows_are_counted_that_are_late_or_undated() {
    let plan = simple(vec![count(None), on(count(None), "closed")]);
    let folder = Folder::new(&[(
        "facts.csv",
        "date,closed\n2026-04-01,2026-04-03\n2026-04-02,\n2026-04-05,2026-04-01\n,2026-04-02\n",
    )]);
    let observed = folder.observe(&plan, &request(&plan, "2026-04-03", &[Grain::Day], &[]));
    assert_eq!(observed.errors, []);
    let facts = &observed.observations.sources[0];
    assert_eq!((facts.later, facts.undated.get("date"), facts.undated.get("closed")), (1, Some(&1), Some(&1)));
    assert_eq!((facts.first, facts.newest), (Some(day("2026-04-01")), Some(day("2026-04-02"))));
    let value = |measure, when| total(&plan, &observed.observations, measure, when);
    assert_eq!(
        (value(1, "2026-04-01").as_str(), value(1, "2026-04-02").as_str(), value(1, "2026-04-03").as_str()),
        ("1", "1", "1")
    );
    assert_eq!((value(0, "2026-04-05").as_str(), value(0, "2026-04-03").as_str()), ("no rows", "no rows"));
}

#[test]
fn a_period_with_rows_is_zero_or_empty_and_one_without_has_no_data() {
    let mut plan = simple(vec![
        count(Some(is("kind", "order"))),
        measure(Function::Avg, Some(cell("amount")), Some(is("kind", "order"))),
    ]);
    let text = "date,kind,amount\n2026-04-01,call,\n2026-06-01,order,7\n";
    let observations = monthly(&plan, text);
    assert_eq!(
        (total(&plan, &observations, 0, "2026-04"), total(&plan, &observations, 1, "2026-04")),
        ("0".to_owned(), "empty".to_owned())
    );
    assert_eq!(total(&plan, &observations, 0, "2026-05"), "no rows");
    plan.sources[0].empty_periods_are_zero = true;
    let observations = monthly(&plan, text);
    assert_eq!(total(&plan, &observations, 0, "2026-05"), "0");
    assert_eq!(total(&plan, &observations, 0, "2026-03"), "no rows");
}

#[test]
fn durations_are_days_to_the_second() {
    let between = |end: &str, start: &str| RowExpr::DaysBetween(Box::new(cell(end)), Box::new(cell(start)));
    let plan = simple(vec![
        measure(Function::Avg, Some(between("date", "start")), None),
        measure(Function::Median, Some(between("date", "start")), None),
        count(Some(Condition::Compare(between("date", "start"), Comparison::Greater, RowExpr::Number(Rational::ONE)))),
    ]);
    let text = "date,start\n2026-04-03,2026-04-01\n2026-04-03 12:00,2026-04-03 06:00\n2026-04-03T00:00:00Z,2026-04-03T00:00:00+12:00\n2026-04-03,\n";
    let observations = monthly(&plan, text);
    let value = |measure| total(&plan, &observations, measure, "2026-04");
    assert_eq!((value(0).as_str(), value(1).as_str(), value(2).as_str()), ("11/12", "0.5", "1"));
}

#[test]
fn two_columns_are_compared_as_what_their_cells_are() {
    let compared = |comparison| count(Some(Condition::Compare(cell("a"), comparison, cell("b"))));
    let plan = simple(vec![compared(Comparison::Less), compared(Comparison::GreaterOrEqual)]);
    let counted = |text: &str| {
        let observations = monthly(&plan, &format!("date,a,b\n{text}"));
        (total(&plan, &observations, 0, "2026-04"), total(&plan, &observations, 1, "2026-04"))
    };
    let expect = |less: &str, not: &str| (less.to_owned(), not.to_owned());
    assert_eq!(
        counted("2026-04-01,2026-04-05,2026/4/9\n2026-04-01,2026-04-05,2026-04-05\n2026-04-01,,x\n"),
        expect("1", "1")
    );
    assert_eq!(counted("2026-04-01,9,\"1,000\"\n2026-04-01,10,9\n2026-04-02,5,5\n"), expect("1", "2"));
    // How the dates are written is found out here too.
    assert_eq!(counted("2026-04-01,05-04-2026,13-04-2026\n2026-04-01,25-04-2026,04-05-2026\n"), expect("2", "0"));
    assert_eq!(errors(&plan, "date,a,b\n2026-04-01,x,y\n"), ["text-without-order 2:x", "text-without-order 2:y"]);
    assert_eq!(errors(&plan, "date,a,b\n2026-04-01,2026-04-01,y\n"), ["text-without-order 2:y"]);
}

#[test]
fn dates_that_are_read_as_numbers_are_told_their_unit() {
    let difference =
        RowExpr::Binary(Box::new(cell("b")), crate::plan::source::RowOperator::Subtract, Box::new(cell("a")));
    let plan = simple(vec![measure(Function::Avg, Some(difference), None)]);
    let folder = Folder::new(&[("facts.csv", "date,a,b\n2026-04-01,2026-04-01,2026-04-05\n")]);
    let observed = folder.observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[]));
    let helps: Vec<_> = observed.errors.iter().filter_map(|error| error.help.as_ref()).map(|help| help.id).collect();
    assert_eq!(helps, ["unreadable-number.help-dates", "unreadable-number.help-dates"]);
}

#[test]
fn a_cell_of_a_column_that_became_rows_is_named_by_that_column() {
    let text = |text: &str| spanned(text.to_owned());
    let mut plan = plan(source("facts.csv", "month", &[]), vec![sum("value", None)]);
    plan.sources[0].layout.fiscal_year = Some(spanned(2026));
    let (first, last, key, value) = (text("4月"), text("6月"), text("month"), text("value"));
    plan.sources[0].layout.unpivot = Some(crate::plan::source::Unpivot { first, last, key, value });
    let folder = Folder::new(&[("facts.csv", "rep,4月,5月,6月\nA,1,x,y\n")]);
    let observed = folder.observe(&plan, &request(&plan, "2030-12-31", &[Grain::Month], &[]));
    let [error] = &observed.errors[..] else { panic!("{:?}", observed.errors) };
    let cells = error.message.args.iter().find_map(|(_, arg)| match arg {
        Arg::Messages(cells) => Some(cells),
        _ => None,
    });
    let below: Vec<_> = cells.unwrap().iter().map(|cell| (cell.id, cell.args[0].1.clone())).collect();
    assert_eq!(below, [("unreadable-number.cell-below", "5月".into()), ("unreadable-number.cell-below", "6月".into())]);
}

#[test]
fn words_that_never_occur_are_said() {
    let large = Condition::Compare(cell("amount"), Comparison::Greater, RowExpr::Number(Rational::from(10)));
    let mut plan = simple(vec![
        count(Some(is("kind", "Closed-Won"))),
        count(Some(is("kind", "Won"))),
        count(Some(and(is("kind", "Won"), large.clone()))),
        count(Some(large)),
    ]);
    plan.sources[0].skip = vec![is("kind", "total"), is("kind", "sum")];
    let text = "date,kind,amount\n2026-04-01,Won,5\n2026-04-02,total,20\n2031-04-02,Later,1\n";
    let remarks = |plan: &Plan| {
        let folder = Folder::new(&[("facts.csv", text)]);
        let observed = folder.observe(plan, &request(plan, "2030-12-31", &[Grain::Month], &[]));
        assert_eq!(observed.errors, []);
        observed.remarks.iter().map(|remark| remark.code).collect::<Vec<_>>()
    };
    assert_eq!(remarks(&plan), ["no-row-skipped", "no-row-matches", "no-row-matches"]);
    // Rows after the as-of date count here.
    plan.measures = vec![count(Some(is("kind", "Later")))];
    assert_eq!(remarks(&plan), ["no-row-skipped"]);
}

#[test]
fn a_columns_unit_and_a_months_year_are_taken_from_the_layout() {
    let mut plan = simple(vec![
        sum("amount", None),
        count(Some(Condition::Compare(
            cell("amount"),
            Comparison::GreaterOrEqual,
            RowExpr::Number(Rational::from(2000)),
        ))),
    ]);
    plan.settings.fiscal = FiscalYear { first_month: 4, named_by_end: false };
    plan.sources[0].layout.fiscal_year = Some(spanned(2026));
    plan.sources[0].layout.column_units = vec![crate::plan::source::ColumnUnit {
        column: spanned("amount".to_owned()),
        scale: Rational::from(1000),
        unit: Unit::COUNT,
    }];
    let observations = monthly(&plan, "date,amount\n4月,1.5\n4月,2\n3月,7\n");
    assert_eq!(total(&plan, &observations, 0, "2026-04"), "3500");
    assert_eq!(total(&plan, &observations, 0, "2027-03"), "7000");
    assert_eq!(total(&plan, &observations, 1, "2026-04"), "1");
}

#[test]
fn a_source_without_rows_and_one_of_a_database_cannot_be_checked() {
    let mut plan = simple(vec![count(None)]);
    assert_eq!(errors(&plan, "date\n"), ["no-rows :"]);
    plan.sources[0].origin =
        Origin::Table { connection: spanned("warehouse".to_owned()), table: spanned("calls".to_owned()) };
    assert_eq!(errors(&plan, "date\n"), ["source-not-evaluated-yet :"]);
}
