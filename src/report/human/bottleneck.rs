//! What each step's miss costs, where a goal is missed.

use crate::base::period::Period;
use crate::report::bottleneck::sentence;

use super::Context;
use super::hanging::hanging;

/// A line for each goal that is missed in the period.
pub(super) fn bottleneck(context: &Context, period: Period) -> Vec<String> {
    let all = context.checked.evaluation.iter().flat_map(|evaluation| &evaluation.bottlenecks);
    let of_period = all.filter(|bottleneck| bottleneck.period == period);
    let sentences = of_period.filter_map(|bottleneck| sentence(context.plan, bottleneck, context.localizer));
    let mut lines: Vec<String> = sentences.flat_map(|sentence| hanging(context, "  ", &sentence)).collect();
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}
