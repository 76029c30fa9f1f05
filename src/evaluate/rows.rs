//! The rows of an evaluation: every indicator, then every other number, in each period and group.

use std::collections::BTreeSet;

use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::base::vocabulary::{Horizon, Status};
use crate::data::observations::Group;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, MetricOrigin, Role};
use crate::plan::target::TargetValue;

use super::Query;
use super::evidence::Evidence;
use super::ground::Ground;
use super::parts::judge_part;
use super::periods::own_period;
use super::result::{Limits, ResultRow};
use super::sentences::{both, status_word, title};
use super::status::{Judgement, judge};

/// What the rows are made of.
pub struct Rows<'a> {
    ground: Ground<'a>,
    query: &'a Query,
    /// By metric, the indicators that guard it.
    guards: Vec<Vec<usize>>,
}

impl<'a> Rows<'a> {
    #[must_use]
    pub fn new(ground: Ground<'a>, query: &'a Query) -> Self {
        let mut guards = vec![Vec::new(); ground.plan.metrics.len()];
        for (place, indicator) in ground.plan.indicators.iter().enumerate() {
            for guarded in &indicator.guards {
                guards[guarded.value.index()].push(place);
            }
        }
        Self { ground, query, guards }
    }

    /// All rows, in the order of [`Evaluation::rows`](super::result::Evaluation::rows).
    #[must_use]
    pub fn all(&self) -> Vec<ResultRow> {
        let plan = self.ground.plan;
        let mut rows = Vec::new();
        let view = &self.query.view;
        let asked: Vec<Group> = std::iter::once(view.clone()).chain(asked_groups(self.ground, self.query)).collect();
        let (goals, others): (Vec<usize>, Vec<usize>) =
            (0..plan.indicators.len()).partition(|place| plan.indicators[*place].role == Role::Kgi);
        for place in goals.into_iter().chain(others) {
            let indicator = &plan.indicators[place];
            let mut groups = asked.clone();
            if view.members.is_empty() {
                groups.extend(groups_with_targets(indicator).filter(|group| !asked.contains(group)));
            }
            for period in self.periods(indicator.period) {
                rows.extend(groups.iter().map(|group| self.of_indicator(place, period, group)));
            }
        }
        // A number that is steered by in another period is also seen in the plan's, like all the others.
        let own = plan.indicators.iter().filter(|indicator| indicator.period == plan.settings.period);
        let is_indicator: BTreeSet<MetricId> = own.map(|indicator| indicator.metric).collect();
        let ids = (0..plan.metrics.len()).map(MetricId::of).filter(|id| !is_indicator.contains(id));
        // What other plans bring stands beside the indicators that it makes.
        let (parts, others): (Vec<MetricId>, Vec<MetricId>) =
            ids.partition(|id| plan.metric(*id).origin == MetricOrigin::Foreign);
        for period in self.periods(plan.settings.period) {
            let each = |ids: &[MetricId]| ids.iter().flat_map(|id| asked.iter().map(|group| (*id, group))).collect();
            let (parts, others): (Vec<_>, Vec<_>) = (each(&parts), each(&others));
            rows.extend(parts.into_iter().map(|(id, group)| self.of_part(id, period, group)));
            rows.extend(others.into_iter().map(|(id, group)| self.of_metric(id, period, group)));
        }
        // Stable: within a period the rows stay in the order in which they were made.
        rows.sort_by_key(|row| std::cmp::Reverse((row.period.end(), row.period.start)));
        rows
    }

    fn periods(&self, grain: Grain) -> Vec<Period> {
        self.ground.periods(self.query, grain)
    }

    /// The row of the indicator at a place of the plan's.
    #[must_use]
    pub fn of_indicator(&self, place: usize, period: Period, group: &Group) -> ResultRow {
        let indicator = &self.ground.plan.indicators[place];
        let Judgement { aim, limits, status, reason, evidence } = judge(self.ground, indicator, period, group);
        let mut row = self.of_metric(indicator.metric, period, group);
        let guard = if status == Some(Status::Ok) { self.guard_sentence(&row) } else { None };
        let reason = match evidence {
            Some(Evidence::Thin) => both(reason, guard),
            _ => both(guard, reason),
        };
        if indicator.whole_periods_only {
            row.forecast = None;
        }
        let sample = indicator.needs.as_ref().map(|needs| self.number(needs.metric, period, group));
        ResultRow {
            indicator: Some(place),
            role: Some(indicator.role),
            layer: self.ground.layers.indicators.get(place).copied().flatten(),
            horizon: Some(indicator.horizon.as_ref().map_or(Horizon::Short, |horizon| horizon.value)),
            sample: sample.unwrap_or(row.sample),
            aim,
            limits,
            status,
            evidence,
            reason,
            ..row
        }
    }

    /// A number of another plan, as that one judges it.
    #[must_use]
    pub fn of_part(&self, id: MetricId, period: Period, group: &Group) -> ResultRow {
        let Judgement { aim, limits, status, reason, evidence } = judge_part(self.ground, id, period, group);
        ResultRow { aim, limits, status, evidence, reason, ..self.of_metric(id, period, group) }
    }

    /// The row of a number that nobody is held to.
    #[must_use]
    pub fn of_metric(&self, id: MetricId, period: Period, group: &Group) -> ResultRow {
        let Ground { plan, as_of, values, .. } = self.ground;
        let metric = plan.metric(id);
        let computed = values.of(id, period, group);
        let (numerator, denominator) = computed.quotient.clone().unzip();
        let complete = period.end() <= as_of;
        let pace = self.ground.pace(id, period);
        let forecast = computed.value.known().filter(|_| metric.additive && !complete);
        let guards = self.guards.get(id.index()).cloned().unwrap_or_default();
        ResultRow {
            metric: id,
            indicator: None,
            role: None,
            layer: self.ground.layers.metrics.get(id.index()).copied().flatten(),
            horizon: None,
            unit: metric.unit,
            period,
            complete,
            group: group.clone(),
            whole: *group == self.query.view,
            share: None,
            place: None,
            forecast: forecast.and_then(|value| pace.run_rate(value)),
            value: computed.value.clone(),
            numerator,
            sample: denominator.clone(),
            denominator,
            interval: self.ground.interval(id, period, group),
            previous: self.number(id, period.previous(), group),
            aim: None,
            limits: Limits::default(),
            guard_status: self.guard_status(&guards, period, group),
            guards,
            status: None,
            evidence: None,
            reason: None,
            history: self.history(id, period, group),
        }
    }

    fn number(&self, metric: MetricId, period: Period, group: &Group) -> Option<Rational> {
        self.ground.values.number(metric, period, group)
    }

    /// The values of the last periods up to this one, oldest first.
    fn history(&self, metric: MetricId, period: Period, group: &Group) -> Vec<Option<Rational>> {
        let periods = std::iter::successors(Some(period), |period| Some(period.previous())).take(self.query.history);
        let mut values: Vec<_> = periods.map(|period| self.number(metric, period, group)).collect();
        values.reverse();
        values
    }

    /// The worst that the guards are held to be in the period, or in their own period that belongs to it.
    fn guard_status(&self, guards: &[usize], period: Period, group: &Group) -> Option<Status> {
        let statuses = guards.iter().filter_map(|place| self.status_of_guard(*place, period, group));
        statuses.max_by_key(|status| badness(*status))
    }

    fn status_of_guard(&self, place: usize, period: Period, group: &Group) -> Option<Status> {
        let guard = &self.ground.plan.indicators[place];
        let own = own_period(guard.period, period, self.ground.as_of);
        judge(self.ground, guard, own, group).status
    }

    /// Names the guards that are not `ok`, for a number that is.
    fn guard_sentence(&self, row: &ResultRow) -> Option<Message> {
        let plan = self.ground.plan;
        let status = row.guard_status.filter(|status| *status != Status::Ok)?;
        let is_bad = |place: &&usize| {
            let found = self.status_of_guard(**place, row.period, &row.group);
            found.is_some_and(|status| status != Status::Ok)
        };
        let bad = row.guards.iter().filter(is_bad);
        let names = bad.map(|place| title(plan, &plan.indicators[*place]).to_owned());
        Some(Message::new("reason-guard").with("guards", names.collect::<Vec<_>>()).with("status", status_word(status)))
    }
}

/// The groups of the breakdown that is asked for, within whom it is asked of.
#[must_use]
pub fn asked_groups(ground: Ground, query: &Query) -> Vec<Group> {
    let dimensions = query.dimensions();
    if dimensions.len() == query.view.members.len() {
        return Vec::new();
    }
    let groups = ground.groups(&dimensions).into_iter();
    groups.filter(|group| group.members.starts_with(&query.view.members)).collect()
}

fn badness(status: Status) -> u8 {
    match status {
        Status::Ok => 0,
        Status::TooFew => 1,
        Status::NoData => 2,
        Status::Warn => 3,
        Status::Fail => 4,
    }
}

fn group_of(dimension: &str, member: &str) -> Group {
    Group { members: vec![(dimension.to_owned(), Some(member.to_owned()))] }
}

/// The members that `target by` gives a target of their own: they show whatever is asked.
fn groups_with_targets(indicator: &Indicator) -> impl Iterator<Item = Group> {
    let by = indicator.target.as_ref().and_then(|target| match &target.value {
        TargetValue::By { dimension, members } => Some((dimension, members)),
        _ => None,
    });
    by.into_iter()
        .flat_map(|(dimension, members)| members.iter().map(|(member, _)| group_of(&dimension.value, &member.value)))
}
