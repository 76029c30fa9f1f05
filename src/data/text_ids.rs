//! Small numbers for texts, so that groups and distinct values are told apart by comparing numbers.

use std::hash::{BuildHasher, RandomState};

use arrow_array::{Array, StringViewArray};
use hashbrown::HashTable;

use super::bits::Bits;
use super::column::{Cells, MISSING, short_view, u32_of};

/// Numbers from 0 for texts, each text once. Exact: texts are compared, not only their hashes.
#[derive(Clone, Debug)]
pub(crate) struct TextIds {
    seeds: (u64, foldhash::fast::RandomState),
    short: HashTable<Short>,
    /// The hash and the number of each text of more than 12 bytes.
    long: HashTable<(u64, u32)>,
    entries: Vec<Entry>,
    long_texts: String,
}

/// A text of up to 12 bytes, as its view, in two halves to save the gap before an aligned 128-bit number.
#[derive(Clone, Copy, Debug)]
struct Short {
    low: u64,
    high: u64,
    id: u32,
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    Short(u64, u64),
    /// Where it stands in the long texts.
    Long(usize, usize),
}

#[allow(clippy::cast_possible_truncation, reason = "taken apart on purpose")]
fn halves(view: u128) -> (u64, u64) {
    (view as u64, (view >> 64) as u64)
}

impl Default for TextIds {
    fn default() -> Self {
        // A seed of chance, so that nobody can prepare texts that all fall into one place.
        let seed = RandomState::new().hash_one(0u8) | 1;
        let seeds = (seed, foldhash::fast::RandomState::default());
        Self { seeds, short: HashTable::new(), long: HashTable::new(), entries: Vec::new(), long_texts: String::new() }
    }
}

fn hash_short(seed: u64, (low, high): (u64, u64)) -> u64 {
    let product = u128::from(low ^ seed) * u128::from(high ^ seed.rotate_left(32));
    let (low_product, high_product) = halves(product);
    (low_product ^ high_product).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ low_product
}

impl TextIds {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The number of a text, a new one where it is not known yet.
    pub fn id(&mut self, text: &str) -> u32 {
        match short_view(text) {
            Some(view) => self.id_of_short(halves(view)),
            None => self.id_of_long(text),
        }
    }

    fn id_of_short(&mut self, view: (u64, u64)) -> u32 {
        let seed = self.seeds.0;
        let next = next_id(self.entries.len());
        let entry = self.short.entry(
            hash_short(seed, view),
            |known| (known.low, known.high) == view,
            |known| hash_short(seed, (known.low, known.high)),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(known) => known.get().id,
            hashbrown::hash_table::Entry::Vacant(free) => {
                free.insert(Short { low: view.0, high: view.1, id: next });
                self.entries.push(Entry::Short(view.0, view.1));
                next
            }
        }
    }

    fn id_of_long(&mut self, text: &str) -> u32 {
        let hash = self.seeds.1.hash_one(text);
        let next = next_id(self.entries.len());
        let (entries, long_texts) = (&self.entries, &self.long_texts);
        let same = |id: u32| long_text(entries, long_texts, id) == Some(text);
        let found = self.long.find(hash, |(known, id)| *known == hash && same(*id));
        if let Some((_, id)) = found {
            return *id;
        }
        self.long.insert_unique(hash, (hash, next), |(hash, _)| *hash);
        self.entries.push(Entry::Long(self.long_texts.len(), text.len()));
        self.long_texts.push_str(text);
        next
    }

    /// The number of a text that is known.
    pub fn find(&self, text: &str) -> Option<u32> {
        if let Some(view) = short_view(text) {
            let view = halves(view);
            let hash = hash_short(self.seeds.0, view);
            return self.short.find(hash, |known| (known.low, known.high) == view).map(|known| known.id);
        }
        let hash = self.seeds.1.hash_one(text);
        let same = |id: u32| long_text(&self.entries, &self.long_texts, id) == Some(text);
        self.long.find(hash, |(known, id)| *known == hash && same(*id)).map(|(_, id)| *id)
    }

    /// The text with a number of this list.
    pub fn text(&self, id: u32) -> String {
        match self.entries.get(id as usize) {
            Some(Entry::Short(low, high)) => {
                let bytes = (u128::from(*high) << 64 | u128::from(*low)).to_le_bytes();
                let length = (u32_of(u128::from(*low)) as usize).min(12);
                String::from_utf8_lossy(&bytes[4..4 + length]).into_owned()
            }
            _ => long_text(&self.entries, &self.long_texts, id).unwrap_or_default().to_owned(),
        }
    }

    /// Takes in the texts of another list; for each of its numbers the number in this one.
    pub fn absorb(&mut self, other: &Self) -> Vec<u32> {
        let ids = (0..).zip(&other.entries).map(|(id, entry)| match entry {
            Entry::Short(low, high) => self.id_of_short((*low, *high)),
            Entry::Long(..) => self.id_of_long(long_text(&other.entries, &other.long_texts, id).unwrap_or_default()),
        });
        ids.collect()
    }

    /// For each row the number of its cell's text where it is known, else [`MISSING`].
    pub fn found(&self, cells: &Cells, rows: usize) -> Vec<u32> {
        let find = |text: &str| self.find(text).unwrap_or(MISSING);
        match cells {
            Cells::Plain(texts) => texts.iter().map(|text| text.map_or(MISSING, find)).collect(),
            Cells::Dictionary { keys, texts } if texts.len() <= keys.len() => {
                let known: Vec<u32> = texts.iter().map(|text| text.map_or(MISSING, find)).collect();
                keys.iter().map(|key| known.get(*key as usize).copied().unwrap_or(MISSING)).collect()
            }
            Cells::Dictionary { .. } => {
                (0..rows).map(|row| cells.text(row).map_or(MISSING, |text| find(&text))).collect()
            }
            Cells::Typed(_) => vec![MISSING; rows],
        }
    }

    /// The numbers of the cells of `rows`; [`MISSING`] for missing cells and in all other rows.
    pub fn ids(&mut self, cells: &Cells, rows: &Bits) -> Vec<u32> {
        let mut ids = vec![MISSING; rows.rows()];
        match cells {
            Cells::Plain(texts) => {
                let views = texts.views();
                rows.and(&cells.present(rows.rows())).for_each(|row| {
                    let view = views[row];
                    let short = u32_of(view) <= 12;
                    ids[row] = if short { self.id_of_short(halves(view)) } else { self.id_of_long(texts.value(row)) };
                });
            }
            Cells::Dictionary { keys, texts } => {
                number_by_key(&mut ids, keys, texts, &rows.and(&cells.present(rows.rows())), |text| self.id(text));
            }
            Cells::Typed(_) => {}
        }
        ids
    }
}

/// Numbers the cells of `rows`, whose texts stand in a dictionary: each text once, where the dictionary is no longer than
/// its rows.
pub(super) fn number_by_key(
    ids: &mut [u32],
    keys: &[u32],
    texts: &StringViewArray,
    rows: &Bits,
    mut id: impl FnMut(&str) -> u32,
) {
    let mut known = vec![MISSING; if texts.len() <= keys.len() { texts.len() } else { 0 }];
    rows.for_each(|row| {
        let key = keys[row] as usize;
        ids[row] = match known.get_mut(key) {
            Some(known) => {
                if *known == MISSING {
                    *known = id(texts.value(key));
                }
                *known
            }
            None => id(texts.value(key)),
        };
    });
}

fn next_id(known: usize) -> u32 {
    u32::try_from(known).unwrap_or(MISSING)
}

fn long_text<'a>(entries: &[Entry], long_texts: &'a str, id: u32) -> Option<&'a str> {
    match entries.get(id as usize)? {
        Entry::Long(from, length) => long_texts.get(*from..from + length),
        Entry::Short(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_text_has_one_number_and_comes_back(texts in prop::collection::vec("[a-c架]{0,8}|[ab]{11,15}", 0..60)) {
            let (mut ids, mut others) = (TextIds::default(), TextIds::default());
            for text in texts.iter().rev() {
                others.id(text);
            }
            for text in &texts {
                prop_assert_eq!(ids.find(text).is_some(), ids.entries.iter().enumerate().any(|(id, _)| ids.text(next_id(id)) == *text));
                let id = ids.id(text);
                prop_assert_eq!(ids.text(id), text.clone());
                prop_assert_eq!(ids.find(text), Some(id));
            }
            let distinct: std::collections::BTreeSet<&String> = texts.iter().collect();
            prop_assert_eq!(ids.len(), distinct.len());
            let before = ids.len();
            let mapped = ids.absorb(&others);
            prop_assert_eq!(ids.len(), before);
            for (other, own) in (0..).zip(mapped) {
                prop_assert_eq!(ids.text(own), others.text(other));
            }
        }
    }
}
