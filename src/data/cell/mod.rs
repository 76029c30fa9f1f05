//! What the text of one cell means, once it is known what it must be. Whatever cannot be read with certainty is
//! unreadable; nothing here guesses.

pub mod amount;
mod clock;
pub mod currency;
pub mod date;
pub mod date_numbers;
mod date_words;
pub mod number;
pub mod truth;

use std::borrow::Cow;

pub(crate) use date_words::compact;

use crate::base::full_width;

/// The text with full-width forms of ASCII, the ideographic space and the mathematical minus as plain ASCII.
///
/// Not NFKC: that would read `5²` as 52 and `①` as 1.
pub(crate) fn narrowed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrow).collect())
}

fn narrow(wide: char) -> char {
    match wide {
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{2212}' => '-',
        '\u{FFE5}' => '¥',
        _ => full_width::narrow(wide),
    }
}

#[cfg(test)]
mod tests {
    use super::narrowed;

    #[test]
    fn full_width_becomes_ascii_and_nothing_else_changes() {
        assert_eq!(narrowed("１，２３４　円"), "1,234 円");
        assert_eq!(narrowed("−￥５％"), "-¥5%");
        assert_eq!(narrowed("5²①"), "5²①");
    }
}
