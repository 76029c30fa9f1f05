//! `kpi why`: the answer in words first, then the tables; or as JSON.

mod json;
mod notes;
mod parts;
mod reach;
mod rows;
mod segment_table;
mod sentence;
mod tables;
mod words;

pub use self::json::json;

use std::borrow::Borrow;

use crate::base::message::Message;
use crate::evaluate::sentences::called;
use crate::evaluate::why::answer::{About, Answer, Comparison, Explanation, Moves, Versus};
use crate::plan::Plan;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::Expr;
use crate::report::appearance::Appearance;
use crate::report::human::heading_of;
use crate::report::localizer::Localizer;
use crate::report::paint::{Paint, Tone};
use crate::report::said;
use crate::report::visible::visible;
use crate::report::width::wrap;
use crate::session::checked::{Checked, CheckedPlan};

use self::notes::notes;
use self::sentence::{sentences, sentences_of_moves};
use self::tables::Order;

/// What every part of the answer needs to know.
pub(super) struct Context<'a> {
    checked: &'a Checked,
    one: &'a CheckedPlan,
    plan: &'a Plan,
    comparison: Comparison,
    localizer: &'a Localizer,
    appearance: Appearance,
}

impl<'a> Context<'a> {
    fn new(
        checked: &'a Checked,
        one: &'a CheckedPlan,
        plan: &'a Plan,
        answer: &Answer,
        localizer: &'a Localizer,
        appearance: Appearance,
    ) -> Self {
        Self { checked, one, plan, comparison: answer.comparison, localizer, appearance }
    }

    fn say(&self, message: impl Borrow<Message>) -> String {
        self.localizer.text(message.borrow())
    }

    fn paint(&self, tone: Tone, words: &str) -> String {
        Paint { colored: self.appearance.colored }.paint(tone, words)
    }
}

/// The answer for people, about the plan of `one`.
#[must_use]
pub fn human(
    checked: &Checked,
    one: &CheckedPlan,
    plan: &Plan,
    answer: &Answer,
    localizer: &Localizer,
    appearance: Appearance,
) -> String {
    let context = Context::new(checked, one, plan, answer, localizer, appearance);
    let mut lines = heading(&context);
    lines.push(String::new());
    match &answer.about {
        About::One(explanation) => lines.extend(one_number(&context, explanation)),
        About::All(moves) => lines.extend(all_that_moved(&context, moves)),
    }
    lines.iter().fold(String::new(), |all, line| all + line.trim_end() + "\n")
}

/// The plan, the day it is judged on, what was read, and what is compared with what.
fn heading(context: &Context) -> Vec<String> {
    let mut lines = heading_of(context.one, context.plan, context.localizer, context.appearance);
    let as_of = context.one.as_of.date;
    let Comparison { period, versus, until } = context.comparison;
    let own = said::period(period, period.end() <= as_of, as_of);
    let compared = match (versus, until) {
        (Versus::Period(other), None) => {
            let other = said::period(other, other.end() <= as_of, as_of);
            Message::new("why-compared").with("period", own).with("other", other)
        }
        (Versus::Period(other), Some(until)) => {
            Message::new("why-compared-until").with("period", own).with("other", other).with("until", until)
        }
        (Versus::Target, _) => Message::new("why-compared-with-target").with("period", own),
    };
    lines.push(String::new());
    let compared = wrap(&context.say(compared), context.appearance.width);
    lines.extend(compared.iter().map(|line| context.paint(Tone::Bold, line)));
    lines
}

fn one_number(context: &Context, explanation: &Explanation) -> Vec<String> {
    let mut lines = paragraphs(context, &sentences(context, explanation));
    lines.extend(tables::factors(context, explanation, Order::Formula));
    for segmentation in &explanation.segmentations {
        lines.extend(segment_table::segments(context, &explanation.change, segmentation));
    }
    lines.extend(dimmed(context, &notes(context, explanation)));
    lines
}

fn all_that_moved(context: &Context, moves: &Moves) -> Vec<String> {
    let mut lines = paragraphs(context, &sentences_of_moves(context, moves));
    let mut said = Vec::new();
    match &moves.goal {
        Ok(goal) => {
            lines.extend(tables::factors(context, goal, Order::Rank));
            said.extend(notes(context, goal));
        }
        Err(why) if why.id == "why-without-goal" => {
            lines.extend(paragraphs(context, &[context.say(why.clone())]));
        }
        Err(why) => {
            let message = Message::new("why-goal-not-compared").with("why", why.clone());
            lines.extend(paragraphs(context, &[context.say(message)]));
        }
    }
    lines.extend(tables::others(context, moves));
    for (metric, why) in &moves.missing {
        let message = Message::new("reason").with("name", called(context.plan, *metric));
        said.push(context.say(message.with("reason", why.clone())));
    }
    said.extend(further(context, moves));
    lines.extend(dimmed(context, &said));
    lines
}

/// How to take the cause further apart.
fn further(context: &Context, moves: &Moves) -> Option<String> {
    let metric = moves.cause.as_ref()?.change.metric;
    let period = context.comparison.period;
    // A number of another plan is taken apart there.
    let (name, path) = match context.plan.metric(metric).expr {
        Expr::Foreign(part, of) => of_part(context, part, of),
        _ => (context.plan.metric(metric).name.value.as_str(), context.one.path.as_str()),
    };
    let command =
        format!("kpi why {} {} --period {period} --vs {}", word(name), word(path), versus(context.comparison));
    let message = Message::new("why-further").with("name", called(context.plan, metric));
    Some(context.say(message.with("command", command)))
}

/// What a number of another plan is called there, and that plan's file.
pub(super) fn of_part<'a>(context: &Context<'a>, part: PlanId, metric: MetricId) -> (&'a str, &'a str) {
    let plan = context.checked.workspace.plan(part);
    (plan.metric(metric).name.value.as_str(), context.checked.sources.file(plan.file).path.as_str())
}

/// What is compared with, as `--vs` takes it.
pub(super) fn versus(comparison: Comparison) -> String {
    match comparison.versus {
        Versus::Period(other) => other.to_string(),
        Versus::Target => "target".to_owned(),
    }
}

/// A word of a command line, in quotes where a shell would take it for several.
pub(super) fn word(text: &str) -> String {
    if text.contains(char::is_whitespace) { format!("'{text}'") } else { text.to_owned() }
}

/// Sentences that belong together, as one paragraph.
fn paragraphs(context: &Context, sentences: &[String]) -> Vec<String> {
    let text = sentences.join(&context.localizer.word("why-between-sentences"));
    wrap(&visible(&text), context.appearance.width)
}

fn dimmed(context: &Context, notes: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for note in notes {
        lines.push(String::new());
        let wrapped = wrap(&visible(note), context.appearance.width.saturating_sub(2));
        lines.extend(wrapped.iter().map(|line| context.paint(Tone::Dim, &format!("  {line}"))));
    }
    lines
}
