//! Yes and no as people write them in cells.

use super::narrowed;

const YES: [&str; 15] = ["true", "yes", "y", "t", "1", "on", "はい", "○", "〇", "◯", "✓", "✔", "有", "有り", "あり"];
const NO: [&str; 14] = ["false", "no", "n", "f", "0", "off", "いいえ", "×", "✕", "✗", "✖", "無", "無し", "なし"];

/// The truth value that a cell's text writes, in any case and in full-width forms too; `None` for any other text.
#[must_use]
pub fn read_truth(text: &str) -> Option<bool> {
    let known = |text: &str| match text {
        text if YES.contains(&text) => Some(true),
        text if NO.contains(&text) => Some(false),
        _ => None,
    };
    known(text).or_else(|| known(narrowed(text).trim().to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::read_truth;

    #[test]
    fn people_write_yes_and_no_in_many_ways() {
        for text in ["true", "TRUE", "Yes", "y", "1", "１", "はい", "○", "〇", "◯", "有", "あり", " yes "] {
            assert_eq!(read_truth(text), Some(true), "{text}");
        }
        for text in ["false", "False", "no", "N", "0", "０", "いいえ", "×", "無", "なし"] {
            assert_eq!(read_truth(text), Some(false), "{text}");
        }
        for text in ["", "-", "2", "maybe", "△", "true!", "済"] {
            assert_eq!(read_truth(text), None, "{text}");
        }
    }
}
