//! In which declaration a place lies.

use crate::base::span::Span;
use crate::plan::Plan;
use crate::plan::ids::MetricId;

/// A declaration: where it stands, and what it is called.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Home {
    pub(super) span: Span,
    pub(super) name: String,
}

/// The declarations of a plan, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Homes {
    homes: Vec<Home>,
}

impl Homes {
    pub(super) fn new(plan: &Plan) -> Self {
        let name = |metric: MetricId| plan.metric(metric).name.value.clone();
        let mut homes: Vec<Home> = Vec::new();
        let mut add = |span: Span, name: String| homes.push(Home { span, name });
        for indicator in &plan.indicators {
            add(indicator.span, name(indicator.metric));
        }
        for metric in &plan.metrics {
            add(metric.span, metric.name.value.clone());
        }
        for source in &plan.sources {
            add(source.span, source.name.value.clone());
        }
        for lookup in &plan.lookups {
            add(lookup.span, lookup.name.value.clone());
        }
        for funnel in &plan.funnels {
            let last = funnel.stages.last().map(|stage| name(stage.metric));
            add(funnel.span, funnel.label.clone().or(last).unwrap_or_default());
        }
        for contractor in &plan.contractors {
            add(contractor.span, contractor.name.value.clone());
        }
        for action in &plan.actions {
            add(action.span, action.label.value.clone());
        }
        for test in &plan.tests {
            add(test.span, test.label.value.clone());
        }
        homes.sort_by_key(|home| (home.span.file, home.span.start, std::cmp::Reverse(home.span.end)));
        // A conversion stands inside of its funnel, and a KPI's formula inside of the KPI: what holds others stays.
        let mut outermost: Vec<Home> = Vec::new();
        for home in homes {
            let inside = |last: &Home| last.span.file == home.span.file && home.span.end <= last.span.end;
            if !outermost.last().is_some_and(inside) {
                outermost.push(home);
            }
        }
        Self { homes: outermost }
    }

    /// The declaration that holds a place; `None` for what stands at the top or in the `plan` block.
    pub(super) fn of(&self, span: Span) -> Option<&Home> {
        let after = self.homes.partition_point(|home| (home.span.file, home.span.start) <= (span.file, span.start));
        let home = self.homes.get(after.checked_sub(1)?)?;
        (home.span.file == span.file && span.end <= home.span.end).then_some(home)
    }
}
