//! The weighted score, and what contractors are owed, below the indicators of a period.

use crate::base::period::Period;
use crate::evaluate::result::Evaluation;
use crate::report::score::{payment_line, score_lines};

use super::Context;
use super::hanging::hanging;

/// A line for each role's score; none without weights.
pub(super) fn scores(context: &Context, evaluation: &Evaluation, period: Period) -> Vec<String> {
    let own = evaluation.scores.iter().filter(|score| score.whole && score.period == period);
    let said = own.flat_map(|score| score_lines(context.plan, score));
    below(said.flat_map(|message| hanging(context, "  ", &context.localizer.text(&message))).collect())
}

/// A line for each metric that a contractor is paid by.
pub(super) fn payments(context: &Context, evaluation: &Evaluation, period: Period) -> Vec<String> {
    let own = evaluation.payments.iter().filter(|payment| payment.period == period);
    let said = own.filter_map(|payment| payment_line(context.plan, payment, context.localizer));
    below(said.flat_map(|message| hanging(context, "  ", &context.localizer.text(&message))).collect())
}

fn below(mut lines: Vec<String>) -> Vec<String> {
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}
