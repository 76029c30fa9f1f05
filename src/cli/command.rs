//! The command line, as it is declared and as its help describes it, in the chosen language.

use clap::{Arg, ArgAction, Command};

use crate::base::message::Message;
use crate::report::localizer::Localizer;
use crate::report::width::wrap;

use super::derive;

/// How far a description of an option is indented.
const HELP_INDENT: usize = 10;

/// `kpi` with all its commands.
#[must_use]
pub fn command(localizer: &Localizer, width: usize) -> Command {
    let text = |id| localizer.text(&Message { id, args: Vec::new() });
    Command::new("kpi")
        .version(env!("CARGO_PKG_VERSION"))
        .about(wrap(&text("cli-kpi.about"), width).join("\n"))
        .help_template(template(localizer, Page::Commands, &text("cli-kpi.examples")))
        .override_usage("kpi check [PATH…]")
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args_override_self(true)
        .term_width(width)
        .arg(global("lang", &text("cli-options.lang"), "en|ja"))
        .arg(global("color", &text("cli-options.color"), "auto|always|never"))
        .arg(help_flag(localizer))
        .arg(flag("version", &text("cli-options.version")).short('V').action(ArgAction::Version))
        .subcommand(check(localizer, width).term_width(width))
        .subcommand(derive::declared(localizer, width).term_width(width))
        .subcommand(super::why::declared(localizer, width).term_width(width))
        .subcommand(super::test::declared(localizer, width).term_width(width))
        .subcommand(rules(localizer, width).term_width(width))
        .subcommand(explain(localizer, width).term_width(width))
        .subcommand(super::tree::declared(localizer, width).term_width(width))
}

fn check(localizer: &Localizer, width: usize) -> Command {
    let text = |id| described(localizer, id, width);
    let value = |name: &'static str, id, value_name: &'static str| {
        Arg::new(name).long(name).value_name(value_name).help(text(id))
    };
    let rules = |name: &'static str, id| value(name, id, "RULE[,RULE]").value_delimiter(',').action(ArgAction::Append);
    Command::new("check")
        .about(text("cli-check.about"))
        .help_template(template(localizer, Page::Options, &localizer.word("cli-check.examples")))
        .override_usage("kpi check [PATH…] [--as-of DATE] [--format FORMAT] …")
        .next_line_help(true)
        .disable_help_flag(true)
        .args_override_self(true)
        .arg(Arg::new("path").value_name("PATH").num_args(0..).help(text("cli-check.path")))
        .arg(value("as-of", "cli-check.as-of", "DATE"))
        .arg(value("period", "cli-check.period", "PERIOD[..PERIOD]"))
        .arg(value("by", "cli-check.by", "DIM[,DIM]").value_delimiter(',').action(ArgAction::Append))
        .arg(value("where", "cli-check.where", "DIM=MEMBER[,…]").action(ArgAction::Append))
        .arg(
            value("format", "cli-check.format", "human|short|json|sarif|github|gitlab|junit|markdown|csv")
                .action(ArgAction::Append),
        )
        .arg(value("output", "cli-check.output", "FILE").action(ArgAction::Append))
        .arg(value("show", "cli-check.show", "note|warn|fail"))
        .arg(value("fail-on", "cli-check.fail-on", "pace|warn|never").value_delimiter(',').action(ArgAction::Append))
        .arg(flag("lint-only", &text("cli-check.lint-only")).conflicts_with("eval-only"))
        .arg(flag("eval-only", &text("cli-check.eval-only")))
        .arg(rules("deny", "cli-check.deny"))
        .arg(rules("warn", "cli-check.warn"))
        .arg(rules("note", "cli-check.note"))
        .arg(rules("allow", "cli-check.allow"))
        .arg(value("preset", "cli-check.preset", "recommended|strict|minimal"))
        .arg(flag("fix", &text("cli-check.fix")).conflicts_with("diff"))
        .arg(flag("unsafe-fixes", &text("cli-check.unsafe-fixes")))
        .arg(flag("diff", &text("cli-check.diff")))
        .arg(value("baseline", "cli-check.baseline", "FILE"))
        .arg(flag("write-baseline", &text("cli-check.write-baseline")))
        .arg(value("stdin-path", "cli-check.stdin-path", "NAME"))
        .arg(value("config", "cli-check.config", "FILE"))
        .arg(flag("quiet", &text("cli-check.quiet")).short('q'))
        .arg(help_flag(localizer))
}

fn rules(localizer: &Localizer, width: usize) -> Command {
    let text = |id| described(localizer, id, width);
    Command::new("rules")
        .about(text("cli-rules.about"))
        .help_template(template(localizer, Page::Plain, &localizer.word("cli-rules.examples")))
        .override_usage("kpi rules [--format human|json]")
        .next_line_help(true)
        .disable_help_flag(true)
        .args_override_self(true)
        .arg(Arg::new("format").long("format").value_name("human|json").help(text("cli-rules.format")))
        .arg(Arg::new("config").long("config").value_name("FILE").help(text("cli-check.config")))
        .arg(help_flag(localizer))
}

fn explain(localizer: &Localizer, width: usize) -> Command {
    let text = |id| described(localizer, id, width);
    Command::new("explain")
        .about(text("cli-explain.about"))
        .help_template(template(localizer, Page::Options, &localizer.word("cli-explain.examples")))
        .override_usage("kpi explain RULE… | --all")
        .next_line_help(true)
        .disable_help_flag(true)
        .args_override_self(true)
        .arg(Arg::new("rule").value_name("RULE").num_args(0..).help(text("cli-explain.rule")))
        .arg(flag("all", &text("cli-explain.all")).conflicts_with("rule"))
        .arg(Arg::new("format").long("format").value_name("human|markdown").help(text("cli-explain.format")))
        .arg(Arg::new("config").long("config").value_name("FILE").help(text("cli-check.config")))
        .arg(help_flag(localizer))
}

/// A description that fits below its option. The library that lays the page out breaks lines at spaces only, and
/// Japanese has none.
pub(super) fn described(localizer: &Localizer, id: &'static str, width: usize) -> String {
    wrap(&localizer.word(id), width.saturating_sub(HELP_INDENT)).join("\n")
}

/// An option that may stand before the command too.
fn global(name: &'static str, help: &str, value_name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value_name).global(true).help(help.to_owned())
}

pub(super) fn flag(name: &'static str, help: &str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.to_owned())
}

pub(super) fn help_flag(localizer: &Localizer) -> Arg {
    let help = localizer.text(&Message::new("cli-options.help"));
    Arg::new("help").long("help").short('h').action(ArgAction::HelpShort).help(help)
}

/// What a page of help lists.
#[derive(Clone, Copy)]
pub(super) enum Page {
    Commands,
    Options,
    /// A command without arguments.
    Plain,
}

/// The page of a command: what it does, how it is written, its parts, examples.
pub(super) fn template(localizer: &Localizer, page: Page, example_lines: &str) -> String {
    let usage = localizer.word("cli-usage");
    let options = localizer.word("cli-options");
    let examples = localizer.word("cli-examples");
    let (first, list) = match page {
        Page::Commands => (localizer.word("cli-commands"), "{subcommands}"),
        Page::Options | Page::Plain => (localizer.word("cli-arguments"), "{positionals}"),
    };
    if matches!(page, Page::Plain) {
        return format!("{{about}}\n\n{usage}: {{usage}}\n\n{options}:\n{{options}}\n\n{examples}:\n{example_lines}\n");
    }
    format!(
        "{{about}}\n\n{usage}: {{usage}}\n\n{first}:\n{list}\n\n{options}:\n{{options}}\n\n{examples}:\n{example_lines}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language;
    use crate::report::width::width;

    #[test]
    fn the_command_line_is_sound() {
        command(&Localizer::new(Language::English), 80).debug_assert();
    }

    #[test]
    fn help_speaks_both_languages_and_fits() {
        for (language, word) in [(Language::English, "Options:"), (Language::Japanese, "オプション:")] {
            let mut kpi = command(&Localizer::new(language), 80);
            let check = kpi.find_subcommand_mut("check").unwrap();
            let page = check.render_help().to_string();
            assert!(page.contains(word) && page.contains("--fail-on"), "{page}");
            assert!(!page.contains("cli-"), "a text is missing\n{page}");
            assert!(page.lines().all(|line| width(line) <= 80), "{page}");
            let page = kpi.render_help().to_string();
            assert!(page.contains("check") && !page.contains("cli-"), "{page}");
            assert!(page.lines().all(|line| width(line) <= 80), "{page}");
        }
    }
}
