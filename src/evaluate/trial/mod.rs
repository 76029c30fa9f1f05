//! A plan's own unit tests: numbers are given for one whole period, everything else is computed from them, and what
//! comes is held against what is expected. No data is read.

mod formula;
mod verdict;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::span::Span;
use crate::plan::practice::Test;
use crate::plan::{Plan, Workspace};

use super::ground::{Basis, Ground, Input, on_ground};
use super::values::Values;

use self::verdict::Judge;

/// What came of one of a plan's tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The place in the plan's `tests`.
    pub test: usize,
    /// The period that the numbers were given for.
    pub period: Period,
    /// One for each expectation that was not met; none: the test passed.
    pub failures: Vec<Failure>,
}

impl Trial {
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The expectation.
    pub span: Span,
    /// What was expected, and what came instead.
    pub message: Message,
    /// How that was computed.
    pub how: Option<Message>,
}

/// Runs every test of a plan; of its basis nothing but the small files is looked at. `as_of` says which period is meant where neither a test nor the plan names one.
#[must_use]
pub fn trials(plan: &Plan, workspace: &Workspace, basis: &Basis, as_of: Date) -> Vec<Trial> {
    if plan.tests.is_empty() {
        return Vec::new();
    }
    // The period is looked back on: whatever comes late has come, and what matures has matured.
    let input = Input { plan, workspace, basis, as_of: Date::MAX };
    on_ground(input, |ground| {
        let tests = plan.tests.iter().enumerate();
        tests.map(|(place, test)| Trial { test: place, ..trial(ground, test, period(plan, test, as_of)) }).collect()
    })
}

/// The period of a test: the one it names, else the first of the plan, else the one that the plan is judged in.
fn period(plan: &Plan, test: &Test, as_of: Date) -> Period {
    let first = plan.settings.range.map_or(as_of, |(from, _)| from);
    test.period.unwrap_or_else(|| Period::containing(first, plan.settings.period, plan.settings.fiscal))
}

fn trial(ground: Ground, test: &Test, period: Period) -> Trial {
    let numbers = test.given.iter().map(|(metric, number)| (metric.value, number.clone()));
    let values = Values::given(ground.plan, ground.observations, ground.programs, period, numbers);
    let given: BTreeSet<_> = test.given.iter().map(|(metric, _)| metric.value).collect();
    // Whoever supposes counts supposes a sample: it is judged as `kpi check` judges it.
    let samples = ground.samples.of_other_numbers();
    let judge = Judge { ground: ground.supposing(&values, &samples), period, given: &given };
    let failures = test.expected.iter().filter_map(|expectation| judge.failure(expectation));
    let mut failures: Vec<Failure> = failures.collect();
    if test.expected.is_empty() {
        let message = Message::new("trial-without-expectation");
        failures.push(Failure { span: test.label.span, message, how: None });
    }
    Trial { test: 0, period, failures }
}
