//! The tree in lines, with its numbers beside it.

use crate::base::message::Message;
use crate::evaluate::tree::Link;
use crate::report::appearance::Appearance;
use crate::report::human::heading_of;
use crate::report::paint::{Paint, Tone};
use crate::report::spark::Glyphs;
use crate::report::table::{Align, Column, lay_out};
use crate::report::visible::visible;
use crate::report::width::wrap;

use super::Drawing;
use super::cards::{Card, Line};

/// The branches keep at least so many columns.
const SHORTEST_NAME: usize = 36;

/// The whole report on a plan, ending with a line end.
pub(super) fn text(drawing: &Drawing, appearance: Appearance) -> String {
    let paint = Paint { colored: appearance.colored };
    let mut lines = heading_of(drawing.one, drawing.plan, drawing.localizer, appearance);
    let period = if drawing.has_numbers { drawing.period() } else { drawing.subtitle() };
    lines.extend([String::new(), paint.paint(Tone::Bold, &period), String::new()]);
    lines.extend(table(drawing, appearance));
    let kinds = drawing.link_kinds();
    let kinds = kinds.into_iter().map(|(link, what)| format!("{}: {what}", drawing.link(link, appearance.glyphs)));
    let remarks: Vec<String> =
        drawing.doubts(appearance.glyphs).into_iter().chain(kinds).chain(drawing.left_out()).collect();
    if !remarks.is_empty() {
        lines.push(String::new());
    }
    for remark in remarks {
        let remark = wrap(&visible(&remark), appearance.width.saturating_sub(2));
        lines.extend(remark.iter().map(|line| paint.paint(Tone::Dim, &format!("  {line}"))));
    }
    lines.iter().fold(String::new(), |all, line| all + line.trim_end() + "\n")
}

/// A line of the table.
struct Row<'a> {
    branch: String,
    line: Option<&'a Line>,
    owner: Option<&'a str>,
    /// What stands above it.
    heading: Option<String>,
}

fn table(drawing: &Drawing, appearance: Appearance) -> Vec<String> {
    let cards = drawing.cards();
    let rows = rows(drawing, &cards, appearance.glyphs);
    if rows.is_empty() {
        return vec![format!("  {}", drawing.localizer.word("tree-empty"))];
    }
    let status = |row: &Row| row.line.and_then(|line| drawing.status_of(line, appearance.glyphs)).unwrap_or_default();
    let status: Vec<String> = rows.iter().map(status).collect();
    let drawn = lay_out(columns(drawing, &rows, &status), appearance.width, 2);
    let paint = Paint { colored: appearance.colored };
    let mut lines = Vec::new();
    for (place, line) in drawn.into_iter().enumerate() {
        let Some(place) = place.checked_sub(1) else {
            lines.push(paint.paint(Tone::Dim, &line));
            continue;
        };
        if let Some(heading) = &rows[place].heading {
            lines.extend([String::new(), format!("  {}", paint.paint(Tone::Bold, heading))]);
        }
        lines.push(paint.paint_status(&line, &status[place], rows[place].line.and_then(|line| line.status)));
    }
    lines
}

fn columns(drawing: &Drawing, rows: &[Row], status: &[String]) -> Vec<Column> {
    let column = |heading, align, gives_way, cells: Vec<String>| Column {
        heading: drawing.localizer.text(&Message { id: heading, args: Vec::new() }),
        align,
        gives_way,
        shortest: None,
        cells,
    };
    let of_line = |cell: &dyn Fn(&Line) -> String| -> Vec<String> {
        rows.iter().map(|row| row.line.map(cell).unwrap_or_default()).collect()
    };
    let owners = rows.iter().map(|row| visible(row.owner.unwrap_or_default()).into_owned()).collect();
    let mut name = column("heading.name", Align::Left, 0, rows.iter().map(|row| row.branch.clone()).collect());
    name.shortest = Some(SHORTEST_NAME);
    let is_paced = |line: &Line| !line.expected.is_empty() && !line.attainment.is_empty();
    let attainment = match rows.iter().filter_map(|row| row.line).any(is_paced) {
        true => "heading.attainment-by-now",
        false => "heading.attainment",
    };
    vec![
        name,
        column("heading.value", Align::Right, 0, of_line(&|line| line.value.clone())),
        column("heading.target", Align::Right, 0, of_line(&|line| line.target.clone())),
        column("heading.expected", Align::Right, 2, of_line(&|line| line.expected.clone())),
        column(attainment, Align::Right, 1, of_line(&|line| line.attainment.clone())),
        column("heading.owner", Align::Left, 3, owners),
        column("heading.status", Align::Left, 0, status.to_vec()),
    ]
}

fn rows<'a>(drawing: &Drawing, cards: &'a [Card], glyphs: Glyphs) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    // For each entry what stands before those below it.
    let mut stems: Vec<String> = Vec::with_capacity(cards.len());
    let mut headings = vec![None; cards.len()];
    for section in &drawing.tree.sections {
        headings[section.roots[0]] = drawing.section(section.kind);
    }
    for ((place, entry), card) in drawing.tree.entries.iter().enumerate().zip(cards) {
        let stem = entry.parent.map_or("", |parent| &stems[parent]);
        let is_last = entry.parent.is_none_or(|parent| drawing.tree.entries[parent].children.last() == Some(&place));
        let (fork, own_stem) = match (entry.parent, is_last, glyphs) {
            (None, ..) => ("", String::new()),
            (Some(_), true, Glyphs::Unicode) => ("└ ", format!("{stem}  ")),
            (Some(_), false, Glyphs::Unicode) => ("├ ", format!("{stem}│ ")),
            (Some(_), true, Glyphs::Ascii) => ("` ", format!("{stem}  ")),
            (Some(_), false, Glyphs::Ascii) => ("|-", format!("{stem}| ")),
        };
        let goal = if card.is_goal { format!("{} ", drawing.localizer.word("role-kgi")) } else { String::new() };
        let branch = format!("{stem}{fork}{}{goal}{}", link(drawing, entry.link, glyphs), visible(&card.title));
        let mut lines = card.lines.iter();
        let owner = card.owner.as_deref();
        rows.push(Row { branch, line: lines.next(), owner, heading: headings[place].take() });
        let below = if entry.children.is_empty() {
            "  "
        } else if glyphs == Glyphs::Ascii {
            "| "
        } else {
            "│ "
        };
        for line in lines {
            let branch = format!("{own_stem}{below}{}", line.period.as_deref().unwrap_or_default());
            rows.push(Row { branch, line: Some(line), owner: None, heading: None });
        }
        stems.push(own_stem);
    }
    rows
}

/// The sign or the word before a title.
fn link(drawing: &Drawing, link: Link, glyphs: Glyphs) -> String {
    let word = drawing.link(link, glyphs);
    match link {
        Link::Root => String::new(),
        Link::Part(_) | Link::Conversion => format!("{word} "),
        Link::Within | Link::Measures | Link::Guards | Link::Drives => format!("{word}: "),
    }
}
