//! From what was checked to the text of a report, whatever its format.

use crate::base::diagnostic::Level;
use crate::session::checked::Checked;

use super::appearance::Appearance;
use super::csv::csv;
use super::format::Format;
use super::github::github;
use super::gitlab::gitlab;
use super::human::{human, human_troubles};
use super::json::json;
use super::junit::junit;
use super::localizer::Localizer;
use super::markdown::markdown;
use super::sarif::sarif;
use super::short::{short, short_troubles};
use super::summary::Summary;

/// How much a report shows, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The least level of findings.
    pub show: Level,
    /// Only what is wrong; a document is whole all the same.
    pub quiet: bool,
    /// Of reports for people.
    pub appearance: Appearance,
}

/// The report in a format, ending with a line end.
#[must_use]
pub fn document(format: Format, checked: &Checked, summary: &Summary, view: View, localizer: &Localizer) -> String {
    let View { show, quiet, appearance } = view;
    match format {
        Format::Human if quiet => human_troubles(checked, show, localizer, appearance),
        Format::Human => human(checked, summary, show, localizer, appearance),
        Format::Short if quiet => short_troubles(checked, show, localizer),
        Format::Short => short(checked, summary, show, localizer),
        Format::Json => json(checked, summary, show, localizer),
        Format::Sarif => sarif(checked, summary, show, localizer),
        Format::Github => github(checked, summary, show, localizer),
        Format::Gitlab => gitlab(checked, summary, show, localizer),
        Format::Junit => junit(checked, summary, show, localizer),
        Format::Markdown => markdown(checked, summary, show, localizer),
        Format::Csv => csv(checked, summary, show, localizer),
    }
}
