//! The words that options and settings choose from.

use crate::base::diagnostic::Level;
use crate::lint::settings::Choice;
pub use crate::report::format::Format;
use crate::report::language::Language;
use crate::report::summary::FailOn;

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

impl ColorChoice {
    pub const WORDS: &'static [&'static str] = &["auto", "always", "never"];

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "always" => Some(Self::Always),
            "never" => Some(Self::Never),
            _ => None,
        }
    }
}

/// The words of `--lang`.
pub const LANGUAGE_WORDS: &[&str] = &["en", "ja"];

/// The words of `--show`.
pub const SHOW_WORDS: &[&str] = &["note", "warn", "fail"];

/// The words for the level of a rule.
pub const LEVEL_WORDS: &[&str] = &["deny", "warn", "note", "allow"];

/// The level that a word names; `None` within: the rule is off.
#[must_use]
pub fn level(word: &str) -> Option<Choice> {
    match word {
        "deny" => Some(Some(Level::Deny)),
        "warn" => Some(Some(Level::Warn)),
        "note" => Some(Some(Level::Note)),
        "allow" => Some(None),
        _ => None,
    }
}

/// The words of `--fail-on`.
pub const FAIL_ON_WORDS: &[&str] = &["pace", "warn", "never"];

/// The language that a word of `--lang` names.
#[must_use]
pub fn language(word: &str) -> Option<Language> {
    Language::ALL.iter().copied().find(|language| language.code() == word)
}

/// The least level that a word of `--show` lets through.
#[must_use]
pub fn show(word: &str) -> Option<Level> {
    match word {
        "note" => Some(Level::Note),
        "warn" => Some(Level::Warn),
        "fail" => Some(Level::Deny),
        _ => None,
    }
}

/// What `words` of `--fail-on` add up to; the first word that is none of them otherwise.
pub fn fail_on<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<FailOn, &'a str> {
    let mut fail_on = FailOn::default();
    for word in words {
        match word {
            "pace" => fail_on.pace = true,
            "warn" => fail_on.warn = true,
            "never" => fail_on.never = true,
            other => return Err(other),
        }
    }
    Ok(fail_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_offered_is_understood() {
        assert!(Format::WORDS.iter().all(|word| Format::from_word(word).is_some()));
        assert!(ColorChoice::WORDS.iter().all(|word| ColorChoice::from_word(word).is_some()));
        assert!(LANGUAGE_WORDS.iter().all(|word| language(word).is_some()));
        assert!(SHOW_WORDS.iter().all(|word| show(word).is_some()));
        assert!(fail_on(FAIL_ON_WORDS.iter().copied()).is_ok());
        assert_eq!(fail_on(["pace", "often"]), Err("often"));
    }
}
