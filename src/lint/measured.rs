//! What people call a measure.

use crate::plan::ids::MeasureId;
use crate::plan::metric::Expr;

use super::subject::Subject;

/// A measure's name; of one that stands inside of a formula its words.
pub(super) fn measure_name(subject: &Subject, measure: MeasureId) -> String {
    let plan = subject.plan;
    let named = plan.metrics.iter().find(|metric| matches!(metric.expr, Expr::Measure(own) if own == measure));
    named.map_or_else(|| subject.words(plan.measure(measure).span), |metric| metric.name.value.clone())
}
