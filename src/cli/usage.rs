//! What is wrong with a command line, in our own words.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message};
use crate::base::suggest::did_you_mean;

/// The diagnostic of what clap found.
#[must_use]
pub fn usage_error(error: &clap::Error, command: &clap::Command) -> Diagnostic {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = option_name(&context(ContextKind::InvalidArg));
    match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(&context(ContextKind::InvalidSubcommand), command),
        ErrorKind::UnknownArgument => unknown_option(&argument, command),
        ErrorKind::ArgumentConflict => {
            let other = option_name(&context(ContextKind::PriorArg));
            let message = Message::new("conflicting-options").with("one", argument).with("other", other);
            Diagnostic::error(message).help(Message::new("conflicting-options.help"))
        }
        ErrorKind::TooManyValues => Diagnostic::error(Message::new("unexpected-value").with("option", argument))
            .help(Message::new("unexpected-value.help")),
        ErrorKind::InvalidValue => missing_value(&argument),
        _ => Diagnostic::error(Message::new("no-command")).help(Message::new("no-command.help")),
    }
}

/// A value that none of the words is.
#[must_use]
pub fn invalid_choice(option: &str, value: &str, known: &[&str]) -> Diagnostic {
    let words = Arg::choice(known.iter().map(|word| format!("`{word}`")));
    let help = match did_you_mean(value, known.iter().copied()) {
        Some(similar) => Message::new("invalid-choice.help-similar").with("similar", similar),
        None => Message::new("invalid-choice.help").with("known", words),
    };
    Diagnostic::error(Message::new("invalid-choice").with("option", option).with("value", value)).help(help)
}

/// Members that nobody can be found by.
#[must_use]
pub fn invalid_view(text: &str) -> Diagnostic {
    Diagnostic::error(Message::new("invalid-where").with("value", text)).help(Message::new("invalid-where.help"))
}

/// A date that is none.
#[must_use]
pub fn invalid_date(option: &str, value: &str) -> Diagnostic {
    let message = Message::new("invalid-date").with("option", option).with("value", value);
    Diagnostic::error(message).help(Message::new("invalid-date.help"))
}

/// A period that is none.
#[must_use]
pub fn invalid_period(value: &str) -> Diagnostic {
    Diagnostic::error(Message::new("invalid-period").with("value", value)).help(Message::new("invalid-period.help"))
}

fn missing_value(option: &str) -> Diagnostic {
    Diagnostic::error(Message::new("missing-value").with("option", option)).help(Message::new("missing-value.help"))
}

fn unknown_command(written: &str, command: &clap::Command) -> Diagnostic {
    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let looks_like_a_path = written.contains(['.', '/', '\\']);
    let help = match did_you_mean(written, known.iter().copied()) {
        Some(similar) => Message::new("unknown-command.help-similar").with("similar", similar),
        None if looks_like_a_path => Message::new("unknown-command.help-check").with("path", written),
        None => Message::new("unknown-command.help"),
    };
    Diagnostic::error(Message::new("unknown-command").with("command", written)).help(help)
}

fn unknown_option(written: &str, command: &clap::Command) -> Diagnostic {
    let check = command.get_subcommands().flat_map(clap::Command::get_arguments).chain(command.get_arguments());
    let known: Vec<String> = check.filter_map(clap::Arg::get_long).map(|name| format!("--{name}")).collect();
    let help = match did_you_mean(written, known.iter().map(String::as_str)) {
        Some(similar) => Message::new("unknown-option.help-similar").with("similar", similar),
        None => Message::new("unknown-option.help"),
    };
    Diagnostic::error(Message::new("unknown-option").with("option", written)).help(help)
}

/// `--format <human|short|json>` is called `--format`.
fn option_name(shown: &str) -> String {
    shown.split([' ', '=']).next().unwrap_or_default().to_owned()
}
