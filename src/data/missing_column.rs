//! What to say of a column that a file doesn't have.

use crate::base::message::Message;
use crate::base::period::FiscalYear;
use crate::base::suggest::did_you_mean;
use crate::plan::source::Layout;

use super::cell::date::{DateReading, DateRules, read_date};
use super::projection::{fold, shown_columns};
use super::read_error::ReadError;

/// A file's header, as it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundHeader<'a> {
    pub file: &'a str,
    pub layout: &'a Layout,
    pub names: &'a [String],
    /// The row that it stands in, from 1.
    pub row: u64,
}

/// The error for a column that is not there, and what may help: a similar name, columns that are to become rows, or
/// another row as the header.
pub(super) fn missing_column(header: FoundHeader, name: &str) -> ReadError {
    let (columns, more) = shown_columns(header.names);
    let error = Message::new("missing-column").with("file", header.file).with("column", name);
    let folded: Vec<String> = header.names.iter().map(|name| fold(name)).collect();
    let similar = did_you_mean(&fold(name), folded.iter().map(String::as_str));
    let similar = similar.and_then(|similar| folded.iter().position(|known| known == similar));
    let help = if let Some(similar) = similar.and_then(|place| header.names.get(place)) {
        Message::new("missing-column.help-similar").with("similar", similar)
    } else if let Some((first, last)) = months(&header) {
        Message::new("missing-column.help-unpivot").with("first", first).with("last", last)
    } else if header.row > 1 && header.layout.header_row.is_none() {
        Message::new("missing-column.help-header-row").with("row", header.row)
    } else if more > 0 {
        Message::new("missing-column.help-more").with("more", more)
    } else {
        Message::new("missing-column.help")
    };
    ReadError::new(error).help(help.with("columns", columns))
}

/// The first and the last of several columns that are called like months or days.
fn months<'a>(header: &FoundHeader<'a>) -> Option<(&'a String, &'a String)> {
    if header.layout.unpivot.is_some() {
        return None;
    }
    let rules = DateRules { order: None, fiscal_year: Some(2026), fiscal: FiscalYear::CALENDAR };
    let is_month = |name: &&String| matches!(read_date(name, rules), Some(DateReading::Certain(_)));
    let found: Vec<&String> = header.names.iter().filter(is_month).collect();
    match found.as_slice() {
        [first, .., last] => Some((first, last)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::message::Arg;
    use crate::base::span::{FileId, Span, Spanned};

    fn help(names: &[&str], row: u64, layout: &Layout) -> (&'static str, String) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let header = FoundHeader { file: "f.csv", layout, names: &names, row };
        let help = *missing_column(header, "month").help.unwrap();
        let words = help.args.iter().filter(|(name, _)| ["first", "last", "row"].contains(name));
        let text = |arg: &Arg| match arg {
            Arg::Text(text) => text.clone(),
            Arg::Count(count) => count.to_string(),
            _ => String::new(),
        };
        (help.id, words.map(|(_, arg)| text(arg)).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_helps_is_offered() {
        let layout = Layout::default();
        let months = ["担当", "4月", "5月", "10月", "計"];
        assert_eq!(help(&months, 1, &layout), ("missing-column.help-unpivot", "4月 10月".to_owned()));
        let months = ["rep", "2026-04", "2026-05"];
        assert_eq!(help(&months, 3, &layout), ("missing-column.help-unpivot", "2026-04 2026-05".to_owned()));
        assert_eq!(help(&["担当", "4月"], 1, &layout), ("missing-column.help", String::new()));
        assert_eq!(help(&["months", "x"], 3, &layout), ("missing-column.help-similar", String::new()));
        assert_eq!(help(&["a", "b"], 3, &layout), ("missing-column.help-header-row", "3".to_owned()));
        let stated = Layout { header_row: Some(Spanned::new(3, Span::new(FileId(0), 0, 1))), ..Layout::default() };
        assert_eq!(help(&["a", "b"], 3, &stated), ("missing-column.help", String::new()));
    }
}
