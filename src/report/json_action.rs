//! The `actions` of `--format json`.

use serde::Serialize;

use crate::evaluate::action::{How, Measured, Share};
use crate::plan::Plan;
use crate::plan::practice::Action;
use crate::session::checked::{Checked, CheckedPlan};

use super::actions::of_plan;
use super::json::Number;
use super::localizer::Localizer;
use super::naming;

/// What came of an action.
#[derive(Serialize)]
pub(super) struct JsonAction {
    plan: String,
    file: String,
    line: u32,
    label: String,
    metric: String,
    owner: Option<String>,
    from: Option<String>,
    by: Option<String>,
    /// Days since, and as many before.
    days: Option<u32>,
    /// The dimensions whose mix is held.
    mix_of: Vec<String>,
    /// The period that sums are told for.
    per: Option<JsonPer>,
    sample_before: Option<JsonShare>,
    sample_after: Option<JsonShare>,
    before: Option<Number>,
    after: Option<Number>,
    after_standardised: Option<Number>,
    effect: Option<Number>,
    low95: Option<Number>,
    high95: Option<Number>,
    expect: Option<Number>,
    reached: Option<bool>,
    due: Option<bool>,
    verdict: Option<&'static str>,
    reason: Option<String>,
    heard: Vec<JsonHeard>,
}

#[derive(Serialize)]
struct JsonShare {
    numerator: Number,
    denominator: Number,
}

impl JsonShare {
    fn of(Share { of, among }: &Share) -> Self {
        Self { numerator: Number(of.clone()), denominator: Number(among.clone()) }
    }
}

#[derive(Serialize)]
struct JsonPer {
    grain: &'static str,
    working_days: Option<u64>,
}

#[derive(Serialize)]
struct JsonHeard {
    date: String,
    what: String,
}

/// The actions of every plan, in order.
pub(super) fn actions(checked: &Checked, localizer: &Localizer) -> Vec<JsonAction> {
    let plans = checked.plans.iter().filter_map(|one| Some((one, checked.plan(one)?)));
    let of_one = |(one, plan)| {
        of_plan(plan, one).map(move |(action, measured)| of_action(checked, one, (plan, action, measured), localizer))
    };
    plans.flat_map(of_one).collect()
}

fn of_action(
    checked: &Checked,
    one: &CheckedPlan,
    (plan, action, measured): (&Plan, &Action, &Measured),
    localizer: &Localizer,
) -> JsonAction {
    let span = action.label.span;
    let comparison = measured.comparison.as_ref();
    let interval = comparison.and_then(|comparison| comparison.interval.as_ref());
    let counts = comparison.and_then(|comparison| comparison.counts.as_ref());
    let number = |number: &_| Number(Clone::clone(number));
    JsonAction {
        plan: naming::plan(one, plan).to_owned(),
        file: checked.sources.file(span.file).path.clone(),
        line: checked.sources.positions(span).0.line,
        label: action.label.value.clone(),
        metric: plan.metric(action.metric.value).name.value.clone(),
        owner: action.owner.as_ref().and_then(|owner| naming::owner_name(plan, owner)).map(String::from),
        from: action.from.as_ref().map(|from| from.value.to_string()),
        by: action.by.as_ref().map(|by| by.value.to_string()),
        days: measured.windows.map(|windows| windows.after.count()),
        mix_of: match comparison.map(|comparison| &comparison.how) {
            Some(How::Mix(dimensions)) => dimensions.clone(),
            _ => Vec::new(),
        },
        per: match comparison.map(|comparison| &comparison.how) {
            Some(How::PerPeriod { period, working_days }) => {
                Some(JsonPer { grain: period.grain.word(), working_days: Some(*working_days) })
            }
            Some(How::Mean { grain, .. }) => Some(JsonPer { grain: grain.word(), working_days: None }),
            _ => None,
        },
        sample_before: counts.map(|(before, _)| JsonShare::of(before)),
        sample_after: counts.map(|(_, after)| JsonShare::of(after)),
        before: comparison.map(|comparison| number(&comparison.before)),
        after: comparison.map(|comparison| number(&comparison.after)),
        after_standardised: comparison.and_then(|comparison| comparison.after_standardised.as_ref()).map(number),
        effect: comparison.map(|comparison| Number(comparison.effect())),
        low95: interval.map(|interval| number(&interval.low)),
        high95: interval.map(|interval| number(&interval.high)),
        expect: action.expect.as_ref().map(|expect| number(&expect.value)),
        reached: measured.reached,
        due: measured.due,
        verdict: measured.verdict.map(crate::evaluate::action::Verdict::word),
        reason: measured.reason.as_ref().map(|reason| localizer.text(reason)),
        heard: action
            .heard
            .iter()
            .map(|(date, what)| JsonHeard { date: date.to_string(), what: what.clone() })
            .collect(),
    }
}
