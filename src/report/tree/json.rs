//! `kpi tree --format json`, version 1: the shape is a promise, described in the manual.

use serde::Serialize;

use crate::evaluate::result::ResultRow;
use crate::evaluate::tree::{Content, Link, Section, SectionKind, Sign};
use crate::report::json::Number;
use crate::report::json_result::{JsonPeriod, JsonResult, result};
use crate::report::naming;

use super::Drawing;

#[derive(Serialize)]
struct Document {
    version: u32,
    tool_version: &'static str,
    trees: Vec<JsonTree>,
    /// As in every document: none, where there are trees.
    errors: [(); 0],
}

#[derive(Serialize)]
struct JsonTree {
    plan: String,
    file: String,
    as_of: String,
    period: JsonPeriod,
    numbers_read: bool,
    sections: Vec<JsonSection>,
    left_out: usize,
}

#[derive(Serialize)]
struct JsonSection {
    kind: &'static str,
    roots: Vec<JsonEntry>,
}

#[derive(Serialize)]
struct JsonEntry {
    kind: &'static str,
    link: &'static str,
    name: Option<String>,
    title: String,
    number: Option<Number>,
    standings: Vec<JsonResult>,
    children: Vec<JsonEntry>,
}

/// The document of several trees, ending with a line end.
#[must_use]
pub fn json(drawings: &[Drawing]) -> String {
    let trees = drawings.iter().map(tree).collect();
    let document = Document { version: 1, tool_version: env!("CARGO_PKG_VERSION"), trees, errors: [] };
    // Writing plain data into a string can't fail; if it did, an empty text would be no valid document either.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn tree(drawing: &Drawing) -> JsonTree {
    let titles: Vec<String> = drawing.cards().into_iter().map(|card| card.title).collect();
    let section = |section: &Section| JsonSection {
        kind: match section.kind {
            SectionKind::Goals => "goals",
            SectionKind::Indicators => "indicators",
            SectionKind::NotLinked => "not-linked",
            SectionKind::Continued => "continued",
        },
        roots: section.roots.iter().map(|root| entry(drawing, &titles, *root)).collect(),
    };
    JsonTree {
        plan: naming::plan(drawing.one, drawing.plan).to_owned(),
        file: drawing.one.path.clone(),
        as_of: drawing.one.as_of.date.to_string(),
        period: JsonPeriod::of(drawing.tree.period, drawing.tree.complete),
        numbers_read: drawing.has_numbers,
        sections: drawing.tree.sections.iter().map(section).collect(),
        left_out: drawing.tree.left_out,
    }
}

/// An entry with all that is below it: never deeper than a tree is.
fn entry(drawing: &Drawing, titles: &[String], place: usize) -> JsonEntry {
    let Drawing { checked, one, plan, tree, localizer, .. } = *drawing;
    let found = &tree.entries[place];
    let (kind, number) = match &found.content {
        Content::Metric(_) => ("number", None),
        Content::Again(_) => ("again", None),
        Content::Previous(_) => ("previous", None),
        Content::Number(number, _) => ("constant", Some(Number(number.clone()))),
        Content::Aggregate(_) => ("aggregate", None),
        Content::Group => ("group", None),
        Content::Funnel(_) => ("funnel", None),
    };
    let standing = |row: &ResultRow| {
        let standing = result(checked, one, plan, row, localizer);
        if drawing.has_numbers { standing } else { standing.without_verdict() }
    };
    JsonEntry {
        kind,
        link: link(found.link),
        name: tree.metric(place).map(|metric| plan.metric(metric).name.value.clone()),
        title: titles[place].clone(),
        number,
        standings: found.standings.iter().map(standing).collect(),
        children: found.children.iter().map(|child| entry(drawing, titles, *child)).collect(),
    }
}

fn link(link: Link) -> &'static str {
    match link {
        Link::Root => "root",
        Link::Part(Sign::Equals) => "equals",
        Link::Part(Sign::Plus) => "plus",
        Link::Part(Sign::Minus) => "minus",
        Link::Part(Sign::Times) => "times",
        Link::Part(Sign::Over) => "over",
        Link::Conversion => "conversion",
        Link::Within => "within",
        Link::Measures => "measures",
        Link::Guards => "guards",
        Link::Drives => "drives",
    }
}
