//! What must be known to read the numbers right.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{Comparison, Explanation, Factor, Factors, Method, Portion, Versus};
use crate::evaluate::why::formula::Leaf;
use crate::plan::ids::MetricId;
use crate::plan::metric::{Expr, MetricOrigin};
use crate::plan::unit::UnitKind;

use super::{Context, of_part, versus, word};

/// What must be known to read the numbers right.
#[must_use]
pub fn notes(context: &Context, explanation: &Explanation) -> Vec<String> {
    let mut notes: Vec<String> =
        explanation.portion.as_ref().map(|portion| in_progress(context, portion)).into_iter().collect();
    match &explanation.factors {
        Ok(factors) => notes.extend(method(factors).map(|message| context.say(message))),
        Err(why) => notes.push(context.say(Message::new("why-no-factors").with("why", why.clone()))),
    }
    notes.extend(there(context, explanation.change.metric));
    notes.extend(undivided(context, explanation));
    notes.extend(mixed(context, explanation));
    notes
}

/// How much of a period in progress is compared with how much of the other side.
fn in_progress(context: &Context, portion: &Portion) -> String {
    let Comparison { period, versus, until } = context.comparison;
    let message = match (versus, until) {
        (Versus::Target, _) => Message::new("why-portion-target"),
        (Versus::Period(other), Some(until)) => {
            Message::new("why-portion-until").with("other", other).with("until", until)
        }
        (Versus::Period(other), None) => Message::new("why-portion").with("other", other),
    };
    context.say(message.with("period", period).with("gone", portion.gone).with("total", portion.total))
}

/// Where a number of another plan is taken apart.
fn there(context: &Context, metric: MetricId) -> Option<String> {
    let Expr::Foreign(part, of) = context.plan.metric(metric).expr else { return None };
    let (name, path) = of_part(context, part, of);
    let Comparison { period, .. } = context.comparison;
    let command =
        format!("kpi why {} {} --period {period} --vs {}", word(name), word(path), versus(context.comparison));
    let message = Message::new("why-there").with("name", called(context.plan, metric)).with("file", path);
    Some(context.say(message.with("command", command)))
}

/// That a conversion of over 100% that nobody planned so is one of different cases, so that it can't be read by itself.
fn mixed(context: &Context, explanation: &Explanation) -> Option<String> {
    let plan = context.plan;
    let above = |number: &Option<Rational>| number.as_ref().is_some_and(|number| *number > Rational::ONE);
    let is_mixed = |metric: MetricId| match plan.metric(metric).origin {
        MetricOrigin::Conversion { funnel, stage } => {
            let planned = plan.funnels[funnel.index()].stages[stage].at.as_ref();
            plan.metric(metric).unit.kind() == UnitKind::Ratio && planned.is_none_or(|at| at.value <= Rational::ONE)
        }
        _ => false,
    };
    let change = &explanation.change;
    let own = (change.metric, Some(change.before.clone()), Some(change.after.clone()));
    let of_factor = |factor: &Factor| match factor.leaf {
        Leaf::Metric(metric) => Some((metric, factor.before.clone(), factor.after.clone())),
        _ => None,
    };
    let factors = explanation.factors.as_ref().ok().into_iter().flat_map(|factors| &factors.list).filter_map(of_factor);
    let mixed = [own]
        .into_iter()
        .chain(factors)
        .filter(|(metric, before, after)| (above(before) || above(after)) && is_mixed(*metric));
    let names: Vec<String> = mixed.map(|(metric, ..)| called(plan, metric).to_owned()).collect();
    (!names.is_empty()).then(|| context.say(Message::new("why-mixed-cases").with("names", names)))
}

/// By which dimensions it could not be taken apart, those with the same reason together. That members have no targets of
/// their own is the rule, and needs no words.
fn undivided(context: &Context, explanation: &Explanation) -> Vec<String> {
    let mut reasons: Vec<(&Message, Vec<String>)> = Vec::new();
    let told = explanation.undivided.iter().filter(|(_, why)| why.id != "why-members-without-target");
    for (dimensions, why) in told {
        let by = context.localizer.list(dimensions);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, all)) => all.push(by),
            None => reasons.push((why, vec![by])),
        }
    }
    let say = |(why, by): (&Message, Vec<String>)| {
        context.say(Message::new("why-undivided").with("by", by).with("why", why.clone()))
    };
    reasons.into_iter().map(say).collect()
}

/// How the parts were found, where that is not the usual way.
fn method(factors: &Factors) -> Option<Message> {
    match factors.method {
        Method::Shapley => None,
        Method::AlongManyFactors => Some(Message::new("why-along-many").with("count", factors.list.len())),
        Method::AlongZero => Some(Message::new("why-along-zero")),
    }
}
