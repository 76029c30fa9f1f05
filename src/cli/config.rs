//! `kpi.toml`: the settings of a project.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::{Arg, Message};
use crate::base::source_map::SourceMap;
use crate::base::span::{FileId, Span};
use crate::base::suggest::did_you_mean;
use crate::lint::settings::RuleSettings;
use crate::report::language::Language;
use crate::report::summary::FailOn;
use crate::session::file_errors::{not_utf8, unreadable};

mod rules;

pub(super) use self::rules::unknown_rule_help;

use super::arguments::parse_date;
use super::choices::{self, ColorChoice, Format};

/// The name of the file.
pub const FILE_NAME: &str = "kpi.toml";

const KEYS: &[&str] =
    &["as-of", "lang", "color", "format", "fail-on", "show", "rules", "baseline", "allow-outside", "connections"];

/// What a configuration file sets; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The file as people see it; `None` where there is none.
    pub path: Option<String>,
    /// The file's folder.
    pub folder: PathBuf,
    pub as_of: Option<Date>,
    pub language: Option<Language>,
    pub color: Option<ColorChoice>,
    pub format: Option<Format>,
    pub fail_on: Option<FailOn>,
    pub show: Option<Level>,
    /// Files and folders outside of the project that plans may read, as written.
    pub allow_outside: Vec<String>,
    /// Which rules are on, and how.
    pub rules: RuleSettings,
    /// The file of findings that are known already, as written.
    pub baseline: Option<String>,
}

/// The nearest configuration file upward from a folder.
#[must_use]
pub fn nearest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}

/// Reads a configuration file. What is wrong with it is reported, all of it; the rest holds.
pub fn read(file: &Path, shown: &str, sources: &mut SourceMap, errors: &mut Vec<Diagnostic>) -> Config {
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let config = Config { path: Some(shown.to_owned()), folder, ..Config::default() };
    match std::fs::read(file).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let id = sources.add(shown, text.as_str());
            Reader { file: id, text: &text, config, errors }.read()
        }
        Ok(Err(_)) => {
            errors.push(not_utf8(shown));
            config
        }
        Err(error) => {
            errors.push(unreadable(shown, &error));
            config
        }
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    config: Config,
    errors: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(mut self) -> Config {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let diagnostic = Diagnostic::error(Message::new("invalid-toml"))
                .at(self.span(&span), Message::new("invalid-toml.label").with("detail", error.message()));
            self.errors.push(diagnostic.help(Message::new("invalid-toml.help")));
        }
        if errors.is_empty() {
            for (key, value) in table.get_ref() {
                self.setting(&key.span(), key.get_ref(), value);
            }
        }
        self.config
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn setting(&mut self, key_span: &std::ops::Range<usize>, key: &str, value: &TomlSpanned<DeValue>) {
        match key {
            "as-of" => self.config.as_of = self.as_of(value),
            "lang" => self.config.language = self.choice(value, choices::LANGUAGE_WORDS, choices::language),
            "color" => self.config.color = self.choice(value, ColorChoice::WORDS, ColorChoice::from_word),
            "format" => self.config.format = self.choice(value, Format::WORDS, Format::from_word),
            "show" => self.config.show = self.choice(value, choices::SHOW_WORDS, choices::show),
            "fail-on" => self.config.fail_on = Some(self.fail_on(value)),
            "allow-outside" => {
                let paths = self.texts(value, "config-type.paths");
                self.config.allow_outside = paths.into_iter().map(|(path, _)| path).collect();
            }
            "rules" => self.rules(value),
            "baseline" => self.config.baseline = self.text(value),
            "connections" => self.connections(value),
            unknown => self.unknown(key_span, unknown),
        }
    }

    fn unknown(&mut self, span: &std::ops::Range<usize>, key: &str) {
        let help = match did_you_mean(key, KEYS.iter().copied()) {
            Some(similar) => Message::new("unknown-config-key.help-similar").with("similar", similar),
            None => Message::new("unknown-config-key.help")
                .with("known", KEYS.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>()),
        };
        let message = Message::new("unknown-config-key").with("key", key);
        let label = Message::new("unknown-config-key.label");
        self.errors.push(Diagnostic::error(message).at(self.span(span), label).help(help));
    }

    /// `wanted` names what should stand there.
    fn wrong_type(&mut self, value: &TomlSpanned<DeValue>, wanted: &'static str) {
        let label = Message::new("config-wrong-type.label").with("wanted", Message { id: wanted, args: Vec::new() });
        let diagnostic = Diagnostic::error(Message::new("config-wrong-type")).at(self.span(&value.span()), label);
        self.errors.push(diagnostic.help(Message::new("config-wrong-type.help")));
    }

    fn as_of(&mut self, value: &TomlSpanned<DeValue>) -> Option<Date> {
        let written = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(datetime) => datetime.to_string(),
            _ => {
                self.wrong_type(value, "config-type.date");
                return None;
            }
        };
        let date = parse_date(&written);
        if date.is_none() {
            self.wrong_type(value, "config-type.date");
        }
        date
    }

    fn choice<T>(
        &mut self,
        value: &TomlSpanned<DeValue>,
        known: &[&str],
        from_word: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let DeValue::String(word) = value.get_ref() else {
            self.wrong_type(value, "config-type.word");
            return None;
        };
        let chosen = from_word(word);
        if chosen.is_none() {
            self.unknown_word(value, word, known);
        }
        chosen
    }

    fn unknown_word(&mut self, value: &TomlSpanned<DeValue>, word: &str, known: &[&str]) {
        let help = match did_you_mean(word, known.iter().copied()) {
            Some(similar) => Message::new("config-unknown-value.help-similar").with("similar", similar),
            None => Message::new("config-unknown-value.help")
                .with("known", Arg::choice(known.iter().map(|word| format!("`\"{word}\"`")))),
        };
        let message = Message::new("config-unknown-value").with("value", word);
        let label = Message::new("config-unknown-value.label");
        self.errors.push(Diagnostic::error(message).at(self.span(&value.span()), label).help(help));
    }

    /// One text.
    fn text(&mut self, value: &TomlSpanned<DeValue>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong_type(value, "config-type.word");
        }
        text
    }

    fn fail_on(&mut self, value: &TomlSpanned<DeValue>) -> FailOn {
        let mut fail_on = FailOn::default();
        for (word, place) in self.texts(value, "config-type.words") {
            match choices::fail_on([word.as_str()]) {
                Ok(one) => {
                    fail_on.pace |= one.pace;
                    fail_on.warn |= one.warn;
                    fail_on.never |= one.never;
                }
                Err(_) => self.unknown_word(&place, &word, choices::FAIL_ON_WORDS),
            }
        }
        fail_on
    }

    /// A text, or a list of them, each with its place.
    fn texts<'i>(
        &mut self,
        value: &TomlSpanned<DeValue<'i>>,
        wanted: &'static str,
    ) -> Vec<(String, TomlSpanned<DeValue<'i>>)> {
        let elements: Vec<&TomlSpanned<DeValue>> = match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for element in elements {
            match element.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), element.clone())),
                _ => self.wrong_type(element, wanted),
            }
        }
        texts
    }

    /// Tables by name; what stands in them is read by the version that connects.
    fn connections(&mut self, value: &TomlSpanned<DeValue>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                for connection in table.values().filter(|value| !matches!(value.get_ref(), DeValue::Table(_))) {
                    self.wrong_type(connection, "config-type.table");
                }
            }
            _ => self.wrong_type(value, "config-type.table"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn parse(text: &str) -> (Config, Vec<(&'static str, String)>) {
        let mut sources = SourceMap::default();
        let file = sources.add("kpi.toml", text);
        let mut errors = Vec::new();
        let config = Reader { file, text, config: Config::default(), errors: &mut errors }.read();
        let words = |error: &Diagnostic| sources.slice(error.primary.as_ref().unwrap().span).to_owned();
        (config, errors.iter().map(|error| (error.code, words(error))).collect())
    }

    #[test]
    fn settings_are_read() {
        let (config, errors) = parse(
            "as-of = 2026-11-22\nlang = \"ja\"\nformat = \"json\"\nfail-on = [\"pace\", \"warn\"]\nshow = \"note\"\n\
             color = \"never\"\nallow-outside = [\"../data\"]\n[connections.warehouse]\ndriver = \"x\"\n",
        );
        assert_eq!(errors, []);
        assert_eq!(config.as_of, Some(jiff::civil::date(2026, 11, 22)));
        assert_eq!(config.language, Some(Language::Japanese));
        assert_eq!(config.fail_on, Some(FailOn { pace: true, warn: true, never: false }));
        assert_eq!(config.allow_outside, ["../data"]);
        assert_eq!(parse("as-of = \"2026-11-22\"").0.as_of, config.as_of);
    }

    #[test]
    fn every_fault_is_found_where_it_stands() {
        let (_, errors) =
            parse("fomat = \"json\"\nshow = 3\nlang = \"jp\"\nas-of = \"yesterday\"\nfail-on = [1, \"of\"]\n");
        let mut errors = errors;
        errors.sort();
        assert_eq!(
            errors,
            [
                ("config-unknown-value", "\"jp\"".to_owned()),
                ("config-unknown-value", "\"of\"".to_owned()),
                ("config-wrong-type", "\"yesterday\"".to_owned()),
                ("config-wrong-type", "1".to_owned()),
                ("config-wrong-type", "3".to_owned()),
                ("unknown-config-key", "fomat".to_owned()),
            ]
        );
        assert_eq!(parse("lang = ").1[0].0, "invalid-toml");
    }
}
