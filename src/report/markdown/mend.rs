//! Mends as changes of lines.

use similar::{ChangeTag, TextDiff};

use crate::base::diagnostic::Diagnostic;
use crate::base::source_map::SourceMap;
use crate::lint::apply::apply;
use crate::report::localizer::Localizer;
use crate::report::visible::plain;

/// Longer changes are cut: they are looked at in an editor.
const MOST_LINES: usize = 12;
const LONGEST_LINE: usize = 160;

/// A block of what goes and what comes, with a word before it; each line indented by `indent`. `None` without a mend.
#[must_use]
pub fn mend(sources: &SourceMap, diagnostic: &Diagnostic, localizer: &Localizer, indent: &str) -> Option<String> {
    let fix = diagnostic.fix.as_ref()?;
    let texts = apply(std::slice::from_ref(diagnostic), sources, true).texts;
    let changed = texts.iter().flat_map(|(file, after)| {
        let file = sources.file(*file);
        changed_lines(&file.path, &file.text, after)
    });
    let mut lines: Vec<String> = changed.map(|line| cut(&plain(&line))).collect();
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines.push("…".to_owned());
    }
    let fence = fence(&lines);
    let word = localizer.word(if fix.safe { "mend.safe" } else { "mend.unsafe" });
    let block = [format!("{fence}diff")].into_iter().chain(lines).chain([fence]);
    Some(block.fold(format!("{indent}{word}\n\n"), |all, line| all + indent + &line + "\n"))
}

/// What goes with `-`, what comes with `+`, and the line on either side.
fn changed_lines(path: &str, before: &str, after: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(1) {
        let first = group.first().map_or(0, |operation| operation.old_range().start);
        lines.push(format!("@@ {path}:{} @@", first + 1));
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            lines.push(format!("{sign}{}", change.value().trim_end_matches(['\n', '\r'])));
        }
    }
    lines
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(LONGEST_LINE) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// More backticks than any line has in a row.
fn fence(lines: &[String]) -> String {
    let longest = lines.iter().flat_map(|line| line.split(|character| character != '`')).map(str::len).max();
    "`".repeat(longest.unwrap_or(0).max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{Fix, Level};
    use crate::base::message::Message;
    use crate::base::span::Span;
    use crate::report::language::Language;

    fn shown(text: &str, words: &str, with: &str, safe: bool) -> String {
        let mut sources = SourceMap::default();
        let file = sources.add("plan.kpi", text);
        let start = text.find(words).unwrap();
        let edits = vec![(Span::new(file, start, start + words.len()), with.to_owned())];
        let mut diagnostic = Diagnostic::new(Level::Warn, Message::new("missing-owner"));
        diagnostic.fix = Some(Fix { edits, safe });
        mend(&sources, &diagnostic, &Localizer::new(Language::English), "  ").unwrap()
    }

    #[test]
    fn a_word_and_a_line_change() {
        let text = "plan {}\nkpi a {\n  warn above 3\n}\nkpi b {\n}\n";
        assert_eq!(
            shown(text, "above", "below", true),
            "  A mend:\n\n  ```diff\n  @@ plan.kpi:2 @@\n   kpi a {\n  -  warn above 3\n  +  warn below 3\n   }\n  ```\n"
        );
        assert!(shown(text, "  warn above 3\n", "", true).contains("   kpi a {\n  -  warn above 3\n   }\n"));
        assert!(shown(text, "3\n", "3\n  owner \"?\"\n", false).contains("at before you take it:"));
    }

    #[test]
    fn nothing_of_a_plan_ends_the_block() {
        let shown = shown("a ````` b\n", "b", "\u{1b}c", true);
        assert!(shown.contains("``````diff") && shown.ends_with("``````\n"), "{shown}");
        assert!(!shown.contains('\u{1b}'));
    }
}
