//! Files of targets: a row for each period.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::base::message::Message;
use crate::plan::source::Layout;

use super::files::InputFile;
use super::open::open_whole;
use super::projection::shown_columns;
use super::read_error::ReadError;
use super::text_rows::{TextRow, read_rows};

/// Headers of the column of periods, of targets and of the indicators' names.
const PERIODS: &[&str] =
    &["period", "期間", "月", "month", "年月", "対象月", "week", "週", "quarter", "四半期", "date", "日付"];
const TARGETS: &[&str] = &["target", "目標", "目標値", "goal"];
const NAMES: &[&str] = &["name", "指標", "指標名", "kpi", "metric", "metric name", "項目"];

/// One target of a file, not yet read as a period and an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetOfFile {
    pub period: String,
    pub amount: String,
    /// Whose target it is: dimensions and members. Empty for everybody's.
    pub members: Vec<(String, String)>,
    /// As a person sees it in a spreadsheet, for errors.
    pub row: u64,
}

/// Reads an indicator's targets. `names` are what the indicator is called: its name and its label. The amounts stand
/// in a column with one of these names, else in the column of targets; where there is a column of names too, only the
/// indicator's rows count. A period without an amount has no target. `dimensions` are the names of the dimensions, each
/// with the column that it is in the facts: a column with one of them makes a row the target of its member, or
/// everybody's where the cell is empty.
pub fn read_target_file(
    file: &InputFile,
    names: &[&str],
    dimensions: &[(&str, &str)],
) -> Result<Vec<TargetOfFile>, ReadError> {
    let rows = read_rows(open_whole(&file.path, &file.shown, &Layout::default())?)?;
    let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let header = rows.iter().enumerate().find_map(|(place, row)| Some((place, Places::find(row, &names, dimensions)?)));
    let Some((header, places)) = header else { return Err(missing_columns(file, &rows)) };
    let mut targets = Vec::new();
    let mut others = BTreeSet::new();
    for row in rows.iter().skip(header + 1) {
        let cell = |place: usize| row.cells.get(place).and_then(Option::as_deref);
        if let Some(name) = places.name.map(|place| cell(place).unwrap_or_default())
            && !names.contains(&fold(name))
        {
            others.insert(name.to_owned());
            continue;
        }
        match (cell(places.period), cell(places.amount)) {
            (_, None) => {}
            (Some(period), Some(amount)) => {
                let of_dimension = |(name, place): &(String, usize)| Some((name.clone(), cell(*place)?.to_owned()));
                targets.push(TargetOfFile {
                    period: period.to_owned(),
                    amount: amount.to_owned(),
                    members: places.members.iter().filter_map(of_dimension).collect(),
                    row: row.number,
                });
            }
            (None, Some(amount)) => {
                let error = Message::new("target-without-period").with("file", &file.shown);
                let error = error.with("row", row.number).with("amount", amount);
                return Err(ReadError::new(error).help(Message::new("target-without-period.help")));
            }
        }
    }
    if targets.is_empty() { Err(no_targets(file, &names, others)) } else { Ok(targets) }
}

/// Where the columns stand that make a target.
struct Places {
    period: usize,
    amount: usize,
    name: Option<usize>,
    /// The dimensions that have a column.
    members: Vec<(String, usize)>,
}

impl Places {
    /// `None` where the row is no header of targets.
    fn find(row: &TextRow, names: &[String], dimensions: &[(&str, &str)]) -> Option<Self> {
        let cells: Vec<String> = row.cells.iter().map(|cell| fold(cell.as_deref().unwrap_or_default())).collect();
        let one_of = |known: &[&str]| cells.iter().position(|cell| known.contains(&cell.as_str()));
        let period = one_of(PERIODS)?;
        let own = cells.iter().position(|cell| !cell.is_empty() && names.contains(cell));
        let amount = own.or_else(|| one_of(TARGETS))?;
        // In a column of its own every row is the indicator's.
        let name = if own.is_some() { None } else { one_of(NAMES) };
        let taken = [Some(period), Some(amount), name];
        let member = |(dimension, column): &(&str, &str)| {
            let is_it = |cell: &String| *cell == fold(dimension) || *cell == fold(column);
            let place = cells.iter().position(is_it).filter(|place| !taken.contains(&Some(*place)))?;
            Some(((*dimension).to_owned(), place))
        };
        Some(Self { period, amount, name, members: dimensions.iter().filter_map(member).collect() })
    }
}

fn fold(name: &str) -> String {
    name.nfkc().collect::<String>().trim().to_lowercase()
}

fn missing_columns(file: &InputFile, rows: &[TextRow]) -> ReadError {
    let header: Vec<String> = rows.first().map(|row| row.cells.iter().flatten().cloned().collect()).unwrap_or_default();
    let (columns, _) = shown_columns(&header);
    let error = Message::new("missing-target-columns").with("file", &file.shown);
    ReadError::new(error).help(Message::new("missing-target-columns.help").with("columns", columns))
}

fn no_targets(file: &InputFile, names: &[String], others: BTreeSet<String>) -> ReadError {
    let name = names.first().map_or("", String::as_str);
    let error = Message::new("no-targets-in-file").with("file", &file.shown).with("name", name);
    let others: Vec<String> = others.into_iter().filter(|name| !name.is_empty()).collect();
    let (others, _) = shown_columns(&others);
    ReadError::new(error).help(if others.is_empty() {
        Message::new("no-targets-in-file.help")
    } else {
        Message::new("no-targets-in-file.help-others").with("others", others)
    })
}
