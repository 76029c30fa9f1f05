//! What contractors are paid by result.

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::plan::ids::{ContractorId, MetricId};

use super::ground::Ground;
use super::result::Value;

/// What a contractor is owed for one metric in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    pub contractor: ContractorId,
    pub metric: MetricId,
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
            for paid in &contractor.paid {
                let Some((fee, currency)) = &paid.fee else { continue };
                let count = ground.values.of(paid.per.value, *period, &Group::total()).value.clone();
                payments.push(Payment {
                    contractor: ContractorId::of(place),
                    metric: paid.per.value,
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
