//! The rules that a log speaks of: every one that there is, so that a service can list them, and what else was found.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::rules::{REGISTERED, Registered};
use crate::report::issue::{Issue, KPI_FAILED, KPI_WARNED};
use crate::report::localizer::Localizer;
use crate::report::page::joined;
use crate::report::rules::page_of;

use super::cut;
use super::log::{Configuration, Descriptor, DescriptorProperties, Help, Text};

/// Services cut or refuse longer descriptions.
const LONGEST_DESCRIPTION: usize = 1000;

/// The rules of the program by name, those of indicators, then by name what else the issues are found by.
pub(super) fn descriptors<'a>(issues: impl Iterator<Item = &'a Issue<'a>>, localizer: &Localizer) -> Vec<Descriptor> {
    let mut descriptors: Vec<Descriptor> = REGISTERED.iter().map(|rule| of_page(rule, localizer)).collect();
    for (id, level) in [(KPI_FAILED, Level::Deny), (KPI_WARNED, Level::Warn)] {
        let texts = if id == KPI_FAILED {
            [Message::new("rule-kpi-failed"), Message::new("rule-kpi-failed.help")]
        } else {
            [Message::new("rule-kpi-warned"), Message::new("rule-kpi-warned.help")]
        };
        descriptors.push(of_texts(id, level, "result", &texts, localizer));
    }
    let mut others: Vec<Descriptor> = Vec::new();
    for issue in issues {
        let Some(diagnostic) = issue.diagnostic else { continue };
        if [&descriptors, &others].into_iter().flatten().any(|known| known.id == issue.rule) {
            continue;
        }
        let (tag, texts) = if diagnostic.own_rule.is_some() {
            ("project", [Message::new("rule-of-project"), Message::new("rule-of-project.help")])
        } else {
            ("remark", [Message::new("rule-remark"), Message::new("rule-remark.help")])
        };
        others.push(of_texts(issue.rule, diagnostic.level, tag, &texts, localizer));
    }
    others.sort_by(|one, other| one.id.cmp(&other.id));
    descriptors.extend(others);
    descriptors
}

/// A rule with a page: its first sentence, what comes before its sections, and all its prose.
fn of_page(registered: &'static Registered, localizer: &Localizer) -> Descriptor {
    let page = page_of(registered, localizer.language());
    let rule = registered.rule;
    let or_name = |text: &str| if text.is_empty() { rule.name.to_owned() } else { text.to_owned() };
    Descriptor {
        id: rule.name.to_owned(),
        short_description: Text { text: cut(&or_name(page.summary()), LONGEST_DESCRIPTION) },
        full_description: Text { text: cut(&or_name(&unwrapped(page.introduction())), LONGEST_DESCRIPTION) },
        help: Help { text: or_name(page.prose()), markdown: or_name(page.prose()) },
        default_configuration: Configuration { enabled: true, level: level(rule.level) },
        properties: properties(rule.level, rule.group.word(), Some(rule.group.word())),
    }
}

/// Paragraphs in a line each: plain text is shown as it is broken.
fn unwrapped(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| joined(&paragraph.lines().collect::<Vec<_>>()));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn of_texts(id: &str, of: Level, tag: &'static str, texts: &[Message; 2], localizer: &Localizer) -> Descriptor {
    let [summary, help] = texts.each_ref().map(|message| localizer.text(message));
    Descriptor {
        id: id.to_owned(),
        short_description: Text { text: summary.clone() },
        full_description: Text { text: format!("{summary} {help}") },
        help: Help { text: help.clone(), markdown: help },
        default_configuration: Configuration { enabled: true, level: level(of) },
        properties: properties(of, tag, None),
    }
}

fn properties(level: Level, tag: &'static str, group: Option<&'static str>) -> DescriptorProperties {
    DescriptorProperties {
        group,
        precision: "very-high",
        severity: match level {
            Level::Error | Level::Deny => "error",
            Level::Warn => "warning",
            Level::Note => "recommendation",
        },
        tags: vec!["kpi", tag],
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error | Level::Deny => "error",
        Level::Warn => "warning",
        Level::Note => "note",
    }
}
