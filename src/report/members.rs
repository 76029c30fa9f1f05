//! Members side by side, as reports show them: in which order, with which parts of the whole, and what is said below.

use std::collections::BTreeMap;

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::ranking::{Place, Ranking};
use crate::evaluate::result::{Evaluation, ResultRow, Value};
use crate::evaluate::rounding::apportioned;

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
    pub fn unranked(&self, view: &Group, localizer: &Localizer) -> Vec<Message> {
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for row in &self.rows {
            let Some(Place::Unranked(why)) = &row.place else { continue };
            if row.group.members.iter().any(|(_, member)| member.is_none()) {
                continue;
            }
            let (why, name) = (localizer.text(why), name(&row.group, view, localizer));
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
        let is_all = reasons.iter().map(|(_, names)| names.len()).sum::<usize>() == self.rows.len();
        let said = |(why, names): (String, Vec<String>)| match (is_all, names.len() == self.rows.len()) {
            (true, true) => Message::new("not-ranked.all").with("why", why),
            _ => Message::new("not-ranked").with("names", names).with("why", why),
        };
        reasons.into_iter().map(said).collect()
    }

    /// That the ranking says less than it seems to; `None` where it doesn't.
    #[must_use]
    pub fn within_chance(&self, evaluation: &Evaluation) -> Option<Message> {
        let row = self.rows.first()?;
        let is_its = |ranking: &&Ranking| Some(ranking.indicator) == row.indicator && ranking.period == row.period;
        let ranking = evaluation.rankings.iter().find(is_its).filter(|_| row.place.is_some())?;
        let is_open = ranking.is_told_apart == Some(false);
        is_open.then(|| Message::new("ranks-within-chance"))
    }
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
pub fn name(group: &Group, view: &Group, localizer: &Localizer) -> String {
    let name = |(_, member): &(String, Option<String>)| match member {
        Some(member) => member.clone(),
        None => localizer.word("no-member"),
    };
    own_members(group, view).map(name).collect::<Vec<_>>().join(" / ")
}

fn own_members<'g>(group: &'g Group, view: &Group) -> impl Iterator<Item = &'g (String, Option<String>)> {
    let skipped = if group.members.starts_with(&view.members) { view.members.len() } else { 0 };
    group.members.iter().skip(skipped)
}
