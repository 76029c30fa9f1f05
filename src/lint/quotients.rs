//! Rates as quotients: what stands above the line and what below it.

use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Expr, Operator};

/// A metric that is one number ÷ another.
pub(super) struct Quotient {
    pub(super) metric: MetricId,
    /// The metrics that each is computed from.
    pub(super) above: Vec<MetricId>,
    pub(super) below: Vec<MetricId>,
}

impl Quotient {
    /// `None` for anything but a quotient.
    pub(super) fn of(plan: &Plan, metric: MetricId) -> Option<Self> {
        let Expr::Binary(above, Operator::Divide, below) = formula(plan, metric) else { return None };
        Some(Self { metric, above: above.metrics(), below: below.metrics() })
    }
}

/// The metrics that a rate divides by, also where the quotient is only a part of it, as in `1 - late / sent`.
pub(super) fn divided_by(plan: &Plan, metric: MetricId) -> Vec<MetricId> {
    let (mut found, mut waiting) = (Vec::new(), vec![formula(plan, metric)]);
    while let Some(expr) = waiting.pop() {
        match expr {
            Expr::Negate(inner) => waiting.push(inner),
            Expr::Binary(left, operator, right) => {
                if *operator == Operator::Divide {
                    found.extend(right.metrics());
                }
                waiting.extend([&**left, &**right]);
            }
            Expr::Metric(_) | Expr::Previous(_) | Expr::Number(_) | Expr::Measure(_) | Expr::Foreign(..) => {}
        }
    }
    found
}

/// The formula of a metric, behind its other names.
fn formula(plan: &Plan, metric: MetricId) -> &Expr {
    let mut expr = &plan.metric(metric).expr;
    // Names of names come to an end: formulas have no circle.
    while let Expr::Metric(same) = expr {
        expr = &plan.metric(*same).expr;
    }
    expr
}
