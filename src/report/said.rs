//! By which date a plan is judged, and what was read for it: for every format that speaks to people.

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::data::observations::{Group, SourceFacts};
use crate::plan::Plan;
use crate::session::checked::{AsOf, AsOfFrom};

use super::localizer::Localizer;
use super::visible::visible;

/// The date that a plan is judged at, and where it comes from.
#[must_use]
pub fn as_of(as_of: &AsOf) -> Message {
    let message = match &as_of.from {
        AsOfFrom::CommandLine => Message::new("as-of.flag"),
        AsOfFrom::Configuration(path) => Message::new("as-of.config").with("path", visible(path).into_owned()),
        AsOfFrom::Yesterday(zone) => Message::new("as-of.yesterday").with("zone", zone),
    };
    message.with("date", as_of.date)
}

/// Whose numbers are shown; `None` where they are everybody's.
#[must_use]
pub fn view(view: &Group, localizer: &Localizer) -> Option<Message> {
    (!view.members.is_empty()).then(|| Message::new("view").with("members", pairs(view, localizer)))
}

/// A group as `rep=Sato, list=A`.
#[must_use]
pub fn pairs(group: &Group, localizer: &Localizer) -> String {
    let pair = |(name, member): &(String, Option<String>)| match member {
        Some(member) => format!("{name}={member}"),
        None => format!("{name}={}", localizer.word("no-member")),
    };
    group.members.iter().map(pair).collect::<Vec<_>>().join(", ")
}

/// A period with its days, where its name doesn't say them, and whether it is over by a date.
#[must_use]
pub fn period(period: Period, complete: bool, as_of: Date) -> Message {
    let says_its_days = matches!(period.grain, Grain::Day | Grain::Month);
    let message = Message::new(match (complete, period.start > as_of, says_its_days) {
        (true, _, true) => "period-whole",
        (true, _, false) => "period-days",
        (false, true, true) => "period-to-come",
        (false, true, false) => "period-days.to-come",
        (false, false, true) => "period-in-progress",
        (false, false, false) => "period-days.in-progress",
    });
    message.with("period", period).with("first", period.start).with("last", period.end())
}

/// What was read of a source, and what of it was left out.
#[must_use]
pub fn source(plan: &Plan, name: &str, facts: &SourceFacts, localizer: &Localizer) -> String {
    let mut parts = vec![match facts.files.as_slice() {
        [file] => Message::new("source-file").with("file", file),
        files => Message::new("source-files").with("count", files.len()),
    }];
    if facts.left_out_files > 0 {
        parts.push(Message::new("source-left-out-files").with("count", facts.left_out_files));
    }
    parts.push(Message::new("rows").with("count", facts.rows));
    if let (Some(first), Some(newest)) = (facts.first, facts.newest) {
        parts.push(Message::new("source-days").with("first", first).with("newest", newest));
    }
    let counts = [
        (facts.skipped, Message::new("source-skipped")),
        (facts.notes, Message::new("source-notes")),
        (facts.left_out_columns, Message::new("source-left-out-columns")),
        (facts.filtered, Message::new("source-filtered")),
        (facts.later, Message::new("source-later")),
    ];
    let skips = plan.sources.iter().any(|source| source.name.value == name && !source.skip.is_empty());
    if skips && facts.skipped == 0 {
        parts.push(Message::new("source-none-skipped"));
    }
    parts.extend(
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, message)| message.with("count", count)),
    );
    for unmatched in &facts.unmatched {
        let lookup = plan.lookups.get(unmatched.lookup.index()).map_or("", |lookup| &lookup.name.value);
        parts.push(Message::new("source-unmatched").with("count", unmatched.rows).with("lookup", lookup));
    }
    for (column, count) in facts.undated.iter().filter(|(_, count)| **count > 0) {
        parts.push(Message::new("source-undated").with("count", *count).with("column", column));
    }
    if let Some(encoding) = facts.encoding.as_ref().filter(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
        parts.push(Message::new("source-encoding").with("encoding", encoding));
    }
    let parts: Vec<String> = parts.iter().map(|part| localizer.text(part)).collect();
    parts.join(&localizer.word("comma"))
}
