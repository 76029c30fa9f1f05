//! What comes of other numbers than the plan's, and the number that is looked for.

use crate::base::message::{Arg, Message};
use crate::base::rational::Rational;
use crate::evaluate::requirements::Solved;
use crate::evaluate::sentences::quantity;
use crate::plan::ids::MetricId;
use crate::plan::unit::{Unit, UnitKind};
use crate::report::quantity::group_digits;

use super::human::Page;
use super::{arithmetic, tables};

impl Page<'_> {
    pub(super) fn rates(&mut self) {
        let lines = tables::rates(self);
        self.table(&Message::new("derive-title.rates"), lines);
        let Some(history) = &self.derived.answer.history else { return };
        // A goal that is only a sum has no rates of its own: those of its parts stand there.
        let has_rates = !history.rates.is_empty() || !history.unknown.is_empty();
        if has_rates && history.periods.len() < history.asked {
            let found = Message::new("derive-history-short").with("asked", history.asked);
            let line = self.text(&found.with("found", history.periods.len()));
            self.say(&line, 2);
        }
        if let Some(period) = history.truncated {
            let line = self.text(&Message::new("derive-history-truncated").with("period", period));
            self.say(&line, 2);
        }
        let names: Vec<String> = history.unknown.iter().map(|metric| self.name(*metric)).collect();
        if !names.is_empty() {
            let line = self.text(&Message::new("derive-history-unknown").with("names", names));
            self.say(&line, 2);
        }
    }

    pub(super) fn what_if(&mut self) {
        let answer = &self.derived.answer;
        let Some(what_if) = &answer.what_if else { return };
        let set = what_if.set.iter().map(|(metric, value)| (*metric, value.clone(), "derive-set"));
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

    pub(super) fn solved(&mut self) {
        let Some(solved) = &self.derived.answer.solved else { return };
        let sentences = self.solution(solved);
        let is_money = matches!(self.derived.plan.metric(solved.metric).unit.kind(), UnitKind::Money(_));
        let title = Message::new(if is_money { "derive-title.solve-amount" } else { "derive-title.solve" });
        self.title(&title.with("name", self.name(solved.metric)));
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
        let found = Message::new(match (solved.is_possible, solved.is_needless) {
            (true, _) => "derive-solved",
            (false, true) => "derive-solved.needless",
            (false, false) => "derive-solved.impossible",
        });
        let found = found
            .with("name", self.name(solved.metric))
            .with("value", self.enough(solved.enough.as_ref().unwrap_or(value), solved.metric))
            .with("goal", goal);
        let planned = solved
            .planned
            .as_ref()
            .map(|planned| Message::new("derive-solved.planned").with("planned", self.shown(planned, solved.metric)));
        std::iter::once(found).chain(planned).collect()
    }

    /// A number with all the digits that it takes.
    fn enough(&self, number: &Rational, metric: MetricId) -> Arg {
        let unit = self.derived.plan.metric(metric).unit;
        if unit.kind() != UnitKind::Ratio {
            return quantity(number, unit);
        }
        let hundredths = number * &Rational::from(100);
        Arg::from(format!(
            "{}%",
            group_digits(hundredths.round_to(4).to_fixed(4).trim_end_matches('0').trim_end_matches('.'))
        ))
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
