//! Groups of rows, by the members of one or more dimensions.

use hashbrown::HashMap;

use super::bits::Bits;

/// The groups of a breakdown that have been seen, numbered from 0 as they come.
///
/// A member stands here as its number + 1, a missing cell as 0. With one dimension a group is its member; each further
/// dimension makes pairs of the groups so far and its members.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    dimensions: usize,
    pairs: Vec<Pairs>,
}

#[derive(Clone, Debug, Default)]
struct Pairs {
    known: HashMap<(u32, u32), u32, foldhash::fast::RandomState>,
    list: Vec<(u32, u32)>,
}

impl Pairs {
    fn id(&mut self, pair: (u32, u32)) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let id = *self.known.entry(pair).or_insert(next);
        if id == next {
            self.list.push(pair);
        }
        id
    }
}

impl Groups {
    /// The groups by this many dimensions; without any there is one group.
    pub fn new(dimensions: usize) -> Self {
        Self { dimensions, pairs: vec![Pairs::default(); dimensions.saturating_sub(1)] }
    }

    /// The group of each row of `rows`, by the numbers of its members ([`MISSING`](super::column::MISSING) for none)
    /// in each dimension. `None` where there is but one group.
    pub fn of_rows(&mut self, members: &[&[u32]], rows: &Bits) -> Option<Vec<u32>> {
        let (first, rest) = members.split_first()?;
        let mut groups: Vec<u32> = first.iter().map(|member| member.wrapping_add(1)).collect();
        for (members, pairs) in rest.iter().zip(&mut self.pairs) {
            let mut last = ((u32::MAX, u32::MAX), 0);
            rows.for_each(|row| {
                let pair = (groups[row], members[row].wrapping_add(1));
                if pair != last.0 {
                    last = (pair, pairs.id(pair));
                }
                groups[row] = last.1;
            });
        }
        Some(groups)
    }

    /// The group of these members.
    pub fn id(&mut self, members: &[Option<u32>]) -> u32 {
        let plain = |member: &Option<u32>| member.map_or(0, |member| member.wrapping_add(1));
        let Some((first, rest)) = members.split_first() else { return 0 };
        let pairs = rest.iter().zip(&mut self.pairs);
        pairs.fold(plain(first), |group, (member, pairs)| pairs.id((group, plain(member))))
    }

    /// The members of a group, in the order of the dimensions.
    pub fn members(&self, group: u32) -> Vec<Option<u32>> {
        if self.dimensions == 0 {
            return Vec::new();
        }
        let mut members = Vec::new();
        let mut group = group;
        for pairs in self.pairs.iter().rev() {
            let (before, member) = pairs.list.get(group as usize).copied().unwrap_or_default();
            members.push(member.checked_sub(1));
            group = before;
        }
        members.push(group.checked_sub(1));
        members.reverse();
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_group_comes_back_as_its_members(rows in prop::collection::vec(prop::collection::vec(prop::option::of(0u32..4), 3), 1..40), dimensions in 0usize..4) {
            let mut groups = Groups::new(dimensions);
            let columns: Vec<Vec<u32>> = (0..dimensions)
                .map(|dimension| rows.iter().map(|row| row[dimension].unwrap_or(u32::MAX)).collect())
                .collect();
            let columns: Vec<&[u32]> = columns.iter().map(Vec::as_slice).collect();
            let found = groups.of_rows(&columns, &Bits::all(rows.len())).unwrap_or_else(|| vec![0; rows.len()]);
            for (row, group) in rows.iter().zip(found) {
                prop_assert_eq!(groups.members(group), row[..dimensions].to_vec());
                prop_assert_eq!(groups.id(&row[..dimensions]), group);
            }
        }
    }
}
