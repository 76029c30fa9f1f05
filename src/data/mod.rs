//! Sources to observations: the only folder that names Arrow, Parquet and spreadsheets.

pub mod batch;
mod header;
pub mod observations;
pub mod open;
pub mod projection;
pub mod read_error;
mod text;
mod unpivot;
