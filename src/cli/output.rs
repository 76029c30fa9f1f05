//! Where a run's words go.

use std::io::ErrorKind;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::source_map::SourceMap;
use crate::report::json::json;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::summary::{FailOn, Summary};
use crate::report::terminal::Terminal;
use crate::session::checked::Checked;

use super::choices::{ColorChoice, Format};
use super::settings;
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

/// Writes a report to the file that was asked for.
pub fn write_file(surroundings: &Surroundings, path: &str, text: &str) -> Result<(), Diagnostic> {
    std::fs::write(surroundings.directory.join(path), text).map_err(|error| {
        Diagnostic::error(Message::new("output-not-written").with("path", path))
            .help(Message::new("output-not-written.help").with("reason", error.to_string()))
    })
}

/// What kept a run from being done at all: exit status 2.
pub struct Trouble {
    checked: Checked,
    /// As the command line says it, where it could be read.
    pub format: Option<Format>,
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
        Self { checked, format: None, color: None }
    }

    /// Says it: as a document where a machine listens, else to standard error.
    pub fn report(mut self, surroundings: &mut Surroundings, language: Language) -> u8 {
        self.checked.sort();
        let localizer = Localizer::new(language);
        let summary = Summary::of(&self.checked, Level::Warn, FailOn::default());
        if self.format.is_some_and(|format| format == Format::Json) || asks_for_json(surroundings) {
            let document = json(&self.checked, &summary, Level::Warn, &localizer);
            write_stdout(surroundings, &document);
            return 2;
        }
        let appearance = settings::trouble_appearance(self.color, surroundings);
        let terminal = Terminal::new(&localizer, &self.checked.sources, appearance);
        let text: Vec<String> = self.checked.diagnostics.iter().map(|error| terminal.draw(error)).collect();
        write_stderr(surroundings, &text.join("\n"));
        2
    }
}

/// Whether the words ask for JSON, also where something else about them is wrong.
fn asks_for_json(surroundings: &Surroundings) -> bool {
    let words: Vec<&str> = surroundings.arguments.iter().filter_map(|word| word.to_str()).collect();
    words.contains(&"--format=json") || words.windows(2).any(|pair| pair == ["--format", "json"])
}
