//! Whole reports, as they are seen.

use super::*;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::vocabulary::Status;
use crate::data::observations::Group;
use crate::evaluate::result::Value;
use crate::report::language::Language;
use crate::report::sample::checked;
use crate::report::spark::Glyphs;
use crate::report::summary::FailOn;
use crate::report::width::width;

const PLAIN: Appearance = Appearance { width: 80, colored: false, glyphs: Glyphs::Unicode };

fn report(checked: &Checked, language: Language, appearance: Appearance, show: Level) -> String {
    let summary = Summary::of(checked, show, FailOn::default());
    human(checked, &summary, show, &Localizer::new(language), appearance)
}

#[test]
fn a_report_reads_from_the_plan_to_the_counts() {
    insta::assert_snapshot!("english", report(&checked(), Language::English, PLAIN, Level::Warn));
    insta::assert_snapshot!("japanese", report(&checked(), Language::Japanese, PLAIN, Level::Note));
}

#[test]
fn members_stand_side_by_side() {
    let mut checked = checked();
    let rows = &mut checked.plans[0].evaluation.as_mut().unwrap().rows;
    for (member, value) in [(Some("佐藤"), 300), (None, 12), (Some("鈴木"), 370)] {
        for place in [0, 1] {
            let group = Group { members: vec![("rep".into(), member.map(String::from))] };
            let value = Value::Known(Rational::from(value + i64::try_from(place).unwrap()));
            rows.push(ResultRow { group, value, status: None, aim: None, ..rows[place].clone() });
        }
    }
    insta::assert_snapshot!("groups", report(&checked, Language::English, PLAIN, Level::Warn));
}

#[test]
fn nothing_is_wider_than_the_terminal_nor_steers_it() {
    let mut checked = checked();
    checked.workspace.plans[0].indicators[1].label = Some("\u{1b}[2J架電数のとても長い名前でございます".into());
    checked.plans[0].evaluation.as_mut().unwrap().rows[1].reason =
        Some(Message::new("no-plan-found").with("path", "\u{1b}]0;\u{7}".repeat(9)));
    for columns in [60, 80, 100, 200] {
        for language in Language::ALL {
            let appearance = Appearance { width: columns, ..PLAIN };
            let text = report(&checked, *language, appearance, Level::Note);
            assert!(!text.contains('\u{1b}'), "{text}");
            assert!(text.lines().all(|line| width(line) <= columns), "{columns}\n{text}");
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let plain = report(&checked(), Language::Japanese, PLAIN, Level::Note);
    let mut colored = report(&checked(), Language::Japanese, Appearance { colored: true, ..PLAIN }, Level::Note);
    assert_ne!(plain, colored);
    for code in ["1", "2", "32", "33", "1;31", "36", "0"] {
        colored = colored.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(plain, colored);
}

#[test]
fn an_indicator_that_is_fine_while_its_guard_is_not_says_so() {
    let mut checked = checked();
    let row = &mut checked.plans[0].evaluation.as_mut().unwrap().rows[0];
    row.reason = Some(Message::new("rows").with("count", 2u64));
    assert!(!report(&checked, Language::English, PLAIN, Level::Warn).contains("受注数: 2 rows"));
    checked.plans[0].evaluation.as_mut().unwrap().rows[0].guard_status = Some(Status::Fail);
    let text = report(&checked, Language::English, PLAIN, Level::Warn);
    assert!(text.contains("▲ 受注数: 2 rows"), "{text}");
}
