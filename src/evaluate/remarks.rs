//! What a plan says and this version reads but does not evaluate.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::span::Span;
use crate::plan::Plan;

/// A note for each, at its place.
#[must_use]
pub fn remarks(plan: &Plan) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for cohort in plan.funnels.iter().filter_map(|funnel| funnel.cohort.as_ref()) {
        let what = Message::new("not-evaluated-yet.cohort").with("name", &cohort.key.value);
        remarks.push(remark(cohort.span, what));
    }
    remarks.sort_by_key(Diagnostic::sort_key);
    remarks
}

fn remark(span: Span, what: Message) -> Diagnostic {
    let message = Message::new("not-evaluated-yet").with("what", what);
    Diagnostic::new(Level::Note, message).at(span, Message::new("not-evaluated-yet.label"))
}
