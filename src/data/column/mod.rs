//! A column of a batch, and the three things that its cells can be read as.

pub mod dates;
pub mod numbers;
pub mod truths;
mod typed;

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, StringViewArray};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::DataType;

use super::bits::Bits;

/// The key of a missing cell in [`Cells::Dictionary`].
pub(crate) const MISSING: u32 = u32::MAX;

/// The cells of one column.
#[derive(Clone, Debug)]
pub(crate) enum Cells {
    /// A text in each row.
    Plain(StringViewArray),
    /// For each row the place of its text, or [`MISSING`].
    Dictionary { keys: ScalarBuffer<u32>, texts: StringViewArray },
    /// Numbers, dates or truth values of a format that has types.
    Typed(ArrayRef),
}

impl Cells {
    /// Takes in an array as a format gives it. The texts of dictionaries are trimmed here; empty ones are missing.
    pub fn of(array: &ArrayRef) -> Self {
        match array.data_type() {
            DataType::Utf8View => Self::Plain(array.as_string_view().clone()),
            DataType::Utf8 => Self::Plain(array.as_string::<i32>().iter().map(trimmed).collect()),
            DataType::LargeUtf8 => Self::Plain(array.as_string::<i64>().iter().map(trimmed).collect()),
            DataType::Dictionary(_, _) => Self::of_dictionary(array),
            _ => Self::Typed(Arc::clone(array)),
        }
    }

    fn of_dictionary(array: &ArrayRef) -> Self {
        let dictionary = array.as_any_dictionary();
        let texts = match Self::of(dictionary.values()).into_texts() {
            Self::Plain(texts) => texts.iter().map(trimmed).collect(),
            _ => StringViewArray::new_null(dictionary.values().len()),
        };
        let missing = |key: usize| texts.is_null(key);
        let key_of = |key: usize| if missing(key) { MISSING } else { u32::try_from(key).unwrap_or(MISSING) };
        let keys: Vec<u32> = if texts.is_empty() {
            vec![MISSING; array.len()]
        } else if let Some(keys) = dictionary.keys().as_primitive_opt::<Int32Type>() {
            let place = |key: Option<i32>| key.and_then(|key| usize::try_from(key).ok()).map_or(MISSING, key_of);
            keys.iter().map(place).collect()
        } else {
            let normalized = dictionary.normalized_keys();
            let row_key = |(row, key): (usize, &usize)| if array.is_null(row) { MISSING } else { key_of(*key) };
            normalized.iter().enumerate().map(row_key).collect()
        };
        Self::Dictionary { keys: keys.into(), texts }
    }

    /// `rows` rows from row `from` on, without copying them.
    pub fn slice(&self, from: usize, rows: usize) -> Self {
        match self {
            Self::Plain(texts) => Self::Plain(texts.slice(from, rows)),
            Self::Dictionary { keys, texts } => Self::Dictionary { keys: keys.slice(from, rows), texts: texts.clone() },
            Self::Typed(array) => Self::Typed(array.slice(from, rows)),
        }
    }

    /// The same cells as texts: typed values as they are usually written.
    pub fn into_texts(self) -> Self {
        match self {
            Self::Typed(array) => Self::Plain(typed::texts(&array)),
            texts => texts,
        }
    }

    /// The text of a row; `None` where the cell is missing.
    pub fn text(&self, row: usize) -> Option<String> {
        match self {
            Self::Plain(texts) => texts.is_valid(row).then(|| texts.value(row).to_owned()),
            Self::Dictionary { keys, texts } => {
                let key = *keys.get(row)? as usize;
                (key < texts.len() && texts.is_valid(key)).then(|| texts.value(key).to_owned())
            }
            Self::Typed(array) => match Self::Plain(typed::texts(&array.slice(row, 1))) {
                Self::Plain(texts) => texts.is_valid(0).then(|| texts.value(0).to_owned()),
                _ => None,
            },
        }
    }

    /// The rows whose cell is not missing.
    pub fn present(&self, rows: usize) -> Bits {
        match self {
            Self::Plain(texts) => valid(texts.nulls(), rows),
            Self::Dictionary { keys, texts } => Bits::where_true(rows, |row| {
                let key = keys[row];
                key != MISSING && texts.is_valid(key as usize)
            }),
            Self::Typed(array) => typed::present(array, rows),
        }
    }

    /// The rows whose text satisfies `holds`. What it says of missing cells is of no meaning.
    pub fn texts_where(&self, rows: usize, holds: impl Fn(&str) -> bool) -> Bits {
        match self {
            Self::Plain(texts) => Bits::where_true(rows, |row| holds(texts.value(row))),
            Self::Dictionary { keys, texts } if texts.len() <= rows => {
                let known: Vec<bool> = (0..texts.len()).map(|key| holds(texts.value(key))).collect();
                Bits::where_true(rows, |row| known.get(keys[row] as usize).copied().unwrap_or_default())
            }
            Self::Dictionary { keys, texts } => Bits::where_true(rows, |row| {
                let key = keys[row];
                key != MISSING && holds(texts.value(key as usize))
            }),
            Self::Typed(_) => Bits::none(rows),
        }
    }

    /// The rows whose text is `wanted`.
    pub fn texts_equal(&self, rows: usize, wanted: &str) -> Bits {
        let Self::Plain(texts) = self else { return self.texts_where(rows, |text| text == wanted) };
        let views = texts.views();
        match short_view(wanted) {
            Some(wanted) => Bits::where_true(rows, |row| views[row] == wanted),
            None => {
                Bits::where_true(rows, |row| u32_of(views[row]) as usize == wanted.len() && texts.value(row) == wanted)
            }
        }
    }
}

/// The view of a text that is held in the view itself (up to 12 bytes), by Arrow's columnar format: the length in the
/// lowest four bytes, then the text.
pub(crate) fn short_view(text: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(4..4 + text.len())?.copy_from_slice(text.as_bytes());
    let length = u32::try_from(text.len()).ok()?;
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    Some(u128::from_le_bytes(bytes))
}

/// The lowest four bytes of a view: its length.
#[allow(clippy::cast_possible_truncation, reason = "cut off on purpose")]
pub(crate) fn u32_of(view: u128) -> u32 {
    view as u32
}

/// A dictionary's text without the spaces around it, or nothing.
fn trimmed(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// The valid rows of an array.
fn valid(nulls: Option<&NullBuffer>, rows: usize) -> Bits {
    match nulls.filter(|nulls| nulls.null_count() > 0) {
        None => Bits::all(rows),
        Some(nulls) => Bits::of_words(nulls.inner().bit_chunks().iter_padded(), rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{DictionaryArray, Float64Array, Int64Array};

    fn rows(bits: &Bits) -> Vec<usize> {
        let mut rows = Vec::new();
        bits.for_each(|row| rows.push(row));
        rows
    }

    fn arrays() -> [ArrayRef; 2] {
        let texts = [Some("call"), None, Some("a text that is long"), Some("call"), Some("架電")];
        [
            Arc::new(StringViewArray::from_iter(texts)),
            Arc::new(texts.into_iter().collect::<DictionaryArray<Int32Type>>()),
        ]
    }

    #[test]
    fn plain_cells_and_dictionaries_answer_alike() {
        for array in arrays() {
            let cells = Cells::of(&array);
            assert_eq!(rows(&cells.present(5)), [0, 2, 3, 4]);
            assert_eq!(rows(&cells.texts_equal(5, "call")), [0, 3]);
            assert_eq!(rows(&cells.texts_equal(5, "架電")), [4]);
            assert_eq!(rows(&cells.texts_equal(5, "a text that is long")), [2]);
            assert_eq!(rows(&cells.texts_where(5, |text| text.contains('a')).and(&cells.present(5))), [0, 2, 3]);
            assert_eq!(cells.text(2).as_deref(), Some("a text that is long"));
            assert_eq!(cells.text(1), None);
        }
    }

    #[test]
    fn typed_values_are_texts_as_they_are_written() {
        let integers = Cells::of(&(Arc::new(Int64Array::from(vec![Some(5), None, Some(-12)])) as ArrayRef));
        assert_eq!(integers.text(2).as_deref(), Some("-12"));
        assert_eq!(rows(&integers.clone().into_texts().texts_equal(3, "5")), [0]);
        let floats = Cells::of(&(Arc::new(Float64Array::from(vec![0.1, f64::NAN, 2.0])) as ArrayRef));
        assert_eq!(rows(&floats.present(3)), [0, 2]);
        assert_eq!(floats.text(0).as_deref(), Some("0.1"));
        assert_eq!(floats.text(2).as_deref(), Some("2"));
    }
}
