//! Plan and observations to results. Knows no terminal, no clock and no network.

pub mod aims;
mod arithmetic;
mod backward;
pub mod calendar;
pub mod derive;
mod equation;
mod fiscal;
mod forward;
mod given;
pub mod ground;
pub mod layers;
mod linear;
pub mod outside;
pub mod pace;
mod parts;
pub mod periods;
pub mod planned;
pub mod program;
mod remarks;
mod request;
pub mod result;
pub mod rounding;
mod rows;
pub mod sentences;
mod slopes;
mod standing;
mod status;
pub mod targets;
pub mod thresholds;
pub mod values;

#[cfg(test)]
mod test_support;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::base::period::Period;

use self::ground::Ground;
pub use self::request::needed;
use self::result::Evaluation;
use self::rows::Rows;

/// What is asked of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The day that the plan is judged on, that day included.
    pub as_of: Date,
    /// The dimensions to break down by, together: a group for each combination of their members. Empty: none.
    pub by: Vec<String>,
    /// Further breakdowns that are read, whether or not rows are made for them.
    pub breakdowns: Vec<Vec<String>>,
    /// The first and the last period asked for. `None`: the one in progress, if it has data, and the last whole one.
    pub periods: Option<(Period, Period)>,
    /// How many periods, with its own, a row's history has.
    pub history: usize,
}

/// Evaluates one plan. Its observations must answer what [`needed`] asks for.
#[must_use]
pub fn evaluate(ground: Ground, query: &Query) -> Evaluation {
    let rows = Rows::new(ground, query).all();
    Evaluation { as_of: Some(query.as_of), rows, remarks: remarks::remarks(ground.plan) }
}
