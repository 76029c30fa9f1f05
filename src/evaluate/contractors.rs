//! Which members belong to somebody outside who is paid by result.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::observations::{Group, Observations};
use crate::plan::Plan;
use crate::plan::ids::ContractorId;
use crate::plan::metric::{Indicator, Owner};

/// The groups of a breakdown that are a contractor's.
///
/// A group is a contractor's where one of its members is called like it, or where all of its rows are of members of
/// another dimension that are: `by rep, company = staff.company via rep` says by `company` whose people are whose.
#[derive(Debug)]
pub struct Contractors<'a> {
    plan: &'a Plan,
    names: BTreeMap<&'a str, ContractorId>,
    by_other_dimension: BTreeMap<Group, ContractorId>,
}

impl<'a> Contractors<'a> {
    /// Those among the groups by these dimensions.
    #[must_use]
    pub fn new(plan: &'a Plan, observations: &Observations, dimensions: &[String]) -> Self {
        let mut names = BTreeMap::new();
        for (place, contractor) in plan.contractors.iter().enumerate() {
            names.insert(contractor.name.value.as_str(), ContractorId::of(place));
            names.extend(contractor.label.as_deref().map(|label| (label, ContractorId::of(place))));
        }
        let mut contractors = Self { plan, names, by_other_dimension: BTreeMap::new() };
        for breakdown in finer_breakdowns(plan, dimensions) {
            let mut found: BTreeMap<Group, BTreeSet<Option<ContractorId>>> = BTreeMap::new();
            for mut group in observations.groups(&breakdown) {
                let Some((_, member)) = group.members.pop() else { continue };
                let of = member.as_deref().and_then(|member| contractors.named(member));
                found.entry(group).or_default().insert(of);
            }
            for (group, all) in found {
                if let (1, Some(Some(only))) = (all.len(), all.first()) {
                    contractors.by_other_dimension.insert(group, *only);
                }
            }
        }
        contractors
    }

    fn named(&self, member: &str) -> Option<ContractorId> {
        self.names.get(member).copied()
    }

    /// What the contractor is called that a group belongs to; `None` for the team's own.
    #[must_use]
    pub fn of_group(&self, group: &Group) -> Option<&'a str> {
        let mut members = group.members.iter().filter_map(|(_, member)| member.as_deref());
        let named = members.find_map(|member| self.named(member));
        self.title(named.or_else(|| self.by_other_dimension.get(group).copied())?)
    }

    /// What the contractor is called that answers for an indicator.
    #[must_use]
    pub fn of_indicator(&self, indicator: &Indicator) -> Option<&'a str> {
        match indicator.owner.as_ref()? {
            Owner::Contractor(id, _) => self.title(*id),
            Owner::Person(_) => None,
        }
    }

    fn title(&self, id: ContractorId) -> Option<&'a str> {
        let contractor = self.plan.contractors.get(id.index())?;
        Some(contractor.label.as_deref().unwrap_or(&contractor.name.value))
    }
}

/// The breakdowns that say to which members of each further dimension the groups by these belong; none without
/// contractors.
#[must_use]
pub fn finer_breakdowns(plan: &Plan, dimensions: &[String]) -> Vec<Vec<String>> {
    if plan.contractors.is_empty() || dimensions.is_empty() {
        return Vec::new();
    }
    let all = plan.sources.iter().flat_map(|source| &source.dimensions).map(|dimension| &dimension.name.value);
    let others: BTreeSet<&String> = all.filter(|name| !dimensions.contains(name)).collect();
    others.into_iter().map(|other| dimensions.iter().chain([other]).cloned().collect()).collect()
}
