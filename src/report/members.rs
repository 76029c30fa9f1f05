//! Members side by side, as reports show them: in which order, with which parts of the whole, and what is said below.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::ranking::{NO_DATA, Place, Ranking, Spread};
use crate::evaluate::result::{Evaluation, ResultRow, Value};
use crate::evaluate::rounding::apportioned;
use crate::plan::Plan;

use super::localizer::Localizer;

/// The rows of the groups of one indicator and period.
pub struct Members<'a> {
    /// Those who are ranked, the first first; then the others by value; those without one and rows that name nobody last.
    pub rows: Vec<&'a ResultRow>,
    /// In the same order the part of the whole, in tenths of a percent that make 100% together.
    pub shares: Vec<Option<Rational>>,
}

impl<'a> Members<'a> {
    fn new(mut rows: Vec<&'a ResultRow>) -> Self {
        rows.sort_by(|one, other| order(one).cmp(&order(other)));
        let known: Vec<Rational> = rows.iter().filter_map(|row| row.share.clone()).collect();
        let mut shown = apportioned(&known, 3).into_iter();
        let shares = rows.iter().map(|row| row.share.as_ref().and_then(|_| shown.next())).collect();
        Self { rows, shares }
    }

    /// Each reason for which somebody is not ranked, with whom it is true of.
    #[must_use]
    pub fn unranked(&self, plan: &Plan, view: &Group, localizer: &Localizer) -> Vec<Message> {
        let mut reasons: Vec<(&Message, Vec<String>)> = Vec::new();
        for row in &self.rows {
            let Some(Place::Unranked(why)) = &row.place else { continue };
            if why.id == NO_DATA || row.group.members.iter().any(|(_, member)| member.is_none()) {
                continue;
            }
            let name = name(plan, &row.group, view, localizer);
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
        let candidates = self.rows.len() - self.without_data().count();
        let said = |(why, names): (&Message, Vec<String>)| match names.len() == candidates {
            true if why.id == "unranked-owned" => why.clone(),
            true => Message::new("not-ranked.all").with("why", why.clone()),
            false => Message::new("not-ranked").with("names", names).with("why", why.clone()),
        };
        reasons.into_iter().map(said).collect()
    }

    fn without_data(&self) -> impl Iterator<Item = &'a ResultRow> {
        let is_empty = |row: &&ResultRow| matches!(&row.place, Some(Place::Unranked(why)) if why.id == NO_DATA);
        self.rows.iter().copied().filter(is_empty)
    }

    /// Whether chance alone may have put the ranked members in their order; `None` for what is no rate of counts.
    #[must_use]
    pub fn chance(&self, plan: &Plan, view: &Group, evaluation: &Evaluation) -> Option<Message> {
        let row = self.rows.first()?;
        let is_its = |ranking: &&Ranking| Some(ranking.indicator) == row.indicator && ranking.period == row.period;
        let ranking = evaluation.rankings.iter().find(is_its).filter(|_| row.place.is_some())?;
        let Spread { members, chance, is_told_apart } = ranking.spread.as_ref()?;
        let message = match is_told_apart {
            Some(false) => Message::new("ranks-chance"),
            Some(true) => Message::new("ranks-chance.beyond"),
            None => Message::new("ranks-chance.unknown"),
        };
        let team = plan.settings.team.as_ref().and_then(|team| team.by.as_ref()).map(|by| &by.value);
        let are_people = team.is_some_and(|team| dimensions(&row.group, view) == [team.clone()]);
        let message = message.with("count", *members).with("whom", if are_people { "people" } else { "others" });
        Some(match chance {
            Some(chance) if *chance < Rational::from_decimal(1, 3) => {
                message.with("chance", Message::new("ranks-chance-below"))
            }
            Some(chance) => message.with("chance", Arg::Quantity(chance.round_to(3), UnitName::Percent)),
            None => message,
        })
    }
}

/// The members of whom nothing was recorded in the period, whatever the indicator: they are named once.
#[must_use]
pub fn without_data(plan: &Plan, indicators: &[Members], view: &Group, localizer: &Localizer) -> Option<Message> {
    let groups: BTreeSet<&Group> = indicators.iter().flat_map(Members::without_data).map(|row| &row.group).collect();
    let names: Vec<String> = groups.into_iter().map(|group| name(plan, group, view, localizer)).collect();
    (!names.is_empty()).then(|| Message::new("members-without-data").with("names", names))
}

type Order<'a> = (bool, u32, bool, Option<std::cmp::Reverse<&'a Rational>>, &'a Group);

fn order(row: &ResultRow) -> Order<'_> {
    let rank = row.place.as_ref().and_then(Place::rank).unwrap_or(u32::MAX);
    let names_nobody = row.group.members.iter().any(|(_, member)| member.is_none());
    // Who has no rank because nobody is ranked stays in the order of the names.
    let value = row.place.as_ref().and_then(|_| row.value.known());
    let value = if rank == u32::MAX { value.map(std::cmp::Reverse) } else { None };
    (names_nobody, rank, row.place.is_some() && matches!(row.value, Value::Missing(_)), value, &row.group)
}

/// The rows of groups, by the dimensions that they are grouped by; of each, indicator by indicator in their order.
#[must_use]
pub fn breakdowns<'a>(rows: &[&'a ResultRow], view: &Group) -> BTreeMap<Vec<String>, Vec<Members<'a>>> {
    let mut breakdowns: BTreeMap<Vec<String>, Vec<Vec<&ResultRow>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.whole && row.indicator.is_some()) {
        let indicators = breakdowns.entry(dimensions(&row.group, view)).or_default();
        // Rows of one indicator mostly stand together: the last one is the one.
        match indicators.iter_mut().rev().find(|rows| rows[0].indicator == row.indicator) {
            Some(rows) => rows.push(row),
            None => indicators.push(vec![row]),
        }
    }
    let sorted = breakdowns.into_iter();
    sorted.map(|(by, indicators)| (by, indicators.into_iter().map(Members::new).collect())).collect()
}

/// The dimensions of a group, without those of whom is looked at.
#[must_use]
pub fn dimensions(group: &Group, view: &Group) -> Vec<String> {
    own_members(group, view).map(|(name, _)| name.clone()).collect()
}

/// What a group is called, without whom is looked at.
#[must_use]
pub fn name(plan: &Plan, group: &Group, view: &Group, localizer: &Localizer) -> String {
    let name = |(dimension, member): &(String, Option<String>)| match member {
        Some(member) => member.clone(),
        None => nobody(plan, dimension, localizer),
    };
    own_members(group, view).map(name).collect::<Vec<_>>().join(" / ")
}

/// What rows are called that no member of a dimension stands behind: their cell is empty, or a lookup doesn't know it.
#[must_use]
pub fn nobody(plan: &Plan, dimension: &str, localizer: &Localizer) -> String {
    let dimensions = plan.sources.iter().flat_map(|source| &source.dimensions);
    let mut own = dimensions.filter(|known| known.name.value == dimension);
    match own.find_map(|own| own.column.lookup.as_ref()).and_then(|(lookup, _)| plan.lookups.get(lookup.index())) {
        Some(lookup) => localizer.text(&Message::new("no-member.of-lookup").with("lookup", &lookup.name.value)),
        None => localizer.word("no-member"),
    }
}

fn own_members<'g>(group: &'g Group, view: &Group) -> impl Iterator<Item = &'g (String, Option<String>)> {
    let skipped = if group.members.starts_with(&view.members) { view.members.len() } else { 0 };
    group.members.iter().skip(skipped)
}
