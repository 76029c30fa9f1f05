//! What is wrong, one thing at a time and the worst first: what the formats of other tools list.
//!
//! A thing is a diagnostic, or an indicator that is missed where it counts: who reads a list of findings shall see
//! everything that makes the check fail.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::span::Span;
use crate::base::vocabulary::Status;
use crate::evaluate::result::ResultRow;
use crate::evaluate::sentences::status_word;
use crate::plan::Plan;
use crate::plan::metric::Allow;
use crate::session::checked::{Checked, CheckedPlan};

use super::fingerprint::fingerprint;
use super::localizer::Localizer;
use super::summary::{Summary, is_counted, is_shown};
use super::visible::plain_lines;
use super::{naming, said};

/// The rule that an indicator at `fail` is listed under.
pub const KPI_FAILED: &str = "kpi-failed";
/// The rule that an indicator at `warn` is listed under.
pub const KPI_WARNED: &str = "kpi-warned";

/// What a thing does to the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It could not be done.
    Stops,
    /// It fails.
    Fails,
    Warns,
    Notes,
}

/// One thing.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    pub weight: Weight,
    /// The error's or rule's name.
    pub rule: &'a str,
    /// In the language of the report, with nothing hidden in it.
    pub message: String,
    pub help: Option<String>,
    /// The file that it is about; empty where it is about none.
    pub path: &'a str,
    /// The words that it is about.
    pub span: Option<Span>,
    /// What it is called in its file: a declaration's name, empty for the whole plan.
    pub about: &'a str,
    /// The same in each run, and of no other thing in this one.
    pub fingerprint: String,
    /// `None` for an indicator that is missed.
    pub diagnostic: Option<&'a Diagnostic>,
}

/// Everything that is shown: the worst first, among equals the diagnostics in their order, then the indicators.
#[must_use]
pub fn issues<'a>(checked: &'a Checked, summary: &Summary, show: Level, localizer: &Localizer) -> Vec<Issue<'a>> {
    let mut issues = findings(checked, summary, show, localizer);
    issues.extend(missed(checked, summary, show, localizer));
    issues.sort_by_key(|issue| issue.weight);
    issues
}

/// The diagnostics that are shown, in their order.
#[must_use]
pub fn findings<'a>(checked: &'a Checked, summary: &Summary, show: Level, localizer: &Localizer) -> Vec<Issue<'a>> {
    let (fingerprints, _) = fingerprints(checked);
    let all = checked.diagnostics.iter().zip(fingerprints);
    let shown = all.filter(|(diagnostic, _)| is_shown(diagnostic, show));
    shown.map(|(diagnostic, print)| of_diagnostic(checked, summary, diagnostic, print, localizer)).collect()
}

/// The findings that the plans silence, each with what silences it.
#[must_use]
pub fn suppressed<'a>(
    checked: &'a Checked,
    summary: &Summary,
    show: Level,
    localizer: &Localizer,
) -> Vec<(Issue<'a>, &'a Allow)> {
    let (_, fingerprints) = fingerprints(checked);
    let all = checked.suppressed.iter().zip(fingerprints);
    let shown = all.filter(|(suppressed, _)| is_shown(&suppressed.finding, show));
    let issue = |finding, print| of_diagnostic(checked, summary, finding, print, localizer);
    shown.map(|(suppressed, print)| (issue(&suppressed.finding, print), &suppressed.by)).collect()
}

fn of_diagnostic<'a>(
    checked: &'a Checked,
    summary: &Summary,
    diagnostic: &'a Diagnostic,
    fingerprint: String,
    localizer: &Localizer,
) -> Issue<'a> {
    Issue {
        weight: match diagnostic.level {
            Level::Error => Weight::Stops,
            Level::Deny => Weight::Fails,
            Level::Warn if summary.fail_on.warn => Weight::Fails,
            Level::Warn => Weight::Warns,
            Level::Note => Weight::Notes,
        },
        rule: diagnostic.name(),
        message: sentence(localizer, &diagnostic.message),
        help: diagnostic.help.as_ref().map(|help| sentence(localizer, help)),
        path: path(checked, diagnostic),
        span: diagnostic.primary.as_ref().map(|label| label.span),
        about: diagnostic.about.as_deref().unwrap_or_default(),
        fingerprint,
        diagnostic: Some(diagnostic),
    }
}

/// The file that a diagnostic points into, or that it speaks of.
fn path<'a>(checked: &'a Checked, diagnostic: &'a Diagnostic) -> &'a str {
    let file = diagnostic.primary.as_ref().map(|label| checked.sources.file(label.span.file).path.as_str());
    file.or_else(|| diagnostic.message.text_of("path")).unwrap_or_default()
}

/// The indicators that are missed where it counts, each once, with all that is said of its periods.
fn missed<'a>(checked: &'a Checked, summary: &Summary, show: Level, localizer: &Localizer) -> Vec<Issue<'a>> {
    let mut issues = Vec::new();
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        let mut rows: BTreeMap<Option<usize>, Vec<(Weight, &ResultRow)>> = BTreeMap::new();
        for row in evaluation.rows.iter().filter(|row| is_counted(row, one.as_of.date)) {
            let weight = if summary.fail_on.fails(row) { Weight::Fails } else { Weight::Warns };
            let is_missed = matches!(row.status, Some(Status::Warn | Status::Fail));
            if is_missed && (weight == Weight::Fails || show >= Level::Warn) {
                rows.entry(row.indicator).or_default().push((weight, row));
            }
        }
        issues.extend(rows.into_values().filter_map(|rows| of_indicator(checked, one, plan, rows, localizer)));
    }
    issues
}

fn of_indicator<'a>(
    checked: &'a Checked,
    one: &'a CheckedPlan,
    plan: &'a Plan,
    mut rows: Vec<(Weight, &ResultRow)>,
    localizer: &Localizer,
) -> Option<Issue<'a>> {
    rows.sort_by_key(|(weight, row)| (*weight, row.status != Some(Status::Fail)));
    let &(weight, worst) = rows.first()?;
    let indicator = naming::indicator(plan, worst)?;
    let sentences = rows.iter().filter_map(|(_, row)| Some(sentence(localizer, &standing(plan, row, one)?)));
    let (what, name) = (naming::role(plan, worst), naming::name(plan, worst));
    let rule = if worst.status == Some(Status::Fail) { KPI_FAILED } else { KPI_WARNED };
    Some(Issue {
        weight,
        rule,
        message: sentences.collect::<Vec<_>>().join("\n"),
        help: what_then(plan, worst, localizer),
        path: &checked.sources.file(indicator.name_span.file).path,
        span: Some(indicator.name_span),
        about: name,
        // Two plans may share a file of indicators, and a goal may be a KPI as well.
        fingerprint: fingerprint(&[rule, &one.path, what, name]),
        diagnostic: None,
    })
}

/// Which indicator is what, when, and why; `None` where it is not judged.
#[must_use]
pub fn standing(plan: &Plan, row: &ResultRow, one: &CheckedPlan) -> Option<Message> {
    let message = match naming::why(row) {
        Some(why) => Message::new("standing.because").with("reason", why.clone()),
        None => Message::new("standing"),
    };
    let message = message.with("name", naming::title(plan, row)).with("status", status_word(row.status?));
    Some(message.with("period", said::period(row.period, row.complete, one.as_of.date)))
}

/// What the plan wants done and asked when the indicator is missed: a line each.
#[must_use]
pub fn what_then(plan: &Plan, row: &ResultRow, localizer: &Localizer) -> Option<String> {
    let missed = naming::indicator(plan, row)?.when_missed.as_ref()?;
    let (act, ask) = (localizer.word("when-missed.do"), localizer.word("when-missed.ask"));
    let actions = missed.actions.iter().map(|action| format!("{act} {action}"));
    let lines: Vec<String> =
        actions.chain(missed.questions.iter().map(|question| format!("{ask} {question}"))).collect();
    (!lines.is_empty()).then(|| plain_lines(&lines.join("\n")))
}

fn sentence(localizer: &Localizer, message: &Message) -> String {
    plain_lines(&localizer.text(message))
}

/// One for each diagnostic, and one for each finding that is silenced: from the rule, the file, what it is called there,
/// and its place among those that share all that. Not from lines, nor from words that change with the numbers or the
/// language; nor does it change when a finding is silenced or hidden.
fn fingerprints(checked: &Checked) -> (Vec<String>, Vec<String>) {
    let silenced = checked.suppressed.iter().map(|suppressed| &suppressed.finding);
    let all: Vec<&Diagnostic> = checked.diagnostics.iter().chain(silenced).collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| all[*at].primary.as_ref().map(|label| label.span));
    let mut seen: BTreeMap<[&str; 3], usize> = BTreeMap::new();
    let mut fingerprints = vec![String::new(); all.len()];
    for at in order {
        let diagnostic = all[at];
        let about = diagnostic.about.as_deref().unwrap_or_default();
        let [rule, path, about] = [diagnostic.name(), path(checked, diagnostic), about];
        let count = seen.entry([rule, path, about]).or_default();
        *count += 1;
        fingerprints[at] = fingerprint(&[rule, path, about, &count.to_string()]);
    }
    let of_silenced = fingerprints.split_off(checked.diagnostics.len());
    (fingerprints, of_silenced)
}
