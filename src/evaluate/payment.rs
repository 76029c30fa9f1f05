//! What contractors are paid by result: by their own rows, where a dimension tells them apart, else by everybody's.

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::plan::ids::{ContractorId, MetricId};

use super::contractors::{Names, dimensions_of_contractors};
use super::ground::Ground;
use super::result::Value;

/// What a contractor is owed for one metric in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    pub contractor: ContractorId,
    pub metric: MetricId,
    /// Whose rows are paid for: the contractor's, else everybody's.
    pub group: Group,
    pub period: Period,
    /// Whether the period's last day is not after the as-of date: until then it is what is owed so far.
    pub complete: bool,
    /// What is paid by.
    pub count: Value,
    /// For each, in `currency`.
    pub fee: Rational,
    /// Its ISO 4217 code.
    pub currency: String,
    /// count × fee; `None` where nobody knows how many there are.
    pub amount: Option<Rational>,
}

/// The payments of a plan: period by period as they come. What is paid without saying how much is not among them.
#[must_use]
pub fn payments(ground: Ground<'_>, periods: &[Period]) -> Vec<Payment> {
    let mut payments = Vec::new();
    for period in periods {
        for (place, contractor) in ground.plan.contractors.iter().enumerate() {
            let own = own_groups(ground, ContractorId::of(place));
            for paid in &contractor.paid {
                let Some((fee, currency)) = &paid.fee else { continue };
                let (group, count) = count(ground, &own, paid.per.value, *period);
                payments.push(Payment {
                    contractor: ContractorId::of(place),
                    metric: paid.per.value,
                    group,
                    period: *period,
                    complete: period.end() <= ground.as_of,
                    amount: count.known().map(|count| count * fee),
                    count,
                    fee: fee.clone(),
                    currency: currency.clone(),
                });
            }
        }
    }
    payments
}

/// The groups by a single dimension that are the contractor's.
fn own_groups(ground: Ground<'_>, contractor: ContractorId) -> Vec<Group> {
    let breakdowns = dimensions_of_contractors(ground.plan);
    let groups = breakdowns.iter().flat_map(|by| ground.observations.groups(by));
    let contractors = Names::new(ground.plan);
    groups.filter(|group| contractors.of_members(group) == Some(contractor)).collect()
}

fn count(ground: Ground<'_>, own: &[Group], metric: MetricId, period: Period) -> (Group, Value) {
    let value = |group: &Group| ground.values.of(metric, period, group).value.clone();
    let known = own.iter().map(|group| (group.clone(), value(group))).find(|(_, value)| value.known().is_some());
    known.unwrap_or_else(|| (Group::total(), value(&Group::total())))
}
