//! Members and segments side by side: a line for each group, a column for each indicator.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::message::Message;
use crate::data::observations::Group;
use crate::evaluate::result::{ResultRow, Value};
use crate::plan::ids::MetricId;
use crate::report::paint::Tone;
use crate::report::table::{Align, Column, columns_that_fit, lay_out};
use crate::report::visible::visible;
use crate::report::{naming, quantity};

use super::Context;

/// A table for each breakdown; where the indicators don't fit side by side, several below one another.
pub(super) fn groups(context: &Context, rows: &[&ResultRow]) -> Vec<String> {
    let mut lines = Vec::new();
    for (dimensions, rows) in breakdowns(context, rows) {
        let members = members(&rows);
        let first = Column {
            heading: visible(&context.localizer.list(&dimensions)).into_owned(),
            align: Align::Left,
            gives_way: 0,
            shortest: Some(8),
            cells: members.iter().map(|group| member_name(context, group)).collect(),
        };
        let columns = metric_columns(context, &rows, &members);
        let room = context.appearance.width.saturating_sub(2);
        for part in columns_that_fit(&first, columns, room) {
            lines.push(String::new());
            for (place, line) in lay_out(part, context.appearance.width, 2).into_iter().enumerate() {
                lines.push(if place == 0 { context.paint(Tone::Dim, &line) } else { line });
            }
        }
        lines.extend(impossible(context, &rows));
    }
    lines
}

/// The rows of groups, by the dimensions that they are grouped by.
fn breakdowns<'a>(context: &Context, rows: &[&'a ResultRow]) -> BTreeMap<Vec<String>, Vec<&'a ResultRow>> {
    let mut breakdowns: BTreeMap<Vec<String>, Vec<&ResultRow>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.group.members.is_empty() && naming::is_listed(context.plan, row)) {
        let dimensions = row.group.members.iter().map(|(name, _)| name.clone()).collect();
        breakdowns.entry(dimensions).or_default().push(row);
    }
    breakdowns
}

fn members<'a>(rows: &[&'a ResultRow]) -> Vec<&'a Group> {
    let mut members: Vec<&Group> = rows.iter().map(|row| &row.group).collect::<BTreeSet<_>>().into_iter().collect();
    // Rows that name nobody come last.
    members.sort_by_key(|group| (group.members.iter().any(|(_, member)| member.is_none()), *group));
    members
}

fn member_name(context: &Context, group: &Group) -> String {
    let name = |member: &Option<String>| match member {
        Some(member) => visible(member).into_owned(),
        None => context.localizer.word("no-member"),
    };
    group.members.iter().map(|(_, member)| name(member)).collect::<Vec<_>>().join(" / ")
}

fn metric_columns(context: &Context, rows: &[&ResultRow], members: &[&Group]) -> Vec<Column> {
    let mut order: Vec<(Option<usize>, MetricId)> = Vec::new();
    let mut cells: BTreeMap<(Option<usize>, MetricId, &Group), &ResultRow> = BTreeMap::new();
    for row in rows {
        if !order.contains(&(row.indicator, row.metric)) {
            order.push((row.indicator, row.metric));
        }
        cells.insert((row.indicator, row.metric, &row.group), row);
    }
    let column = |(indicator, metric): &(Option<usize>, MetricId)| {
        let any = rows.iter().find(|row| (row.indicator, row.metric) == (*indicator, *metric))?;
        Some(Column {
            heading: visible(naming::title(context.plan, any)).into_owned(),
            align: Align::Right,
            gives_way: 0,
            shortest: Some(8),
            cells: members
                .iter()
                .map(|group| cell(context, cells.get(&(*indicator, *metric, *group)).copied()))
                .collect(),
        })
    };
    order.iter().filter_map(column).collect()
}

fn cell(context: &Context, row: Option<&ResultRow>) -> String {
    let Some(row) = row else { return "-".to_owned() };
    let shown = match &row.value {
        Value::Known(number) => quantity::value(number, row.unit, context.localizer.language()),
        Value::Missing(_) => "-".to_owned(),
    };
    match row.status {
        Some(status) => format!("{shown} {}", naming::status_sign(status, context.appearance.glyphs)),
        None => shown,
    }
}

/// Why an indicator has no value for any group at all: each reason once.
fn impossible(context: &Context, rows: &[&ResultRow]) -> Vec<String> {
    let of_row = |row: &ResultRow| (row.indicator, row.metric);
    let known: BTreeSet<(Option<usize>, MetricId)> =
        rows.iter().filter(|row| row.value.known().is_some()).map(|row| of_row(row)).collect();
    let mut reasons: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| !known.contains(&of_row(row))) {
        let Value::Missing(message) = &row.value else { continue };
        let why = Message::new("reason")
            .with("name", naming::title(context.plan, row))
            .with("reason", context.localizer.text(message));
        let line = format!("  {}", visible(&context.localizer.text(&why)));
        if !reasons.contains(&line) {
            reasons.push(line);
        }
    }
    reasons
}
