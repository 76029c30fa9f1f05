//! How many columns of a terminal words take, and how to fit them in.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that a text takes. East Asian wide characters take two, combining marks none.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text where it fits, else as much as fits with `..` behind it. (An ellipsis would be wide on some terminals.)
#[must_use]
pub fn truncate(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut taken = 0;
    for character in text.chars() {
        taken += character.width().unwrap_or(0);
        if taken + 2 > columns {
            break;
        }
        shown.push(character);
    }
    shown + &".."[..columns.min(2)]
}

/// The text where it fits, else its beginning and its end with `..` between them.
#[must_use]
pub fn truncate_middle(text: &str, columns: usize) -> String {
    if width(text) <= columns || columns < 4 {
        return truncate(text, columns);
    }
    let room = columns - 2;
    let mut end = String::new();
    for character in text.chars().rev() {
        if width(&end) + character.width().unwrap_or(0) > room / 2 {
            break;
        }
        end.insert(0, character);
    }
    truncate(text, columns - width(&end)) + &end
}

/// The text in lines of at most `columns`, broken at spaces, and between East Asian characters.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if !line.is_empty() && width(&line) + width(piece.trim_end()) > columns {
                lines.push(line.trim_end().to_owned());
                piece.trim_start().clone_into(&mut line);
            } else {
                line.push_str(piece);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The stretches between which a line may be broken, in order: what they are joined to is the text.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        in_code ^= character == '`';
        let Some(&(_, next)) = characters.peek() else { break };
        let between_words = character == ' ' && next != ' ';
        let between_wide = is_wide(character) && !opens(character) && !closes(next)
            || (is_wide(next) && !closes(next) && !opens(character) && character != ' ');
        if between_words || (between_wide && !in_code) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn is_wide(character: char) -> bool {
    character.width() == Some(2)
}

/// Must not stand at a line's end.
fn opens(character: char) -> bool {
    "「『（［｛〈《【([{".contains(character)
}

/// Must not stand at a line's start.
fn closes(character: char) -> bool {
    "、。，．」』）］｝〉》】・：；？！ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々,.:;?!)]}% \u{3099}\u{309a}"
        .contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_characters_take_two_columns_and_marks_none() {
        assert_eq!(width("アポ率"), 6);
        assert_eq!(width("か\u{3099}"), 2);
        assert_eq!(truncate("アポイント率", 8), "アポイ..");
        assert_eq!(truncate("アポイント率", 12), "アポイント率");
        assert_eq!(truncate("calls", 1), ".");
    }

    #[test]
    fn lines_break_at_spaces_and_between_japanese_characters() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("架電数が足りません。", 10), ["架電数が足", "りません。"]);
        assert_eq!(wrap("a\nb", 10), ["a", "b"]);
        assert_eq!(wrap("", 10), [""]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[a-c架電、。 ]{0,40}", columns in 1usize..20) {
            let kept = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(kept(&wrap(&text, columns).concat()), kept(&text));
        }

        #[test]
        fn what_is_truncated_fits(text in "\\PC{0,20}", columns in 0usize..30) {
            prop_assert!(width(&truncate(&text, columns)) <= columns);
        }
    }
}
