//! Mistakes that people make, and what is said of each: the text beside the answer, in one place, to be read through.

use std::fmt::Write;

use crate::harness::kpi_with_input;

/// Before each mistake stands this, so that names are known.
const BEFORE: &str = "source calls from \"calls.csv\" { time date; by rep }
measure total  = count(calls)
measure booked = count(calls where result == \"won\")
kgi total { target 10 }
";

const MISTAKES: &[&str] = &[
    // brackets and quotes
    "measure a = count()",
    "measure a = count(calls where)",
    "measure a = count(calls where result == )",
    "measure a = count(calls where result == “won\")",
    "measure a = count(calls where result == 'won')",
    "measure a = count(calls where result == 「受注」)",
    "measure a = count(calls where result == \"won\"",
    "metric a = (total + booked",
    "metric a = total + booked)",
    "kpi total { note \"open }",
    // operators of other languages
    "measure a = count(calls where result = \"won\")",
    "measure a = count(calls where result =! \"won\")",
    "measure a = count(calls where x == 1 AND y == 2)",
    "measure a = count(calls where NOT x)",
    "measure a = count(calls where name like \"A\")",
    "measure a = count(calls where 0 < x < 10)",
    "metric a = total ^ 2",
    "metric a = booked total",
    "measure a = count(calls) \"A\"",
    // functions
    "measure a = average(calls.amount)",
    "measure a = mean(calls.amount)",
    "measure a = 合計(calls.amount)",
    "measure a = count_distinct(calls.lead)",
    "metric a = IF(total == 0, 0, booked / total)",
    "measure a = count(calls, result == \"won\")",
    "measure a = count(calls where amount > １，０００)",
    // columns
    "measure a = sum(calls.\"net revenue\")",
    "measure a = sum(calls.受注額(千円))",
    "source s from \"s.csv\" { time \"called_at\" }",
    "source s from \"s.csv\" { time Close Date }",
    "source s from s.csv { time date }",
    "source s from \"s.csv\" { time date; sheet 月次 }",
    "source s from \"s.csv\" { time date; encoding Shift_JIS }",
    "source s from \"s.csv\" { time date; header 3 }",
    "source s from \"s.csv\" { time date; missing NA, - }",
    // headers
    "source s \"s.csv\" { time date }",
    "source my-calls from \"s.csv\" { time date }",
    "kpi win rate = booked / total",
    "kpi: rate = booked / total { }",
    "action on total { from 2026-10-01 }",
    "metric a",
    "sorce acts from \"a.csv\" { time date }\nmeasure a = count(acts)",
    "目標 total { target 10 }",
    "source acts from \"a.csv\"\n  time date\n  by rep\n}\nmeasure a = count(acts)",
    "kpi rate = booked / total\n  target 10%\n  owner \"x\"",
    // targets and limits
    "kpi total { target == 10 }",
    "kpi total { target = 10 }",
    "kpi total { target: 10 }",
    "kpi total { target >= 10 }",
    "kpi total { target 10件以上 }",
    "kpi total { target 10 20 }",
    "kpi total { target 10〜20 }",
    "kpi total { target 10 and 20 }",
    "kpi total { target 10/day }",
    "kpi total { target 10 daily }",
    "kpi total { target 10 a day }",
    "kpi total { target 1.2m }",
    "kpi total { target 10 // a remark }",
    "kpi total { target min 10 }",
    "kpi total { warn 9 }",
    "kpi total { warn under 9 }",
    "kpi total { warn < 9 }",
    "kpi total { warn down 10% on last year }",
    "kpi total { warn down 2 pts }",
    "kpi total { 目標 10 }",
    "kpi total { yellow below 9 }",
    "metric b = total { owner \"x\" }",
    "kpi total { owner Jane Doe }",
    "kpi total { note watch this closely }",
    "kpi total { target 10 owner \"x\" }",
    "kpi total { target 10 or more }",
    "kpi total { target 10件以上 warn below 5 }",
    "kpi total { target { } }",
    "kpi total { target between 10 and 5 per day }",
    "measure a = count(calls where amount in (1,000, 2))",
    // dates
    "plan { from 2026.10 to 2027.03 }",
    "plan { reviewed 11/16/2026 }",
    "plan { reviewed 20261116 }",
    "plan { changed 2026-11 }",
    "kpi total { target { \"2026-10\" 5 } }",
    // funnels
    "funnel { total => booked at 10% }",
    "funnel { total\n booked at 10% }",
    "funnel { total\n -> booked 10% as rate }\nkpi rate { target 5% }",
    "funnel { total -> booked at 10% \"a\" \"b\" }",
];

#[test]
fn every_mistake_gets_an_answer() {
    let mut all = String::new();
    for mistake in MISTAKES {
        let plan = format!("{BEFORE}{mistake}\n");
        let said = kpi_with_input(std::env::temp_dir().as_path(), "en", &["check", "-", "--lint-only"], &plan);
        let (answer, _) = said.stdout.split_once("not evaluated").unwrap_or((&said.stdout, ""));
        let answer = answer.trim_end().trim_end_matches("\n-").trim_end();
        assert_eq!(said.exit, 2, "nothing is said of {mistake}:\n{}", said.stdout);
        writeln!(all, ">>> {mistake}\n{answer}\n").unwrap();
    }
    insta::assert_snapshot!(all);
}
