//! Sources to observations: the only folder that names Arrow, Parquet and spreadsheets.

mod accumulate;
pub mod batch;
mod bits;
pub mod cell;
mod column;
mod date_order;
pub mod observations;
pub mod open;
mod place;
mod program;
pub mod projection;
pub mod read_error;
mod slots;
mod text_ids;
mod zone;
