//! Large plans end. Time itself is measured by the benchmarks.

use std::fmt::Write;

use super::{plan, resolved};

#[test]
fn a_plan_of_ten_thousand_numbers_resolves() {
    let mut text = "source s from \"s.csv\" { time day }\nmeasure m0 = count(s)\n".to_owned();
    for place in 1..3_000 {
        let _ = writeln!(
            text,
            "metric m{place} = m{} + m0\nkpi m{place} {{\n  target {place}\n  warn below 5\n}}",
            place - 1
        );
    }
    assert_eq!(plan(&text).indicators.len(), 2_999);
}

#[test]
fn ten_thousand_unknown_names_end() {
    let mut text = String::new();
    for place in 0..3_000 {
        let _ = writeln!(text, "metric number_{place} = nummber_{place} + 1");
    }
    assert_eq!(resolved(&text).errors.len(), 3_000);
}
