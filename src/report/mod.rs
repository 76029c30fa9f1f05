//! Results and diagnostics to a format, one file each.

pub mod appearance;
pub mod catalog;
mod cells;
mod clip;
pub mod human;
pub mod json;
mod json_result;
pub mod language;
mod last_line;
pub mod localizer;
mod naming;
pub mod page;
pub mod paint;
pub mod quantity;
mod rows;
pub mod rules;
pub mod said;
#[cfg(test)]
mod sample;
pub mod short;
pub mod spark;
pub mod summary;
pub mod table;
pub mod terminal;
pub mod visible;
mod visible_text;
pub mod width;
