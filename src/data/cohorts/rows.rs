//! From the rows of a source to what is kept of its cohorts.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::accumulate::Input;
use crate::data::groups::Groups;
use crate::data::partial::Partial;
use crate::data::program::evaluate::Evaluation;
use crate::data::source_program::{Breakdown, MeasureProgram, SourceProgram};
use crate::data::summary::group_of;
use crate::data::text_ids::TextIds;

use super::Entered;
use super::tally::{CohortTally, StageRows};

/// Adds a measure's rows to the stages that they belong to. `groups` are those of the rows, by breakdown.
pub(crate) fn add_stages(
    program: &SourceProgram,
    partial: &mut Partial,
    rows: &Evaluation,
    measure: &MeasureProgram,
    input: &Input,
    groups: &[Option<Vec<u32>>],
) {
    let Some(dates) = rows.dates(program.times[measure.time].root.node) else { return };
    let Partial { cohorts, groups: known, members, .. } = partial;
    for stage in &measure.stages {
        let cohort = &program.cohorts[stage.cohort];
        let of_rows = cohort.breakdown.and_then(|breakdown| groups[breakdown].as_deref());
        let cells = rows.texts_made(cohort.key);
        let stage_rows = StageRows { stage: stage.stage, cells, input, dates, groups: of_rows };
        let comes_first = |one, other| comes_first(program, cohort.breakdown, known, members, one, other);
        cohorts[stage.cohort].add(cohort, &stage_rows, comes_first);
    }
}

/// Whether a group stands before another by the texts of its members.
fn comes_first(
    program: &SourceProgram,
    breakdown: Option<usize>,
    groups: &[Groups],
    members: &[TextIds],
    one: u32,
    other: u32,
) -> bool {
    let Some(breakdown) = breakdown else { return false };
    let Breakdown { members: columns, .. } = &program.breakdowns[breakdown];
    let texts = |group: u32| -> Vec<Option<String>> {
        let own = groups[breakdown].members(group).into_iter().zip(columns);
        own.map(|(member, column)| member.map(|member| members[*column].text(member))).collect()
    };
    texts(one) < texts(other)
}

/// Takes in what another thread has kept. `own_members` gives for each member column the own numbers of the other's.
pub(crate) fn merge_cohorts(
    program: &SourceProgram,
    partial: &mut Partial,
    others: Vec<CohortTally>,
    other_groups: &[Groups],
    own_members: &[Vec<u32>],
) {
    let Partial { cohorts, groups, members, .. } = partial;
    for ((cohort, own), other) in program.cohorts.iter().zip(cohorts).zip(others) {
        let mut own_groups: BTreeMap<u32, u32> = BTreeMap::new();
        if let Some(place) = cohort.breakdown {
            let columns = &program.breakdowns[place].members;
            for group in other.groups_seen() {
                let of_other = other_groups[place].members(group).into_iter().zip(columns);
                let own: Vec<Option<u32>> =
                    of_other.map(|(member, column)| member.map(|m| own_members[*column][m as usize])).collect();
                own_groups.insert(group, groups[place].id(&own));
            }
        }
        let comes_first = |one, other| comes_first(program, cohort.breakdown, groups, members, one, other);
        own.merge(other, |group| own_groups.get(&group).copied().unwrap_or(group), comes_first);
    }
}

/// What a source has seen of each of its cohorts.
pub(crate) fn entered(program: &SourceProgram, partial: &mut Partial) -> Vec<Entered> {
    let tallies = std::mem::take(&mut partial.cohorts);
    let entered = program.cohorts.iter().enumerate().zip(tallies).map(|((place, cohort), tally)| {
        let seen: BTreeSet<u32> = tally.groups_seen();
        let named = |breakdown: usize| {
            let name = |group| (group, group_of(&program.breakdowns[breakdown], partial, group, breakdown));
            seen.iter().copied().map(name).collect()
        };
        let factors = program.measures.iter().flat_map(|measure| {
            let own = measure.stages.iter().filter(move |stage| stage.cohort == place);
            own.map(|stage| (stage.stage, measure.factor.clone()))
        });
        Entered {
            request: cohort.request,
            groups: cohort.breakdown.map(named).unwrap_or_default(),
            factors: factors.collect(),
            tally,
        }
    });
    entered.collect()
}
