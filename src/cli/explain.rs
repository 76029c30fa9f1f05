//! `kpi rules` and `kpi explain`: what the rules are, and what each is for.

use std::path::Path;

use clap::ArgMatches;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::lint::custom::CustomRule;
use crate::lint::page::Page;
use crate::lint::rules::{self, REGISTERED};
use crate::report::appearance::Appearance;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::page::page;
use crate::report::rules::{page_of, rules as rule_table, rules_json};

use super::arguments::CheckArguments;
use super::config::unknown_rule_help;
use super::configs::Configs;
use super::output::{Trouble, write_stdout};
use super::settings::Settings;
use super::surroundings::Surroundings;
use super::usage::invalid_choice;

/// What the two commands need to know: the project's rules, and how to speak.
struct Ground {
    configs: Configs,
    config: super::config::Config,
    settings: Settings,
    language: Language,
}

impl Ground {
    fn of(surroundings: &Surroundings, matches: &ArgMatches, early: Language) -> Self {
        let one = |name: &str| matches.get_one::<String>(name).cloned();
        let language = one("lang").and_then(|word| super::choices::language(&word));
        let color = one("color").and_then(|word| super::choices::ColorChoice::from_word(&word));
        let arguments = CheckArguments { config: one("config"), language, color, ..CheckArguments::one_report() };
        let mut configs = Configs::default();
        let config = configs.first(surroundings, &arguments);
        let settings = Settings::of(&arguments, &config, surroundings);
        let language = if language.is_some() { early } else { settings.language };
        Self { configs, config, settings, language }
    }

    /// What is wrong with the configuration, reported; `None` where nothing is.
    fn trouble(&mut self, surroundings: &mut Surroundings) -> Option<u8> {
        let errors = std::mem::take(&mut self.configs.errors);
        if errors.is_empty() {
            return None;
        }
        let sources = std::mem::take(&mut self.configs.sources);
        Some(Trouble::new(sources, errors).report(surroundings, self.language))
    }
}

/// `kpi rules`.
pub fn rules(surroundings: &mut Surroundings, matches: &ArgMatches, early: Language) -> u8 {
    let mut ground = Ground::of(surroundings, matches, early);
    if let Some(exit) = ground.trouble(surroundings) {
        return exit;
    }
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        None | Some("human") => {
            rule_table(&ground.config.rules, &Localizer::new(ground.language), ground.settings.appearance)
        }
        Some("json") => rules_json(&ground.config.rules, ground.language),
        Some(other) => return unknown_format(surroundings, ground.language, other, &["human", "json"]),
    };
    write_stdout(surroundings, &text);
    0
}

/// `kpi explain RULE…`, `kpi explain --all`.
pub fn explain(surroundings: &mut Surroundings, matches: &ArgMatches, early: Language) -> u8 {
    let mut ground = Ground::of(surroundings, matches, early);
    if let Some(exit) = ground.trouble(surroundings) {
        return exit;
    }
    let all = matches.get_flag("all");
    let format = matches.get_one::<String>("format").map(String::as_str);
    let as_markdown = match format {
        None => all,
        Some("human") => false,
        Some("markdown") => true,
        Some(other) => return unknown_format(surroundings, ground.language, other, &["human", "markdown"]),
    };
    let named: Vec<&String> = matches.get_many::<String>("rule").into_iter().flatten().collect();
    let pages = if all {
        Ok(REGISTERED.iter().map(|registered| page_of(registered, ground.language).prose().to_owned()).collect())
    } else if named.is_empty() {
        Err(Diagnostic::error(Message::new("no-rule-named")).help(Message::new("no-rule-named.help")))
    } else {
        named.into_iter().map(|name| markdown_of(name, &ground)).collect::<Result<Vec<String>, _>>()
    };
    match pages {
        Ok(pages) => {
            let laid_out = |text: &String| lay_out(text, as_markdown, ground.settings.appearance);
            let pages: Vec<String> = pages.iter().map(laid_out).collect();
            write_stdout(surroundings, &pages.join("\n"));
            0
        }
        Err(error) => Trouble::from_errors(vec![error]).report(surroundings, ground.language),
    }
}

fn lay_out(markdown: &str, as_markdown: bool, appearance: Appearance) -> String {
    if as_markdown { format!("{}\n", markdown.trim_end()) } else { page(markdown, appearance) }
}

fn markdown_of(name: &str, ground: &Ground) -> Result<String, Diagnostic> {
    if let Some(registered) = rules::find(name) {
        let page: Page = page_of(registered, ground.language);
        return Ok(page.prose().to_owned());
    }
    let own = ground.config.rules.custom.iter().find(|rule| rule.name == name);
    own.map(|rule| page_of_custom(rule, ground.config.path.as_deref()))
        .ok_or_else(|| Diagnostic::error(Message::new("unknown-rule").with("name", name)).help(unknown_rule_help(name)))
}

/// What the configuration says of a project's own rule.
fn page_of_custom(rule: &CustomRule, config: Option<&str>) -> String {
    let file = config.and_then(|path| Path::new(path).to_str()).unwrap_or_default();
    let said = [&rule.message, &rule.help].into_iter().flatten().map(|text| format!("{text}\n\n"));
    let said: String = said.collect();
    format!("# {}\n\n{said}    require = {:?}   # {file}\n", rule.name, rule.written)
}

fn unknown_format(surroundings: &mut Surroundings, language: Language, word: &str, known: &[&str]) -> u8 {
    Trouble::from_errors(vec![invalid_choice("--format", word, known)]).report(surroundings, language)
}
