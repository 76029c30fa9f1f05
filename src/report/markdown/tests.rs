//! Whole comments.

use super::comment::MOST_CHARACTERS;
use super::*;
use crate::base::diagnostic::Diagnostic;
use crate::report::language::Language;
use crate::report::quantity::group_digits;
use crate::report::sample::{checked, set_status};
use crate::report::summary::FailOn;

fn said(checked: &Checked, show: Level, language: Language) -> String {
    let summary = Summary::of(checked, show, FailOn::default());
    markdown(checked, &summary, show, &Localizer::new(language))
}

fn first_line(checked: &Checked, language: Language) -> String {
    said(checked, Level::Warn, language).lines().next().unwrap().to_owned()
}

#[test]
fn the_first_line_is_the_verdict() {
    let mut checked = checked();
    assert_eq!(first_line(&checked, Language::English), "## ▲ KPI check: nothing failed, 1 to look at");
    set_status(&mut checked, true, Status::Ok);
    assert_eq!(first_line(&checked, Language::English), "## ✓ KPI check: nothing failed");
    set_status(&mut checked, true, Status::Fail);
    assert_eq!(first_line(&checked, Language::English), "## ✗ KPI check: 1 failed");
    assert_eq!(first_line(&checked, Language::Japanese), "## ✗ KPIの点検: 失敗1件");
    checked.diagnostics.push(Diagnostic::error(Message::new("no-plan-found").with("path", ".")));
    assert_eq!(first_line(&checked, Language::English), "## ✗ KPI check: could not be done (1 error)");
}

#[test]
fn what_failed_is_told_once_and_above_the_numbers() {
    let mut checked = checked();
    set_status(&mut checked, true, Status::Fail);
    checked.plans[0].evaluation.as_mut().unwrap().rows[4].reason = Some(Message::new("rows").with("count", 7u64));
    let text = said(&checked, Level::Warn, Language::English);
    let told = "- ✗ 架電数 is at fail in October 2026: 7 rows `kpi-failed` `plan.kpi:3`<br>do: ";
    assert!(text.find(told).unwrap() < text.find("### ").unwrap(), "{text}");
    assert_eq!(text.matches("7 rows").count(), 1, "{text}");
}

#[test]
fn a_comment_has_no_more_characters_than_a_comment_may_have() {
    let mut checked = checked();
    let span = checked.workspace.plans[0].indicators[1].name_span;
    for level in [Level::Deny, Level::Warn] {
        let found = Diagnostic::new(level, Message::new("missing-owner").with("name", "架".repeat(300)));
        checked.diagnostics.extend(vec![found.at(span, Message::new("missing-owner.label")); 300]);
    }
    for language in Language::ALL {
        let text = said(&checked, Level::Warn, *language);
        assert!(text.chars().count() <= MOST_CHARACTERS && text.chars().count() > MOST_CHARACTERS / 2);
        let told = text.matches("`missing-owner`").count();
        let last = text.lines().last().unwrap();
        assert!(last.contains(&(600 - told).to_string()) && last.contains('4'), "{told} told, {last}");
    }
    checked.diagnostics.truncate(150);
    let text = said(&checked, Level::Warn, Language::English);
    assert_eq!(text.matches("`missing-owner`").count(), 150);
    assert!(text.contains("### 営業"));
}

#[test]
fn tables_that_are_too_long_are_cut_and_counted() {
    let mut checked = checked();
    let rows = &mut checked.plans[0].evaluation.as_mut().unwrap().rows;
    let row = rows[0].clone();
    rows.extend(vec![row; 2_000]);
    let text = said(&checked, Level::Warn, Language::English);
    assert!(text.chars().count() <= MOST_CHARACTERS);
    let told = text.lines().filter(|line| line.contains("| 1,081 |")).count();
    let left_out = group_digits(&(2_004 - told).to_string());
    let last = format!("1 finding and {left_out} lines of numbers left out: a comment has no room for more.\n");
    assert!(text.ends_with(&last), "{told}: {}", &text[text.len() - 200..]);
}
