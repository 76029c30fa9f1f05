//! A value for each of many small numbers.

use hashbrown::HashMap;

/// Values by number, in blocks of 65,536: a block is a small table while it has few values, then a place for each.
#[derive(Clone, Debug)]
pub(super) struct KeyTable<T> {
    blocks: Vec<Block<T>>,
    /// What stands where there is no value.
    absent: T,
}

#[derive(Clone, Debug)]
enum Block<T> {
    Few(HashMap<u16, T, foldhash::fast::RandomState>),
    Many(Box<[T]>),
}

const BLOCK: usize = 1 << 16;

/// So many values in a table take less than a place for each of the block's numbers.
const FEW: usize = 2048;

fn place(id: u32) -> (usize, u16) {
    (id as usize / BLOCK, (id & 0xFFFF) as u16)
}

impl<T: Copy + PartialEq> KeyTable<T> {
    /// No value yet; `absent` is none that is ever put in.
    pub fn new(absent: T) -> Self {
        Self { blocks: Vec::new(), absent }
    }

    #[inline]
    pub fn get(&self, id: u32) -> Option<T> {
        let (block, low) = place(id);
        let value = match self.blocks.get(block)? {
            Block::Many(values) => values[usize::from(low)],
            Block::Few(values) => *values.get(&low)?,
        };
        (value != self.absent).then_some(value)
    }

    #[inline]
    pub fn get_mut(&mut self, id: u32) -> Option<&mut T> {
        let (block, low) = place(id);
        let value = match self.blocks.get_mut(block)? {
            Block::Many(values) => &mut values[usize::from(low)],
            Block::Few(values) => values.get_mut(&low)?,
        };
        (*value != self.absent).then_some(value)
    }

    #[inline]
    pub fn put(&mut self, id: u32, value: T) {
        let (block, low) = place(id);
        if block >= self.blocks.len() {
            self.blocks.resize_with(block + 1, || Block::Few(HashMap::default()));
        }
        let block = &mut self.blocks[block];
        match block {
            Block::Many(values) => values[usize::from(low)] = value,
            Block::Few(values) => {
                values.insert(low, value);
                if values.len() > FEW {
                    let mut many = vec![self.absent; BLOCK].into_boxed_slice();
                    values.iter().for_each(|(low, value)| many[usize::from(*low)] = *value);
                    *block = Block::Many(many);
                }
            }
        }
    }

    /// Calls `visit` with each number that has a value, in no order.
    pub fn for_each(&self, mut visit: impl FnMut(u32, T)) {
        for (from, block) in (0u32..).step_by(BLOCK).zip(&self.blocks) {
            match block {
                Block::Few(values) => values.iter().for_each(|(low, value)| visit(from + u32::from(*low), *value)),
                Block::Many(values) => {
                    let values = (from..).zip(values.iter()).filter(|(_, value)| **value != self.absent);
                    values.for_each(|(id, value)| visit(id, *value));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_holds_what_was_put_in_last(puts in prop::collection::vec((prop_oneof![0u32..3000, 65_000u32..67_000, 0u32..1_000_000], 0i32..9), 0..6000)) {
            let mut table = KeyTable::new(i32::MAX);
            let mut expected = BTreeMap::new();
            for (id, value) in &puts {
                prop_assert_eq!(table.get(*id), expected.get(id).copied());
                table.put(*id, *value);
                expected.insert(*id, *value);
            }
            let mut found = BTreeMap::new();
            table.for_each(|id, value| {
                found.insert(id, value);
            });
            prop_assert_eq!(&found, &expected);
            for (id, value) in expected {
                prop_assert_eq!(table.get_mut(id), Some(&mut value.clone()));
            }
        }
    }
}
