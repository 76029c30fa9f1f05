//! `kpi derive`: the goal worked back, for people and for programs.

mod arithmetic;
mod asked;
mod formula;
mod heading;
mod human;
mod json;
mod rest;
mod tables;

use crate::evaluate::requirements::{Answer, Question};
use crate::plan::Plan;
use crate::session::checked::CheckedPlan;

pub use human::derived;
pub use json::derived_json;

/// An answer with what it was asked of.
pub struct Derived<'a> {
    pub plan: &'a Plan,
    pub one: &'a CheckedPlan,
    pub question: &'a Question,
    pub answer: Answer,
}
