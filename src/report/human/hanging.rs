//! Sentences below a table.

use crate::report::visible::visible;
use crate::report::width::{width, wrap};

use super::Context;

/// A text behind its head; further lines are indented like the first.
pub(super) fn hanging(context: &Context, head: &str, text: &str) -> Vec<String> {
    let indent = " ".repeat(width(head));
    let room = context.appearance.width.saturating_sub(indent.len()).max(20);
    let lines = wrap(&visible(text), room);
    lines.iter().enumerate().map(|(place, line)| format!("{}{line}", if place == 0 { head } else { &indent })).collect()
}
