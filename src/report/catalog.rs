//! The texts of `locales/`, as they stand in the binary. A test holds this list equal to the folder.

use super::language::Language;

macro_rules! catalog {
    ($($name:literal),* $(,)?) => {
        /// For each file its name without the ending, and its text in English and in Japanese.
        pub const FILES: &[CatalogFile] = &[$(CatalogFile {
            name: $name,
            english: include_str!(concat!("../../locales/en/", $name, ".ftl")),
            japanese: include_str!(concat!("../../locales/ja/", $name, ".ftl")),
        }),*];
    };
}

catalog![
    "cli",
    "report",
    "derive",
    "formats",
    "reasons",
    "why",
    "trials",
    "actions",
    "words",
    "rules",
    "tree",
    "errors/cells",
    "errors/config",
    "errors/data",
    "errors/evaluate",
    "errors/lint",
    "errors/resolve",
    "errors/syntax"
];

/// One file of messages, in every language.
#[derive(Clone, Copy, Debug)]
pub struct CatalogFile {
    /// The path below the language's folder, without `.ftl`.
    pub name: &'static str,
    english: &'static str,
    japanese: &'static str,
}

impl CatalogFile {
    /// The file's text in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Japanese => self.japanese,
        }
    }

    /// Whether the message `id` stands in it; found without reading the whole file as Fluent.
    #[must_use]
    pub fn declares(&self, id: &str, language: Language) -> bool {
        let text = self.text(language);
        memchr::memmem::find_iter(text.as_bytes(), id).any(|at| {
            let at_line_start = at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
            at_line_start && text[at + id.len()..].trim_start_matches(' ').starts_with('=')
        })
    }
}
