//! The layer of each number, where the plan doesn't state it.

use std::collections::BTreeMap;

use crate::base::vocabulary::Layer;
use crate::plan::Plan;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::{Expr, Indicator, Operator, Role};

use super::program::Programs;

/// The layers of a plan's metrics, and of its indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers {
    /// By metric id.
    pub metrics: Vec<Option<Layer>>,
    /// By place in the plan's indicators.
    pub indicators: Vec<Option<Layer>>,
}

impl Layers {
    /// In order: what is stated; the goal is final; a funnel's stage by its place; a rate like its numerator; an
    /// indicator that only guards like what it guards. What a contractor is paid by is never activity.
    /// `foreign` gives the layers of other plans' numbers.
    #[must_use]
    pub fn new(plan: &Plan, programs: &Programs, foreign: impl Fn(PlanId, MetricId) -> Option<Layer>) -> Self {
        let paid = paid_metrics(plan);
        let adjusted = |metric: MetricId, layer: Option<Layer>| match layer {
            Some(Layer::Activity) if paid[metric.index()] => Some(Layer::Intermediate),
            layer => layer,
        };
        let mut metrics: Vec<Option<Layer>> = known_of_themselves(plan);
        for metric in programs.order() {
            let of_formula = || match plan.metric(*metric).expr {
                Expr::Foreign(part, of) => foreign(part, of),
                _ => of_formula(plan, *metric, &metrics),
            };
            let layer = metrics[metric.index()].or_else(of_formula);
            metrics[metric.index()] = adjusted(*metric, layer);
        }
        let own = plan.indicators.iter().map(|indicator| {
            let stated = indicator.layer.as_ref().map(|layer| layer.value);
            let goal = (indicator.role == Role::Kgi).then_some(Layer::Final);
            adjusted(indicator.metric, stated.or(goal).or(metrics[indicator.metric.index()]))
        });
        let own: Vec<Option<Layer>> = own.collect();
        let guards_of = guards_by_metric(plan);
        let with_guards = plan.indicators.iter().zip(&own).map(|(indicator, layer)| {
            layer.or_else(|| adjusted(indicator.metric, guarded_layer(plan, indicator, &guards_of, &metrics)))
        });
        Self { indicators: with_guards.collect(), metrics }
    }
}

/// The indicators that guard something, by their own metric.
fn guards_by_metric(plan: &Plan) -> BTreeMap<MetricId, Vec<&Indicator>> {
    let mut guards: BTreeMap<MetricId, Vec<&Indicator>> = BTreeMap::new();
    for indicator in plan.indicators.iter().filter(|indicator| !indicator.guards.is_empty()) {
        guards.entry(indicator.metric).or_default().push(indicator);
    }
    guards
}

/// The layer of the first number that an indicator guards and that has one; a guarded number without one may itself
/// guard another. Guards that guard each other have none.
fn guarded_layer(
    plan: &Plan,
    indicator: &Indicator,
    guards_of: &BTreeMap<MetricId, Vec<&Indicator>>,
    metrics: &[Option<Layer>],
) -> Option<Layer> {
    let guarded_by = |indicator: &Indicator| -> Vec<MetricId> {
        indicator.guards.iter().rev().map(|guarded| guarded.value).collect()
    };
    let mut seen = vec![false; plan.metrics.len()];
    let mut waiting = guarded_by(indicator);
    while let Some(metric) = waiting.pop() {
        if std::mem::replace(&mut seen[metric.index()], true) {
            continue;
        }
        if metrics[metric.index()].is_some() {
            return metrics[metric.index()];
        }
        let further = guards_of.get(&metric).into_iter().flatten().rev();
        waiting.extend(further.flat_map(|further| guarded_by(further)));
    }
    None
}

fn paid_metrics(plan: &Plan) -> Vec<bool> {
    let mut paid = vec![false; plan.metrics.len()];
    for fee in plan.contractors.iter().flat_map(|contractor| &contractor.paid) {
        paid[fee.per.value.index()] = true;
    }
    paid
}

/// Stated, of the goal, or by the place in a funnel: what stands first holds.
fn known_of_themselves(plan: &Plan) -> Vec<Option<Layer>> {
    let mut layers: Vec<Option<Layer>> = plan.metrics.iter().map(|metric| metric.layer).collect();
    let mut set = |metric: MetricId, layer: Option<Layer>| {
        let place = &mut layers[metric.index()];
        *place = place.or(layer);
    };
    for indicator in &plan.indicators {
        set(indicator.metric, indicator.layer.as_ref().map(|layer| layer.value));
    }
    for goal in plan.indicators.iter().filter(|indicator| indicator.role == Role::Kgi) {
        set(goal.metric, Some(Layer::Final));
    }
    for funnel in &plan.funnels {
        let last = funnel.stages.len().saturating_sub(1);
        for (place, stage) in funnel.stages.iter().enumerate() {
            let layer = match place {
                0 => Layer::Activity,
                place if place == last => Layer::Final,
                _ => Layer::Intermediate,
            };
            set(stage.metric, Some(layer));
        }
    }
    layers
}

/// A rate has the layer that all parts of its numerator have; another name for a number has that number's.
fn of_formula(plan: &Plan, metric: MetricId, layers: &[Option<Layer>]) -> Option<Layer> {
    let read: Vec<MetricId> = match &plan.metric(metric).expr {
        Expr::Metric(same) => vec![*same],
        Expr::Binary(numerator, Operator::Divide, _) => numerator.metrics(),
        _ => return None,
    };
    let mut found = read.iter().map(|read| layers[read.index()]);
    let first = found.next().flatten()?;
    found.all(|layer| layer == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::test_support::{inside_sales, nowhere, plan, spanned};
    use crate::plan::practice::{Contractor, Paid};
    use crate::plan::unit::Unit;

    fn layers(plan: &Plan) -> Layers {
        Layers::new(plan, &Programs::new(plan), |_, _| None)
    }

    #[test]
    fn places_in_the_funnel_decide_and_rates_follow_their_numerator() {
        let plan = inside_sales();
        let layers = layers(&plan);
        let of = |name: &str| layers.metrics[plan.find(name).index()];
        assert_eq!(of("calls"), Some(Layer::Activity));
        assert_eq!(of("appointments"), Some(Layer::Intermediate));
        assert_eq!(of("appointment_rate"), Some(Layer::Intermediate));
        assert_eq!(of("order_value"), Some(Layer::Final));
        assert_eq!(of("show_rate"), None);
        // revenue, calls, appointment_rate, show_rate (guards appointments), meeting_rate
        let expected = [Layer::Final, Layer::Activity, Layer::Intermediate, Layer::Intermediate, Layer::Intermediate];
        assert_eq!(layers.indicators, expected.map(Some));
    }

    #[test]
    fn what_is_stated_comes_first_and_the_goal_is_final() {
        let mut plan = plan();
        let orders = plan.add_measure("orders", Unit::COUNT);
        let mails = plan.add_measure("mails", Unit::COUNT);
        plan.add_indicator(Role::Kgi, orders, None);
        plan.add_indicator(Role::Kpi, mails, None).layer = Some(spanned(Layer::Activity));
        let layers = layers(&plan);
        assert_eq!(layers.indicators, [Some(Layer::Final), Some(Layer::Activity)]);
    }

    #[test]
    fn a_guard_of_a_guard_has_the_layer_of_what_both_guard() {
        let mut plan = plan();
        let names = ["calls", "orders", "quality", "doubt", "last", "circle", "other"];
        let metrics = names.map(|name| plan.add_measure(name, Unit::COUNT));
        let [calls, orders, quality, doubt, last, circle, other] = metrics;
        plan.add_funnel(None, calls, &[(orders, "0.1", "rate")]);
        for (guard, guarded) in
            [(last, doubt), (doubt, quality), (quality, calls), (circle, other), (other, circle), (circle, circle)]
        {
            plan.add_indicator(Role::Kpi, guard, None).guards = vec![spanned(guarded)];
        }
        let activity = Some(Layer::Activity);
        assert_eq!(layers(&plan).indicators, [activity, activity, activity, None, None, None]);
        plan.indicators[5].guards.push(spanned(orders));
        assert_eq!(layers(&plan).indicators[3..], [Some(Layer::Final); 3]);
    }

    #[test]
    fn what_a_contractor_is_paid_by_is_never_activity() {
        let mut plan = inside_sales();
        plan.contractors.push(Contractor {
            name: spanned("abc".to_owned()),
            label: None,
            paid: vec![Paid { fee: None, per: spanned(plan.find("calls")) }],
            note: None,
            allows: Vec::new(),
            span: nowhere(),
        });
        assert_eq!(layers(&plan).indicators[1], Some(Layer::Intermediate));
    }
}
