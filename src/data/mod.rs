//! Sources to observations: the only folder that names Arrow, Parquet and spreadsheets.

pub mod observations;
