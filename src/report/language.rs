//! The languages that people are spoken to in.

/// A language that every message exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    English,
    Japanese,
}

impl Language {
    pub const ALL: &'static [Self] = &[Self::English, Self::Japanese];

    /// The code of ISO 639, as in `--lang` and as the folder in `locales/` is called.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }

    /// The language that a code or a locale (`ja_JP.UTF-8`, `en-US`) names; `None` for others, also for `C`.
    #[must_use]
    pub fn from_locale(locale: &str) -> Option<Self> {
        let code = locale.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.iter().copied().find(|language| language.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_languages() {
        for (locale, language) in [
            ("ja", Some(Language::Japanese)),
            ("ja_JP.UTF-8", Some(Language::Japanese)),
            ("JA-jp", Some(Language::Japanese)),
            ("en_GB", Some(Language::English)),
            ("C", None),
            ("jam", None),
            ("", None),
        ] {
            assert_eq!(Language::from_locale(locale), language, "{locale}");
        }
    }
}
