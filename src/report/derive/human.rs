//! The goal worked back, as people like to read it.

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::evaluate::requirements::Need;
use crate::evaluate::sentences::{called, quantity};
use crate::plan::ids::MetricId;
use crate::plan::unit::UnitKind;
use crate::report::appearance::Appearance;
use crate::report::bottleneck::headline;
use crate::report::localizer::Localizer;
use crate::report::paint::{Paint, Tone};
use crate::report::visible::visible;
use crate::report::width::wrap;

use super::arithmetic::{self, funnel_name};
use super::{Derived, tables};

/// What is shown, and how.
pub(super) struct Page<'a> {
    pub(super) derived: &'a Derived<'a>,
    pub(super) localizer: &'a Localizer,
    pub(super) appearance: Appearance,
    pub(super) lines: Vec<String>,
}

/// All answers, one below the other.
#[must_use]
pub fn derived(all: &[Derived], localizer: &Localizer, appearance: Appearance) -> String {
    let mut text = String::new();
    for derived in all {
        let mut page = Page { derived, localizer, appearance, lines: Vec::new() };
        page.write();
        for line in page.lines {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    text.pop();
    text
}

impl Page<'_> {
    fn write(&mut self) {
        self.heading();
        self.goal();
        self.chain();
        self.funnels();
        self.needs();
        self.rest();
        self.unsolved();
        self.rates();
        self.what_if();
        self.solved();
        self.levers();
        self.bottleneck();
    }

    pub(super) fn paint(&self, tone: Tone, words: &str) -> String {
        Paint { colored: self.appearance.colored }.paint(tone, words)
    }

    pub(super) fn text(&self, message: &Message) -> String {
        visible(&self.localizer.text(message)).into_owned()
    }

    /// Sentences, broken where the line ends and indented.
    pub(super) fn say(&mut self, text: &str, indent: usize) {
        let room = self.appearance.width.saturating_sub(indent + 2);
        for (place, line) in wrap(text, room).into_iter().enumerate() {
            let further = if place > 0 { 2 } else { 0 };
            self.lines.push(format!("{}{line}", " ".repeat(indent + further)));
        }
    }

    pub(super) fn title(&mut self, message: &Message) {
        self.lines.push(String::new());
        let title = self.text(message);
        for line in wrap(&title, self.appearance.width) {
            let line = self.paint(Tone::Bold, &line);
            self.lines.push(line);
        }
    }

    /// A table below its title: its headings dim.
    pub(super) fn table(&mut self, title: &Message, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        self.title(title);
        for (place, line) in lines.into_iter().enumerate() {
            let line = if place == 0 { self.paint(Tone::Dim, &line) } else { line };
            self.lines.push(line);
        }
    }

    pub(super) fn name(&self, metric: MetricId) -> String {
        called(self.derived.plan, metric).to_owned()
    }

    pub(super) fn shown(&self, number: &Rational, metric: MetricId) -> Arg {
        quantity(number, self.derived.plan.metric(metric).unit)
    }

    /// A share of an amount in a sentence: without digits that mean nothing.
    pub(super) fn share(&self, number: &Rational, metric: MetricId) -> Arg {
        let unit = self.derived.plan.metric(metric).unit;
        match unit.kind() {
            UnitKind::Money(_) if number.abs() >= 100 => quantity(&number.round_to(0), unit),
            UnitKind::Count if number.abs() < 1 => Arg::Number(number.round_to(2)),
            _ => quantity(number, unit),
        }
    }

    fn chain(&mut self) {
        let lines = arithmetic::lines(self.derived, self.localizer);
        if lines.len() < 2 {
            return;
        }
        self.title(&Message::new("derive-title.chain"));
        for line in lines.iter().skip(usize::from(arithmetic::has_target(self.derived))) {
            let line = visible(line).into_owned();
            self.say(&line, 2);
        }
    }

    /// Each of several funnels with its share.
    fn funnels(&mut self) {
        let answer = &self.derived.answer;
        if answer.funnels.is_empty() {
            return;
        }
        self.title(&Message::new("derive-title.funnels"));
        for part in &answer.funnels {
            let stages: Vec<Message> = part
                .stages
                .iter()
                .map(|(metric, value)| {
                    let shown = tables::required(self, value, *metric);
                    Message::new("derive-number").with("name", self.name(*metric)).with("value", shown)
                })
                .collect();
            let message = Message::new("derive-funnel-part")
                .with("funnel", funnel_name(self.derived.plan, part.funnel, self.localizer))
                .with("share", Arg::Quantity(part.share.clone(), UnitName::Percent))
                .with("of", self.name(part.of))
                .with("value", self.shown(&part.value, part.of))
                .with("stages", stages);
            let line = self.text(&message);
            self.say(&line, 2);
        }
    }

    fn needs(&mut self) {
        let goal = self.derived.answer.goal;
        let stages: Vec<Need> = self.derived.answer.needs.iter().filter(|need| need.metric != goal).cloned().collect();
        let lines = tables::needs(self, &stages);
        self.table(&Message::new("derive-title.needs"), lines);
        if self.derived.answer.days_left == Some(0) {
            let line = self.text(&Message::new("derive-no-day-left"));
            self.say(&line, 2);
        }
        let others: Vec<Need> =
            self.derived.answer.others.iter().filter(|need| need.required.is_ok()).cloned().collect();
        let lines = tables::needs(self, &others);
        self.table(&Message::new("derive-title.others"), lines);
        self.own_periods();
        self.impossible();
    }

    /// What can't be worked back, and what is missing for it.
    fn unsolved(&mut self) {
        let answer = &self.derived.answer;
        let unsolved = answer.needs.iter().chain(&answer.others).filter(|need| need.metric != answer.goal);
        // What has the same cause is named together.
        let mut together: Vec<(Vec<String>, Message)> = Vec::new();
        for need in unsolved {
            let Some(why) = need.required.as_ref().err() else { continue };
            let why = self.one_of_several(why);
            match together.iter_mut().find(|(_, known)| *known == why) {
                Some((names, _)) => names.push(self.name(need.metric)),
                None => together.push((vec![self.name(need.metric)], why)),
            }
        }
        if together.is_empty() {
            return;
        }
        self.title(&Message::new("derive-title.unsolved"));
        for (names, why) in together {
            let names = names.join(&self.localizer.word("comma"));
            let line = self.text(&Message::new("reason").with("name", names).with("reason", why));
            self.say(&line, 2);
        }
    }

    /// What is required and can't be.
    fn impossible(&mut self) {
        let answer = &self.derived.answer;
        let needs = answer.needs.iter().chain(&answer.others).filter(|need| !need.is_possible);
        let needs = needs.filter_map(|need| Some((need.metric, need.required.as_ref().ok()?.value.clone())));
        let rates = answer.rates.iter().filter(|rate| !rate.is_possible);
        let rates = rates.filter_map(|rate| Some((rate.metric, rate.value.clone()?)));
        let said: Vec<Message> = needs
            .chain(rates)
            .map(|(metric, value)| {
                let id = if value.is_negative() { "derive-impossible.negative" } else { "derive-impossible.above" };
                Message { id, args: Vec::new() }
                    .with("name", self.name(metric))
                    .with("value", self.shown(&value, metric))
            })
            .collect();
        for message in said {
            let line = self.text(&message);
            self.say(&line, 2);
        }
    }

    /// What an indicator with another period than the goal's needs in its own.
    fn own_periods(&mut self) {
        for own in &self.derived.answer.own_periods {
            let value = tables::required(self, &own.value, own.metric);
            let message = Message::new("derive-own-period").with("name", self.name(own.metric));
            let line = self.text(&message.with("period", own.period).with("value", value));
            self.say(&line, 2);
        }
    }

    fn levers(&mut self) {
        match &self.derived.answer.levers {
            Ok(levers) if levers.is_empty() => {}
            Ok(_) => {
                let lines = tables::levers(self);
                let title = self.levers_title();
                self.table(&title, lines);
            }
            // Where the goal itself can't be worked back, that has been said.
            Err(_) if !arithmetic::has_target(self.derived) => {}
            Err(_) if self.derived.answer.needs.iter().any(|need| need.required.is_err()) => {}
            Err(why) => {
                let title = self.levers_title();
                self.title(&title);
                let line = self.text(why);
                self.say(&line, 2);
            }
        }
    }

    fn levers_title(&self) -> Message {
        let answer = &self.derived.answer;
        let title = Message::new("derive-title.levers").with("name", self.name(answer.goal));
        title.with("days", answer.working_days)
    }

    fn bottleneck(&mut self) {
        let Some(bottleneck) = &self.derived.answer.bottleneck else { return };
        let missed = headline(self.derived.plan, bottleneck, self.localizer);
        let title = Message::new("derive-title.bottleneck").with("headline", missed);
        match &bottleneck.steps {
            Ok(steps) => {
                let lines = tables::bottleneck(self, bottleneck, steps);
                self.table(&title, lines);
            }
            Err(why) => {
                self.title(&title);
                let line = self.text(why);
                self.say(&line, 2);
            }
        }
    }

    /// The same sentence for each of several unknowns, of which each says which others it lacks.
    fn one_of_several(&self, why: &Message) -> Message {
        let Some((_, of)) = why.args.iter().find(|(name, _)| *name == "of" && why.id == "no-target-with-unknowns")
        else {
            return why.clone();
        };
        let plan = self.derived.plan;
        let is_it = |metric: &MetricId| Arg::from(&plan.metric(*metric).name.value) == *of;
        let known = (0..plan.metrics.len()).map(MetricId::of).find(is_it);
        let of = known.map_or_else(|| of.clone(), |metric| Arg::from(self.name(metric)));
        Message::new("derive-unknowns").with("of", of)
    }
}
