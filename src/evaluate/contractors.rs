//! Which members belong to somebody outside who is paid by result.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::observations::{Group, Observations};
use crate::plan::Plan;
use crate::plan::ids::ContractorId;
use crate::plan::metric::{Indicator, Owner};

/// What contractors are called: their names and labels.
#[derive(Debug)]
pub struct Names<'a>(BTreeMap<&'a str, ContractorId>);

impl<'a> Names<'a> {
    #[must_use]
    pub fn new(plan: &'a Plan) -> Self {
        let mut names = BTreeMap::new();
        for (place, contractor) in plan.contractors.iter().enumerate() {
            names.insert(contractor.name.value.as_str(), ContractorId::of(place));
            names.extend(contractor.label.as_deref().map(|label| (label, ContractorId::of(place))));
        }
        Self(names)
    }

    fn of_member(&self, member: &str) -> Option<ContractorId> {
        self.0.get(member).copied()
    }

    /// The contractor that one of a group's members is called like.
    #[must_use]
    pub fn of_members(&self, group: &Group) -> Option<ContractorId> {
        let mut members = group.members.iter().filter_map(|(_, member)| member.as_deref());
        members.find_map(|member| self.of_member(member))
    }
}

/// The groups of a breakdown that are a contractor's.
///
/// A group is a contractor's where one of its members is called like it, or where all of its rows are of members of
/// another dimension that are: `by rep, company = staff.company via rep` says by `company` whose people are whose.
#[derive(Debug)]
pub struct Contractors<'a> {
    plan: &'a Plan,
    names: Names<'a>,
    by_other_dimension: BTreeMap<Group, ContractorId>,
}

impl<'a> Contractors<'a> {
    /// Those among the groups by these dimensions.
    #[must_use]
    pub fn new(plan: &'a Plan, observations: &Observations, dimensions: &[String]) -> Self {
        let mut contractors = Self { plan, names: Names::new(plan), by_other_dimension: BTreeMap::new() };
        for breakdown in finer_breakdowns(plan, dimensions) {
            let mut found: BTreeMap<Group, BTreeSet<Option<ContractorId>>> = BTreeMap::new();
            for mut group in observations.groups(&breakdown) {
                let Some((_, member)) = group.members.pop() else { continue };
                let of = member.as_deref().and_then(|member| contractors.names.of_member(member));
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

    /// What the contractor is called that a group belongs to; `None` for the team's own.
    #[must_use]
    pub fn of_group(&self, group: &Group) -> Option<&'a str> {
        let named = self.names.of_members(group);
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

/// The breakdowns by each dimension alone, among whose members contractors that are paid may be; none without such.
#[must_use]
pub fn dimensions_of_contractors(plan: &Plan) -> Vec<Vec<String>> {
    let is_paid = plan.contractors.iter().flat_map(|contractor| &contractor.paid).any(|paid| paid.fee.is_some());
    let dimensions: BTreeSet<&String> = if is_paid { dimensions(plan).collect() } else { BTreeSet::new() };
    dimensions.into_iter().map(|dimension| vec![dimension.clone()]).collect()
}

fn dimensions(plan: &Plan) -> impl Iterator<Item = &String> {
    plan.sources.iter().flat_map(|source| &source.dimensions).map(|dimension| &dimension.name.value)
}

/// The breakdowns that say to which members of each further dimension the groups by these belong; none without
/// contractors.
#[must_use]
pub fn finer_breakdowns(plan: &Plan, dimensions: &[String]) -> Vec<Vec<String>> {
    if plan.contractors.is_empty() || dimensions.is_empty() {
        return Vec::new();
    }
    let others: BTreeSet<&String> = self::dimensions(plan).filter(|name| !dimensions.contains(name)).collect();
    others.into_iter().map(|other| dimensions.iter().chain([other]).cloned().collect()).collect()
}
