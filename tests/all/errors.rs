//! One folder for each error: the smallest case that gives it, with what is said in each language beside it.
//!
//! A folder holds `plan.kpi` (and the files that it names), or `command` with the whole command line. `args` holds
//! further words of the command line. `KPI_BLESS=1` writes what is said; read it before you commit it.

use std::collections::BTreeSet;

use kpi_lang::report::catalog::FILES;
use kpi_lang::report::language::Language;

use crate::harness::kpi;
use crate::repository::{folders, root};

const FOLDER: &str = "tests/errors";

/// Messages beside the errors that are no errors of their own, and errors that no file can reproduce everywhere.
const WITHOUT_FOLDER: &[(&str, &str)] = &[
    ("read-error", "words beside a place"),
    ("parquet-left-out", "said by a build without the feature only"),
    ("unreadable-file", "depends on who may read what"),
    ("mend-not-written", "depends on who may write what"),
];

/// The codes that `locales/` has errors for.
fn codes() -> BTreeSet<String> {
    let texts = FILES.iter().filter(|file| file.name.starts_with("errors/"));
    let lines = texts.flat_map(|file| file.text(Language::English).lines());
    lines
        .filter(|line| line.starts_with(|character: char| character.is_ascii_alphabetic()))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .filter(|id| WITHOUT_FOLDER.iter().all(|(without, _)| without != id))
        .collect()
}

fn command_line(code: &str) -> Vec<String> {
    let file = |name: &str| std::fs::read_to_string(root().join(FOLDER).join(code).join(name)).ok();
    let words = |text: String| text.split_whitespace().map(String::from).collect::<Vec<_>>();
    if let Some(command) = file("command") {
        return words(command);
    }
    // The smallest case of an error is no well-designed plan.
    let mut line = vec!["check".to_owned(), "plan.kpi".to_owned(), "--eval-only".to_owned()];
    line.extend(file("args").map(words).unwrap_or_default());
    line
}

/// What the program says in a folder: everything that it prints, and its exit status.
fn said(code: &str, language: Language) -> String {
    let line = command_line(code);
    let words: Vec<&str> = line.iter().map(String::as_str).collect();
    let outcome = kpi(&root().join(FOLDER).join(code), language.code(), &words);
    let command = format!("$ kpi {}\n", words.join(" "));
    format!("{command}{}{}[exit {}]\n", outcome.stdout, outcome.stderr, outcome.exit)
}

#[test]
fn there_is_a_folder_for_each_error_and_no_other() {
    let folders: BTreeSet<String> = folders(FOLDER).into_iter().collect();
    let codes = codes();
    let missing: Vec<&String> = codes.difference(&folders).collect();
    let extra: Vec<&String> = folders.difference(&codes).collect();
    assert!(missing.is_empty() && extra.is_empty(), "without a folder: {missing:?}; without a message: {extra:?}");
}

#[test]
fn every_error_says_what_is_expected() {
    let bless = std::env::var_os("KPI_BLESS").is_some();
    let mut faults = Vec::new();
    for code in folders(FOLDER) {
        for language in Language::ALL {
            let said = said(&code, *language);
            let file = root().join(FOLDER).join(&code).join(format!("expected.{}.txt", language.code()));
            if bless {
                std::fs::write(&file, &said).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            }
            let expected = std::fs::read_to_string(&file).unwrap_or_default();
            if said != expected {
                faults.push(format!("{} differs; it says:\n{said}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_error_gives_its_code_and_a_document() {
    let mut faults = Vec::new();
    for code in folders(FOLDER) {
        let said = said(&code, Language::English);
        if !said.contains(&format!("[{code}]")) {
            faults.push(format!("{code}: {said}"));
        }
        let mut line = command_line(&code);
        line.extend(["--format".to_owned(), "json".to_owned()]);
        let words: Vec<&str> = line.iter().map(String::as_str).collect();
        let outcome = kpi(&root().join(FOLDER).join(&code), "ja", &words);
        let document: Result<serde_json::Value, _> = serde_json::from_str(&outcome.stdout);
        let errors = document.ok().and_then(|document| document["errors"].as_array().map(Vec::len));
        if errors.is_none_or(|errors| (errors > 0) != (outcome.exit == 2)) {
            faults.push(format!("{code}: no sound document: {outcome:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
