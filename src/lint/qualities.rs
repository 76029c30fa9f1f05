//! By what one sees what a volume is worth.

use crate::base::span::Span;
use crate::base::vocabulary::{Direction, Layer};
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, Role};

use super::quotients::divided_by;
use super::subject::Subject;

/// On which side a number is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Good {
    High,
    Low,
}

/// A number that shows what a volume is worth.
#[derive(Clone, Copy)]
pub(super) struct Quality<'a> {
    pub(super) metric: MetricId,
    /// Where somebody steers by it.
    pub(super) indicator: Option<&'a Indicator>,
    pub(super) good: Good,
    /// Where the plan speaks of it.
    pub(super) span: Span,
}

/// By metric, what shows what it is worth: what guards it, the KPIs that are rates of it, and what the funnels make of it.
pub(super) struct Qualities<'a> {
    of_metrics: Vec<Vec<Quality<'a>>>,
}

impl<'a> Qualities<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        let plan = subject.plan;
        let mut of_metrics: Vec<Vec<Quality>> = plan.metrics.iter().map(|_| Vec::new()).collect();
        let mut add = |volume: MetricId, quality: Option<Quality<'a>>| {
            let known = &mut of_metrics[volume.index()];
            let is_new = |quality: &Quality| known.iter().all(|other| other.metric != quality.metric);
            let quality = quality.filter(is_new);
            known.extend(quality);
        };
        for (kpi, _) in subject.kpis() {
            for guarded in &kpi.guards {
                add(guarded.value, of_indicator(kpi));
            }
        }
        for (kpi, _) in subject.kpis() {
            for volume in divided_by(plan, kpi.metric) {
                add(volume, of_indicator(kpi));
            }
        }
        for stages in plan.funnels.iter().flat_map(|funnel| funnel.stages.windows(2)) {
            let of_stage =
                |metric: MetricId| Quality { metric, indicator: None, good: Good::High, span: stages[1].span };
            add(stages[0].metric, stages[1].conversion.map(of_stage));
        }
        Self { of_metrics }
    }

    /// What shows what a KPI's volume is worth. Where the plan doesn't say: the goal, and of what somebody is paid for
    /// the other counts that are aimed for.
    pub(super) fn of(&self, subject: &Subject<'a>, volume: &Indicator) -> Vec<Quality<'a>> {
        let known = &self.of_metrics[volume.metric.index()];
        if known.is_empty() { results(subject, volume).filter_map(of_indicator).collect() } else { known.clone() }
    }
}

/// `None` for what should be neither high nor low.
fn of_indicator(indicator: &Indicator) -> Option<Quality<'_>> {
    let good = match indicator.target.as_ref().map(|target| target.direction) {
        None | Some(Direction::AtLeast) => Good::High,
        Some(Direction::AtMost) => Good::Low,
        Some(Direction::Between) => return None,
    };
    Some(Quality { metric: indicator.metric, indicator: Some(indicator), good, span: indicator.name_span })
}

/// The sums that a volume is for, where the plan doesn't say what becomes of it.
fn results<'a>(subject: &Subject<'a>, volume: &Indicator) -> impl Iterator<Item = &'a Indicator> {
    let plan = subject.plan;
    let is_paid = plan.contractors.iter().flat_map(|contractor| &contractor.paid);
    let is_paid = is_paid.into_iter().any(|paid| paid.per.value == volume.metric);
    let (own, unit) = (volume.metric, plan.metric(volume.metric).unit);
    let layers = subject.layers;
    plan.indicators.iter().zip(&layers.indicators).filter_map(move |(result, layer)| {
        let is_result = match result.role {
            Role::Kgi => true,
            // Other activity takes the same hours: less of it is no worse quality.
            Role::Kpi => is_paid && *layer != Some(Layer::Activity) && plan.metric(result.metric).unit == unit,
        };
        (is_result && result.metric != own && plan.metric(result.metric).additive).then_some(result)
    })
}
