//! What came of a plan's actions, in words: for every format that speaks to people.

use crate::base::message::{Arg, Message};
use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::vocabulary::Status;
use crate::evaluate::action::{Comparison, How, Measured, Share, Verdict, Windows, change};
use crate::evaluate::sentences::{called, quantity};
use crate::plan::Plan;
use crate::plan::practice::Action;
use crate::plan::unit::Unit;
use crate::session::checked::CheckedPlan;

/// What is told of an action.
pub(super) struct Told {
    /// The verdict, as a sign of what it means.
    pub(super) status: Option<Status>,
    /// Which action, and the verdict.
    pub(super) headline: Message,
    /// The numbers, what was expected, why, and what was heard: a line each.
    pub(super) lines: Vec<Message>,
}

/// The actions of a plan that were looked at.
pub(super) fn of_plan<'a>(plan: &'a Plan, one: &'a CheckedPlan) -> impl Iterator<Item = (&'a Action, &'a Measured)> {
    let measured = one.evaluation.iter().flat_map(|evaluation| &evaluation.actions);
    measured.filter_map(move |measured| Some((plan.actions.get(measured.action)?, measured)))
}

/// Everything that is to be said of an action.
#[must_use]
pub(super) fn told(plan: &Plan, action: &Action, measured: &Measured) -> Told {
    let metric = action.metric.value;
    let verdict = Message::new(match measured.verdict {
        Some(Verdict::Worked) => "action-verdict.worked",
        Some(Verdict::Worse) => "action-verdict.worse",
        Some(Verdict::NoEvidence) => "action-verdict.no-evidence",
        Some(Verdict::TooEarly) => "action-verdict.too-early",
        None => "action-verdict.none",
    });
    let headline = Message::new("action-of").with("action", &action.label.value).with("name", called(plan, metric));
    let mut lines = Vec::new();
    if let (Some(comparison), Some(windows)) = (&measured.comparison, measured.windows) {
        lines.push(numbers(comparison, plan.metric(metric).unit));
        lines.push(days(windows));
    }
    lines.extend(expected(action, measured, plan.metric(metric).unit));
    lines.extend(behind(action, measured, plan.metric(metric).unit));
    lines.extend(measured.reason.clone());
    let heard = action.heard.iter();
    lines.extend(heard.map(|(date, what)| Message::new("action-heard").with("date", *date).with("what", what)));
    Told { status: measured.verdict.map(sign), headline: headline.with("verdict", verdict), lines }
}

fn sign(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Worked => Status::Ok,
        Verdict::Worse => Status::Fail,
        Verdict::NoEvidence => Status::NoData,
        Verdict::TooEarly => Status::TooFew,
    }
}

/// Before, since, and by how much that is more.
fn numbers(comparison: &Comparison, unit: Unit) -> Message {
    let counts = comparison.counts.as_ref();
    let (id, parts) = match &comparison.how {
        // Where the mix is what it was, there is nothing to hold.
        How::Mix(dimensions) if comparison.after != *comparison.judged() => {
            let raw = with_counts(rounded(&comparison.after, unit), counts.map(|(_, after)| after));
            let parts = vec![("by", Arg::List(dimensions.clone())), ("raw", raw)];
            ("action-change.mix", parts)
        }
        How::Mix(_) | How::Quotient => ("action-change", Vec::new()),
        How::PerPeriod { period, working_days } => {
            ("action-change.period", vec![("period", Arg::Period(*period)), ("days", Arg::Count(*working_days))])
        }
        How::Mean { grain, .. } => ("action-change.mean", vec![("grain", grain.word().into())]),
    };
    let after = rounded(comparison.judged(), unit);
    let is_raw = comparison.after == *comparison.judged();
    let after = if is_raw { with_counts(after, counts.map(|(_, after)| after)) } else { after };
    let mut message = Message { id, args: parts }
        .with("before", with_counts(rounded(&comparison.before, unit), counts.map(|(before, _)| before)))
        .with("after", after);
    let effect = signed(&comparison.effect(), unit);
    message = message.with(
        "effect",
        match &comparison.interval {
            None => effect,
            Some(interval) => Message::new("action-interval")
                .with("change", effect)
                .with("low", signed(&interval.low, unit))
                .with("high", signed(&interval.high, unit))
                .into(),
        },
    );
    message
}

/// A share, with how many of how many it is.
fn with_counts(share: Arg, counts: Option<&Share>) -> Arg {
    let Some(Share { of, among }) = counts else { return share };
    let message = Message::new("action-share").with("share", share);
    message.with("of", quantity(of, Unit::COUNT)).with("among", quantity(among, Unit::COUNT)).into()
}

/// An estimate has no small change.
fn rounded(number: &Rational, unit: Unit) -> Arg {
    quantity(&crate::evaluate::rounding::expected(number, unit), unit)
}

/// A difference with its sign.
fn signed(difference: &Rational, unit: Unit) -> Arg {
    let shown = change(&crate::evaluate::rounding::expected(difference, unit), unit);
    if *difference > 0 { Message::new("action-plus").with("number", shown).into() } else { shown }
}

fn days(windows: Windows) -> Message {
    let id = if windows.rhythm == Grain::Day { "action-days" } else { "action-days.whole" };
    Message { id, args: Vec::new() }
        .with("grain", windows.rhythm.word())
        .with("from", windows.before.first)
        .with("to", windows.before.last)
        .with("days", u64::from(windows.after.count()))
        .with("count", u64::from(windows.before.count()))
        .with("first", windows.after.first)
        .with("last", windows.after.last)
}

/// That what is expected is worse than what there was before: whoever wrote it meant something else.
fn behind(action: &Action, measured: &Measured, unit: Unit) -> Option<Message> {
    let (expect, comparison) = (&action.expect.as_ref()?.value, measured.comparison.as_ref()?);
    let (before, judged) = (&comparison.before, comparison.judged());
    // More is better where more than is expected reaches it.
    let more_is_better = (judged > expect) == measured.reached? || judged == expect && before < expect;
    let side = match more_is_better {
        true if expect < before => "below",
        false if expect > before => "above",
        _ => return None,
    };
    let message = Message::new("action-expected-behind").with("expect", quantity(expect, unit)).with("side", side);
    Some(message.with("before", rounded(before, unit)))
}

/// Whether what was expected is reached, apart from the verdict.
fn expected(action: &Action, measured: &Measured, unit: Unit) -> Option<Message> {
    let (expect, reached) = (action.expect.as_ref()?, measured.reached?);
    let message = match (&action.by, measured.due) {
        (Some(by), Some(true)) => Message::new("action-expected.past").with("by", by.value),
        (Some(by), _) => Message::new("action-expected.by").with("by", by.value),
        (None, _) => Message::new("action-expected"),
    };
    Some(message.with("expect", quantity(&expect.value, unit)).with("reached", if reached { "yes" } else { "no" }))
}
