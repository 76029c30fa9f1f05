//! Numbers that the command line names and assumes: `--set NAME=VALUE`, `--solve NAME`.

use std::collections::BTreeSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message};
use crate::base::rational::Rational;
use crate::base::span::{FileId, Span};
use crate::base::suggest::did_you_mean;
use crate::evaluate::program::Programs;
use crate::evaluate::sentences::{called, quantity};
use crate::lint::is_part_of_whole;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::MetricOrigin;
use crate::plan::unit::Unit;
use crate::plan::{Plan, Workspace};
use crate::resolve::{Assumed, assumed};

/// What an assumption is called in the frame of an error: as it stands on the command line.
pub(super) const SET: &str = "--set";

/// So many names are offered.
const LISTED: usize = 12;

/// Of similar names so many.
const SIMILAR: usize = 4;

/// A number that is assumed.
pub(super) struct Assumption {
    /// The plan whose number it is, where it is another one that is read.
    pub(super) part: Option<PlanId>,
    pub(super) metric: MetricId,
    pub(super) value: Rational,
}

/// `NAME=VALUE`.
pub(super) fn assumption(
    plan: &Plan,
    workspace: &Workspace,
    text: &str,
    place: &mut dyn FnMut(&str) -> FileId,
) -> Result<Assumption, Vec<Diagnostic>> {
    let sign = text.char_indices().find(|(_, character)| matches!(character, '=' | '＝'));
    let has_value = |(at, sign): &(usize, char)| !text[at + sign.len_utf8()..].trim().is_empty();
    let Some((at, sign)) = sign.filter(has_value) else {
        let text = text.trim_end_matches(['=', '＝', ' ']);
        let error = Diagnostic::error(Message::new("set-without-value").with("text", text));
        return Err(vec![error.help(Message::new("set-without-value.help").with("text", text))]);
    };
    let name = text[..at].trim();
    let (part, metric) = match of_part(plan, workspace, name) {
        Some((part, rest)) if own(plan, name).is_none() => {
            (Some(part), find(workspace.plan(part), rest).map_err(|error| vec![error])?)
        }
        _ => (None, find(plan, name).map_err(|error| vec![error])?),
    };
    let plan = part.map_or(plan, |part| workspace.plan(part));
    let value = &text[at + sign.len_utf8()..];
    let line = format!("kpi derive {SET} {text}");
    let offset = line.len() - value.len();
    let file = place(&line);
    let found = assumed(file, value, offset, plan.metric(metric))?;
    let start = offset + value.len() - value.trim_start().len();
    let words = Span::new(file, start, start + value.trim().len());
    match impossible(plan, metric, &found, words) {
        Some(error) => Err(vec![error]),
        None => Ok(Assumption { part, metric, value: found.value }),
    }
}

/// What is wrong with a number that can't be: a share is never above all of it, and nobody makes less than no calls.
fn impossible(plan: &Plan, metric: MetricId, assumed: &Assumed, words: Span) -> Option<Diagnostic> {
    let value = &assumed.value;
    let known = plan.metric(metric);
    let (is_conversion, are_counts) = conversion(plan, metric);
    let is_part = || is_part_of_whole(plan, &Programs::new(plan), metric);
    let error = |id: &'static str, label: &'static str| {
        let message = Message { id, args: Vec::new() }.with("name", called(plan, metric).to_owned());
        Diagnostic::error(message.with("value", quantity(value, known.unit)))
            .at(words, Message { id: label, args: Vec::new() })
    };
    if value.is_negative() {
        let is_counted = known.unit == Unit::COUNT && known.origin == MetricOrigin::Measure;
        let is_refused = is_counted || is_conversion || is_part();
        let help = Message::new("assumed-negative.help");
        return is_refused.then(|| error("assumed-negative", "assumed-negative.label").help(help));
    }
    if known.unit != Unit::RATIO || *value <= 1 || is_multiple(plan, metric) {
        return None;
    }
    if assumed.is_bare && (is_conversion || is_part()) {
        let help = if *value <= 100 {
            Message::new("assumed-without-percent.help").with("number", value.clone())
        } else {
            Message::new("assumed-without-percent.help-share")
        };
        return Some(error("assumed-without-percent", "assumed-without-percent.label").help(help));
    }
    let help = Message::new("assumed-above-whole.help");
    (are_counts || is_part()).then(|| error("assumed-above-whole", "assumed-above-whole.label").help(help))
}

/// Whether a number is a funnel's conversion, and whether of one count into another: money may grow on its way.
fn conversion(plan: &Plan, metric: MetricId) -> (bool, bool) {
    let MetricOrigin::Conversion { funnel, stage } = plan.metric(metric).origin else { return (false, false) };
    let stages = plan.funnels.get(funnel.index()).map_or(&[][..], |funnel| &funnel.stages);
    let pair = stages.get(stage.saturating_sub(1)).zip(stages.get(stage));
    let counts = pair
        .is_some_and(|(before, next)| [before, next].iter().all(|stage| plan.metric(stage.metric).unit == Unit::COUNT));
    (true, counts)
}

/// Whether the plan itself expects more than 100% of a conversion.
fn is_multiple(plan: &Plan, metric: MetricId) -> bool {
    let stages = plan.funnels.iter().flat_map(|funnel| &funnel.stages);
    let mut own = stages.filter(|stage| stage.conversion == Some(metric));
    own.any(|stage| stage.at.as_ref().is_some_and(|at| at.value > 1))
}

/// A number of the plan itself; one of a plan that it reads is answered there.
pub(super) fn find_own(plan: &Plan, workspace: &Workspace, name: &str) -> Result<MetricId, Diagnostic> {
    match of_part(plan, workspace, name) {
        Some((part, rest)) if own(plan, name).is_none() => {
            find(workspace.plan(part), rest)?;
            let label = workspace.plan(part).settings.label.as_ref().map_or("", |label| &label.value);
            let error = Diagnostic::error(Message::new("number-of-part").with("name", name).with("plan", label));
            Err(error.help(Message::new("number-of-part.help").with("rest", rest)))
        }
        _ => find(plan, name),
    }
}

/// The plan that a dotted name begins with, and what it says of it.
fn of_part<'n>(plan: &Plan, workspace: &Workspace, name: &'n str) -> Option<(PlanId, &'n str)> {
    let (alias, rest) = name.split_once('.')?;
    let (_, part) = plan.parts.iter().find(|(own, _)| own == alias)?;
    workspace.plans.get(part.index()).map(|_| (*part, rest))
}

/// A number of the plan, by its name or by its label.
fn find(plan: &Plan, name: &str) -> Result<MetricId, Diagnostic> {
    own(plan, name).ok_or_else(|| unknown_number(plan, name))
}

fn own(plan: &Plan, name: &str) -> Option<MetricId> {
    let ids = || (0..plan.metrics.len()).map(MetricId::of);
    let by_name = ids().find(|id| plan.metric(*id).name.value == name);
    by_name.or_else(|| {
        let mut labelled: BTreeSet<MetricId> =
            ids().filter(|id| labels(plan, *id).any(|label| label == name)).collect();
        // A label that two numbers have names neither.
        labelled.pop_first().filter(|_| labelled.is_empty())
    })
}

/// What a number is called beside its name.
fn labels(plan: &Plan, metric: MetricId) -> impl Iterator<Item = &str> {
    let of_indicators = plan.indicators_on(metric).filter_map(|indicator| indicator.label.as_deref());
    of_indicators.chain(plan.metric(metric).label.as_deref())
}

/// No such number: those that are called much like it, else all that there are.
fn unknown_number(plan: &Plan, name: &str) -> Diagnostic {
    let ids = || (0..plan.metrics.len()).map(MetricId::of);
    let mut words: Vec<&str> = ids().map(|id| plan.metric(id).name.value.as_str()).collect();
    words.extend(ids().flat_map(|id| labels(plan, id)));
    let similar: Vec<&str> = match did_you_mean(name, words.iter().copied()) {
        Some(similar) => vec![similar],
        None => alike(name, &words),
    };
    let help = if similar.is_empty() {
        let known: Vec<Message> = ids().take(LISTED).map(|id| listed(plan, id)).collect();
        Message::new("unknown-number.help").with("known", known)
    } else {
        let similar: Vec<String> = similar.into_iter().map(|word| format!("`{word}`")).collect();
        Message::new("unknown-number.help-similar").with("similar", similar)
    };
    Diagnostic::error(Message::new("unknown-number").with("name", name)).help(help)
}

/// Those of the words in which the name stands, or that stand in it.
fn alike<'w>(name: &str, words: &[&'w str]) -> Vec<&'w str> {
    let folded = name.to_lowercase();
    let is_near = |word: &&&str| {
        let word = word.to_lowercase();
        !folded.is_empty() && (word.contains(&folded) || folded.contains(&word))
    };
    let mut seen = BTreeSet::new();
    words.iter().filter(is_near).filter(|word| seen.insert(**word)).take(SIMILAR).copied().collect()
}

/// A name, with the label that people know it by.
fn listed(plan: &Plan, metric: MetricId) -> Message {
    let name = Arg::from(plan.metric(metric).name.value.clone());
    match labels(plan, metric).next() {
        Some(label) => Message::new("unknown-number.labelled").with("name", name).with("label", label.to_owned()),
        None => Message::new("unknown-number.plain").with("name", name),
    }
}
