//! What follows once everything is worked back from the goal: later stages, results of formulas, and the numbers that
//! the stated targets of other formulas leave no choice.

use std::collections::BTreeSet;

use crate::base::vocabulary::Direction;
use crate::plan::ids::MetricId;
use crate::plan::metric::{MetricOrigin, Operator};

use super::super::derive::{Rate, Step};
use super::super::equation::Equation;
use super::super::given::{Given, of_formula};
use super::super::network::{ROUNDS, is_plain};
use super::super::program::Op;
use super::Solver;

impl Solver<'_> {
    /// Stages behind the goal follow from those before them.
    pub(super) fn multiply_onwards(&mut self) {
        let plan = self.plan;
        for pair in plan.funnels.iter().flat_map(|funnel| funnel.stages.windows(2)) {
            let [before, next] = pair else { continue };
            let (metric, before) = (next.metric, before.metric);
            let (Some(given), false) = (self.required.get(&before).cloned(), self.required.contains_key(&metric))
            else {
                continue;
            };
            let Some(rate) = self.rate(next) else { continue };
            let Ok(found) = Given::from(&given).converted(Operator::Multiply, &rate) else { continue };
            let rate = Rate { conversion: next.conversion, value: rate };
            let (value, before_value) = (found.value.clone(), given.value);
            self.steps.push(Step::Multiplied { metric, value, before, before_value, rate });
            self.unsolved.remove(&metric);
            self.required.insert(metric, found.required(given.direction));
        }
    }

    /// Conversions are required to be what they are planned to be; what is computed from required numbers follows.
    pub(super) fn compute_the_rest(&mut self) {
        let mut numbers: Vec<Option<Given>> =
            (0..self.plan.metrics.len()).map(|place| self.given(MetricId::of(place))).collect();
        for metric in self.programs.order() {
            if self.required.contains_key(metric) {
                continue;
            }
            let is_conversion = matches!(self.plan.metric(*metric).origin, MetricOrigin::Conversion { .. });
            let given = numbers[metric.index()].clone().filter(|_| is_conversion);
            let read = |read: MetricId| numbers.get(read.index())?.clone();
            let Some(found) = given.clone().or_else(|| of_formula(self.network.formula(*metric), read)) else {
                continue;
            };
            if given.is_none() {
                self.steps.push(Step::Computed { metric: *metric, value: found.value.clone() });
            }
            numbers[metric.index()] = Some(found.clone());
            self.unsolved.remove(metric);
            self.required.insert(*metric, found.required(Direction::AtLeast));
        }
    }

    /// A formula whose result is given is an equation like a funnel's step: while there is one with a single unknown,
    /// that is solved, and all that follows from it. What was found on the way from the goal stays as it is.
    pub(super) fn solve_the_rest(&mut self) {
        let mut metrics: Vec<MetricId> = (0..self.plan.metrics.len()).map(MetricId::of).collect();
        for _ in 0..ROUNDS {
            let before = self.required.len();
            for metric in &metrics {
                self.solve_for_one_unknown(*metric);
            }
            // A chain may be written down from either of its ends.
            metrics.reverse();
            for (funnel, place, given) in std::mem::take(&mut self.stopped) {
                self.walk_back(funnel, place, given);
            }
            self.multiply_onwards();
            self.compute_the_rest();
            if self.required.len() == before {
                break;
            }
        }
        for metric in metrics {
            if self.given(metric).is_some() {
                self.name_unknowns(metric, &self.unknowns(metric));
            }
        }
    }

    fn solve_for_one_unknown(&mut self, of: MetricId) {
        let program = self.network.formula(of);
        let Some(result) = self.given(of).filter(|_| is_plain(program)) else { return };
        let unknowns = self.unknowns(of);
        let [unknown] = unknowns.as_slice() else { return };
        let equation = Equation { program, unknown: *unknown };
        let solved = match self.required.get(&of) {
            Some(required) => equation.by_result(&required.into(), |metric| self.number(metric)),
            None => equation.by_parts(&result, |metric| self.given(metric)),
        };
        if self.unsolved.get(unknown).is_some_and(|why| why.id == "no-target-with-unknowns") {
            // The others are known by now.
            self.unsolved.remove(unknown);
        }
        self.found(of, *unknown, solved, Direction::AtLeast);
        if self.required.contains_key(unknown) {
            self.required.entry(of).or_insert_with(|| result.required(Direction::AtLeast));
            // Further funnels add to what is found from here on, not to what the goal required before.
            self.summed.clear();
            self.follow_from(*unknown);
        }
    }

    /// The metrics in a formula of which no number is known.
    fn unknowns(&self, of: MetricId) -> Vec<MetricId> {
        let leaves: BTreeSet<MetricId> = self.network.formula(of).iter().filter_map(Op::reads).collect();
        leaves.into_iter().filter(|leaf| self.number(*leaf).is_none()).collect()
    }
}
