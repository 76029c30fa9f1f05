//! What came of the plan's actions.

use crate::base::vocabulary::Status;
use crate::report::actions::{Told, of_plan, told};
use crate::report::naming::status_sign;
use crate::report::paint::Tone;

use super::Context;
use super::hanging::hanging;

/// A block with each action's verdict and the lines below it; nothing for a plan without actions.
pub(super) fn actions(context: &Context) -> Vec<String> {
    let mut lines = Vec::new();
    for (action, measured) in of_plan(context.plan, context.checked) {
        let Told { status, headline, lines: further } = told(context.plan, action, measured);
        let sign = status.map_or("·", |status| status_sign(status, context.appearance.glyphs));
        let mut head = hanging(context, &format!("  {sign} "), &context.localizer.text(&headline));
        if let Some(first) = head.first_mut() {
            let tone =
                if status == Some(Status::NoData) { Tone::Caution } else { status.map_or(Tone::Dim, Tone::of_status) };
            *first = first.replacen(sign, &context.paint(tone, sign), 1);
        }
        lines.extend(head);
        lines.extend(further.iter().flat_map(|line| hanging(context, "    ", &context.localizer.text(line))));
    }
    if !lines.is_empty() {
        lines.insert(0, context.paint(Tone::Bold, &context.localizer.word("actions")));
        lines.insert(0, String::new());
    }
    lines
}
