//! Plans of any shape with several funnels to one goal, for the laws of this layer.

use proptest::prelude::*;

use crate::data::observations::Observations;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::{MetricOrigin, Operator, Role};
use crate::plan::unit::Unit;

use super::test_support::{at_least, combined, observations, plan};

/// What funnels a plan has and what came of them.
#[derive(Clone, Debug)]
pub struct Funnels {
    /// Of each funnel the conversions of its own stages, in hundredths: one for each stage.
    pub own: Vec<Vec<u32>>,
    /// The conversions between the stages that all share.
    pub shared: Vec<u32>,
    /// Whether the goal is a formula over what the funnels lead to.
    pub is_formula: bool,
    pub target: u32,
    /// What was counted of each measure in September and in October, used again from the start where there are more.
    pub counted: [Vec<u32>; 2],
}

/// Two or three funnels.
pub fn any_funnels() -> impl Strategy<Value = Funnels> {
    let rate = || 1u32..300;
    let own = prop::collection::vec(prop::collection::vec(rate(), 1..4), 2..4);
    let counted = || prop::collection::vec(0u32..40, 14);
    (own, prop::collection::vec(rate(), 0..3), any::<bool>(), 1u32..10_000, [counted(), counted()])
        .prop_map(|(own, shared, is_formula, target, counted)| Funnels { own, shared, is_formula, target, counted })
}

impl Funnels {
    /// The plan, its goal first among the indicators.
    pub fn plan(&self) -> Plan {
        let mut plan = plan();
        let meeting: Vec<MetricId> =
            (0..=self.shared.len()).map(|place| plan.add_measure(&format!("met{place}"), Unit::COUNT)).collect();
        let shares = if self.own.len() == 2 { &["0.6", "0.4"][..] } else { &["0.5", "0.3", "0.2"] };
        for (funnel, rates) in self.own.iter().enumerate() {
            let own: Vec<MetricId> =
                (0..rates.len()).map(|place| plan.add_measure(&format!("f{funnel}s{place}"), Unit::COUNT)).collect();
            let stages = own.iter().skip(1).chain(&meeting);
            let steps: Vec<(MetricId, String, String)> = stages
                .zip(rates.iter().chain(&self.shared))
                .enumerate()
                .map(|(place, (stage, rate))| (*stage, format!("{rate}/100"), format!("f{funnel}r{place}")))
                .collect();
            let steps: Vec<(MetricId, &str, &str)> =
                steps.iter().map(|(stage, rate, name)| (*stage, rate.as_str(), name.as_str())).collect();
            plan.add_funnel(Some(shares[funnel]), own[0], &steps);
        }
        let mut goal = meeting[self.shared.len()];
        if self.is_formula {
            let cost = plan.add_measure("cost", Unit::COUNT);
            let difference = combined(goal, Operator::Subtract, cost);
            goal = plan.add_metric("profit", MetricOrigin::Metric, difference, Unit::COUNT);
            plan.metrics[goal.index()].additive = true;
            plan.add_indicator(Role::Kgi, goal, Some(at_least(&self.target.to_string())));
            plan.add_indicator(Role::Kpi, cost, Some(at_least("20")));
            return plan;
        }
        plan.add_indicator(Role::Kgi, goal, Some(at_least(&self.target.to_string())));
        plan
    }

    /// What its sources say.
    pub fn observed(&self, plan: &Plan) -> Observations {
        let mut observed = observations(plan);
        let measures = plan.metrics.iter().filter(|metric| metric.origin == MetricOrigin::Measure);
        for (place, metric) in measures.enumerate() {
            for (month, counted) in ["2026-09", "2026-10"].iter().zip(&self.counted) {
                observed.put(plan, &metric.name.value, month, &counted[place % counted.len()].to_string());
            }
        }
        observed
    }
}
