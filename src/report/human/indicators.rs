//! The table of the goal and the KPIs in one period.

use crate::base::message::{Message, UnitName};
use crate::base::period::Period;
use crate::base::vocabulary::{Direction, Status};
use crate::evaluate::result::{Aim, ResultRow};
use crate::evaluate::rounding;
use crate::evaluate::sentences::status_word;
use crate::plan::metric::Role;
use crate::plan::unit::UnitKind;
use crate::report::paint::Tone;
use crate::report::spark::spark_line;
use crate::report::table::{Align, Column, lay_out};
use crate::report::visible::visible;
use crate::report::{naming, quantity};

use super::{Context, totals};

/// Names keep at least so many columns before anything else gives way.
const SHORTEST_NAME: usize = 24;

/// The table's lines; none without an indicator in the period.
pub(super) fn indicators(context: &Context, period: Period, rows: &[&ResultRow]) -> Vec<String> {
    let rows: Vec<&ResultRow> = totals(rows).filter(|row| row.indicator.is_some() && row.period == period).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let status: Vec<String> = rows.iter().map(|row| status_cell(context, row)).collect();
    let lines = lay_out(columns(context, &rows, &status), context.appearance.width, 2);
    let mut painted = Vec::new();
    for (place, line) in lines.into_iter().enumerate() {
        painted.push(match place.checked_sub(1) {
            None => context.paint(Tone::Dim, &line),
            Some(row) => paint_status(context, &line, &status[row], rows[row].status),
        });
    }
    painted
}

fn columns(context: &Context, rows: &[&ResultRow], status: &[String]) -> Vec<Column> {
    let language = context.localizer.language();
    let column = |heading, align, gives_way, cell: &dyn Fn(&ResultRow) -> String| Column {
        heading: context.localizer.text(&Message { id: heading, args: Vec::new() }),
        align,
        gives_way,
        shortest: None,
        cells: rows.iter().map(|row| visible(&cell(row)).into_owned()).collect(),
    };
    let value = |row: &ResultRow| {
        let known = row.value.known();
        known.map_or_else(|| "-".to_owned(), |number| beside_target(row, quantity::value(number, row.unit, language)))
    };
    let attainment = |row: &ResultRow| {
        let attainment = row.aim.as_ref().and_then(|aim| aim.attainment.as_ref());
        attainment.map(|share| quantity::quantity(share, &UnitName::Percent, language)).unwrap_or_default()
    };
    let forecast = |row: &ResultRow| {
        let forecast = row.forecast.as_ref();
        let shown = forecast.map(|number| quantity::value(&number.round_to(0), row.unit, language));
        shown.map(|shown| beside_target(row, shown)).unwrap_or_default()
    };
    let owner = |row: &ResultRow| {
        let owner = naming::indicator(context.plan, row).and_then(|i| naming::owner(context.plan, i));
        owner.unwrap_or_default().to_owned()
    };
    let name = |row: &ResultRow| naming::title(context.plan, row).to_owned();
    let trend = |row: &ResultRow| spark_line(&row.history, context.appearance.glyphs);
    let mut name = column("heading.name", Align::Left, 0, &name);
    name.shortest = Some(SHORTEST_NAME);
    // Signs and bars stand last: terminals differ on how wide they are.
    let mut status_column = column("heading.status", Align::Left, 0, &|_| String::new());
    status_column.cells = status.to_vec();
    vec![
        column("heading.role", Align::Left, 0, &|row| role(context, row)),
        name,
        column("heading.value", Align::Right, 0, &value),
        column("heading.target", Align::Right, 0, &|row| {
            row.aim.as_ref().map(|aim| target(context, aim, row)).unwrap_or_default()
        }),
        column("heading.expected", Align::Right, 4, &|row| {
            row.aim.as_ref().map(|aim| expected(context, aim, row)).unwrap_or_default()
        }),
        column("heading.attainment", Align::Right, 3, &attainment),
        column("heading.forecast", Align::Right, 1, &forecast),
        column("heading.owner", Align::Left, 5, &owner),
        status_column,
        column("heading.trend", Align::Left, 2, &trend),
    ]
}

fn role(context: &Context, row: &ResultRow) -> String {
    match row.role {
        Some(Role::Kgi) => context.localizer.word("role-kgi"),
        _ => String::new(),
    }
}

fn target(context: &Context, aim: &Aim, row: &ResultRow) -> String {
    let language = context.localizer.language();
    let least = |number| quantity::required(number, row.unit, language);
    let most = |number| quantity::allowed(number, row.unit, language);
    match (aim.direction, &aim.high) {
        (Direction::Between, Some(high)) => context
            .localizer
            .text(&Message::new("target.between").with("low", least(&aim.target)).with("high", most(high))),
        (Direction::AtMost, _) => {
            context.localizer.text(&Message::new("target.at-most").with("value", most(&aim.target)))
        }
        _ => least(&aim.target),
    }
}

/// What should be reached by now, where that is another number than the target.
fn expected(context: &Context, aim: &Aim, row: &ResultRow) -> String {
    if row.complete || aim.expected == aim.target {
        return String::new();
    }
    let language = context.localizer.language();
    let rounded = rounding::expected(&aim.expected, row.unit);
    let shown = match aim.direction {
        Direction::AtMost => quantity::allowed(&rounded, row.unit, language),
        _ => quantity::required(&rounded, row.unit, language),
    };
    beside_target(row, shown)
}

/// An amount without its currency's code, where the target beside it says which it is.
fn beside_target(row: &ResultRow, shown: String) -> String {
    match (row.unit.kind(), &row.aim) {
        (UnitKind::Money(currency), Some(_)) => {
            shown.strip_suffix(&format!(" {}", currency.code())).map(String::from).unwrap_or(shown)
        }
        _ => shown,
    }
}

fn status_cell(context: &Context, row: &ResultRow) -> String {
    let Some(status) = row.status else { return String::new() };
    let word = context.localizer.text(&status_word(status));
    format!("{} {word}", naming::status_sign(status, context.appearance.glyphs))
}

/// Colours the status where it stands in a line: nothing but the spark line comes after it.
fn paint_status(context: &Context, line: &str, cell: &str, status: Option<Status>) -> String {
    let (Some(status), Some(at)) = (status, line.rfind(cell).filter(|_| !cell.is_empty())) else {
        return line.to_owned();
    };
    let painted = context.paint(status_tone(status), cell);
    format!("{}{painted}{}", &line[..at], &line[at + cell.len()..])
}

/// The tone of a status.
pub(super) fn status_tone(status: Status) -> Tone {
    match status {
        Status::Ok => Tone::Good,
        Status::Warn => Tone::Caution,
        Status::Fail => Tone::Bad,
        Status::NoData | Status::TooFew => Tone::Dim,
    }
}
