//! Numbers that are no indicators, when they are asked for.

use crate::base::message::Message;
use crate::evaluate::result::ResultRow;
use crate::report::rows::totals;
use crate::report::spark::spark_line;
use crate::report::table::{Align, Column};
use crate::report::visible::visible;
use crate::report::{naming, quantity};

use super::Context;
use super::drawn::drawn;

/// A small table of name, value and the value before.
pub(super) fn others(context: &Context, rows: &[&ResultRow]) -> Vec<String> {
    let rows: Vec<&ResultRow> = totals(rows).filter(|row| !naming::is_listed(context.plan, row)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let language = context.localizer.language();
    let column = |heading, align, cell: &dyn Fn(&ResultRow) -> String| Column {
        heading: context.localizer.text(&Message { id: heading, args: Vec::new() }),
        align,
        gives_way: 0,
        shortest: (align == Align::Left).then_some(8),
        cells: rows.iter().map(|row| visible(&cell(row)).into_owned()).collect(),
    };
    let value = |row: &ResultRow| {
        row.value.known().map_or_else(|| "-".to_owned(), |number| quantity::value(number, row.unit, language))
    };
    let before = |row: &ResultRow| {
        row.previous.as_ref().map(|number| quantity::value(number, row.unit, language)).unwrap_or_default()
    };
    let table = vec![
        column("heading.other", Align::Left, &|row| naming::title(context.plan, row).to_owned()),
        column("heading.value", Align::Right, &value),
        column("heading.before", Align::Right, &before),
        column("heading.trend", Align::Left, &|row| spark_line(&row.history, context.appearance.glyphs)),
    ];
    drawn(context, table)
}
