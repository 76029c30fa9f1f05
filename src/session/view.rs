//! Whether the member whose numbers are asked for is one.

use std::collections::BTreeSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message};
use crate::base::suggest::did_you_mean;
use crate::evaluate::ground::Basis;
use crate::plan::Plan;
use crate::plan::target::TargetValue;

use super::evaluation::dimensions;
use super::request::Request;

/// So many members are named where nobody has a similar name.
const NAMED: usize = 12;

/// Members that are asked for and that no plan with their dimension knows. Of a folder's plans one may know whom
/// another doesn't.
pub(super) fn unknown_members(request: &Request, plans: &[(&Plan, &Basis)]) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for (dimension, member) in &request.view {
        let Some(member) = member else { continue };
        let with_dimension = plans.iter().filter(|(plan, _)| dimensions(plan).contains(dimension.as_str()));
        let known: Vec<BTreeSet<String>> =
            with_dimension.map(|(plan, basis)| members(plan, basis, dimension)).collect();
        if known.is_empty() || known.iter().any(|known| known.contains(member)) {
            continue;
        }
        let known: BTreeSet<String> = known.into_iter().flatten().collect();
        errors.push(unknown(dimension, member, &known));
    }
    errors
}

/// The members of a dimension that rows, lookups or targets name.
fn members(plan: &Plan, basis: &Basis, dimension: &String) -> BTreeSet<String> {
    let groups = basis.observations.groups(std::slice::from_ref(dimension));
    let targets = basis.outside.targets.values().flatten().map(|row| row.group.clone());
    let named = groups.into_iter().chain(targets).flat_map(|group| group.members);
    let mut members: BTreeSet<String> =
        named.filter(|(name, _)| name == dimension).filter_map(|(_, member)| member).collect();
    for indicator in &plan.indicators {
        if let Some(TargetValue::By { dimension: own, members: targets }) =
            indicator.target.as_ref().map(|target| &target.value)
            && own.value == *dimension
        {
            members.extend(targets.iter().map(|(name, _)| name.value.clone()));
        }
    }
    members
}

fn unknown(dimension: &str, member: &str, known: &BTreeSet<String>) -> Diagnostic {
    let message = Message::new("no-such-member").with("dimension", dimension).with("member", member);
    let help = match did_you_mean(member, known.iter().map(String::as_str)) {
        Some(similar) => Message::new("no-such-member.help-similar").with("similar", format!("{dimension}={similar}")),
        None if known.is_empty() => Message::new("no-such-member.help-none"),
        None if known.len() > NAMED => Message::new("no-such-member.help-many")
            .with("count", known.len())
            .with("known", known.iter().take(NAMED).cloned().collect::<Vec<_>>()),
        None => Message::new("no-such-member.help").with("known", Arg::List(known.iter().cloned().collect())),
    };
    Diagnostic::error(message).help(help)
}
