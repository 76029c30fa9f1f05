//! How far a change reached towards the goal, in words.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{Link, Reached, Versus};
use crate::plan::ids::MetricId;

use super::Context;
use super::parts::ShownParts;
use super::words::{leaf_title, signed};

/// Where it reached, or that it has no link with the goal.
pub(super) fn of_goal(context: &Context, metric: MetricId, reached: &Reached) -> String {
    let plan = context.plan;
    let titles =
        |metrics: &[MetricId]| metrics.iter().map(|metric| called(plan, *metric).to_owned()).collect::<Vec<_>>();
    let message = match &reached.link {
        Link::Factor(_) | Link::Stage { .. } => {
            of_part(context, metric, reached).unwrap_or(Message::new("why-unlinked"))
        }
        Link::Within(leaf) => Message::new("why-within").with("whole", leaf_title(context, *leaf)),
        Link::Guards(metrics) => Message::new("why-guards").with("guarded", titles(metrics)),
        Link::Drives(metrics) => Message::new("why-drives").with("driven", titles(metrics)),
        Link::Unlinked => Message::new("why-unlinked"),
    };
    context.say(message.with("goal", called(plan, reached.goal.metric)).with("name", called(plan, metric)))
}

/// What it brought of the goal's change. Where that is more than all of it, or goes the other way, no part of a whole is
/// spoken of: what everything else brought stands beside it.
fn of_part(context: &Context, metric: MetricId, reached: &Reached) -> Option<Message> {
    let (goal, factors) = (&reached.goal, reached.factors.as_ref()?);
    let shown = ShownParts::of(goal, factors);
    let part = shown.linked(factors, &reached.link, metric)?;
    let whole = &shown.parts.iter().cloned().sum::<Rational>() + &shown.rest;
    let others = &whole - &part;
    let is_part = part.abs() <= whole.abs() && (part.is_zero() || part.is_negative() == whole.is_negative());
    let is_stage = matches!(reached.link, Link::Stage { .. });
    let message = Message::new(match (is_part, is_stage) {
        (true, false) => "why-reached",
        (true, true) => "why-reached-stage",
        (false, false) => "why-set-off",
        (false, true) => "why-set-off-stage",
    });
    let versus = if context.comparison.versus == Versus::Target { "target" } else { "period" };
    let words = |number: &Rational| signed(number, goal.unit, shown.decimals, context.localizer.language());
    let message = message.with("versus", versus).with("part", words(&part)).with("whole", words(&whole));
    Some(message.with("others", words(&others)))
}
