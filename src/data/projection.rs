//! Where the columns that a plan asks for stand in a file.

use arrow_array::ArrayRef;
use unicode_normalization::UnicodeNormalization;

use crate::base::message::Message;
use crate::plan::source::Layout;

use super::batch::{Batch, FileColumns};
use super::missing_column::{FoundHeader, missing_column};
use super::open::{Asked, Columns};
use super::read_error::ReadError;
use super::unpivot;

/// How many columns a message names before it counts the rest.
const COLUMNS_SHOWN: usize = 10;

/// The columns that were asked for, found in one file's header.
#[derive(Clone, Debug)]
pub struct Projection {
    /// The file, as it is shown.
    pub(super) file: String,
    /// The file's columns that are read, by their place in the header, each once: first those that have to be there in
    /// each row, then those that are only looked through.
    pub(super) needed: Vec<usize>,
    /// How many of them have to be there.
    pub(super) relied: usize,
    /// The names of those that are only looked through; `None` where no column is.
    watched: Option<Vec<String>>,
    pub(super) header: Vec<String>,
    /// Cells that mean "nothing here", besides the empty one.
    pub(super) missing: Vec<String>,
    /// Whether a row may end before the last needed column: what is read whole has no columns that are relied on.
    pub(super) short_rows_allowed: bool,
    asked: Vec<Output>,
    /// The columns that become rows, by their place in `needed`, and their headers.
    unpivoted: Option<Vec<(usize, String)>>,
    /// How many columns between those that become rows are left out: sub-totals between months.
    pub(super) left_out_columns: u64,
}

/// Where a column that was asked for comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    /// By its place in [`Projection::needed`].
    Column(usize),
    UnpivotKey,
    UnpivotValue,
}

impl Projection {
    /// Finds the columns in a header whose names have been trimmed. Each must be there exactly once.
    pub(super) fn new(asked: &Asked, header: Vec<String>) -> Result<Self, ReadError> {
        Self::find(asked, header, 1, None)
    }

    /// As [`Projection::new`], for a header that stands in this row, from 1; with the columns that are looked through.
    pub(super) fn in_row(asked: &Asked, header: Vec<String>, row: u64) -> Result<Self, ReadError> {
        Self::find(asked, header, row, asked.watched)
    }

    fn find(asked: &Asked, header: Vec<String>, row: u64, watched: Option<usize>) -> Result<Self, ReadError> {
        let Asked { shown: file, layout, columns, to_read, .. } = *asked;
        let missing = layout.missing.iter().map(|cell| cell.trim().to_owned()).collect();
        let Columns::Named(columns) = columns else {
            let needed: Vec<usize> = (0..header.len()).collect();
            let asked = needed.iter().map(|column| Output::Column(*column)).collect();
            return Ok(Self {
                file: file.to_owned(),
                relied: needed.len(),
                watched: None,
                needed,
                header,
                missing,
                short_rows_allowed: true,
                asked,
                unpivoted: None,
                left_out_columns: 0,
            });
        };
        let found = FoundHeader { file, layout, names: &header, row };
        let search = Search { names: header.iter().map(|name| fold(name)).collect(), header: found };
        let mut needed = Vec::new();
        let mut need = |column: usize| {
            needed.iter().position(|known| *known == column).unwrap_or_else(|| {
                needed.push(column);
                needed.len() - 1
            })
        };
        let mut left_out_columns = 0;
        let unpivoted = match &layout.unpivot {
            None => None,
            Some(unpivot) => {
                let end = |name: &str| search.find(name, loose);
                let first = end(&unpivot.first.value).map_err(|error| error.at(unpivot.first.span))?;
                let last = end(&unpivot.last.value).map_err(|error| error.at(unpivot.last.span))?;
                let range = unpivot::without_totals(&header, first.min(last)..=first.max(last));
                left_out_columns = (first.abs_diff(last) + 1 - range.len()) as u64;
                Some(range.into_iter().map(|column| (need(column), header[column].clone())).collect())
            }
        };
        let mut asked = Vec::new();
        for (place, name) in columns.iter().enumerate() {
            let made = made_by_unpivot(name, layout);
            let found = match made {
                Some(_) => None,
                None => Some(search.find(name, str::to_owned).map_err(|error| error.about_column(place))?),
            };
            // A column that only has to be there costs nothing more.
            if place < to_read {
                asked.extend(made.or_else(|| found.map(|column| Output::Column(need(column)))));
            }
        }
        let relied = needed.len();
        let others = (0..header.len()).filter(|column| !header[*column].is_empty());
        let others = others.filter(|column| !needed.contains(column)).take(watched.unwrap_or(0));
        let others: Vec<usize> = others.collect();
        let watched = watched.map(|_| others.iter().map(|column| header[*column].clone()).collect());
        needed.extend(others);
        let file = file.to_owned();
        let short_rows_allowed = false;
        Ok(Self {
            file,
            needed,
            relied,
            watched,
            header,
            missing,
            short_rows_allowed,
            asked,
            unpivoted,
            left_out_columns,
        })
    }

    /// The columns that have to be there in each row, by their place in the header.
    pub(super) fn relied(&self) -> &[usize] {
        self.needed.get(..self.relied).unwrap_or_default()
    }

    /// Whether a trimmed cell means "nothing here".
    pub(super) fn is_missing(&self, cell: &str) -> bool {
        cell.is_empty() || self.missing.iter().any(|missing| missing == cell)
    }

    /// Turns columns into rows where the plan says so, and puts the columns in the order in which they were asked for.
    pub(super) fn batch(&self, rows: FileColumns, chunk: usize) -> Batch {
        let Some(unpivoted) = &self.unpivoted else {
            let column = |output: &Output| match output {
                Output::Column(place) => rows.columns.get(*place).cloned(),
                Output::UnpivotKey | Output::UnpivotValue => None,
            };
            let columns = self.asked.iter().filter_map(column).collect();
            let watched = self.watched(|place| rows.columns.get(place).cloned());
            let FileColumns { rows, numbers, physical_rows, .. } = rows;
            return Batch { columns, watched, rows, numbers, chunk, physical_rows };
        };
        let long = unpivot::Long::new(&rows, unpivoted);
        let column = |output: &Output| match output {
            Output::Column(place) => rows.columns.get(*place).map(|column| long.repeated(column)),
            Output::UnpivotKey => Some(long.keys()),
            Output::UnpivotValue => Some(long.values()),
        };
        let columns = self.asked.iter().filter_map(column).collect();
        let watched = self.watched(|place| rows.columns.get(place).map(|column| long.repeated(column)));
        let numbers = long.numbers(&rows.numbers);
        Batch { columns, watched, rows: long.rows(), numbers, chunk, physical_rows: rows.physical_rows }
    }

    /// The columns that are only looked through, with their names.
    fn watched(&self, column: impl Fn(usize) -> Option<ArrayRef>) -> Option<Vec<(String, ArrayRef)>> {
        let names = self.watched.as_ref()?.iter().enumerate();
        Some(names.filter_map(|(place, name)| Some((name.clone(), column(self.relied + place)?))).collect())
    }
}

/// The columns of a plan that a file's header has to have: those asked for, and the ends of an `unpivot`.
pub(super) fn columns_to_find(layout: &Layout, columns: &[String]) -> Vec<String> {
    let asked = columns.iter().filter(|name| made_by_unpivot(name, layout).is_none());
    let ends = layout.unpivot.iter().flat_map(|unpivot| [&unpivot.first.value, &unpivot.last.value]);
    asked.chain(ends).map(|name| loose(&fold(name))).collect()
}

/// How many of [`columns_to_find`] are among the cells of a row.
pub(super) fn columns_found(row: &[String], wanted: &[String]) -> usize {
    let cells: Vec<String> = row.iter().map(|cell| loose(&fold(cell))).collect();
    wanted.iter().filter(|name| cells.contains(name)).count()
}

/// A header's text on one line, without spaces around it.
pub(super) fn on_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A spreadsheet's letters for a column, from 0: A, B, … Z, AA.
pub(super) fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The first column names, and how many more there are.
pub(super) fn shown_columns(header: &[String]) -> (Vec<String>, usize) {
    let named: Vec<&String> = header.iter().filter(|name| !name.is_empty()).collect();
    let shown = named.iter().take(COLUMNS_SHOWN).map(|name| format!("`{name}`")).collect();
    (shown, named.len().saturating_sub(COLUMNS_SHOWN))
}

/// How names are compared: after NFKC, on one line.
pub(super) fn fold(name: &str) -> String {
    on_one_line(&name.nfkc().collect::<String>())
}

/// Without any spaces, as the ends of an `unpivot` are compared.
fn loose(folded: &str) -> String {
    folded.split_whitespace().collect()
}

fn made_by_unpivot(name: &str, layout: &Layout) -> Option<Output> {
    let unpivot = layout.unpivot.as_ref()?;
    let name = fold(name);
    if name == fold(&unpivot.key.value) {
        return Some(Output::UnpivotKey);
    }
    (name == fold(&unpivot.value.value)).then_some(Output::UnpivotValue)
}

/// One file's header, to look for columns in.
struct Search<'a> {
    header: FoundHeader<'a>,
    /// The header's names, folded.
    names: Vec<String>,
}

impl Search<'_> {
    /// The one column of a name, compared after `soften`; where that finds none, without any spaces.
    fn find(&self, name: &str, soften: fn(&str) -> String) -> Result<usize, ReadError> {
        let found = self.places(name, soften);
        let found = if found.is_empty() { self.places(name, loose) } else { found };
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(missing_column(self.header, name)),
            [first, second, ..] => {
                let message = Message::new("duplicate-header")
                    .with("file", self.header.file)
                    .with("column", name)
                    .with("first", column_letters(*first))
                    .with("second", column_letters(*second))
                    .with("count", found.len());
                Err(ReadError::new(message).help(Message::new("duplicate-header.help")))
            }
        }
    }

    fn places(&self, name: &str, soften: fn(&str) -> String) -> Vec<usize> {
        let name = soften(&fold(name));
        let same = |(place, known): (usize, &String)| (soften(known) == name).then_some(place);
        if name.is_empty() { Vec::new() } else { self.names.iter().enumerate().filter_map(same).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn find(names: &[&str], asked: &[&str]) -> Result<Vec<usize>, (&'static str, Option<&'static str>)> {
        let (layout, columns) = (Layout::default(), header(asked));
        let asked = Asked {
            shown: "f.csv",
            layout: &layout,
            columns: Columns::Named(&columns),
            to_read: columns.len(),
            watched: None,
        };
        Projection::new(&asked, header(names))
            .map(|found| found.needed)
            .map_err(|error| (error.message.id, error.help.map(|help| help.id)))
    }

    #[test]
    fn names_are_found_as_they_are_meant() {
        assert_eq!(find(&["日付", "担当", "ＡＢＣ"], &["ABC", "日付"]), Ok(vec![2, 0]));
        assert_eq!(find(&["受注額 (千円)", "x"], &["受注額(千円)"]), Ok(vec![0]));
        assert_eq!(find(&["a", "b"], &["a", "a"]), Ok(vec![0]));
    }

    #[test]
    fn what_is_not_there_or_twice_is_said() {
        assert_eq!(
            find(&["date", "amount"], &["amuont"]),
            Err(("missing-column", Some("missing-column.help-similar")))
        );
        assert_eq!(find(&["date", ""], &["xyz"]), Err(("missing-column", Some("missing-column.help"))));
        assert_eq!(find(&["金額", "x", "金額"], &["金額"]), Err(("duplicate-header", Some("duplicate-header.help"))));
        assert_eq!(find(&["金額", "x", "金額"], &["x"]), Ok(vec![1]));
    }

    #[test]
    fn letters_are_those_of_a_spreadsheet() {
        let letters: Vec<String> = [0, 25, 26, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
