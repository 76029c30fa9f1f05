//! Sets of small numbers.

use hashbrown::HashTable;

/// A set of numbers that are given out from 0 upwards: a table while it is sparse, a bit for each when that takes
/// less memory.
#[derive(Clone, Debug)]
pub(super) enum IdSet {
    Sparse(HashTable<u32>),
    Dense { words: Vec<u64>, len: u64 },
}

impl Default for IdSet {
    fn default() -> Self {
        Self::Sparse(HashTable::new())
    }
}

fn hash(id: u32) -> u64 {
    u64::from(id).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(20)
}

impl IdSet {
    pub fn len(&self) -> u64 {
        match self {
            Self::Sparse(table) => table.len() as u64,
            Self::Dense { len, .. } => *len,
        }
    }

    #[inline]
    pub fn insert(&mut self, id: u32) {
        match self {
            Self::Dense { words, len } => {
                let word = id as usize / 64;
                if word >= words.len() {
                    words.resize(word + 1, 0);
                }
                let bit = 1 << (id % 64);
                *len += u64::from(words[word] & bit == 0);
                words[word] |= bit;
            }
            Self::Sparse(table) => {
                let entry = table.entry(hash(id), |known| *known == id, |known| hash(*known));
                if let hashbrown::hash_table::Entry::Vacant(free) = entry {
                    free.insert(id);
                    self.densify(id);
                }
            }
        }
    }

    /// Changes to bits where about `greatest` of them take no more room than the table.
    fn densify(&mut self, greatest: u32) {
        const BITS_PER_TABLE_ENTRY: usize = 64;
        let Self::Sparse(table) = self else { return };
        if table.len() < 64 || table.len() * BITS_PER_TABLE_ENTRY < greatest as usize {
            return;
        }
        let ids = std::mem::take(table);
        *self = Self::Dense { words: Vec::new(), len: 0 };
        for id in ids {
            self.insert(id);
        }
    }

    pub fn for_each(&self, mut visit: impl FnMut(u32)) {
        match self {
            Self::Sparse(table) => table.iter().for_each(|id| visit(*id)),
            Self::Dense { words, .. } => {
                for (from, word) in (0u32..).step_by(64).zip(words) {
                    let mut rest = *word;
                    while rest != 0 {
                        visit(from + rest.trailing_zeros());
                        rest &= rest - 1;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_set_holds_each_number_once(ids in prop::collection::vec(prop_oneof![0u32..300, 0u32..1_000_000], 0..600)) {
            let mut set = IdSet::default();
            ids.iter().for_each(|id| set.insert(*id));
            let mut found = Vec::new();
            set.for_each(|id| found.push(id));
            found.sort_unstable();
            let expected: Vec<u32> = ids.iter().copied().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
            prop_assert_eq!(set.len(), expected.len() as u64);
            prop_assert_eq!(found, expected);
        }
    }
}
