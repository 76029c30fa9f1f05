//! What each number of a tree comes to.

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Indicator, MetricOrigin, Role};

use crate::evaluate::Query;
use crate::evaluate::derive::Required;
use crate::evaluate::ground::Ground;
use crate::evaluate::result::{Aim, ResultRow, TargetFrom};
use crate::evaluate::rows::Rows;

use super::grow::Grown;
use super::{Content, Tree};

/// Fills a tree's numbers in.
pub(super) fn with_numbers(ground: Ground, query: &Query, grown: Grown) -> Tree {
    let Grown { mut entries, sections, left_out } = grown;
    let standings = Standings::new(ground, query);
    for entry in &mut entries {
        entry.standings = match entry.content {
            Content::Metric(metric) => standings.of(metric),
            Content::Previous(metric) => vec![standings.plain(metric, standings.period.previous())],
            _ => Vec::new(),
        };
    }
    let period = standings.period;
    Tree { period, complete: period.end() <= query.as_of, entries, sections, left_out }
}

struct Standings<'a> {
    ground: Ground<'a>,
    query: &'a Query,
    rows: Rows<'a>,
    period: Period,
    /// By metric, the places of its indicators, the goals first.
    indicators: Vec<Vec<usize>>,
}

impl<'a> Standings<'a> {
    fn new(ground: Ground<'a>, query: &'a Query) -> Self {
        let plan = ground.plan;
        let mut indicators: Vec<Vec<usize>> = vec![Vec::new(); plan.metrics.len()];
        for role in [Role::Kgi, Role::Kpi] {
            for (place, indicator) in plan.indicators.iter().enumerate().filter(|(_, one)| one.role == role) {
                indicators[indicator.metric.index()].push(place);
            }
        }
        let rows = Rows::new(ground, query);
        let period = newest(ground, query, plan.settings.period);
        Self { ground, query, rows, period, indicators }
    }

    /// In the tree's period, unless an indicator says so already; then by each indicator in the newest of its own.
    fn of(&self, metric: MetricId) -> Vec<ResultRow> {
        let own = &self.indicators[metric.index()];
        let indicator = |place: &usize| &self.ground.plan.indicators[*place];
        let says_already = |indicator: &Indicator| indicator.period == self.period.grain;
        let plain = !own.iter().map(indicator).any(says_already);
        let rows = own.iter().map(|place| {
            let period = newest(self.ground, self.query, indicator(place).period);
            self.rows.of_indicator(*place, period, &Group::total())
        });
        let plain = plain.then(|| self.plain(metric, self.period));
        let mut rows: Vec<ResultRow> = plain.into_iter().chain(rows).collect();
        // What is of the tree's period comes first.
        rows.sort_by_key(|row| row.period != self.period);
        rows
    }

    /// A number as what it is, with what the goal requires of it, and no verdict; one of another plan as that one judges
    /// it.
    fn plain(&self, metric: MetricId, period: Period) -> ResultRow {
        if self.ground.plan.metric(metric).origin == MetricOrigin::Foreign {
            return self.rows.of_part(metric, period, &Group::total());
        }
        let mut row = self.rows.of_metric(metric, period, &Group::total());
        row.aim = self.ground.aims.required(metric, period).ok().map(|required| self.aim(metric, period, required));
        row
    }

    fn aim(&self, metric: MetricId, period: Period, required: Required) -> Aim {
        let Required { value, high, direction } = required;
        let is_sum = self.ground.plan.metric(metric).additive;
        let share = if is_sum { self.ground.pace(metric, period).share } else { Rational::ONE };
        let expected = &value * &share;
        Aim {
            target: value,
            high,
            from: TargetFrom::Derived,
            direction,
            expected,
            met: None,
            gap: None,
            attainment: None,
        }
    }
}

/// The newest whole period of a grain among those that are asked for, else the first of them.
fn newest(ground: Ground, query: &Query, grain: Grain) -> Period {
    let fiscal = ground.plan.settings.fiscal;
    let asked = ground.periods(query, grain);
    let whole = asked.iter().rev().find(|period| period.end() <= query.as_of);
    let now = || Period::containing(query.as_of, grain, fiscal);
    whole.or(asked.first()).copied().unwrap_or_else(now)
}
