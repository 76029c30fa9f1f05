//! What is still needed in a period in progress, worked back from what is left of the goal.

use crate::base::message::Message;
use crate::evaluate::requirements::{From, Need, Still};

use super::human::Page;
use super::tables;

impl Page<'_> {
    /// The numbers of the days that are left, and what they count.
    pub(super) fn rest(&mut self) {
        let answer = &self.derived.answer;
        let goal = answer.needs.iter().find(|need| need.metric == answer.goal);
        let Some((goal, days)) = goal.and_then(|need| need.still.as_ref()).zip(answer.days_left) else { return };
        let is_asked = |need: &&Need| need.metric != answer.goal && need.still.is_some();
        let needs: Vec<&Need> = answer.needs.iter().chain(&answer.others).filter(is_asked).collect();
        // What can't be in the whole period can't be in the rest of it.
        if needs.is_empty() || needs.iter().any(|need| !need.is_possible) {
            return;
        }
        let title = Message::new("derive-title.rest").with("days", days);
        let title = title.with("left", self.shown(&goal.value, answer.goal));
        let has_passed = needs.iter().filter_map(|need| need.still.as_ref()).any(Still::is_passed);
        let lines = tables::rest(self, &needs);
        let conversions = self.uses_conversions().then(|| {
            let is_as_planned = answer.rates.iter().all(|rate| rate.from == From::Stated);
            Message::new(if is_as_planned { "derive-rest" } else { "derive-rest.asked" })
        });
        let notes = [conversions, has_passed.then(|| Message::new("derive-rest.passed"))];
        self.table(&title, lines);
        for note in notes.into_iter().flatten() {
            let line = self.text(&note);
            self.say(&line, 2);
        }
    }

    /// Whether anything is worked back by a conversion: only then is there anything under way.
    fn uses_conversions(&self) -> bool {
        !self.derived.answer.rates.is_empty()
    }
}
