//! Where a run's words go.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::source_map::SourceMap;
use crate::report::document::{View, document};
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::summary::{FailOn, Summary};
use crate::session::checked::Checked;

use super::beside::{write_errors, write_step_summary};
use super::choices::{ColorChoice, Format};
use super::settings::{self, ReportSettings};
use super::surroundings::Surroundings;

/// Writes to standard output. Nobody listening any more (`kpi check | head`) is no fault of the check.
pub fn write_stdout(surroundings: &mut Surroundings, text: &str) {
    let written = surroundings.stdout.write_all(text.as_bytes()).and_then(|()| surroundings.stdout.flush());
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        write_stderr(surroundings, &format!("kpi: {error}\n"));
    }
}

/// Writes to standard error. There is nowhere left to say that it failed.
pub fn write_stderr(surroundings: &mut Surroundings, text: &str) {
    let _ = surroundings.stderr.write_all(text.as_bytes()).and_then(|()| surroundings.stderr.flush());
}

/// Writes a report to where it was asked for: a file, or with `-` standard output. A file that was read is never
/// written over.
pub fn write_report(
    surroundings: &mut Surroundings,
    path: &str,
    text: &str,
    read: &[PathBuf],
) -> Result<(), Diagnostic> {
    if path == "-" {
        write_stdout(surroundings, text);
        return Ok(());
    }
    let target = surroundings.directory.join(path).canonicalize().ok();
    if target.is_some_and(|target| is_plan(&target) || read.iter().any(|file| is_same(file, &target))) {
        return Err(Diagnostic::error(Message::new("output-over-input").with("path", path))
            .help(Message::new("output-over-input.help")));
    }
    write_file(surroundings, path, text)
}

fn is_plan(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("kpi"))
}

fn is_same(file: &Path, canonical: &Path) -> bool {
    file.canonicalize().is_ok_and(|file| file == canonical)
}

fn write_file(surroundings: &Surroundings, path: &str, text: &str) -> Result<(), Diagnostic> {
    std::fs::write(surroundings.directory.join(path), text).map_err(|error| {
        Diagnostic::error(Message::new("output-not-written").with("path", path))
            .help(Message::new("output-not-written.help").with("reason", error.to_string()))
    })
}

/// What kept a run from being done at all: exit status 2.
pub struct Trouble {
    checked: Checked,
    /// What the command line asks for, where it could be read.
    pub reports: Vec<ReportSettings>,
    pub color: Option<ColorChoice>,
}

impl Trouble {
    /// Faults without a place in a file.
    #[must_use]
    pub fn from_errors(errors: Vec<Diagnostic>) -> Self {
        Self::new(SourceMap::default(), errors)
    }

    /// Faults in files that were read.
    #[must_use]
    pub fn new(sources: SourceMap, errors: Vec<Diagnostic>) -> Self {
        let checked = Checked { sources, diagnostics: errors, ..Checked::default() };
        Self { checked, reports: Vec::new(), color: None }
    }

    /// Says it: as a document where a machine listens, else to standard error.
    pub fn report(mut self, surroundings: &mut Surroundings, language: Language) -> u8 {
        self.checked.sort();
        let localizer = Localizer::new(language);
        let summary = Summary::of(&self.checked, Level::Warn, FailOn::default());
        if let (true, Some(format)) = (self.reports.is_empty(), asked_format(surroundings)) {
            self.reports.push(ReportSettings { format, output: None });
        }
        let appearance = settings::trouble_appearance(self.color, surroundings);
        let view = View { show: Level::Warn, quiet: false, appearance };
        let documents = || self.reports.iter().filter(|report| report.format.is_document());
        for ReportSettings { format, output } in documents() {
            let document = document(*format, &self.checked, &summary, view, &localizer);
            if write_report(surroundings, output.as_deref().unwrap_or("-"), &document, &[]).is_err() {
                write_stdout(surroundings, &document);
            }
        }
        write_step_summary(surroundings, &self.reports, (&self.checked, &summary), Level::Warn, &localizer);
        if documents().any(|report| report.output.is_none() && report.format.holds_errors()) {
            return 2;
        }
        write_errors(surroundings, &self.checked, &localizer, appearance);
        2
    }
}

/// The format that the words ask for, also where something else about them is wrong.
fn asked_format(surroundings: &Surroundings) -> Option<Format> {
    let words: Vec<&str> = surroundings.arguments.iter().filter_map(|word| word.to_str()).collect();
    let joined = words.iter().enumerate().filter_map(|(at, word)| Some((at, word.strip_prefix("--format=")?)));
    let apart = words.windows(2).enumerate().filter(|(_, pair)| pair[0] == "--format").map(|(at, pair)| (at, pair[1]));
    let asked = joined.chain(apart).filter_map(|(at, word)| Some((at, Format::from_word(word)?)));
    asked.max_by_key(|(at, _)| *at).map(|(_, format)| format)
}
