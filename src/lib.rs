//! `kpi`: plans for goals and indicators as code.
//!
//! The way of the data: text → tree → plan → (findings, observations → results) → report. Each module knows those
//! above it in this list, and none below:

pub mod base;
pub mod syntax;
pub mod plan;
pub mod resolve;
pub mod data;
pub mod evaluate;
pub mod lint;
pub mod session;
pub mod report;
pub mod cli;
