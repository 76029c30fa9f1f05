//! The `scores` and `payments` of `--format json`.

use serde::Serialize;

use crate::evaluate::payment::Payment;
use crate::evaluate::ranking::Place;
use crate::evaluate::result::Value;
use crate::evaluate::score::Score;
use crate::plan::Plan;
use crate::session::checked::{Checked, CheckedPlan};

use super::json::Number;
use super::json_result::{JsonPeriod, by};
use super::localizer::Localizer;
use super::naming;

/// The weighted score of a plan or of one member.
#[derive(Serialize)]
pub(super) struct JsonScore {
    plan: String,
    file: String,
    period: JsonPeriod,
    by: serde_json::Map<String, serde_json::Value>,
    role: Option<String>,
    rank: Option<u32>,
    score: Option<Number>,
    parts: Vec<JsonPart>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct JsonPart {
    name: String,
    weight: Number,
    attainment: Number,
}

/// What a contractor is owed for one metric.
#[derive(Serialize)]
pub(super) struct JsonPayment {
    plan: String,
    file: String,
    period: JsonPeriod,
    by: serde_json::Map<String, serde_json::Value>,
    contractor: String,
    label: Option<String>,
    name: String,
    count: Option<Number>,
    fee: Number,
    currency: String,
    amount: Option<Number>,
    reason: Option<String>,
}

/// The scores of every plan, in order.
pub(super) fn scores(checked: &Checked) -> Vec<JsonScore> {
    let mut all = Vec::new();
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        all.extend(evaluation.scores.iter().map(|score| of_score(one, plan, score)));
    }
    all
}

/// The payments of every plan, in order.
pub(super) fn payments(checked: &Checked, localizer: &Localizer) -> Vec<JsonPayment> {
    let mut all = Vec::new();
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        all.extend(evaluation.payments.iter().filter_map(|payment| of_payment(one, plan, payment, localizer)));
    }
    all
}

fn of_score(one: &CheckedPlan, plan: &Plan, score: &Score) -> JsonScore {
    let name = |place: usize| naming::indicator_name(plan, place).unwrap_or_default().to_owned();
    let part = |part: &crate::evaluate::score::Part| JsonPart {
        name: name(part.indicator),
        weight: Number(part.weight.clone()),
        attainment: Number(part.attainment.clone()),
    };
    JsonScore {
        plan: naming::plan(one, plan).to_owned(),
        file: one.path.clone(),
        period: JsonPeriod::of(score.period, score.complete),
        by: by(&score.group),
        role: score.role.clone(),
        rank: score.place.as_ref().and_then(Place::rank),
        score: score.value.clone().map(Number),
        parts: score.parts.iter().map(part).collect(),
        left_out: score.left_out.iter().map(|place| name(*place)).collect(),
    }
}

fn of_payment(one: &CheckedPlan, plan: &Plan, payment: &Payment, localizer: &Localizer) -> Option<JsonPayment> {
    let contractor = plan.contractors.get(payment.contractor.index())?;
    Some(JsonPayment {
        plan: naming::plan(one, plan).to_owned(),
        file: one.path.clone(),
        period: JsonPeriod::of(payment.period, payment.complete),
        by: by(&payment.group),
        contractor: contractor.name.value.clone(),
        label: contractor.label.clone(),
        name: plan.metric(payment.metric).name.value.clone(),
        count: payment.count.known().cloned().map(Number),
        fee: Number(payment.fee.clone()),
        currency: payment.currency.clone(),
        amount: payment.amount.clone().map(Number),
        reason: match &payment.count {
            Value::Missing(why) => Some(localizer.text(why)),
            Value::Known(_) => None,
        },
    })
}
