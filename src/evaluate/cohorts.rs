//! What became of those that entered a funnel in a period: the same leads, followed from stage to stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, DurationUnit};
use crate::data::cohorts::{CohortRequest, CohortStageRequest, LastDay, Window};
use crate::data::observations::{CohortCounts, CohortObservations, Group};
use crate::plan::Plan;
use crate::plan::funnel::{Cohort, Funnel, Stage};
use crate::plan::ids::{FunnelId, MeasureId};
use crate::plan::settings::Length;

use super::Query;
use super::calendar::Calendar;
use super::evidence::Evidence;
use super::ground::Ground;
use super::outside::Outside;
use super::periods::own_period;
use super::result::{CohortRow, CohortStage, Unkeyed};
use super::samples::confidence;
use super::statistics::interval::wilson;

/// Unasked, at most so many periods are shown.
const MANY: usize = 12;

/// A funnel whose leads are followed, with the measures of its stages.
struct Followed<'a> {
    id: FunnelId,
    funnel: &'a Funnel,
    cohort: &'a Cohort,
    measures: Vec<MeasureId>,
}

/// The funnels with `by … within`, in the plan's order.
fn followed(plan: &Plan) -> impl Iterator<Item = Followed<'_>> {
    plan.funnels.iter().enumerate().filter_map(|(place, funnel)| {
        let cohort = funnel.cohort.as_ref()?;
        let measures: Option<Vec<MeasureId>> =
            funnel.stages.iter().map(|stage| plan.measure_behind(stage.metric)).collect();
        Some(Followed { id: FunnelId::of(place), funnel, cohort, measures: measures? })
    })
}

/// What the sources are to be asked about a plan's cohorts.
#[must_use]
pub fn requests(plan: &Plan, outside: &Outside, query: &Query) -> Vec<CohortRequest> {
    let request = |Followed { cohort, measures, .. }: Followed| CohortRequest {
        key: cohort.key.clone(),
        stages: measures
            .into_iter()
            .map(|measure| CohortStageRequest { measure, adds_up: plan.measure(measure).adds_up_money() })
            .collect(),
        window: window(plan, outside, &cohort.within),
        grain: plan.settings.period,
        by: query.dimensions(),
    };
    followed(plan).map(request).collect()
}

/// Hours and shorter are counted by the clock, everything else by days.
fn window(plan: &Plan, outside: &Outside, within: &Length) -> Window {
    let seconds = match within.unit {
        DurationUnit::Seconds => 1,
        DurationUnit::Minutes => 60,
        DurationUnit::Hours => 3600,
        DurationUnit::Days | DurationUnit::Weeks | DurationUnit::Months | DurationUnit::WorkingDays => {
            let (calendar, within) = (Calendar::new(&plan.settings.workdays, outside), within.clone());
            return Window::Days(LastDay(Arc::new(move |entry| calendar.last_day_within(entry, &within))));
        }
    };
    let seconds = (&within.amount * &Rational::from(seconds)).ceil().to_u64();
    Window::Seconds(seconds.and_then(|seconds| i32::try_from(seconds).ok()).unwrap_or(i32::MAX))
}

/// The cohorts of every funnel that follows its leads: funnel by funnel, the newest period first, in each everybody
/// before the groups.
#[must_use]
pub fn rows(ground: Ground, query: &Query) -> Vec<CohortRow> {
    let seen = followed(ground.plan).zip(&ground.observations.cohorts);
    seen.flat_map(|(followed, observed)| rows_of(ground, query, &followed, observed)).collect()
}

/// The rows that name nobody and so are in no cohort, by funnel and stage.
#[must_use]
pub fn unkeyed(ground: Ground) -> Vec<Unkeyed> {
    let seen = followed(ground.plan).zip(&ground.observations.cohorts);
    let of_funnel = |(followed, observed): (Followed, &CohortObservations)| {
        let stages = followed.funnel.stages.iter().zip(&observed.without_key).filter(|(_, rows)| **rows > 0);
        let unkeyed = stages.map(|(stage, rows)| Unkeyed { funnel: followed.id, metric: stage.metric, rows: *rows });
        unkeyed.collect::<Vec<_>>()
    };
    seen.flat_map(of_funnel).collect()
}

fn rows_of(ground: Ground, query: &Query, followed: &Followed, observed: &CohortObservations) -> Vec<CohortRow> {
    let cohorts = of_view(&query.view, observed);
    let shown = shown_periods(ground, query, &cohorts);
    let cohorts = cohorts.iter().filter(|((period, _), _)| shown.contains(period));
    let mut rows: Vec<CohortRow> = cohorts
        .map(|((period, group), counts)| CohortRow {
            funnel: followed.id,
            period: *period,
            group: group.clone(),
            whole: *group == query.view,
            entered: counts.reached.first().copied().unwrap_or_default(),
            open: counts.open,
            complete: is_over(*period, counts, ground.as_of),
            stages: stages(ground, followed, *period, counts, is_over(*period, counts, ground.as_of)),
        })
        .collect();
    rows.sort_by(|one, other| other.period.cmp(&one.period).then_with(|| one.group.cmp(&other.group)));
    rows
}

type Cohorts = BTreeMap<(Period, Group), CohortCounts>;

/// The cohorts of whom is looked at, and their groups.
fn of_view(view: &Group, observed: &CohortObservations) -> Cohorts {
    if view.members.is_empty() {
        return observed.cohorts.clone();
    }
    let mut cohorts = Cohorts::new();
    let own = observed.cohorts.iter().filter(|((_, group), _)| group.members.starts_with(&view.members));
    for ((period, group), counts) in own {
        let none = || CohortCounts::none(counts.reached.len());
        cohorts.entry((*period, view.clone())).or_insert_with(none).add(counts);
        if group != view {
            cohorts.insert((*period, group.clone()), counts.clone());
        }
    }
    cohorts
}

/// Whether nobody can enter any more, and nobody who entered has time left.
fn is_over(period: Period, counts: &CohortCounts, as_of: Date) -> bool {
    period.end() <= as_of && counts.open == 0
}

/// The periods of entry that are asked for; else the newest one that is over, and those after it.
fn shown_periods(ground: Ground, query: &Query, cohorts: &Cohorts) -> Vec<Period> {
    let totals = cohorts.iter().filter(|((_, group), _)| *group == query.view);
    let mut totals: Vec<(Period, &CohortCounts)> = totals.map(|((period, _), counts)| (*period, counts)).collect();
    totals.sort_by_key(|(period, _)| std::cmp::Reverse(period.start));
    if query.periods.is_some() {
        let settings = &ground.plan.settings;
        let asked = ground.periods(query, settings.period);
        return totals.into_iter().map(|(period, _)| period).filter(|period| asked.contains(period)).collect();
    }
    let over = totals.iter().position(|(period, counts)| is_over(*period, counts, ground.as_of));
    let newest = totals.iter().take(over.map_or(MANY, |over| over.min(MANY)));
    newest.chain(over.and_then(|over| totals.get(over))).map(|(period, _)| *period).collect()
}

/// How far a cohort came; it is held against what is expected where it is `over`.
fn stages(ground: Ground, followed: &Followed, period: Period, counts: &CohortCounts, over: bool) -> Vec<CohortStage> {
    let stages = followed.funnel.stages.iter().enumerate().map(|(place, stage)| {
        let reached = counts.reached.get(place).copied().unwrap_or_default();
        let amount = counts.amounts.get(place).cloned().flatten();
        let is_count = amount.is_none();
        let value = amount.unwrap_or_else(|| Rational::from(reached));
        let before = place.checked_sub(1).and_then(|before| counts.reached.get(before)).copied().map(Rational::from);
        let rate = before.as_ref().and_then(|before| value.checked_div(before));
        let expected = expected(ground, stage, period);
        let held = rate.as_ref().zip(expected.as_ref()).filter(|_| over);
        let interval = before.as_ref().filter(|_| is_count && held.is_some());
        let interval = interval.and_then(|before| wilson(&value, before, &confidence(&ground.plan.settings)));
        let evidence = interval.zip(expected.as_ref()).map(|(interval, expected)| Evidence::of(&interval, expected));
        let met = held.map(|(rate, expected)| rate >= expected);
        let (metric, conversion) = (stage.metric, stage.conversion);
        CohortStage { metric, conversion, reached, value, rate, expected, met, evidence }
    });
    stages.collect()
}

/// What a step should come to in a period: its KPI's stated target there, else the step's `at`, as in a derivation.
fn expected(ground: Ground, stage: &Stage, period: Period) -> Option<Rational> {
    let indicators = stage.conversion.into_iter().flat_map(|conversion| ground.plan.indicators_on(conversion));
    let mut stated = indicators.filter(|indicator| indicator.target.is_some()).filter_map(|indicator| {
        let own = own_period(indicator.period, period, ground.as_of);
        let target = ground.aims.target(indicator, own, &Group::total()).ok().flatten()?;
        (ground.aims.direction(indicator, own) != Direction::AtMost).then_some(target.low)
    });
    stated.next().or_else(|| stage.at.as_ref().map(|at| at.value.clone()))
}
