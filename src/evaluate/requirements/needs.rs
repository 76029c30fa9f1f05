//! What is required of each number, shared out among members and days.

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::evaluate::derive::{Derivations, Required, Step};
use crate::evaluate::ground::Ground;
use crate::plan::ids::MetricId;
use crate::plan::metric::{MetricOrigin, Role};
use crate::plan::target::Amount;

use crate::data::observations::Group;
use crate::evaluate::targets::Headcount;

use super::{Asking, From, Need, OwnPeriod, Progress};

impl Asking<'_> {
    /// The numbers on the way to the goal, and what else follows.
    pub(super) fn needs(&self) -> (Vec<Need>, Vec<Need>) {
        let way = self.flow.way();
        let rates: Vec<MetricId> = super::rates(self.ground, &self.flow);
        let mut is_known = vec![false; self.ground.plan.metrics.len()];
        for metric in way.iter().chain(&rates) {
            is_known[metric.index()] = true;
        }
        let is_rate = |metric: &&MetricId| rates.contains(metric) && **metric != self.goal;
        let on_the_way: Vec<Need> =
            way.iter().filter(|metric| !is_rate(metric)).map(|metric| self.need(*metric)).collect();
        let mut others = Vec::new();
        for metric in self.followed() {
            if !std::mem::replace(&mut is_known[metric.index()], true) {
                others.push(self.need(metric));
            }
        }
        (on_the_way, others)
    }

    /// What was worked out, and the KPIs whose target should have been.
    fn followed(&self) -> Vec<MetricId> {
        let found = self.derivation.steps.iter().filter_map(found_by);
        let plan = self.ground.plan;
        let asked =
            plan.indicators.iter().filter(|indicator| indicator.role == Role::Kpi && indicator.target.is_none());
        let is_conversion = |metric: &MetricId| matches!(plan.metric(*metric).origin, MetricOrigin::Conversion { .. });
        found.chain(asked.map(|indicator| indicator.metric)).filter(|metric| !is_conversion(metric)).collect()
    }

    fn need(&self, metric: MetricId) -> Need {
        let required = self.derivation.look_up(metric);
        let stated = self.ground.derivations.planned().stated(metric, self.period).map(|given| given.value);
        let planned = stated.or_else(|| self.planned.required.get(&metric).map(|required| required.value.clone()));
        let whole = required.as_ref().ok().filter(|_| self.ground.plan.metric(metric).additive);
        let days = Rational::from(self.ground.calendar.working_days_in(self.period));
        let team = self.team();
        let per_day = whole.and_then(|whole| whole.value.checked_div(&days));
        let each = |amount: &Rational| amount.checked_div(team.as_ref()?);
        Need {
            metric,
            from: self.source_of(metric),
            planned,
            per_member: whole.and_then(|whole| each(&whole.value)),
            per_member_per_day: per_day.as_ref().and_then(each),
            per_day,
            progress: whole.and_then(|whole| self.progress(metric, whole)),
            still: self.still(metric),
            is_possible: required.as_ref().map_or(true, |required| {
                let planned = self.planned.required.get(&metric).map(|required| &required.value);
                let is_counted = self.ground.plan.metric(metric).origin == MetricOrigin::Measure;
                !is_counted || self.is_possible(metric, &required.value, planned)
            }),
            required,
        }
    }

    fn source_of(&self, metric: MetricId) -> From {
        let is_found = self.derivation.steps.iter().any(|step| found_by(step) == Some(metric));
        if is_found { From::Derived } else { self.given_by(metric) }
    }

    /// How far a period in progress has come, and what each day that is left has to bring.
    fn progress(&self, metric: MetricId, required: &Required) -> Option<Progress> {
        if !self.is_in_progress() {
            return None;
        }
        let done = self.ground.values.number(metric, self.period, &Group::total())?;
        let left = (&required.value - &done).max(Rational::ZERO);
        let left_per_day =
            left.checked_div(&self.days_left(metric).into()).or_else(|| left.is_zero().then_some(Rational::ZERO));
        let left_per_member_per_day =
            left_per_day.as_ref().zip(self.team()).and_then(|(left, team)| left.checked_div(&team));
        Some(Progress { done, left, left_per_day, left_per_member_per_day })
    }

    /// The members of the team, on average over the period's working days.
    pub(super) fn team(&self) -> Option<Rational> {
        let place = self.ground.plan.settings.team.as_ref()?.span;
        let one = Amount { value: Rational::ONE, per_member: true, per: None::<Grain>, span: place };
        let size = self.ground.aims.stated().amount(&one, self.period, Headcount::Team).ok()?;
        (!size.is_zero()).then_some(size)
    }
}

/// What the sums that are steered by in other periods than the goal's need in theirs.
pub(super) fn own_periods(ground: Ground, derivations: &Derivations, goal: usize, period: Period) -> Vec<OwnPeriod> {
    let plan = ground.plan;
    let day = ground.as_of.clamp(period.start, period.end());
    let steered = plan.indicators.iter().filter(|indicator| {
        let is_sum = plan.metric(indicator.metric).additive;
        indicator.role == Role::Kpi && indicator.target.is_none() && is_sum && indicator.period != period.grain
    });
    let own = steered.filter_map(|indicator| {
        let own = Period::containing(day, indicator.period, period.fiscal);
        let value = derivations.required(goal, indicator.metric, own).ok()?.value;
        Some(OwnPeriod { metric: indicator.metric, period: own, value })
    });
    own.collect()
}

/// The number that a step finds.
fn found_by(step: &Step) -> Option<MetricId> {
    match step {
        Step::Divided { metric, .. }
        | Step::Multiplied { metric, .. }
        | Step::Solved { metric, .. }
        | Step::Computed { metric, .. } => Some(*metric),
        Step::Goal { .. } | Step::Share { .. } => None,
    }
}
