//! How wide words are in a picture, without a font at hand: estimated a little too wide, so that nothing runs over.

use unicode_width::UnicodeWidthChar;

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Normal,
    Bold,
}

/// The width of a text in pixels, in letters of `size` pixels.
#[must_use]
pub(super) fn text_width(text: &str, size: u32, weight: Weight) -> u32 {
    let thousandths: u64 = text.chars().map(|character| u64::from(em(character))).sum();
    let wider = match weight {
        Weight::Normal => 102,
        Weight::Bold => 108,
    };
    let pixels = thousandths.saturating_mul(u64::from(size) * wider).div_ceil(100_000);
    u32::try_from(pixels).unwrap_or(u32::MAX)
}

/// The text where it fits, else as much as fits with an ellipsis behind it.
#[must_use]
pub(super) fn cut(text: &str, size: u32, weight: Weight, room: u32) -> String {
    if text_width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut shown = String::new();
    for character in text.chars() {
        shown.push(character);
        if text_width(&format!("{shown}…"), size, weight) > room {
            shown.pop();
            break;
        }
    }
    shown + "…"
}

/// Thousandths of the letters' size.
fn em(character: char) -> u32 {
    match character {
        '0'..='9' => 590,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 900,
        'A'..='H' | 'J'..='L' | 'N'..='V' | 'X'..='Z' | '+' | '=' | '<' | '>' | '&' | '#' => 700,
        'i' | 'j' | 'l' | 'I' | 't' | 'f' | 'r' => 380,
        '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '[' | ']' | ' ' | '/' => 340,
        // Signs of a status and the like are as wide as a letter of Japanese in its fonts.
        '✓' | '▲' | '✗' | '…' | '–' | '×' | '÷' | '−' => 1000,
        other if other.is_ascii() => 590,
        other => match other.width() {
            Some(0) => 0,
            Some(1) => 650,
            _ => 1000,
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wide_letters_are_as_wide_as_they_are_high() {
        assert_eq!(text_width("受注", 10, Weight::Normal), 21);
        assert!(text_width("1,000", 10, Weight::Normal) < text_width("1,000", 10, Weight::Bold));
        assert_eq!(cut("受注数と受注額", 10, Weight::Normal, 50), "受注数…");
    }

    proptest! {
        #[test]
        fn what_is_cut_fits(text in "\\PC{0,40}", room in 12u32..300) {
            prop_assert!(text_width(&cut(&text, 12, Weight::Bold, room), 12, Weight::Bold) <= room.max(13));
        }
    }
}
