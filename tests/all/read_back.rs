//! Documents read as their readers do.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::Outcome;
use crate::xml;

/// Reads a document as its readers do; anything that they would not take is a fault.
pub fn is_sound(format: &str, ran: &Outcome) {
    let text = ran.stdout.as_str();
    assert!(text.ends_with('\n') && !text.contains(['\u{1b}', '\u{7}', '\0']), "{format}: {text:?}");
    match format {
        "json" | "sarif" | "gitlab" => {
            let document: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            match format {
                "sarif" => assert_eq!(document["runs"][0]["invocations"][0]["exitCode"], ran.exit),
                "gitlab" => assert!(ran.exit == 0 || !document.as_array().unwrap().is_empty(), "{text}"),
                _ => assert_eq!(document["summary"]["exit"], ran.exit),
            }
        }
        "junit" => junit_adds_up(&xml::read(text), ran.exit),
        "github" => assert!(text.lines().all(|line| line.starts_with("::") || line.ends_with(&ran.exit.to_string()))),
        "markdown" => {
            let verdicts = if ran.exit == 0 { &["## ✓ ", "## ▲ "][..] } else { &["## ✗ "] };
            assert!(verdicts.iter().any(|verdict| text.starts_with(verdict)), "{text}");
        }
        "csv" => {
            let table = table(text);
            assert!(table.iter().all(|line| line.len() == table[0].len()), "{text}");
        }
        other => panic!("how is {other} read?"),
    }
}

/// The counts of a test report are those of its tests.
fn junit_adds_up(suites: &xml::Element, exit: u8) {
    let count = |element: &xml::Element, name: &str| element.attribute(name).parse::<usize>().unwrap();
    let mut sums = [0; 3];
    for suite in suites.all("testsuite") {
        let tests: Vec<&xml::Element> = suite.all("testcase").collect();
        let with = |name: &str| tests.iter().filter(|test| test.all(name).next().is_some()).count();
        assert_eq!((tests.len(), count(suite, "tests")), (count(suite, "tests"), tests.len().max(1)));
        assert_eq!(
            ["failure", "error", "skipped"].map(with),
            ["failures", "errors", "skipped"].map(|n| count(suite, n))
        );
        for (sum, name) in sums.iter_mut().zip(["tests", "failures", "errors"]) {
            *sum += count(suite, name);
        }
        let names: BTreeSet<&str> = tests.iter().map(|test| test.attribute("name")).collect();
        assert_eq!(names.len(), tests.len(), "two tests of one name");
    }
    assert_eq!(sums, ["tests", "failures", "errors"].map(|name| count(suites, name)));
    assert_eq!((sums[2] > 0, sums[1] > 0 || exit != 1), (exit == 2, true));
}

/// The cells of a CSV file as RFC 4180 says, behind the byte order mark.
pub fn table(text: &str) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let mut rest = text.strip_prefix('\u{feff}').unwrap().strip_suffix("\r\n").unwrap().chars().peekable();
    let mut in_quotes = false;
    while let Some(character) = rest.next() {
        let cells = lines.last_mut().unwrap();
        match character {
            '"' if in_quotes && rest.peek() == Some(&'"') => cells.last_mut().unwrap().push(rest.next().unwrap()),
            '"' => in_quotes = !in_quotes,
            ',' if !in_quotes => cells.push(String::new()),
            '\r' if !in_quotes => {
                assert_eq!(rest.next(), Some('\n'));
                lines.push(vec![String::new()]);
            }
            other => cells.last_mut().unwrap().push(other),
        }
    }
    assert!(!in_quotes);
    lines
}

/// The lines of Markdown that are no code.
pub fn without_code(text: &str) -> String {
    let mut fence = None;
    let is_shown = |line: &&str| {
        let ticks = line.trim_start().chars().take_while(|character| *character == '`').count();
        let was_code = fence.is_some();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && line.trim_start().len() == ticks => fence = None,
            _ => {}
        }
        !was_code && fence.is_none()
    };
    text.lines().filter(is_shown).collect::<Vec<_>>().join("\n")
}
