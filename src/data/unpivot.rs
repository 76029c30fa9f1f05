//! Columns that become rows: a table with a column for each month, read as one row for each month.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StringViewArray};

use super::batch::{FileColumns, RowNumbers};

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
