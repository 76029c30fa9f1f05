//! The integration tests: one binary, one module for each concern.

mod article;
mod choices;
mod command_line;
mod documents;
mod errors;
mod expected;
mod fields;
mod fixes;
mod formats;
mod harness;
mod hostile;
mod locales;
mod markdown;
mod members;
mod mistakes;
mod plans;
mod projects;
mod read_back;
mod reference_findings;
mod repository;
mod rules;
mod statistics;
mod tidy;
mod xml;
