//! Sets of small numbers.

/// A set of numbers, in blocks of 65,536: a block is a sorted list while it has few numbers, then a bit for each. (A
/// simple form of the Roaring bitmaps of Lemire, Ssi-Yan-Kai and Kaser.)
#[derive(Clone, Debug, Default)]
pub(super) struct IdSet {
    blocks: Vec<Block>,
    len: u64,
}

#[derive(Clone, Debug)]
enum Block {
    Few(Vec<u16>),
    Many(Box<[u64; 1024]>),
}

/// So many numbers in a list take a fraction of the room of the bits, and are searched in no time.
const FEW: usize = 512;

impl IdSet {
    /// How many numbers there are.
    pub fn len(&self) -> u64 {
        self.len
    }

    #[inline]
    pub fn insert(&mut self, id: u32) {
        let (block, low) = (id as usize >> 16, (id & 0xFFFF) as u16);
        if block >= self.blocks.len() {
            self.blocks.resize_with(block + 1, || Block::Few(Vec::new()));
        }
        let block = &mut self.blocks[block];
        self.len += u64::from(match block {
            Block::Many(words) => {
                let (word, bit) = (&mut words[usize::from(low) / 64], 1 << (low % 64));
                let new = *word & bit == 0;
                *word |= bit;
                new
            }
            Block::Few(list) => match list.binary_search(&low) {
                Ok(_) => false,
                Err(place) => {
                    list.insert(place, low);
                    if list.len() > FEW {
                        *block = Block::of_many(list);
                    }
                    true
                }
            },
        });
    }

    /// Calls `visit` with each number, in order.
    pub fn for_each(&self, mut visit: impl FnMut(u32)) {
        for (from, block) in (0u32..).step_by(1 << 16).zip(&self.blocks) {
            match block {
                Block::Few(list) => list.iter().for_each(|low| visit(from + u32::from(*low))),
                Block::Many(words) => {
                    for (from, word) in (from..).step_by(64).zip(words.iter()) {
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
}

impl Block {
    fn of_many(list: &[u16]) -> Self {
        let mut words = Box::new([0u64; 1024]);
        for low in list {
            words[usize::from(*low) / 64] |= 1 << (low % 64);
        }
        Self::Many(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_set_holds_each_number_once(ids in prop::collection::vec(prop_oneof![0u32..700, 65_000u32..67_000, 0u32..1_000_000], 0..1500)) {
            let mut set = IdSet::default();
            for id in &ids {
                set.insert(*id);
            }
            let mut found = Vec::new();
            set.for_each(|id| found.push(id));
            let expected: Vec<u32> = ids.iter().copied().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
            prop_assert_eq!(set.len(), expected.len() as u64);
            prop_assert_eq!(found, expected);
        }
    }
}
