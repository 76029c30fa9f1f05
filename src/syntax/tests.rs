//! Whole texts in, trees and errors out.

use super::*;

fn spike(text: &str) {
    let parsed = parse(FileId(0), text);
    for error in &parsed.errors {
        let label = error.primary.as_ref().unwrap();
        println!(
            "{} {:?} {:?} help {:?}",
            error.code,
            &text[label.span.range()],
            label.message.args,
            error.help.as_ref().map(|h| (h.id, &h.args))
        );
    }
}

#[test]
fn spikes() {
    for name in ["inside-sales", "crm", "contractor"] {
        let path = format!("{}/../shared/reference/{name}/plan.kpi", env!("CARGO_MANIFEST_DIR"));
        spike(&std::fs::read_to_string(path).unwrap());
    }
    for text in [
        "kpi calls { target >= 10% }",
        "kpi calls { target: 10% }",
        "kpi a {\n targt 5\n owner \"x\n}",
        "kpi show rate {\n target 10 yen\n}",
        "kpl a { target 5 }\nkpi b { key x }",
        "measure x = count(deals where a = \"b\" && !c)",
        "measure x = sum(d.x where y =< 5 and z => 3)",
        "metric x = a < b < c",
        "kpi a {\n target 5\nkpi b {\n target 6\n}\n}",
        "measure x = count(a where b == \"c\"\nkpi x { target 5 }",
        "funnel \"f\" {\n a\n -> b at 10%\n ->\n}",
        "funnel { a => b }",
        "kpi a { warn 8% }",
        "kpi a { target 2026-02-30 }",
        "plan { from 2026-02-30 to 2026/13 }",
        "plan { reviewed 2026-11 }",
        "allow missing-owner",
        "kpi a { allow missing-owner until 2026-01-01 }",
        "source a \"x.csv\" { time x }",
        "source a from \"x.csv\" { time in days\n by rep, team = members.team via rep\n where x in (\"a\", 100,200)\n amount in 千円 }",
        "plan { phase lunch\n review sometimes\n workdays mon..fri except \"x\", 2026-12-29..2027-01-03 also 2026-11-28\n team 5 by rep }",
        "kpi a { target %10\n warn below 10 percent\n target 5 }",
        "kpi {\n}",
        "target 5",
        "}",
        "metric m = percentile(s.x, 90) + sum(s.x > 1,000)",
        "metric m = foo(x) + summ(y) + previous(a + b)",
        "kpi a { target between 5\n }",
        "kpi a { when misse { do \"x\" } }",
        "kpi a { target { 2026-10: 5\n 2026-11 } }",
        "kpi a { target by rep { 佐藤 300万円 } }",
        "metric x = (a + \n b) * 3 +\n c",
        "plan { timezone Asia/Tokyo }",
        "kpi a { owner \"x\" review weekly }",
        "kpi a { target 999999999999999999999999999999999999999999 }",
    ] {
        println!("--- {text}");
        spike(text);
    }
}
