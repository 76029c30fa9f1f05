//! The rules, one file each. The list is built from the folder.

use super::page::Page;
use super::rule::Rule;

/// A rule with its pages.
pub struct Registered {
    pub rule: &'static Rule,
    english: &'static str,
    japanese: &'static str,
}

impl Registered {
    /// The page in English.
    #[must_use]
    pub fn english(&self) -> Page<'static> {
        Page::new(self.english)
    }

    /// The page in Japanese.
    #[must_use]
    pub fn japanese(&self) -> Page<'static> {
        Page::new(self.japanese)
    }
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Whether a name is that of a rule that looks at numbers.
#[must_use]
pub fn looks_at_numbers(name: &str) -> bool {
    find(name).is_some_and(|registered| registered.rule.check.looks_at_numbers())
}

/// The rule of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Registered> {
    let place = REGISTERED.binary_search_by(|registered| registered.rule.name.cmp(name)).ok()?;
    REGISTERED.get(place)
}
