//! Sources to observations: the only folder that names Arrow, Parquet and spreadsheets.

pub mod batch;
mod cell_rows;
pub mod day_list;
pub mod files;
mod format;
mod guard;
mod header;
mod json;
pub mod observations;
pub mod open;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_text;
pub mod projection;
pub mod read_error;
mod sheet_cell;
mod spreadsheet;
pub mod target_file;
#[cfg(test)]
mod tests;
mod text;
mod text_rows;
mod toml_table;
mod unpivot;
