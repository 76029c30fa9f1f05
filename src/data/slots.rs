//! Where a row's values are added: a slot for each period and group that occur together.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::base::period::{FiscalYear, Grain, Period, day_of_number};

use super::bits::Bits;

/// The slot of each row of a batch.
#[derive(Clone, Debug)]
pub(crate) enum SlotOfRow {
    /// All rows share one.
    Same(usize),
    /// What stands at rows that don't count is of no meaning.
    Each(Vec<u32>),
}

impl SlotOfRow {
    #[inline]
    pub fn of(&self, row: usize) -> usize {
        match self {
            Self::Same(slot) => *slot,
            Self::Each(slots) => slots[row] as usize,
        }
    }
}

/// The periods of a grain that have been seen, numbered from 0 as they come.
#[derive(Clone, Debug)]
pub(crate) struct Periods {
    grain: Grain,
    fiscal: FiscalYear,
    pub list: Vec<Period>,
    known: BTreeMap<Period, u32>,
    /// For the days from `first_day` on, the period's number, or [`NOT_YET`].
    of_day: Vec<u32>,
    first_day: i32,
}

const NOT_YET: u32 = u32::MAX;

impl Periods {
    pub fn new(grain: Grain, fiscal: FiscalYear) -> Self {
        Self { grain, fiscal, list: Vec::new(), known: BTreeMap::new(), of_day: Vec::new(), first_day: 0 }
    }

    /// The number of the period that a day lies in. The day is one that [`day_of_number`] knows.
    #[inline]
    pub fn of_day(&mut self, day: i32) -> u32 {
        let place = usize::try_from(day.wrapping_sub(self.first_day)).unwrap_or(usize::MAX);
        match self.of_day.get(place) {
            Some(period) if *period != NOT_YET => *period,
            _ => self.look_up(day),
        }
    }

    #[cold]
    fn look_up(&mut self, day: i32) -> u32 {
        let Some(date) = day_of_number(day) else { return 0 };
        let period = self.of(Period::containing(date, self.grain, self.fiscal));
        if self.of_day.is_empty() {
            self.first_day = day;
        }
        if day < self.first_day {
            // Some room to spare, so that days in descending order don't copy the table each time.
            let missing = usize::try_from(self.first_day - day).unwrap_or(0) + self.of_day.len();
            self.of_day.splice(0..0, std::iter::repeat_n(NOT_YET, missing));
            self.first_day -= i32::try_from(missing).unwrap_or(0);
        }
        let place = usize::try_from(day - self.first_day).unwrap_or(0);
        if place >= self.of_day.len() {
            self.of_day.resize(place + 1, NOT_YET);
        }
        self.of_day[place] = period;
        period
    }

    /// The number of a period.
    pub fn of(&mut self, period: Period) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(NOT_YET);
        let number = *self.known.entry(period).or_insert(next);
        if number == next {
            self.list.push(period);
        }
        number
    }
}

/// The slots of an axis, numbered from 0 as they come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    /// For each slot its period's and its group's number.
    pub list: Vec<(u32, u32)>,
    /// By period and group, for the low numbers of both.
    near: Vec<Vec<u32>>,
    far: HashMap<(u32, u32), u32, foldhash::fast::RandomState>,
}

/// Periods and groups below this have their place in a plain table.
const NEAR: u32 = 4096;

impl Slots {
    #[inline]
    pub fn slot(&mut self, period: u32, group: u32) -> u32 {
        let near = self.near.get(period as usize).and_then(|groups| groups.get(group as usize));
        match near {
            Some(slot) if *slot != NOT_YET => *slot,
            _ => self.look_up(period, group),
        }
    }

    fn look_up(&mut self, period: u32, group: u32) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(NOT_YET);
        if period >= NEAR || group >= NEAR {
            let slot = *self.far.entry((period, group)).or_insert(next);
            if slot == next {
                self.list.push((period, group));
            }
            return slot;
        }
        if self.near.len() <= period as usize {
            self.near.resize_with(period as usize + 1, Vec::new);
        }
        let groups = &mut self.near[period as usize];
        if groups.len() <= group as usize {
            groups.resize(group as usize + 1, NOT_YET);
        }
        groups[group as usize] = next;
        self.list.push((period, group));
        next
    }

    /// The slot of each row of `rows`, by its day and its group.
    pub fn of_rows(&mut self, rows: &Bits, days: &[i32], periods: &mut Periods, groups: Option<&[u32]>) -> SlotOfRow {
        let mut slots = vec![0; rows.rows()];
        let mut same = true;
        let mut last = None;
        // Rows mostly stand in the order of time.
        let mut last_day = (i32::MIN, 0);
        rows.for_each(|row| {
            let day = days[row];
            if day != last_day.0 {
                last_day = (day, periods.of_day(day));
            }
            let slot = self.slot(last_day.1, groups.map_or(0, |groups| groups[row]));
            same &= last.is_none_or(|last| last == slot);
            last = Some(slot);
            slots[row] = slot;
        });
        match last {
            Some(slot) if same => SlotOfRow::Same(slot as usize),
            Some(_) => SlotOfRow::Each(slots),
            None => SlotOfRow::Same(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_fall_into_the_periods_that_contain_them(days in prop::collection::vec(-80_000i32..80_000, 1..50), grain in 0usize..6) {
            let fiscal = FiscalYear { first_month: 4, named_by_end: false };
            let mut periods = Periods::new(Grain::ALL[grain], fiscal);
            for day in days {
                let number = periods.of_day(day);
                prop_assert_eq!(periods.list[number as usize], Period::containing(day_of_number(day).unwrap(), Grain::ALL[grain], fiscal));
            }
        }

        #[test]
        fn each_pair_has_one_slot(pairs in prop::collection::vec((0u32..6000, prop_oneof![0u32..5, 4000u32..5000]), 0..80)) {
            let mut slots = Slots::default();
            for (period, group) in &pairs {
                let slot = slots.slot(*period, *group);
                prop_assert_eq!(slots.list[slot as usize], (*period, *group));
            }
            let distinct: std::collections::BTreeSet<_> = pairs.iter().collect();
            prop_assert_eq!(slots.list.len(), distinct.len());
        }
    }
}
