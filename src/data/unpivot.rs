//! Columns that become rows: a table with a column for each month, read as one row for each month.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StringViewArray};

use unicode_normalization::UnicodeNormalization;

use crate::base::period::FiscalYear;

use super::batch::{FileColumns, RowNumbers};
use super::cell::date::{DateRules, read_date};

/// What the headers of columns have in them that are made of the months beside them.
const TOTALS: [&str; 16] = [
    "計", "total", "sum", "ytd", "平均", "average", "前年", "前月", "比", "率", "上期", "下期", "半期", "通期", "年間",
    "差",
];

/// Of the columns in a range those that become rows. Between months sub-totals are left out (上期計, 前年比, Q1): their
/// header is no month and says that they are made of others. Anything else is kept, to be read or refused.
pub(super) fn without_totals(header: &[String], range: std::ops::RangeInclusive<usize>) -> Vec<usize> {
    let name = |column: usize| header.get(column).map_or("", String::as_str);
    if !is_month(name(*range.start())) || !is_month(name(*range.end())) {
        return range.collect();
    }
    range.filter(|column| is_month(name(*column)) || !is_total(name(*column))).collect()
}

fn is_month(header: &str) -> bool {
    // Some year, so that a month without one can be read.
    let rules = DateRules { order: None, fiscal_year: Some(2000), fiscal: FiscalYear::CALENDAR };
    read_date(header, rules).is_some()
}

fn is_total(header: &str) -> bool {
    let header: String = header.nfkc().collect::<String>().to_lowercase().replace("計画", "");
    let part_of_year = header.strip_prefix(['q', 'h']).or_else(|| header.strip_suffix(['q', 'h']));
    TOTALS.iter().any(|word| header.contains(word))
        || part_of_year.is_some_and(|number| matches!(number, "1" | "2" | "3" | "4"))
}

/// A wide table laid out lengthwise: row after row, and in each row column after column. A cell without anything in
/// it gives no row: a month that is still empty is no month with zero.
pub(super) struct Long {
    columns: Vec<StringViewArray>,
    headers: StringViewArray,
    /// For each row the wide row and the unpivoted column it comes from.
    cells: Vec<(usize, usize)>,
}

impl Long {
    /// `unpivoted` names the columns that become rows, by their place in `rows`, and their headers.
    pub fn new(rows: &FileColumns, unpivoted: &[(usize, String)]) -> Self {
        let column = |(place, _): &(usize, String)| rows.columns.get(*place).map(text_of);
        let columns: Vec<StringViewArray> = unpivoted.iter().filter_map(column).collect();
        let headers = StringViewArray::from_iter_values(unpivoted.iter().map(|(_, header)| header));
        let cells = (0..rows.rows)
            .flat_map(|row| (0..columns.len()).map(move |column| (row, column)))
            .filter(|(row, column)| columns[*column].is_valid(*row))
            .collect();
        Self { columns, headers, cells }
    }

    pub fn rows(&self) -> usize {
        self.cells.len()
    }

    /// The header that each row's value stood below.
    pub fn keys(&self) -> ArrayRef {
        Arc::new(self.cells.iter().map(|(_, column)| Some(self.headers.value(*column))).collect::<StringViewArray>())
    }

    pub fn values(&self) -> ArrayRef {
        let value = |(row, column): &(usize, usize)| Some(self.columns[*column].value(*row));
        Arc::new(self.cells.iter().map(value).collect::<StringViewArray>())
    }

    /// Another column of the wide table, its cells said again in each row that they belong to.
    pub fn repeated(&self, column: &ArrayRef) -> ArrayRef {
        let column = text_of(column);
        let cell = |(row, _): &(usize, usize)| column.is_valid(*row).then(|| column.value(*row));
        Arc::new(self.cells.iter().map(cell).collect::<StringViewArray>())
    }

    pub fn numbers(&self, wide: &RowNumbers) -> RowNumbers {
        RowNumbers::Each(self.cells.iter().map(|(row, _)| wide.before(*row)).collect())
    }
}

/// The column as text. Every format whose tables can be wide gives text.
fn text_of(column: &ArrayRef) -> StringViewArray {
    column.as_string_view_opt().cloned().unwrap_or_else(|| StringViewArray::new_null(column.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[Option<&str>]) -> ArrayRef {
        Arc::new(cells.iter().copied().collect::<StringViewArray>())
    }

    #[test]
    fn sub_totals_between_months_are_left_out() {
        let columns = |names: &[&str]| {
            let header: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            without_totals(&header, 0..=names.len() - 1)
        };
        assert_eq!(columns(&["4月", "5月", "Q1", "上期計", "9月", "前年比", "１０月"]), [0, 1, 4, 6]);
        assert_eq!(columns(&["2026/4", "2026年5月", "小計", "Jun 2026"]), [0, 1, 3]);
        assert_eq!(columns(&["4月", "5月見込", "6月"]), [0, 1, 2], "what may be a month is kept, and refused later");
        assert_eq!(columns(&["東京", "関東計", "大阪"]), [0, 1, 2], "these are no months");
    }

    #[test]
    fn each_filled_cell_becomes_a_row() {
        let rows = FileColumns {
            columns: vec![column(&[Some("佐藤"), None]), column(&[Some("1"), Some("3")]), column(&[None, Some("4")])],
            rows: 2,
            numbers: RowNumbers::Gaps(vec![(1, 1)]),
            physical_rows: 3,
        };
        let long = Long::new(&rows, &[(1, "4月".to_owned()), (2, "5月".to_owned())]);
        assert_eq!(long.rows(), 3);
        assert_eq!(&long.keys(), &column(&[Some("4月"), Some("4月"), Some("5月")]));
        assert_eq!(&long.values(), &column(&[Some("1"), Some("3"), Some("4")]));
        assert_eq!(&long.repeated(&rows.columns[0]), &column(&[Some("佐藤"), None, None]));
        assert_eq!(long.numbers(&rows.numbers), RowNumbers::Each(vec![0, 2, 2]));
    }
}
