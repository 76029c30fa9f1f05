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
mod origins;
pub mod product;
pub mod question;
mod quotients;
mod segments;
pub mod so_far;
pub(in crate::evaluate) mod shapley;

#[cfg(test)]
mod funnel_tests;
#[cfg(test)]
mod tests;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::data::observations::Group;
use crate::plan::ids::MetricId;

use self::answer::{About, Answer, Change, Comparison, Explanation, Segmentation, Versus};
use self::change::Compared;
use self::goal::goal_of;
use self::origins::shared_dimensions;
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
        if let (Err(why), []) = (&moves.goal, moves.others.as_slice())
            && let Some(goal) = goal_of(ground.plan)
        {
            return Err(no_value(ground, comparison, goal, why.clone()));
        }
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
    let by = if by.is_empty() { shared_dimensions(ground, metric) } else { vec![by.to_vec()] };
    let (segmentations, undivided) = by_segments(&compared, &change, &by);
    Ok(Explanation {
        factors: factors::factors(&compared, &change),
        told: segments::most_telling(&change.difference(), &segmentations),
        segmentations,
        undivided,
        reached: goal::reached(ground, comparison, metric),
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
