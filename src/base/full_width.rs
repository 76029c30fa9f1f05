//! The full-width forms that Japanese keyboards type.

/// A full-width form of an ASCII character as that character; others as they are.
#[must_use]
pub fn narrow(character: char) -> char {
    match character {
        // In the order of ASCII, `！` to `～`.
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_width_forms_change() {
        for (wide, narrowed) in
            [('！', '!'), ('９', '9'), ('ｋ', 'k'), ('～', '~'), ('a', 'a'), ('架', '架'), ('￥', '￥')]
        {
            assert_eq!(narrow(wide), narrowed);
        }
    }
}
