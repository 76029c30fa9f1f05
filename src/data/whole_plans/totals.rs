//! Rows that are the sum of the others.

use super::super::observations::{TotalRow, TotalRows};
use super::*;

fn totals(plan: &Plan, files: &[(&str, &str)], breakdowns: &[&[&str]]) -> Vec<TotalRows> {
    let folder = Folder::new(files);
    let observed = folder.observe(plan, &request(plan, "2026-12-31", &[Grain::Month], breakdowns));
    assert_eq!(observed.errors, []);
    observed.observations.sources[0].total_rows.clone()
}

/// What is found, in a line: column, cells, rows, periods, the first of them with its sum, the first row.
fn found(plan: &Plan, text: &str, breakdowns: &[&[&str]]) -> Vec<String> {
    let shown = |total: &TotalRows| {
        let rows = total.rows.map_or_else(String::new, |rows| format!(" in {rows} rows"));
        let at = total.example.as_ref().map_or_else(String::new, |TotalRow { file, row }| format!(" {file}:{row}"));
        let TotalRows { column, texts, periods, period, sum, .. } = total;
        format!("{column}: {}{rows}, {periods} periods, {sum} in {period}{at}", texts.join("+"))
    };
    totals(plan, &[("facts.csv", text)], breakdowns).iter().map(shown).collect()
}

fn sales() -> Plan {
    plan(source("facts.csv", "date", &[]), vec![count(None), sum("amount", None)])
}

#[test]
fn a_total_below_each_month_is_found_in_a_column_that_nobody_reads() {
    let text = "date,rep,amount\n2026-04-01,佐藤,30\n2026-04-02,鈴木,20\n2026-04-30,合計,50\n2026-05-01,佐藤,7\n2026-05-31,合計,7\n";
    assert_eq!(found(&sales(), text, &[]), ["rep: 合計 in 2 rows, 2 periods, 50 in 2026-04 facts.csv:4"]);
    // Behind the last column that is read too, and where rows end before it.
    let text = "date,amount,rep\n2026-04-01,30,佐藤\n2026-04-02,20\n2026-04-30,50,【合 計】\n";
    assert_eq!(found(&sales(), text, &[]), ["rep: 【合 計】 in 1 rows, 1 periods, 50 in 2026-04 facts.csv:4"]);
}

#[test]
fn sub_totals_and_the_grand_total_are_found_together() {
    let text = "date,team,rep,amount\n2026-04-01,東京,佐藤,30\n2026-04-01,東京,鈴木,20\n2026-04-01,東京,小計,50\n\
                2026-04-01,大阪,高橋,5\n2026-04-01,大阪,小計,5\n2026-04-01,,合計,55\n";
    assert_eq!(found(&sales(), text, &[]), ["rep: 合計+小計 in 3 rows, 1 periods, 55 in 2026-04 facts.csv:4"]);
    let text =
        "date,rep,amount\n2026-04-01,佐藤,30\n2026-04-01,東京小計,30\n2026-04-01,高橋,5\n2026-04-01,大阪小計,5\n";
    assert_eq!(found(&sales(), text, &[]), ["rep: 大阪小計+東京小計 in 2 rows, 1 periods, 35 in 2026-04 facts.csv:3"]);
    // One row for all months together.
    let text = "date,rep,amount\n2026-04-01,a,30\n2026-05-01,b,20\n2026-05-31,Grand Total,50\n";
    assert_eq!(found(&sales(), text, &[]), ["rep: Grand Total in 1 rows, 1 periods, 20 in 2026-05 facts.csv:4"]);
}

#[test]
fn a_total_of_a_wide_table_is_found() {
    let mut source = source("facts.csv", "month", &[]);
    let named = |text: &str| spanned(text.to_owned());
    source.layout.fiscal_year = Some(spanned(2026));
    source.layout.unpivot = Some(crate::plan::source::Unpivot {
        first: named("4月"),
        last: named("5月"),
        key: named("month"),
        value: named("amount"),
    });
    let plan = plan(source, vec![sum("amount", None)]);
    let text = "担当,4月,5月\n佐藤,1,4\n鈴木,2,5\n合計,3,9\n";
    assert_eq!(found(&plan, text, &[]), ["担当: 合計 in 2 rows, 2 periods, 3 in 2026-04 facts.csv:4"]);
}

#[test]
fn a_word_alone_proves_nothing() {
    for text in [
        // A list that is called so.
        "date,list,amount\n2026-04-01,Total,30\n2026-04-02,b,20\n2026-05-01,Total,20\n",
        // Nothing beside it.
        "date,list,amount\n2026-04-01,合計,30\n",
        "date,list,amount\n2026-04-01,合計,0\n2026-04-01,a,0\n",
        // The months are more often not the sum than they are.
        "date,list,amount\n2026-04-01,計,3\n2026-04-01,a,3\n2026-05-01,計,2\n2026-05-01,a,1\n",
        "date,list,amount\n2026-04-01,a,3\n",
    ] {
        assert_eq!(found(&sales(), text, &[]), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn rows_that_are_left_out_are_no_totals() {
    let text = "date,rep,amount\n2026-04-01,佐藤,30\n2026-04-30,合計,30\n";
    let mut plan = sales();
    assert_eq!(found(&plan, text, &[]).len(), 1);
    plan.sources[0].skip = vec![is("rep", "合計")];
    assert_eq!(found(&plan, text, &[]), Vec::<String>::new());
    plan.sources[0].skip.clear();
    plan.measures[1].filter = Some(is("rep", "佐藤"));
    assert_eq!(found(&plan, text, &[]), Vec::<String>::new());
}

#[test]
fn a_member_that_is_the_sum_of_all_others_in_each_of_three_months_is_found() {
    let mut plan = sales();
    plan.sources[0].dimensions.push(Dimension { name: spanned("group".to_owned()), column: column("rep") });
    let month = |month: usize, all: &str| {
        format!("2026-0{month}-01,佐藤,30\n2026-0{month}-02,鈴木,2{month}\n2026-0{month}-03,営業部,{all}\n")
    };
    let header = "date,rep,amount\n";
    let three = format!("{header}{}{}{}", month(4, "54"), month(5, "55"), month(6, "56"));
    assert_eq!(found(&plan, &three, &[&["group"]]), ["rep: 営業部, 3 periods, 54 in 2026-04"]);
    assert_eq!(found(&plan, &three, &[]), Vec::<String>::new(), "nobody asked for the members");
    let two = format!("{header}{}{}", month(4, "54"), month(5, "55"));
    assert_eq!(found(&plan, &two, &[&["group"]]), Vec::<String>::new(), "chance");
    let other = format!("{three}{}", month(7, "1"));
    assert_eq!(found(&plan, &other, &[&["group"]]), Vec::<String>::new(), "another month says otherwise");
    let pair = "date,rep,amount\n2026-04-01,a,30\n2026-04-01,b,30\n2026-05-01,a,40\n2026-05-01,b,40\n2026-06-01,a,50\n2026-06-01,b,50\n";
    assert_eq!(found(&plan, pair, &[&["group"]]), Vec::<String>::new(), "two equal members are two members");
}

#[test]
fn a_column_that_is_only_looked_through_may_be_anything() {
    let folder = Folder::new(&[]);
    // 0xFF is no text in UTF-8; the cells that are read are sound.
    fs::write(folder.0.join("facts.csv"), b"date,amount,note\n2026-04-01,3,\xFF\xFE\n2026-04-02,4,ok\n").unwrap();
    let plan = sales();
    let observed = folder.observe(&plan, &request(&plan, "2026-12-31", &[Grain::Month], &[]));
    assert_eq!(observed.errors, []);
    assert_eq!(total(&plan, &observed.observations, 1, "2026-04"), "7");
}
