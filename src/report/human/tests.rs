//! Whole reports, as they are seen.

use super::*;
use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::base::span::Spanned;
use crate::base::vocabulary::Status;
use crate::data::observations::Group;
use crate::evaluate::payment::Payment;
use crate::evaluate::ranking::{Place, Ranking, Spread};
use crate::evaluate::result::Value;
use crate::evaluate::score::{Part, Score};
use crate::evaluate::statistics::interval::wilson;
use crate::plan::ids::{ContractorId, MetricId};
use crate::plan::practice::Contractor;
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

/// The sample with its members, one of whom is a contractor's, a score and what the contractor is owed.
fn with_members() -> Checked {
    let mut checked = checked();
    let evaluation = checked.plans[0].evaluation.as_mut().unwrap();
    let group = |member: Option<&str>| Group { members: vec![("rep".into(), member.map(String::from))] };
    let ranked = |rank| Some(Place::Ranked(rank));
    let unranked = |id| Some(Place::Unranked(Message::new(id).with("name", "ABC")));
    for (member, value, place) in [
        (Some("佐藤"), 300, ranked(2)),
        (None, 11, unranked("unranked-nobody")),
        (Some("鈴木"), 370, ranked(1)),
        (Some("高橋"), 400, unranked("unranked-contractor")),
    ] {
        for indicator in [0, 1] {
            let row = evaluation.rows[indicator].clone();
            let number = Rational::from(value);
            evaluation.rows.push(ResultRow {
                group: group(member),
                whole: false,
                share: number.checked_div(&Rational::from(1081)),
                place: place.clone(),
                value: Value::Known(number),
                interval: wilson(&Rational::from(value), &Rational::from(1081), &Rational::from_decimal(95, 2)),
                numerator: Some(Rational::from(value)),
                denominator: Some(Rational::from(1081)),
                status: None,
                aim: None,
                ..row
            });
        }
    }
    let period = evaluation.rows[0].period;
    evaluation.rankings = vec![Ranking {
        indicator: 1,
        period,
        spread: Some(Spread { members: 2, chance: Some(Rational::from_decimal(2, 1)), is_told_apart: Some(false) }),
    }];
    let score = |member: Option<Group>, value| Score {
        period,
        complete: false,
        whole: member.is_none(),
        place: member.as_ref().map(|_| Place::Ranked(1)),
        group: member.unwrap_or_default(),
        role: None,
        value: Some(Rational::from_decimal(value, 2)),
        parts: vec![Part {
            indicator: 1,
            weight: Rational::from_decimal(7, 1),
            attainment: Rational::from_decimal(value, 2),
        }],
        left_out: vec![0],
    };
    evaluation.scores = vec![score(None, 90), score(Some(group(Some("佐藤"))), 95)];
    evaluation.payments = vec![Payment {
        contractor: ContractorId::of(0),
        metric: MetricId::of(1),
        group: Group::total(),
        period,
        complete: false,
        count: Value::Known(Rational::from(96)),
        fee: Rational::from(15_000),
        currency: "JPY".into(),
        amount: Some(Rational::from(1_440_000)),
    }];
    let span = checked.workspace.plans[0].indicators[1].span;
    checked.workspace.plans[0].contractors.push(Contractor {
        name: Spanned::new("abc".into(), span),
        label: Some("ABC営業代行".into()),
        paid: Vec::new(),
        note: None,
        allows: Vec::new(),
        span,
    });
    checked
}

#[test]
fn members_stand_side_by_side() {
    insta::assert_snapshot!("groups", report(&with_members(), Language::English, PLAIN, Level::Warn));
    insta::assert_snapshot!("groups_ja", report(&with_members(), Language::Japanese, PLAIN, Level::Warn));
}

#[test]
fn nothing_is_wider_than_the_terminal_nor_steers_it() {
    let mut checked = with_members();
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
    assert!(text.contains("✓ ok ▲"), "{text}");
}
