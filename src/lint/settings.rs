//! Which rules are on, at which level, and by which numbers: what a project and a command line choose.

use std::collections::BTreeMap;

use crate::base::diagnostic::Level;
use crate::base::rational::Rational;

use super::custom::CustomRule;
use super::options::RuleOption;
use super::rule::{Group, Rule};
use super::rules;

/// A level that somebody chose; `None` turns a rule off.
pub type Choice = Option<Level>;

/// A set of levels for all rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Each rule at its own level.
    #[default]
    Recommended,
    /// One level more: what is reported fails, what is noted is reported.
    Strict,
    /// Only what fails the check.
    Minimal,
}

impl Preset {
    pub const WORDS: &'static [&'static str] = &["recommended", "strict", "minimal"];

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "recommended" => Some(Self::Recommended),
            "strict" => Some(Self::Strict),
            "minimal" => Some(Self::Minimal),
            _ => None,
        }
    }

    /// The level of a rule whose own level is `level`.
    #[must_use]
    pub fn level(self, level: Level) -> Choice {
        match (self, level) {
            (Self::Recommended, level) => Some(level),
            (Self::Strict, Level::Note) => Some(Level::Warn),
            (Self::Strict, _) | (Self::Minimal, Level::Deny) => Some(Level::Deny),
            (Self::Minimal, _) => None,
        }
    }
}

/// Levels by the names of rules and groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    pub rules: BTreeMap<String, Choice>,
    pub groups: BTreeMap<Group, Choice>,
}

impl Levels {
    /// Sets a rule or a group.
    pub fn set(&mut self, name: &str, choice: Choice) {
        match Group::from_word(name) {
            Some(group) => _ = self.groups.insert(group, choice),
            None => _ = self.rules.insert(name.to_owned(), choice),
        }
    }
}

/// Everything that is chosen about the rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSettings {
    pub preset: Preset,
    /// As the project's configuration says.
    pub project: Levels,
    /// As the command line says, which holds over the configuration.
    pub command_line: Levels,
    /// By rule and key, each of the option's kind.
    pub options: BTreeMap<(String, &'static str), Rational>,
    /// The project's own rules, by name.
    pub custom: Vec<CustomRule>,
}

impl RuleSettings {
    /// The level of a rule; `None` where it is off. What is said of a rule holds over what is said of its group, and
    /// among these the command line over the configuration.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Choice {
        let of_rule = self.said_of(rule.name);
        let of_group = || {
            let mut levels = [&self.command_line, &self.project].into_iter();
            levels.find_map(|levels| levels.groups.get(&rule.group))
        };
        of_rule.or_else(of_group).copied().unwrap_or_else(|| self.preset.level(rule.level))
    }

    /// The level of a rule of the project's own.
    #[must_use]
    pub fn level_of_custom(&self, rule: &CustomRule) -> Choice {
        self.said_of(&rule.name).copied().unwrap_or(Some(rule.level))
    }

    /// What is said of a rule by its name.
    fn said_of(&self, name: &str) -> Option<&Choice> {
        [&self.command_line, &self.project].into_iter().find_map(|levels| levels.rules.get(name))
    }

    /// The level of the rule of a name, built in or not; `None` where it is off or there is none.
    #[must_use]
    pub fn level_of(&self, name: &str) -> Choice {
        match rules::find(name) {
            Some(registered) => self.level(registered.rule),
            None => self.custom.iter().find(|rule| rule.name == name).and_then(|rule| self.level_of_custom(rule)),
        }
    }

    /// The number of a rule's option.
    #[must_use]
    pub fn option(&self, rule: &Rule, option: &RuleOption) -> Rational {
        let set = self.options.get(&(rule.name.to_owned(), option.key));
        set.cloned().unwrap_or_else(|| option.default())
    }
}
