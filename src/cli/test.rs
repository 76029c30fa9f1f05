//! `kpi test`: runs the plans' own tests.

use clap::{Arg, ArgMatches, Command};

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::report::junit::junit_of_trials;
use crate::report::language::Language;
use crate::report::localizer::Localizer;
use crate::report::summary::{FailOn, Summary};
use crate::report::trials::{human, json};
use crate::session::request::Breakdowns;

use super::arguments::Look;
use super::asking::{Asked, ask, question, read};
use super::command::{Page, described, template};
use super::output::{Trouble, write_stdout};
use super::surroundings::Surroundings;
use super::usage::invalid_choice;

const FORMATS: &[&str] = &["human", "json", "junit"];

/// The command, as its help describes it.
pub(super) fn declared(localizer: &Localizer, width: usize) -> Command {
    question("test", localizer, width)
        .about(described(localizer, "cli-test.about", width))
        .help_template(template(localizer, Page::Options, &localizer.word("cli-test.examples")))
        .override_usage("kpi test [PLAN…] [--format human|json|junit]")
        .arg(Arg::new("format").long("format").value_name("human|json|junit").help(described(
            localizer,
            "cli-test.format",
            width,
        )))
}

/// Runs the tests, reports, and returns the exit status: 1 where one fails, 2 where there is none to run.
pub(super) fn test(surroundings: &mut Surroundings, matches: &ArgMatches, early: Language) -> u8 {
    let (mut arguments, mut errors) = read(matches);
    arguments.look = Look::TestsOnly;
    let format = matches.get_one::<String>("format").map_or("human", String::as_str);
    if !FORMATS.contains(&format) {
        errors.push(invalid_choice("--format", format, FORMATS));
    }
    if !errors.is_empty() {
        return Trouble::from_errors(errors).report(surroundings, early);
    }
    let Asked { checked, settings, localizer } = match ask(surroundings, &arguments, early, Breakdowns::Asked) {
        Ok(asked) => asked,
        Err(exit) => return exit,
    };
    let summary = Summary::of(&checked, Level::Warn, FailOn::default());
    if summary.tests == 0 {
        let error = Diagnostic::error(Message::new("no-tests"));
        return Trouble::from_errors(vec![error.help(Message::new("no-tests.help"))])
            .report(surroundings, localizer.language());
    }
    let text = match format {
        "json" => json(&checked, &summary, &localizer),
        "junit" => junit_of_trials(&checked, &summary, &localizer),
        _ => human(&checked, &summary, &localizer, settings.appearance),
    };
    write_stdout(surroundings, &text);
    summary.exit
}
