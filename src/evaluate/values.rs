//! What a metric comes to in a period and a group, or why it comes to nothing.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::{Aggregated, Group, Observations, Observed};
use crate::plan::Plan;
use crate::plan::ids::{MeasureId, MetricId, PlanId};
use crate::plan::metric::{Expr, Metric, Operator};
use crate::plan::source::Measure;

use super::arithmetic::{Fault, combine};
use super::fiscal::{in_year, months_of};
use super::program::{Obstacle, Op, Programs};
use super::result::Value;

/// A metric's number, with the two sides where it is a quotient: they are there also where the division is by zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    pub value: Value,
    pub quotient: Option<(Rational, Rational)>,
}

/// Values by metric, period and group, each computed once. A group's values come of the group's own sums.
pub struct Values<'a> {
    plan: &'a Plan,
    observations: &'a Observations,
    programs: &'a Programs,
    /// The values of the plans whose numbers it reads.
    parts: BTreeMap<PlanId, Rc<Values<'a>>>,
    /// Where numbers are given instead of read: the one period that they are of.
    given_for: Option<Period>,
    /// By group, so that asking needs no copy of one.
    known: RefCell<HashMap<Group, Known>>,
}

type Known = HashMap<(MetricId, Period), Rc<Computed>>;

impl<'a> Values<'a> {
    /// The values of `plan`, of which the observations are.
    #[must_use]
    pub fn new(plan: &'a Plan, observations: &'a Observations, programs: &'a Programs) -> Self {
        Self { plan, observations, programs, parts: BTreeMap::new(), given_for: None, known: RefCell::default() }
    }

    /// The same with the values of the plans whose numbers it reads.
    #[must_use]
    pub fn with_parts(self, parts: BTreeMap<PlanId, Rc<Values<'a>>>) -> Self {
        Self { parts, ..self }
    }

    /// The values of `plan` where these are everybody's numbers in a period, whatever their formulas say; the others are
    /// computed from them, and what would be read from a source is missing.
    #[must_use]
    pub fn given(
        plan: &'a Plan,
        observations: &'a Observations,
        programs: &'a Programs,
        period: Period,
        numbers: impl Iterator<Item = (MetricId, Rational)>,
    ) -> Self {
        let known =
            |(metric, number)| ((metric, period), Rc::new(Computed { value: Value::Known(number), quotient: None }));
        let known: HashMap<Group, Known> = [(Group::total(), numbers.map(known).collect())].into();
        let values = Self::new(plan, observations, programs);
        Self { given_for: Some(period), known: RefCell::new(known), ..values }
    }

    /// The number of a metric, where there is one.
    #[must_use]
    pub fn number(&self, metric: MetricId, period: Period, group: &Group) -> Option<Rational> {
        self.of(metric, period, group).value.known().cloned()
    }

    /// A metric in a period and a group. Metrics that it is computed from are computed first, one after the other,
    /// so that a chain of formulas may be as long as it likes. The period may be one of another plan.
    #[must_use]
    pub fn of(&self, metric: MetricId, period: Period, group: &Group) -> Rc<Computed> {
        let period = in_year(period, self.plan.settings.fiscal).unwrap_or(period);
        let mut known = self.known.borrow_mut();
        if !known.contains_key(group) {
            known.insert(group.clone(), Known::new());
        }
        let Some(known) = known.get_mut(group) else { return missing(self.circular(metric)) };
        let mut waiting = vec![(metric, period)];
        while let Some((metric, period)) = waiting.last().copied() {
            if !known.contains_key(&(metric, period)) {
                let unknown = self.reads(metric, period).filter(|read| !known.contains_key(read));
                let before = waiting.len();
                waiting.extend(unknown);
                if waiting.len() > before {
                    continue;
                }
                let computed = self.compute(metric, period, group, known);
                known.insert((metric, period), computed);
            }
            waiting.pop();
        }
        known.get(&(metric, period)).cloned().unwrap_or_else(|| missing(self.circular(metric)))
    }

    /// The metrics and periods that a metric is computed from.
    fn reads(&self, metric: MetricId, period: Period) -> impl Iterator<Item = (MetricId, Period)> {
        let program = if self.programs.obstacle(metric).is_some() { &[] } else { self.programs.of(metric) };
        program.iter().filter_map(move |op| match op {
            Op::Metric(read) => Some((*read, period)),
            Op::Previous(read) => Some((*read, period.previous())),
            _ => None,
        })
    }

    /// Runs a metric's formula; everything that it reads is known.
    fn compute(&self, metric: MetricId, period: Period, group: &Group, known: &Known) -> Rc<Computed> {
        match self.programs.obstacle(metric) {
            Some(Obstacle::Circular) => return missing(self.circular(metric)),
            Some(Obstacle::LooksBackTooFar) => {
                return missing(self.about(metric, Message::new("value-looks-back-too-far")));
            }
            None => {}
        }
        let program = self.programs.of(metric);
        if let [Op::Foreign(part, foreign)] = program {
            return self.of_part(metric, (*part, *foreign), period, group);
        }
        if let [op] = program {
            return match self.leaf(op, period, group, known) {
                Ok(leaf) => leaf,
                Err(why) => missing(why),
            };
        }
        let mut stack: Vec<Rational> = Vec::new();
        for (place, op) in program.iter().enumerate() {
            let pushed = match op {
                Op::Negate => stack.pop().map(|number| -number),
                Op::Apply(operator) => {
                    let (Some(right), Some(left)) = (stack.pop(), stack.pop()) else { break };
                    let is_top = place + 1 == program.len();
                    match (combine(&left, *operator, &right), is_top && *operator == Operator::Divide) {
                        (Ok(value), true) => {
                            return Rc::new(Computed { value: Value::Known(value), quotient: Some((left, right)) });
                        }
                        (Ok(value), false) => Some(value),
                        (Err(fault), is_quotient) => {
                            let why = self.fault(fault, metric, &program[..place], period);
                            let quotient = is_quotient.then_some((left, right));
                            return Rc::new(Computed { value: Value::Missing(why), quotient });
                        }
                    }
                }
                _ => match self.leaf(op, period, group, known).map(|leaf| leaf.value.clone()) {
                    Ok(Value::Known(number)) => Some(number),
                    Ok(Value::Missing(why)) | Err(why) => return missing(why),
                },
            };
            stack.extend(pushed);
        }
        match stack.pop() {
            Some(value) => Rc::new(Computed { value: Value::Known(value), quotient: None }),
            None => missing(self.circular(metric)),
        }
    }

    /// What an operation that reads something reads. A missing part is missing for the reason that it has itself.
    fn leaf(&self, op: &Op, period: Period, group: &Group, known: &Known) -> Result<Rc<Computed>, Message> {
        let read = |metric: MetricId, period: Period| {
            let computed = known.get(&(metric, period)).cloned();
            computed.ok_or_else(|| self.circular(metric))
        };
        match op {
            Op::Number(number) => Ok(Rc::new(Computed { value: Value::Known(number.clone()), quotient: None })),
            Op::Metric(metric) => read(*metric, period),
            Op::Previous(metric) => read(*metric, period.previous()),
            Op::Measure(measure) => {
                let Aggregated { value, quotient } = self.observed(*measure, period, group)?;
                Ok(Rc::new(Computed { value: Value::Known(value), quotient }))
            }
            // A number of another plan stands alone, and of the others nothing is read: the formula is no formula.
            Op::Foreign(..) | Op::Negate | Op::Apply(_) => Err(Message::new("value-circular").with("name", "-")),
        }
    }

    /// What another plan's own numbers come to; where they come to nothing, whose they are is said.
    fn of_part(
        &self,
        metric: MetricId,
        (part, foreign): (PlanId, MetricId),
        period: Period,
        group: &Group,
    ) -> Rc<Computed> {
        if let Some(given_for) = self.given_for {
            let name = self.plan.metrics.get(metric.index()).map_or("", |metric| &metric.name.value);
            return missing(not_given(name, period, given_for));
        }
        let Some(part) = self.parts.get(&part) else {
            return missing(self.about(metric, Message::new("value-of-part-not-read")));
        };
        let computed = part.of(foreign, period, group);
        match &computed.value {
            Value::Missing(why) if why.id != "value-of-part" => Rc::new(Computed {
                value: Value::Missing(self.about(metric, Message::new("value-of-part")).with("why", why.clone())),
                quotient: computed.quotient.clone(),
            }),
            _ => computed,
        }
    }

    /// What a measure comes to in a period and a group, or the sentence that says why it comes to nothing.
    pub fn observed(&self, measure: MeasureId, period: Period, group: &Group) -> Result<Aggregated, Message> {
        if let Some(given_for) = self.given_for {
            let is_it = |metric: &&Metric| metric.expr == Expr::Measure(measure);
            let name = self.plan.metrics.iter().find(is_it).map_or("", |metric| &metric.name.value);
            return Err(not_given(name, period, given_for));
        }
        let source = || {
            let source = self.plan.measures.get(measure.index()).map(|measure| measure.source);
            let source = source.and_then(|source| self.plan.sources.get(source.index()));
            source.map_or_else(String::new, |source| source.name.value.clone())
        };
        let (observed, has_rows) = match self.observations.measures.get(measure.index()) {
            _ if period.fiscal != self.plan.settings.fiscal => (self.over_months(measure, period, group)?, false),
            Some(own) => (self.observations.value(measure, &period, group), own.covered.contains(&period)),
            None => (Observed::NoRows, false),
        };
        match observed {
            Observed::Value(aggregated) => Ok(aggregated),
            Observed::Empty if has_rows => {
                Err(Message::new("value-of-no-matching-row").with("source", source()).with("period", period))
            }
            // With `empty periods are zero` a period without rows counts as one with rows, but there is still nothing
            // to take an average of.
            Observed::Empty | Observed::NoRows => {
                Err(Message::new("value-no-rows").with("source", source()).with("period", period))
            }
            Observed::NoDimension(dimension) => {
                Err(Message::new("value-no-dimension").with("source", source()).with("dimension", dimension))
            }
        }
    }

    /// A measure in a period that the plan's own year has not: a sum is that of its months, of which those without rows
    /// add nothing.
    fn over_months(&self, measure: MeasureId, period: Period, group: &Group) -> Result<Observed, Message> {
        let is_sum = self.plan.measures.get(measure.index()).is_some_and(Measure::is_additive);
        if !is_sum || self.observations.measures.get(measure.index()).is_none() {
            return Err(Message::new("value-of-other-year").with("period", period));
        }
        let mut total: Option<Rational> = None;
        for month in months_of(period, self.plan.settings.fiscal) {
            match self.observations.value(measure, &month, group) {
                Observed::Value(Aggregated { value, .. }) => {
                    total = Some(total.map_or_else(|| value.clone(), |before| &before + &value));
                }
                Observed::Empty | Observed::NoRows => {}
                no_dimension @ Observed::NoDimension(_) => return Ok(no_dimension),
            }
        }
        Ok(total.map_or(Observed::NoRows, |value| Observed::Value(Aggregated { value, quotient: None })))
    }

    fn fault(&self, fault: Fault, metric: MetricId, before: &[Op], period: Period) -> Message {
        let message = match (fault, before.last()) {
            (Fault::TooLarge, _) => Message::new("value-too-large"),
            (Fault::DividedByZero, Some(Op::Metric(divisor))) => {
                let divisor = self.plan.metrics.get(divisor.index()).map(|metric| metric.name.value.clone());
                Message::new("value-divided-by-zero")
                    .with("divisor", divisor.unwrap_or_default())
                    .with("period", period)
            }
            (Fault::DividedByZero, _) => Message::new("value-divided-by-nothing").with("period", period),
        };
        self.about(metric, message)
    }

    fn circular(&self, metric: MetricId) -> Message {
        self.about(metric, Message::new("value-circular"))
    }

    fn about(&self, metric: MetricId, message: Message) -> Message {
        let name = self.plan.metrics.get(metric.index()).map(|metric| metric.name.value.clone());
        message.with("name", name.unwrap_or_default())
    }
}

/// Says of a number that nobody gave it.
fn not_given(name: &str, period: Period, given_for: Period) -> Message {
    let message =
        if period == given_for { Message::new("value-not-given") } else { Message::new("value-not-given.before") };
    message.with("name", name).with("period", period)
}

fn missing(why: Message) -> Rc<Computed> {
    Rc::new(Computed { value: Value::Missing(why), quotient: None })
}
