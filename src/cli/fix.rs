//! `--fix` and `--diff`: mends written, or shown.

use std::path::Path;

use similar::TextDiff;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::report::visible::visible;
use crate::session::mend::{MendedFile, Mending};

/// What the mends change, as `diff -u` shows it.
pub(super) fn diff(mending: &Mending) -> String {
    let mut files: Vec<&MendedFile> = mending.files.values().collect();
    files.sort_by(|one, other| one.shown.cmp(&other.shown));
    let one = |file: &&MendedFile| {
        let path = visible(&file.shown);
        let diff = TextDiff::from_lines(file.before.as_ref(), file.after.as_ref());
        let shown = diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
        shown.lines().fold(String::new(), |all, line| all + &visible(line) + "\n")
    };
    files.iter().map(one).collect()
}

/// Writes every mended file. What could not be written is said, and the others are.
pub(super) fn write(mending: &Mending) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for (path, file) in &mending.files {
        if let Err(error) = write_file(path, &file.after) {
            let message = Message::new("mend-not-written").with("path", &file.shown);
            errors.push(
                Diagnostic::error(message)
                    .help(Message::new("mend-not-written.help").with("reason", error.to_string())),
            );
        }
    }
    errors
}

/// A byte order mark that the file begins with stays.
fn write_file(path: &Path, text: &str) -> std::io::Result<()> {
    const MARK: &str = "\u{feff}";
    let has_mark = std::fs::read(path)?.starts_with(MARK.as_bytes());
    std::fs::write(path, if has_mark { format!("{MARK}{text}") } else { text.to_owned() })
}
