//! `kpi why`: what a change came from, and where it reached.

use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::{FiscalYear, Period};
use crate::evaluate::why::question::{AskedVersus, Question};
use crate::evaluate::why::so_far::{same_working_day, with_period_of};
use crate::evaluate::why::why as explained;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::why::{human, json};
use crate::session::request::{Breakdowns, Request};

use super::arguments::{CheckArguments, keep};
use super::asking::{Asked, ask_and_keep, ask_of_day, question, read};
use super::command::{Page, described, template};
use super::output::{Trouble, write_stdout};
use super::surroundings::Surroundings;
use super::usage::{invalid_choice, invalid_period};

/// The formats of the answer.
const FORMATS: &[&str] = &["human", "json"];

/// The command, as its help describes it.
pub(super) fn declared(localizer: &Localizer, width: usize) -> Command {
    let text = |id| described(localizer, id, width);
    let value = |name: &'static str, id, value_name: &'static str| {
        Arg::new(name).long(name).value_name(value_name).help(text(id))
    };
    question("why", localizer, width)
        .about(text("cli-why.about"))
        .help_template(template(localizer, Page::Options, &localizer.word("cli-why.examples")))
        .override_usage("kpi why [METRIC] [PLAN] [--period P] [--vs previous|target|PERIOD] [--by DIM]")
        .mut_arg("path", |path| path.value_name("METRIC] [PLAN").help(text("cli-why.path")))
        .arg(value("period", "cli-why.period", "PERIOD"))
        .arg(value("vs", "cli-why.vs", "previous|target|PERIOD"))
        .arg(value("by", "cli-why.by", "DIM[,DIM]").value_delimiter(',').action(ArgAction::Append))
        .arg(value("format", "cli-why.format", "human|json"))
}

/// Runs the command.
pub(super) fn why(surroundings: &mut Surroundings, matches: &ArgMatches, early: Language) -> u8 {
    let (mut arguments, mut errors) = read(matches);
    let metric = take_metric(surroundings, &mut arguments);
    let format = matches.get_one::<String>("format").map_or("human", String::as_str);
    if !FORMATS.contains(&format) {
        errors.push(invalid_choice("--format", format, FORMATS));
    }
    let written = matches.get_one::<String>("vs").map(String::as_str);
    let versus = keep(versus(written), &mut errors).unwrap_or_default();
    let period = matches.get_one::<String>("period").cloned();
    if let Some(range) = period.as_ref().filter(|period| period.contains("..")) {
        errors.push(invalid_period(range));
    }
    if !errors.is_empty() {
        return Trouble::from_errors(errors).report(surroundings, early);
    }
    let compared = match (&period, &versus) {
        (Some(period), _) | (None, AskedVersus::Period(period)) => Period::parse(period, FiscalYear::CALENDAR),
        _ => None,
    };
    arguments.grain = compared.map(|period| period.grain);
    let question = Question { metric, period, versus, by: arguments.by.clone(), until: None };
    match ask_and_keep(surroundings, &arguments, early, Breakdowns::Each) {
        Ok((mut asked, request)) => {
            let question = like_with_like(surroundings, &mut asked, request, question);
            answer(surroundings, &asked, &question, format)
        }
        Err(exit) => exit,
    }
}

/// The first word is the metric, unless it is the only one and a plan or a folder.
fn take_metric(surroundings: &Surroundings, arguments: &mut CheckArguments) -> Option<String> {
    let first = arguments.paths.first()?;
    let is_plan = first == "-" || first.to_lowercase().ends_with(".kpi");
    let is_only_path = arguments.paths.len() == 1 && surroundings.directory.join(first).exists();
    (!is_plan && !is_only_path).then(|| arguments.paths.remove(0))
}

/// The value of `--vs`.
fn versus(written: Option<&str>) -> Result<AskedVersus, Diagnostic> {
    match written {
        None | Some("previous") => Ok(AskedVersus::Previous),
        Some("target") => Ok(AskedVersus::Target),
        Some(text) if Period::parse(text, FiscalYear::CALENDAR).is_some() => Ok(AskedVersus::Period(text.to_owned())),
        Some(text) => Err(invalid_choice("--vs", text, &["previous", "target", "2026-08"])),
    }
}

/// A period in progress is compared with as much of the other one: its numbers are read as they stood on the same working
/// day of it.
fn like_with_like(surroundings: &Surroundings, asked: &mut Asked, request: Request, question: Question) -> Question {
    let [one] = asked.checked.plans.as_slice() else { return question };
    let Some(Some((until, other))) = asked.checked.look(one, |ground| same_working_day(ground, &question)) else {
        return question;
    };
    let earlier = ask_of_day(surroundings, &asked.localizer, request, until);
    let [then] = earlier.plans.as_slice() else { return question };
    let Some((basis, then)) = one.basis.as_ref().zip(then.basis.as_ref()) else { return question };
    let mixed = Arc::new(with_period_of(basis, then, other));
    asked.checked.plans[0].basis = Some(mixed);
    Question { until: Some(until), ..question }
}

fn answer(surroundings: &mut Surroundings, asked: &Asked, question: &Question, format: &str) -> u8 {
    let Asked { checked, settings, localizer } = asked;
    let trouble = |surroundings: &mut Surroundings, error: Diagnostic| {
        Trouble::from_errors(vec![error]).report(surroundings, localizer.language())
    };
    let [one] = checked.plans.as_slice() else {
        let paths: Vec<String> = checked.plans.iter().map(|one| format!("`{}`", one.path)).collect();
        let error = Message::new("why-one-plan").with("count", paths.len()).with("plans", paths);
        return trouble(surroundings, Diagnostic::error(error).help(Message::new("why-one-plan.help")));
    };
    let Some((plan, answered)) = checked.plan(one).zip(checked.look(one, |ground| explained(ground, question))) else {
        return 2;
    };
    match answered {
        Ok(answer) => {
            let write = if format == "json" { json } else { human };
            write_stdout(surroundings, &write(checked, one, plan, &answer, localizer, settings.appearance));
            0
        }
        Err(error) => trouble(surroundings, error),
    }
}
