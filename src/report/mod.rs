//! Results and diagnostics to a format, one file each.

pub mod appearance;
pub mod catalog;
mod cells;
mod clip;
pub mod csv;
pub mod document;
mod fingerprint;
pub mod format;
pub mod github;
pub mod gitlab;
pub mod human;
mod issue;
pub mod json;
mod json_result;
pub mod junit;
pub mod language;
mod last_line;
pub mod localizer;
pub mod markdown;
mod naming;
pub mod page;
pub mod paint;
pub mod quantity;
mod rows;
pub mod rules;
pub mod said;
#[cfg(test)]
mod sample;
pub mod sarif;
pub mod short;
pub mod spark;
pub mod summary;
pub mod table;
pub mod terminal;
pub mod visible;
mod visible_text;
pub mod width;
