//! Text columns of Parquet files, held to what every other format's cells are.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, StringArray, StringViewArray};
use arrow_buffer::NullBuffer;

use super::projection::Projection;

/// The column with its texts trimmed, and null where they are empty or written as missing. Other types stay as they
/// are, and so does text that needs nothing.
pub(super) fn cleaned(column: &ArrayRef, projection: &Projection) -> ArrayRef {
    if let Some(texts) = column.as_string_view_opt() {
        if texts.iter().flatten().all(|text| is_clean(text, projection)) {
            return Arc::clone(column);
        }
        return Arc::new(
            texts.iter().map(|text| text.and_then(|text| clean(text, projection))).collect::<StringViewArray>(),
        );
    }
    if let Some(dictionary) = column.as_dictionary_opt::<Int32Type>()
        && let Some(texts) = dictionary.values().as_string_opt::<i32>()
        && !texts.iter().flatten().all(|text| is_clean(text, projection))
        && let Some(cleaned) = cleaned_dictionary(dictionary, texts, projection)
    {
        return Arc::new(cleaned);
    }
    Arc::clone(column)
}

/// Cleans each text of the dictionary once. Texts that were different only by spaces are said twice in it then.
fn cleaned_dictionary(
    dictionary: &DictionaryArray<Int32Type>,
    texts: &StringArray,
    projection: &Projection,
) -> Option<DictionaryArray<Int32Type>> {
    let texts: Vec<Option<&str>> = texts.iter().map(|text| text.and_then(|text| clean(text, projection))).collect();
    let is_there = |row: usize| dictionary.key(row).and_then(|key| texts.get(key)).is_some_and(Option::is_some);
    let present: NullBuffer = (0..dictionary.len()).map(is_there).collect();
    let keys = dictionary.keys().clone().into_data().into_builder().nulls(Some(present)).build().ok()?;
    let values = StringArray::from(texts.iter().map(|text| text.unwrap_or_default()).collect::<Vec<_>>());
    DictionaryArray::try_new(keys.into(), Arc::new(values)).ok()
}

fn clean<'a>(text: &'a str, projection: &Projection) -> Option<&'a str> {
    let text = text.trim();
    (!projection.is_missing(text)).then_some(text)
}

fn is_clean(text: &str, projection: &Projection) -> bool {
    text.trim().len() == text.len() && !projection.is_missing(text)
}
