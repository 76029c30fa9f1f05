//! Scores and payments in words.

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::evaluate::payment::Payment;
use crate::evaluate::result::Value;
use crate::evaluate::score::Score;
use crate::evaluate::sentences::{called, quantity, title};
use crate::plan::Plan;

use super::localizer::Localizer;
use super::said;

/// What a plan's score is, how it comes about, and what has no part in it.
#[must_use]
pub fn score_lines(plan: &Plan, score: &Score) -> Vec<Message> {
    let percent = |share: &Rational| Arg::Quantity(share.clone(), UnitName::Percent);
    let mut lines = Vec::new();
    if let Some(value) = &score.value {
        let part = |part: &crate::evaluate::score::Part| {
            Arg::from(
                Message::new("score-part")
                    .with("name", title(plan, &plan.indicators[part.indicator]))
                    .with("weight", percent(&part.weight))
                    .with("attainment", percent(&part.attainment)),
            )
        };
        let total: Rational = score.parts.iter().map(|part| part.weight.clone()).sum();
        let id = match (&score.role, total == Rational::ONE) {
            (None, true) => "score",
            (None, false) => "score.of-part",
            (Some(_), true) => "score.role",
            (Some(_), false) => "score.role-of-part",
        };
        lines.push(
            Message::new(id)
                .with("role", score.role.clone().unwrap_or_default())
                .with("score", percent(value))
                .with("parts", Arg::Joined(" + ", score.parts.iter().map(part).collect()))
                .with("total", percent(&total)),
        );
    }
    if !score.left_out.is_empty() {
        let names = score.left_out.iter().map(|place| title(plan, &plan.indicators[*place]).to_owned());
        let id = if score.value.is_some() { "score-left-out" } else { "score-none" };
        lines.push(Message::new(id).with("names", names.collect::<Vec<_>>()));
    }
    lines
}

/// What a contractor is owed.
#[must_use]
pub fn payment_line(plan: &Plan, payment: &Payment, localizer: &Localizer) -> Option<Message> {
    let contractor = plan.contractors.get(payment.contractor.index())?;
    let name = contractor.label.as_deref().unwrap_or(&contractor.name.value);
    let money = |amount: &Rational| Arg::Quantity(amount.clone(), UnitName::Money(payment.currency.clone()));
    let message = match (&payment.count, &payment.amount) {
        (Value::Missing(why), _) => Message::new("payment.unknown").with("reason", why.clone()),
        (Value::Known(count), amount) => Message::new(if payment.complete { "payment" } else { "payment.so-far" })
            .with("name", paid_by(plan, payment, localizer))
            .with("count", quantity(count, plan.metric(payment.metric).unit))
            .with("fee", money(&payment.fee))
            .with("amount", money(amount.as_ref()?)),
    };
    Some(message.with("contractor", name))
}

/// The metric, and whose rows of it.
fn paid_by(plan: &Plan, payment: &Payment, localizer: &Localizer) -> Arg {
    let metric = called(plan, payment.metric);
    if payment.group.members.is_empty() {
        return metric.into();
    }
    let whose = said::pairs(&payment.group, localizer);
    Message::new("payment-of").with("name", metric).with("whose", whose).into()
}
