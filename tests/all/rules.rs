//! The pages of the rules: each failing plan gives exactly its rule's finding at the marked words (`# <- words` at the
//! end of a line), each passing plan gives none of any rule. The plans of rules that look at numbers are checked with the
//! data that the page shows above them. `KPI_BLESS=1` writes into the pages what is said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kpi_lang::lint::page::Page;
use kpi_lang::lint::rules::{REGISTERED, Registered, find, looks_at_numbers};
use kpi_lang::report::language::Language;
use serde_json::Value;

use crate::harness::{Outcome, kpi};
use crate::markdown::{Block, blocks};
use crate::repository::{files, read, root};

/// A plan of a page.
pub struct Case {
    pub name: String,
    pub text: String,
    pub line: usize,
    /// The files that the page shows above it, by name; of one that it shows twice the nearest holds.
    files: BTreeMap<String, String>,
    /// Whether its numbers are looked at.
    with_numbers: bool,
    /// What the page shows below it.
    said: Option<String>,
}

impl Case {
    /// A folder with the plan, the files that the page shows, and those that all pages share.
    pub fn folder(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files("docs/rules/plans", "") {
            let name = Path::new(&file).file_name().unwrap();
            std::fs::copy(root().join(&file), folder.path().join(name)).unwrap();
        }
        for (name, text) in &self.files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        std::fs::write(folder.path().join("plan.kpi"), &self.text).unwrap();
        folder
    }

    /// Checks the plan in its folder, without its numbers unless the rule looks at them.
    pub fn check(&self, folder: &Path, language: &str, words: &[&str]) -> Outcome {
        let scope: &[&str] = if self.with_numbers { &[] } else { &["--lint-only"] };
        kpi(folder, language, &[&["check", "plan.kpi"], scope, words].concat())
    }
}

fn page_name(rule: &str, language: Language) -> String {
    match language {
        Language::English => format!("docs/rules/{rule}.md"),
        Language::Japanese => format!("docs/rules/{rule}.ja.md"),
    }
}

fn page(rule: &str, language: Language) -> String {
    std::fs::read_to_string(root().join(page_name(rule, language))).unwrap_or_default()
}

/// The plans of a page that are to fail, or to pass.
pub fn cases(rule: &str, language: Language, kind: &str) -> Vec<Case> {
    let name = page_name(rule, language);
    // A page that is missing is reported where folder and registry are compared.
    let blocks = blocks(&page(rule, language));
    let is_said = |block: Option<&Block>| block.filter(|block| block.info == "text").map(|block| block.text.clone());
    let places = (0..blocks.len()).filter(|place| blocks[*place].info == format!("kpi {kind}"));
    let file = |block: &Block| Some((block.info.strip_prefix("csv ")?.to_owned(), block.text.clone()));
    places
        .map(|place| Case {
            name: name.clone(),
            text: blocks[place].text.clone(),
            line: blocks[place].line,
            files: blocks[..place].iter().filter_map(file).collect(),
            with_numbers: looks_at_numbers(rule),
            said: is_said(blocks.get(place + 1)),
        })
        .collect()
}

/// Everything that all rules find in a plan: rule, line, and the words.
fn found(case: &Case) -> BTreeSet<(String, usize, String)> {
    let outcome = case.check(case.folder().path(), "en", &["--show", "note", "--format", "json"]);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["errors"], Value::Array(Vec::new()), "{}:{}", case.name, case.line);
    let lines: Vec<&str> = case.text.lines().collect();
    let finding = |finding: &Value| {
        let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
        let (line, end_line) = (number("line"), number("end_line"));
        let words = lines[line - 1].chars().skip(number("column") - 1);
        let length = if line == end_line { number("end_column") - number("column") } else { usize::MAX };
        (finding["rule"].as_str().unwrap().to_owned(), line, words.take(length).collect())
    };
    let findings = document["findings"].as_array().unwrap().iter();
    // Remarks on what is not evaluated are no rule's.
    findings.filter(|one| one["rule"].as_str().is_some_and(|rule| find(rule).is_some())).map(finding).collect()
}

/// The words that a plan marks, with their lines.
fn marked(case: &Case) -> BTreeSet<(usize, String)> {
    let lines = case.text.lines().enumerate();
    let marks = lines.filter_map(|(number, line)| {
        let (_, words) = line.split_once("# <- ").or_else(|| line.split_once("# ← "))?;
        Some((number + 1, words.trim().to_owned()))
    });
    marks.collect()
}

fn all() -> impl Iterator<Item = (&'static Registered, Language)> {
    REGISTERED.iter().flat_map(|registered| Language::ALL.iter().map(move |language| (registered, *language)))
}

#[test]
fn rules_and_pages_are_the_same() {
    let names = |pages: &[String]| pages.iter().map(|page| page.replace("docs/rules/", "")).collect::<BTreeSet<_>>();
    let pages = files("docs/rules", ".md");
    let expected: BTreeSet<String> = all()
        .map(|(registered, language)| page_name(registered.rule.name, language).replace("docs/rules/", ""))
        .chain(["README.md".to_owned(), "README.ja.md".to_owned()])
        .collect();
    assert_eq!(names(&pages), expected);
    let code: BTreeSet<String> = files("src/lint/rules", ".rs").iter().map(|file| file.replace('_', "-")).collect();
    let expected = REGISTERED.iter().map(|registered| format!("src/lint/rules/{}.rs", registered.rule.name)).collect();
    assert_eq!(code, expected);
}

#[test]
fn every_page_has_its_parts() {
    let mut faults = Vec::new();
    for (registered, language) in all() {
        let name = page_name(registered.rule.name, language);
        let text = page(registered.rule.name, language);
        let page = Page::new(&text);
        let mut demand = |is_there: bool, what: &str| {
            if !is_there {
                faults.push(format!("{name}: {what}"));
            }
        };
        demand(text.starts_with(&format!("# {}\n", registered.rule.name)), "the title");
        demand(!page.summary().is_empty() && page.summary().chars().count() <= 120, "a summary of one line");
        demand(!page.summary().contains('\n'), "a summary on one line");
        demand(page.wording().contains(&format!("{} =", registered.rule.name)), "the wording");
        demand(!cases(registered.rule.name, language, "fails").is_empty(), "a failing plan");
        demand(!cases(registered.rule.name, language, "passes").is_empty(), "a passing plan");
        for option in registered.rule.options {
            let row = format!("| `{}` | `{}` |", option.key, option.written_default().replace('"', ""));
            demand(text.contains(&row), &format!("the option {row}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_failing_plan_gives_exactly_its_finding_at_the_marked_words() {
    let mut faults = Vec::new();
    for (registered, language) in all() {
        for case in cases(registered.rule.name, language, "fails") {
            let marks = marked(&case).into_iter();
            let expected: BTreeSet<_> =
                marks.map(|(line, words)| (registered.rule.name.to_owned(), line, words)).collect();
            let found = found(&case);
            if expected.is_empty() || found != expected {
                faults.push(format!("{}:{}: {found:?}, marked {expected:?}", case.name, case.line));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn in_each_passing_plan_nothing_is_found() {
    let mut faults = Vec::new();
    for (registered, language) in all() {
        for case in cases(registered.rule.name, language, "passes") {
            let found = found(&case);
            if !found.is_empty() {
                faults.push(format!("{}:{}: {found:?}", case.name, case.line));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What a report says before it comes to the plan's numbers, or to what it counts at the end.
fn findings_of(report: &str) -> String {
    let paragraphs: Vec<&str> = report.trim_end().split("\n\n").collect();
    let is_heading = |paragraph: &&str| paragraph.lines().next().is_some_and(|line| line.ends_with("  plan.kpi"));
    let end = paragraphs.iter().position(is_heading).unwrap_or(paragraphs.len() - 1);
    paragraphs[..end].join("\n\n") + "\n"
}

#[test]
fn each_page_shows_what_is_said_of_its_failing_plans() {
    let mut faults = Vec::new();
    for (registered, language) in all() {
        for case in cases(registered.rule.name, language, "fails") {
            let outcome = case.check(case.folder().path(), language.code(), &["--show", "note"]);
            let said = findings_of(&outcome.stdout);
            if case.said.as_ref() == Some(&said) {
                continue;
            }
            if std::env::var_os("KPI_BLESS").is_some() {
                let text = read(&case.name);
                let shown = case.said.as_ref().map_or(String::new(), |said| format!("\n```text\n{said}```\n"));
                let before = format!("{}```\n", case.text);
                let blessed = format!("{before}\n```text\n{said}```\n");
                std::fs::write(root().join(&case.name), text.replacen(&(before + &shown), &blessed, 1)).unwrap();
            } else {
                faults.push(format!("{}:{}: it says:\n{said}", case.name, case.line));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
