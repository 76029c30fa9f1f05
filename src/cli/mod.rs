//! The command line: arguments in, exit code out.

mod arguments;
mod asking;
mod assumption;
mod baseline;
mod beside;
mod check;
mod choices;
mod command;
mod config;
mod configs;
mod derive;
mod derived;
mod explain;
mod find;
mod fix;
mod output;
mod plans;
mod progress;
mod settings;
pub mod surroundings;
mod tree;
mod test;
mod usage;
mod why;

use clap::error::ErrorKind;

use crate::report::language::Language;
use crate::report::localizer::Localizer;

use self::arguments::CheckArguments;
use self::output::Trouble;
use self::surroundings::Surroundings;

/// Runs `kpi` in its surroundings and returns the exit status: 0 nothing failed, 1 something failed, 2 it could not be
/// checked. Never panics on what the surroundings hold; a closed output is a silent success.
pub fn run(surroundings: &mut Surroundings) -> u8 {
    let language = settings::early_language(surroundings);
    let localizer = Localizer::new(language);
    let width = settings::help_width(surroundings);
    let mut command = command::command(&localizer, width);
    let words = [std::ffi::OsString::from("kpi")].into_iter().chain(surroundings.arguments.iter().cloned());
    match command.try_get_matches_from_mut(words) {
        Ok(matches) => match matches.subcommand() {
            Some(("check", matches)) => {
                let (arguments, errors) = CheckArguments::read(matches);
                if !errors.is_empty() {
                    return report_trouble(surroundings, language, errors);
                }
                check::check(surroundings, &arguments, language)
            }
            Some(("derive", matches)) => derive::derive(surroundings, matches, language),
            Some(("test", matches)) => test::test(surroundings, matches, language),
            Some(("rules", matches)) => explain::rules(surroundings, matches, language),
            Some(("why", matches)) => why::why(surroundings, matches, language),
            Some(("explain", matches)) => explain::explain(surroundings, matches, language),
            Some(("tree", matches)) => tree::run(surroundings, matches, language),
            _ => help(surroundings, &mut command),
        },
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                output::write_stdout(surroundings, &error.to_string());
                0
            }
            _ => {
                let error = usage::usage_error(&error, &command);
                report_trouble(surroundings, language, vec![error])
            }
        },
    }
}

fn help(surroundings: &mut Surroundings, command: &mut clap::Command) -> u8 {
    let page = command.render_help().to_string();
    output::write_stderr(surroundings, &page);
    2
}

fn report_trouble(
    surroundings: &mut Surroundings,
    language: Language,
    errors: Vec<crate::base::diagnostic::Diagnostic>,
) -> u8 {
    Trouble::from_errors(errors).report(surroundings, language)
}
