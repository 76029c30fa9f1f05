//! `kpi tree`: the goal and what it is made of.

use clap::{Arg, ArgMatches, Command};

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::evaluate::Query;
use crate::evaluate::tree::{Tree, tree};
use crate::plan::Plan;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::tree::{Drawing, Theme, TreeFormat, json};
use crate::session::checked::{Checked, CheckedPlan};
use crate::session::request::Breakdowns;

use super::arguments::{CheckArguments, Look, keep};
use super::asking::{Asked, ask, question, read};
use super::check::files_read;
use super::command::{Page, described, flag, template};
use super::output::{Trouble, write_report, write_stdout};
use super::surroundings::Surroundings;
use super::usage::{invalid_choice, invalid_period};

/// The command with its options.
pub(super) fn declared(localizer: &Localizer, width: usize) -> Command {
    let text = |id| described(localizer, id, width);
    let value = |name: &'static str, id, value_name: &'static str| {
        Arg::new(name).long(name).value_name(value_name).help(text(id))
    };
    question("tree", localizer, width)
        .about(text("cli-tree.about"))
        .help_template(template(localizer, Page::Options, &localizer.word("cli-tree.examples")))
        .override_usage("kpi tree PLAN [--format FORMAT] [--period PERIOD] …")
        .arg(value("format", "cli-tree.format", "text|mermaid|dot|svg|json"))
        .arg(value("period", "cli-tree.period", "PERIOD"))
        .arg(value("theme", "cli-tree.theme", "auto|light|dark"))
        .arg(value("output", "cli-check.output", "FILE"))
        .arg(flag("plan-only", &text("cli-tree.plan-only")))
}

/// What was asked for.
struct TreeArguments {
    common: CheckArguments,
    format: TreeFormat,
    theme: Theme,
    output: Option<String>,
}

/// Draws, and returns the exit status.
pub(super) fn run(surroundings: &mut Surroundings, matches: &ArgMatches, early: Language) -> u8 {
    let (arguments, errors) = read_arguments(matches);
    if !errors.is_empty() {
        return Trouble::from_errors(errors).report(surroundings, early);
    }
    let asked = match ask(surroundings, &arguments.common, early, Breakdowns::Asked) {
        Ok(asked) => asked,
        Err(exit) => return exit,
    };
    let report = |surroundings: &mut Surroundings, error| {
        Trouble::from_errors(vec![error]).report(surroundings, asked.localizer.language())
    };
    let text = match drawn(&asked, &arguments) {
        Ok(text) => text,
        Err(error) => return report(surroundings, error),
    };
    let Some(path) = &arguments.output else {
        write_stdout(surroundings, &text);
        return 0;
    };
    let read = files_read(surroundings, &asked.checked);
    match write_report(surroundings, path, &text, &read) {
        Ok(()) => 0,
        Err(error) => report(surroundings, error),
    }
}

fn read_arguments(matches: &ArgMatches) -> (TreeArguments, Vec<Diagnostic>) {
    let (mut common, mut errors) = read(matches);
    let one = |name: &str| matches.get_one::<String>(name).cloned();
    if matches.get_flag("plan-only") {
        common.look = Look::LintOnly;
    }
    if let Some((first, last)) = common.periods.as_ref().filter(|(first, last)| first != last) {
        errors.push(invalid_period(&format!("{first}..{last}")));
    }
    let format = one("format")
        .map(|word| TreeFormat::from_word(&word).ok_or_else(|| invalid_choice("--format", &word, TreeFormat::WORDS)));
    let theme =
        one("theme").map(|word| Theme::from_word(&word).ok_or_else(|| invalid_choice("--theme", &word, Theme::WORDS)));
    let format = format.and_then(|format| keep(format, &mut errors)).unwrap_or(TreeFormat::Text);
    let theme = theme.and_then(|theme| keep(theme, &mut errors)).unwrap_or_default();
    (TreeArguments { common, format, theme, output: one("output") }, errors)
}

/// The trees of the plans in the format that is asked for.
fn drawn(asked: &Asked, arguments: &TreeArguments) -> Result<String, Diagnostic> {
    let Asked { checked, settings, localizer } = asked;
    let has_numbers = arguments.common.look != Look::LintOnly;
    let trees: Vec<(&CheckedPlan, &Plan, Tree)> =
        checked.plans.iter().filter_map(|one| grown(checked, one, arguments)).collect();
    let drawings: Vec<Drawing> =
        trees.iter().map(|(one, plan, tree)| Drawing { checked, one, plan, tree, has_numbers, localizer }).collect();
    if arguments.format == TreeFormat::Json {
        return Ok(json(&drawings));
    }
    if arguments.format == TreeFormat::Text {
        let texts: Vec<String> = drawings.iter().map(|drawing| drawing.text(settings.appearance)).collect();
        return Ok(texts.join("\n"));
    }
    let [drawing] = drawings.as_slice() else {
        let error = Diagnostic::error(Message::new("several-plans").with("count", drawings.len()));
        return Err(error.help(Message::new("several-plans.help")));
    };
    Ok(match arguments.format {
        TreeFormat::Mermaid => drawing.mermaid(),
        TreeFormat::Dot => drawing.dot(),
        TreeFormat::Svg | TreeFormat::Text | TreeFormat::Json => drawing.svg(arguments.theme),
    })
}

fn grown<'c>(
    checked: &'c Checked,
    one: &'c CheckedPlan,
    arguments: &TreeArguments,
) -> Option<(&'c CheckedPlan, &'c Plan, Tree)> {
    let plan = checked.plan(one)?;
    let periods = period(plan, one, arguments).map(|period| (period, period));
    let query = Query { periods, ..Query::on(one.as_of.date) };
    checked.look(one, |ground| (one, plan, tree(ground, &query)))
}

/// The period that is asked for; of a plan without its numbers the one that lies nearest.
fn period(plan: &Plan, one: &CheckedPlan, arguments: &TreeArguments) -> Option<Period> {
    let fiscal = plan.settings.fiscal;
    if let Some((asked, _)) = &arguments.common.periods {
        return Period::parse(asked, fiscal);
    }
    let day = plan.settings.range.map_or(one.as_of.date, |(first, last)| one.as_of.date.clamp(first, last.max(first)));
    (arguments.common.look == Look::LintOnly).then(|| Period::containing(day, plan.settings.period, fiscal))
}
