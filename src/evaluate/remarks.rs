//! What a plan says and this version reads but does not evaluate.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::message::Message;
use crate::base::span::Span;
use crate::plan::ids::MetricId;
use crate::plan::{Plan, Workspace};

use super::program::{Op, Programs};
use super::values::foreign_name;

/// A note for each, at its place.
#[must_use]
pub fn remarks(plan: &Plan, workspace: &Workspace, programs: &Programs) -> Vec<Diagnostic> {
    let mut remarks = of_other_plans(plan, workspace, programs);
    remarks.sort_by_key(Diagnostic::sort_key);
    remarks
}

/// Metrics that read numbers of other plans.
fn of_other_plans(plan: &Plan, workspace: &Workspace, programs: &Programs) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for (place, metric) in plan.metrics.iter().enumerate() {
        let foreign = programs.of(MetricId::of(place)).iter().find_map(|op| match op {
            Op::Foreign(other, metric) => Some(foreign_name(plan, workspace, *other, *metric)),
            _ => None,
        });
        if let Some(name) = foreign {
            let what = Message::new("not-evaluated-yet.foreign").with("name", name);
            remarks.push(remark(metric.name.span, what));
        }
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
    use crate::evaluate::test_support::inside_sales;
    use crate::plan::ids::PlanId;
    use crate::plan::metric::{Expr, MetricOrigin};
    use crate::plan::unit::Unit;

    #[test]
    fn a_number_of_another_plan_is_named_as_the_plan_names_it() {
        let tokyo = inside_sales();
        let revenue = tokyo.find("revenue");
        let mut plan = crate::evaluate::test_support::plan();
        plan.parts.push(("tokyo".to_owned(), PlanId(0)));
        plan.add_metric("all", MetricOrigin::Metric, Expr::Foreign(PlanId(0), revenue), Unit::COUNT);
        let remarks = remarks(&plan, &Workspace { plans: vec![tokyo] }, &Programs::new(&plan));
        let what = Message::new("not-evaluated-yet.foreign").with("name", "tokyo.revenue");
        assert_eq!(remarks[0].message, Message::new("not-evaluated-yet").with("what", what));
    }
}
