//! `kpi test --format json`, version 1, and the `tests` of `kpi check --format json`.

use serde::Serialize;

use crate::evaluate::trial::Trial;
use crate::plan::practice::Test;
use crate::report::localizer::Localizer;
use crate::report::naming;
use crate::report::summary::Summary;
use crate::session::checked::{Checked, CheckedPlan};

use super::{all, why};

/// A plan's own test that was run.
#[derive(Serialize)]
pub(in crate::report) struct JsonTest {
    plan: String,
    file: String,
    line: u32,
    label: String,
    period: String,
    passed: bool,
    message: Option<String>,
}

#[derive(Serialize)]
struct Document {
    version: u32,
    tool_version: &'static str,
    tests: Vec<JsonTest>,
    /// Always empty here: plans with errors are told of by the document of `kpi check`, which has the same list.
    errors: [u8; 0],
    summary: JsonSummary,
}

#[derive(Serialize)]
struct JsonSummary {
    plans: usize,
    tests: usize,
    passed: usize,
    failed: usize,
    exit: u8,
}

/// The document, ending with a line end.
#[must_use]
pub fn json(checked: &Checked, summary: &Summary, localizer: &Localizer) -> String {
    let document = Document {
        version: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        tests: tests(checked, localizer),
        errors: [],
        summary: JsonSummary {
            plans: summary.plans,
            tests: summary.tests,
            passed: summary.tests - summary.failed_tests,
            failed: summary.failed_tests,
            exit: summary.exit,
        },
    };
    // Writing plain data into a string can't fail; if it did, an empty text would be no valid document either.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// Every test that was run, in order.
pub(in crate::report) fn tests(checked: &Checked, localizer: &Localizer) -> Vec<JsonTest> {
    let test = |(one, test, trial): (&CheckedPlan, &Test, &Trial)| {
        let span = test.label.span;
        Some(JsonTest {
            plan: naming::plan(one, checked.plan(one)?).to_owned(),
            file: checked.sources.file(span.file).path.clone(),
            line: checked.sources.positions(span).0.line,
            label: test.label.value.clone(),
            period: trial.period.to_string(),
            passed: trial.passed(),
            message: why(trial, localizer),
        })
    };
    all(checked).filter_map(test).collect()
}
