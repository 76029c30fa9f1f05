//! The integration tests: one binary, one module for each concern.

mod command_line;
mod errors;
mod harness;
mod locales;
mod reference;
mod repository;
mod tidy;
