//! A page of Markdown laid out for a terminal: what our own pages are written in, and no more.

use super::appearance::Appearance;
use super::paint::{Paint, Tone};
use super::visible::visible;
use super::width::{width, wrap};

/// The lines of a page, no wider than the terminal; of code as wide as it is.
#[must_use]
pub fn page(markdown: &str, appearance: Appearance) -> String {
    let mut layout =
        Layout { paint: Paint { colored: appearance.colored }, columns: appearance.width, lines: Vec::new() };
    let mut paragraph: Vec<&str> = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let ends_paragraph =
            line.trim().is_empty() || line.starts_with(['#', '|', '-', '`']) || line.starts_with("    ");
        if ends_paragraph {
            layout.paragraph(&std::mem::take(&mut paragraph));
        }
        if let Some(fence) = line.strip_prefix("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            layout.code(fence, &code);
        } else if line.starts_with('#') {
            layout.heading(line.trim_start_matches('#').trim());
        } else if line.starts_with('|') {
            let more = lines.clone().take_while(|line| line.starts_with('|')).count();
            let table: Vec<&str> = std::iter::once(line).chain(lines.by_ref().take(more)).collect();
            layout.table(&table);
        } else if let Some(item) = line.strip_prefix("- ") {
            layout.item(item);
        } else if line.starts_with("    ") {
            layout.lines.push(layout.paint.paint(Tone::Info, &visible(line)));
        } else if line.trim().is_empty() {
            layout.space();
        } else {
            paragraph.push(line);
        }
    }
    layout.paragraph(&paragraph);
    layout.lines.iter().fold(String::new(), |all, line| all + line.trim_end() + "\n")
}

struct Layout {
    paint: Paint,
    columns: usize,
    lines: Vec<String>,
}

impl Layout {
    fn paragraph(&mut self, lines: &[&str]) {
        let text = joined(lines);
        if !text.is_empty() {
            self.lines.extend(wrap(&visible(&text), self.columns));
        }
    }

    fn heading(&mut self, words: &str) {
        self.lines.push(self.paint.paint(Tone::Bold, &visible(words)));
    }

    fn item(&mut self, words: &str) {
        let wrapped = wrap(&visible(words), self.columns.saturating_sub(2));
        let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
        self.lines.extend(wrapped.iter().zip(marks).map(|(line, mark)| format!("{mark}{line}")));
    }

    /// Plans stand out from what is said of them.
    fn code(&mut self, fence: &str, code: &[&str]) {
        let tone = if fence.starts_with("text") { Tone::Dim } else { Tone::Info };
        let painted = code.iter().map(|line| format!("  {}", self.paint.paint(tone, &visible(line))));
        self.lines.extend(painted.collect::<Vec<_>>());
    }

    fn table(&mut self, rows: &[&str]) {
        let cells = |row: &str| -> Vec<String> {
            let inner = row.trim().trim_matches('|');
            inner.split('|').map(|cell| visible(cell.trim()).into_owned()).collect()
        };
        let is_rule = |row: &&&str| row.chars().all(|character| matches!(character, '|' | '-' | ' ' | ':'));
        let rows: Vec<Vec<String>> = rows.iter().filter(|row| !is_rule(row)).map(|row| cells(row)).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        for row in &rows {
            let padded =
                row.iter().zip(&widths).map(|(cell, column)| format!("{cell}{}", " ".repeat(column - width(cell))));
            self.lines.push(format!("  {}", padded.collect::<Vec<_>>().join("  ").trim_end()));
        }
    }

    /// One empty line, however many there are.
    fn space(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }
}

/// Lines that belong together: between words of Japanese there is no space.
pub(super) fn joined(lines: &[&str]) -> String {
    lines.iter().fold(String::new(), |text, line| {
        let space =
            if text.is_empty() || !text.is_ascii() && text.ends_with(|last: char| !last.is_ascii()) { "" } else { " " };
        text + space + line.trim()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::spark::Glyphs;

    #[test]
    fn a_page_is_laid_out() {
        let markdown = "# late\n\nOne two three\nfour five.\n\n- an item that is long\n\n## Fails\n\n```kpi fails\nkpi a # <- a\n```\n\n\n| a | b |\n|---|---|\n| `most` | 5 |\n";
        let appearance = Appearance { width: 16, colored: false, glyphs: Glyphs::Ascii };
        let expected = "late\n\nOne two three\nfour five.\n\n- an item that\n  is long\n\nFails\n\n  kpi a # <- a\n\n  a       b\n  `most`  5\n";
        assert_eq!(page(markdown, appearance), expected);
        let painted = page("# a\u{1b}[31m", Appearance { colored: true, ..appearance });
        assert_eq!(painted, "\u{1b}[1ma\u{241b}[31m\u{1b}[0m\n");
    }
}
