//! What the commands that ask something of a plan's numbers have in common: from arguments to plans that are evaluated.

use std::collections::BTreeMap;

use clap::{Arg, ArgMatches, Command};
use jiff::civil::Date;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::source_map::SourceMap;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::session;
use crate::session::checked::{AsOf, AsOfFrom, Checked};
use crate::session::request::{Breakdowns, Request};

use super::arguments::{CheckArguments, Look, color, date, keep, language, periods};
use super::command::{described, help_flag};
use super::output::Trouble;
use super::plans::AskedPlans;
use super::progress::SignOfLife;
use super::settings::Settings;
use super::surroundings::Surroundings;

/// A command with what every question may say: plans, the date, the configuration. What else it takes it adds itself.
pub(super) fn question(name: &'static str, localizer: &Localizer, width: usize) -> Command {
    let text = |id| described(localizer, id, width);
    let value = |name: &'static str, id, value_name: &'static str| {
        Arg::new(name).long(name).value_name(value_name).help(text(id))
    };
    Command::new(name)
        .next_line_help(true)
        .disable_help_flag(true)
        .args_override_self(true)
        .arg(Arg::new("path").value_name("PLAN").num_args(0..).help(text("cli-check.path")))
        .arg(value("as-of", "cli-check.as-of", "DATE"))
        .arg(value("stdin-path", "cli-check.stdin-path", "NAME"))
        .arg(value("config", "cli-check.config", "FILE"))
        .arg(help_flag(localizer))
}

/// What of a question's words every question may say, and everything that is wrong with it. `period` and `by` are read
/// where the command has them.
pub(super) fn read(matches: &ArgMatches) -> (CheckArguments, Vec<Diagnostic>) {
    let mut errors = Vec::new();
    let one = |name| matches.try_get_one::<String>(name).ok().flatten().cloned();
    let many = |name| matches.try_get_many::<String>(name).ok().flatten().into_iter().flatten().cloned();
    let arguments = CheckArguments {
        paths: many("path").collect(),
        as_of: one("as-of").and_then(|text| keep(date(&text), &mut errors)),
        periods: one("period").and_then(|text| keep(periods(&text), &mut errors)),
        by: many("by").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
        look: Look::EvalOnly,
        stdin_path: one("stdin-path"),
        config: one("config"),
        color: one("color").and_then(|word| keep(color(&word), &mut errors)),
        language: one("lang").and_then(|word| keep(language(&word), &mut errors)),
        ..CheckArguments::one_report()
    };
    (arguments, errors)
}

/// Plans that were read and evaluated without an error, and how to answer.
pub(super) struct Asked {
    pub(super) checked: Checked,
    pub(super) settings: Settings,
    pub(super) localizer: Localizer,
}

/// Reads and evaluates the plans that the arguments name. What keeps that from being done is reported, as every command
/// reports it; the error is the exit status then. `early` is the language until the configuration is read.
pub(super) fn ask(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
    early: Language,
    breakdowns: Breakdowns,
) -> Result<Asked, u8> {
    ask_and_keep(surroundings, arguments, early, breakdowns).map(|(asked, _)| asked)
}

/// The same with what was asked for, to ask it of another day as well.
pub(super) fn ask_and_keep(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
    early: Language,
    breakdowns: Breakdowns,
) -> Result<(Asked, Request), u8> {
    let asked = AskedPlans::find(surroundings, arguments, early);
    let language = asked.language;
    if !asked.errors.is_empty() || !asked.configs.errors.is_empty() {
        return Err(asked.trouble().report(surroundings, language));
    }
    let AskedPlans { plans, configs, settings, color, .. } = asked;
    let request = Request {
        plans,
        now: (surroundings.now)(),
        view: arguments.view.clone(),
        by: arguments.by.clone(),
        breakdowns,
        grain: arguments.grain,
        periods: arguments.periods.clone(),
        evaluate: arguments.look.evaluates(),
        texts: BTreeMap::new(),
        lint: false,
        tests: arguments.look == Look::TestsOnly,
    };
    let localizer = Localizer::new(language);
    let progress =
        SignOfLife::start(surroundings.terminal.stderr_is_terminal, localizer.text(&Message::new("reading")));
    let mut checked = session::check(&request, configs.sources, Vec::new(), &progress);
    drop(progress);
    if checked.count(Level::Error) > 0 {
        let errors = std::mem::take(&mut checked.diagnostics).into_iter();
        let errors = errors.filter(|diagnostic| diagnostic.level == Level::Error).collect();
        let mut trouble = Trouble::new(checked.sources, errors);
        trouble.color = color;
        return Err(trouble.report(surroundings, language));
    }
    Ok((Asked { checked, settings, localizer }, request))
}

/// What was asked for, as it stood at the end of an earlier day.
pub(super) fn ask_of_day(
    surroundings: &Surroundings,
    localizer: &Localizer,
    mut request: Request,
    day: Date,
) -> Checked {
    for plan in &mut request.plans {
        plan.project.as_of = Some(AsOf { date: day, from: AsOfFrom::CommandLine });
    }
    let reading = localizer.text(&Message::new("reading"));
    let progress = SignOfLife::start(surroundings.terminal.stderr_is_terminal, reading);
    session::check(&request, SourceMap::default(), Vec::new(), &progress)
}
