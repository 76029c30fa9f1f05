//! Sources to observations: the only folder that names Arrow, Parquet and spreadsheets.
//!
//! file → [`batch::Table`] → chunks → batches of Arrow columns → (the program of a source) → partial aggregates by
//! period and group, which merge → [`observations::Observations`].

mod accumulate;
pub mod batch;
mod bits;
pub mod cell;
mod cell_rows;
pub mod cohorts;
mod column;
mod complaint;
mod date_order;
pub mod day_list;
pub mod files;
mod distinct_ids;
mod fold;
mod format;
mod formulas;
mod glob_walk;
mod groups;
mod guard;
mod header;
mod json;
mod json_object;
mod key_counts;
mod listed;
mod lookup;
mod marks;
mod missing_column;
mod never_true;
mod notes;
pub mod observations;
pub mod observe;
pub mod open;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_text;
mod partial;
mod place;
mod program;
pub mod projection;
pub mod reach;
pub mod read_error;
mod scan;
mod sheet_cell;
mod slots;
mod source_builder;
mod source_program;
mod spreadsheet;
mod summary;
pub mod target_file;
#[cfg(test)]
mod tests;
mod text;
mod text_ids;
mod text_rows;
mod toml_table;
mod total_rows;
mod trouble;
mod unmatched;
mod unpivot;
#[cfg(test)]
mod whole_plans;
mod zone;
