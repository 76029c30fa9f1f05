//! Mends written into texts.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Diagnostic, Fix};
use crate::base::source_map::SourceMap;
use crate::base::span::{FileId, Span};

/// Texts with their mends.
#[derive(Debug, Default, PartialEq)]
pub struct Mended {
    /// Each file of which the text is another now.
    pub texts: BTreeMap<FileId, String>,
    /// How many mends were written.
    pub count: usize,
}

/// Writes every mend that may be written. Of two that touch the same words the first holds; the other may be found
/// again, in the text that comes of it.
#[must_use]
pub fn apply(findings: &[Diagnostic], sources: &SourceMap, and_unsafe: bool) -> Mended {
    let may_write = |fix: &&Fix| fix.safe || and_unsafe;
    let mut taken: Vec<&(Span, String)> = Vec::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(may_write) {
        let is_free = |edit: &(Span, String)| taken.iter().all(|other| !overlap(edit.0, other.0));
        let is_new = !fix.edits.is_empty() && fix.edits.iter().all(is_free);
        if is_new {
            taken.extend(&fix.edits);
            count += 1;
        }
    }
    // From the end of each text to its beginning, so that places stay true.
    taken.sort_by_key(|(span, _)| std::cmp::Reverse(*span));
    let mut texts: BTreeMap<FileId, String> = BTreeMap::new();
    for (span, text) in taken {
        let file = texts.entry(span.file).or_insert_with(|| sources.file(span.file).text.to_string());
        if file.get(span.range()).is_some() {
            // A file written on Windows ends its lines in its own way.
            let ends_like_windows = sources.file(span.file).text.contains("\r\n");
            let text = if ends_like_windows { text.replace('\n', "\r\n") } else { text.clone() };
            file.replace_range(span.range(), &text);
        }
    }
    Mended { texts, count }
}

/// Whether two edits touch: also where both put something in at the same place.
fn overlap(one: Span, other: Span) -> bool {
    one.file == other.file && one.start <= other.end && other.start <= one.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Level;
    use crate::base::message::Message;

    #[test]
    fn mends_are_written_from_the_end_and_never_over_each_other() {
        let mut sources = SourceMap::default();
        let file = sources.add("plan.kpi", "one two three");
        let edit = |start: usize, end: usize, text: &str| (Span::new(file, start, end), text.to_owned());
        let finding = |edits: Vec<(Span, String)>, safe| {
            let mut finding = Diagnostic::new(Level::Warn, Message::new("a"));
            finding.fix = Some(Fix { edits, safe });
            finding
        };
        let findings = [
            finding(vec![edit(0, 3, "1"), edit(8, 13, "3")], true),
            finding(vec![edit(1, 2, "x")], true),
            finding(vec![edit(4, 7, "zwei")], false),
        ];
        let mended = apply(&findings, &sources, false);
        assert_eq!((mended.texts[&file].as_str(), mended.count), ("1 two 3", 1));
        let mended = apply(&findings, &sources, true);
        assert_eq!((mended.texts[&file].as_str(), mended.count), ("1 zwei 3", 2));
    }
}
