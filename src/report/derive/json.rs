//! `kpi derive --format json`, version 1: the shape is a promise, described in the manual.

use serde::Serialize;

use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::evaluate::requirements::{FunnelPart, Need, Progress, Solved, Still, WhatIf};
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::report::json::Number;
use crate::report::json_bottleneck::{JsonBottleneck, json_bottleneck};
use crate::report::json_result::JsonPeriod;
use crate::report::localizer::Localizer;

use super::Derived;
use super::arithmetic::{self, funnel_name};

/// The document, ending with a line end: the first goal's answer, with those of further goals and plans in it.
#[must_use]
pub fn derived_json(all: &[Derived], localizer: &Localizer) -> String {
    let mut answers = all.iter().map(|derived| answer(derived, localizer));
    let first = answers.next();
    let document = Document { version: 1, tool_version: env!("CARGO_PKG_VERSION"), first, further: answers.collect() };
    // Writing plain data into a string can't fail; if it did, an empty text would be no valid document either.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document {
    version: u32,
    tool_version: &'static str,
    #[serde(flatten)]
    first: Option<JsonAnswer>,
    further: Vec<JsonAnswer>,
}

#[derive(Serialize)]
struct JsonAnswer {
    plan: String,
    file: String,
    required_by: Option<String>,
    as_of: String,
    period: JsonPeriod,
    working_days: u64,
    working_days_left: Option<u64>,
    team: Option<Number>,
    goal: JsonGoal,
    stages: Vec<JsonStage>,
    others: Vec<JsonStage>,
    steps: Vec<String>,
    funnels: Vec<JsonFunnel>,
    rates: Vec<JsonRate>,
    own_periods: Vec<JsonOwnPeriod>,
    history: Option<JsonHistory>,
    what_if: Option<JsonWhatIf>,
    solved: Option<JsonSolved>,
    sensitivities: Vec<JsonLever>,
    sensitivities_reason: Option<String>,
    bottleneck: Option<JsonBottleneck>,
}

#[derive(Serialize)]
struct JsonGoal {
    name: String,
    label: Option<String>,
    unit: String,
    /// What it is to reach: as asked, and as the plan says.
    target: Option<Number>,
    target_high: Option<Number>,
    direction: Option<&'static str>,
    planned: Option<Number>,
    /// Where it has no target: what the plan's numbers come to.
    computed: Option<Number>,
    reason: Option<String>,
    #[serde(flatten)]
    progress: JsonProgress,
}

/// A fraction in digits: exactly.
#[derive(Serialize)]
struct Exact {
    numerator: String,
    denominator: String,
}

#[derive(Serialize)]
struct JsonStage {
    name: String,
    label: Option<String>,
    unit: String,
    required: Option<Number>,
    required_exact: Option<Exact>,
    required_high: Option<Number>,
    direction: Option<&'static str>,
    per_member: Option<Number>,
    per_day: Option<Number>,
    per_member_per_working_day: Option<Number>,
    #[serde(flatten)]
    progress: JsonProgress,
    #[serde(flatten)]
    still: JsonStill,
    possible: bool,
    from: &'static str,
    planned: Option<Number>,
    reason: Option<String>,
}

#[derive(Default, Serialize)]
struct JsonProgress {
    done: Option<Number>,
    remaining: Option<Number>,
    remaining_per_working_day: Option<Number>,
    remaining_per_member_per_working_day: Option<Number>,
}

/// What the rest of the period is to bring.
#[derive(Default, Serialize)]
struct JsonStill {
    #[serde(rename = "still_needed")]
    whole: Option<Number>,
    #[serde(rename = "still_needed_per_working_day")]
    per_day: Option<Number>,
    #[serde(rename = "still_needed_per_member_per_working_day")]
    per_member_per_day: Option<Number>,
}

#[derive(Serialize)]
struct JsonFunnel {
    label: String,
    of: String,
    share: Number,
    value: Number,
    stages: Vec<JsonNumber>,
}

#[derive(Serialize)]
struct JsonNumber {
    name: String,
    value: Number,
}

#[derive(Serialize)]
struct JsonRate {
    name: String,
    label: Option<String>,
    unit: String,
    value: Option<Number>,
    from: &'static str,
    planned: Option<Number>,
    history: Option<JsonPast>,
}

#[derive(Serialize)]
struct JsonOwnPeriod {
    name: String,
    period: String,
    required: Number,
}

#[derive(Serialize)]
struct JsonPast {
    value: Number,
    numerator: Number,
    denominator: Number,
    periods: usize,
}

#[derive(Serialize)]
struct JsonHistory {
    periods: Vec<String>,
    truncated: Option<String>,
    unknown: Vec<String>,
}

#[derive(Serialize)]
struct JsonWhatIf {
    set: Vec<JsonNumber>,
    at: Vec<JsonNumber>,
    comes_to: Option<Number>,
    gap: Option<Number>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct JsonSolved {
    name: String,
    value: Option<Number>,
    value_exact: Option<Exact>,
    enough: Option<Number>,
    possible: bool,
    planned: Option<Number>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct JsonLever {
    name: String,
    step: &'static str,
    change: Number,
    worth: Number,
}

fn answer(derived: &Derived, localizer: &Localizer) -> JsonAnswer {
    let Derived { plan, one, answer, .. } = derived;
    let name = |metric: &MetricId| plan.metric(*metric).name.value.clone();
    let (levers, levers_reason) = match &answer.levers {
        Ok(levers) => (levers.as_slice(), None),
        Err(why) => (&[][..], Some(localizer.text(why))),
    };
    JsonAnswer {
        plan: plan.settings.label.as_ref().map_or(derived.path, |label| &label.value).to_owned(),
        file: derived.path.to_owned(),
        required_by: derived.required_by.clone(),
        as_of: one.as_of.date.to_string(),
        period: JsonPeriod::of(answer.period, answer.period.end() <= one.as_of.date),
        working_days: answer.working_days,
        working_days_left: answer.days_left,
        team: answer.team.clone().map(Number),
        goal: goal(derived, localizer),
        stages: stages(plan, answer.needs.iter().filter(|need| need.metric != answer.goal), localizer),
        others: stages(plan, answer.others.iter(), localizer),
        steps: arithmetic::lines(derived, localizer),
        funnels: answer.funnels.iter().map(|part| funnel(plan, part, localizer)).collect(),
        rates: rates(derived),
        own_periods: own_periods(derived),
        history: answer.history.as_ref().map(|history| JsonHistory {
            periods: history.periods.iter().map(ToString::to_string).collect(),
            truncated: history.truncated.map(|period| period.to_string()),
            unknown: history.unknown.iter().map(name).collect(),
        }),
        what_if: answer.what_if.as_ref().map(|asked| {
            let target = answer.derivation.look_up(answer.goal).ok().filter(|_| arithmetic::has_target(derived));
            what_if(plan, asked, target.map(|target| target.value), localizer)
        }),
        solved: answer.solved.as_ref().map(|found| solved(plan, found, localizer)),
        sensitivities: levers
            .iter()
            .map(|lever| JsonLever {
                name: name(&lever.metric),
                step: lever.step.word(),
                change: Number(lever.change.clone()),
                worth: Number(lever.worth.clone()),
            })
            .collect(),
        sensitivities_reason: levers_reason,
        bottleneck: answer.bottleneck.as_ref().map(|found| json_bottleneck(one, plan, found, localizer)),
    }
}

fn goal(derived: &Derived, localizer: &Localizer) -> JsonGoal {
    let Derived { plan, answer, .. } = derived;
    let metric = plan.metric(answer.goal);
    let indicator = answer.indicator.and_then(|place| plan.indicators.get(place));
    let has_target = arithmetic::has_target(derived);
    let found = answer.derivation.look_up(answer.goal);
    let number =
        |wanted: bool| found.as_ref().ok().filter(|_| has_target == wanted).map(|found| Number(found.value.clone()));
    let progress = answer.needs.iter().find(|need| need.metric == answer.goal).and_then(|need| need.progress.as_ref());
    JsonGoal {
        name: metric.name.value.clone(),
        label: indicator.and_then(|indicator| indicator.label.clone()).or_else(|| metric.label.clone()),
        unit: metric.unit.to_string(),
        target: number(true),
        target_high: found.as_ref().ok().and_then(|found| found.high.clone()).map(Number),
        direction: found.as_ref().ok().map(|found| found.direction.word()),
        planned: answer.planned.look_up(answer.goal).ok().map(|found| Number(found.value)),
        computed: number(false),
        reason: found.as_ref().err().map(|why| localizer.text(why)),
        progress: progress.map(json_progress).unwrap_or_default(),
    }
}

fn stages<'n>(plan: &Plan, needs: impl Iterator<Item = &'n Need>, localizer: &Localizer) -> Vec<JsonStage> {
    needs.map(|need| stage(plan, need, localizer)).collect()
}

fn stage(plan: &Plan, need: &Need, localizer: &Localizer) -> JsonStage {
    let metric = plan.metric(need.metric);
    let found = need.required.as_ref().ok();
    let number = |number: &Option<Rational>| number.clone().map(Number);
    JsonStage {
        name: metric.name.value.clone(),
        label: metric.label.clone(),
        unit: metric.unit.to_string(),
        required: found.map(|found| Number(found.value.clone())),
        required_exact: found.map(|found| exact(&found.value)),
        required_high: found.and_then(|found| found.high.clone()).map(Number),
        direction: found.map(|found| Direction::word(found.direction)),
        per_member: number(&need.per_member),
        per_day: number(&need.per_day),
        per_member_per_working_day: number(&need.per_member_per_day),
        progress: need.progress.as_ref().map(json_progress).unwrap_or_default(),
        still: need.still.as_ref().map(json_still).unwrap_or_default(),
        possible: need.is_possible,
        from: need.from.word(),
        planned: number(&need.planned),
        reason: need.required.as_ref().err().map(|why| localizer.text(why)),
    }
}

fn json_progress(progress: &Progress) -> JsonProgress {
    JsonProgress {
        done: Some(Number(progress.done.clone())),
        remaining: Some(Number(progress.left.clone())),
        remaining_per_working_day: progress.left_per_day.clone().map(Number),
        remaining_per_member_per_working_day: progress.left_per_member_per_day.clone().map(Number),
    }
}

fn json_still(still: &Still) -> JsonStill {
    JsonStill {
        whole: Some(Number(still.value.clone())),
        per_day: Some(Number(still.per_day.clone())),
        per_member_per_day: still.per_member_per_day.clone().map(Number),
    }
}

fn funnel(plan: &Plan, part: &FunnelPart, localizer: &Localizer) -> JsonFunnel {
    JsonFunnel {
        label: funnel_name(plan, part.funnel, localizer),
        of: plan.metric(part.of).name.value.clone(),
        share: Number(part.share.clone()),
        value: Number(part.value.clone()),
        stages: part.stages.iter().map(|(metric, value)| named(plan, *metric, value)).collect(),
    }
}

fn named(plan: &Plan, metric: MetricId, value: &Rational) -> JsonNumber {
    JsonNumber { name: plan.metric(metric).name.value.clone(), value: Number(value.clone()) }
}

fn rates(derived: &Derived) -> Vec<JsonRate> {
    let Derived { plan, answer, .. } = derived;
    let past = |metric: MetricId| answer.history.as_ref()?.rates.get(&metric);
    let rate = |rate: &crate::evaluate::requirements::RateUsed| {
        let metric = plan.metric(rate.metric);
        JsonRate {
            name: metric.name.value.clone(),
            label: metric.label.clone(),
            unit: metric.unit.to_string(),
            value: rate.value.clone().map(Number),
            from: rate.from.word(),
            planned: rate.planned.clone().map(Number),
            history: past(rate.metric).map(|past| JsonPast {
                value: Number(past.value.clone()),
                numerator: Number(past.numerator.clone()),
                denominator: Number(past.denominator.clone()),
                periods: past.periods,
            }),
        }
    };
    answer.rates.iter().map(rate).collect()
}

fn own_periods(derived: &Derived) -> Vec<JsonOwnPeriod> {
    let own = derived.answer.own_periods.iter();
    own.map(|own| JsonOwnPeriod {
        name: derived.plan.metric(own.metric).name.value.clone(),
        period: own.period.to_string(),
        required: Number(own.value.clone()),
    })
    .collect()
}

fn what_if(plan: &Plan, asked: &WhatIf, target: Option<Rational>, localizer: &Localizer) -> JsonWhatIf {
    let comes_to = asked.comes_to.as_ref().ok();
    JsonWhatIf {
        set: asked.set.iter().map(|(metric, value)| named(plan, *metric, value)).collect(),
        at: asked.at.iter().map(|(metric, value)| named(plan, *metric, value)).collect(),
        comes_to: comes_to.cloned().map(Number),
        gap: comes_to.zip(target).map(|(comes_to, target)| Number(comes_to - &target)),
        reason: asked.comes_to.as_ref().err().map(|why| localizer.text(why)),
    }
}

fn solved(plan: &Plan, found: &Solved, localizer: &Localizer) -> JsonSolved {
    let value = found.value.as_ref().ok();
    JsonSolved {
        name: plan.metric(found.metric).name.value.clone(),
        value: value.cloned().map(Number),
        value_exact: value.map(exact),
        enough: found.enough.clone().map(Number),
        possible: found.is_possible,
        planned: found.planned.clone().map(Number),
        reason: found.value.as_ref().err().map(|why| localizer.text(why)),
    }
}

fn exact(number: &Rational) -> Exact {
    let (numerator, denominator) = number.parts();
    Exact { numerator, denominator }
}
