//! The command line's entry: arguments in, exit code out.

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use kpi_lang::cli::run;
use kpi_lang::cli::surroundings::{Surroundings, TerminalFacts};

fn main() -> ExitCode {
    let mut surroundings = Surroundings {
        arguments: std::env::args_os().skip(1).collect(),
        directory: std::env::current_dir().unwrap_or_default(),
        variables: std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect(),
        now: &jiff::Timestamp::now,
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        // Not locked: the sign of life writes there from another thread.
        stderr: &mut stderr(),
        terminal: TerminalFacts {
            stdout_is_terminal: stdout().is_terminal(),
            stderr_is_terminal: stderr().is_terminal(),
            width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        },
    };
    ExitCode::from(run(&mut surroundings))
}
