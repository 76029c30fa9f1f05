//! The `results` of `--format json`.

use serde::Serialize;

use crate::base::period::Period;
use crate::base::vocabulary::Horizon;
use crate::data::observations::Group;
use crate::evaluate::evidence::Evidence;
use crate::evaluate::ranking::Place;
use crate::evaluate::result::ResultRow;
use crate::evaluate::samples::confidence;
use crate::evaluate::statistics::interval::Interval;
use crate::plan::Plan;
use crate::session::checked::{Checked, CheckedPlan};

use super::json::Number;
use super::localizer::Localizer;
use super::naming;

/// One number in one period and group.
#[derive(Serialize)]
pub(super) struct JsonResult {
    id: String,
    plan: String,
    file: String,
    line: u32,
    column: u32,
    name: String,
    label: Option<String>,
    role: &'static str,
    layer: Option<&'static str>,
    horizon: Option<&'static str>,
    owner: Option<String>,
    weight: Option<Number>,
    shared_with: Vec<String>,
    unit: String,
    period: JsonPeriod,
    by: serde_json::Map<String, serde_json::Value>,
    rank: Option<u32>,
    not_ranked: Option<String>,
    share: Option<Number>,
    value: Option<Number>,
    numerator: Option<Number>,
    denominator: Option<Number>,
    sample: Option<Number>,
    interval: Option<JsonInterval>,
    previous: Option<Number>,
    #[serde(flatten)]
    aim: JsonAim,
    forecast: Option<Number>,
    guards: Vec<String>,
    guard_status: Option<&'static str>,
    when_missed: Option<JsonWhenMissed>,
    status: Option<&'static str>,
    evidence: Option<&'static str>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct JsonInterval {
    low: Number,
    high: Number,
    confidence: Number,
}

#[derive(Serialize)]
pub(super) struct JsonPeriod {
    grain: &'static str,
    start: String,
    end: String,
    complete: bool,
}

impl JsonPeriod {
    /// `complete` where its last day is not after the as-of date.
    pub(super) fn of(period: Period, complete: bool) -> Self {
        let (start, end) = (period.start.to_string(), period.end().to_string());
        Self { grain: period.grain.word(), start, end, complete }
    }
}

#[derive(Default, Serialize)]
struct JsonAim {
    target: Option<Number>,
    target_high: Option<Number>,
    target_from: Option<&'static str>,
    direction: Option<&'static str>,
    warn: Option<Number>,
    fail: Option<Number>,
    met: Option<bool>,
    gap: Option<Number>,
    expected: Option<Number>,
    attainment: Option<Number>,
}

#[derive(Serialize)]
struct JsonWhenMissed {
    #[serde(rename = "do")]
    actions: Vec<String>,
    ask: Vec<String>,
}

impl JsonResult {
    /// Of a plan whose numbers nobody has read: no data is no verdict then.
    pub(super) fn without_verdict(self) -> Self {
        Self { status: None, reason: None, guard_status: None, ..self }
    }
}

/// Every row of every plan, in order.
pub(super) fn results(checked: &Checked, localizer: &Localizer) -> Vec<JsonResult> {
    let mut results = Vec::new();
    for one in &checked.plans {
        let (Some(plan), Some(evaluation)) = (checked.plan(one), &one.evaluation) else { continue };
        results.extend(evaluation.rows.iter().map(|row| result(checked, one, plan, row, localizer)));
    }
    results
}

/// One row of a plan.
pub(super) fn result(
    checked: &Checked,
    one: &CheckedPlan,
    plan: &Plan,
    row: &ResultRow,
    localizer: &Localizer,
) -> JsonResult {
    let indicator = naming::indicator(plan, row);
    let place = naming::span(plan, row)
        .map(|span| (checked.sources.file(span.file).path.clone(), checked.sources.positions(span).0));
    let role = naming::role(plan, row);
    let name = naming::name(plan, row).to_owned();
    let id = id(&one.path, role, &name, row);
    JsonResult {
        id,
        plan: naming::plan(one, plan).to_owned(),
        line: place.as_ref().map_or(1, |(_, position)| position.line),
        column: place.as_ref().map_or(1, |(_, position)| position.column),
        file: place.map_or_else(|| one.path.clone(), |(file, _)| file),
        name,
        label: naming::label(plan, row).map(String::from),
        role,
        layer: row.layer.map(crate::base::vocabulary::Layer::word),
        horizon: indicator.map(|_| row.horizon.unwrap_or(Horizon::Short).word()),
        owner: indicator.and_then(|indicator| naming::owner(plan, indicator)).map(String::from),
        weight: indicator.and_then(|indicator| indicator.weights.first()).map(|weight| Number(weight.share.clone())),
        shared_with: indicator.map(|indicator| indicator.shared_with.clone()).unwrap_or_default(),
        unit: row.unit.to_string(),
        period: JsonPeriod::of(row.period, row.complete),
        by: by(&row.group),
        rank: row.place.as_ref().and_then(Place::rank),
        not_ranked: match &row.place {
            Some(Place::Unranked(why)) => Some(localizer.text(why)),
            Some(Place::Ranked(_)) | None => None,
        },
        share: row.share.clone().map(Number),
        value: row.value.known().cloned().map(Number),
        numerator: row.numerator.clone().map(Number),
        denominator: row.denominator.clone().map(Number),
        sample: row.sample.clone().map(Number),
        interval: row.interval.clone().map(|Interval { low, high }| JsonInterval {
            low: Number(low),
            high: Number(high),
            confidence: Number(confidence(&plan.settings)),
        }),
        previous: row.previous.clone().map(Number),
        aim: aim(row),
        forecast: row.forecast.clone().map(Number),
        guards: row.guards.iter().filter_map(|place| naming::indicator_name(plan, *place)).map(String::from).collect(),
        guard_status: row.guard_status.map(crate::base::vocabulary::Status::word),
        when_missed: indicator
            .and_then(|indicator| indicator.when_missed.as_ref())
            .map(|missed| JsonWhenMissed { actions: missed.actions.clone(), ask: missed.questions.clone() }),
        status: row.status.map(crate::base::vocabulary::Status::word),
        evidence: row.evidence.map(Evidence::word),
        reason: naming::why(row).map(|message| localizer.text(message)),
    }
}

/// The same for the same number in every run: file, role, name, period, group.
fn id(path: &str, role: &str, name: &str, row: &ResultRow) -> String {
    let mut id = format!("{path}/{role}/{name}/{}", row.period);
    for (name, member) in &row.group.members {
        id.push_str(&["/", name, "=", member.as_deref().unwrap_or_default()].concat());
    }
    id
}

/// Dimension by dimension the member; `null` for rows that name nobody.
pub(super) fn by(group: &Group) -> serde_json::Map<String, serde_json::Value> {
    group.members.iter().map(|(name, member)| (name.clone(), serde_json::Value::from(member.clone()))).collect()
}

fn aim(row: &ResultRow) -> JsonAim {
    let limits = JsonAim {
        warn: row.limits.warn.clone().map(Number),
        fail: row.limits.fail.clone().map(Number),
        ..JsonAim::default()
    };
    let Some(aim) = &row.aim else { return limits };
    JsonAim {
        target: Some(Number(aim.target.clone())),
        target_high: aim.high.clone().map(Number),
        target_from: Some(aim.from.word()),
        direction: Some(aim.direction.word()),
        met: aim.met,
        gap: aim.gap.clone().map(Number),
        expected: Some(Number(aim.expected.clone())),
        attainment: aim.attainment.clone().map(Number),
        ..limits
    }
}
