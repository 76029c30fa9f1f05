//! `kpi derive`: the goal worked back, for people and for programs.

mod arithmetic;
mod asked;
mod formula;
mod heading;
mod human;
mod json;
mod rest;
mod tables;

use crate::evaluate::requirements::Answer;
use crate::plan::Plan;
use crate::session::checked::CheckedPlan;

pub use human::derived;
pub use json::derived_json;

/// An answer with what it was asked of.
pub struct Derived<'a> {
    pub plan: &'a Plan,
    /// The plan that was asked for.
    pub one: &'a CheckedPlan,
    /// The plan's own file, as people see it.
    pub path: &'a str,
    /// What the plan that was asked for, or another one that it reads, is called, where that one requires it.
    pub required_by: Option<String>,
    pub answer: Answer,
}
