//! Runs the program without a process: arguments, folder, clock and environment are given.

use std::path::Path;

use jiff::Timestamp;
use kpi_lang::cli::run;
use kpi_lang::cli::surroundings::{Surroundings, TerminalFacts};

/// What a run gave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub exit: u8,
}

/// Noon of 23 November 2026 in Tokyo: yesterday was the 22nd, there and in UTC.
fn now() -> Timestamp {
    Timestamp::from_second(1_795_402_800).unwrap_or_default()
}

/// Runs `kpi` with `arguments` in a folder, speaking `language`.
pub fn kpi(folder: &Path, language: &str, arguments: &[&str]) -> Outcome {
    kpi_with_input(folder, language, arguments, "")
}

/// The same with a text on standard input.
pub fn kpi_with_input(folder: &Path, language: &str, arguments: &[&str], input: &str) -> Outcome {
    kpi_with(folder, &[("KPI_LANG", language)], arguments, input)
}

/// Runs `kpi` with `arguments` in a folder and an environment.
pub fn kpi_in(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
    kpi_with(folder, variables, arguments, "")
}

fn kpi_with(folder: &Path, variables: &[(&str, &str)], arguments: &[&str], input: &str) -> Outcome {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let variable = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let exit = run(&mut Surroundings {
        arguments: arguments.iter().map(Into::into).collect(),
        directory: folder.to_path_buf(),
        variables: variables.iter().map(variable).collect(),
        now: &now,
        stdin: &mut input.as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        terminal: TerminalFacts::default(),
    });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|error| panic!("no UTF-8: {error}"));
    Outcome { stdout: text(stdout), stderr: text(stderr), exit }
}
