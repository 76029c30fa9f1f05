//! Notes that people write below a table: "注: 速報値".

use crate::base::period::FiscalYear;

use super::cell::date::{DateRules, read_date};

/// How many rows at the end of a table are looked at. A longer stretch of rows with one cell each is a table.
pub(super) const MOST_ROWS: usize = 40;

/// What a row at the end of a table is, as far as this is about notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastRow {
    Blank,
    /// It has one cell, which holds words.
    Words,
    Other,
}

impl LastRow {
    /// What a row with these filled cells is.
    pub fn of(cells: &[&str]) -> Self {
        match cells {
            [] => Self::Blank,
            [only] if are_words(only) => Self::Words,
            _ => Self::Other,
        }
    }
}

/// How many of the last rows are notes and blank rows around them, and how many are notes: rows with one cell of
/// words below a blank row that nothing but such rows follows. `rows` come from the last one upwards.
pub(super) fn below_table(rows: impl Iterator<Item = LastRow>) -> (usize, u64) {
    let mut last: Vec<LastRow> = Vec::new();
    for row in rows {
        if row == LastRow::Other {
            break;
        }
        if last.len() == MOST_ROWS {
            return (0, 0);
        }
        last.push(row);
    }
    let below = last.iter().rposition(|row| *row == LastRow::Blank).map_or(0, |first| first + 1);
    let words = last.iter().take(below).filter(|row| **row == LastRow::Words).count();
    (if words == 0 { 0 } else { below }, words as u64)
}

/// Whether a text is no date, and more than a number with its unit.
fn are_words(cell: &str) -> bool {
    let rules = DateRules { order: None, fiscal_year: Some(2000), fiscal: FiscalYear::CALENDAR };
    let says_something = |c: char| c.is_alphabetic() && !"年月日円万億兆千百件人回社本名".contains(c);
    cell.chars().any(says_something) && read_date(cell, rules).is_none()
}

#[cfg(test)]
mod tests {
    use super::LastRow::{Blank, Other, Words};
    use super::*;

    #[test]
    fn notes_stand_below_a_blank_row_at_the_very_end() {
        let of = |rows: &[LastRow]| below_table(rows.iter().rev().copied());
        assert_eq!(of(&[Other, Blank, Words]), (2, 1));
        assert_eq!(of(&[Other, Blank, Words, Words, Blank, Words, Blank]), (6, 3));
        assert_eq!(of(&[Other, Words, Blank, Words]), (2, 1), "what hangs on to the table belongs to it");
        assert_eq!(of(&[Other, Words]), (0, 0));
        assert_eq!(of(&[Other, Blank, Words, Other]), (0, 0));
        assert_eq!(of(&[Other, Blank, Blank]), (0, 0));
        assert_eq!(of(&[[Blank].as_slice(), &[Words; MOST_ROWS]].concat()), (0, 0));
    }

    #[test]
    fn a_lone_date_or_amount_is_no_note() {
        for cell in ["注: 速報値", "※出典 CRM", "2026年11月現在", "source: CRM"] {
            assert_eq!(LastRow::of(&[cell]), Words, "{cell}");
        }
        for cell in ["2026-11-03", "令和8年11月3日", "22 Nov 2026", "50万円", "1,234", "-"] {
            assert_eq!(LastRow::of(&[cell]), Other, "{cell}");
        }
        assert_eq!((LastRow::of(&[]), LastRow::of(&["注", "速報"])), (Blank, Other));
    }
}
