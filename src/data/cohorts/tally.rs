//! What one thread has seen of a cohort's keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::rational::Rational;
use crate::data::accumulate::{Input, for_each_value};
use crate::data::column::Cells;
use crate::data::column::dates::Dates;
use crate::data::distinct_ids::DistinctIds;

use super::key_table::KeyTable;
use super::program::CohortProgram;
use super::window::Clock;

/// No time at all.
pub(super) const NEVER: i32 = i32::MAX;

/// Entries of keys, and their rows of the later stages.
#[derive(Clone, Debug)]
pub(crate) struct CohortTally {
    pub(super) keys: DistinctIds,
    /// By key, the tick of its first row of the first stage.
    pub(super) entries: KeyTable<i32>,
    /// By key, the group of that row; empty where nobody asks.
    pub(super) groups: KeyTable<u32>,
    /// By stage. The rows of the first are kept only where they add up.
    pub(super) events: Vec<Events>,
    /// Rows without a key, by stage.
    pub(super) without_key: Vec<u64>,
}

/// Rows of a stage.
#[derive(Clone, Debug, Default)]
pub(super) struct Events {
    pub keys: Vec<u32>,
    pub ticks: Vec<i32>,
    /// As mantissas of the accumulators' scale, one for each row where the stage adds up.
    pub amounts: Vec<i128>,
    /// The amounts that are no such mantissas, by their rows.
    pub exact: BTreeMap<usize, Rational>,
}

/// The rows of a batch that belong to a stage.
pub(crate) struct StageRows<'a> {
    pub stage: usize,
    pub cells: &'a Cells,
    /// The measure's rows with their days and numbers.
    pub input: &'a Input<'a>,
    pub dates: &'a Dates,
    /// The groups of the rows, where entries are told apart by them.
    pub groups: Option<&'a [u32]>,
}

impl CohortTally {
    pub fn new(cohort: &CohortProgram) -> Self {
        let stages = cohort.adds_up.len();
        Self {
            keys: DistinctIds::default(),
            entries: KeyTable::new(NEVER),
            groups: KeyTable::new(u32::MAX),
            events: vec![Events::default(); stages],
            without_key: vec![0; stages],
        }
    }

    /// Adds the rows of a stage. Of two groups that enter with the same key at the same time, `comes_first` says whether
    /// the first one is taken.
    pub fn add(&mut self, cohort: &CohortProgram, rows: &StageRows, comes_first: impl Fn(u32, u32) -> bool) {
        let with_key = rows.cells.present(rows.input.rows.rows()).and(rows.input.rows);
        self.without_key[rows.stage] += rows.input.rows.count() - with_key.count();
        let ids = self.keys.ids(rows.cells, &with_key);
        let input = Input { rows: &with_key, ..*rows.input };
        match (cohort.clock, &rows.dates.times) {
            (Clock::Seconds { as_of }, Some(times)) => {
                let tick = |row: usize| Clock::tick_of_micros(times[row].local, as_of);
                self.add_rows(cohort, rows, &input, &ids, tick, comes_first);
            }
            _ => self.add_rows(cohort, rows, &input, &ids, |row| rows.dates.days[row], comes_first),
        }
    }

    fn add_rows(
        &mut self,
        cohort: &CohortProgram,
        rows: &StageRows,
        input: &Input,
        ids: &[u32],
        tick: impl Fn(usize) -> i32,
        comes_first: impl Fn(u32, u32) -> bool,
    ) {
        let adds_up = cohort.adds_up[rows.stage];
        if rows.stage == 0 {
            input.rows.for_each(|row| {
                let group = rows.groups.map(|groups| groups[row]);
                self.enter(ids[row], tick(row), group, &comes_first);
            });
            if !adds_up {
                return;
            }
        }
        let events = &mut self.events[rows.stage];
        let from = events.keys.len();
        input.rows.for_each(|row| {
            events.keys.push(ids[row]);
            events.ticks.push(tick(row));
        });
        if let Some(numbers) = input.numbers.filter(|_| adds_up) {
            let Events { amounts, exact, .. } = events;
            let mut rationals = Vec::new();
            let mut place = from;
            amounts.resize(events.keys.len(), 0);
            let mut places = vec![0; input.rows.rows()];
            input.rows.for_each(|row| {
                places[row] = place;
                place += 1;
            });
            for_each_value(
                input,
                numbers,
                |row, mantissa| amounts[places[row]] = mantissa,
                |row, number| rationals.push((places[row], number.clone())),
            );
            exact.extend(rationals);
        }
    }

    #[inline]
    fn enter(&mut self, key: u32, tick: i32, group: Option<u32>, comes_first: &impl Fn(u32, u32) -> bool) {
        let known = self.entries.get(key).unwrap_or(NEVER);
        let is_first = tick < known
            || tick == known
                && group.is_some_and(|group| {
                    self.groups.get(key).is_some_and(|other| group != other && comes_first(group, other))
                });
        if is_first {
            self.entries.put(key, tick);
            if let Some(group) = group {
                self.groups.put(key, group);
            }
        }
    }

    /// The groups that entries belong to.
    pub fn groups_seen(&self) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut last = None;
        self.groups.for_each(|_, group| {
            if last != Some(group) {
                seen.insert(group);
                last = Some(group);
            }
        });
        seen
    }

    /// Takes in what was seen of the same cohort in other rows. `group_of` gives the own number of the other's group.
    pub fn merge(&mut self, other: Self, mut group_of: impl FnMut(u32) -> u32, comes_first: impl Fn(u32, u32) -> bool) {
        let mut pairs = Vec::new();
        {
            let mut own = self.keys.absorb(&other.keys);
            other.entries.for_each(|key, tick| pairs.push((own(key), tick, other.groups.get(key))));
            for (events, more) in self.events.iter_mut().zip(&other.events) {
                let from = events.keys.len();
                events.keys.extend(more.keys.iter().map(|key| own(*key)));
                events.ticks.extend(&more.ticks);
                events.amounts.extend(&more.amounts);
                events.exact.extend(more.exact.iter().map(|(row, amount)| (from + row, amount.clone())));
            }
        }
        for (key, tick, group) in pairs {
            self.enter(key, tick, group.map(&mut group_of), &comes_first);
        }
        for (own, more) in self.without_key.iter_mut().zip(other.without_key) {
            *own += more;
        }
    }
}
