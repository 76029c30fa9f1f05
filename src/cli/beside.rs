//! What belongs to a report and does not stand in it.

use std::fs::OpenOptions;
use std::io::Write;

use crate::base::diagnostic::Level;
use crate::report::appearance::Appearance;
use crate::report::format::Format;
use crate::report::github::github_summary;
use crate::report::localizer::Localizer;
use crate::report::summary::Summary;
use crate::report::terminal::Terminal;
use crate::session::checked::Checked;

use super::output::write_stderr;
use super::settings::ReportSettings;
use super::surroundings::Surroundings;

/// In GitHub Actions, a report for it adds a page to the step's summary, too. That this failed is said, and changes
/// nothing.
pub fn write_step_summary(
    surroundings: &mut Surroundings,
    reports: &[ReportSettings],
    (checked, summary): (&Checked, &Summary),
    show: Level,
    localizer: &Localizer,
) {
    let file = surroundings.variable("GITHUB_STEP_SUMMARY").map(|file| surroundings.directory.join(file));
    let Some(file) = file.filter(|_| reports.iter().any(|report| report.format == Format::Github)) else { return };
    let page = github_summary(checked, summary, show, localizer);
    let opened = OpenOptions::new().append(true).create(true).open(&file);
    if let Err(error) = opened.and_then(|mut opened| opened.write_all(page.as_bytes())) {
        write_stderr(surroundings, &format!("kpi: {}: {error}\n", file.display()));
    }
}

/// The errors on standard error, for people.
pub fn write_errors(surroundings: &mut Surroundings, checked: &Checked, localizer: &Localizer, appearance: Appearance) {
    let terminal = Terminal::new(localizer, &checked.sources, appearance);
    let errors = checked.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
    let drawn: Vec<String> = errors.map(|error| terminal.draw(error)).collect();
    write_stderr(surroundings, &drawn.join("\n"));
}
