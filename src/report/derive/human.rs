//! The goal worked back, as people like to read it.

use crate::base::message::{Arg, Message, UnitName};
use crate::base::rational::Rational;
use crate::evaluate::derive::Required;
use crate::evaluate::requirements::{Need, Solved};
use crate::evaluate::sentences::{called, quantity};
use crate::plan::ids::MetricId;
use crate::plan::unit::{Unit, UnitKind};
use crate::report::appearance::Appearance;
use crate::report::bottleneck::headline;
use crate::report::localizer::Localizer;
use crate::report::paint::{Paint, Tone};
use crate::report::said;
use crate::report::visible::visible;
use crate::report::width::wrap;

use super::arithmetic::{self, funnel_name};
use super::{Derived, tables};

/// What is shown, and how.
pub(super) struct Page<'a> {
    pub(super) derived: &'a Derived<'a>,
    pub(super) localizer: &'a Localizer,
    pub(super) appearance: Appearance,
    lines: Vec<String>,
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
    fn say(&mut self, text: &str, indent: usize) {
        let room = self.appearance.width.saturating_sub(indent + 2);
        for (place, line) in wrap(text, room).into_iter().enumerate() {
            let further = if place > 0 { 2 } else { 0 };
            self.lines.push(format!("{}{line}", " ".repeat(indent + further)));
        }
    }

    fn title(&mut self, message: &Message) {
        self.lines.push(String::new());
        let title = self.text(message);
        let title = self.paint(Tone::Bold, &title);
        self.lines.push(title);
    }

    /// A table below its title: its headings dim.
    fn table(&mut self, title: &Message, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        self.title(title);
        for (place, line) in lines.into_iter().enumerate() {
            let line = if place == 0 { self.paint(Tone::Dim, &line) } else { line };
            self.lines.push(line);
        }
    }

    fn name(&self, metric: MetricId) -> String {
        called(self.derived.plan, metric).to_owned()
    }

    fn shown(&self, number: &Rational, metric: MetricId) -> Arg {
        quantity(number, self.derived.plan.metric(metric).unit)
    }

    /// A share of an amount in a sentence: without digits that mean nothing.
    fn share(&self, number: &Rational, metric: MetricId) -> Arg {
        let unit = self.derived.plan.metric(metric).unit;
        match unit.kind() {
            UnitKind::Money(_) if number.abs() >= 100 => quantity(&number.round_to(0), unit),
            UnitKind::Count if number.abs() < 1 => Arg::Number(number.round_to(2)),
            _ => quantity(number, unit),
        }
    }

    /// The plan's label and file, the date, and the period with its days and members.
    fn heading(&mut self) {
        let Derived { plan, one, answer, .. } = self.derived;
        let path = visible(&one.path).into_owned();
        let title = match &plan.settings.label {
            Some(label) => {
                let label = self.paint(Tone::Bold, &visible(&label.value));
                format!("{label}  {}", self.paint(Tone::Dim, &path))
            }
            None => self.paint(Tone::Bold, &path),
        };
        self.lines.push(title);
        let as_of = self.text(&said::as_of(&one.as_of));
        self.lines.push(as_of);
        let complete = answer.period.end() <= one.as_of.date;
        let period = said::period(answer.period, complete, one.as_of.date);
        let mut facts = vec![self.text(&Message::new("derive-days").with("count", answer.working_days))];
        facts.extend(answer.days_left.map(|left| self.text(&Message::new("derive-days-left").with("count", left))));
        facts.extend(
            answer.team.as_ref().map(|team| self.text(&Message::new("derive-team").with("size", team.clone()))),
        );
        let period = self.text(&period);
        let facts = facts.join(&self.localizer.word("comma"));
        self.lines.push(String::new());
        let line = format!("{}  {facts}", self.paint(Tone::Bold, &period));
        self.lines.push(line);
    }

    /// The goal's target, or what the plan's numbers come to, and what is done of it.
    fn goal(&mut self) {
        let answer = &self.derived.answer;
        let name = self.name(answer.goal);
        let message = match answer.derivation.look_up(answer.goal) {
            Ok(Required { value, .. }) => {
                let is_target = arithmetic::has_target(self.derived);
                let message = Message::new(if is_target { "derive-goal" } else { "derive-goal.computed" });
                message.with("name", name.clone()).with("value", self.shown(&value, answer.goal))
            }
            Err(why) => Message::new("reason").with("name", name.clone()).with("reason", why),
        };
        let line = self.text(&message);
        self.say(&line, 2);
        self.shares_of_goal();
        let answer = &self.derived.answer;
        let progress =
            answer.needs.first().filter(|need| need.metric == answer.goal).and_then(|need| need.progress.clone());
        if let Some(progress) = progress {
            let per_day = progress.left_per_day.as_ref().map(|left| self.share(left, answer.goal));
            let message = match per_day {
                _ if progress.left.is_zero() => Message::new("derive-nothing-left"),
                Some(per_day) => Message::new("derive-left").with("per-day", per_day),
                None => Message::new("derive-left.no-day"),
            };
            let message = message
                .with("done", self.shown(&progress.done, answer.goal))
                .with("left", self.shown(&progress.left, answer.goal));
            let line = self.text(&message);
            self.say(&line, 2);
        }
        if answer.needs.len() + answer.others.len() < 2 {
            let line = self.text(&Message::new("derive-nothing-leads").with("name", name));
            self.say(&line, 2);
        }
    }

    /// What of the goal falls on each member and day.
    fn shares_of_goal(&mut self) {
        let answer = &self.derived.answer;
        let Some(need) = answer.needs.first().filter(|need| need.metric == answer.goal) else { return };
        let shares = [
            ("derive-each.member", &need.per_member),
            ("derive-each.day", &need.per_day),
            ("derive-each.member-day", &need.per_member_per_day),
        ];
        let shares = shares.into_iter().filter_map(|(id, share)| {
            let shown = self.share(share.as_ref()?, answer.goal);
            Some(self.text(&Message { id, args: Vec::new() }.with("value", shown)))
        });
        let shares: Vec<String> = shares.collect();
        let line = shares.join(&self.localizer.word("comma"));
        self.say(&line, 2);
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
    }

    /// What can't be worked back, and what is missing for it.
    fn unsolved(&mut self) {
        let answer = &self.derived.answer;
        let unsolved = answer.needs.iter().chain(&answer.others).filter(|need| need.metric != answer.goal);
        let unsolved: Vec<(String, Message)> =
            unsolved.filter_map(|need| Some((self.name(need.metric), need.required.as_ref().err()?.clone()))).collect();
        if unsolved.is_empty() {
            return;
        }
        self.title(&Message::new("derive-title.unsolved"));
        for (name, why) in unsolved {
            let line = self.text(&Message::new("reason").with("name", name).with("reason", why));
            self.say(&line, 2);
        }
    }

    fn rates(&mut self) {
        let lines = tables::rates(self);
        self.table(&Message::new("derive-title.rates"), lines);
        let Some(history) = &self.derived.answer.history else { return };
        if history.periods.len() < history.asked {
            let found = Message::new("derive-history-short").with("asked", history.asked);
            let line = self.text(&found.with("found", history.periods.len()));
            self.say(&line, 2);
        }
        let names: Vec<String> = history.unknown.iter().map(|metric| self.name(*metric)).collect();
        if !names.is_empty() {
            let line = self.text(&Message::new("derive-history-unknown").with("names", names));
            self.say(&line, 2);
        }
    }

    fn what_if(&mut self) {
        let answer = &self.derived.answer;
        let Some(what_if) = &answer.what_if else { return };
        let set = self.derived.question.set.iter().map(|(metric, value)| (*metric, value.clone(), "derive-set"));
        let at = what_if.at.iter().map(|(metric, value)| (*metric, value.clone(), "derive-set.as-planned"));
        let given: Vec<Message> = set
            .chain(at)
            .map(|(metric, value, id)| {
                Message { id, args: Vec::new() }
                    .with("name", self.name(metric))
                    .with("value", self.shown(&value, metric))
            })
            .collect();
        let comes_to = match &what_if.comes_to {
            Ok(value) => self.beside_target(value),
            Err(why) => why.clone(),
        };
        let past = answer.history.as_ref().filter(|history| !history.rates.is_empty());
        let given: Vec<Message> = given.into_iter().chain(past.map(|_| Message::new("derive-set.past"))).collect();
        self.title(&Message::new("derive-title.what-if"));
        let line = self.text(&Message::new("derive-with").with("given", given).with("result", comes_to));
        self.say(&line, 2);
    }

    /// What the goal comes to, beside its target.
    fn beside_target(&self, value: &Rational) -> Message {
        let answer = &self.derived.answer;
        let target = answer.derivation.look_up(answer.goal).ok().filter(|_| arithmetic::has_target(self.derived));
        let unit = self.derived.plan.metric(answer.goal).unit;
        let shown = if unit.kind() == UnitKind::Count { value.round_to(1) } else { value.clone() };
        let message = |id| {
            Message { id, args: Vec::new() }.with("name", self.name(answer.goal)).with("value", quantity(&shown, unit))
        };
        let Some(target) = target.map(|target| target.value) else { return message("derive-comes-to") };
        let gap = difference(&(value - &target).abs(), unit);
        match value.cmp(&target) {
            std::cmp::Ordering::Less => message("derive-comes-to.below").with("gap", gap),
            std::cmp::Ordering::Equal => message("derive-comes-to.equal"),
            std::cmp::Ordering::Greater => message("derive-comes-to.above").with("gap", gap),
        }
    }

    fn solved(&mut self) {
        let Some(solved) = &self.derived.answer.solved else { return };
        let sentences = self.solution(solved);
        self.title(&Message::new("derive-title.solve").with("name", self.name(solved.metric)));
        for sentence in sentences {
            let line = self.text(&sentence);
            self.say(&line, 2);
        }
    }

    fn solution(&self, solved: &Solved) -> Vec<Message> {
        let value = match &solved.value {
            Ok(value) => value,
            Err(why) => return vec![why.clone()],
        };
        let goal = self.name(self.derived.answer.goal);
        let found = Message::new(if solved.is_possible { "derive-solved" } else { "derive-solved.impossible" });
        let found = found
            .with("name", self.name(solved.metric))
            .with("value", self.shown(value, solved.metric))
            .with("goal", goal);
        let planned = solved
            .planned
            .as_ref()
            .map(|planned| Message::new("derive-solved.planned").with("planned", self.shown(planned, solved.metric)));
        std::iter::once(found).chain(planned).collect()
    }

    fn levers(&mut self) {
        match &self.derived.answer.levers {
            Ok(levers) if levers.is_empty() => {}
            Ok(_) => {
                let lines = tables::levers(self);
                let title = Message::new("derive-title.levers").with("name", self.name(self.derived.answer.goal));
                self.table(&title, lines);
            }
            // Where the goal itself can't be worked back, that has been said.
            Err(_) if !arithmetic::has_target(self.derived) => {}
            Err(_) if self.derived.answer.needs.iter().any(|need| need.required.is_err()) => {}
            Err(why) => {
                self.title(&Message::new("derive-title.levers").with("name", self.name(self.derived.answer.goal)));
                let line = self.text(why);
                self.say(&line, 2);
            }
        }
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
}

/// A difference of two numbers; of ratios it is in points.
fn difference(number: &Rational, unit: Unit) -> Arg {
    match unit.kind() {
        UnitKind::Ratio => crate::evaluate::sentences::points(number),
        UnitKind::Money(_) => quantity(&number.round_to(0), unit),
        _ => quantity(number, unit),
    }
}
