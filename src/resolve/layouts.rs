//! What a plan says of a file's shape.

use crate::base::message::Message;
use crate::base::span::Spanned;
use crate::plan::source::{ColumnUnit, DateOrder, Layout, Unpivot};
use crate::syntax::tree::{Clause, Name, SourceClause, Text, UnitText};

use super::errors::{Errors, error_at};
use super::literals;

/// The labels that are offered for a misspelt encoding.
const ENCODINGS: &[&str] = &["utf-8", "cp932", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16le", "windows-1252"];

/// The clauses about a file's shape; those about its rows are left to others.
pub(super) fn layout(clauses: &[Clause<SourceClause>], errors: &mut Errors) -> Layout {
    let mut layout = Layout::default();
    for clause in clauses {
        match &clause.kind {
            SourceClause::Sheet(name) => layout.sheet = Some(name.clone()),
            SourceClause::HeaderRow(row) => layout.header_row = Some(row.clone()),
            SourceClause::Separator(text) => layout.separator = separator(text, errors),
            SourceClause::Encoding(text) => layout.encoding = encoding(text, errors),
            SourceClause::Dates(text) => layout.dates = date_order(text, errors),
            SourceClause::Missing(words) => layout.missing.extend(words.iter().map(|word| word.value.clone())),
            SourceClause::Unpivot { first, last, key, value } => {
                layout.unpivot =
                    Some(Unpivot { first: first.clone(), last: last.clone(), key: key.clone(), value: value.clone() });
            }
            SourceClause::FiscalYear(year) => layout.fiscal_year = fiscal_year(year, errors),
            SourceClause::ColumnUnit { column, unit } => column_unit(&mut layout, column, unit, errors),
            _ => {}
        }
    }
    layout
}

fn separator(text: &Text, errors: &mut Errors) -> Option<Spanned<char>> {
    let named = match text.value.as_str() {
        "tab" | "\\t" | "タブ" => Some('\t'),
        "comma" => Some(','),
        "semicolon" => Some(';'),
        _ => None,
    };
    let mut characters = text.value.chars();
    let single = characters.next().filter(|_| characters.next().is_none());
    let separator = named.or(single);
    if separator.is_none() {
        errors.push(
            error_at(
                text.span,
                Message::new("bad-separator").with("text", &text.value),
                Message::new("bad-separator.label"),
            )
            .help(Message::new("bad-separator.help")),
        );
    }
    separator.map(|separator| Spanned::new(separator, text.span))
}

/// The encoding's label in the Encoding Standard. `cp932` is what Windows calls its `Shift_JIS`.
fn encoding(text: &Text, errors: &mut Errors) -> Option<Spanned<String>> {
    let label = match text.value.to_lowercase().trim() {
        "cp932" | "ms932" | "windows-932" => "shift_jis".to_owned(),
        "utf-8-sig" | "utf8-sig" | "utf-8 bom" | "utf-8-bom" => "utf-8".to_owned(),
        "eucjp" | "euc_jp" => "euc-jp".to_owned(),
        other => other.to_owned(),
    };
    if let Some(encoding) = encoding_rs::Encoding::for_label(label.as_bytes()) {
        return Some(Spanned::new(encoding.name().to_lowercase(), text.span));
    }
    let help = match errors.similar(&text.value, ENCODINGS.iter().copied()) {
        Some(similar) => Message::new("unknown-encoding.help-similar").with("similar", similar),
        None => Message::new("unknown-encoding.help"),
    };
    errors.push(
        error_at(
            text.span,
            Message::new("unknown-encoding").with("name", &text.value),
            Message::new("unknown-encoding.label"),
        )
        .help(help),
    );
    None
}

/// The order in which `dd-mm-yyyy`, `yyyy/m/d` or `%d/%m/%Y` writes a date.
fn date_order(text: &Text, errors: &mut Errors) -> Option<Spanned<DateOrder>> {
    let order = order_of(&text.value);
    if order.is_none() {
        errors.push(
            error_at(
                text.span,
                Message::new("bad-date-pattern").with("pattern", &text.value),
                Message::new("bad-date-pattern.label"),
            )
            .help(Message::new("bad-date-pattern.help")),
        );
    }
    order.map(|order| Spanned::new(order, text.span))
}

fn order_of(pattern: &str) -> Option<DateOrder> {
    let folded = pattern.to_lowercase().replace('年', "y").replace('月', "m").replace('日', "d");
    let mut letters: Vec<char> = folded.chars().filter(char::is_ascii_alphabetic).collect();
    letters.dedup();
    let written: String = letters.into_iter().collect();
    match written.as_str() {
        "ymd" | "ym" => Some(DateOrder::YearMonthDay),
        "mdy" => Some(DateOrder::MonthDayYear),
        "dmy" => Some(DateOrder::DayMonthYear),
        _ => None,
    }
}

fn fiscal_year(year: &Spanned<i16>, errors: &mut Errors) -> Option<Spanned<i16>> {
    if (1900..=2999).contains(&year.value) {
        return Some(year.clone());
    }
    errors.push(
        error_at(
            year.span,
            Message::new("bad-fiscal-year").with("year", year.value.to_string()),
            Message::new("bad-fiscal-year.label"),
        )
        .help(Message::new("bad-fiscal-year.help")),
    );
    None
}

fn column_unit(layout: &mut Layout, column: &Name, unit: &UnitText, errors: &mut Errors) {
    if let Some(first) = layout.column_units.iter().find(|known| known.column.value == column.value) {
        errors.push(
            error_at(
                column.span,
                Message::new("declared-twice").with("name", &column.value),
                Message::new("declared-twice.label"),
            )
            .related(first.column.span, Message::new("declared-twice.first"))
            .help(Message::new("declared-twice.help-unit")),
        );
    }
    if let Some((scale, unit)) = literals::unit_text(unit, errors) {
        layout.column_units.push(ColumnUnit { column: column.clone(), scale, unit });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_patterns_give_their_order() {
        let cases = [
            ("dd-mm-yyyy", Some(DateOrder::DayMonthYear)),
            ("yyyy/mm/dd", Some(DateOrder::YearMonthDay)),
            ("mm/dd/yyyy", Some(DateOrder::MonthDayYear)),
            ("%d.%m.%Y", Some(DateOrder::DayMonthYear)),
            ("YYYY年MM月DD日", Some(DateOrder::YearMonthDay)),
            ("m/d/yy", Some(DateOrder::MonthDayYear)),
            ("dd-mm", None),
            ("yyyy", None),
            ("european", None),
            ("", None),
        ];
        for (pattern, expected) in cases {
            assert_eq!(order_of(pattern), expected, "{pattern}");
        }
    }
}
