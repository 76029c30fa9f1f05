//! What a plan says and this version reads but does not evaluate.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::span::Span;
use crate::plan::Plan;

/// A note for each, at its place.
#[must_use]
pub fn remarks(plan: &Plan) -> Vec<Diagnostic> {
    let mut remarks = of_practice(plan);
    if let Some(confidence) = &plan.settings.confidence {
        remarks.push(remark(confidence.span, Message::new("not-evaluated-yet.confidence")));
    }
    for cohort in plan.funnels.iter().filter_map(|funnel| funnel.cohort.as_ref()) {
        let what = Message::new("not-evaluated-yet.cohort").with("name", &cohort.key.value);
        remarks.push(remark(cohort.span, what));
    }
    for weight in plan.indicators.iter().filter_map(|indicator| indicator.weights.first()).take(1) {
        remarks.push(remark(weight.span, Message::new("not-evaluated-yet.weight")));
    }
    remarks.sort_by_key(Diagnostic::sort_key);
    remarks
}

/// What happens around the numbers.
fn of_practice(plan: &Plan) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for action in &plan.actions {
        let what = Message::new("not-evaluated-yet.action").with("name", &action.label.value);
        remarks.push(remark(action.label.span, what));
    }
    for test in &plan.tests {
        let what = Message::new("not-evaluated-yet.test").with("name", &test.label.value);
        remarks.push(remark(test.label.span, what));
    }
    for contractor in plan.contractors.iter().filter(|contractor| !contractor.paid.is_empty()) {
        let what = Message::new("not-evaluated-yet.paid").with("name", &contractor.name.value);
        remarks.push(remark(contractor.name.span, what));
    }
    remarks
}

fn remark(span: Span, what: Message) -> Diagnostic {
    let message = Message::new("not-evaluated-yet").with("what", what);
    Diagnostic::new(Level::Note, message).at(span, Message::new("not-evaluated-yet.label"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rational::Rational;
    use crate::base::span::{FileId, Span, Spanned};
    use crate::evaluate::test_support::inside_sales;
    use crate::plan::practice::{Action, Contractor, Paid};

    #[test]
    fn an_action_is_noted_at_its_place() {
        let mut plan = inside_sales();
        let span = Span::new(FileId(0), 7, 12);
        plan.actions.push(Action {
            label: Spanned::new("新しいトークスクリプト".to_owned(), span),
            metric: Spanned::new(plan.find("appointment_rate"), span),
            from: None,
            expect: None,
            by: None,
            owner: None,
            heard: Vec::new(),
            note: None,
            allows: Vec::new(),
            span,
        });
        let remarks = remarks(&plan);
        assert_eq!(remarks.len(), 1);
        assert_eq!((remarks[0].level, remarks[0].code), (Level::Note, "not-evaluated-yet"));
        assert_eq!(remarks[0].primary.as_ref().unwrap().span, span);
    }

    #[test]
    fn what_a_contractor_is_paid_and_the_confidence_are_noted() {
        let mut plan = inside_sales();
        let at = |start| Span::new(FileId(0), start, start + 1);
        let contractor = |name: &str, start, paid| Contractor {
            name: Spanned::new(name.to_owned(), at(start)),
            label: None,
            paid,
            note: None,
            allows: Vec::new(),
            span: at(start),
        };
        let paid = Paid { fee: None, per: Spanned::new(plan.find("calls"), at(3)) };
        plan.contractors = vec![contractor("abc", 2, vec![paid]), contractor("xyz", 4, Vec::new())];
        plan.settings.confidence = Some(Spanned::new(Rational::from_decimal(9, 1), at(1)));
        let remarks = remarks(&plan);
        let starts: Vec<u32> = remarks.iter().map(|remark| remark.primary.as_ref().unwrap().span.start).collect();
        assert_eq!(starts, [1, 2]);
        let what = Message::new("not-evaluated-yet.paid").with("name", "abc");
        assert_eq!(remarks[1].message, Message::new("not-evaluated-yet").with("what", what));
    }
}
