//! `kpi rules`: every rule with its level, as a table or for programs.

use serde::Serialize;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::options::{OptionKind, RuleOption};
use crate::lint::page::Page;
use crate::lint::rule::Group;
use crate::lint::rules::{REGISTERED, Registered};
use crate::lint::settings::{Choice, RuleSettings};

use super::appearance::Appearance;
use super::language::Language;
use super::localizer::Localizer;
use super::paint::{Paint, Tone};
use super::visible::visible;
use super::width::{width, wrap};

/// A rule's page in a language.
#[must_use]
pub fn page_of(registered: &'static Registered, language: Language) -> Page<'static> {
    match language {
        Language::English => registered.english(),
        Language::Japanese => registered.japanese(),
    }
}

/// The word for a level.
#[must_use]
pub fn level_word(choice: Choice) -> &'static str {
    match choice {
        Some(Level::Error | Level::Deny) => "deny",
        Some(Level::Warn) => "warn",
        Some(Level::Note) => "note",
        None => "allow",
    }
}

/// The table, group by group, each rule with its level and what it finds.
#[must_use]
pub fn rules(settings: &RuleSettings, localizer: &Localizer, appearance: Appearance) -> String {
    let paint = Paint { colored: appearance.colored };
    let mut lines = Vec::new();
    for group in Group::ALL {
        let heading = localizer.text(&Message { id: group_id(*group), args: Vec::new() });
        lines.push(format!("{}  {heading}", paint.paint(Tone::Bold, group.word())));
        for registered in REGISTERED.iter().filter(|registered| registered.rule.group == *group) {
            let rule = registered.rule;
            let summary = page_of(registered, localizer.language()).summary();
            lines.extend(row(rule.name, settings.level(rule), rule.fixable, summary, appearance));
        }
        lines.push(String::new());
    }
    if !settings.custom.is_empty() {
        lines.push(format!("{}  {}", paint.paint(Tone::Bold, "custom"), localizer.word("rules-group.custom")));
        for rule in &settings.custom {
            let summary = rule.message.clone().unwrap_or_else(|| rule.written.clone());
            lines.extend(row(&rule.name, settings.level_of_custom(rule), false, &summary, appearance));
        }
        lines.push(String::new());
    }
    lines.extend(wrap(&localizer.word("rules-legend"), appearance.width));
    lines.iter().fold(String::new(), |all, line| all + line.trim_end() + "\n")
}

/// The columns of names and levels.
const NAME: usize = 25;
const LEVEL: usize = 8;

fn row(name: &str, level: Choice, fixable: bool, summary: &str, appearance: Appearance) -> Vec<String> {
    let paint = Paint { colored: appearance.colored };
    let tone = match level {
        Some(Level::Error | Level::Deny) => Tone::Bad,
        Some(Level::Warn) => Tone::Caution,
        Some(Level::Note) => Tone::Info,
        None => Tone::Dim,
    };
    let word = level_word(level);
    let level = format!("{word}{}", if fixable { " +" } else { "" });
    let padding = |shown: &str, columns: usize| " ".repeat(columns.saturating_sub(width(shown)).max(1));
    let painted = level.replacen(word, &paint.paint(tone, word), 1);
    let name = visible(name);
    let head = format!("  {name}{}{painted}{}", padding(&name, NAME), padding(&level, LEVEL));
    let indent = 2 + NAME + LEVEL;
    let summary = wrap(&visible(summary), appearance.width.saturating_sub(indent).max(20));
    let heads = std::iter::once(head).chain(std::iter::repeat(" ".repeat(indent)));
    summary.iter().zip(heads).map(|(line, head)| head + line).collect()
}

fn group_id(group: Group) -> &'static str {
    match group {
        Group::Shape => "rules-group.shape",
        Group::Balance => "rules-group.balance",
        Group::Arithmetic => "rules-group.arithmetic",
        Group::Operation => "rules-group.operation",
        Group::Data => "rules-group.data",
    }
}

#[derive(Serialize)]
struct Document {
    version: u32,
    tool_version: &'static str,
    rules: Vec<JsonRule>,
}

#[derive(Serialize)]
struct JsonRule {
    name: String,
    group: &'static str,
    /// Where nobody says anything.
    default_level: &'static str,
    /// As the project has it.
    level: &'static str,
    fixable: bool,
    options: Vec<JsonOption>,
    summary: String,
    /// The page in Markdown; of a project's own rule `null`.
    page: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonOption {
    key: &'static str,
    kind: &'static str,
    default: String,
}

/// The same for programs, with the pages.
#[must_use]
pub fn rules_json(settings: &RuleSettings, language: Language) -> String {
    let option = |option: &RuleOption| JsonOption {
        key: option.key,
        kind: match option.kind {
            OptionKind::Count { .. } => "count",
            OptionKind::Percent { .. } => "percent",
        },
        default: option.written_default().replace('"', ""),
    };
    let builtin = REGISTERED.iter().map(|registered| {
        let (rule, page) = (registered.rule, page_of(registered, language));
        JsonRule {
            name: rule.name.to_owned(),
            group: rule.group.word(),
            default_level: level_word(Some(rule.level)),
            level: level_word(settings.level(rule)),
            fixable: rule.fixable,
            options: rule.options.iter().map(option).collect(),
            summary: page.summary().to_owned(),
            page: Some(page.prose()),
        }
    });
    let own = settings.custom.iter().map(|rule| JsonRule {
        name: rule.name.clone(),
        group: "custom",
        default_level: level_word(Some(rule.level)),
        level: level_word(settings.level_of_custom(rule)),
        fixable: false,
        options: Vec::new(),
        summary: rule.message.clone().unwrap_or_else(|| rule.written.clone()),
        page: None,
    });
    let document =
        Document { version: 1, tool_version: env!("CARGO_PKG_VERSION"), rules: builtin.chain(own).collect() };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
