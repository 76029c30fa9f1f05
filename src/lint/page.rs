//! A rule's page: prose for people, plans that are the rule's tests, and the wording of its messages.
//!
//! A page begins with its title (`# rule-name`) and a paragraph that says in one sentence what the rule finds. Its last
//! section holds the messages, as a block of Fluent.

const WORDING: &str = "```ftl\n";
const FENCE: &str = "```";

/// The text of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    text: &'a str,
}

impl<'a> Page<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// The whole text, in Markdown.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// What the rule finds, in one sentence: the paragraph below the title.
    #[must_use]
    pub fn summary(self) -> &'a str {
        let mut paragraphs = self.text.split("\n\n").map(str::trim);
        paragraphs.find(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#')).unwrap_or_default()
    }

    /// What the rule finds and why it does: what stands between the title and the first section.
    #[must_use]
    pub fn introduction(self) -> &'a str {
        let prose = self.prose();
        let text = if prose.starts_with("# ") { prose.split_once('\n').map_or("", |(_, rest)| rest) } else { prose };
        text.split("\n## ").next().unwrap_or_default().trim()
    }

    /// Everything for people: the text up to the section of the wording.
    #[must_use]
    pub fn prose(self) -> &'a str {
        let end = self.text.find(WORDING).map_or(self.text, |start| &self.text[..start]);
        match end.rfind("\n## ") {
            Some(heading) if end.len() < self.text.len() => end[..heading].trim_end(),
            _ => end.trim_end(),
        }
    }

    /// The messages, in Fluent.
    #[must_use]
    pub fn wording(self) -> &'a str {
        let Some(start) = self.text.find(WORDING) else { return "" };
        let rest = &self.text[start + WORDING.len()..];
        rest.find(FENCE).map_or(rest, |end| &rest[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_prose_and_wording() {
        let page = Page::new(
            "# late\n\nFinds what is late.\nAlways.\n\n## Why\n\nSo.\n\n## Wording\n\n```ftl\nlate = Late\n```\n",
        );
        assert_eq!(page.summary(), "Finds what is late.\nAlways.");
        assert_eq!(page.introduction(), "Finds what is late.\nAlways.");
        assert_eq!(page.prose(), "# late\n\nFinds what is late.\nAlways.\n\n## Why\n\nSo.");
        assert_eq!(page.wording(), "late = Late\n");
        assert_eq!(Page::new("").summary(), "");
        assert_eq!(Page::new("# a\n\nb").prose(), "# a\n\nb");
        assert_eq!(Page::new("# a\n\nb\n\nc\n").introduction(), "b\n\nc");
        assert_eq!(Page::new("").introduction(), "");
    }
}
