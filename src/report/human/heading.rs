//! What is judged, by which date, and what was read for it.

use crate::base::period::Period;
use crate::evaluate::result::ResultRow;
use crate::report::paint::Tone;
use crate::report::said;
use crate::report::visible::visible;
use crate::report::width::wrap;

use super::Context;

/// The plan's label and file, the date, and a line for each source.
pub(super) fn heading(context: &Context) -> Vec<String> {
    let mut lines = vec![title(context), context.localizer.text(&said::as_of(&context.checked.as_of))];
    let view =
        context.checked.evaluation.as_ref().and_then(|evaluation| said::view(&evaluation.view, context.localizer));
    let view = view.map(|message| visible(&context.localizer.text(&message)).into_owned());
    lines.extend(view.iter().flat_map(|line| wrap(line, context.appearance.width)));
    for (name, facts) in &context.checked.sources {
        let line = format!("{name}: {}", said::source(context.plan, name, facts, context.localizer));
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
    let message = said::period(period, complete, context.checked.as_of.date);
    context.paint(Tone::Bold, &context.localizer.text(&message))
}
