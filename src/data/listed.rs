//! The members that lookups name, whether or not a row of facts belongs to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lookup::LoadedLookup;
use super::observations::Group;
use super::source_program::{Breakdown, ColumnOrigin, SourceProgram};

/// Where a lookup has the member of a dimension.
#[derive(Clone, Copy)]
enum Place {
    Key,
    Column(usize),
    /// The dimension is none of the lookup's.
    Elsewhere,
}

/// The groups of the lookups' rows, for breakdowns by their columns and by the column that holds their key. Where a
/// breakdown has a dimension of another kind beside, those whose members occur in no `seen` group, with nobody there.
pub(crate) fn listed_groups(
    program: &SourceProgram,
    lookups: &[Arc<LoadedLookup>],
    seen: &BTreeSet<Group>,
) -> BTreeSet<Group> {
    let mut groups = BTreeSet::new();
    for (join, lookup) in lookups.iter().enumerate() {
        for breakdown in &program.breakdowns {
            let places = places(program, breakdown, join);
            let is_named = places.iter().any(|place| !matches!(place, Place::Elsewhere));
            let is_whole = places.iter().all(|place| !matches!(place, Place::Elsewhere));
            if !is_named {
                continue;
            }
            let known = if is_whole { BTreeSet::new() } else { members_seen(breakdown, &places, seen) };
            for row in 0..u32::try_from(lookup.keys.len()).unwrap_or(u32::MAX) {
                let members = members(lookup, row, &places);
                if !known.contains(&members) {
                    groups.insert(Group { members: breakdown.names.iter().cloned().zip(members).collect() });
                }
            }
        }
    }
    groups
}

fn places(program: &SourceProgram, breakdown: &Breakdown, join: usize) -> Vec<Place> {
    let place = |member: &usize| {
        let column = program.member_columns[*member];
        match program.origins[column] {
            ColumnOrigin::Joined(own, place) if own == join => Place::Column(place),
            ColumnOrigin::Own(_) if program.joins[join].via == column => Place::Key,
            _ => Place::Elsewhere,
        }
    };
    breakdown.members.iter().map(place).collect()
}

/// What a row of the lookup says of each dimension.
fn members(lookup: &LoadedLookup, row: u32, places: &[Place]) -> Vec<Option<String>> {
    let member = |place: &Place| match place {
        Place::Key => lookup.member(row, None),
        Place::Column(column) => lookup.member(row, Some(*column)),
        Place::Elsewhere => None,
    };
    places.iter().map(member).collect()
}

/// The members of the seen groups of a breakdown, without those that stand elsewhere.
fn members_seen(breakdown: &Breakdown, places: &[Place], seen: &BTreeSet<Group>) -> BTreeSet<Vec<Option<String>>> {
    let is_of = |group: &&Group| group.members.iter().map(|(name, _)| name).eq(&breakdown.names);
    let of_lookup = |group: &Group| {
        let members = group.members.iter().zip(places);
        members.map(|((_, member), place)| member.clone().filter(|_| !matches!(place, Place::Elsewhere))).collect()
    };
    seen.iter().filter(is_of).map(of_lookup).collect()
}
