//! What holds in the end: flags first, then the environment, then `kpi.toml`, then what is usual.

use crate::base::diagnostic::Level;
use crate::report::appearance::Appearance;
use crate::report::language::Language;
use crate::report::spark::Glyphs;
use crate::report::summary::FailOn;

use super::arguments::CheckArguments;
use super::choices::{ColorChoice, Format};
use super::config::Config;
use super::surroundings::Surroundings;

/// Where nothing is known of the terminal, and in a file or pipe.
const USUAL_WIDTH: usize = 80;

/// One report: its format, and its file (with `-` or nothing: standard output).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSettings {
    pub format: Format,
    pub output: Option<String>,
}

/// How a run reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub language: Language,
    /// At least one.
    pub reports: Vec<ReportSettings>,
    pub show: Level,
    pub fail_on: FailOn,
    pub appearance: Appearance,
}

impl Settings {
    /// Brings together what the command line, the environment and the configuration say.
    #[must_use]
    pub fn of(arguments: &CheckArguments, config: &Config, surroundings: &Surroundings) -> Self {
        let to_stdout = arguments.reports.iter().any(|report| report.output.is_none());
        let to_terminal = surroundings.terminal.stdout_is_terminal && to_stdout;
        let reports = arguments.reports.iter().map(|report| ReportSettings {
            format: report.format.or(config.format).unwrap_or(Format::Human),
            output: report.output.clone(),
        });
        let asked = surroundings.variable("KPI_LANG").and_then(Language::from_locale);
        let language = arguments.language.or(asked).or(config.language).or_else(|| locale(surroundings));
        let width = surroundings.terminal.width.filter(|_| to_terminal).unwrap_or(USUAL_WIDTH);
        Self {
            language: language.unwrap_or(Language::English),
            reports: reports.collect(),
            show: arguments.show.or(config.show).unwrap_or(Level::Warn),
            fail_on: arguments.fail_on.or(config.fail_on).unwrap_or_default(),
            appearance: Appearance {
                width: width.clamp(40, 200),
                colored: is_colored(arguments.color.or(config.color), to_terminal, surroundings),
                glyphs: glyphs(surroundings),
            },
        }
    }
}

/// The language before the configuration is known, for what is wrong with the command line itself.
#[must_use]
pub fn early_language(surroundings: &Surroundings) -> Language {
    let words: Vec<&str> = surroundings.arguments.iter().filter_map(|word| word.to_str()).collect();
    let after = words.iter().position(|word| *word == "--lang").and_then(|at| words.get(at + 1).copied());
    let asked = after.or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang=")));
    let asked = asked.or_else(|| surroundings.variable("KPI_LANG")).and_then(Language::from_locale);
    asked.or_else(|| locale(surroundings)).unwrap_or(Language::English)
}

/// The columns that a page of help may take.
#[must_use]
pub fn help_width(surroundings: &Surroundings) -> usize {
    surroundings.terminal.width.unwrap_or(USUAL_WIDTH).clamp(60, 100)
}

/// How what is wrong with a run itself is shown on standard error.
#[must_use]
pub fn trouble_appearance(color: Option<ColorChoice>, surroundings: &Surroundings) -> Appearance {
    let to_terminal = surroundings.terminal.stderr_is_terminal;
    let width = surroundings.terminal.width.filter(|_| to_terminal).unwrap_or(USUAL_WIDTH);
    let colored = is_colored(color, to_terminal, surroundings);
    Appearance { width: width.clamp(40, 200), colored, glyphs: glyphs(surroundings) }
}

/// As POSIX orders them: the first that is set decides, also if it names a language that we don't speak.
fn locale(surroundings: &Surroundings) -> Option<Language> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| surroundings.variable(name));
    set.and_then(Language::from_locale)
}

fn is_colored(choice: Option<ColorChoice>, to_terminal: bool, surroundings: &Surroundings) -> bool {
    match choice.unwrap_or(ColorChoice::Auto) {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let refused = surroundings.variable("NO_COLOR").is_some();
            to_terminal && !refused && surroundings.variable("TERM") != Some("dumb")
        }
    }
}

/// Terminals that say that they know ASCII only get nothing else from us (a plan's own words stay what they are).
fn glyphs(surroundings: &Surroundings) -> Glyphs {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| surroundings.variable(name));
    let ascii_locale = matches!(locale, Some("C" | "POSIX"));
    let ascii_terminal = matches!(surroundings.variable("TERM"), Some("dumb" | "linux"));
    if surroundings.terminal.stdout_is_terminal && (ascii_locale || ascii_terminal) {
        Glyphs::Ascii
    } else {
        Glyphs::Unicode
    }
}
