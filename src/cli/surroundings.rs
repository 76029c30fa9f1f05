//! Everything that a run takes from the world: given, so that tests can give it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

use jiff::Timestamp;

/// The world of one run.
pub struct Surroundings<'a> {
    /// Without the program's own name.
    pub arguments: Vec<OsString>,
    /// The working directory.
    pub directory: PathBuf,
    /// The environment.
    pub variables: BTreeMap<String, String>,
    /// The clock, read at most once.
    pub now: &'a dyn Fn() -> Timestamp,
    pub stdin: &'a mut dyn Read,
    pub stdout: &'a mut dyn Write,
    pub stderr: &'a mut dyn Write,
    pub terminal: TerminalFacts,
}

/// What is known of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TerminalFacts {
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    /// The columns of the terminal, where there is one.
    pub width: Option<usize>,
}

impl Surroundings<'_> {
    /// A variable that is set and not empty.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
