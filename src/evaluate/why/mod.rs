//! Why a number changed: by which of its factors, by which segments, and how far it reached towards the goal. Every list of
//! parts adds up to the whole change exactly.

mod along;
pub mod answer;
mod change;
pub mod factors;
pub mod formula;
pub mod funnels;
mod goal;
mod moves;
pub mod product;
pub mod question;
mod quotients;
mod segments;
pub(in crate::evaluate) mod shapley;

#[cfg(test)]
mod funnel_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::Period;
use crate::data::observations::Group;
use crate::plan::ids::MetricId;

use self::answer::{About, Answer, Change, Comparison, Explanation, Segmentation, Versus};
use self::change::Compared;
use self::question::{Question, comparison, named};
use super::ground::Ground;
use super::sentences::name;

/// Answers a question about a plan's numbers; the error says what can't be answered, and why.
pub fn why(ground: Ground, question: &Question) -> Result<Answer, Diagnostic> {
    let metric = question.metric.as_deref().map(|written| named(ground.plan, written)).transpose()?;
    let comparison = comparison(ground, question, metric)?;
    has_begun(ground, comparison, metric)?;
    let Some(metric) = metric else {
        let moves = moves::moves(ground, comparison, &question.by);
        return Ok(Answer { comparison, about: About::All(Box::new(moves)) });
    };
    let explanation =
        explain(ground, comparison, metric, &question.by).map_err(|why| no_value(ground, comparison, metric, why))?;
    if let (false, Some((dimensions, why))) = (question.by.is_empty(), explanation.undivided.first()) {
        let error = Message::new("why-not-by").with("name", name(ground.plan, metric)).with("by", dimensions.clone());
        return Err(Diagnostic::error(error.with("why", why.clone())).help(Message::new("why-not-by.help")));
    }
    Ok(Answer { comparison, about: About::One(Box::new(explanation)) })
}

/// Takes a metric's change apart, by the dimensions that are asked for together, or by each that its sources have. The
/// error is the sentence that says why there is no number on one of the sides.
fn explain(ground: Ground, comparison: Comparison, metric: MetricId, by: &[String]) -> Result<Explanation, Message> {
    let compared = Compared::new(ground, comparison, metric);
    let compared = compared.ok_or_else(|| Message::new("why-nothing-yet").with("period", comparison.period))?;
    let change = compared.change()?;
    let by = if by.is_empty() { each_dimension(ground, metric) } else { vec![by.to_vec()] };
    let (segmentations, undivided) = by_segments(&compared, &change, &by);
    Ok(Explanation {
        factors: factors::factors(&compared, &change),
        told: segments::most_telling(&change.difference(), &segmentations),
        segmentations,
        undivided,
        reached: goal::reached(ground, comparison, metric),
        beginnings: beginnings(ground, comparison, metric),
        portion: compared.portion.clone(),
        change,
    })
}

type Divided = (Vec<Segmentation>, Vec<(Vec<String>, Message)>);

fn by_segments(compared: &Compared, change: &Change, by: &[Vec<String>]) -> Divided {
    let (mut segmentations, mut undivided) = (Vec::new(), Vec::new());
    for dimensions in by {
        match segments::segmentation(compared, change, dimensions) {
            Ok(segmentation) => segmentations.push(segmentation),
            Err(why) => undivided.push((dimensions.clone(), why)),
        }
    }
    (segmentations, undivided)
}

/// The dimensions that all sources of a metric have, each alone, sorted by name.
fn each_dimension(ground: Ground, metric: MetricId) -> Vec<Vec<String>> {
    let of_source = |place: usize| -> BTreeSet<&str> {
        let dimensions = &ground.plan.sources[place].dimensions;
        dimensions.iter().map(|dimension| dimension.name.value.as_str()).collect()
    };
    let all = sources_of(ground, metric).into_iter().map(of_source);
    let shared = all.reduce(|all, own| all.intersection(&own).copied().collect()).unwrap_or_default();
    shared.into_iter().map(|name| vec![name.to_owned()]).collect()
}

/// The places of the sources that a metric's measures are counted from.
fn sources_of(ground: Ground, metric: MetricId) -> BTreeSet<usize> {
    let measures = ground.programs.measures(metric).filter_map(|measure| ground.plan.measures.get(measure.index()));
    measures.map(|measure| measure.source.index()).collect()
}

/// The sources of a metric whose rows begin only after more than a fifth of the working days of a period that is compared.
fn beginnings(ground: Ground, comparison: Comparison, metric: MetricId) -> Vec<(String, Date, Period)> {
    let Versus::Period(other) = comparison.versus else { return Vec::new() };
    let mut found = Vec::new();
    for source in sources_of(ground, metric) {
        let first = ground.observations.sources.get(source).and_then(|facts| facts.first);
        for period in [other, comparison.period] {
            let Some(first) = first.filter(|first| period.contains(*first) && *first > period.start) else { continue };
            let before = first.yesterday().map_or(0, |last| ground.calendar.working_days(period.start, last));
            if before.saturating_mul(5) > ground.calendar.working_days_in(period) {
                found.push((ground.plan.sources[source].name.value.clone(), first, period));
            }
        }
    }
    found
}

/// Of what has not begun there is nothing to compare.
fn has_begun(ground: Ground, comparison: Comparison, metric: Option<MetricId>) -> Result<(), Diagnostic> {
    let other = match comparison.versus {
        Versus::Period(other) => Some(other),
        Versus::Target => None,
    };
    let late = [Some(comparison.period), other].into_iter().flatten().find(|period| period.start > ground.as_of);
    let is_empty = |metric: MetricId| Compared::new(ground, comparison, metric).is_none();
    let Some(period) = late.or(Some(comparison.period).filter(|_| metric.is_some_and(is_empty))) else {
        return Ok(());
    };
    let error = Message::new("why-not-begun").with("period", period).with("date", ground.as_of);
    Err(Diagnostic::error(error).help(Message::new("why-not-begun.help")))
}

/// A number that is not there on one of the sides can't have changed.
fn no_value(ground: Ground, comparison: Comparison, metric: MetricId, why: Message) -> Diagnostic {
    let has_value = ground.values.number(metric, comparison.period, &Group::total()).is_some();
    let (message, help) = match comparison.versus {
        Versus::Target if has_value => (Message::new("why-no-target"), Message::new("why-no-target.help")),
        _ => (Message::new("why-no-value"), Message::new("why-no-value.help")),
    };
    let message = message.with("name", name(ground.plan, metric)).with("period", comparison.period).with("why", why);
    Diagnostic::error(message).help(help)
}
