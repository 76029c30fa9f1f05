//! What a plan's own tests say, as every format reports it.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::evaluate::trial::{Failure, Trial};
use crate::plan::Plan;

/// What an expectation that is not met is listed under.
pub const TEST_FAILED: &str = "test-failed";

/// Each expectation that was not met, at its place.
pub(super) fn failures(plan: &Plan, trials: &[Trial]) -> Vec<Diagnostic> {
    let each = trials.iter().filter_map(|trial| Some((trial, plan.tests.get(trial.test)?)));
    each.flat_map(|(trial, test)| trial.failures.iter().map(|failure| failed(&test.label.value, trial, failure)))
        .collect()
}

fn failed(label: &str, trial: &Trial, failure: &Failure) -> Diagnostic {
    let message = Message::new("test-failed").with("test", label).with("what", failure.message.clone());
    let beside = Message::new("test-failed.label").with("period", trial.period);
    let mut diagnostic = Diagnostic::new(Level::Deny, message).at(failure.span, beside);
    diagnostic.about = Some(label.to_owned());
    diagnostic.help = failure.how.clone().map(|how| Message::new("test-failed.help").with("how", how));
    diagnostic
}
