//! Plan and observations to results. Knows no terminal, no clock and no network.

pub mod action;
pub mod aims;
mod arithmetic;
mod backward;
pub mod bottleneck;
pub mod calendar;
pub mod cohorts;
pub mod derive;
mod equation;
mod flow;
mod forward;
mod given;
pub mod ground;
pub mod layers;
mod linear;
mod network;
pub mod outside;
pub mod pace;
pub mod periods;
pub mod planned;
pub mod program;
mod remarks;
mod request;
pub mod requirements;
pub mod result;
pub mod rounding;
mod rows;
pub mod sentences;
mod slopes;
mod standing;
pub mod statistics;
mod status;
pub mod targets;
pub mod thresholds;
pub mod tree;
pub mod trial;
pub mod values;
pub mod why;

#[cfg(test)]
mod test_support;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::base::period::{Grain, Period};

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
    /// A grain in which every measure is read, whether or not anything is steered by it.
    pub grain: Option<Grain>,
    /// The first and the last period asked for. `None`: the one in progress, if it has data, and the last whole one.
    pub periods: Option<(Period, Period)>,
    /// How many periods, with its own, a row's history has.
    pub history: usize,
}

impl Query {
    /// Everything that is asked of a plan on a day where nobody asks for more.
    #[must_use]
    pub fn on(as_of: Date) -> Self {
        Self { as_of, by: Vec::new(), breakdowns: Vec::new(), grain: None, periods: None, history: 0 }
    }
}

/// Evaluates one plan. Its observations must answer what [`needed`] asks for.
#[must_use]
pub fn evaluate(ground: Ground, query: &Query) -> Evaluation {
    let Ground { plan, workspace, observations, programs, layers, .. } = ground;
    let rows = Rows::new(ground, layers, observations, query).all();
    Evaluation {
        as_of: Some(query.as_of),
        bottlenecks: bottleneck::of_rows(ground, &rows),
        actions: action::measured(ground),
        cohorts: cohorts::rows(ground, query),
        unkeyed: cohorts::unkeyed(ground),
        remarks: remarks::remarks(plan, workspace, programs),
        rows,
    }
}
