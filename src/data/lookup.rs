//! Small tables that add columns to rows, read as a whole before the rows.

use arrow_array::StringViewArray;
use arrow_array::builder::StringViewBuilder;

use super::batch::Batch;
use super::column::Cells;
use super::text_ids::TextIds;

/// A lookup's rows by their keys. The number of a key is the place of its row in every column.
#[derive(Debug)]
pub(crate) struct LoadedLookup {
    pub keys: TextIds,
    /// In the order in which they were asked for.
    pub columns: Vec<StringViewArray>,
}

/// A key that stands in two rows, by their numbers for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DuplicateKey {
    pub key: String,
    pub rows: (u64, u64),
}

/// A lookup being read.
#[derive(Debug)]
pub(crate) struct LookupReader {
    keys: TextIds,
    columns: Vec<StringViewBuilder>,
    /// For each key the number of its row.
    rows: Vec<u64>,
    /// The first key that came twice, and how many rows came with a key that was there.
    pub duplicate: Option<DuplicateKey>,
    pub duplicates: u64,
}

impl LookupReader {
    /// Nothing read yet; `columns` columns besides the key.
    pub fn new(columns: usize) -> Self {
        let builders = (0..columns).map(|_| StringViewBuilder::new()).collect();
        Self { keys: TextIds::default(), columns: builders, rows: Vec::new(), duplicate: None, duplicates: 0 }
    }

    /// Takes in a batch whose first column is the key. `first_row` is the number of the row where its chunk begins. A
    /// row without a key adds nothing.
    pub fn add(&mut self, batch: &Batch, first_row: u64) {
        let cells: Vec<Cells> = batch.columns.iter().map(|column| Cells::of(column).into_texts()).collect();
        let Some((keys, columns)) = cells.split_first() else { return };
        for row in 0..batch.rows {
            let Some(key) = keys.text(row) else { continue };
            let number = first_row + batch.numbers.before(row);
            if let Some(known) = self.keys.find(&key) {
                self.duplicates += 1;
                let first = self.rows.get(known as usize).copied().unwrap_or_default();
                self.duplicate.get_or_insert(DuplicateKey { key, rows: (first, number) });
                continue;
            }
            self.keys.id(&key);
            self.rows.push(number);
            self.columns.iter_mut().zip(columns).for_each(|(builder, column)| builder.append_option(column.text(row)));
        }
    }

    pub fn finish(self) -> LoadedLookup {
        LoadedLookup {
            keys: self.keys,
            columns: self.columns.into_iter().map(|mut builder| builder.finish()).collect(),
        }
    }
}

impl LoadedLookup {
    /// A row's text in a column, or its key for `None`.
    pub fn member(&self, row: u32, column: Option<usize>) -> Option<String> {
        use arrow_array::Array;
        let Some(column) = column else { return Some(self.keys.text(row)) };
        let texts = &self.columns[column];
        texts.is_valid(row as usize).then(|| texts.value(row as usize).to_owned())
    }
}
