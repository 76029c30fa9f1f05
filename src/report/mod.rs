//! Results and diagnostics to a format, one file each.

pub mod appearance;
pub mod catalog;
pub mod language;
pub mod localizer;
pub mod paint;
pub mod quantity;
pub mod spark;
pub mod table;
pub mod terminal;
pub mod visible;
mod visible_text;
pub mod width;
