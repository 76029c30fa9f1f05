//! Cells that cannot be read as what they must be.

use std::collections::BTreeMap;

use crate::base::message::Message;
use crate::base::period::{FiscalYear, Period};

use super::place::RowPlace;
use super::program::ColumnId;

/// What a cell should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CellKind {
    Number,
    Date,
    Truth,
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
    pub first: BTreeMap<RowPlace, String>,
}

impl Troubles {
    pub fn add(&mut self, column: ColumnId, kind: CellKind, place: RowPlace, text: impl FnOnce() -> Option<String>) {
        let cells = self.cells.entry((column, kind)).or_default();
        cells.count += 1;
        if cells.first.len() < SHOWN || cells.first.last_key_value().is_some_and(|(last, _)| place < *last) {
            cells.first.insert(place, text().unwrap_or_default());
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
        }
    }

    pub fn label(self) -> Message {
        match self {
            Self::Number => Message::new("unreadable-number.label"),
            Self::Date => Message::new("unreadable-date.label"),
            Self::Truth => Message::new("unreadable-truth.label"),
        }
    }

    /// What to write instead, by what the first of the cells looks like.
    pub fn help(self, text: &str) -> Message {
        let means_nothing = NOTHING.contains(&text.to_lowercase().as_str());
        let is_total = TOTALS.iter().any(|word| text.to_lowercase().starts_with(word));
        let is_month = text.strip_suffix('月').is_some_and(|month| month.parse::<u8>().is_ok());
        match self {
            Self::Number if means_nothing => Message::new("unreadable-number.help-missing"),
            Self::Number => Message::new("unreadable-number.help"),
            Self::Date if means_nothing => Message::new("unreadable-date.help-missing"),
            Self::Date if is_total => Message::new("unreadable-date.help-totals"),
            Self::Date if is_long_period(text) => Message::new("unreadable-date.help-coarse"),
            Self::Date if is_month => Message::new("unreadable-date.help-year"),
            Self::Date => Message::new("unreadable-date.help"),
            Self::Truth if means_nothing => Message::new("unreadable-truth.help-missing"),
            Self::Truth => Message::new("unreadable-truth.help"),
        }
    }
}

/// What people write into a cell that has nothing to say.
const NOTHING: [&str; 14] =
    ["-", "--", "ー", "―", "—", "–", "n/a", "#n/a", "na", "null", "none", "なし", "未定", "不明"];

/// How rows begin that are sums of other rows.
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
        let place = |row: u64| RowPlace { file: 0, chunk: usize::from(row > 12), row, part: 0 };
        let (mut ascending, mut parts) = (Troubles::default(), [Troubles::default(), Troubles::default()]);
        for row in 0..30 {
            ascending.add(0, CellKind::Number, place(row), || Some(row.to_string()));
            let row = 29 - row;
            parts[usize::from(row % 3 == 0)].add(0, CellKind::Number, place(row), || Some(row.to_string()));
        }
        let [mut merged, other] = parts;
        merged.merge(other);
        assert_eq!(merged, ascending);
        let cells = &merged.cells[&(0, CellKind::Number)];
        assert_eq!(
            cells.first.values().cloned().collect::<Vec<_>>(),
            ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
        );
        assert_eq!(cells.more(), 20);
    }

    #[test]
    fn nothing_in_a_cell_can_disturb_the_screen() {
        assert_eq!(shown("a\u{1b}[31m\n"), "a␛[31m␊");
        assert_eq!(shown("\u{202E}x"), "\u{FFFD}x");
        assert_eq!(shown(&"長".repeat(50)), format!("{}…", "長".repeat(40)));
    }
}
