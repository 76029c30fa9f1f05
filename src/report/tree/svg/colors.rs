//! The colours of a picture, light and dark. Every word stands out from what is behind it by 4.5 to 1 at least.

use crate::base::vocabulary::Status;
use crate::report::xml::Element;

/// `--theme`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the one who looks at it likes it: light where nobody asks.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const WORDS: &'static [&'static str] = &["auto", "light", "dark"];

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }
}

/// What is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Page,
    Card,
    Border,
    Words,
    Quiet,
    Link,
    Good,
    Caution,
    Bad,
}

const INKS: [Ink; 9] =
    [Ink::Page, Ink::Card, Ink::Border, Ink::Words, Ink::Quiet, Ink::Link, Ink::Good, Ink::Caution, Ink::Bad];

impl Ink {
    /// The colour of a status.
    pub(super) fn of_status(status: Option<Status>) -> Self {
        match status {
            Some(Status::Ok) => Self::Good,
            Some(Status::Warn) => Self::Caution,
            Some(Status::Fail) => Self::Bad,
            Some(Status::NoData | Status::TooFew) | None => Self::Quiet,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Card => "card",
            Self::Border => "border",
            Self::Words => "words",
            Self::Quiet => "quiet",
            Self::Link => "link",
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Bad => "bad",
        }
    }

    fn light(self) -> &'static str {
        match self {
            Self::Page => "#ffffff",
            Self::Card => "#f8fafc",
            Self::Border => "#cbd5e1",
            Self::Words => "#0f172a",
            Self::Quiet => "#475569",
            Self::Link => "#64748b",
            Self::Good => "#15803d",
            Self::Caution => "#b45309",
            Self::Bad => "#b91c1c",
        }
    }

    fn dark(self) -> &'static str {
        match self {
            Self::Page => "#0f172a",
            Self::Card => "#1e293b",
            Self::Border => "#475569",
            Self::Words => "#f1f5f9",
            Self::Quiet => "#cbd5e1",
            Self::Link => "#94a3b8",
            Self::Good => "#4ade80",
            Self::Caution => "#fbbf24",
            Self::Bad => "#fca5a5",
        }
    }
}

/// Colours elements by a theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colors(pub(super) Theme);

impl Colors {
    /// An element with a filling.
    pub(super) fn filled(self, element: Element, ink: Ink) -> Element {
        self.classed(element.with("fill", &self.color(ink)), &format!("f-{}", ink.name()))
    }

    /// An element with a line around it, or one that is a line.
    pub(super) fn drawn(self, element: Element, ink: Ink) -> Element {
        self.classed(element.with("fill", &"none").with("stroke", &self.color(ink)), &format!("s-{}", ink.name()))
    }

    /// An element with both.
    pub(super) fn framed(self, element: Element, filling: Ink, line: Ink) -> Element {
        let element = element.with("fill", &self.color(filling)).with("stroke", &self.color(line));
        self.classed(element, &format!("f-{} s-{}", filling.name(), line.name()))
    }

    /// The style by which a picture turns dark where dark is liked. What doesn't read styles shows it light.
    pub(super) fn style(self) -> Option<Element> {
        let rules =
            INKS.iter().map(|ink| format!(".f-{0} {{ fill: {1} }} .s-{0} {{ stroke: {1} }}", ink.name(), ink.dark()));
        let rules = rules.collect::<Vec<_>>().join(" ");
        let style = || Element::new("style").text(format!("@media (prefers-color-scheme: dark) {{ {rules} }}"));
        (self.0 == Theme::Auto).then(style)
    }

    fn color(self, ink: Ink) -> &'static str {
        match self.0 {
            Theme::Auto | Theme::Light => ink.light(),
            Theme::Dark => ink.dark(),
        }
    }

    fn classed(self, element: Element, class: &str) -> Element {
        if self.0 == Theme::Auto { element.with("class", &class) } else { element }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.
    fn luminance(color: &str) -> f64 {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_word_can_be_read() {
        for ink in [Ink::Words, Ink::Quiet, Ink::Good, Ink::Caution, Ink::Bad] {
            for ground in [Ink::Page, Ink::Card] {
                for (ink_color, ground) in [(ink.light(), ground.light()), (ink.dark(), ground.dark())] {
                    let contrast = contrast(ink_color, ground);
                    assert!(contrast >= 4.5, "{ink:?}: {ink_color} on {ground} is {contrast:.2}");
                }
            }
        }
    }
}
