//! A list of holidays that ends before the plan does: from there on every holiday counts as a working day.

use std::collections::BTreeSet;

use crate::base::diagnostic::Level;
use crate::base::message::Message;
use crate::lint::finding::Findings;
use crate::lint::rule::{Check, Group, Rule};
use crate::lint::subject::Subject;
use crate::plan::settings::DayList;

pub static RULE: Rule = Rule {
    name: "calendar-ends",
    group: Group::Data,
    level: Level::Warn,
    options: &[],
    fixable: false,
    check: Check::Plan(check),
};

fn check(subject: &Subject, findings: &mut Findings) {
    let settings = &subject.plan.settings;
    let (first, last) = settings.range.unwrap_or((subject.as_of, subject.as_of));
    for list in &settings.workdays.except {
        let DayList::File(named) = list else { continue };
        let Some(days) = subject.outside.days.get(&named.value) else { continue };
        let years: BTreeSet<i16> = days.iter().map(|day| day.year()).collect();
        let Some(missing) = (first.year()..=last.year()).find(|year| !years.contains(year)) else { continue };
        // As text: a year is no number that is grouped.
        let message = match years.last().filter(|newest| **newest < missing) {
            Some(newest) => Message::new("calendar-ends").with("newest", newest.to_string()),
            None => Message::new("calendar-ends.gap"),
        };
        let year = missing.to_string();
        let message = message.with("file", &named.value).with("year", &year).with("end", last);
        findings
            .report(named.span, message, Message::new("calendar-ends.label").with("year", &year))
            .help(Message::new("calendar-ends.help").with("year", &year));
    }
}
