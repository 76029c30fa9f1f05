//! Solving the equations of a plan back from its goal.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::Plan;
use crate::plan::funnel::Funnel;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::{MetricOrigin, Operator};

use super::arithmetic::{Fault, combine};
use super::derive::{Derivation, Rate, Required, Step};
use super::linear::{Fraction, Unsolvable};
use super::planned::computed;
use super::program::{Op, Programs};

/// Works back from one goal in one period.
pub struct Solver<'a> {
    plan: &'a Plan,
    programs: &'a Programs,
    /// What the plan gives, by metric.
    planned: Vec<Option<Rational>>,
    /// The funnels that end in a metric.
    ending: HashMap<MetricId, Vec<FunnelId>>,
    required: BTreeMap<MetricId, Required>,
    /// Those of the required numbers to which further funnels add.
    summed: BTreeSet<MetricId>,
    unsolved: BTreeMap<MetricId, Message>,
    steps: Vec<Step>,
}

impl<'a> Solver<'a> {
    /// A solver over the numbers that the plan gives.
    #[must_use]
    pub fn new(plan: &'a Plan, programs: &'a Programs, planned: Vec<Option<Rational>>) -> Self {
        let mut ending: HashMap<MetricId, Vec<FunnelId>> = HashMap::new();
        for (place, funnel) in plan.funnels.iter().enumerate() {
            if let Some(last) = funnel.stages.last() {
                ending.entry(last.metric).or_default().push(FunnelId::of(place));
            }
        }
        let (required, summed, unsolved) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        Self { plan, programs, planned, ending, required, summed, unsolved, steps: Vec::new() }
    }

    /// Everything that follows from `required` of the goal.
    #[must_use]
    pub fn solve(mut self, goal: MetricId, period: Period, required: Required) -> Derivation {
        self.steps.push(Step::Goal { metric: goal, value: required.value.clone() });
        self.required.insert(goal, required);
        for metric in self.goal_first(goal) {
            self.expand_funnels(metric);
            self.expand_formula(metric);
        }
        self.compute_the_rest();
        Derivation { goal, period, required: self.required, unsolved: self.unsolved, steps: self.steps }
    }

    /// The metrics on the way to the goal, each before those that follow from it.
    fn goal_first(&self, goal: MetricId) -> Vec<MetricId> {
        let mut seen = vec![false; self.plan.metrics.len()];
        let mut done = Vec::new();
        let mut waiting = vec![(goal, false)];
        while let Some((metric, is_done)) = waiting.pop() {
            if is_done {
                done.push(metric);
                continue;
            }
            if std::mem::replace(&mut seen[metric.index()], true) {
                continue;
            }
            waiting.push((metric, true));
            let parts = self.parts(metric).into_iter().filter(|part| !seen[part.index()]);
            waiting.extend(parts.map(|part| (part, false)));
        }
        done.reverse();
        done
    }

    /// What a metric's funnels and formula are made of.
    fn parts(&self, metric: MetricId) -> Vec<MetricId> {
        let funnels = self.ending.get(&metric).into_iter().flatten();
        let stages = funnels.flat_map(|id| &self.plan.funnels[id.index()].stages).map(|stage| stage.metric);
        stages.chain(self.formula(metric).iter().filter_map(Op::reads)).collect()
    }

    /// A metric's formula; none for conversions, which the plan gives, and for numbers that are counted.
    fn formula(&self, metric: MetricId) -> &'a [Op] {
        let is_conversion = matches!(self.plan.metric(metric).origin, MetricOrigin::Conversion { .. });
        let program = self.programs.of(metric);
        if is_conversion || !program.iter().any(|op| op.reads().is_some()) { &[] } else { program }
    }

    fn expand_funnels(&mut self, last: MetricId) {
        let Some(funnels) = self.ending.get(&last).cloned() else { return };
        let plan = self.plan;
        let shared: Rational = funnels
            .iter()
            .filter_map(|id| plan.funnels[id.index()].share.as_ref())
            .map(|share| share.value.clone())
            .sum();
        let without = funnels.iter().filter(|id| plan.funnels[id.index()].share.is_none()).count();
        // Funnels that say no share make up for what the others leave.
        let rest = (&Rational::ONE - &shared).checked_div(&without.into()).unwrap_or(Rational::ZERO);
        for id in funnels {
            let funnel = &plan.funnels[id.index()];
            let Some(required) = self.required.get(&last).cloned() else {
                let why = self.unsolved.get(&last).cloned().unwrap_or_else(|| Message::new("no-target-not-linked"));
                self.leave_unsolved(funnel.stages.iter().map(|stage| stage.metric), &why);
                continue;
            };
            let share = funnel.share.as_ref().map_or(&rest, |share| &share.value);
            let value = &required.value * share;
            if *share != Rational::ONE {
                let (share, value) = (share.clone(), value.clone());
                self.steps.push(Step::Share { funnel: id, of: last, share, value });
            }
            self.walk_back(funnel, value, required.direction);
        }
    }

    /// From a funnel's last stage to its first, dividing by each conversion.
    fn walk_back(&mut self, funnel: &Funnel, mut value: Rational, direction: Direction) {
        for (place, pair) in funnel.stages.windows(2).enumerate().rev() {
            let [before, next] = pair else { continue };
            let rate = next.conversion.and_then(|conversion| self.planned[conversion.index()].clone());
            let rate = rate.or_else(|| next.at.as_ref().map(|at| at.value.clone()));
            let found = rate.map(|rate| (combine(&value, Operator::Divide, &rate), rate));
            let Some((Ok(found), rate)) = found else {
                let fault = found.and_then(|(found, _)| found.err());
                let why = self.missing_conversion(before.metric, next.metric, fault);
                let earlier = funnel.stages[..=place].iter().map(|stage| stage.metric).chain(next.conversion);
                self.leave_unsolved(earlier, &why);
                return;
            };
            let rate = Rate { conversion: next.conversion, value: rate };
            let (metric, next) = (before.metric, next.metric);
            self.steps.push(Step::Divided { metric, value: found.clone(), next, next_value: value, rate });
            value = found;
            self.add(metric, &value, direction);
        }
    }

    /// What a funnel asks of a stage comes on top of what others ask.
    fn add(&mut self, metric: MetricId, value: &Rational, direction: Direction) {
        if let Some(required) = self.required.get_mut(&metric) {
            if self.summed.contains(&metric) {
                required.value = &required.value + value;
            }
            return;
        }
        self.summed.insert(metric);
        self.required.insert(metric, Required { value: value.clone(), direction });
    }

    fn expand_formula(&mut self, metric: MetricId) {
        let program = self.formula(metric);
        if program.is_empty() {
            return;
        }
        let leaves: BTreeSet<MetricId> = program.iter().filter_map(Op::reads).collect();
        let unknown: Vec<MetricId> = leaves.iter().copied().filter(|leaf| self.number(*leaf).is_none()).collect();
        let Some(required) = self.required.get(&metric).cloned() else {
            let why = self.unsolved.get(&metric).cloned().unwrap_or_else(|| Message::new("no-target-not-linked"));
            return self.leave_unsolved(unknown.into_iter(), &why);
        };
        let is_plain = |op: &Op| !matches!(op, Op::Measure(_) | Op::Previous(_) | Op::Foreign(..));
        if !program.iter().all(is_plain) {
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
            for leaf in &unknown {
                let others = unknown.iter().filter(|other| *other != leaf).map(|other| self.name(*other));
                let why = Message::new("no-target-with-unknowns")
                    .with("names", others.collect::<Vec<String>>())
                    .with("of", self.name(metric));
                self.leave_unsolved(std::iter::once(*leaf), &why);
            }
        }
        for leaf in leaves {
            if let (Some(value), false) = (self.planned[leaf.index()].clone(), self.required.contains_key(&leaf)) {
                self.required.insert(leaf, Required { value, direction: required.direction });
            }
        }
    }

    /// Solves the formula of `of` for one of the metrics that it reads.
    fn solve_formula(&mut self, of: MetricId, unknown: MetricId, required: &Required) {
        match self.as_fraction(self.formula(of), unknown).and_then(|formula| formula.solve(&required.value)) {
            Ok((value, rises)) => {
                let direction = if rises { required.direction } else { turned_round(required.direction) };
                self.steps.push(Step::Solved { metric: unknown, value: value.clone(), of });
                self.required.insert(unknown, Required { value, direction });
            }
            Err(reason) => {
                let about = |message: Message| message.with("of", self.name(of)).with("name", self.name(unknown));
                let why = match reason {
                    Unsolvable::TooLarge => Message::new("no-target-too-large").with("name", self.name(unknown)),
                    Unsolvable::NotLinear => about(Message::new("no-target-of-product-with-itself")),
                    Unsolvable::DividedByZero | Unsolvable::NoEffect => {
                        about(Message::new("no-target-without-solution"))
                    }
                };
                self.leave_unsolved(std::iter::once(unknown), &why);
            }
        }
    }

    fn as_fraction(&self, program: &[Op], unknown: MetricId) -> Result<Fraction, Unsolvable> {
        let mut stack: Vec<Fraction> = Vec::new();
        for op in program {
            let pushed = match op {
                Op::Metric(metric) if *metric == unknown => Some(Fraction::unknown()),
                Op::Metric(metric) => self.number(*metric).map(Fraction::known),
                Op::Number(number) => Some(Fraction::known(number.clone())),
                Op::Negate => stack.pop().map(|fraction| fraction.negated()),
                Op::Apply(operator) => match (stack.pop(), stack.pop()) {
                    (Some(right), Some(left)) => Some(left.combine(*operator, &right)?),
                    _ => None,
                },
                Op::Measure(_) | Op::Previous(_) | Op::Foreign(..) => None,
            };
            stack.push(pushed.ok_or(Unsolvable::NoEffect)?);
        }
        stack.pop().ok_or(Unsolvable::NoEffect)
    }

    /// What is required of a metric, else what the plan gives.
    fn number(&self, metric: MetricId) -> Option<Rational> {
        let required = self.required.get(&metric).map(|required| required.value.clone());
        required.or_else(|| self.planned[metric.index()].clone())
    }

    /// Conversions are required to be what they are planned to be; what is computed from required numbers follows.
    fn compute_the_rest(&mut self) {
        let mut numbers: Vec<Option<Rational>> =
            (0..self.plan.metrics.len()).map(|place| self.number(MetricId::of(place))).collect();
        for metric in self.programs.order() {
            if self.required.contains_key(metric) {
                continue;
            }
            let is_conversion = matches!(self.plan.metric(*metric).origin, MetricOrigin::Conversion { .. });
            let given = numbers[metric.index()].clone().filter(|_| is_conversion);
            let computed = given.clone().or_else(|| computed(self.formula(*metric), &numbers));
            let Some(value) = computed else { continue };
            if given.is_none() {
                self.steps.push(Step::Computed { metric: *metric, value: value.clone() });
            }
            numbers[metric.index()] = Some(value.clone());
            self.unsolved.remove(metric);
            self.required.insert(*metric, Required { value, direction: Direction::AtLeast });
        }
    }

    /// What is still unknown stays so for this reason.
    fn leave_unsolved(&mut self, metrics: impl Iterator<Item = MetricId>, why: &Message) {
        for metric in metrics {
            if !self.required.contains_key(&metric) {
                self.unsolved.entry(metric).or_insert_with(|| why.clone());
            }
        }
    }

    fn missing_conversion(&self, from: MetricId, to: MetricId, fault: Option<Fault>) -> Message {
        let message = match fault {
            None => Message::new("no-target-without-conversion"),
            Some(Fault::DividedByZero) => Message::new("no-target-with-zero-conversion"),
            Some(Fault::TooLarge) => return Message::new("no-target-too-large").with("name", self.name(from)),
        };
        message.with("from", self.name(from)).with("to", self.name(to))
    }

    fn name(&self, metric: MetricId) -> String {
        self.plan.metric(metric).name.value.clone()
    }
}

fn turned_round(direction: Direction) -> Direction {
    match direction {
        Direction::AtLeast => Direction::AtMost,
        Direction::AtMost => Direction::AtLeast,
        Direction::Between => Direction::Between,
    }
}
