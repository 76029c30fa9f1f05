//! `kpi`: plans for goals and indicators as code.

pub mod base;
