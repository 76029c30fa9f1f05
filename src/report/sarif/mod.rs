//! `--format sarif`: SARIF 2.1.0, for code scanning services and editors.

mod log;
mod rules;
mod uri;

use std::collections::BTreeMap;

use crate::base::diagnostic::{self, Diagnostic, Label, Level};
use crate::base::message::Message;
use crate::base::span::{FileId, Span};
use crate::plan::metric::Allow;
use crate::session::checked::Checked;

use self::log::{
    ArtifactChange, DescriptorReference, Driver, Fix, Invocation, Location, Log, Notification, OriginalUriBaseIds,
    PartialFingerprints, PhysicalLocation, Region, Replacement, Run, RunResult, Suppression, Text, Tool, UriBase,
};
use self::uri::artifact;
use super::issue::{Issue, Weight, issues, suppressed};
use super::last_line;
use super::localizer::Localizer;
use super::summary::Summary;
use super::visible::plain_lines;

/// GitHub shows so many results of a run, the worst first, and refuses runs with many more.
const MOST_RESULTS: usize = 5_000;
/// What keeps the data from being read is said file by file; nobody reads thousands.
const MOST_ERRORS: usize = 1_000;
/// GitHub shows so many places of a result.
const MOST_RELATED: usize = 100;
/// Nobody reads more of a message, and a log has a largest size.
const LONGEST_MESSAGE: usize = 1_000;

/// Where to learn more about the program, as soon as `Cargo.toml` names a place.
const SITES: [&str; 2] = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run: every rule, everything that is shown, and the findings that the plans silence.
#[must_use]
pub fn sarif(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    let writer = Writer { checked, localizer };
    let issues = issues(checked, summary, show, localizer);
    let (errors, issues): (Vec<Issue>, Vec<Issue>) =
        issues.into_iter().partition(|issue| issue.weight == Weight::Stops);
    let silenced = suppressed(checked, summary, show, localizer);
    let rules = rules::descriptors(issues.iter().chain(silenced.iter().map(|(issue, _)| issue)), localizer);
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), at)).collect();
    let all = issues.iter().map(|issue| (issue, None));
    let all = all.chain(silenced.iter().map(|(issue, allow)| (issue, Some(*allow))));
    let results = all.take(MOST_RESULTS).map(|(issue, allow)| writer.result(issue, allow, &index)).collect();
    let left_out = (issues.len() + silenced.len()).saturating_sub(MOST_RESULTS);
    let mut notifications = writer.errors(&errors);
    notifications.extend(writer.counts(summary, left_out));
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: driver(rules) },
            language: localizer.language().code(),
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: OriginalUriBaseIds {
                srcroot: UriBase { description: Text { text: "The folder that the check was run in.".to_owned() } },
            },
            invocations: [Invocation {
                exit_code: summary.exit,
                execution_successful: summary.errors == 0,
                tool_execution_notifications: notifications,
            }],
            results,
        }],
    };
    // Writing plain data into a string can't fail.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn driver(rules: Vec<log::Descriptor>) -> Driver {
    Driver {
        name: "kpi",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: SITES.into_iter().find(|site| !site.is_empty()).unwrap_or_default(),
        rules,
    }
}

struct Writer<'a> {
    checked: &'a Checked,
    localizer: &'a Localizer,
}

impl Writer<'_> {
    fn result(&self, issue: &Issue, allow: Option<&Allow>, index: &BTreeMap<&str, usize>) -> RunResult {
        let diagnostic = issue.diagnostic;
        RunResult {
            rule_id: issue.rule.to_owned(),
            rule_index: index.get(issue.rule).copied().unwrap_or_default(),
            level: match issue.weight {
                Weight::Stops | Weight::Fails => "error",
                Weight::Warns => "warning",
                Weight::Notes => "note",
            },
            message: self.message(issue),
            locations: self.locations(issue),
            related_locations: diagnostic.map(|diagnostic| self.related(diagnostic)).unwrap_or_default(),
            partial_fingerprints: PartialFingerprints { finding: issue.fingerprint.clone() },
            fixes: diagnostic.and_then(|diagnostic| self.fix(diagnostic)).into_iter().collect(),
            suppressions: allow.map(|allow| self.suppression(allow)).into_iter().collect(),
        }
    }

    /// What is wrong, and below it what to do.
    fn message(&self, issue: &Issue) -> Text {
        let message = cut(&issue.message, LONGEST_MESSAGE);
        let help = issue.help.as_ref().map(|help| cut(help, LONGEST_MESSAGE));
        let text = match (help, issue.diagnostic) {
            (None, _) => message,
            (Some(help), Some(_)) => format!("{message}\n{}: {help}", self.localizer.word("help-word")),
            (Some(help), None) => format!("{message}\n{help}"),
        };
        Text { text: without_links(&text) }
    }

    fn text(&self, message: &Message) -> Text {
        Text { text: without_links(&cut(&plain_lines(&self.localizer.text(message)), LONGEST_MESSAGE)) }
    }

    fn locations(&self, issue: &Issue) -> Vec<Location> {
        let label = issue.diagnostic.and_then(|diagnostic| diagnostic.primary.as_ref());
        let place = issue.span.map(|span| self.location(span, None, label.map(|label| &label.message)));
        place.into_iter().collect()
    }

    fn related(&self, diagnostic: &Diagnostic) -> Vec<Location> {
        let related = diagnostic.related.iter().take(MOST_RELATED).enumerate();
        related.map(|(id, Label { span, message })| self.location(*span, Some(id + 1), Some(message))).collect()
    }

    fn location(&self, span: Span, id: Option<usize>, message: Option<&Message>) -> Location {
        Location {
            id,
            place: PhysicalLocation {
                artifact_location: artifact(&self.checked.sources.file(span.file).path),
                region: Some(self.region(span)),
            },
            message: message.map(|message| self.text(message)),
        }
    }

    fn region(&self, span: Span) -> Region {
        let (start, end) = self.checked.sources.positions(span);
        Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }

    fn fix(&self, diagnostic: &Diagnostic) -> Option<Fix> {
        let diagnostic::Fix { edits, safe } = diagnostic.fix.as_ref()?;
        let word = Message::new(if *safe { "mend.safe" } else { "mend.unsafe" });
        let description = match &diagnostic.help {
            Some(help) => format!("{} {}", self.localizer.text(&word), self.text(help).text),
            None => self.localizer.text(&word),
        };
        let mut files: BTreeMap<FileId, Vec<Replacement>> = BTreeMap::new();
        for (span, text) in edits {
            let inserted_content = Text { text: text.clone() };
            files
                .entry(span.file)
                .or_default()
                .push(Replacement { deleted_region: self.region(*span), inserted_content });
        }
        let change = |(file, replacements)| ArtifactChange {
            artifact_location: artifact(&self.checked.sources.file(file).path),
            replacements,
        };
        Some(Fix { description: Text { text: description }, artifact_changes: files.into_iter().map(change).collect() })
    }

    fn suppression(&self, allow: &Allow) -> Suppression {
        Suppression {
            kind: "inSource",
            status: "accepted",
            justification: cut(&plain_lines(&allow.reason), LONGEST_MESSAGE),
            location: self.location(allow.span, None, None),
        }
    }

    /// Why something could not be checked.
    fn errors(&self, errors: &[Issue]) -> Vec<Notification> {
        let notification = |error: &Issue| Notification {
            level: "error",
            message: self.message(error),
            descriptor: Some(DescriptorReference { id: error.rule.to_owned() }),
            locations: self.locations(error),
        };
        let mut notifications: Vec<Notification> = errors.iter().take(MOST_ERRORS).map(notification).collect();
        if errors.len() > MOST_ERRORS {
            let left_out = Message::new("errors-left-out").with("count", errors.len() - MOST_ERRORS);
            notifications.push(self.remark("error", &left_out));
        }
        notifications
    }

    /// What is not in the log: never silence.
    fn counts(&self, summary: &Summary, left_out: usize) -> Vec<Notification> {
        let cut = Message::new("results-left-out").with("count", left_out).with("limit", MOST_RESULTS);
        let cut = (left_out > 0).then(|| self.remark("warning", &cut));
        let not_listed = last_line::not_listed(summary).into_iter();
        cut.into_iter().chain(not_listed.map(|message| self.remark("note", &message))).collect()
    }

    fn remark(&self, level: &'static str, message: &Message) -> Notification {
        Notification { level, message: self.text(message), descriptor: None, locations: Vec::new() }
    }
}

/// No more characters than so many.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// `[words](address)` would be a link in a message: what a plan says is no link.
fn without_links(text: &str) -> String {
    text.replace("](", "] (")
}

#[cfg(test)]
mod tests;
