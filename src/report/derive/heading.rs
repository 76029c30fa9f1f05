//! Which plan, which period, which goal, and how far it has come.

use crate::base::message::Message;
use crate::evaluate::derive::Required;
use crate::report::human::heading_of;
use crate::report::paint::Tone;
use crate::report::said;
use crate::report::visible::visible;

use super::human::Page;
use super::{Derived, arithmetic};

impl Page<'_> {
    /// The plan's label and file, the date, and the period with its days and members.
    pub(super) fn heading(&mut self) {
        let Derived { plan, one, path, required_by, answer } = self.derived;
        match required_by {
            None => self.lines.extend(heading_of(one, plan, self.localizer, self.appearance)),
            Some(by) => {
                let path = self.paint(Tone::Dim, &visible(path));
                let label = plan.settings.label.as_ref().map(|label| self.paint(Tone::Bold, &visible(&label.value)));
                self.lines.push(label.map_or_else(|| path.clone(), |label| format!("{label}  {path}")));
                let by = self.text(&Message::new("derive-required-by").with("plan", by.as_str()));
                self.lines.push(by);
            }
        }
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
    pub(super) fn goal(&mut self) {
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
        if shares.is_empty() {
            return;
        }
        let line = shares.join(&self.localizer.word("comma"));
        self.say(&line, 2);
    }
}
