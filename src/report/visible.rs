//! Plans and data come from strangers: what would steer a terminal, or turn the direction of writing, is shown instead.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

/// The text with every control and direction character replaced by something that can be seen. Tabs and line ends
/// count as control characters here; split the text before, where they are meant.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| is_hidden(character) || is_halfwidth_mark(character)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// The same where nothing measures columns: half-width letters and their marks stay as they are written.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().fold(String::with_capacity(text.len() + 8), |mut shown, character| {
        push_plain(&mut shown, character);
        shown
    }))
}

/// [`plain`] for texts of several lines.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    text.split('\n').map(|line| plain(line.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n")
}

/// [`visible`] for texts of several lines.
#[must_use]
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(|line| visible(line.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n")
}

/// Adds one character, or what is shown for it.
pub fn push_visible(shown: &mut String, character: char) {
    if is_halfwidth_mark(character) {
        push_mark(shown, character);
    } else {
        push_plain(shown, character);
    }
}

fn push_plain(shown: &mut String, character: char) {
    match character {
        '\t' => shown.push(' '),
        // ESC becomes ␛, and so on.
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('?')),
        '\u{7f}' => shown.push('\u{2421}'),
        _ if is_hidden(character) => {
            let _ = write!(shown, "<U+{:04X}>", u32::from(character));
        }
        _ => shown.push(character),
    }
}

/// The voicing marks of half-width katakana. Terminals give them a column of their own, libraries that measure text
/// don't; joined to its letter (ﾎﾟ becomes ポ) it takes two columns for everybody.
fn is_halfwidth_mark(character: char) -> bool {
    matches!(character, '\u{ff9e}' | '\u{ff9f}')
}

fn push_mark(shown: &mut String, mark: char) {
    let joined: Option<char> = shown.chars().next_back().and_then(|letter| {
        let mut joined = [letter, mark].iter().collect::<String>().nfkc().collect::<Vec<_>>().into_iter();
        joined.next().filter(|_| joined.next().is_none())
    });
    if joined.is_some() {
        shown.pop();
    }
    shown.push(joined.unwrap_or(mark));
}

/// Control characters, and those that turn or hide text: bidirectional controls, line separators, the byte order mark,
/// soft hyphens and tags.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_a_terminal_that_it_would_obey() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\u{241b}[31mb");
        assert_eq!(visible("x\u{202e}y\u{2066}"), "x<U+202E>y<U+2066>");
        assert_eq!(visible("\u{9b}31m\r\u{7f}"), "<U+009B>31m\u{240d}\u{2421}");
        assert!(matches!(visible("アポ率 10%"), Cow::Borrowed(_)));
        assert_eq!(visible("ﾃﾚｱﾎﾟ"), "ﾃﾚｱポ");
        assert_eq!(visible_lines("a\r\nb\u{7}"), "a\nb\u{2407}");
    }

    #[test]
    fn half_width_letters_are_joined_only_where_columns_are_counted() {
        assert_eq!(plain("ﾃﾚｱﾎﾟ"), "ﾃﾚｱﾎﾟ");
        assert_eq!(plain_lines("a\tb\u{202e}\r\nc\u{7}"), "a b<U+202E>\nc\u{2407}");
    }
}
