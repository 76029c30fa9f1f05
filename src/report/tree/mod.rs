//! The tree of a plan: as text, as a picture, and for other programs.

mod cards;
mod dot;
mod json;
mod mermaid;
mod svg;
mod text;

use crate::evaluate::tree::Tree;
use crate::plan::Plan;
use crate::session::checked::{Checked, CheckedPlan};

use super::appearance::Appearance;
use super::localizer::Localizer;

pub use self::json::json;
pub use self::svg::Theme;

/// `--format` of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeFormat {
    Text,
    Mermaid,
    Dot,
    Svg,
    Json,
}

impl TreeFormat {
    pub const WORDS: &'static [&'static str] = &["text", "mermaid", "dot", "svg", "json"];

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "text" => Some(Self::Text),
            "mermaid" => Some(Self::Mermaid),
            "dot" => Some(Self::Dot),
            "svg" => Some(Self::Svg),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// Whether it is one picture, and so of one plan.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Mermaid | Self::Dot | Self::Svg)
    }
}

/// A plan's tree, and what it is drawn by.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    pub checked: &'a Checked,
    pub one: &'a CheckedPlan,
    pub plan: &'a Plan,
    pub tree: &'a Tree,
    /// Whether the numbers were read; else only what is aimed for is drawn.
    pub has_numbers: bool,
    pub localizer: &'a Localizer,
}

impl Drawing<'_> {
    /// For people, in lines.
    #[must_use]
    pub fn text(&self, appearance: Appearance) -> String {
        text::text(self, appearance)
    }

    /// A flowchart as Mermaid reads it.
    #[must_use]
    pub fn mermaid(&self) -> String {
        mermaid::mermaid(self)
    }

    /// A graph as Graphviz reads it.
    #[must_use]
    pub fn dot(&self) -> String {
        dot::dot(self)
    }

    /// A picture for a slide or a page.
    #[must_use]
    pub fn svg(&self, theme: Theme) -> String {
        svg::svg(self, theme)
    }
}
