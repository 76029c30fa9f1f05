//! Tree to plan: names, units and periods, with every error located.
//!
//! Pure: which files there are comes in with them ([`ParsedFiles`]); nothing is read here. What had an error of its
//! own is left out of the plan, and silences what depends on it, so that each mistake is told once.

mod aggregates;
mod assumed;
mod clauses;
mod conditions;
mod currencies;
mod declarations;
mod errors;
mod expressions;
mod foreign;
mod funnels;
mod indicators;
mod layouts;
mod literals;
mod metrics;
mod names;
mod numbers;
mod order;
mod people;
mod periods;
mod plans;
mod practice;
mod rows;
mod settings;
mod sources;
mod targets;
mod timezones;
mod units;
mod uses;
mod walk;

#[cfg(test)]
mod tests;

use crate::base::diagnostic::Diagnostic;
use crate::base::span::FileId;
use crate::plan::Workspace;
use crate::plan::ids::PlanId;

pub use self::assumed::{Assumed, assumed};
pub use self::uses::{ParsedFiles, uses};

/// What came of the files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// The plans that were asked for and those that they use, the used before those that use them.
    pub workspace: Workspace,
    /// The plans that were asked for, in the order in which they were.
    pub roots: Vec<PlanId>,
    /// By place, each once.
    pub errors: Vec<Diagnostic>,
}

/// Resolves the plans of `roots`. Every file that a `use` names must have been taken in and linked.
///
/// A file without `plan` has every setting at its default; one that another of the roots takes in by `use "…"` is
/// resolved there, where its names mean something, and is no root of its own.
#[must_use]
pub fn resolve(files: &ParsedFiles, roots: &[FileId]) -> Resolved {
    plans::resolve(files, roots)
}
