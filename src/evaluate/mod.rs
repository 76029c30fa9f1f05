//! Plan and observations to results. Knows no terminal, no clock and no network.

pub mod action;
pub mod aims;
mod arithmetic;
mod backward;
pub mod bottleneck;
pub mod calendar;
pub mod cohorts;
pub mod contractors;
pub mod derive;
mod equation;
pub mod evidence;
mod fiscal;
mod flow;
mod forward;
mod given;
pub mod ground;
pub mod layers;
mod linear;
mod network;
pub mod outside;
pub mod pace;
mod parts;
pub mod payment;
pub mod periods;
pub mod planned;
pub mod program;
pub mod ranking;
mod request;
pub mod requirements;
pub mod result;
pub mod rounding;
mod rows;
pub mod samples;
pub mod score;
pub mod sentences;
mod slopes;
mod standing;
pub mod statistics;
pub mod status;
pub mod targets;
pub mod thresholds;
pub mod tree;
pub mod trial;
pub mod values;
pub mod why;

#[cfg(test)]
mod test_funnels;
#[cfg(test)]
pub(crate) mod test_support;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::data::observations::Group;

use self::contractors::Contractors;
use self::ground::Ground;
use self::payment::payments;
pub use self::request::needed;
use self::result::Evaluation;
use self::rows::Rows;
use self::score::scores;

/// What is asked of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The day that the plan is judged on, that day included.
    pub as_of: Date,
    /// Whose numbers are asked for: everybody's, or those of one member.
    pub view: Group,
    /// The dimensions to break down by, together: a group for each combination of their members. Empty: none.
    pub by: Vec<String>,
    /// Further breakdowns that are read, whether or not rows are made for them.
    pub breakdowns: Vec<Vec<String>>,
    /// Whether the plans whose numbers it reads are read in full, as if they were asked themselves.
    pub parts_in_full: bool,
    /// The grains in which every measure is read, whether or not anything is steered by it there.
    pub grains: BTreeSet<Grain>,
    /// The first and the last period asked for. `None`: the one in progress, if it has data, and the last whole one.
    pub periods: Option<(Period, Period)>,
    /// How many periods, with its own, a row's history has.
    pub history: usize,
}

impl Query {
    /// Everything that is asked of a plan on a day where nobody asks for more.
    #[must_use]
    pub fn on(as_of: Date) -> Self {
        Self {
            as_of,
            view: Group::total(),
            by: Vec::new(),
            breakdowns: Vec::new(),
            parts_in_full: false,
            grains: BTreeSet::new(),
            periods: None,
            history: 0,
        }
    }

    /// The dimensions of the groups that are asked for: those of whom it is asked of, then those that are broken down by.
    #[must_use]
    pub fn dimensions(&self) -> Vec<String> {
        let mut dimensions: Vec<String> = self.view.members.iter().map(|(name, _)| name.clone()).collect();
        for name in &self.by {
            if !dimensions.contains(name) {
                dimensions.push(name.clone());
            }
        }
        dimensions
    }
}

/// Evaluates one plan. Its observations must answer what [`needed`] asks for.
#[must_use]
pub fn evaluate(ground: Ground, query: &Query) -> Evaluation {
    let Ground { plan, observations, .. } = ground;
    let mut rows = Rows::new(ground, query).all();
    let contractors = Contractors::new(plan, observations, &query.dimensions());
    let rankings = ranking::rank(ground, query, &contractors, &mut rows);
    let mut periods = ground.periods(query, plan.settings.period);
    periods.reverse();
    let groups = rows::asked_groups(ground, query);
    // What is owed is owed by the plan, and missed by everybody, whoever is looked at.
    let is_everybody = query.view.members.is_empty();
    let payments = if is_everybody { payments(ground, &periods) } else { Vec::new() };
    Evaluation {
        as_of: Some(query.as_of),
        view: query.view.clone(),
        rankings,
        scores: scores(ground, &contractors, &periods, (&query.view, &groups)),
        payments,
        bottlenecks: if is_everybody { bottleneck::of_rows(ground, &rows) } else { Vec::new() },
        actions: if is_everybody { action::measured(ground) } else { Vec::new() },
        cohorts: cohorts::rows(ground, query),
        unkeyed: cohorts::unkeyed(ground),
        rows,
    }
}
