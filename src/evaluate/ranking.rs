//! Members side by side: what part of the whole is whose, and who comes before whom.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::plan::ids::MetricId;
use crate::plan::metric::Indicator;
use crate::plan::unit::Unit;

use super::Query;
use super::contractors::Contractors;
use super::ground::Ground;
use super::result::{ResultRow, Value};
use super::samples::{Kind, confidence, divisor};
use super::sentences::{called, quantity};
use super::statistics::homogeneity::chance_of_differences;
use super::statistics::interval::Sample;

/// Rates and averages of fewer things than this are not ranked, where the plan doesn't say what they need.
pub const LEAST_SAMPLE: i64 = 10;

/// Why a member is not ranked for whom nothing was recorded in the period.
pub const NO_DATA: &str = "unranked-no-data";

/// Where a member stands among the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// From 1; who has the same value has the same rank, and those behind stand as far behind as there are before them.
    Ranked(u32),
    /// Shown and not ranked, and why.
    Unranked(Message),
}

impl Place {
    /// The rank, of who has one.
    #[must_use]
    pub fn rank(&self) -> Option<u32> {
        match self {
            Self::Ranked(rank) => Some(*rank),
            Self::Unranked(_) => None,
        }
    }
}

/// What there is to say of a ranking as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// By its place in the plan's `indicators`.
    pub indicator: usize,
    pub period: Period,
    /// `None` where fewer than two are ranked, and for what is no share.
    pub spread: Option<Spread>,
}

/// What the differences between the shares of the ranked members are worth, all of them together: the first and the last of
/// many always lie far apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// How many are ranked.
    pub members: usize,
    /// How often shares differ as much by chance alone; `None` where the samples are too small to say.
    pub chance: Option<Rational>,
    /// Whether that is seldom enough for the plan's `confidence`.
    pub is_told_apart: Option<bool>,
}

/// Fills in the shares and places of the rows of the groups that are asked for.
pub fn rank(ground: Ground<'_>, query: &Query, contractors: &Contractors<'_>, rows: &mut [ResultRow]) -> Vec<Ranking> {
    let dimensions = query.dimensions();
    let mut whole: BTreeMap<(Option<usize>, MetricId, Period), Rational> = BTreeMap::new();
    let mut parts: BTreeMap<(Option<usize>, MetricId, Period), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let key = (row.indicator, row.metric, row.period);
        if row.whole {
            whole.extend(row.value.known().map(|value| (key, value.clone())));
        } else if row.group.members.iter().map(|(name, _)| name).eq(&dimensions) {
            parts.entry(key).or_default().push(at);
        }
    }
    let with_data = groups_with_data(ground, rows, &dimensions);
    let mut rankings = Vec::new();
    for ((indicator, metric, period), members) in parts {
        if ground.plan.metric(metric).additive
            && let Some(whole) = whole.get(&(indicator, metric, period))
        {
            share_out(whole, &members, rows);
        }
        let Some(place) = indicator else { continue };
        let with_data = &with_data[&period];
        let one = OneRanking { ground, contractors, indicator: &ground.plan.indicators[place], period, with_data };
        let spread = one.rank(&members, rows);
        rankings.push(Ranking { indicator: place, period, spread });
    }
    rankings
}

/// By period, the groups of whom anything was recorded: who is listed by a lookup and has no row has zeros at most. Of a
/// period that is shorter than the plan's, the plan's is looked at too: few numbers are counted by the week.
fn groups_with_data(
    ground: Ground<'_>,
    rows: &[ResultRow],
    dimensions: &[String],
) -> BTreeMap<Period, BTreeSet<Group>> {
    let settings = &ground.plan.settings;
    let has_row = |period: Period, group: &Group| {
        let around = Period::containing(period.start, settings.period, settings.fiscal);
        let mut measures = ground.observations.measures.iter();
        measures
            .any(|measure| [period, around].iter().any(|period| measure.values.contains_key(&(*period, group.clone()))))
    };
    let mut found: BTreeMap<Period, BTreeSet<Group>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.group.members.iter().map(|(name, _)| name).eq(dimensions)) {
        let groups = found.entry(row.period).or_default();
        let comes_to_something = row.value.known().is_some_and(|value| !value.is_zero());
        if !groups.contains(&row.group) && (comes_to_something || has_row(row.period, &row.group)) {
            groups.insert(row.group.clone());
        }
    }
    found
}

/// Each member's part of the whole. Where some are below zero there are no parts.
fn share_out(whole: &Rational, members: &[usize], rows: &mut [ResultRow]) {
    let is_negative = |at: &usize| rows[*at].value.known().is_some_and(Rational::is_negative);
    if *whole <= 0 || members.iter().any(is_negative) {
        return;
    }
    for at in members {
        rows[*at].share = rows[*at].value.known().and_then(|value| value.checked_div(whole));
    }
}

/// The ranking of one indicator in one period.
struct OneRanking<'a> {
    ground: Ground<'a>,
    contractors: &'a Contractors<'a>,
    indicator: &'a Indicator,
    period: Period,
    /// The groups that have anything in the period.
    with_data: &'a BTreeSet<Group>,
}

impl OneRanking<'_> {
    fn rank(&self, members: &[usize], rows: &mut [ResultRow]) -> Option<Spread> {
        let mut ranked: Vec<(usize, Rational)> = Vec::new();
        for at in members {
            match self.why_not(&rows[*at]) {
                Some(why) => rows[*at].place = Some(Place::Unranked(why)),
                None => ranked.extend(rows[*at].value.known().map(|value| (*at, value.clone()))),
            }
        }
        let direction = self.ground.aims.direction(self.indicator, self.period);
        for ((at, _), rank) in ranks(&mut ranked, direction) {
            rows[at].place = Some(Place::Ranked(rank));
        }
        let ranked: Vec<&ResultRow> = ranked.iter().map(|(at, _)| &rows[*at]).collect();
        self.spread(&ranked)
    }

    fn spread(&self, ranked: &[&ResultRow]) -> Option<Spread> {
        let counts = |row: &&ResultRow| self.ground.part_of_whole(row.metric, row.period, &row.group);
        let counts: Vec<(Rational, Rational)> = ranked.iter().map(counts).collect::<Option<_>>()?;
        if counts.len() < 2 {
            return None;
        }
        let chance = chance_of_differences(&counts.iter().map(Sample::of).collect::<Vec<_>>());
        let seldom = &Rational::ONE - &confidence(&self.ground.plan.settings);
        let is_told_apart = chance.as_ref().map(|chance| *chance < seldom);
        Some(Spread { members: counts.len(), chance, is_told_apart })
    }

    /// Why a member is not ranked; `None` for who is.
    fn why_not(&self, row: &ResultRow) -> Option<Message> {
        if row.group.members.iter().any(|(_, member)| member.is_none()) {
            return Some(Message::new("unranked-nobody"));
        }
        if !self.with_data.contains(&row.group) {
            return Some(Message::new(NO_DATA));
        }
        if let Value::Missing(why) = &row.value {
            return Some(why.clone());
        }
        if let Some(name) = self.contractors.of_indicator(self.indicator) {
            return Some(Message::new("unranked-owned").with("name", name));
        }
        if let Some(name) = self.contractors.of_group(&row.group) {
            return Some(Message::new("unranked-contractor").with("name", name));
        }
        if self.ground.aims.direction(self.indicator, self.period) == Direction::Between {
            return Some(Message::new("unranked-between"));
        }
        self.sample_too_small(row)
    }

    fn sample_too_small(&self, row: &ResultRow) -> Option<Message> {
        let plan = self.ground.plan;
        let rests_on_sample = matches!(self.ground.samples.kind(row.metric), Kind::Share | Kind::Mean);
        let (least, of) = match &self.indicator.needs {
            Some(needs) => (needs.least.clone(), Some(needs.metric)),
            None if rests_on_sample => (Rational::from(LEAST_SAMPLE), divisor(self.ground.programs, row.metric)),
            None => return None,
        };
        row.sample.as_ref().filter(|sample| **sample < least)?;
        let message = match of {
            Some(metric) => Message::new("unranked-sample-of").with("name", called(plan, metric)),
            None => Message::new("unranked-sample"),
        };
        Some(message.with("least", quantity(&least, Unit::COUNT)))
    }
}

/// Puts values in order, the best first, and gives each its rank.
pub fn ranks<T: Copy>(values: &mut [(T, Rational)], direction: Direction) -> Vec<((T, Rational), u32)> {
    let order = |one: &Rational, other: &Rational| -> Ordering {
        if direction == Direction::AtMost { one.cmp(other) } else { other.cmp(one) }
    };
    values.sort_by(|(_, one), (_, other)| order(one, other));
    let mut ranked: Vec<((T, Rational), u32)> = Vec::new();
    for (place, (what, value)) in values.iter().enumerate() {
        let own = u32::try_from(place + 1).unwrap_or(u32::MAX);
        let rank = match ranked.last() {
            Some(((_, before), rank)) if before == value => *rank,
            _ => own,
        };
        ranked.push(((*what, value.clone()), rank));
    }
    ranked
}
