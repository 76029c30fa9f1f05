//! From the entries of keys and their later rows to what each cohort reached.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::base::period::{FiscalYear, Period, day_of_number};
use crate::base::rational::Rational;
use crate::data::accumulate::ExactSums;
use crate::data::observations::{CohortCounts, CohortObservations, Group};
use crate::plan::Plan;

use super::CohortRequest;
use super::key_table::KeyTable;
use super::tally::{CohortTally, Events};
use super::window::{Clock, Window};

/// What a whole source has seen of a cohort.
#[derive(Debug)]
pub(crate) struct Entered {
    /// The place of the request.
    pub request: usize,
    pub tally: CohortTally,
    /// What the groups are that entries belong to.
    pub groups: BTreeMap<u32, Group>,
    /// For each of the source's stages what its amounts are to be multiplied by.
    pub factors: BTreeMap<usize, Rational>,
}

/// Where a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lead {
    entry: i32,
    last: i32,
    slot: u32,
    /// The last stage that was reached.
    stage: u32,
}

const NOBODY: Lead = Lead { entry: i32::MAX, last: i32::MIN, slot: u32::MAX, stage: u32::MAX };

/// What a day of entry says.
#[derive(Clone, Copy)]
struct DayOfEntry {
    period: Period,
    /// Where days count, the last one.
    last: i32,
}

/// A period and group of entries with what its keys came to.
struct Slot {
    counts: CohortCounts,
    sums: Vec<ExactSums>,
}

/// What the cohorts of a request reached, by all that the sources have seen.
pub(crate) fn counted(plan: &Plan, request: &CohortRequest, seen: Vec<Entered>, as_of: i32) -> CohortObservations {
    // The keys of the source of the first stage come first, and its groups are the ones that count.
    let mut seen = seen.into_iter();
    let Some(mut all) = seen.next() else { return CohortObservations::default() };
    for other in seen {
        let Entered { tally, groups, factors, .. } = other;
        all.groups.extend(groups);
        all.factors.extend(factors);
        all.tally.merge(tally, |group| group, |_, _| false);
    }
    let mut counting = Counting { request, as_of, fiscal: plan.settings.fiscal, slots: Vec::new() };
    let mut leads = counting.entries(&all);
    for (stage, events) in all.tally.events.iter().enumerate() {
        counting.stage(stage, events, &mut leads);
    }
    counting.finish(all.tally.without_key, &all.factors)
}

struct Counting<'a> {
    request: &'a CohortRequest,
    as_of: i32,
    fiscal: FiscalYear,
    slots: Vec<((Period, Group), Slot)>,
}

impl Counting<'_> {
    /// Counts the entries, and lays each key into the slot of its period and group.
    fn entries(&mut self, all: &Entered) -> KeyTable<Lead> {
        let CohortRequest { window, grain, stages, .. } = self.request;
        let clock = Clock::of(window, self.as_of);
        let mut days: HashMap<i32, Option<DayOfEntry>, foldhash::fast::RandomState> = HashMap::default();
        let mut known: HashMap<(Period, Option<u32>), u32, foldhash::fast::RandomState> = HashMap::default();
        let mut leads = KeyTable::new(NOBODY);
        let fiscal = self.fiscal;
        all.tally.entries.for_each(|key, entry| {
            let day = clock.day(entry);
            let look_up = || {
                let period = Period::containing(day_of_number(day)?, *grain, fiscal);
                Some(DayOfEntry { period, last: if matches!(window, Window::Days(_)) { window.last(day) } else { 0 } })
            };
            let Some(of_day) = *days.entry(day).or_insert_with(look_up) else { return };
            let group = all.tally.groups.get(key);
            let slot = *known.entry((of_day.period, group)).or_insert_with(|| {
                let group = group.and_then(|group| all.groups.get(&group)).cloned().unwrap_or_default();
                self.slots.push(((of_day.period, group), Slot::new(stages.len())));
                u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
            });
            let last = if matches!(window, Window::Days(_)) { of_day.last } else { window.last(entry) };
            let counts = &mut self.slots[slot as usize].1.counts;
            counts.reached[0] += 1;
            counts.open += u64::from(window.is_open(last, self.as_of));
            leads.put(key, Lead { entry, last, slot, stage: 0 });
        });
        leads
    }

    /// Counts who reached a stage, of those that reached the one before, and what their rows come to.
    fn stage(&mut self, stage: usize, events: &Events, leads: &mut KeyTable<Lead>) {
        let number = u32::try_from(stage).unwrap_or(u32::MAX);
        for (row, (key, tick)) in events.keys.iter().zip(&events.ticks).enumerate() {
            let Some(lead) = leads.get_mut(*key) else { continue };
            if *tick < lead.entry || *tick > lead.last {
                continue;
            }
            let slot = &mut self.slots[lead.slot as usize].1;
            if lead.stage + 1 == number {
                lead.stage = number;
                slot.counts.reached[stage] += 1;
            }
            if lead.stage >= number {
                if let Some(amount) = events.amounts.get(row) {
                    slot.sums[stage].add(0, *amount);
                }
                if let Some(amount) = events.exact.get(&row) {
                    slot.sums[stage].add_exact(0, amount);
                }
            }
        }
    }

    /// The counts by period and group, and over all groups.
    fn finish(self, without_key: Vec<u64>, factors: &BTreeMap<usize, Rational>) -> CohortObservations {
        let stages = self.request.stages.len();
        let none = || CohortCounts::none(stages);
        let mut cohorts: BTreeMap<(Period, Group), CohortCounts> = BTreeMap::new();
        for ((period, group), slot) in self.slots {
            let mut counts = slot.counts;
            for (place, stage) in self.request.stages.iter().enumerate() {
                if !stage.adds_up {
                    continue;
                }
                let sum = slot.sums[place].value(0);
                counts.amounts[place] = Some(factors.get(&place).map_or_else(|| sum.clone(), |factor| &sum * factor));
            }
            let is_total = group.members.is_empty();
            if !is_total {
                cohorts.entry((period, Group::total())).or_insert_with(none).add(&counts);
            }
            cohorts.entry((period, group)).or_insert_with(none).add(&counts);
        }
        CohortObservations { cohorts, without_key }
    }
}

impl Slot {
    fn new(stages: usize) -> Self {
        let mut sums = vec![ExactSums::default(); stages];
        for sums in &mut sums {
            sums.grow(1);
        }
        Self { counts: CohortCounts::none(stages), sums }
    }
}
