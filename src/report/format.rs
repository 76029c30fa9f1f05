//! The formats that a report may have.

/// `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Human,
    Short,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Markdown,
    Csv,
}

impl Format {
    pub const WORDS: &'static [&'static str] =
        &["human", "short", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv"];

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "human" => Some(Self::Human),
            "short" => Some(Self::Short),
            "json" => Some(Self::Json),
            "sarif" => Some(Self::Sarif),
            "github" => Some(Self::Github),
            "gitlab" => Some(Self::Gitlab),
            "junit" => Some(Self::Junit),
            "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// Whether it is a document that something else reads, whole also where nothing could be checked; else lines for the
    /// one who runs the check.
    #[must_use]
    pub fn is_document(self) -> bool {
        !matches!(self, Self::Human | Self::Short)
    }

    /// Whether it says why something could not be checked. A table of numbers has no place for that.
    #[must_use]
    pub fn holds_errors(self) -> bool {
        self != Self::Csv
    }
}
