//! What the place that a report goes to can show.

use super::spark::Glyphs;

/// How a report for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Columns.
    pub width: usize,
    pub colored: bool,
    pub glyphs: Glyphs,
}
