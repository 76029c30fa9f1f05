//! The numbers that a plan gives for a period: stated targets, what funnel steps are expected to be, and what follows
//! from them by formulas alone.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::plan::Plan;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::{Indicator, MetricOrigin, Operator};

use super::arithmetic::combine;
use super::derive::Derivations;
use super::given::{Given, of_formula};
use super::periods::{middle, overlapping};
use super::program::{Op, Programs};
use super::targets::StatedTargets;

/// A plan's given numbers, for any period.
pub struct Planned<'a> {
    plan: &'a Plan,
    stated: StatedTargets<'a>,
    programs: &'a Programs,
    /// The indicators that state a target, by their metric.
    indicators: HashMap<MetricId, Vec<&'a Indicator>>,
    /// What a conversion is expected to be by its funnel's step.
    expected: HashMap<MetricId, &'a Rational>,
    /// Numbers that are taken instead of the plan's own.
    assumed: BTreeMap<MetricId, Rational>,
    /// What the plans whose numbers it reads require of theirs.
    parts: BTreeMap<PlanId, Rc<Derivations<'a>>>,
}

impl<'a> Planned<'a> {
    /// The given numbers of the plan whose targets `stated` knows.
    #[must_use]
    pub fn new(stated: StatedTargets<'a>, programs: &'a Programs) -> Self {
        let plan = stated.plan;
        let mut indicators: HashMap<MetricId, Vec<&Indicator>> = HashMap::new();
        for indicator in plan.indicators.iter().filter(|indicator| indicator.target.is_some()) {
            indicators.entry(indicator.metric).or_default().push(indicator);
        }
        let steps = plan.funnels.iter().flat_map(|funnel| &funnel.stages);
        let expected = steps.filter_map(|stage| Some((stage.conversion?, &stage.at.as_ref()?.value)));
        let expected = expected.collect();
        Self { plan, stated, programs, indicators, expected, assumed: BTreeMap::new(), parts: BTreeMap::new() }
    }

    /// The same with these numbers instead of the plan's own.
    #[must_use]
    pub fn assuming(self, assumed: BTreeMap<MetricId, Rational>) -> Self {
        Self { assumed, ..self }
    }

    /// The number that is taken instead of the plan's own.
    #[must_use]
    pub fn assumed(&self, metric: MetricId) -> Option<&Rational> {
        self.assumed.get(&metric)
    }

    /// The same with what the plans whose numbers it reads require of theirs.
    #[must_use]
    pub fn with_parts(self, parts: BTreeMap<PlanId, Rc<Derivations<'a>>>) -> Self {
        Self { parts, ..self }
    }

    /// What the plans whose numbers it reads require of theirs.
    #[must_use]
    pub fn parts(&self) -> &BTreeMap<PlanId, Rc<Derivations<'a>>> {
        &self.parts
    }

    /// What is given for a metric: what is assumed, else its stated target in the period, else what its funnel's step
    /// expects, else, where it is another plan's, what that one aims for.
    #[must_use]
    pub fn given(&self, metric: MetricId, period: Period) -> Option<Given> {
        if let Some(assumed) = self.assumed.get(&metric) {
            return Some(Given::assumed(assumed.clone()));
        }
        let of_part = || match self.programs.of(metric) {
            [Op::Foreign(part, foreign)] => self.parts.get(part)?.aimed(*foreign, period),
            _ => None,
        };
        let expected = || self.expected.get(&metric).map(|rate| Given::assumed((*rate).clone()));
        self.stated(metric, period).or_else(expected).or_else(of_part)
    }

    /// A metric's stated target in a period.
    #[must_use]
    pub fn stated(&self, metric: MetricId, period: Period) -> Option<Given> {
        let mut indicators = self.indicators.get(&metric).into_iter().flatten();
        indicators.find_map(|indicator| self.target(indicator, period))
    }

    /// What is given for each metric of the plan, or follows from what is given for those that it is computed from.
    #[must_use]
    pub fn in_period(&self, period: Period) -> Vec<Option<Given>> {
        self.numbers(|metric| self.given(metric, period))
    }

    /// The same as if nothing were given for one of the metrics.
    #[must_use]
    pub fn in_period_without(&self, period: Period, left_out: MetricId) -> Vec<Option<Given>> {
        self.numbers(|metric| if metric == left_out { None } else { self.given(metric, period) })
    }

    /// The same for what is left of a period in progress: of each sum what is given less what is `done`, of all else what
    /// is given. Of what another plan doesn't state nothing is given: it has been worked back for the whole period.
    #[must_use]
    pub fn of_rest(&self, period: Period, done: impl Fn(MetricId) -> Option<Rational>) -> Vec<Option<Given>> {
        self.numbers(|metric| {
            let given = self.given(metric, period)?;
            if !self.plan.metric(metric).additive {
                return Some(given);
            }
            if self.assumed(metric).is_none() && !self.is_stated(metric) {
                return None;
            }
            Some(given.less(&done(metric)?))
        })
    }

    /// Whether a target is stated for a metric, here or by the other plan whose number it is.
    fn is_stated(&self, metric: MetricId) -> bool {
        let of_part = || match self.programs.of(metric) {
            [Op::Foreign(part, foreign)] => self.parts.get(part).is_some_and(|part| part.planned().is_stated(*foreign)),
            _ => false,
        };
        self.indicators.contains_key(&metric) || of_part()
    }

    /// `give` says what is taken of the plan's own numbers.
    fn numbers(&self, give: impl Fn(MetricId) -> Option<Given>) -> Vec<Option<Given>> {
        let mut numbers: Vec<Option<Given>> = vec![None; self.plan.metrics.len()];
        for metric in self.programs.order() {
            numbers[metric.index()] = give(*metric).or_else(|| {
                let is_conversion = matches!(self.plan.metric(*metric).origin, MetricOrigin::Conversion { .. });
                let given = |read: MetricId| numbers.get(read.index())?.clone();
                if is_conversion { None } else { of_formula(self.programs.of(*metric), given) }
            });
        }
        numbers
    }

    /// A stated target in a period of another indicator: sums are shared out by working days, all else holds as it is.
    fn target(&self, indicator: &Indicator, period: Period) -> Option<Given> {
        let target = indicator.target.as_ref()?;
        let stated = |own: Period| {
            let numbers = self.stated.of(indicator, target, own, &Group::total()).ok().flatten()?;
            Some(Given { value: numbers.low, high: numbers.high, direction: Some(target.direction) })
        };
        if indicator.period == period.grain {
            return stated(period);
        }
        if !self.plan.metric(indicator.metric).additive {
            return stated(Period::containing(middle(period), indicator.period, period.fiscal));
        }
        let mut total: Option<Given> = None;
        for own in overlapping(period.start, period.end(), indicator.period, period.fiscal) {
            let share = self.stated.calendar.share(own, period.start, period.end());
            let portion = stated(own)?.converted(Operator::Multiply, &share).ok()?;
            total = Some(total.map_or(portion.clone(), |before| before.plus(&portion)));
        }
        total
    }
}

/// What a formula comes to where every metric that it reads is known; `None` for one that reads anything else.
pub fn computed(program: &[Op], number: impl Fn(MetricId) -> Option<Rational>) -> Option<Rational> {
    let mut stack: Vec<Rational> = Vec::new();
    for op in program {
        let pushed = match op {
            Op::Number(number) => number.clone(),
            Op::Metric(metric) => number(*metric)?,
            Op::Measure(_) | Op::Previous(_) | Op::Foreign(..) => return None,
            Op::Negate => -stack.pop()?,
            Op::Apply(operator) => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                combine(&left, *operator, &right).ok()?
            }
        };
        stack.push(pushed);
    }
    stack.pop()
}
