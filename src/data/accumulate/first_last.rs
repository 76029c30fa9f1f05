//! Stocks: what stands at the beginning or at the end of a period.

use crate::base::rational::Rational;
use crate::data::column::numbers::Numbers;

use super::exact_sum::ExactSums;
use super::{Input, for_each_value};

/// In each slot the sum over the oldest or the newest day among the slot's rows.
#[derive(Clone, Debug)]
pub(crate) struct FirstLast {
    newest: bool,
    days: Vec<Option<i32>>,
    sums: ExactSums,
}

impl FirstLast {
    pub fn first() -> Self {
        Self { newest: false, days: Vec::new(), sums: ExactSums::default() }
    }

    pub fn last() -> Self {
        Self { newest: true, ..Self::first() }
    }

    pub fn grow(&mut self, slots: usize) {
        self.days.resize(slots, None);
        self.sums.grow(slots);
    }

    pub fn add(&mut self, input: &Input, numbers: &Numbers) {
        // First the day of each slot, then the sums over that day alone.
        input.rows.for_each(|row| {
            self.turn_to(input.slots.of(row), input.days[row]);
        });
        let Self { days, sums, .. } = self;
        let on_day = |row: usize| Some(input.slots.of(row)).filter(|slot| days[*slot] == Some(input.days[row]));
        let mut exact = Vec::new();
        for_each_value(
            input,
            numbers,
            |row, mantissa| {
                if let Some(slot) = on_day(row) {
                    sums.add(slot, mantissa);
                }
            },
            |row, number| exact.extend(on_day(row).map(|slot| (slot, number.clone()))),
        );
        for (slot, number) in &exact {
            sums.add_exact(*slot, number);
        }
    }

    /// Begins a slot anew where a day is nearer to the asked end; whether the slot then stands at that day.
    fn turn_to(&mut self, slot: usize, day: i32) -> bool {
        let nearer = self.days[slot].is_none_or(|known| if self.newest { day > known } else { day < known });
        if nearer {
            self.days[slot] = Some(day);
            self.sums.clear(slot);
        }
        self.days[slot] == Some(day)
    }

    pub fn merge(&mut self, into: usize, other: &Self, from: usize) {
        if other.days[from].is_some_and(|day| self.turn_to(into, day)) {
            self.sums.merge(into, &other.sums, from);
        }
    }

    pub fn value(&self, slot: usize) -> Option<Rational> {
        self.days[slot].map(|_| self.sums.value(slot))
    }
}
