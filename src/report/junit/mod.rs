//! `--format junit`: a test report, for the servers that show tests.
//!
//! A suite is a file. Its first test, `check`, is that the file could be checked at all, so that no suite is empty; then
//! one for each rule that found something in a declaration, one for each indicator that counts, and the plan's own. What a test is called
//! depends on no number, period or language: a server shows since when it fails.

use std::collections::BTreeMap;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::span::Span;
use crate::base::vocabulary::Status;
use crate::evaluate::result::ResultRow;
use crate::evaluate::trial::Trial;
use crate::plan::{Plan, practice};
use crate::session::checked::{Checked, CheckedPlan};
use crate::session::trials::TEST_FAILED;

use super::issue::{Issue, Weight, findings, standing, what_then};
use super::localizer::Localizer;
use super::naming;
use super::summary::{Summary, is_counted};
use super::trials;
use super::xml::Element;

/// The suite of what is about no file.
const NO_FILE: &str = "kpi";

/// A suite for each plan that was asked for, then one for each other file that something is said of.
#[must_use]
pub fn junit(checked: &Checked, summary: &Summary, show: Level, localizer: &Localizer) -> String {
    let issues = findings(checked, summary, show, localizer);
    let mut of_file: BTreeMap<&str, Vec<&Issue>> = BTreeMap::new();
    for issue in &issues {
        of_file.entry(if issue.path.is_empty() { NO_FILE } else { issue.path }).or_default().push(issue);
    }
    let writer = Writer { checked, summary, localizer };
    let mut suites: Vec<Suite> = Vec::new();
    for one in &checked.plans {
        suites.push(writer.suite(&one.path, &of_file.remove(one.path.as_str()).unwrap_or_default(), Some(one)));
    }
    suites.extend(of_file.iter().map(|(path, issues)| writer.suite(path, issues, None)));
    if suites.is_empty() {
        suites.push(writer.suite(NO_FILE, &[], None));
    }
    document("kpi check", &suites)
}

/// The plans' own tests and nothing else: a suite for each plan that has any.
#[must_use]
pub fn junit_of_trials(checked: &Checked, summary: &Summary, localizer: &Localizer) -> String {
    let writer = Writer { checked, summary, localizer };
    let suite = |one: &CheckedPlan| Suite { path: one.path.clone(), properties: Vec::new(), tests: writer.own(one) };
    let suites: Vec<Suite> = checked.plans.iter().filter(|one| !one.trials.is_empty()).map(suite).collect();
    document("kpi test", &suites)
}

/// The tests of one file.
struct Suite {
    path: String,
    properties: Vec<(&'static str, String)>,
    tests: Vec<Test>,
}

struct Test {
    name: String,
    outcome: Outcome,
}

/// What came of a test. A report has a line for people, and everything that is known.
enum Outcome {
    /// With what else is to be said.
    Passed(String),
    /// Nothing to judge by.
    Skipped(String),
    Failed(Report),
    Error(Report),
}

struct Report {
    kind: String,
    line: String,
    whole: String,
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed(_) => "passed",
            Self::Skipped(_) => "skipped",
            Self::Failed(_) => "failure",
            Self::Error(_) => "error",
        }
    }
}

struct Writer<'a> {
    checked: &'a Checked,
    summary: &'a Summary,
    localizer: &'a Localizer,
}

impl Writer<'_> {
    fn suite(&self, path: &str, issues: &[&Issue], one: Option<&CheckedPlan>) -> Suite {
        let (errors, findings): (Vec<&Issue>, Vec<&Issue>) =
            issues.iter().copied().partition(|issue| issue.weight == Weight::Stops);
        let mut tests = vec![self.check(&errors)];
        // The plan's own tests stand here each for itself, also those that pass.
        let of_rules: Vec<&Issue> = findings.into_iter().filter(|issue| issue.rule != TEST_FAILED).collect();
        tests.extend(self.findings(&of_rules));
        if let Some((one, plan)) = one.and_then(|one| Some((one, self.checked.plan(one)?))) {
            let rows = one.evaluation.iter().flat_map(|evaluation| &evaluation.rows);
            let counted = rows.filter(|row| is_counted(row, one.as_of.date));
            tests.extend(counted.map(|row| self.indicator(one, plan, row)));
            tests.extend(self.own(one));
        }
        let as_of = one.map(|one| ("as-of", one.as_of.date.to_string()));
        Suite { path: path.to_owned(), properties: as_of.into_iter().collect(), tests }
    }

    /// Whether the file could be checked: all its errors together.
    fn check(&self, errors: &[&Issue]) -> Test {
        let outcome = match errors.first() {
            None => Outcome::Passed(String::new()),
            Some(first) => Outcome::Error(Report {
                kind: first.rule.to_owned(),
                line: match errors.len() {
                    1 => first.message.clone(),
                    count => self.localizer.text(&Message::new("count-errors").with("count", count)),
                },
                whole: self.lines(errors),
            }),
        };
        Test { name: "check".to_owned(), outcome }
    }

    /// A test for each rule and declaration, in the order of the text.
    fn findings(&self, findings: &[&Issue]) -> Vec<Test> {
        let mut tests: Vec<(String, Vec<&Issue>)> = Vec::new();
        for issue in findings {
            let about = if issue.about.is_empty() { String::new() } else { format!(": {}", issue.about) };
            let name = format!("{}{about}", issue.rule);
            match tests.iter_mut().find(|(other, _)| *other == name) {
                Some((_, issues)) => issues.push(issue),
                None => tests.push((name, vec![issue])),
            }
        }
        let test = |(name, issues): (String, Vec<&Issue>)| {
            let failed = issues.iter().find(|issue| issue.weight == Weight::Fails);
            let outcome = match failed {
                Some(failed) => Outcome::Failed(Report {
                    kind: failed.rule.to_owned(),
                    line: failed.message.clone(),
                    whole: self.lines(&issues),
                }),
                None => Outcome::Passed(self.lines(&issues)),
            };
            Test { name, outcome }
        };
        tests.into_iter().map(test).collect()
    }

    fn indicator(&self, one: &CheckedPlan, plan: &Plan, row: &ResultRow) -> Test {
        let name = format!(
            "{}: {} ({}{})",
            naming::role(plan, row),
            naming::name(plan, row),
            row.period.grain.word(),
            if row.complete { "" } else { " in progress" },
        );
        let text = |message: &Message| self.localizer.text(message);
        let why = naming::why(row).map(text);
        let sentence = standing(plan, row, one).as_ref().map(text);
        let whole = || {
            let then = what_then(plan, row, self.localizer);
            [self.place(plan, row), sentence.clone(), then].into_iter().flatten().collect::<Vec<_>>().join("\n")
        };
        let outcome = match row.status {
            None | Some(Status::NoData | Status::TooFew) => Outcome::Skipped(why.unwrap_or_default()),
            Some(status) if self.summary.fail_on.fails(row) => Outcome::Failed(Report {
                kind: status.word().to_owned(),
                line: sentence.clone().unwrap_or_default(),
                whole: whole(),
            }),
            Some(Status::Ok) => Outcome::Passed(why.unwrap_or_default()),
            Some(_) => Outcome::Passed(whole()),
        };
        Test { name, outcome }
    }

    /// The plan's own tests.
    fn own(&self, one: &CheckedPlan) -> Vec<Test> {
        let test = |(test, trial): (&practice::Test, &Trial)| {
            let outcome = match trials::why(trial, self.localizer) {
                None => Outcome::Passed(String::new()),
                Some(whole) => Outcome::Failed(Report {
                    kind: TEST_FAILED.to_owned(),
                    line: whole.lines().next().unwrap_or_default().to_owned(),
                    whole: format!("{}\n{whole}", self.place_of(test.label.span)),
                }),
            };
            Test { name: format!("test: {}", test.label.value), outcome }
        };
        trials::of_plan(self.checked, one).map(test).collect()
    }

    fn place(&self, plan: &Plan, row: &ResultRow) -> Option<String> {
        naming::span(plan, row).map(|span| self.place_of(span))
    }

    fn place_of(&self, span: Span) -> String {
        let position = self.checked.sources.positions(span).0;
        format!("{}:{}:{}", self.checked.sources.file(span.file).path, position.line, position.column)
    }

    /// Each with its place and its help.
    fn lines(&self, issues: &[&Issue]) -> String {
        let lines = issues.iter().map(|issue| {
            let place = issue.span.map(|span| {
                let position = self.checked.sources.positions(span).0;
                format!("{}:{}:{}: ", issue.path, position.line, position.column)
            });
            let help = issue.help.as_ref().map(|help| format!("\n{}: {help}", self.localizer.word("help-word")));
            format!("{}[{}] {}{}", place.unwrap_or_default(), issue.rule, issue.message, help.unwrap_or_default())
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// `command` is what was run.
fn document(command: &str, suites: &[Suite]) -> String {
    let count = |word| suites.iter().map(|suite| suite.count(word)).sum::<usize>();
    let tests: usize = suites.iter().map(|suite| suite.tests.len()).sum();
    Element::new("testsuites")
        .with("name", &command)
        .with("tests", &tests)
        .with("failures", &count("failure"))
        .with("errors", &count("error"))
        .with("time", &0)
        .children(suites.iter().map(Suite::element))
        .document()
}

impl Suite {
    fn count(&self, word: &str) -> usize {
        self.tests.iter().filter(|test| test.outcome.word() == word).count()
    }

    fn element(&self) -> Element {
        let property =
            |(name, value): &(&str, String)| Element::new("property").with("name", name).with("value", value);
        let properties = Element::new("properties").children(self.properties.iter().map(property));
        let suite = Element::new("testsuite")
            .with("name", &self.path)
            .with("tests", &self.tests.len())
            .with("failures", &self.count("failure"))
            .with("errors", &self.count("error"))
            .with("skipped", &self.count("skipped"))
            .with("time", &0);
        let suite = if self.path == NO_FILE { suite } else { suite.with("file", &self.path) };
        suite
            .children((!self.properties.is_empty()).then_some(properties))
            .children(self.tests.iter().map(|test| test.element(&class(&self.path))))
    }
}

impl Test {
    fn element(&self, class: &str) -> Element {
        let report = |name, report: &Report| {
            Element::new(name).with("type", &report.kind).with("message", &report.line).text(&report.whole)
        };
        let inside = match &self.outcome {
            Outcome::Passed(said) if said.is_empty() => None,
            Outcome::Passed(said) => Some(Element::new("system-out").text(said)),
            Outcome::Skipped(why) => Some(Element::new("skipped").with("message", why)),
            Outcome::Failed(failed) => Some(report("failure", failed)),
            Outcome::Error(error) => Some(report("error", error)),
        };
        Element::new("testcase").with("name", &self.name).with("classname", &class).with("time", &0).children(inside)
    }
}

/// A path as servers like to group tests by: `plans/tokyo.kpi` is `plans.tokyo`.
fn class(path: &str) -> String {
    path.trim_start_matches("./").trim_end_matches(".kpi").replace('.', "_").replace('/', ".")
}

#[cfg(test)]
mod tests;
