//! `--baseline` and `--write-baseline`: the file of findings that are known already.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::lint::baseline::{Baseline, Known};
use crate::lint::rules::looks_at_numbers;
use crate::session::checked::Checked;
use crate::session::file_errors::unreadable;
use crate::session::trials::TEST_FAILED;

use super::surroundings::Surroundings;

/// The file, version 1.
#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    file: String,
    rule: String,
    name: String,
    count: usize,
}

/// A baseline's file.
#[derive(Clone, Debug)]
pub(super) struct BaselineFile {
    /// As it is written.
    pub(super) shown: String,
    pub(super) path: PathBuf,
}

/// Findings can: an error can't be lived with, nor a test that proves the plan wrong.
fn can_be_known(diagnostic: &Diagnostic) -> bool {
    diagnostic.level != Level::Error && diagnostic.code != TEST_FAILED
}

impl BaselineFile {
    /// Takes what is known out of the findings.
    pub(super) fn part(&self, checked: &mut Checked, surroundings: &Surroundings) -> Result<(), Diagnostic> {
        let baseline = self.read()?;
        let (findings, others) = std::mem::take(&mut checked.diagnostics).into_iter().partition(can_be_known);
        let file = |finding: &Diagnostic| self.file_of(finding, checked, surroundings);
        let parted = baseline.part(findings, file, |rule| was_asked(rule, checked));
        checked.diagnostics = others;
        checked.diagnostics.extend(parted.new);
        (checked.known, checked.gone) = (parted.known, parted.gone);
        checked.sort();
        Ok(())
    }

    fn read(&self) -> Result<Baseline, Diagnostic> {
        let text = std::fs::read_to_string(&self.path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Diagnostic::error(Message::new("no-baseline").with("path", &self.shown))
                .help(Message::new("no-baseline.help").with("path", &self.shown)),
            _ => unreadable(&self.shown, &error),
        })?;
        let document: Option<Document> = serde_json::from_str(&text).ok();
        let entries = document.filter(|document| document.version == 1).ok_or_else(|| {
            let error = Diagnostic::error(Message::new("invalid-baseline").with("path", &self.shown));
            error.help(Message::new("invalid-baseline.help").with("path", &self.shown))
        })?;
        let known = |entry: Entry| (Known { file: entry.file, rule: entry.rule, name: entry.name }, entry.count);
        Ok(Baseline { counts: entries.findings.into_iter().map(known).collect() })
    }

    /// Writes everything that is found now. A file that is there and no baseline is not written over.
    pub(super) fn write(&self, checked: &Checked, surroundings: &Surroundings) -> Result<(), Diagnostic> {
        let before = if self.path.exists() { self.read()? } else { Baseline::default() };
        let findings = checked.diagnostics.iter().filter(|one| can_be_known(one));
        let mut baseline = Baseline::of(findings, |finding| self.file_of(finding, checked, surroundings));
        baseline.keep(before, |rule| was_asked(rule, checked));
        let entry =
            |(known, count): (Known, usize)| Entry { file: known.file, rule: known.rule, name: known.name, count };
        let document = Document { version: 1, findings: baseline.counts.into_iter().map(entry).collect() };
        let text = serde_json::to_string_pretty(&document).unwrap_or_default() + "\n";
        std::fs::write(&self.path, text).map_err(|error| {
            Diagnostic::error(Message::new("output-not-written").with("path", &self.shown))
                .help(Message::new("output-not-written.help").with("reason", error.to_string()))
        })
    }

    /// The file of a finding, from the baseline's folder: the same wherever `kpi` is called.
    fn file_of(&self, finding: &Diagnostic, checked: &Checked, surroundings: &Surroundings) -> String {
        let Some(label) = &finding.primary else { return String::new() };
        let shown = &checked.sources.file(label.span.file).path;
        let folder = self.path.parent().unwrap_or_else(|| Path::new(""));
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let file = checked.paths.get(&label.span.file).cloned().unwrap_or_else(|| surroundings.directory.join(shown));
        let below = real(&file).strip_prefix(real(folder)).map(Path::to_path_buf);
        below.map_or_else(|_| shown.clone(), |below| below.to_string_lossy().replace('\\', "/"))
    }
}

/// Whether a rule was asked: one that looks at numbers only where numbers were read.
fn was_asked(rule: &str, checked: &Checked) -> bool {
    !looks_at_numbers(rule) || checked.plans.iter().any(|plan| plan.evaluation.is_some())
}
