//! Frames around lines that are far longer than any terminal: what stands before the marked words is cut away, as is what
//! stands behind.

use unicode_width::UnicodeWidthChar;

use super::width::width;

/// Source lines up to so many times the width are shown whole: a terminal wraps them.
const TIMES: usize = 2;

/// What is left standing before the marked words.
const BEFORE: usize = 20;

/// A drawn frame whose source lines are cut around what is marked in them, where they are very long.
#[must_use]
pub fn clipped(frame: &str, columns: usize) -> String {
    let lines: Vec<(&str, &str)> = frame.lines().map(parted).collect();
    let is_long = |(gutter, content): &(&str, &str)| is_source(gutter) && width(content) > columns * TIMES;
    if !lines.iter().any(is_long) {
        return frame.to_owned();
    }
    let marks = lines.iter().filter(|(gutter, _)| is_marks(gutter)).map(|(_, content)| indent(content));
    let from = marks.min().unwrap_or_default().saturating_sub(BEFORE);
    let mut clipped = String::new();
    for (gutter, content) in lines {
        clipped.push_str(gutter);
        if is_source(gutter) {
            clipped.push_str(&window(content, from, columns));
        } else if is_marks(gutter) {
            clipped.push_str(&without_columns(content, from));
        } else {
            clipped.push_str(content);
        }
        clipped.push('\n');
    }
    clipped
}

/// A drawn line's gutter, with its bar, and what stands behind it.
fn parted(line: &str) -> (&str, &str) {
    let bar = line.char_indices().find(|(_, character)| matches!(character, '│' | '|' | '·' | ':'));
    let begins =
        |at: usize| line.get(..at).is_some_and(|before| before.chars().all(|c| c.is_ascii_digit() || c == ' '));
    match bar {
        Some((at, character)) if begins(at) => {
            let end = at + character.len_utf8();
            let end = if line.get(end..).is_some_and(|rest| rest.starts_with(' ')) { end + 1 } else { end };
            line.split_at(end)
        }
        _ => line.split_at(0),
    }
}

fn is_source(gutter: &str) -> bool {
    gutter.contains(|character: char| character.is_ascii_digit())
}

fn is_marks(gutter: &str) -> bool {
    gutter.contains(['·', ':'])
}

fn indent(content: &str) -> usize {
    content.chars().take_while(|character| *character == ' ').count()
}

/// The columns of a line from one on, with dots where something is cut away.
fn window(line: &str, from: usize, columns: usize) -> String {
    let rest = without_columns(line, from);
    let mut shown = if from > 0 { format!("..{}", without_columns(&rest, 2)) } else { rest };
    if width(&shown) > columns {
        shown = format!("{}..", until_column(&shown, columns.saturating_sub(2)));
    }
    shown
}

/// The line without its first columns; of a wide character that is cut in half a space is left.
fn without_columns(line: &str, columns: usize) -> String {
    let mut passed = 0;
    let mut rest = String::new();
    for character in line.chars() {
        let wide = character.width().unwrap_or(0);
        if passed >= columns {
            rest.push(character);
        } else if passed + wide > columns {
            rest.push(' ');
        }
        passed += wide;
    }
    rest
}

fn until_column(line: &str, columns: usize) -> String {
    let mut taken = 0;
    line.chars()
        .take_while(|character| {
            taken += character.width().unwrap_or(0);
            taken <= columns
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_ordinary_lines_stay_as_they_are() {
        let frame = "   ╭─[plan.kpi:1:5]\n 1 │ kpi calls {}\n   ·     ──┬──\n   ·       ╰── here\n   ╰────\n";
        assert_eq!(clipped(frame, 80), frame);
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_marked() {
        let long = format!("{}架電数{}", "あ".repeat(300), "x".repeat(300));
        let marks = format!("{}──┬───", " ".repeat(600));
        let frame = format!("   ╭─[p:1:301]\n 1 │ {long}\n   · {marks}\n   · {}╰── here\n   ╰────\n", " ".repeat(602));
        let clipped = clipped(&frame, 60);
        let lines: Vec<&str> = clipped.lines().collect();
        assert_eq!(lines[1], format!(" 1 │ ..{}架電数{}..", "あ".repeat(9), "x".repeat(32)));
        assert_eq!(lines[2], format!("   · {}──┬───", " ".repeat(20)));
        assert_eq!(lines[3], format!("   · {}╰── here", " ".repeat(22)));
        assert_eq!((lines[0], lines[4]), ("   ╭─[p:1:301]", "   ╰────"));
    }
}
