//! What the sources say day by day, added up as a sum wants it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::data::observations::{Aggregated, Group};
use crate::evaluate::ground::Ground;
use crate::plan::ids::MeasureId;

use super::shape::{Shape, Side, Sum};
use super::window::Days;

/// The numbers of some days.
#[derive(Clone, Copy)]
pub struct Daily<'a> {
    ground: Ground<'a>,
    days: Days,
}

impl<'a> Daily<'a> {
    #[must_use]
    pub fn new(ground: Ground<'a>, days: Days) -> Self {
        Self { ground, days }
    }

    /// Of the days those between the first and the last for which all sources of a number have rows; all of them where a
    /// source says that `empty periods are zero`. `None` where a source has no rows at all. A row stands for a period of
    /// `rhythm`.
    #[must_use]
    pub fn known(&self, shape: &Shape, rhythm: Grain) -> Option<Days> {
        let mut known = self.days;
        for measure in shape.measures() {
            let own = self.ground.observations.measures.get(measure.index())?;
            let (from, to) = (self.day(self.days.first), self.day(self.days.last));
            let mut covered = own.covered.range(from..=to).filter(|period| period.grain == Grain::Day);
            let (first, last) = if let Some(always) = own.always_covered {
                always
            } else {
                let first = covered.next()?.start;
                (first, covered.next_back().map_or(first, |last| last.start))
            };
            let around = |day: Date| Period::containing(day, rhythm, self.ground.plan.settings.fiscal);
            known = Days { first: known.first.max(around(first).start), last: known.last.min(around(last).end()) };
        }
        (known.first <= known.last).then_some(known)
    }

    fn day(&self, day: Date) -> Period {
        Period::containing(day, Grain::Day, self.ground.plan.settings.fiscal)
    }

    /// What a measure says of each day and group, in order.
    fn values(&self, measure: MeasureId) -> impl Iterator<Item = (Date, &'a Group, &'a Aggregated)> + use<'a> {
        let own = self.ground.observations.measures.get(measure.index());
        let (first, last) = ((self.day(self.days.first), Group::total()), self.days.last);
        let values = own.into_iter().flat_map(move |own| own.values.range(first.clone()..));
        let of_days = values.take_while(move |((period, _), _)| period.start <= last);
        of_days
            .filter(|((period, _), _)| period.grain == Grain::Day)
            .map(|((period, group), value)| (period.start, group, value))
    }

    /// A sum of everybody's numbers, for each day that has any.
    #[must_use]
    pub fn by_day(&self, sum: &Sum) -> BTreeMap<Date, Rational> {
        let mut total = BTreeMap::new();
        for ((measure, side), factor) in &sum.parts {
            for (day, _, value) in self.values(*measure).filter(|(_, group, _)| group.members.is_empty()) {
                add(total.entry(day).or_insert(Rational::ZERO), value, *side, factor);
            }
        }
        total
    }

    /// A sum over all the days, for each group of a breakdown; without dimensions for everybody.
    #[must_use]
    pub fn by_group(&self, sum: &Sum, dimensions: &[String]) -> BTreeMap<&'a Group, Rational> {
        let is_asked = |group: &Group| group.members.iter().map(|(name, _)| name).eq(dimensions);
        let mut total = BTreeMap::new();
        for ((measure, side), factor) in &sum.parts {
            for (_, group, value) in self.values(*measure).filter(|(_, group, _)| is_asked(group)) {
                add(total.entry(group).or_insert(Rational::ZERO), value, *side, factor);
            }
        }
        total
    }
}

fn add(total: &mut Rational, value: &Aggregated, side: Side, factor: &Rational) {
    let number = match (side, &value.quotient) {
        (Side::Value, _) => &value.value,
        (Side::Numerator, Some((above, _))) => above,
        (Side::Denominator, Some((_, below))) => below,
        (Side::Numerator | Side::Denominator, None) => return,
    };
    *total = &*total + &(number * factor);
}

/// The dimensions that a number's rows are told apart by while their mix is held: those that all its sources have, but
/// not the one that says who of the team it was.
#[must_use]
pub fn segments(plan: &crate::plan::Plan, shape: &Shape) -> Vec<String> {
    let member = plan.settings.team.as_ref().and_then(|team| team.by.as_ref()).map(|by| &by.value);
    let sources =
        shape.measures().filter_map(|measure| plan.sources.get(plan.measures.get(measure.index())?.source.index()));
    let names = sources
        .map(|source| source.dimensions.iter().map(|dimension| dimension.name.value.as_str()).collect::<BTreeSet<_>>());
    let common = names.reduce(|common, own| common.intersection(&own).copied().collect()).unwrap_or_default();
    common.into_iter().filter(|name| member.is_none_or(|member| member != name)).map(String::from).collect()
}
