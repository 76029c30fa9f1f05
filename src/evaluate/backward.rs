//! Solving the equations of a plan back from its goal.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::Plan;
use crate::plan::funnel::Stage;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::Operator;

use super::arithmetic::Fault;
use super::derive::{Derivation, Rate, Required, Step};
use super::equation::Equation;
use super::given::Given;
use super::linear::Unsolvable;
use super::network::{Network, is_plain};
use super::program::{Op, Programs};
use super::sentences::called;

mod onwards;

/// Works back from one goal in one period.
pub struct Solver<'a> {
    plan: &'a Plan,
    programs: &'a Programs,
    /// What the plan gives, by metric.
    planned: Vec<Option<Given>>,
    network: Network<'a>,
    /// By metric, whether all that leads to it has been followed.
    is_expanded: Vec<bool>,
    /// Where following a funnel stopped, for want of a conversion: the place of a stage, and what is required of that.
    stopped: Vec<(FunnelId, usize, Given)>,
    required: BTreeMap<MetricId, Required>,
    /// Those of the required numbers to which further funnels add.
    summed: BTreeSet<MetricId>,
    unsolved: BTreeMap<MetricId, Message>,
    steps: Vec<Step>,
}

impl<'a> Solver<'a> {
    /// A solver over the numbers that the plan gives.
    #[must_use]
    pub fn new(plan: &'a Plan, programs: &'a Programs, planned: Vec<Option<Given>>) -> Self {
        Self {
            plan,
            programs,
            planned,
            network: Network::new(plan, programs),
            is_expanded: vec![false; plan.metrics.len()],
            stopped: Vec::new(),
            required: BTreeMap::new(),
            summed: BTreeSet::new(),
            unsolved: BTreeMap::new(),
            steps: Vec::new(),
        }
    }

    /// Everything that follows from `required` of the goal.
    #[must_use]
    pub fn solve(mut self, goal: MetricId, period: Period, required: Required) -> Derivation {
        self.steps.push(Step::Goal { metric: goal, value: required.value.clone() });
        self.required.insert(goal, required);
        self.follow_from(goal);
        self.multiply_onwards();
        self.compute_the_rest();
        self.solve_the_rest();
        Derivation { goal, period, required: self.required, unsolved: self.unsolved, steps: self.steps }
    }

    /// Works back from a metric whose number is required, along all funnels and formulas that lead to it.
    fn follow_from(&mut self, root: MetricId) {
        self.network.attach(root);
        for metric in self.network.goal_first(root) {
            if !self.is_expanded[metric.index()] {
                self.is_expanded[metric.index()] = self.required.contains_key(&metric);
                self.expand_funnels(metric);
                self.expand_formula(metric);
            }
        }
    }

    fn expand_funnels(&mut self, last: MetricId) {
        let funnels = self.network.leading(last).to_vec();
        let plan = self.plan;
        let said = |id: &FunnelId| plan.funnels[id.index()].share.as_ref().map(|share| &share.value);
        let shared: Rational = funnels.iter().filter_map(|(id, _)| said(id).cloned()).sum();
        let unsaid = funnels.iter().filter(|(id, _)| said(id).is_none()).count();
        // Funnels that say no share make up for what the others leave.
        let rest = (&Rational::ONE - &shared).checked_div(&unsaid.into()).unwrap_or(Rational::ZERO);
        for (id, place) in funnels {
            let Some(required) = self.required.get(&last).cloned() else {
                let why = self.unsolved.get(&last).cloned().unwrap_or_else(|| Message::new("no-target-not-linked"));
                let stages = self.network.stages(id, place);
                self.leave_unsolved(stages.iter().map(|stage| stage.metric), &why);
                continue;
            };
            let share = said(&id).unwrap_or(&rest).clone();
            let Ok(own) = Given::from(&required).converted(Operator::Multiply, &share) else { continue };
            if share != Rational::ONE {
                self.steps.push(Step::Share { funnel: id, of: last, share, value: own.value.clone() });
            }
            self.walk_back(id, place, own);
        }
    }

    /// From one of a funnel's stages to the first, dividing by each conversion.
    fn walk_back(&mut self, funnel: FunnelId, last: usize, mut given: Given) {
        let stages = self.network.stages(funnel, last);
        for (place, pair) in stages.windows(2).enumerate().rev() {
            let [before, next] = pair else { continue };
            let found = self.rate(next).map(|rate| (given.converted(Operator::Divide, &rate), rate));
            let Some((Ok(found), rate)) = found else {
                let fault = found.and_then(|(found, _)| found.err());
                if fault.is_none() {
                    self.stopped.push((funnel, place + 1, given));
                }
                let why = self.missing_conversion(before.metric, next, fault);
                let earlier = stages[..=place].iter().map(|stage| stage.metric).chain(next.conversion);
                self.leave_unsolved(earlier, &why);
                return;
            };
            let rate = Rate { conversion: next.conversion, value: rate };
            let (metric, value, next) = (before.metric, found.value.clone(), next.metric);
            self.steps.push(Step::Divided { funnel, metric, value, next, next_value: given.value, rate });
            given = found;
            self.add(metric, &given);
        }
    }

    /// What a stage's conversion is given to be.
    fn rate(&self, stage: &Stage) -> Option<Rational> {
        let given = stage.conversion.and_then(|conversion| self.planned[conversion.index()].as_ref());
        let found = stage.conversion.and_then(|conversion| self.required.get(&conversion));
        let value = given.map(|given| &given.value).or(stage.at.as_ref().map(|at| &at.value));
        value.or(found.map(|required| &required.value)).cloned()
    }

    /// What a funnel asks of a stage comes on top of what others ask.
    fn add(&mut self, metric: MetricId, given: &Given) {
        let total = match self.required.get(&metric) {
            None => given.clone(),
            Some(before) if self.summed.contains(&metric) => Given::from(before).plus(given),
            Some(_) => return,
        };
        self.summed.insert(metric);
        self.unsolved.remove(&metric);
        self.required.insert(metric, total.required(Direction::AtLeast));
    }

    fn expand_formula(&mut self, metric: MetricId) {
        let program = self.network.formula(metric);
        if program.is_empty() {
            return;
        }
        let leaves: BTreeSet<MetricId> = program.iter().filter_map(Op::reads).collect();
        let unknown: Vec<MetricId> = leaves.iter().copied().filter(|leaf| self.number(*leaf).is_none()).collect();
        let Some(required) = self.required.get(&metric).cloned() else {
            let why = self.unsolved.get(&metric).cloned().unwrap_or_else(|| Message::new("no-target-not-linked"));
            return self.leave_unsolved(unknown.into_iter(), &why);
        };
        if !is_plain(program) {
            let why = Message::new("no-target-behind-data").with("name", self.name(metric));
            self.leave_unsolved(unknown.into_iter(), &why);
        } else if let [unknown] = unknown.as_slice() {
            self.solve_formula(metric, *unknown, &required);
        } else if unknown.is_empty() {
            let is_sum = |leaf: &&MetricId| self.plan.metric(**leaf).additive && !self.required.contains_key(*leaf);
            let sums: Vec<MetricId> = leaves.iter().filter(is_sum).copied().collect();
            if let [sum] = sums.as_slice() {
                self.solve_formula(metric, *sum, &required);
            }
        } else {
            self.name_unknowns(metric, &unknown);
        }
        for leaf in leaves {
            if let (Some(given), false) = (self.planned[leaf.index()].clone(), self.required.contains_key(&leaf)) {
                self.required.insert(leaf, given.required(required.direction));
            }
        }
    }

    /// Solves the formula of `of` for one of the metrics that it reads.
    fn solve_formula(&mut self, of: MetricId, unknown: MetricId, required: &Required) {
        let equation = Equation { program: self.network.formula(of), unknown };
        let solved = equation.by_result(&required.into(), |metric| self.number(metric));
        self.found(of, unknown, solved, required.direction);
    }

    /// Takes in what solving the formula of `of` gave for `unknown`.
    fn found(&mut self, of: MetricId, unknown: MetricId, solved: Result<Given, Unsolvable>, other: Direction) {
        match solved {
            Ok(given) => {
                self.steps.push(Step::Solved { metric: unknown, value: given.value.clone(), of });
                self.unsolved.remove(&unknown);
                self.required.insert(unknown, given.required(other));
            }
            Err(reason) => {
                let why = self.unsolvable(reason, of, unknown);
                self.leave_unsolved(std::iter::once(unknown), &why);
            }
        }
    }

    /// What is required of a metric, else what the plan gives.
    fn given(&self, metric: MetricId) -> Option<Given> {
        self.required.get(&metric).map(Given::from).or_else(|| self.planned[metric.index()].clone())
    }

    fn number(&self, metric: MetricId) -> Option<Rational> {
        self.given(metric).map(|given| given.value)
    }

    /// What is still unknown stays so for this reason.
    fn leave_unsolved(&mut self, metrics: impl Iterator<Item = MetricId>, why: &Message) {
        for metric in metrics {
            if !self.required.contains_key(&metric) {
                self.unsolved.entry(metric).or_insert_with(|| why.clone());
            }
        }
    }

    fn missing_conversion(&self, from: MetricId, to: &Stage, fault: Option<Fault>) -> Message {
        let message = match fault {
            None => Message::new("no-target-without-conversion"),
            Some(Fault::DividedByZero) => {
                let zero = Message::new("no-target-with-zero-conversion");
                let pair = || format!("{} → {}", self.title(from), self.title(to.metric));
                return zero.with("conversion", to.conversion.map_or_else(pair, |conversion| self.title(conversion)));
            }
            Some(Fault::TooLarge) => return Message::new("no-target-too-large").with("name", self.name(from)),
        };
        message.with("from", self.name(from)).with("to", self.name(to.metric))
    }

    fn unsolvable(&self, reason: Unsolvable, of: MetricId, unknown: MetricId) -> Message {
        let equation = Equation { program: self.network.formula(of), unknown };
        let zero = equation.zero_divisor(|metric| self.number(metric));
        if let Some(divisor) = zero.filter(|divisor| reason == Unsolvable::DividedByZero && !divisor.is_empty()) {
            let names: Vec<String> = divisor.into_iter().map(|metric| self.title(metric)).collect();
            return Message::new("no-target-divided-by-zero").with("of", self.title(of)).with("names", names);
        }
        let message = match reason {
            Unsolvable::TooLarge => {
                return Message::new("no-target-too-large").with("name", self.name(unknown));
            }
            Unsolvable::NotLinear => Message::new("no-target-of-product-with-itself"),
            Unsolvable::DividedByZero | Unsolvable::NoEffect => Message::new("no-target-without-solution"),
        };
        message.with("of", self.name(of)).with("name", self.name(unknown))
    }

    /// Of several unknowns of one formula each says which others it lacks.
    fn name_unknowns(&mut self, of: MetricId, unknown: &[MetricId]) {
        let first = unknown.first().map(|unknown| Equation { program: self.network.formula(of), unknown: *unknown });
        // Whatever the unknowns are, other than each other: `a − a` is 0.
        let any =
            |metric: MetricId| self.number(metric).or_else(|| Some(Rational::from(metric.index() * 7919 + 1_000_003)));
        let zero = first.and_then(|equation| equation.zero_divisor(any));
        if let Some(divisor) = zero.filter(|divisor| !divisor.is_empty()) {
            let names: Vec<String> = divisor.into_iter().map(|metric| self.title(metric)).collect();
            let why = Message::new("no-target-divided-by-zero").with("of", self.title(of)).with("names", names);
            return self.leave_unsolved(unknown.iter().copied(), &why);
        }
        for asked in unknown {
            let others = unknown.iter().filter(|other| *other != asked).map(|other| self.name(*other));
            let names: Vec<String> = others.collect();
            let why = Message::new("no-target-with-unknowns").with("names", names).with("of", self.name(of));
            self.leave_unsolved(std::iter::once(*asked), &why);
        }
    }

    /// The name that people know it by.
    fn title(&self, metric: MetricId) -> String {
        called(self.plan, metric).to_owned()
    }

    fn name(&self, metric: MetricId) -> String {
        self.plan.metric(metric).name.value.clone()
    }
}
