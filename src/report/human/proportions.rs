//! How sure rates are, when that is asked for: every proportion with its sample and interval, also where nothing is in
//! doubt.

use crate::base::message::Message;
use crate::evaluate::result::ResultRow;
use crate::report::rows::totals;
use crate::report::table::{Align, Column};
use crate::report::visible::visible;
use crate::report::{cells, naming};

use super::Context;
use super::drawn::drawn;

/// A table of rates with what they are counted from and their intervals.
pub(super) fn proportions(context: &Context, rows: &[&ResultRow]) -> Vec<String> {
    let rows: Vec<&ResultRow> = totals(rows).filter(|row| row.interval.is_some()).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let localizer = context.localizer;
    let word = |id| localizer.text(&Message { id, args: Vec::new() });
    let column = |heading: String, align, cell: &dyn Fn(&ResultRow) -> String| Column {
        heading,
        align,
        gives_way: 0,
        shortest: (align == Align::Left).then_some(8),
        cells: rows.iter().map(|row| visible(&cell(row)).into_owned()).collect(),
    };
    let table = vec![
        column(word("heading.proportion"), Align::Left, &|row| naming::title(context.plan, row).to_owned()),
        column(word("heading.value"), Align::Right, &|row| cells::value(row, localizer)),
        column(cells::interval_heading(context.plan, localizer), Align::Right, &|row| cells::interval(row)),
        column(word("heading.sample"), Align::Right, &|row| cells::counts(row, localizer)),
    ];
    drawn(context, table)
}
