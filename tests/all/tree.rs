//! `kpi tree`, as it is seen, and read back as other programs read it.

use std::collections::BTreeSet;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{kpi, kpi_in};
use crate::repository::{files, root};
use crate::xml::{self, Element};

const FORMATS: &[&str] = &["text", "mermaid", "dot", "svg", "json"];

fn tree(words: &[&str]) -> String {
    let words: Vec<&str> = std::iter::once("tree").chain(words.iter().copied()).collect();
    let ran = kpi(root(), "en", &words);
    assert_eq!((ran.exit, ran.stderr.as_str()), (0, ""), "{words:?}");
    ran.stdout
}

#[test]
fn a_tree_looks_like_this() {
    let example = "examples/inside-sales";
    insta::assert_snapshot!("text_ja", tree(&[example, "--lang", "ja"]));
    insta::assert_snapshot!("text_en", tree(&["examples/crm-pipeline", "--period", "2026-11"]));
    insta::assert_snapshot!("mermaid", tree(&[example, "--format", "mermaid", "--lang", "ja"]));
    insta::assert_snapshot!("dot", tree(&["examples/contractor", "--format", "dot"]));
    insta::assert_snapshot!("svg", tree(&[example, "--format", "svg", "--lang", "ja"]));
    insta::assert_snapshot!("plan_only", tree(&["tests/plans/manufacturing.kpi", "--plan-only", "--lang", "ja"]));
}

#[test]
fn lines_fit_and_are_aligned() {
    for example in ["examples/inside-sales", "examples/crm-pipeline", "examples/contractor"] {
        for language in ["en", "ja"] {
            let text = tree(&[example, "--lang", language]);
            assert!(text.lines().all(|line| kpi_lang::report::width::width(line) <= 80), "{text}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for format in FORMATS {
        let words = ["examples/crm-pipeline", "--format", format];
        assert_eq!(tree(&words), tree(&words));
    }
}

/// The numbers of a tree are those that `check` says of the same periods.
#[test]
fn a_tree_says_the_numbers_of_the_check() {
    for example in ["examples/inside-sales", "examples/crm-pipeline", "examples/contractor"] {
        let read = |words: &[&str]| -> Value { serde_json::from_str(&kpi(root(), "en", words).stdout).unwrap() };
        let checked = read(&["check", example, "--format", "json", "--eval-only"]);
        let drawn = read(&["tree", example, "--format", "json"]);
        let mut standings = Vec::new();
        for section in drawn["trees"][0]["sections"].as_array().unwrap() {
            section["roots"].as_array().unwrap().iter().for_each(|root| gather(root, &mut standings));
        }
        let mut judged = 0;
        for standing in &standings {
            let results = checked["results"].as_array().unwrap();
            let same = results.iter().find(|result| result["id"] == standing["id"]);
            let same = same.unwrap_or_else(|| panic!("{} is nowhere in the check", standing["id"]));
            for field in ["value", "status", "forecast", "layer", "owner", "unit"] {
                assert_eq!(same[field], standing[field], "{field} of {}", standing["id"]);
            }
            if standing["status"].is_string() {
                assert_eq!(same["target"], standing["target"], "{}", standing["id"]);
                judged += 1;
            }
        }
        assert!(judged >= 3, "{example}");
    }
}

fn gather(entry: &Value, standings: &mut Vec<Value>) {
    standings.extend(entry["standings"].as_array().unwrap().iter().cloned());
    entry["children"].as_array().unwrap().iter().for_each(|child| gather(child, standings));
}

/// What stands apart in the tree is what the rule finds.
#[test]
fn a_kpi_stands_apart_where_the_linter_says_that_it_is_not_linked() {
    let mut apart_in_all = 0;
    for plan in files("tests/plans", ".kpi").iter().map(String::as_str).chain(["examples/inside-sales/plan.kpi"]) {
        let drawn: Value = serde_json::from_str(&tree(&[plan, "--plan-only", "--format", "json"])).unwrap();
        let sections = drawn["trees"][0]["sections"].as_array().unwrap();
        let apart = sections.iter().filter(|section| section["kind"] == "not-linked");
        let apart: BTreeSet<String> = apart
            .flat_map(|section| section["roots"].as_array().unwrap())
            .filter(|root| root["standings"].as_array().unwrap().iter().any(|standing| standing["role"] == "kpi"))
            .map(|root| root["name"].as_str().unwrap().to_owned())
            .collect();
        let found = kpi(root(), "en", &["check", plan, "--lint-only", "--preset", "strict", "--format", "json"]);
        let found: Value = serde_json::from_str(&found.stdout).unwrap();
        let found = found["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "kpi-not-linked");
        let found: BTreeSet<String> =
            found.map(|finding| finding["message"].as_str().unwrap().split('`').nth(1).unwrap().to_owned()).collect();
        apart_in_all += apart.len();
        assert_eq!(apart, found, "{plan}");
    }
    assert!(apart_in_all > 0);
}

#[test]
fn a_picture_is_of_one_plan_and_text_of_many() {
    let ran = kpi(root(), "en", &["tree", "examples", "--format", "dot"]);
    assert!(ran.exit == 2 && ran.stderr.contains("several-plans") && ran.stdout.is_empty(), "{ran:?}");
    assert_eq!(tree(&["examples"]).matches("KGI").count(), 6);
    assert_eq!(tree(&["examples", "--format", "json"]).matches("\"as_of\"").count(), 6);
}

#[test]
fn a_picture_is_written_to_a_file_but_never_over_what_was_read() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("plan.kpi"), "plan \"a\"\nkgi a = 1 + 1 { target 3 }\n").unwrap();
    let draw =
        |output| kpi(folder.path(), "en", &["tree", "plan.kpi", "--plan-only", "--format", "svg", "--output", output]);
    assert_eq!(draw("tree.svg").exit, 0);
    assert!(std::fs::read_to_string(folder.path().join("tree.svg")).unwrap().starts_with("<?xml"));
    assert_eq!(draw("plan.kpi").exit, 2);
}

#[test]
fn wrong_words_are_answered() {
    for (words, code) in [
        (&["--format", "png"][..], "invalid-choice"),
        (&["--theme", "blue"], "invalid-choice"),
        (&["--period", "2026-04..2026-06"], "invalid-period"),
        (&["--by", "rep"], "unknown-option"),
    ] {
        let words: Vec<&str> = ["tree", "examples/contractor"].iter().chain(words).copied().collect();
        let ran = kpi(root(), "en", &words);
        assert!(ran.exit == 2 && ran.stderr.contains(code), "{words:?}: {ran:?}");
    }
}

/// Words that would be markup, links, directives or escapes.
const HOSTILE: &str = r#"plan "p\"]; click n0 href \"javascript:alert(1)\" %%{init: {'securityLevel':'loose'}}%% </title><script>alert(1)</script>" { period month }
source s from "s.csv" { time date }
measure calls "<img src=x onerror=alert(1)> `x` **b** $$ fa:fa-car ]]>" = count(s)
measure m "1. list \\N \\" = count(s where x == 1)
measure n "- end & &lt; #quot; ﬂ°°60¶ß --> %%{init: {}}%%" = count(s where x == 2)
kgi calls { target 1 }
kpi r "subgraph end\n  click n0 call x()" = m / calls { target 10%; guards calls; owner "<b>\"x\" & y</b>" }
kpi t "\"]\nend" = n / m { target 10% }
"#;

fn hostile(format: &str) -> String {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("plan.kpi"), HOSTILE.replace("$$", "$$\u{202e}\u{200b}")).unwrap();
    let ran = kpi(folder.path(), "en", &["tree", "plan.kpi", "--plan-only", "--format", format]);
    assert_eq!((ran.exit, ran.stderr.as_str()), (0, ""));
    ran.stdout
}

#[test]
fn a_strangers_words_stay_words() {
    for format in FORMATS {
        let text = hostile(format);
        assert!(*format == "json" || !text.contains(['\u{202e}', '\u{200b}']), "{text}");
    }
    // Each line of a flowchart is one of ours; between quotes stand no signs but numbers of signs and our line ends.
    for line in hostile("mermaid").lines().skip(4) {
        let starts = ["  n", "  subgraph s1 [", "    n4", "  end", "  classDef "];
        assert!(starts.iter().any(|start| line.starts_with(start)), "{line}");
        if let Some((_, label)) = line.split_once("[\"") {
            let label = label.split('"').next().unwrap().replace("<br>", "");
            let is_ours = |sign: char| " .,%-#;".contains(sign) || sign.is_alphanumeric() || !sign.is_ascii();
            assert!(label.chars().all(is_ours), "{line}");
        }
    }
    // In quotes every quote has a backslash, and every backslash is written twice or before `n` or a quote of ours.
    for line in hostile("dot").lines() {
        let mut in_quotes = false;
        let mut signs = line.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => assert!(in_quotes && matches!(signs.next(), Some('"' | '\\' | 'n')), "{line}"),
                '"' => in_quotes = !in_quotes,
                _ => {}
            }
        }
        assert!(!in_quotes, "{line}");
    }
    let mut names = BTreeSet::new();
    all_of(&xml::read(&hostile("svg")), &mut |element| {
        names.insert(element.name.clone());
        assert!(element.attributes.iter().all(|(name, _)| !name.starts_with("on") && name != "href"), "{element:?}");
    });
    let expected = ["desc", "g", "path", "rect", "style", "svg", "text", "title", "circle"];
    assert_eq!(names, expected.map(str::to_owned).into());
}

fn all_of(element: &Element, look: &mut impl FnMut(&Element)) {
    look(element);
    element.children.iter().for_each(|child| all_of(child, look));
}

/// Everything lies inside the picture; dark and light differ in nothing but colour.
#[test]
fn a_picture_holds_everything_it_draws() {
    for example in ["examples/inside-sales", "examples/crm-pipeline", "tests/plans/e-commerce.kpi"] {
        let plan_only = if example.starts_with("tests") { &["--plan-only"][..] } else { &[] };
        let draw = |theme| {
            let words: Vec<&str> =
                [example, "--format", "svg", "--theme", theme].iter().chain(plan_only).copied().collect();
            xml::read(&tree(&words))
        };
        let picture = draw("light");
        let number = |element: &Element, name: &str| element.attribute(name).parse::<i32>().unwrap();
        let (width, height) = (number(&picture, "width"), number(&picture, "height"));
        assert_eq!(picture.attribute("viewBox"), format!("0 0 {width} {height}"));
        let shift: Vec<i32> = picture.all("g").next().unwrap().attribute("transform")["translate(".len()..]
            .trim_end_matches(')')
            .split(' ')
            .map(|part| part.parse().unwrap())
            .collect();
        let mut cards = 0;
        all_of(picture.all("g").next().unwrap(), &mut |element| {
            if element.name == "rect" {
                let (x, y) = (number(element, "x") + shift[0], number(element, "y") + shift[1]);
                assert!(x >= 0 && y >= 0, "{element:?}");
                assert!(x + number(element, "width") <= width && y + number(element, "height") <= height);
                cards += 1;
            }
        });
        assert!(cards > 8);
        let shape = |theme| {
            let mut shape = Vec::new();
            all_of(&draw(theme), &mut |element| {
                let not_colour = |(name, _): &&(String, String)| !matches!(name.as_str(), "fill" | "stroke" | "class");
                let kept: Vec<_> = element.attributes.iter().filter(not_colour).cloned().collect();
                if element.name != "style" {
                    shape.push((element.name.clone(), kept, element.text.trim().to_owned()));
                }
            });
            shape
        };
        assert!(shape("light") == shape("dark") && shape("light") == shape("auto"));
        assert!(draw("light").all("style").next().is_none() && draw("auto").all("style").next().is_some());
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let plain = tree(&["examples/inside-sales"]);
    let mut painted = tree(&["examples/inside-sales", "--color", "always"]);
    assert_ne!(plain, painted);
    for code in ["1", "2", "32", "33", "1;31", "36", "0"] {
        painted = painted.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(plain, painted);
    let of_environment = kpi_in(root(), &[("LANG", "ja_JP.UTF-8")], &["tree", "examples/inside-sales"]);
    assert!(of_environment.stdout.contains("指標"));
}
