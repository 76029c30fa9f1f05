//! Cells that cannot be read as what they must be.

use std::collections::BTreeMap;

use crate::base::message::Message;
use crate::base::period::{FiscalYear, Period};
use crate::plan::unit::Currency;

use super::cell::amount::read_amount;
use super::cell::date::{DateRules, read_date};
use super::cell::date_numbers::has_short_year;
use super::place::RowPlace;
use super::program::ColumnId;

/// What a cell should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CellKind {
    Number,
    Date,
    Truth,
    /// A number or a date, to be compared with another.
    Ordered,
    /// An amount in this currency, by what the cell says of itself.
    AmountIn(Currency),
}

/// How many cells of a column are shown; the others are counted.
const SHOWN: usize = 10;

/// How many characters of a cell are shown.
const SHOWN_CHARACTERS: usize = 40;

/// The unreadable cells of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Troubles {
    pub cells: BTreeMap<(ColumnId, CellKind), UnreadableCells>,
}

/// Those of one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct UnreadableCells {
    pub count: u64,
    /// The first of them in the order of the files, with their texts, at most [`SHOWN`].
    pub first: BTreeMap<RowPlace, Cell>,
}

/// A cell for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub text: String,
    /// The header that it stands below, where the column is one of several that became rows.
    pub below: Option<String>,
}

impl Troubles {
    pub fn add(&mut self, column: ColumnId, kind: CellKind, place: RowPlace, cell: impl FnOnce() -> Cell) {
        let cells = self.cells.entry((column, kind)).or_default();
        cells.count += 1;
        if cells.first.len() < SHOWN || cells.first.last_key_value().is_some_and(|(last, _)| place < *last) {
            cells.first.insert(place, cell());
            cells.cut();
        }
    }

    pub fn merge(&mut self, other: Self) {
        for (key, cells) in other.cells {
            let own = self.cells.entry(key).or_default();
            own.count += cells.count;
            own.first.extend(cells.first);
            own.cut();
        }
    }
}

impl UnreadableCells {
    fn cut(&mut self) {
        while self.first.len() > SHOWN {
            self.first.pop_last();
        }
    }

    /// How many cells are not among the first.
    pub fn more(&self) -> u64 {
        self.count - self.first.len() as u64
    }
}

impl CellKind {
    /// The error for such cells, still without its words.
    pub fn message(self) -> Message {
        match self {
            Self::Number => Message::new("unreadable-number"),
            Self::Date => Message::new("unreadable-date"),
            Self::Truth => Message::new("unreadable-truth"),
            Self::Ordered => Message::new("text-without-order"),
            Self::AmountIn(currency) => Message::new("other-currency").with("currency", currency.code()),
        }
    }

    pub fn label(self) -> Message {
        match self {
            Self::Number => Message::new("unreadable-number.label"),
            Self::Date => Message::new("unreadable-date.label"),
            Self::Truth => Message::new("unreadable-truth.label"),
            Self::Ordered => Message::new("text-without-order.label"),
            Self::AmountIn(currency) => Message::new("other-currency.label").with("currency", currency.code()),
        }
    }

    /// What to write instead, by what the first of the cells looks like.
    pub fn help(self, text: &str) -> Message {
        let means_nothing = NOTHING.contains(&text.to_lowercase().as_str());
        let lower = text.to_lowercase();
        let is_total = TOTALS.iter().any(|word| lower.starts_with(word) || lower.ends_with(word));
        match self {
            Self::Number if means_nothing => Message::new("unreadable-number.help-missing"),
            Self::Number if is_date(text) => Message::new("unreadable-number.help-dates"),
            Self::Number => Message::new("unreadable-number.help"),
            Self::Date if means_nothing => Message::new("unreadable-date.help-missing"),
            Self::Date if is_total => Message::new("unreadable-date.help-totals"),
            Self::Date if is_long_period(text) => Message::new("unreadable-date.help-coarse"),
            Self::Date if lacks_year(text) => Message::new("unreadable-date.help-year"),
            Self::Date if has_short_year(text) => Message::new("unreadable-date.help-short-year"),
            Self::Date => Message::new("unreadable-date.help"),
            Self::Truth if means_nothing => Message::new("unreadable-truth.help-missing"),
            Self::Truth => Message::new("unreadable-truth.help"),
            Self::Ordered => Message::new("text-without-order.help"),
            Self::AmountIn(currency) => {
                let mark = read_amount(text).and_then(|amount| amount.mark);
                let found = mark.map_or(String::new(), |mark| mark.currency.code().to_owned());
                Message::new("other-currency.help").with("currency", currency.code()).with("found", found)
            }
        }
    }
}

/// Whether a text is a date, in whatever order.
fn is_date(text: &str) -> bool {
    read_date(text, DateRules { order: None, fiscal_year: None, fiscal: FiscalYear::CALENDAR }).is_some()
}

/// Whether a text is a month or a day, and only its year is missing.
fn lacks_year(text: &str) -> bool {
    let with_year = DateRules { order: None, fiscal_year: Some(2026), fiscal: FiscalYear::CALENDAR };
    !is_date(text) && read_date(text, with_year).is_some()
}

/// What people write into a cell that has nothing to say.
const NOTHING: [&str; 30] = [
    "-",
    "--",
    "---",
    "－",
    "−",
    "‐",
    "ー",
    "ｰ",
    "―",
    "—",
    "–",
    "─",
    "…",
    "...",
    "n/a",
    "#n/a",
    "na",
    "n.a.",
    "nan",
    "null",
    "nil",
    "none",
    "tbd",
    "?",
    "？",
    "なし",
    "無し",
    "該当なし",
    "未定",
    "不明",
];

/// How rows begin or end that are sums of other rows.
const TOTALS: [&str; 6] = ["合計", "小計", "総計", "計", "total", "subtotal"];

/// Whether a text is a week, a quarter or a half of a year: `2026-W49`, `2026-Q4`.
fn is_long_period(text: &str) -> bool {
    text.contains(['W', 'Q', 'H']) && Period::parse(text, FiscalYear::CALENDAR).is_some()
}

/// A cell's text for people: control characters made visible, long texts cut.
pub(crate) fn shown(text: &str) -> String {
    let visible = |c: char| match c {
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        // Marks that turn the direction of writing or take no room, and other controls.
        '\u{80}'..='\u{9F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' => '\u{FFFD}',
        _ => c,
    };
    let mut characters = text.chars();
    let mut shown: String = characters.by_ref().take(SHOWN_CHARACTERS).map(visible).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ten_are_shown_however_they_come() {
        let place = |row: u64| RowPlace { file: 0, chunk: usize::from(row > 12), row, nth: 0 };
        let cell = |row: u64| Cell { text: row.to_string(), below: None };
        let (mut ascending, mut parts) = (Troubles::default(), [Troubles::default(), Troubles::default()]);
        for row in 0..30 {
            ascending.add(0, CellKind::Number, place(row), || cell(row));
            let row = 29 - row;
            parts[usize::from(row % 3 == 0)].add(0, CellKind::Number, place(row), || cell(row));
        }
        let [mut merged, other] = parts;
        merged.merge(other);
        assert_eq!(merged, ascending);
        let cells = &merged.cells[&(0, CellKind::Number)];
        assert_eq!(
            cells.first.values().map(|cell| cell.text.as_str()).collect::<Vec<_>>(),
            ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
        );
        assert_eq!(cells.more(), 20);
    }

    #[test]
    fn the_help_is_about_what_the_cell_looks_like() {
        for (text, help) in [
            ("10月計", "unreadable-date.help-totals"),
            ("合計", "unreadable-date.help-totals"),
            ("Grand Total", "unreadable-date.help-totals"),
            ("－", "unreadable-date.help-missing"),
            ("N/A", "unreadable-date.help-missing"),
            ("10/3", "unreadable-date.help-year"),
            ("10月3日", "unreadable-date.help-year"),
            ("26/10/9", "unreadable-date.help-short-year"),
            ("soon", "unreadable-date.help"),
        ] {
            assert_eq!(CellKind::Date.help(text).id, help, "{text}");
        }
        assert_eq!(CellKind::Number.help("−").id, "unreadable-number.help-missing");
        assert_eq!(CellKind::Number.help("2026-04-05").id, "unreadable-number.help-dates");
    }

    #[test]
    fn nothing_in_a_cell_can_disturb_the_screen() {
        assert_eq!(shown("a\u{1b}[31m\n"), "a␛[31m␊");
        assert_eq!(shown("\u{202E}x"), "\u{FFFD}x");
        assert_eq!(shown(&"長".repeat(50)), format!("{}…", "長".repeat(40)));
    }
}
