//! Tables as they stand in a report.

use crate::report::paint::Tone;
use crate::report::table::{Column, lay_out};

use super::Context;

/// A table below an empty line, its headings dim.
pub(super) fn drawn(context: &Context, table: Vec<Column>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (place, line) in lay_out(table, context.appearance.width, 2).into_iter().enumerate() {
        lines.push(if place == 0 { context.paint(Tone::Dim, &line) } else { line });
    }
    lines
}
