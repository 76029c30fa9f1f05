//! How many different values.

use crate::base::rational::Rational;

use super::Input;
use super::id_set::IdSet;

/// The different values in each slot, by their numbers in a list of texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Distinct {
    sets: Vec<IdSet>,
}

impl Distinct {
    pub fn grow(&mut self, slots: usize) {
        self.sets.resize_with(slots, IdSet::default);
    }

    pub fn add(&mut self, input: &Input) {
        input.rows.for_each(|row| self.sets[input.slots.of(row)].insert(input.ids[row]));
    }

    pub fn merge(&mut self, into: usize, other: &Self, from: usize, own_id: &mut dyn FnMut(u32) -> u32) {
        let own = &mut self.sets[into];
        other.sets[from].for_each(|id| own.insert(own_id(id)));
    }

    pub fn value(&self, slot: usize) -> Option<Rational> {
        let values = self.sets[slot].len();
        (values > 0).then(|| Rational::from(values))
    }
}
