//! Why something is not fine, and what is done and asked then.

use crate::base::message::Message;
use crate::base::vocabulary::Status;
use crate::evaluate::evidence::Evidence;
use crate::evaluate::result::{ResultRow, Value};
use crate::evaluate::sentences::status_word;
use crate::report::naming;
use crate::report::paint::Tone;
use crate::report::rows::totals;

use super::Context;
use super::hanging::hanging;

/// For each indicator that is not `ok`, or is and whose guard or sample leaves a doubt: why, and its `when missed`.
pub(super) fn reasons(context: &Context, rows: &[&ResultRow]) -> Vec<String> {
    let mut lines = Vec::new();
    for row in totals(rows).filter(|row| naming::is_listed(context.plan, row)) {
        let Some(status) = row.status else {
            lines.extend(not_judged(context, row));
            continue;
        };
        lines.extend(reason(context, row, status));
        if matches!(status, Status::Warn | Status::Fail) {
            lines.extend(when_missed(context, row));
        }
    }
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

fn reason(context: &Context, row: &ResultRow, status: Status) -> Vec<String> {
    let missing = match &row.value {
        Value::Missing(message) => Some(message),
        Value::Known(_) => None,
    };
    let why = row.reason.as_ref().or(missing);
    let is_weak = matches!(row.guard_status, Some(Status::Warn | Status::Fail));
    let message = match (status, why) {
        (Status::Ok, _) if !is_weak && row.evidence != Some(Evidence::Thin) => return Vec::new(),
        (Status::Ok | Status::NoData | Status::TooFew, None) => return Vec::new(),
        (_, Some(why)) => Message::new("reason").with("reason", why.clone()),
        (_, None) => Message::new("reason").with("reason", status_word(status)),
    };
    if status == Status::Ok && !is_weak {
        return hanging(context, "  ? ", &context.localizer.text(&named(context, row, message)));
    }
    // A number that is fine is not quite fine while what guards it isn't.
    let sign = if status == Status::Ok { Status::Warn } else { status };
    signed(context, sign, &named(context, row, message))
}

fn named(context: &Context, row: &ResultRow, message: Message) -> Message {
    message.with("name", naming::title(context.plan, row))
}

/// Why a number is held against nothing: no verdict without a word.
fn not_judged(context: &Context, row: &ResultRow) -> Vec<String> {
    let Some(why) = naming::why(row) else { return Vec::new() };
    let message = Message::new("reason").with("name", naming::title(context.plan, row)).with("reason", why.clone());
    hanging(context, "  · ", &context.localizer.text(&message))
}

fn when_missed(context: &Context, row: &ResultRow) -> Vec<String> {
    let missed = naming::indicator(context.plan, row).and_then(|indicator| indicator.when_missed.as_ref());
    let Some(missed) = missed else { return Vec::new() };
    let mut lines = Vec::new();
    for (head, texts) in [("when-missed.do", &missed.actions), ("when-missed.ask", &missed.questions)] {
        for text in texts {
            let head = format!("    {} ", context.localizer.text(&Message { id: head, args: Vec::new() }));
            lines.extend(hanging(context, &head, text));
        }
    }
    lines
}

/// A sentence behind the sign of a status.
fn signed(context: &Context, status: Status, message: &Message) -> Vec<String> {
    let sign = naming::status_sign(status, context.appearance.glyphs);
    let mut lines = hanging(context, &format!("  {sign} "), &context.localizer.text(message));
    if let Some(first) = lines.first_mut() {
        *first = first.replacen(sign, &context.paint(Tone::of_status(status), sign), 1);
    }
    lines
}
