//! A number of another plan beside the plan that reads it: held against what its own plan aims for, by its own plan's
//! days and limits; where that one aims for nothing, against what the goal that it serves requires of it.

use crate::base::period::Period;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, Role};
use crate::plan::target::{Amount, Goal, Limit, LimitValue, Target, TargetValue, Threshold};

use super::fiscal::in_year;
use super::given::Given;
use super::ground::Ground;
use super::program::Op;
use super::result::{Limits, TargetFrom};
use super::status::{Judgement, judge};

/// Judges a metric that stands for one of another plan, in a period of the plan that reads it.
#[must_use]
pub fn judge_part(ground: Ground<'_>, metric: MetricId, period: Period, group: &Group) -> Judgement {
    let nothing = Judgement { aim: None, limits: Limits::default(), status: None, reason: None, evidence: None };
    let [Op::Foreign(part, foreign)] = ground.programs.of(metric) else { return nothing };
    let Some(part) = ground.part(*part) else { return nothing };
    let indicators = || part.plan.indicators_on(*foreign);
    if let Some(own) = in_year(period, part.plan.settings.fiscal) {
        let of_grain = indicators().filter(|indicator| indicator.period == own.grain);
        let mut judged = of_grain.map(|indicator| judge(part, indicator, own, group));
        if let Some(judgement) = judged.find(|judgement| judgement.aim.is_some() || judgement.status.is_some()) {
            return judgement;
        }
    }
    if !group.members.is_empty() {
        return nothing;
    }
    let own = part.derivations.aimed(*foreign, period);
    let from = match own {
        Some(_) if indicators().any(|indicator| indicator.target.is_some()) => TargetFrom::Stated,
        _ => TargetFrom::Derived,
    };
    let Some(aimed) = own.or_else(|| required(ground, metric, period)) else { return nothing };
    let indicator = in_period(part, indicators().next(), *foreign, period, aimed);
    let mut judgement = judge(part, &indicator, period, group);
    if let Some(aim) = &mut judgement.aim {
        aim.from = from;
    }
    judgement
}

/// What the first goal that says anything about it requires.
fn required(ground: Ground<'_>, metric: MetricId, period: Period) -> Option<Given> {
    let goals = ground.plan.indicators.iter().enumerate().filter(|(_, indicator)| indicator.role == Role::Kgi);
    let mut required = goals.filter_map(|(goal, _)| ground.derivations.required(goal, metric, period).ok());
    required.next().map(|required| Given::from(&required))
}

/// The indicator as it would be in another period than its own, aiming for so much.
fn in_period(part: Ground<'_>, own: Option<&Indicator>, metric: MetricId, period: Period, aimed: Given) -> Indicator {
    let known = part.plan.metric(metric);
    let plain = || Indicator::plain(Role::Kpi, metric, period.grain, known.span);
    let indicator = own.cloned().unwrap_or_else(plain);
    let amount = |value| Amount { value, per_member: false, per: None, span: indicator.span };
    let target = Target {
        direction: aimed.direction.unwrap_or(Direction::AtLeast),
        value: TargetValue::One(Goal { low: amount(aimed.value), high: aimed.high.map(amount) }),
        span: indicator.span,
    };
    // A sum that is too little for a month says nothing of a quarter.
    let holds = |threshold: &Threshold| match &threshold.limit {
        Limit::Below(value) | Limit::Above(value) => !known.additive || matches!(value, LimitValue::OfTarget(_)),
        Limit::Down { .. } | Limit::Up { .. } => true,
    };
    let thresholds = indicator.thresholds.iter().filter(|threshold| holds(threshold)).cloned().collect();
    Indicator { period: period.grain, target: Some(target), thresholds, ..indicator }
}
