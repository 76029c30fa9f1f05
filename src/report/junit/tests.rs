//! What counts as what. The shape is tested from outside, by reading the document.

use super::*;
use crate::base::diagnostic::Diagnostic;
use crate::report::language::Language;
use crate::report::sample::{checked, set_status};
use crate::report::summary::FailOn;

fn said(checked: &Checked, fail_on: FailOn) -> String {
    let summary = Summary::of(checked, Level::Note, fail_on);
    junit(checked, &summary, Level::Note, &Localizer::new(Language::English))
}

#[test]
fn what_fails_the_check_fails_a_test() {
    let mut checked = checked();
    set_status(&mut checked, false, Status::Fail);
    let pace = FailOn { pace: true, ..FailOn::default() };
    let warn = FailOn { warn: true, ..FailOn::default() };
    for (fail_on, failures) in [(FailOn::default(), 0), (pace, 1)] {
        assert!(said(&checked, fail_on).contains(&format!("failures=\"{failures}\"")));
    }
    checked.diagnostics.push(Diagnostic::new(Level::Warn, Message::new("no-plan-found").with("path", "plan.kpi")));
    for (fail_on, failures) in [(FailOn::default(), 0), (warn, 1)] {
        assert!(said(&checked, fail_on).contains(&format!("tests=\"6\" failures=\"{failures}\"")));
    }
}

#[test]
fn what_cannot_be_judged_is_skipped() {
    let mut checked = checked();
    set_status(&mut checked, true, Status::TooFew);
    let text = said(&checked, FailOn::default());
    assert!(text.contains("skipped=\"1\""), "{text}");
    assert!(
        text.contains("<testcase name=\"kpi: calls (month)\" classname=\"plan\" time=\"0\">\n      <skipped message")
    );
}

#[test]
fn findings_of_a_rule_in_a_declaration_are_one_test() {
    let mut checked = checked();
    let span = checked.workspace.plans[0].indicators[1].name_span;
    for name in ["one", "two"] {
        let mut found = Diagnostic::new(Level::Deny, Message::new("missing-owner").with("name", name));
        found.about = Some("calls".into());
        checked.diagnostics.push(found.at(span, Message::new("missing-owner.label")));
    }
    let text = said(&checked, FailOn::default());
    assert_eq!(text.matches("name=\"missing-owner: calls\"").count(), 1);
    assert!(
        text.contains("message=\"nobody owns `one`\">plan.kpi:3:5: [missing-owner] nobody owns `one`\nplan.kpi:3:5: ")
    );
}

#[test]
fn classes_are_folders() {
    for (path, expected) in [
        ("plan.kpi", "plan"),
        ("plans/tokyo.v2.kpi", "plans.tokyo_v2"),
        ("./a/b.kpi", "a.b"),
        ("../shared/a.kpi", "__.shared.a"),
        ("-", "-"),
    ] {
        assert_eq!(class(path), expected);
    }
}
