//! `--format gitlab`: the Code Quality report, which GitLab shows in a merge request.

use serde::Serialize;

use crate::base::diagnostic::Level;
use crate::session::checked::Checked;

use super::issue::{Issue, KPI_FAILED, Weight, issues};
use super::localizer::Localizer;
use super::summary::Summary;

/// An entry for each thing, the worst first.
#[must_use]
pub fn gitlab(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    let issues = issues(checked, summary, show, localizer);
    let entries: Vec<Entry> = issues.iter().map(|issue| entry(checked, issue)).collect();
    // Writing plain data into a string can't fail.
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

fn entry<'a>(checked: &Checked, issue: &'a Issue) -> Entry<'a> {
    let path = issue.path.trim_start_matches("./");
    Entry {
        description: issue.message.replace('\n', " "),
        check_name: issue.rule,
        fingerprint: &issue.fingerprint,
        severity: severity(issue),
        // GitLab takes no entry without a path: what is about no file is about the folder.
        location: Location {
            path: if path.is_empty() { "." } else { path },
            lines: Lines { begin: issue.span.map_or(1, |span| checked.sources.positions(span).0.line) },
        },
    }
}

fn severity(issue: &Issue) -> &'static str {
    match issue.weight {
        Weight::Stops => "blocker",
        Weight::Fails => "critical",
        // At `fail`, in a period that is not over.
        Weight::Warns if issue.rule == KPI_FAILED => "major",
        Weight::Warns => "minor",
        Weight::Notes => "info",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::base::diagnostic::Diagnostic;
    use crate::base::message::Message;
    use crate::base::vocabulary::Status;
    use crate::report::language::Language;
    use crate::report::sample::{checked, set_status};
    use crate::report::summary::FailOn;

    fn entries(checked: &Checked) -> Vec<Value> {
        let summary = Summary::of(checked, Level::Note, FailOn::default());
        let text = gitlab(checked, &summary, Level::Note, &Localizer::new(Language::Japanese));
        serde_json::from_str::<Value>(&text).unwrap().as_array().unwrap().clone()
    }

    #[test]
    fn every_severity_has_its_cause() {
        let mut checked = checked();
        let span = checked.workspace.plans[0].indicators[1].name_span;
        for level in [Level::Note, Level::Warn, Level::Deny] {
            let found = Diagnostic::new(level, Message::new("no-plan-found")).at(span, Message::new("status.ok"));
            checked.diagnostics.push(found);
        }
        checked.diagnostics.push(Diagnostic::error(Message::new("cannot-read").with("path", "./no.kpi")));
        set_status(&mut checked, false, Status::Fail);
        let entries = entries(&checked);
        let severities: Vec<&str> = entries.iter().map(|entry| entry["severity"].as_str().unwrap()).collect();
        assert_eq!(severities, ["blocker", "critical", "minor", "major", "info"]);
        assert_eq!(entries[0]["location"], serde_json::json!({ "path": "no.kpi", "lines": { "begin": 1 } }));
        assert_eq!(entries[3]["location"], serde_json::json!({ "path": "plan.kpi", "lines": { "begin": 3 } }));
        assert_eq!(entries[3]["check_name"], "kpi-failed");
        let prints: BTreeSet<&str> = entries.iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(prints.len(), entries.len());
    }

    #[test]
    fn nothing_wrong_is_an_empty_list() {
        let mut checked = checked();
        set_status(&mut checked, true, Status::Ok);
        assert!(entries(&checked).is_empty());
    }
}
