//! Plan and observations to results. Knows no terminal, no clock and no network.

pub mod aims;
mod arithmetic;
mod backward;
pub mod calendar;
pub mod derive;
mod equation;
mod forward;
mod given;
pub mod layers;
mod linear;
pub mod outside;
pub mod pace;
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
use crate::data::observations::Observations;
use crate::plan::{Plan, Workspace};

use self::aims::Aims;
use self::calendar::Calendar;
use self::derive::Derivations;
use self::layers::Layers;
use self::outside::Outside;
use self::program::Programs;
pub use self::request::needed;
use self::result::Evaluation;
use self::rows::Rows;
use self::standing::Ground;
use self::targets::StatedTargets;
use self::values::Values;

/// What is asked of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The day that the plan is judged on, that day included.
    pub as_of: Date,
    /// The dimensions to break down by, together: a group for each combination of their members. Empty: none.
    pub by: Vec<String>,
    /// The first and the last period asked for. `None`: the one in progress, if it has data, and the last whole one.
    pub periods: Option<(Period, Period)>,
    /// How many periods, with its own, a row's history has.
    pub history: usize,
}

/// Evaluates one plan. The observations must be of this plan, and answer what [`needed`] asks for.
#[must_use]
pub fn evaluate(
    plan: &Plan,
    workspace: &Workspace,
    observations: &Observations,
    outside: &Outside,
    query: &Query,
) -> Evaluation {
    let calendar = Calendar::new(&plan.settings.workdays, outside);
    let programs = Programs::new(plan);
    let values = Values::new(plan, workspace, observations, &programs);
    let stated = StatedTargets { plan, calendar: &calendar, outside };
    let derivations = Derivations::new(stated, &programs);
    let aims = Aims::new(stated, &derivations);
    let through = pace::through(plan, &programs, &calendar, query.as_of);
    let ground =
        Ground { plan, as_of: query.as_of, calendar: &calendar, values: &values, aims: &aims, through: &through };
    let layers = Layers::new(plan, &programs);
    let rows = Rows::new(ground, &layers, observations, query).all();
    Evaluation { as_of: Some(query.as_of), rows, remarks: remarks::remarks(plan, workspace, &programs) }
}
