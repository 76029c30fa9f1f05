//! Which row of a table is its header.

use crate::base::message::Message;

use super::open::{Asked, Columns};
use super::projection::{columns_found, columns_to_find};
use super::read_error::ReadError;

/// How many rows are looked at for the header.
const ROWS_TRIED: usize = 30;

/// How many rows below a row tell how wide the table is.
const ROWS_COMPARED: usize = 50;

/// The place of the header among the first rows of a file, blank rows included, from 0: the row that the plan says;
/// else the first with all the columns that are asked for, or with most of them; else the first that is as full as
/// the rows below it are. Titles and notes above the header are passed over.
pub(super) fn find_header(asked: &Asked, rows: &[Vec<String>]) -> Result<usize, ReadError> {
    let Asked { shown: file, layout, columns, .. } = *asked;
    if rows.iter().all(|row| is_blank(row)) {
        let error = Message::new("empty-file").with("file", file);
        return Err(ReadError::new(error).help(Message::new("empty-file.help")));
    }
    if let Some(stated) = &layout.header_row {
        let place = (stated.value as usize).checked_sub(1);
        if let Some(place) = place.filter(|place| rows.get(*place).is_some_and(|row| !is_blank(row))) {
            return Ok(place);
        }
        let error = Message::new("missing-header-row").with("file", file).with("row", u64::from(stated.value));
        let help = Message::new("missing-header-row.help");
        return Err(ReadError::new(error).help(help).at(stated.span));
    }
    let Columns::Named(columns) = columns else {
        return Ok(rows.iter().position(|row| !is_blank(row)).unwrap_or_default());
    };
    let wanted = columns_to_find(layout, columns);
    let found = rows.iter().take(ROWS_TRIED).map(|row| columns_found(row, &wanted));
    // Of rows with equally many the first.
    let best = found.enumerate().min_by_key(|(place, found)| (std::cmp::Reverse(*found), *place));
    match best {
        Some((place, found)) if found > 0 => Ok(place),
        _ => Ok(header_by_shape(rows)),
    }
}

/// Whether some row can be the header with everything that is asked for.
pub(super) fn has_columns(asked: &Asked, rows: &[Vec<String>]) -> bool {
    let wanted = columns_to_find(asked.layout, asked.names());
    rows.iter().take(ROWS_TRIED).any(|row| columns_found(row, &wanted) == wanted.len())
}

/// The first row that has as many filled cells as is usual in the rows below it.
fn header_by_shape(rows: &[Vec<String>]) -> usize {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let first = rows.iter().position(|row| !is_blank(row)).unwrap_or_default();
    let is_header = |place: &usize| {
        let mut below: Vec<usize> = rows.iter().skip(place + 1).map(filled).filter(|count| *count > 0).collect();
        below.truncate(ROWS_COMPARED);
        below.sort_unstable();
        let usual = below.get(below.len() / 2).copied().unwrap_or_default();
        rows.get(*place).is_some_and(|row| filled(row) >= usual.max(1))
    };
    (first..rows.len().min(ROWS_TRIED)).find(is_header).unwrap_or(first)
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(String::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::{FileId, Span, Spanned};
    use crate::plan::source::Layout;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    fn find(text: &str, layout: &Layout, columns: &[String]) -> Result<usize, &'static str> {
        let asked =
            Asked { shown: "f.csv", layout, columns: Columns::Named(columns), to_read: columns.len(), watched: None };
        find_header(&asked, &rows(text)).map_err(|error| error.message.id)
    }

    fn place(text: &str, columns: &[&str]) -> usize {
        let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
        find(text, &Layout::default(), &columns).unwrap()
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let report = "月次レポート,,\n\n作成日,2026-11-01,\n日付,担当,金額\n2026-10-01,佐藤,5\n2026-10-02,,6";
        assert_eq!(place(report, &["日付", "金額"]), 3);
        assert_eq!(place(report, &[]), 3);
        assert_eq!(place("a,b\n1,2", &[]), 0);
        assert_eq!(place("only\n1\n2", &[]), 0);
        assert_eq!(place("a,b,c", &["b"]), 0);
    }

    #[test]
    fn the_row_with_most_of_the_columns_is_the_header() {
        assert_eq!(place("title,\ndate,amount\n1,2", &["date", "rep"]), 1);
        assert_eq!(place("x,y\ndate,amount\ndate,amount", &["date"]), 1);
    }

    #[test]
    fn what_the_plan_says_holds() {
        let span = Span::new(FileId(0), 0, 1);
        let with = |row| Layout { header_row: Some(Spanned::new(row, span)), ..Layout::default() };
        let find_at = |row| find("a,b\n,\nc,d", &with(row), &[]);
        assert_eq!(find_at(3), Ok(2));
        assert_eq!(find_at(2), Err("missing-header-row"));
        assert_eq!(find_at(9), Err("missing-header-row"));
        assert_eq!(find_at(0), Err("missing-header-row"));
        assert_eq!(find(",\n,", &Layout::default(), &[]), Err("empty-file"));
    }
}
