//! How often each of a source's keys occurs, to name the most frequent ones; in bounded memory.

use std::collections::BTreeMap;

use super::bits::Bits;
use super::column::{Cells, MISSING};
use super::text_ids::TextIds;

/// How many keys are named.
const NAMED: usize = 5;

/// Of more different keys than that no frequencies are kept: they are mostly all of the source's keys, written in another
/// way than the lookup's, and any of them shows it.
const MOST_KEYS: usize = 1 << 17;

/// Keys and how many rows have each. Which keys come out depends on the rows alone, not on how they are split.
#[derive(Clone, Debug)]
pub(crate) enum KeyCounts {
    Each {
        ids: TextIds,
        /// By number of the key.
        rows: Vec<u64>,
    },
    /// There were too many: the first ones in the order of their texts. A key that is among them at the end was so
    /// from its first row on, and none of its rows is missing.
    First(BTreeMap<String, u64>),
}

impl Default for KeyCounts {
    fn default() -> Self {
        Self::Each { ids: TextIds::default(), rows: Vec::new() }
    }
}

impl KeyCounts {
    /// Adds the keys of `rows` that are there.
    pub fn add(&mut self, cells: &Cells, rows: &Bits) {
        match self {
            Self::Each { ids, rows: counts } => {
                let of_rows = ids.ids(cells, rows);
                counts.resize(ids.len(), 0);
                rows.for_each(|row| {
                    if of_rows[row] != MISSING {
                        counts[of_rows[row] as usize] += 1;
                    }
                });
            }
            Self::First(first) => rows.for_each(|row| {
                if let Some(key) = cells.text(row) {
                    add_to(first, key, 1);
                }
            }),
        }
        self.cut(MOST_KEYS);
    }

    pub fn merge(&mut self, other: Self) {
        self.merge_up_to(other, MOST_KEYS);
    }

    fn merge_up_to(&mut self, other: Self, most: usize) {
        match (&mut *self, other) {
            (Self::Each { ids, rows }, Self::Each { ids: other_ids, rows: other_rows }) => {
                let own = ids.absorb(&other_ids);
                rows.resize(ids.len(), 0);
                own.iter().zip(other_rows).for_each(|(own, more)| rows[*own as usize] += more);
            }
            (Self::First(first), other) => other.into_rows().for_each(|(key, rows)| add_to(first, key, rows)),
            (own @ Self::Each { .. }, Self::First(mut first)) => {
                std::mem::take(own).into_rows().for_each(|(key, rows)| add_to(&mut first, key, rows));
                *own = Self::First(first);
            }
        }
        self.cut(most);
    }

    fn cut(&mut self, most: usize) {
        if matches!(self, Self::Each { ids, .. } if ids.len() > most) {
            let mut first = BTreeMap::new();
            std::mem::take(self).into_rows().for_each(|(key, rows)| add_to(&mut first, key, rows));
            *self = Self::First(first);
        }
    }

    fn into_rows(self) -> Box<dyn Iterator<Item = (String, u64)>> {
        match self {
            Self::Each { ids, rows } => Box::new((0..).zip(rows).map(move |(id, rows)| (ids.text(id), rows))),
            Self::First(first) => Box::new(first.into_iter()),
        }
    }

    /// Some keys with how many rows have each: the most frequent ones, of equally frequent ones the first by their
    /// texts.
    pub fn examples(&self) -> Vec<(String, u64)> {
        let mut all: Vec<(String, u64)> = self.clone().into_rows().collect();
        all.sort_by(|(key, rows), (other, others)| others.cmp(rows).then_with(|| key.cmp(other)));
        all.truncate(NAMED);
        all
    }
}

fn add_to(first: &mut BTreeMap<String, u64>, key: String, rows: u64) {
    *first.entry(key).or_default() += rows;
    if first.len() > NAMED {
        first.pop_last();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counted(keys: &[String], most: usize) -> KeyCounts {
        let mut counts = KeyCounts::default();
        for key in keys {
            let cells = Cells::Plain([Some(key.as_str())].into_iter().collect());
            counts.add(&cells, &Bits::all(1));
            counts.cut(most);
        }
        counts
    }

    #[test]
    fn the_most_frequent_keys_come_first() {
        let keys: Vec<String> = "b a b c d e f g a b".split(' ').map(str::to_owned).collect();
        let shown: Vec<String> =
            counted(&keys, 100).examples().into_iter().map(|(key, rows)| format!("{key}{rows}")).collect();
        assert_eq!(shown, ["b3", "a2", "c1", "d1", "e1"]);
    }

    proptest! {
        #[test]
        fn what_comes_out_does_not_depend_on_the_split(keys in prop::collection::vec("[a-l]", 0..60), at in 0usize..60, most in 3usize..14) {
            let at = at.min(keys.len());
            let mut merged = counted(&keys[..at], most);
            merged.merge_up_to(counted(&keys[at..], most), most);
            prop_assert_eq!(merged.examples(), counted(&keys, most).examples());
            let mut turned = counted(&keys[at..], most);
            turned.merge_up_to(counted(&keys[..at], most), most);
            prop_assert_eq!(turned.examples(), counted(&keys, most).examples());
        }

        #[test]
        fn of_too_many_keys_the_first_are_counted_in_full(keys in prop::collection::vec("[a-l]", 0..60)) {
            let mut all: BTreeMap<String, u64> = BTreeMap::new();
            for key in &keys {
                *all.entry(key.clone()).or_default() += 1;
            }
            match counted(&keys, 0) {
                KeyCounts::First(first) => prop_assert_eq!(first, all.into_iter().take(NAMED).collect()),
                KeyCounts::Each { .. } => prop_assert!(keys.is_empty()),
            }
        }
    }
}
