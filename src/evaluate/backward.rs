//! Solving the equations of a plan back from its goal.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::plan::Plan;
use crate::plan::funnel::Stage;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::{MetricOrigin, Operator};

use super::arithmetic::{Fault, combine};
use super::derive::{Derivation, Rate, Required, Step};
use super::linear::{Fraction, Unsolvable};
use super::planned::computed;
use super::program::{Op, Programs};

/// Funnels may lead to funnels; a plan in which that goes on longer is left unfinished.
const ROUNDS: usize = 32;

/// Works back from one goal in one period.
pub struct Solver<'a> {
    plan: &'a Plan,
    programs: &'a Programs,
    /// What the plan gives, by metric.
    planned: Vec<Option<Rational>>,
    /// The funnels that lead to a metric, with the place of its stage: the last, else the latest on the way to the goal.
    leading: HashMap<MetricId, Vec<(FunnelId, usize)>>,
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
        Self {
            plan,
            programs,
            planned,
            leading: HashMap::new(),
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
        self.attach_funnels(goal);
        for metric in self.goal_first(goal) {
            self.expand_funnels(metric);
            self.expand_formula(metric);
        }
        self.multiply_onwards();
        self.compute_the_rest();
        Derivation { goal, period, required: self.required, unsolved: self.unsolved, steps: self.steps }
    }

    /// Finds where each funnel meets the way to the goal: with its last stage, or, where that one lies off it, with the
    /// latest stage that is on it.
    fn attach_funnels(&mut self, goal: MetricId) {
        let plan = self.plan;
        let mut waiting: Vec<usize> = (0..plan.funnels.len()).collect();
        let mut is_attached = vec![false; plan.funnels.len()];
        for _ in 0..ROUNDS {
            let mut on_the_way = vec![false; plan.metrics.len()];
            for metric in self.goal_first(goal) {
                on_the_way[metric.index()] = true;
            }
            let latest = |funnel: usize| {
                let stages = &plan.funnels[funnel].stages;
                (1..stages.len()).rev().find(|place| on_the_way[stages[*place].metric.index()])
            };
            let met: Vec<(usize, usize)> = waiting.iter().filter_map(|id| Some((*id, latest(*id)?))).collect();
            let is_whole = |(id, place): &&(usize, usize)| place + 1 == plan.funnels[*id].stages.len();
            let whole: Vec<(usize, usize)> = met.iter().filter(is_whole).copied().collect();
            let attached = if whole.is_empty() { met } else { whole };
            if attached.is_empty() {
                return;
            }
            for (id, place) in attached {
                let metric = plan.funnels[id].stages[place].metric;
                self.leading.entry(metric).or_default().push((FunnelId::of(id), place));
                is_attached[id] = true;
            }
            waiting.retain(|id| !is_attached[*id]);
        }
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
        let funnels = self.leading.get(&metric).into_iter().flatten();
        let stages = funnels.flat_map(|(id, place)| &self.plan.funnels[id.index()].stages[..*place]);
        let stages = stages.map(|stage| stage.metric);
        stages.chain(self.formula(metric).iter().filter_map(Op::reads)).collect()
    }

    /// A metric's formula; none for conversions, which the plan gives, and for numbers that are counted.
    fn formula(&self, metric: MetricId) -> &'a [Op] {
        let is_conversion = matches!(self.plan.metric(metric).origin, MetricOrigin::Conversion { .. });
        let program = self.programs.of(metric);
        if is_conversion || !program.iter().any(|op| op.reads().is_some()) { &[] } else { program }
    }

    fn expand_funnels(&mut self, last: MetricId) {
        let Some(funnels) = self.leading.get(&last).cloned() else { return };
        let plan = self.plan;
        let said = |id: &FunnelId| plan.funnels[id.index()].share.as_ref().map(|share| &share.value);
        let shared: Rational = funnels.iter().filter_map(|(id, _)| said(id).cloned()).sum();
        let unsaid = funnels.iter().filter(|(id, _)| said(id).is_none()).count();
        // Funnels that say no share make up for what the others leave.
        let rest = (&Rational::ONE - &shared).checked_div(&unsaid.into()).unwrap_or(Rational::ZERO);
        for (id, place) in funnels {
            let stages = &plan.funnels[id.index()].stages[..=place];
            let Some(required) = self.required.get(&last).cloned() else {
                let why = self.unsolved.get(&last).cloned().unwrap_or_else(|| Message::new("no-target-not-linked"));
                self.leave_unsolved(stages.iter().map(|stage| stage.metric), &why);
                continue;
            };
            let share = said(&id).unwrap_or(&rest).clone();
            let value = &required.value * &share;
            if share != Rational::ONE {
                self.steps.push(Step::Share { funnel: id, of: last, share, value: value.clone() });
            }
            self.walk_back(stages, value, required.direction);
        }
    }

    /// From the last of a funnel's stages to the first, dividing by each conversion.
    fn walk_back(&mut self, stages: &[Stage], mut value: Rational, direction: Direction) {
        for (place, pair) in stages.windows(2).enumerate().rev() {
            let [before, next] = pair else { continue };
            let found = self.rate(next).map(|rate| (combine(&value, Operator::Divide, &rate), rate));
            let Some((Ok(found), rate)) = found else {
                let fault = found.and_then(|(found, _)| found.err());
                let why = self.missing_conversion(before.metric, next.metric, fault);
                let earlier = stages[..=place].iter().map(|stage| stage.metric).chain(next.conversion);
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

    /// What a stage's conversion is given to be.
    fn rate(&self, stage: &Stage) -> Option<Rational> {
        let planned = stage.conversion.and_then(|conversion| self.planned[conversion.index()].clone());
        planned.or_else(|| stage.at.as_ref().map(|at| at.value.clone()))
    }

    /// What a funnel asks of a stage comes on top of what others ask.
    fn add(&mut self, metric: MetricId, value: &Rational, direction: Direction) {
        let before = self.required.get(&metric).map(|required| &required.value);
        let total = match before {
            None => Ok(value.clone()),
            Some(before) if self.summed.contains(&metric) => combine(before, Operator::Add, value),
            Some(_) => return,
        };
        self.summed.insert(metric);
        if let Ok(value) = total {
            self.required.insert(metric, Required { value, direction });
        } else {
            self.required.remove(&metric);
            let why = Message::new("no-target-too-large").with("name", self.name(metric));
            self.leave_unsolved(std::iter::once(metric), &why);
        }
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

    /// Stages behind the goal follow from those before them.
    fn multiply_onwards(&mut self) {
        let plan = self.plan;
        for pair in plan.funnels.iter().flat_map(|funnel| funnel.stages.windows(2)) {
            let [before, next] = pair else { continue };
            let (metric, before) = (next.metric, before.metric);
            let (Some(given), false) = (self.required.get(&before).cloned(), self.required.contains_key(&metric))
            else {
                continue;
            };
            let Some(rate) = self.rate(next) else { continue };
            let Ok(value) = combine(&given.value, Operator::Multiply, &rate) else { continue };
            let rate = Rate { conversion: next.conversion, value: rate };
            let (before_value, direction) = (given.value, given.direction);
            self.steps.push(Step::Multiplied { metric, value: value.clone(), before, before_value, rate });
            self.unsolved.remove(&metric);
            self.required.insert(metric, Required { value, direction });
        }
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
