//! The table of the goal and the KPIs in one period.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::evaluate::result::ResultRow;
use crate::report::cells;
use crate::report::naming;
use crate::report::paint::{Paint, Tone};
use crate::report::rows::totals;
use crate::report::spark::spark_line;
use crate::report::table::{Align, Column, lay_out};
use crate::report::visible::visible;

use super::Context;

/// Names keep at least so many columns before anything else gives way.
const SHORTEST_NAME: usize = 24;

/// The table's lines; none without a number to list in the period.
pub(super) fn indicators(context: &Context, period: Period, rows: &[&ResultRow]) -> Vec<String> {
    let rows: Vec<&ResultRow> =
        totals(rows).filter(|row| naming::is_listed(context.plan, row) && row.period == period).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let status: Vec<String> =
        rows.iter().map(|row| cells::status(row, context.localizer, context.appearance.glyphs)).collect();
    let lines = lay_out(columns(context, &rows, &status), context.appearance.width, 2);
    let paint = Paint { colored: context.appearance.colored };
    let mut painted = Vec::new();
    for (place, line) in lines.into_iter().enumerate() {
        painted.push(match place.checked_sub(1) {
            None => context.paint(Tone::Dim, &line),
            Some(row) => paint.paint_status(&line, &status[row], rows[row].status),
        });
    }
    painted
}

fn columns(context: &Context, rows: &[&ResultRow], status: &[String]) -> Vec<Column> {
    let localizer = context.localizer;
    let column = |heading, align, gives_way, cell: &dyn Fn(&ResultRow) -> String| Column {
        heading: localizer.text(&Message { id: heading, args: Vec::new() }),
        align,
        gives_way,
        shortest: None,
        cells: rows.iter().map(|row| visible(&cell(row)).into_owned()).collect(),
    };
    let name = |row: &ResultRow| naming::title(context.plan, row).to_owned();
    let trend = |row: &ResultRow| spark_line(&row.history, context.appearance.glyphs);
    let mut name = column("heading.name", Align::Left, 0, &name);
    name.shortest = Some(SHORTEST_NAME);
    // Signs and bars stand last: terminals differ on how wide they are.
    let mut status_column = column("heading.status", Align::Left, 0, &|_| String::new());
    status_column.cells = status.to_vec();
    vec![
        column("heading.role", Align::Left, 0, &|row| cells::role(context.plan, row, localizer)),
        name,
        column("heading.value", Align::Right, 0, &|row| cells::value(row, localizer)),
        column("heading.target", Align::Right, 0, &|row| cells::target(row, localizer)),
        column("heading.expected", Align::Right, 4, &|row| cells::expected(row, localizer)),
        column(cells::attainment_heading(rows.iter().copied()), Align::Right, 3, &|row| {
            cells::attainment(row, localizer)
        }),
        column("heading.forecast", Align::Right, 1, &|row| cells::forecast(row, localizer)),
        column("heading.owner", Align::Left, 5, &|row| cells::owner(context.plan, row)),
        status_column,
        column("heading.trend", Align::Left, 2, &trend),
    ]
}
