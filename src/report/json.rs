//! `--format json`, version 1: the shape is a promise, described in the manual.

use serde::{Serialize, Serializer};

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::rational::Rational;
use crate::base::span::Span;
use crate::session::checked::Checked;

use super::json_action::{JsonAction, actions};
use super::json_bottleneck::{JsonBottleneck, bottlenecks};
use super::json_cohort::{JsonCohort, cohorts};
use super::json_result::{JsonResult, by, results};
use super::json_score::{JsonPayment, JsonScore, payments, scores};
use super::localizer::Localizer;
use super::summary::{Summary, is_shown};
use super::trials::{JsonTest, tests as plan_tests};

/// The document, ending with a line end.
#[must_use]
pub fn json(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    let document = Document {
        version: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        as_of: checked.plans.first().map(|plan| plan.as_of.date.to_string()),
        sources: sources(checked),
        findings: findings(checked, show, localizer),
        r#where: checked
            .plans
            .iter()
            .find_map(|plan| plan.evaluation.as_ref())
            .map(|evaluation| by(&evaluation.view))
            .unwrap_or_default(),
        results: results(checked, localizer),
        scores: scores(checked),
        payments: payments(checked, localizer),
        bottleneck: bottlenecks(checked, localizer),
        cohorts: cohorts(checked),
        actions: actions(checked, localizer),
        tests: plan_tests(checked, localizer),
        errors: errors(checked, localizer),
        summary: JsonSummary::of(summary),
    };
    // Writing plain data into a string can't fail; if it did, an empty text would be no valid document either.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document {
    version: u32,
    tool_version: &'static str,
    as_of: Option<String>,
    sources: Vec<JsonSource>,
    findings: Vec<JsonFinding>,
    r#where: serde_json::Map<String, serde_json::Value>,
    results: Vec<JsonResult>,
    scores: Vec<JsonScore>,
    payments: Vec<JsonPayment>,
    bottleneck: Vec<JsonBottleneck>,
    cohorts: Vec<JsonCohort>,
    actions: Vec<JsonAction>,
    tests: Vec<JsonTest>,
    errors: Vec<JsonError>,
    summary: JsonSummary,
}

#[derive(Serialize)]
struct JsonSource {
    name: String,
    files: Vec<String>,
    rows: u64,
    skipped: u64,
    unmatched: u64,
    encoding: Option<String>,
    first: Option<String>,
    newest: Option<String>,
}

#[derive(Serialize)]
struct JsonFinding {
    rule: String,
    level: &'static str,
    message: String,
    help: Option<String>,
    #[serde(flatten)]
    place: JsonPlace,
    related: Vec<JsonRelated>,
    fix: Option<JsonFix>,
}

#[derive(Serialize)]
struct JsonRelated {
    message: String,
    #[serde(flatten)]
    place: JsonPlace,
}

#[derive(Serialize)]
struct JsonFix {
    safe: bool,
    edits: Vec<JsonEdit>,
}

#[derive(Serialize)]
struct JsonEdit {
    #[serde(flatten)]
    place: JsonPlace,
    text: String,
}

#[derive(Serialize)]
struct JsonError {
    message: String,
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
}

/// Positions from 1; columns count characters; the end is just past the last one.
#[derive(Default, Serialize)]
struct JsonPlace {
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

#[derive(Serialize)]
struct JsonSummary {
    plans: usize,
    findings: FindingCounts,
    suppressed: usize,
    known: usize,
    hidden: usize,
    results: ResultCounts,
    exit: u8,
}

#[derive(Serialize)]
struct FindingCounts {
    deny: usize,
    warn: usize,
    note: usize,
}

#[derive(Serialize)]
struct ResultCounts {
    ok: usize,
    warn: usize,
    fail: usize,
    no_data: usize,
    too_few: usize,
}

/// A number as the shortest decimal that round-trips, whole numbers without a point.
pub(super) struct Number(pub Rational);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let magnitude = self.0.abs().to_u64().and_then(|magnitude| i64::try_from(magnitude).ok());
        match magnitude {
            Some(magnitude) => serializer.serialize_i64(if self.0.is_negative() { -magnitude } else { magnitude }),
            None => serializer.serialize_f64(self.0.to_f64()),
        }
    }
}

impl JsonSummary {
    fn of(summary: &Summary) -> Self {
        let results = &summary.results;
        Self {
            plans: summary.plans,
            findings: FindingCounts { deny: summary.deny, warn: summary.warn, note: summary.note },
            suppressed: summary.suppressed,
            known: summary.known,
            hidden: summary.hidden,
            results: ResultCounts {
                ok: results.ok,
                warn: results.warn,
                fail: results.fail,
                no_data: results.no_data,
                too_few: results.too_few,
            },
            exit: summary.exit,
        }
    }
}

fn sources(checked: &Checked) -> Vec<JsonSource> {
    let all = checked.plans.iter().flat_map(|plan| &plan.sources);
    all.map(|(name, facts)| JsonSource {
        name: name.clone(),
        files: facts.files.clone(),
        rows: facts.rows,
        skipped: facts.skipped + facts.notes,
        unmatched: facts.unmatched.iter().map(|unmatched| unmatched.rows).sum(),
        encoding: facts.encoding.clone(),
        first: facts.first.map(|day| day.to_string()),
        newest: facts.newest.map(|day| day.to_string()),
    })
    .collect()
}

fn findings(checked: &Checked, show: Level, localizer: &Localizer) -> Vec<JsonFinding> {
    let shown = |diagnostic: &&Diagnostic| diagnostic.level != Level::Error && is_shown(diagnostic, show);
    let finding = |diagnostic: &Diagnostic| JsonFinding {
        rule: diagnostic.name().to_owned(),
        level: match diagnostic.level {
            Level::Error | Level::Deny => "deny",
            Level::Warn => "warn",
            Level::Note => "note",
        },
        message: localizer.text(&diagnostic.message),
        help: diagnostic.help.as_ref().map(|help| localizer.text(help)),
        place: diagnostic.primary.as_ref().map(|label| place(checked, label.span)).unwrap_or_default(),
        related: diagnostic
            .related
            .iter()
            .map(|label| JsonRelated { message: localizer.text(&label.message), place: place(checked, label.span) })
            .collect(),
        fix: diagnostic.fix.as_ref().map(|fix| JsonFix {
            safe: fix.safe,
            edits: fix
                .edits
                .iter()
                .map(|(span, text)| JsonEdit { place: place(checked, *span), text: text.clone() })
                .collect(),
        }),
    };
    checked.diagnostics.iter().filter(shown).map(finding).collect()
}

fn errors(checked: &Checked, localizer: &Localizer) -> Vec<JsonError> {
    let errors = checked.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
    errors
        .map(|diagnostic| {
            let place = diagnostic.primary.as_ref().map(|label| place(checked, label.span)).unwrap_or_default();
            let message = localizer.text(&diagnostic.message);
            JsonError { message, file: place.file, line: place.line, column: place.column }
        })
        .collect()
}

fn place(checked: &Checked, span: Span) -> JsonPlace {
    let (start, end) = checked.sources.positions(span);
    JsonPlace {
        file: Some(checked.sources.file(span.file).path.clone()),
        line: Some(start.line),
        column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}

#[cfg(test)]
mod tests;
