//! The words by which people mark a row that is the sum of others.

use unicode_normalization::UnicodeNormalization;

/// Alone in a cell.
const WORDS: [&str; 20] = [
    "計",
    "合計",
    "小計",
    "総計",
    "総合計",
    "累計",
    "中計",
    "月計",
    "年計",
    "合計額",
    "全体",
    "全社",
    "total",
    "totals",
    "subtotal",
    "sub-total",
    "grandtotal",
    "sum",
    "overall",
    "sumtotal",
];

/// At the end of a cell, behind what is summed: "東京小計".
const ENDINGS: [&str; 5] = ["合計", "小計", "総計", "累計", " total"];

/// A longer cell is a sentence.
const LONGEST: usize = 60;

/// Whether a trimmed cell says that its row is a total.
pub(crate) fn says_total(cell: &str) -> bool {
    if cell.len() > LONGEST || !may_say_total(cell.as_bytes()) {
        return false;
    }
    let folded: String = cell.nfkc().collect::<String>().to_lowercase();
    let folded = folded.trim_matches(['【', '】', '[', ']', '(', ')', '<', '>', '■', '●', '*', ':', ' ', '　']);
    let joined: String = folded.split_whitespace().collect();
    WORDS.contains(&joined.as_str())
        || ENDINGS.iter().any(|ending| folded.ends_with(ending))
        || folded.starts_with("total ")
}

/// Whether a cell has a letter that each of the words has one of, without looking closer: most cells have none.
fn may_say_total(cell: &[u8]) -> bool {
    let is_plain = cell.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b',' | b' '));
    // Between bytes of other letters: 計, 全, and the full-width letters.
    let holds = |bytes: &[u8]| memchr::memmem::find(cell, bytes).is_some();
    let has_ascii = || {
        let lower = cell.to_ascii_lowercase();
        [&b"total"[..], b"sum", b"overall"].iter().any(|word| memchr::memmem::find(&lower, word).is_some())
    };
    !is_plain && (has_ascii() || holds("計".as_bytes()) || holds("全".as_bytes()) || holds(&[0xEF, 0xBC]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_however_they_are_written() {
        for cell in [
            "合計",
            "合 計",
            "【小計】",
            "Total",
            "ＴＯＴＡＬ",
            "Grand Total",
            "計",
            "東京 小計",
            "東京小計",
            "Sub-total",
            "East Total",
            "Total (East)",
            "累計",
            "総　計",
        ] {
            assert!(says_total(cell), "{cell}");
        }
    }

    #[test]
    fn names_that_only_look_like_them_are_names() {
        for cell in [
            "時計",
            "会計課",
            "計画",
            "佐藤",
            "Totaled",
            "Summers",
            "total recall is a film that people like to watch on a rainy Sunday",
            "2026-10-01",
            "1,234",
            "安全",
            "健全",
            "計測器",
            "",
        ] {
            assert!(!says_total(cell), "{cell}");
        }
    }
}
