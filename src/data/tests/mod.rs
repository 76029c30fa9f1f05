//! Files of every kind, written by the tests themselves.

mod files;
pub(super) mod folder;
mod formats;
mod reproductions;
mod small_tables;
mod zip;
