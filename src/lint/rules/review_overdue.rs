//! A review that should have been held and was not.

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::base::period::day_number;
use crate::base::rational::Rational;
use crate::lint::finding::Findings;
use crate::lint::options::RuleOption;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;

use super::review_too_rare::{days, every};

pub static RULE: Rule = Rule {
    name: "review-overdue",
    group: Group::Operation,
    level: Level::Warn,
    options: &[AFTER],
    fixable: false,
    check: Check::Plan(check),
};

/// After how much of its cadence a review is overdue.
const AFTER: RuleOption = RuleOption::percent("after", 150);

fn check(subject: &Subject, findings: &mut Findings) {
    let settings = &subject.plan.settings;
    let (Some(review), Some(reviewed)) = (&settings.review, &settings.reviewed) else { return };
    // A plan that is over needs no further review.
    let today = settings.range.map_or(subject.as_of, |(_, last)| subject.as_of.min(last));
    let since = i64::from(day_number(today) - day_number(reviewed.value));
    // Nor does one that has not begun.
    let begun = settings.range.map_or(reviewed.value, |(first, _)| reviewed.value.max(first));
    let due = i64::from(day_number(today) - day_number(begun));
    if &subject.option(&RULE, &AFTER) * &Rational::from(days(review)) >= due {
        return;
    }
    let message = Message::new("review-overdue")
        .with("days", u64::try_from(since).unwrap_or_default())
        .with("date", reviewed.value)
        .with("every", every(review));
    findings
        .report(reviewed.span, message, Message::new("review-overdue.label"))
        .related(review.span, Message::new("review-overdue.cadence"))
        .help(Message::new("review-overdue.help"));
}
