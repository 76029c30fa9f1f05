//! Tables that fit: columns give way in the order of their importance, and no cell ever breaks the alignment.

use std::collections::BTreeMap;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};

use super::width::{truncate, truncate_middle, width};

const GAP: usize = 2;

/// Which edge a column's cells keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A column, with all its cells.
#[derive(Clone, Debug)]
pub struct Column {
    pub heading: String,
    pub align: Align,
    /// Columns with the highest number give way first; those with 0 never do.
    pub gives_way: u8,
    /// May be shortened to so many columns of the terminal; `None`: not at all.
    pub shortest: Option<usize>,
    pub cells: Vec<String>,
}

impl Column {
    fn natural_width(&self) -> usize {
        self.cells.iter().map(|cell| width(cell)).chain([width(&self.heading)]).max().unwrap_or(0)
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// The lines of a table: the headings, then a line for each row, each at most `columns` wide where that is possible.
/// Columns without any content are left out.
#[must_use]
pub fn lay_out(mut table: Vec<Column>, columns: usize, indent: usize) -> Vec<String> {
    table.retain(|column| !column.is_empty());
    let room = columns.saturating_sub(indent);
    while total_width(&table, Column::natural_width) > room {
        let least = |column: &Column| column.shortest.map_or(usize::MAX, |s| s).min(column.natural_width());
        if total_width(&table, least) <= room {
            break;
        }
        let Some(place) = least_important(&table) else { break };
        table.remove(place);
    }
    shorten(&mut table, room);
    let rows = table.first().map_or(0, |column| column.cells.len());
    let mut drawn = Table::new();
    drawn.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    drawn.set_header(table.iter().map(|column| column.heading.clone()).collect::<Vec<_>>());
    for row in 0..rows {
        drawn.add_row(table.iter().map(|column| column.cells[row].clone()).collect::<Vec<_>>());
    }
    let last = table.len().saturating_sub(1);
    for (place, column) in drawn.column_iter_mut().enumerate() {
        let gap = if place == last { 0 } else { u16::try_from(GAP).unwrap_or(2) };
        column.set_padding((0, gap)).set_cell_alignment(match table[place].align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        });
    }
    drawn.lines().map(|line| format!("{}{}", " ".repeat(indent), line.trim_end())).collect()
}

/// Tables that each begin with `first` and hold as many of the other columns as fit side by side, at least one.
#[must_use]
pub fn columns_that_fit(first: &Column, columns: Vec<Column>, room: usize) -> Vec<Vec<Column>> {
    let mut tables: Vec<Vec<Column>> = Vec::new();
    for column in columns {
        match tables.last_mut() {
            Some(table) if total_width(table, Column::natural_width) + GAP + column.natural_width() <= room => {
                table.push(column);
            }
            _ => tables.push(vec![first.clone(), column]),
        }
    }
    tables
}

fn total_width(table: &[Column], width_of: impl Fn(&Column) -> usize) -> usize {
    table.iter().map(width_of).sum::<usize>() + GAP * table.len().saturating_sub(1)
}

fn least_important(table: &[Column]) -> Option<usize> {
    let (place, column) = table.iter().enumerate().max_by_key(|(place, column)| (column.gives_way, *place))?;
    (column.gives_way > 0).then_some(place)
}

/// Takes what is too much from the columns that may be shortened, the widest first.
fn shorten(table: &mut [Column], room: usize) {
    let mut excess = total_width(table, Column::natural_width).saturating_sub(room);
    while excess > 0 {
        let may = |column: &&mut Column| column.shortest.is_some_and(|shortest| column.natural_width() > shortest);
        let Some(column) = table.iter_mut().filter(may).max_by_key(|column| column.natural_width()) else { return };
        let natural = column.natural_width();
        let to = natural.saturating_sub(excess).max(column.shortest.unwrap_or(natural));
        column.heading = truncate(&column.heading, to);
        column.cells = apart(&column.cells, to);
        let now = column.natural_width();
        if now == natural {
            return;
        }
        excess = excess.saturating_sub(natural - now);
    }
}

/// The cells in so many columns, those that differ still different: what begins alike is cut in its middle, and what ends
/// alike as well is numbered.
fn apart(cells: &[String], columns: usize) -> Vec<String> {
    let mut shown: Vec<String> = cells.iter().map(|cell| truncate(cell, columns)).collect();
    for (cell, _) in alike(cells, &shown) {
        shown[cell] = truncate_middle(&cells[cell], columns);
    }
    for (cell, number) in alike(cells, &shown) {
        let number = format!("..{number}");
        shown[cell] = truncate(&cells[cell], columns.saturating_sub(number.len() - 2)).trim_end_matches('.').to_owned();
        shown[cell].push_str(&number);
    }
    shown
}

/// The places of cells that are shown like another one that they are not, each with its number among those.
fn alike(cells: &[String], shown: &[String]) -> Vec<(usize, usize)> {
    let mut originals: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (cell, shown) in cells.iter().zip(shown) {
        let of_shown = originals.entry(shown).or_default();
        if !of_shown.contains(&cell.as_str()) {
            of_shown.push(cell);
        }
    }
    let number = |place: usize| {
        let of_shown = originals.get(shown[place].as_str()).filter(|originals| originals.len() > 1)?;
        Some((place, of_shown.iter().position(|original| *original == cells[place])? + 1))
    };
    (0..cells.len()).filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(heading: &str, align: Align, gives_way: u8, cells: &[&str]) -> Column {
        let shortest = (gives_way == 0 && align == Align::Left).then_some(8);
        Column {
            heading: heading.into(),
            align,
            gives_way,
            shortest,
            cells: cells.iter().map(|c| (*c).into()).collect(),
        }
    }

    fn sample() -> Vec<Column> {
        vec![
            column("指標", Align::Left, 0, &["架電数", "appointment rate"]),
            column("value", Align::Right, 0, &["682", "12.3%"]),
            column("owner", Align::Left, 9, &["佐藤", "鈴木"]),
            column("nothing", Align::Left, 0, &["", ""]),
            column("status", Align::Left, 0, &["▲ warn", "✓ ok"]),
        ]
    }

    #[test]
    fn wide_characters_stay_aligned() {
        let lines = lay_out(sample(), 80, 2);
        assert_eq!(
            lines,
            [
                "  指標              value  owner  status",
                "  架電数              682  佐藤   ▲ warn",
                "  appointment rate  12.3%  鈴木   ✓ ok",
            ]
        );
    }

    #[test]
    fn names_are_shortened_before_the_least_important_gives_way() {
        assert_eq!(lay_out(sample(), 34, 2)[2], "  appointm..  12.3%  鈴木   ✓ ok");
        assert_eq!(lay_out(sample(), 30, 2)[2], "  appointment..  12.3%  ✓ ok");
    }

    #[test]
    fn names_that_begin_alike_stay_apart() {
        let names = ["GTX Plus Pro", "GTX Plus Basic", "GTK 500"].map(str::to_owned);
        assert_eq!(apart(&names, 8), ["GTX..Pro", "GTX..sic", "GTK 500"]);
        let twins = ["ABC営業代行 東京第一課長", "ABC営業代行 東京第二課長", "ABC営業代行 東京第一課長"];
        assert_eq!(apart(&twins.map(str::to_owned), 10), ["ABC営業..1", "ABC営業..2", "ABC営業..1"]);
    }

    proptest! {
        #[test]
        fn what_differs_is_shown_differently(
            cells in prop::collection::vec("[ab架]{0,14}", 0..9),
            columns in 8usize..12,
        ) {
            let shown = apart(&cells, columns);
            for (cell, own) in cells.iter().zip(&shown) {
                prop_assert!(width(own) <= columns, "{own}");
                for (other, shown) in cells.iter().zip(&shown) {
                    prop_assert_eq!(cell == other, own == shown);
                }
            }
        }

        #[test]
        fn a_line_is_never_wider_than_asked(columns in 40usize..100, name in "[a-z架電]{0,30}") {
            let mut table = sample();
            table[0].cells[0] = name;
            for line in lay_out(table, columns, 2) {
                prop_assert!(width(&line) <= columns, "{line}");
            }
        }
    }
}
