//! A set of a batch's rows.

/// One bit for each row. Bits past the last row are zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    rows: usize,
}

impl Bits {
    pub fn none(rows: usize) -> Self {
        Self { words: vec![0; rows.div_ceil(64)], rows }
    }

    pub fn all(rows: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; rows.div_ceil(64)], rows };
        if let (Some(last), true) = (bits.words.last_mut(), !rows.is_multiple_of(64)) {
            *last = (1 << (rows % 64)) - 1;
        }
        bits
    }

    /// The rows for which `holds` is true; it is asked once for each, in order.
    pub fn where_true(rows: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let word = |index: usize| {
            let from = index * 64;
            (from..rows.min(from + 64)).fold(0, |word, row| word | (u64::from(holds(row)) << (row - from)))
        };
        Self { words: (0..rows.div_ceil(64)).map(word).collect(), rows }
    }

    /// The rows whose bits are set in `words`, the first row in the lowest bit of the first word.
    pub fn of_words(words: impl Iterator<Item = u64>, rows: usize) -> Self {
        let mut bits = Self { words: words.take(rows.div_ceil(64)).collect(), rows };
        bits.words.resize(rows.div_ceil(64), 0);
        bits.and(&Self::all(rows))
    }

    /// How many rows the batch has, in the set or not.
    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn contains(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub fn insert(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub fn is_subset_of(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(own, other)| own & !other == 0)
    }

    pub fn and(&self, other: &Self) -> Self {
        self.zip(other, |own, other| own & other)
    }

    pub fn or(&self, other: &Self) -> Self {
        self.zip(other, |own, other| own | other)
    }

    /// The rows that are in this set and not in the other.
    pub fn without(&self, other: &Self) -> Self {
        self.zip(other, |own, other| own & !other)
    }

    fn zip(&self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        debug_assert_eq!(self.rows, other.rows);
        let words = self.words.iter().zip(&other.words).map(|(own, other)| combine(*own, *other)).collect();
        Self { words, rows: self.rows }
    }

    /// Calls `visit` with each row of the set, in order.
    pub fn for_each(&self, mut visit: impl FnMut(usize)) {
        for (index, word) in self.words.iter().enumerate() {
            let from = index * 64;
            if *word == u64::MAX {
                (from..from + 64).for_each(&mut visit);
                continue;
            }
            let mut rest = *word;
            while rest != 0 {
                visit(from + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn listed(bits: &Bits) -> Vec<usize> {
        let mut rows = Vec::new();
        bits.for_each(|row| rows.push(row));
        rows
    }

    proptest! {
        #[test]
        fn sets_of_rows_behave_like_lists_of_truths(pairs in prop::collection::vec(any::<(bool, bool)>(), 0..300)) {
            let rows = pairs.len();
            let (a, b) = (Bits::where_true(rows, |row| pairs[row].0), Bits::where_true(rows, |row| pairs[row].1));
            let expect = |holds: fn((bool, bool)) -> bool| -> Vec<usize> { (0..rows).filter(|row| holds(pairs[*row])).collect() };
            prop_assert_eq!(listed(&a), expect(|(a, _)| a));
            prop_assert_eq!(listed(&a.and(&b)), expect(|(a, b)| a && b));
            prop_assert_eq!(listed(&a.or(&b)), expect(|(a, b)| a || b));
            prop_assert_eq!(listed(&Bits::all(rows).without(&b)), expect(|(_, b)| !b));
            prop_assert_eq!(a.count(), expect(|(a, _)| a).len() as u64);
            prop_assert_eq!(a.is_subset_of(&b), pairs.iter().all(|(a, b)| !a || *b));
        }
    }
}
