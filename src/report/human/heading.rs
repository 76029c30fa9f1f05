//! What is judged, by which date, and what was read for it.

use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::data::observations::SourceFacts;
use crate::evaluate::result::ResultRow;
use crate::report::paint::Tone;
use crate::report::visible::visible;
use crate::report::width::wrap;
use crate::session::checked::AsOfFrom;

use super::Context;

/// The plan's label and file, the date, and a line for each source.
pub(super) fn heading(context: &Context) -> Vec<String> {
    let mut lines = vec![title(context), context.localizer.text(&as_of(context))];
    for (name, facts) in &context.checked.sources {
        let line = format!("{name}: {}", source(context, facts));
        let lines_of_source = wrap(&visible(&line), context.appearance.width.saturating_sub(2));
        lines.extend(lines_of_source.iter().map(|line| context.paint(Tone::Dim, &format!("  {line}"))));
    }
    lines
}

/// The plan's label and file, and that there is no more to say of it yet.
pub(super) fn not_evaluated(context: &Context) -> impl Iterator<Item = String> {
    [title(context), context.localizer.word("not-evaluated"), String::new()].into_iter()
}

fn title(context: &Context) -> String {
    let path = visible(&context.checked.path).into_owned();
    match &context.plan.settings.label {
        Some(label) => {
            let label = visible(&label.value).into_owned();
            format!("{}  {}", context.paint(Tone::Bold, &label), context.paint(Tone::Dim, &path))
        }
        None => context.paint(Tone::Bold, &path),
    }
}

/// The period, and whether it is still in progress.
pub(super) fn period_heading(context: &Context, period: Period, rows: &[&ResultRow]) -> String {
    let complete = rows.iter().all(|row| row.complete);
    let message = if complete { Message::new("period-whole") } else { Message::new("period-in-progress") };
    context.paint(Tone::Bold, &context.localizer.text(&message.with("period", in_days(context, period))))
}

/// The period's name, with its days where the name doesn't say them.
fn in_days(context: &Context, period: Period) -> String {
    let name = Message::new("period-whole").with("period", period);
    let message = match period.grain {
        Grain::Day | Grain::Month => name,
        _ => Message::new("period-days").with("period", name).with("first", period.start).with("last", period.end()),
    };
    context.localizer.text(&message)
}

fn as_of(context: &Context) -> Message {
    let as_of = &context.checked.as_of;
    let message = match &as_of.from {
        AsOfFrom::CommandLine => Message::new("as-of.flag"),
        AsOfFrom::Configuration(path) => Message::new("as-of.config").with("path", visible(path).into_owned()),
        AsOfFrom::Yesterday(zone) => Message::new("as-of.yesterday").with("zone", zone),
    };
    message.with("date", as_of.date)
}

fn source(context: &Context, facts: &SourceFacts) -> String {
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
    parts.extend(
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, message)| message.with("count", count)),
    );
    for (lookup, count) in facts.unmatched.iter().filter(|(_, count)| **count > 0) {
        parts.push(Message::new("source-unmatched").with("count", *count).with("lookup", lookup));
    }
    for (column, count) in facts.undated.iter().filter(|(_, count)| **count > 0) {
        parts.push(Message::new("source-undated").with("count", *count).with("column", column));
    }
    if let Some(encoding) = facts.encoding.as_ref().filter(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
        parts.push(Message::new("source-encoding").with("encoding", encoding));
    }
    let parts: Vec<String> = parts.iter().map(|part| context.localizer.text(part)).collect();
    parts.join(&context.localizer.word("comma"))
}
