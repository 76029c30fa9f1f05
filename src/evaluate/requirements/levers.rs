//! What one more of each number is worth at the goal.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::flow::Point;
use crate::plan::ids::MetricId;
use crate::plan::unit::UnitKind;

use super::{Asking, Lever, LeverStep, unreached};

/// So many numbers are moved; of a longer chain those at its end.
const MOST: usize = 60;

/// The goal isn't computed again and again of more numbers.
const LONGEST: usize = 1000;

impl Asking<'_> {
    /// The worth of moving each number that the goal starts from, at the numbers that it requires; what is worth most
    /// comes first.
    pub(super) fn levers(&self) -> Result<Vec<Lever>, Message> {
        if self.flow.length() > LONGEST {
            return Err(Message::new("derive-too-long"));
        }
        let base = self.goal_at(None)?;
        let required = self.derivation.look_up(self.goal)?.value;
        // Where everything is given, the numbers come to what they come to, and each is worth what it is worth.
        if base != required && self.flow.shares_a_stage() {
            return Err(Message::new("derive-not-invertible"));
        }
        let mut starts: Vec<MetricId> = self.flow.starts().collect();
        starts.reverse();
        let mut levers = Vec::new();
        for metric in starts.into_iter().take(MOST).filter(|metric| *metric != self.goal) {
            for (step, change) in self.steps_of(metric) {
                // Where a number can't be moved so, nothing is said of it.
                let Ok(moved) = self.goal_at(Some((metric, &change))) else { continue };
                levers.push(Lever { metric, step, change, worth: &moved - &base });
            }
        }
        levers.sort_by_key(|lever| std::cmp::Reverse(lever.worth.abs()));
        Ok(levers)
    }

    /// The goal at the numbers that it requires, one of them moved.
    fn goal_at(&self, moved: Option<(MetricId, &Rational)>) -> Result<Rational, Message> {
        let start = |metric: MetricId| {
            let number = self.number(metric)?;
            match moved {
                Some((own, change)) if own == metric => Some(&number + change),
                _ => Some(number),
            }
        };
        let point = Point { pinned: &|_| None, start: &start, otherwise: &|_| None };
        self.flow.value(&point).map_err(|why| unreached(self.ground, &why))
    }

    /// The ways to move a number, and by how much.
    fn steps_of(&self, metric: MetricId) -> Vec<(LeverStep, Rational)> {
        let metric_of_plan = self.ground.plan.metric(metric);
        let hundredth = Rational::from_decimal(1, 2);
        let days = Rational::from(self.ground.calendar.working_days_in(self.period));
        match (metric_of_plan.unit.kind(), metric_of_plan.additive) {
            (UnitKind::Count, true) if !days.is_zero() => {
                let team = self.team().map(|team| (LeverStep::PerMemberPerDay, &team * &days));
                std::iter::once((LeverStep::PerDay, days)).chain(team).collect()
            }
            (UnitKind::Ratio, false) => vec![(LeverStep::Point, hundredth)],
            _ => {
                let change = self.number(metric).map(|number| &number.abs() * &hundredth);
                change
                    .filter(|change| !change.is_zero())
                    .map(|change| (LeverStep::Percent, change))
                    .into_iter()
                    .collect()
            }
        }
    }
}
