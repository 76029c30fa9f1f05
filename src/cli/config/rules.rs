//! `[rules]`: which rules are on, at which level, by which numbers, and the project's own.

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::lint::custom::{CustomRule, Test, read_test};
use crate::lint::known::nearest;
use crate::lint::options::{OptionKind, RuleOption};
use crate::lint::rule::{Group, Rule};
use crate::lint::rules;
use crate::lint::settings::Preset;

use super::super::choices;
use super::Reader;

type Value<'i> = TomlSpanned<DeValue<'i>>;

impl Reader<'_> {
    /// The table of the rules. The project's own are read first: the others' levels may name them.
    pub(super) fn rules(&mut self, value: &Value) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(value, "config-type.table");
        };
        if let Some(custom) = table.get("custom") {
            self.custom_rules(custom);
        }
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "custom" => {}
                "preset" => {
                    let preset = self.choice(value, Preset::WORDS, Preset::from_word);
                    self.config.rules.preset = preset.unwrap_or_default();
                }
                name => self.level_or_options(&key.span(), name, value),
            }
        }
    }

    fn level_or_options(&mut self, span: &std::ops::Range<usize>, name: &str, value: &Value) {
        let builtin = rules::find(name).map(|registered| registered.rule);
        let is_known = builtin.is_some()
            || Group::from_word(name).is_some()
            || self.config.rules.custom.iter().any(|rule| rule.name == name);
        if !is_known {
            let error = Diagnostic::error(Message::new("unknown-rule").with("name", name));
            let error = error.at(self.span(span), Message::new("unknown-rule.label"));
            return self.errors.push(error.help(unknown_rule_help(name)));
        }
        match (value.get_ref(), builtin) {
            (DeValue::Table(options), Some(rule)) => self.options(rule, options),
            _ => {
                if let Some(level) = self.choice(value, choices::LEVEL_WORDS, choices::level) {
                    self.config.rules.project.set(name, level);
                }
            }
        }
    }

    /// `{ level = "deny", most = 5 }`.
    fn options(&mut self, rule: &'static Rule, table: &DeTable) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if name == "level" {
                if let Some(level) = self.choice(value, choices::LEVEL_WORDS, choices::level) {
                    self.config.rules.project.set(rule.name, level);
                }
                continue;
            }
            match rule.options.iter().find(|option| option.key == name) {
                Some(option) => {
                    if let Some(number) = self.option(option, value) {
                        self.config.rules.options.insert((rule.name.to_owned(), option.key), number);
                    }
                }
                None => self.unknown_option(rule, &key.span(), name),
            }
        }
    }

    fn unknown_option(&mut self, rule: &Rule, span: &std::ops::Range<usize>, name: &str) {
        let keys = std::iter::once("level").chain(rule.options.iter().map(|option| option.key));
        let known: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
        let message = Message::new("unknown-rule-option").with("rule", rule.name).with("name", name);
        let error = Diagnostic::error(message).at(self.span(span), Message::new("unknown-rule-option.label"));
        self.errors.push(error.help(Message::new("unknown-rule-option.help").with("known", known)));
    }

    fn option(&mut self, option: &RuleOption, value: &Value) -> Option<Rational> {
        let (number, wanted) = match option.kind {
            OptionKind::Count { least, .. } => (count(value, least), "config-type.count"),
            OptionKind::Percent { .. } => (percent(value), "config-type.percent"),
        };
        if number.is_none() {
            self.wrong_type(value, wanted);
        }
        number
    }

    fn custom_rules(&mut self, value: &Value) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(value, "config-type.table");
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let Some(fault) = name_fault(name) {
                let error = Diagnostic::error(Message::new("bad-rule-name").with("name", name));
                self.errors.push(error.at(self.span(&key.span()), fault).help(Message::new("bad-rule-name.help")));
                continue;
            }
            match value.get_ref() {
                DeValue::Table(table) => self.custom_rule(name, &key.span(), table),
                _ => self.wrong_type(value, "config-type.table"),
            }
        }
    }

    fn custom_rule(&mut self, name: &str, span: &std::ops::Range<usize>, table: &DeTable) {
        let (mut require, mut when, mut is_sound) = (None, None, true);
        let mut rule = CustomRule {
            name: name.to_owned(),
            require: Test::Present(crate::lint::custom::Field::Name),
            when: None,
            level: Level::Warn,
            message: None,
            help: None,
            place: self.span(span),
            written: String::new(),
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "require" => {
                    require = self.test(value);
                    is_sound &= require.is_some();
                    if let Some(text) = value.get_ref().as_str() {
                        rule.place = self.span(&value.span());
                        text.clone_into(&mut rule.written);
                    }
                }
                "when" => {
                    when = self.test(value);
                    is_sound &= when.is_some();
                }
                "level" => match self.choice(value, choices::LEVEL_WORDS, choices::level) {
                    Some(Some(level)) => rule.level = level,
                    Some(None) => self.config.rules.project.set(name, None),
                    None => is_sound = false,
                },
                "message" => rule.message = self.text(value),
                "help" => rule.help = self.text(value),
                other => {
                    is_sound = false;
                    self.unknown_custom_key(&key.span(), other);
                }
            }
        }
        match require {
            Some(require) => {
                (rule.require, rule.when) = (require, when);
                // A level may name the rule even where its condition is wrong: that is said once.
                self.config.rules.custom.push(rule);
            }
            None if is_sound => {
                let error = Diagnostic::error(Message::new("rule-without-requirement").with("name", name));
                let error = error.at(self.span(span), Message::new("rule-without-requirement.label"));
                self.errors.push(error.help(Message::new("rule-without-requirement.help")));
            }
            None => self.config.rules.custom.push(rule),
        }
    }

    fn unknown_custom_key(&mut self, span: &std::ops::Range<usize>, name: &str) {
        let known = ["require", "when", "level", "message", "help"].map(|key| format!("`{key}`"));
        let message = Message::new("unknown-rule-option").with("rule", "custom").with("name", name);
        let error = Diagnostic::error(message).at(self.span(span), Message::new("unknown-rule-option.label"));
        self.errors.push(error.help(Message::new("unknown-rule-option.help").with("known", known.to_vec())));
    }

    /// A condition, read where it stands in the file, so that faults are shown there.
    fn test(&mut self, value: &Value) -> Option<Test> {
        let text = self.text(value)?;
        let written = &self.text[value.span()];
        let quotes = written.len() - written.trim_start_matches(['"', '\'']).len();
        let quotes = if quotes >= 3 { 3 } else { 1 };
        read_test(self.file, &text, value.span().start + quotes, self.errors)
    }
}

/// What to say of a name that no rule has.
pub(in crate::cli) fn unknown_rule_help(name: &str) -> Message {
    match nearest(name) {
        Some(similar) => Message::new("unknown-rule.help-similar").with("similar", similar),
        None => Message::new("unknown-rule.help"),
    }
}

/// Why a project's rule can't be called that.
fn name_fault(name: &str) -> Option<Message> {
    let is_word = !name.is_empty()
        && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'))
        && name.starts_with(char::is_alphabetic);
    if !is_word {
        return Some(Message::new("bad-rule-name.label"));
    }
    let is_taken = rules::find(name).is_some() || Group::from_word(name).is_some();
    (is_taken || matches!(name, "preset" | "custom")).then(|| Message::new("bad-rule-name.label-taken"))
}

/// A whole number that is large enough.
fn count(value: &Value, least: u64) -> Option<Rational> {
    let DeValue::Integer(integer) = value.get_ref() else { return None };
    let number = u64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()?;
    (number >= least).then(|| number.into())
}

/// `"60%"`.
fn percent(value: &Value) -> Option<Rational> {
    let number = Rational::parse_decimal(value.get_ref().as_str()?.trim().strip_suffix('%')?.trim_end())?;
    (!number.is_negative()).then(|| &number * &Rational::from_decimal(1, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::tests::parse;

    #[test]
    fn levels_options_and_presets_are_read() {
        let (config, errors) = parse(
            "[rules]\npreset = \"strict\"\nshape = \"note\"\nmissing-owner = \"allow\"\n\
             too-many-kpis = { level = \"deny\", most = 9 }\nheavy-weight = { most = \"60%\" }\n",
        );
        assert_eq!(errors, []);
        let level = |name: &str| config.rules.level(rules::find(name).unwrap().rule);
        assert_eq!(level("missing-kgi"), Some(Level::Note));
        assert_eq!(level("missing-owner"), None);
        assert_eq!(level("too-many-kpis"), Some(Level::Deny));
        assert_eq!(level("missing-analyst"), Some(Level::Warn));
        let rule = rules::find("heavy-weight").unwrap().rule;
        assert_eq!(config.rules.option(rule, &rule.options[0]), Rational::from_decimal(6, 1));
    }

    #[test]
    fn a_rule_of_the_project_is_read_where_it_stands() {
        let (config, errors) = parse(
            "[rules]\nnotes = \"deny\"\n[rules.custom.notes]\nrequire = \"note\"\nwhen = 'layer == activity and weight <= 40%'\n",
        );
        assert_eq!(errors, []);
        assert_eq!(config.rules.custom[0].written, "note");
        assert_eq!(config.rules.level_of("notes"), Some(Level::Deny));
        let (_, errors) = parse("[rules.custom.notes]\nrequire = \"nite\"\nwhen = 'layer == activty'\n");
        assert_eq!(errors, [("unknown-field", "nite".to_owned()), ("rule-not-comparable", "activty".to_owned())]);
    }

    #[test]
    fn every_fault_is_found() {
        let (_, mut errors) = parse(
            "[rules]\nmissing-ownr = \"deny\"\nmissing-owner = \"high\"\ntoo-many-kpis = { mst = 3, most = 0 }\n\
             [rules.custom.missing-kgi]\nrequire = \"note\"\n[rules.custom.empty]\n",
        );
        errors.sort();
        let codes: Vec<&str> = errors.iter().map(|(code, _)| *code).collect();
        assert_eq!(
            codes,
            [
                "bad-rule-name",
                "config-unknown-value",
                "config-wrong-type",
                "rule-without-requirement",
                "unknown-rule",
                "unknown-rule-option"
            ]
        );
    }
}
