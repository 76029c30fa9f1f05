//! What came of the plans' own tests: the report of `kpi test`, and their part in that of `kpi check`.

mod human;
mod json;

pub use self::human::human;
pub use self::json::json;
pub(super) use self::json::{JsonTest, tests};

use crate::base::message::Message;
use crate::evaluate::trial::Trial;
use crate::plan::practice::Test;
use crate::session::checked::{Checked, CheckedPlan};

use super::localizer::Localizer;
use super::summary::Summary;

/// Every test that was run, with its plan.
pub(super) fn all(checked: &Checked) -> impl Iterator<Item = (&CheckedPlan, &Test, &Trial)> {
    checked.plans.iter().flat_map(|one| of_plan(checked, one).map(move |(test, trial)| (one, test, trial)))
}

/// The tests of a plan that were run.
pub(super) fn of_plan<'a>(checked: &'a Checked, one: &'a CheckedPlan) -> impl Iterator<Item = (&'a Test, &'a Trial)> {
    let plan = checked.plan(one);
    one.trials.iter().filter_map(move |trial| Some((plan?.tests.get(trial.test)?, trial)))
}

/// Why a test failed and how it was computed: a line for each. `None` for one that passed.
pub(super) fn why(trial: &Trial, localizer: &Localizer) -> Option<String> {
    let lines = trial.failures.iter().flat_map(|failure| [Some(&failure.message), failure.how.as_ref()]);
    let lines: Vec<String> = lines.flatten().map(|message| localizer.text(message)).collect();
    (!trial.passed()).then(|| lines.join("\n"))
}

/// `3 tests: 2 passed, 1 failed`; `None` where none was run.
pub(super) fn counted(summary: &Summary, localizer: &Localizer) -> Option<String> {
    let (all, failed) = (summary.tests, summary.failed_tests);
    let message = match (all, failed) {
        (0, _) => return None,
        (_, 0) => Message::new("count-tests"),
        _ => Message::new("count-tests.failed").with("passed", all - failed).with("failed", failed),
    };
    Some(localizer.text(&message.with("count", all)))
}
