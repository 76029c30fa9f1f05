//! What a plan steers people by, and when: what several rules ask of all its indicators together.

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::base::vocabulary::Layer;
use crate::plan::Plan;
use crate::plan::metric::{Indicator, Role};
use crate::plan::settings::TeamSize;
use crate::plan::target::{Amount, Limit, LimitValue, TargetValue, Threshold};
use crate::plan::unit::UnitKind;

use super::numbers::is_volume;
use super::places::{Place, places};
use super::subject::Subject;

/// Facts about all indicators and stages of a plan.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Steering {
    /// What is steered by, layer by layer.
    pub(super) activity: Steered,
    pub(super) intermediate: Steered,
    pub(super) last: Steered,
    /// Whether a KPI or a step of a funnel is a conversion.
    pub(super) has_conversion: bool,
    /// Whether no target or threshold depends on which period it is.
    pub(super) is_the_same_in_every_period: bool,
    /// The period of the goal.
    grain: Option<Grain>,
    /// The days from the first to the last that schedules and files of targets name.
    pub(super) scheduled: Option<(Date, Date)>,
}

/// What of one layer a plan steers by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Steered {
    /// Whether a KPI is of this layer.
    pub(super) kpi: bool,
    /// Whether a stage of a funnel that leads to a goal is: its target is derived.
    pub(super) stage: bool,
    /// Whether a KPI or a stage of this layer is a volume.
    pub(super) volume: bool,
}

impl Steered {
    pub(super) fn any(self) -> bool {
        self.kpi || self.stage
    }
}

impl Steering {
    pub(super) fn new(subject: &Subject) -> Self {
        // What other plans aim for is held against this one's goal: when it changes, so may what is found here.
        subject.parts().fold(Self::of_its_own(subject), |all, part| {
            let part = Self::of_its_own(&part);
            let is_the_same = all.is_the_same_in_every_period && part.is_the_same_in_every_period;
            Self {
                is_the_same_in_every_period: is_the_same && part.grain == all.grain,
                scheduled: all.scheduled.into_iter().chain(part.scheduled).reduce(hull),
                ..all
            }
        })
    }

    fn of_its_own(subject: &Subject) -> Self {
        let plan = subject.plan;
        let [mut activity, mut intermediate, mut last] = [Steered::default(); 3];
        let mut has_conversion = false;
        let mut of_layer = |layer: Option<Layer>, set: &mut dyn FnMut(&mut Steered)| match layer {
            Some(Layer::Activity) => set(&mut activity),
            Some(Layer::Intermediate) => set(&mut intermediate),
            Some(Layer::Final) => set(&mut last),
            None => {}
        };
        for (indicator, place) in places(subject) {
            let metric = plan.metric(indicator.metric);
            let is_volume = is_volume(plan, subject.programs, indicator.metric);
            let layer = match place {
                Place::Layer(layer) => Some(layer),
                Place::Outcome => Some(Layer::Intermediate),
                Place::Guard(_) | Place::Unknown => None,
            };
            of_layer(layer, &mut |steered| {
                steered.kpi = true;
                steered.volume |= is_volume;
            });
            has_conversion |= metric.unit.kind() == UnitKind::Ratio && !metric.additive;
        }
        for (place, funnel) in plan.funnels.iter().enumerate() {
            for stage in &funnel.stages {
                let is_volume = is_volume(plan, subject.programs, stage.metric);
                of_layer(subject.layers.metrics[stage.metric.index()], &mut |steered| {
                    steered.stage |= subject.goals().reaches(place);
                    steered.volume |= is_volume;
                });
                let conversion = stage.conversion.map(|conversion| plan.metric(conversion).unit.kind());
                has_conversion |= conversion == Some(UnitKind::Ratio);
            }
        }
        Self {
            activity,
            intermediate,
            last,
            has_conversion,
            is_the_same_in_every_period: is_the_same_in_every_period(plan),
            grain: goal_grain(plan),
            scheduled: scheduled(subject),
        }
    }
}

fn goal_grain(plan: &Plan) -> Option<Grain> {
    plan.indicators.iter().find(|indicator| indicator.role == Role::Kgi).map(|goal| goal.period)
}

fn is_the_same_in_every_period(plan: &Plan) -> bool {
    let grain = goal_grain(plan);
    let varies = |indicator: &Indicator| {
        let own_period = grain.is_some_and(|grain| grain != indicator.period);
        let target = indicator.target.as_ref().is_some_and(|target| match &target.value {
            TargetValue::One(goal) => {
                is_by_time(plan, &goal.low) || goal.high.iter().any(|high| is_by_time(plan, high))
            }
            TargetValue::By { members, .. } => members.iter().any(|(_, goal)| is_by_time(plan, &goal.low)),
            TargetValue::Schedule(_) | TargetValue::File(_) => true,
        });
        let limit = |threshold: &Threshold| match &threshold.limit {
            Limit::Below(LimitValue::Amount(amount)) | Limit::Above(LimitValue::Amount(amount)) => {
                is_by_time(plan, amount)
            }
            _ => false,
        };
        own_period || target || indicator.active != (None, None) || indicator.thresholds.iter().any(limit)
    };
    !plan.indicators.iter().any(varies)
}

fn is_by_time(plan: &Plan, amount: &Amount) -> bool {
    let team_changes = || plan.settings.team.as_ref().is_some_and(|team| matches!(team.size, TeamSize::From(_)));
    amount.per.is_some() || (amount.per_member && team_changes())
}

/// The days that schedules and files name, from the first to the last.
fn scheduled(subject: &Subject) -> Option<(Date, Date)> {
    let targets = subject.plan.indicators.iter().filter_map(|indicator| indicator.target.as_ref());
    let listed = targets.flat_map(|target| -> Vec<Period> {
        match &target.value {
            TargetValue::Schedule(entries) => entries.iter().map(|(period, _)| *period).collect(),
            TargetValue::File(path) => {
                subject.outside.targets.get(&path.value).into_iter().flatten().map(|row| row.period).collect()
            }
            _ => Vec::new(),
        }
    });
    listed.map(|period| (period.start, period.end())).reduce(hull)
}

fn hull(one: (Date, Date), other: (Date, Date)) -> (Date, Date) {
    (one.0.min(other.0), one.1.max(other.1))
}
