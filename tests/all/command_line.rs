//! The command line from outside.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use kpi_lang::cli::run;
use kpi_lang::cli::surroundings::{Surroundings, TerminalFacts};

use crate::harness::{kpi, kpi_with_input};
use crate::repository::root;

fn anywhere() -> PathBuf {
    root().join("tests/errors")
}

#[test]
fn help_and_version_are_no_faults() {
    for (words, expected) in
        [(&["--help"][..], "kpi check"), (&["check", "--help"], "--as-of"), (&["--version"], env!("CARGO_PKG_VERSION"))]
    {
        let outcome = kpi(&anywhere(), "en", words);
        assert_eq!((outcome.exit, outcome.stderr.as_str()), (0, ""));
        assert!(outcome.stdout.contains(expected), "{}", outcome.stdout);
    }
    assert!(kpi(&anywhere(), "ja", &["check", "-h"]).stdout.contains("使い方"));
}

#[test]
fn the_language_is_chosen_by_flag_then_environment() {
    assert!(kpi(&anywhere(), "en", &["chek", "--lang", "ja"]).stderr.starts_with("エラー"));
    assert!(kpi(&anywhere(), "ja", &["chek"]).stderr.starts_with("エラー"));
    assert!(kpi(&anywhere(), "fr", &["chek"]).stderr.starts_with("error"));
}

#[test]
fn nothing_to_check_is_not_green() {
    let empty = root().join("locales");
    let outcome = kpi(&empty, "en", &["check"]);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (2, ""));
    assert!(outcome.stderr.contains("no-plan-found"), "{}", outcome.stderr);
}

#[test]
fn a_document_is_given_also_where_nothing_could_be_checked() {
    for words in [&["check", "nowhere.kpi", "--format", "json"][..], &["check", "--format=json", "--nonsense"]] {
        let outcome = kpi(&anywhere(), "en", words);
        let document: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap_or_default();
        assert_eq!(document["summary"]["exit"], 2, "{}", outcome.stdout);
        assert_eq!((outcome.exit, outcome.stderr.as_str()), (2, ""));
    }
}

#[test]
fn standard_input_has_a_name() {
    let outcome =
        kpi_with_input(&anywhere(), "en", &["check", "-", "--stdin-path", "mine.kpi", "--format", "short"], "kpi {");
    assert!(outcome.stdout.starts_with("mine.kpi:1:"), "{outcome:?}");
    assert_eq!(outcome.exit, 2);
}

/// Somebody who stops listening.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_output_is_a_silent_success() {
    let mut stderr = Vec::new();
    let exit = run(&mut Surroundings {
        arguments: vec!["--help".into()],
        directory: anywhere(),
        variables: BTreeMap::default(),
        now: &jiff::Timestamp::default,
        stdin: &mut io::empty(),
        stdout: &mut Closed,
        stderr: &mut stderr,
        terminal: TerminalFacts::default(),
    });
    assert_eq!((exit, stderr.len()), (0, 0));
}
