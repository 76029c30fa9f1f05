//! The texts that a run has read, so that spans can be shown.

use std::sync::Arc;

use super::line_index::{LineIndex, Position};
use super::span::{FileId, Span};

/// One file's name, as people see it, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as it was asked for, with `/` between folders.
    pub path: String,
    pub text: Arc<str>,
    lines: LineIndex,
}

/// Every plan text of a run, in the order in which it was read.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Takes in a text and gives it an id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { path: path.into(), lines: LineIndex::new(&text), text });
        id
    }

    /// The path of every file, in the order in which they came.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// The file behind an id of this map.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files, in the order in which they were read.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The words at a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// Where a span begins and where it ends (the end is just past its last character).
    #[must_use]
    pub fn positions(&self, span: Span) -> (Position, Position) {
        let file = self.file(span.file);
        (file.lines.position(&file.text, span.start), file.lines.position(&file.text, span.end))
    }
}
