//! What a file is, by its first bytes rather than by its name.

use std::path::Path;

use crate::base::message::Message;

use super::read_error::ReadError;

/// A file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Spreadsheet,
    Json,
    Toml,
    Parquet,
}

/// First bytes of files that hold no table for us, and what such a file is called.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
];

/// The format of a file that begins with `sample`.
pub(super) fn format_of(path: &Path, shown: &str, sample: &[u8]) -> Result<Format, ReadError> {
    if sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Format::Spreadsheet);
    }
    if sample.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if let Some((_, kind)) = OTHERS.iter().find(|(begin, _)| sample.starts_with(begin)) {
        let error = Message::new("unsupported-format").with("file", shown).with("format", *kind);
        return Err(ReadError::new(error).help(Message::new("unsupported-format.help")));
    }
    let text = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample).trim_ascii_start();
    if is_markup(text) {
        let error = Message::new("html-instead-of-table").with("file", shown);
        return Err(ReadError::new(error).help(Message::new("html-instead-of-table.help")));
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    Ok(match extension.as_deref() {
        Some("json" | "jsonl" | "ndjson") => Format::Json,
        Some("toml") => Format::Toml,
        _ if begins_json(text) => Format::Json,
        _ => Format::Text,
    })
}

/// A web page, or the XML that old office programs wrote, under the name of a spreadsheet.
fn is_markup(text: &[u8]) -> bool {
    let begin = text.get(..text.len().min(200)).unwrap_or_default().to_ascii_lowercase();
    [b"<!doctype".as_slice(), b"<html", b"<table", b"<?xml", b"<head", b"<meta"]
        .iter()
        .any(|tag| begin.starts_with(tag))
}

fn begins_json(text: &[u8]) -> bool {
    let inner = text.strip_prefix(b"[").map_or(text, <[u8]>::trim_ascii_start);
    inner.strip_prefix(b"{").is_some_and(|object| object.trim_ascii_start().starts_with(b"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_before_the_name() {
        let of = |name: &str, bytes: &[u8]| format_of(Path::new(name), name, bytes).map_err(|error| error.message.id);
        assert_eq!(of("a.csv", b"PK\x03\x04..."), Ok(Format::Spreadsheet));
        assert_eq!(of("a.xls", b"date,amount\n"), Ok(Format::Text));
        assert_eq!(of("a.csv", b"PAR1"), Ok(Format::Parquet));
        assert_eq!(of("a.txt", b" [\n {\"a\": 1}]"), Ok(Format::Json));
        assert_eq!(of("a.csv", b"{1},b"), Ok(Format::Text));
        assert_eq!(of("a.json", b"x"), Ok(Format::Json));
        assert_eq!(of("a.toml", b"[[x]]"), Ok(Format::Toml));
        assert_eq!(of("a.xls", b"\n<HTML><table>"), Err("html-instead-of-table"));
        assert_eq!(of("a.csv", b"%PDF-1.4"), Err("unsupported-format"));
    }
}
