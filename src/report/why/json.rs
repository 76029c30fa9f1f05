//! `kpi why --format json`, version 1: the shape is a promise, described in the manual.

use serde_json::{Map, Value, json as object};

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{
    About, Answer, Change, Explanation, Factor, Factors, Kind, Link, Method, Move, Moves, Segment, Segmentation, Side,
    Sides, Versus,
};
use crate::evaluate::why::formula::Leaf;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::report::appearance::Appearance;
use crate::report::json::Number;
use crate::report::json_result::JsonPeriod;
use crate::report::localizer::Localizer;
use crate::report::naming;
use crate::session::checked::{Checked, CheckedPlan};

use super::Context;
use super::notes::notes;
use super::sentence::{sentences, sentences_of_moves};
use super::words::leaf_title;

/// An exact fraction longer than this is of no use to anybody who reads the document.
const LONGEST_FRACTION: usize = 100;

/// The document, ending with a line end.
#[must_use]
pub fn json(
    checked: &Checked,
    one: &CheckedPlan,
    plan: &Plan,
    answer: &Answer,
    localizer: &Localizer,
    appearance: Appearance,
) -> String {
    let context = Context::new(checked, one, plan, answer, localizer, appearance);
    let period = answer.comparison.period;
    let mut document = Map::new();
    let mut put = |name: &str, value: Value| document.insert(name.to_owned(), value);
    put("version", 1.into());
    put("tool_version", env!("CARGO_PKG_VERSION").into());
    put("as_of", one.as_of.date.to_string().into());
    put("plan", naming::plan(one, plan).into());
    put("file", one.path.clone().into());
    put("period", of_period(period, &context));
    put(
        "vs",
        match answer.comparison.versus {
            Versus::Period(other) => of_period(other, &context),
            Versus::Target => "target".into(),
        },
    );
    match &answer.about {
        About::One(explanation) => document.extend(of_explanation(&context, explanation)),
        About::All(moves) => document.extend(of_moves(&context, moves)),
    }
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn of_period(period: Period, context: &Context) -> Value {
    serde_json::to_value(JsonPeriod::of(period, period.end() <= context.one.as_of.date)).unwrap_or_default()
}

fn of_number(number: &Rational) -> Value {
    serde_json::to_value(Number(number.clone())).unwrap_or_default()
}

fn of_option(number: Option<&Rational>) -> Value {
    number.map(of_number).unwrap_or_default()
}

/// A number as an exact fraction, `-13/420`, or a whole one, `7`; `null` where that is too long to read.
fn exact(number: &Rational) -> Value {
    let (above, below) = number.parts();
    match below.as_str() {
        _ if above.len() + below.len() > LONGEST_FRACTION => Value::Null,
        "1" => above.into(),
        _ => format!("{above}/{below}").into(),
    }
}

fn label(plan: &Plan, metric: MetricId) -> Value {
    let title = called(plan, metric);
    if title == plan.metric(metric).name.value { Value::Null } else { title.into() }
}

fn of_change(plan: &Plan, change: &Change) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("metric".to_owned(), plan.metric(change.metric).name.value.clone().into());
    map.insert("label".to_owned(), label(plan, change.metric));
    map.insert("unit".to_owned(), change.unit.to_string().into());
    map.insert("before".to_owned(), of_number(&change.before));
    map.insert("after".to_owned(), of_number(&change.after));
    map.insert("change".to_owned(), of_number(&change.difference()));
    map.insert("change_exact".to_owned(), exact(&change.difference()));
    let sample = |sides: &Option<Sides>| {
        let (successes, trials) = sides.as_ref()?;
        Some(object!({ "numerator": of_number(successes), "denominator": of_number(trials) }))
    };
    map.insert("sample_before".to_owned(), sample(&change.samples.0).unwrap_or_default());
    map.insert("sample_after".to_owned(), sample(&change.samples.1).unwrap_or_default());
    map.insert("may_be_chance".to_owned(), change.may_be_chance.into());
    map
}

fn of_explanation(context: &Context, explanation: &Explanation) -> Map<String, Value> {
    let mut map = of_change(context.plan, &explanation.change);
    let mut put = |name: &str, value: Value| map.insert(name.to_owned(), value);
    put("sentence", joined(context, &sentences(context, explanation)));
    put("notes", notes(context, explanation).into());
    put(
        "portion",
        explanation.portion.as_ref().map_or(
            Value::Null,
            |portion| object!({ "gone": portion.gone, "total": portion.total, "share": of_number(&portion.share), "until": portion.until.map(|day| day.to_string()) }),
        ),
    );
    let factors = explanation.factors.as_ref().ok();
    put("factors", factors.map_or(Value::Null, |factors| of_factors(context, factors)));
    put("factors_method", factors.map_or(Value::Null, |factors| method(factors.method).into()));
    put("factors_rest", of_option(factors.map(|factors| &factors.rest)));
    let segments = explanation.segmentations.iter();
    let segments: Map<String, Value> = segments.map(|own| (own.dimensions.join(","), of_segmentation(own))).collect();
    put("segments", segments.into());
    let told = explanation.told.and_then(|place| explanation.segmentations.get(place));
    put("told", told.map_or(Value::Null, |told| told.dimensions.join(",").into()));
    put(
        "goal",
        explanation.reached.as_ref().map_or(Value::Null, |reached| {
            let mut goal = of_change(context.plan, &reached.goal);
            goal.extend(of_link(context, &reached.link));
            goal.into()
        }),
    );
    map
}

fn joined(context: &Context, sentences: &[String]) -> Value {
    sentences.join(&context.localizer.word("why-between-sentences")).into()
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Shapley => "shapley",
        Method::AlongManyFactors | Method::AlongZero => "along-formula",
    }
}

fn of_factors(context: &Context, factors: &Factors) -> Value {
    let factor = |factor: &Factor| {
        let (name, label) = match factor.leaf {
            Leaf::Metric(metric) => (context.plan.metric(metric).name.value.clone(), label(context.plan, metric)),
            other => (leaf_title(context, other), Value::Null),
        };
        object!({
            "name": name,
            "label": label,
            "unit": factor.unit.to_string(),
            "before": of_option(factor.before.as_ref()),
            "after": of_option(factor.after.as_ref()),
            "part": of_number(&factor.part),
            "part_exact": exact(&factor.part),
        })
    };
    factors.list.iter().map(factor).collect()
}

fn of_segmentation(segmentation: &Segmentation) -> Value {
    let members: Vec<Value> = segmentation.segments.iter().map(of_segment).collect();
    object!({
        "kind": match segmentation.kind { Kind::Rate => "rate", Kind::Sum => "sum" },
        "mix": of_number(&segmentation.mix),
        "mix_exact": exact(&segmentation.mix),
        "rate": of_number(&segmentation.rate),
        "rate_exact": exact(&segmentation.rate),
        "members": members,
    })
}

fn of_segment(segment: &Segment) -> Value {
    let members: Map<String, Value> =
        segment.group.members.iter().map(|(name, member)| (name.clone(), Value::from(member.clone()))).collect();
    object!({
        "by": members,
        "before": of_side(&segment.before),
        "after": of_side(&segment.after),
        "mix": of_number(&segment.mix),
        "rate": of_number(&segment.rate),
        "part": of_number(&segment.part()),
        "part_exact": exact(&segment.part()),
        "may_be_chance": segment.may_be_chance,
    })
}

fn of_side(side: &Side) -> Value {
    object!({
        "value": of_option(side.value.as_ref()),
        "weight": of_option(side.weight.as_ref()),
        "numerator": of_number(&side.numerator),
        "denominator": of_option(side.weight.as_ref().map(|_| &side.denominator)),
    })
}

fn of_link(context: &Context, link: &Link) -> Map<String, Value> {
    let plan = context.plan;
    let names = |metrics: &[MetricId]| -> Vec<Value> {
        metrics.iter().map(|metric| plan.metric(*metric).name.value.clone().into()).collect()
    };
    let (kind, metrics) = match link {
        Link::Factor(_) => ("factor", Vec::new()),
        Link::Stage { .. } => ("stage", Vec::new()),
        Link::Within(leaf) => ("within", vec![leaf_title(context, *leaf).into()]),
        Link::Guards(metrics) => ("guards", names(metrics)),
        Link::Drives(metrics) => ("drives", names(metrics)),
        Link::Unlinked => ("unlinked", Vec::new()),
    };
    let mut map = Map::new();
    map.insert("link".to_owned(), kind.into());
    map.insert("linked".to_owned(), metrics.into());
    map.insert("part".to_owned(), of_option(link.part()));
    map.insert("part_exact".to_owned(), link.part().map(exact).unwrap_or_default());
    map
}

fn of_moves(context: &Context, moves: &Moves) -> Map<String, Value> {
    let plan = context.plan;
    let missing = |(metric, why): &(MetricId, Message)| object!({ "metric": plan.metric(*metric).name.value, "reason": context.say(why.clone()) });
    let mut map = Map::new();
    let mut put = |name: &str, value: Value| map.insert(name.to_owned(), value);
    let sentence = match &moves.goal {
        Ok(_) => joined(context, &sentences_of_moves(context, moves)),
        Err(why) => context.say(why.clone()).into(),
    };
    put("sentence", sentence);
    let explained = |own: &Explanation| Value::from(of_explanation(context, own));
    put("goal", moves.goal.as_ref().map_or(Value::Null, |goal| explained(goal)));
    put("cause", moves.cause.as_ref().map_or(Value::Null, |cause| explained(cause)));
    put("moves", moves.others.iter().map(|own| of_move(context, own)).collect());
    put("missing", moves.missing.iter().map(missing).collect());
    map
}

fn of_move(context: &Context, own: &Move) -> Value {
    let mut map = of_change(context.plan, &own.change);
    map.extend(of_link(context, &own.link));
    map.into()
}
