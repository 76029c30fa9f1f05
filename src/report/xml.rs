//! XML, as far as test reports and pictures need it.

use std::fmt::{Display, Write};

use crate::report::visible::plain_lines;

/// An element with its attributes, and text or elements in it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// An empty one.
    #[must_use]
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    #[must_use]
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children);
        self
    }

    /// A whole document of it.
    #[must_use]
    pub(super) fn document(&self) -> String {
        let mut document = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut document, 0);
        document
    }

    fn write(&self, document: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        let _ = write!(document, "{indent}<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(document, " {name}=\"{}\"", escaped(value).replace('\n', "&#10;"));
        }
        if self.text.is_empty() && self.children.is_empty() {
            document.push_str("/>\n");
            return;
        }
        document.push('>');
        document.push_str(&escaped(&self.text));
        if !self.children.is_empty() {
            document.push('\n');
            self.children.iter().for_each(|child| child.write(document, depth + 1));
            document.push_str(&indent);
        }
        let _ = writeln!(document, "</{}>", self.name);
    }
}

/// Text that is text: neither markup nor one of the characters that XML 1.0 forbids.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in plain_lines(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn elements_stand_in_one_another() {
        let element = Element::new("a")
            .with("b", &"1 \"<&>\"\n2")
            .children([Element::new("c").text("]]> & \u{0}\u{1b}\u{ffff}\r\nd"), Element::new("e")]);
        assert_eq!(
            element.document(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1 &quot;&lt;&amp;&gt;&quot;&#10;2\">\n  \
             <c>]]&gt; &amp; \u{2400}\u{241b}\u{fffd}\nd</c>\n  <e/>\n</a>\n"
        );
    }

    proptest! {
        #[test]
        fn nothing_forbidden_is_in_a_text(text in prop::collection::vec(any::<char>(), 0..40)) {
            let text: String = text.into_iter().chain("<&\u{1}\u{fffe}\"".chars()).collect();
            let escaped = escaped(&text);
            let is_allowed = |character: char| {
                matches!(character, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
            };
            prop_assert!(escaped.chars().all(is_allowed) && !escaped.contains(['<', '>', '"']));
            prop_assert!(escaped.split('&').skip(1).all(|rest| rest.contains(';')));
        }
    }
}
