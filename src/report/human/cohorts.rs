//! The same leads followed from stage to stage: a line for each period of entry.

use crate::base::message::Message;
use crate::evaluate::result::CohortRow;
use crate::plan::funnel::Funnel;
use crate::report::cohort_cells as cells;
use crate::report::members::{dimensions, name};
use crate::report::paint::Tone;
use crate::report::table::{Align, Column, columns_that_fit};
use crate::report::visible::visible;
use crate::report::width::wrap;

use super::Context;
use super::drawn::drawn;

/// For each funnel that follows its leads a heading, its cohorts and what is not in them.
pub(super) fn cohorts(context: &Context) -> Vec<String> {
    let Some(evaluation) = &context.checked.evaluation else { return Vec::new() };
    let mut lines = Vec::new();
    for (funnel, id, rows) in cells::by_funnel(context.plan, &evaluation.cohorts) {
        let Some(heading) = cells::heading(context.plan, funnel) else { continue };
        lines.push(String::new());
        let heading = visible(&context.localizer.text(&heading)).into_owned();
        lines.extend(wrap(&heading, context.appearance.width).iter().map(|line| context.paint(Tone::Bold, line)));
        let totals: Vec<&CohortRow> = rows.iter().copied().filter(|row| row.whole).collect();
        if totals.is_empty() {
            lines.push(format!("  {}", context.localizer.word("cohorts.none")));
        } else {
            lines.extend(table(context, funnel, entries(context, &totals), &totals));
            lines.extend(of_groups(context, funnel, &rows));
            let notes = cells::notes(&rows, context.localizer, context.appearance.glyphs);
            lines.extend(notes.iter().flat_map(|note| indented(context, note)));
        }
        let unkeyed = cells::unkeyed(context.plan, funnel, id, &evaluation.unkeyed);
        lines.extend(unkeyed.into_iter().flat_map(|message| indented(context, &context.localizer.text(&message))));
    }
    lines
}

fn entries(context: &Context, rows: &[&CohortRow]) -> Column {
    let entry = |row: &&CohortRow| cells::entry(row.period, context.localizer);
    first(context.localizer.word("heading.entered"), rows.iter().map(entry).collect())
}

fn first(heading: String, cells: Vec<String>) -> Column {
    Column { heading, align: Align::Left, gives_way: 0, shortest: Some(8), cells }
}

/// A line for each row; stages that don't fit side by side stand below one another.
fn table(context: &Context, funnel: &Funnel, mut first: Column, rows: &[&CohortRow]) -> Vec<String> {
    let (plan, localizer) = (context.plan, context.localizer);
    // What is expected is said of everybody.
    let expects = rows.iter().all(|row| row.whole);
    let right = |heading: String, cells: Vec<String>| Column {
        heading: visible(&heading).into_owned(),
        align: Align::Right,
        gives_way: 0,
        shortest: Some(8),
        cells,
    };
    let mut columns = Vec::new();
    for (place, stage) in funnel.stages.iter().enumerate() {
        let own = || rows.iter().filter_map(|row| row.stages.get(place));
        let mut cells: Vec<String> =
            own().map(|stage| cells::reached(plan, stage, localizer, context.appearance.glyphs)).collect();
        cells.extend(expects.then(|| cells::expected(plan, own(), localizer)));
        columns.push(right(cells::title(plan, stage.metric).to_owned(), cells));
    }
    let mut open: Vec<String> = rows.iter().map(|row| cells::open(row)).collect();
    if expects {
        first.cells.push(localizer.word("cohorts.expected"));
        open.push(String::new());
    }
    if open.iter().any(|open| !open.is_empty()) {
        columns.insert(1, right(localizer.word("heading.open"), open));
    }
    let mut lines = Vec::new();
    for (part, table) in
        columns_that_fit(&first, columns, context.appearance.width.saturating_sub(2)).into_iter().enumerate()
    {
        // The first stands right below its heading.
        lines.extend(drawn(context, table).into_iter().skip(usize::from(part == 0)));
    }
    lines
}

/// Members and segments in the newest cohort that is complete, else in the newest.
fn of_groups(context: &Context, funnel: &Funnel, rows: &[&CohortRow]) -> Vec<String> {
    let groups = || rows.iter().copied().filter(|row| !row.whole);
    let complete = rows.iter().find(|row| row.whole && row.complete).map(|row| row.period);
    let Some(period) = complete.or_else(|| groups().next().map(|row| row.period)) else { return Vec::new() };
    let mut shown: Vec<&CohortRow> = groups().filter(|row| row.period == period).collect();
    shown.sort_by_key(|row| (row.group.members.iter().any(|(_, member)| member.is_none()), &row.group));
    let view = context.checked.evaluation.as_ref().map(|evaluation| evaluation.view.clone()).unwrap_or_default();
    let Some(first_row) = shown.first() else { return Vec::new() };
    let dimensions = dimensions(&first_row.group, &view);
    let heading = Message::new("cohorts.of-groups").with("period", period).with("by", dimensions);
    let heading = context.localizer.text(&heading);
    let names = shown
        .iter()
        .map(|row| visible(&name(context.plan, &row.group, &view, context.localizer)).into_owned())
        .collect();
    let mut lines = vec![String::new()];
    lines.extend(table(context, funnel, first(visible(&heading).into_owned(), names), &shown));
    lines
}

fn indented(context: &Context, text: &str) -> Vec<String> {
    let lines = wrap(&visible(text), context.appearance.width.saturating_sub(2));
    lines.iter().map(|line| context.paint(Tone::Dim, &format!("  {line}"))).collect()
}
