//! The integration tests: one binary, one module for each concern.

mod article;
mod choices;
mod command_line;
mod company;
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
mod mistakes;
mod plans;
mod projects;
mod read_back;
mod reference_findings;
mod repository;
mod rules;
mod tidy;
mod xml;
