//! Members and segments side by side: for each indicator who comes first, how much is whose, and who is not ranked.

use std::collections::BTreeSet;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::data::observations::Group;
use crate::evaluate::ranking::Place;
use crate::evaluate::result::{Evaluation, ResultRow, Value};
use crate::evaluate::score::Score;
use crate::report::members::{Members, breakdowns, dimensions, name, without_data};
use crate::report::spark::spark_line;
use crate::report::table::{Align, Column};
use crate::report::visible::visible;
use crate::report::width::width;
use crate::report::{cells, naming};

use super::Context;
use super::drawn::drawn;
use super::hanging::hanging;

/// Names keep at least so many columns.
const SHORTEST_NAME: usize = 8;

/// A table for each indicator of each breakdown, the scores before them.
pub(super) fn groups(context: &Context, evaluation: &Evaluation, period: Period, rows: &[&ResultRow]) -> Vec<String> {
    let view = &evaluation.view;
    let mut lines = Vec::new();
    let mut is_first = true;
    for (dimensions, indicators) in breakdowns(rows, view) {
        if std::mem::take(&mut is_first) {
            lines.extend(scores(context, evaluation, period));
        }
        let (known, missing): (Vec<Members>, Vec<Members>) =
            indicators.into_iter().partition(|members| members.rows.iter().any(|row| row.value.known().is_some()));
        for members in &known {
            lines.extend(ranking(context, evaluation, &dimensions, members));
        }
        lines.extend(impossible(context, &missing));
        if let Some(message) = without_data(context.plan, &known, view, context.localizer) {
            lines.push(String::new());
            lines.extend(hanging(context, "  · ", &context.localizer.text(&message)));
        }
    }
    lines
}

fn ranking(context: &Context, evaluation: &Evaluation, dimensions: &[String], members: &Members) -> Vec<String> {
    let Some(first) = members.rows.first() else { return Vec::new() };
    let localizer = context.localizer;
    let column = |heading: &str, align, gives_way, cell: &dyn Fn(&ResultRow) -> String| Column {
        heading: visible(heading).into_owned(),
        align,
        gives_way,
        shortest: None,
        cells: members.rows.iter().map(|row| visible(&cell(row)).into_owned()).collect(),
    };
    let title = naming::title(context.plan, first);
    let word = |id| localizer.text(&Message { id, args: Vec::new() });
    let mut who = column(&localizer.list(dimensions), Align::Left, 0, &|row| {
        name(context.plan, &row.group, &evaluation.view, localizer)
    });
    who.shortest = Some(SHORTEST_NAME);
    let mut share = column(&word("heading.share"), Align::Right, 0, &|_| String::new());
    share.cells = members.shares.iter().map(|share| cells::share(share.as_ref())).collect();
    let table = vec![
        column(&word("heading.rank"), Align::Right, 0, &|row| cells::rank(row.place.as_ref())),
        who,
        heading_gives_way(column(title, Align::Right, 0, &|row| cells::value(row, localizer))),
        share,
        column(&cells::interval_heading(context.plan, localizer), Align::Right, 3, &|row| cells::interval(row)),
        column(&word("heading.sample"), Align::Right, 2, &|row| cells::counts(row, localizer)),
        column(&word("heading.target"), Align::Right, 0, &|row| cells::target(row, localizer)),
        column(&word(cells::attainment_heading(members.rows.iter().copied())), Align::Right, 4, &|row| {
            cells::attainment(row, localizer)
        }),
        column(&word("heading.status"), Align::Left, 0, &|row| {
            cells::status(row, localizer, context.appearance.glyphs)
        }),
        column(&word("heading.trend"), Align::Left, 5, &|row| spark_line(&row.history, context.appearance.glyphs)),
    ];
    let mut lines = drawn(context, table);
    let unranked = members.unranked(context.plan, &evaluation.view, localizer);
    let said = unranked.into_iter().chain(members.chance(context.plan, &evaluation.view, evaluation));
    lines.extend(said.flat_map(|message| hanging(context, "  · ", &localizer.text(&message))));
    lines
}

/// The weighted scores of the groups that have one, with what each indicator brings in.
fn scores(context: &Context, evaluation: &Evaluation, period: Period) -> Vec<String> {
    let of_period = evaluation.scores.iter().filter(|score| !score.whole && score.period == period);
    let roles: BTreeSet<&Option<String>> = of_period.clone().map(|score| &score.role).collect();
    let mut lines = Vec::new();
    for role in roles {
        let mut scores: Vec<&Score> = of_period.clone().filter(|score| score.role == *role).collect();
        scores.sort_by_key(|score| (score.place.as_ref().and_then(Place::rank).unwrap_or(u32::MAX), &score.group));
        lines.extend(drawn(context, score_table(context, &evaluation.view, role.as_deref(), &scores)));
    }
    lines
}

fn score_table(context: &Context, view: &Group, role: Option<&str>, scores: &[&Score]) -> Vec<Column> {
    let localizer = context.localizer;
    let column = |heading: String, align, cell: &dyn Fn(&Score) -> String| Column {
        heading: visible(&heading).into_owned(),
        align,
        gives_way: 0,
        shortest: (align == Align::Left).then_some(SHORTEST_NAME),
        cells: scores.iter().map(|score| visible(&cell(score)).into_owned()).collect(),
    };
    let by = scores.first().map(|score| dimensions(&score.group, view)).unwrap_or_default();
    let heading = match role {
        Some(role) => localizer.text(&Message::new("heading.score-of").with("role", role)),
        None => localizer.word("heading.score"),
    };
    let mut table = vec![
        column(localizer.word("heading.rank"), Align::Right, &|score| cells::rank(score.place.as_ref())),
        column(localizer.list(&by), Align::Left, &|score| name(context.plan, &score.group, view, localizer)),
        column(heading, Align::Right, &|score| cells::percent(score.value.as_ref(), localizer)),
    ];
    let weighed: BTreeSet<usize> = scores.iter().flat_map(|score| &score.parts).map(|part| part.indicator).collect();
    for place in weighed {
        let title = crate::evaluate::sentences::title(context.plan, &context.plan.indicators[place]).to_owned();
        let attainment = |score: &Score| {
            let part = score.parts.iter().find(|part| part.indicator == place);
            cells::percent(part.map(|part| &part.attainment), localizer)
        };
        table.push(heading_gives_way(Column { gives_way: 1, ..column(title, Align::Right, &attainment) }));
    }
    table
}

/// A column of numbers whose heading may be shortened where it is wider than all of them.
fn heading_gives_way(column: Column) -> Column {
    let shortest = column.cells.iter().map(|cell| width(cell)).max().map(|widest| widest.max(SHORTEST_NAME));
    Column { shortest, ..column }
}

/// Why indicators have no value for any group at all: each reason once.
fn impossible(context: &Context, indicators: &[Members]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for row in indicators.iter().flat_map(|members| &members.rows) {
        let Value::Missing(message) = &row.value else { continue };
        let why = Message::new("reason")
            .with("name", naming::title(context.plan, row))
            .with("reason", context.localizer.text(message));
        let line = context.localizer.text(&why);
        if !reasons.contains(&line) {
            reasons.push(line);
        }
    }
    let gap = (!reasons.is_empty()).then(String::new);
    gap.into_iter().chain(reasons.iter().flat_map(|line| hanging(context, "  · ", line))).collect()
}
