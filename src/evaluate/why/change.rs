//! The numbers on either side of a comparison.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::evaluate::ground::Ground;
use crate::evaluate::pace::Pace;
use crate::evaluate::result::Value;
use crate::evaluate::sentences::name;
use crate::evaluate::statistics::interval::{Sample, newcombe, wilson};
use crate::evaluate::statistics::usual_confidence;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::{Operator, Role};
use crate::plan::unit::UnitKind;

use super::answer::{Change, Comparison, Portion, Sides, Versus};
use super::factors::unit;
use super::formula::{Formula, Leaf, Step};
use super::funnels::{Leading, leading};
use super::origins::begun_before;

/// The numbers that are compared, of one metric and of what it is made of. Sums of a period that is not over are compared
/// with as much of the other side as has gone by of its working days: like with like.
pub struct Compared<'a> {
    pub ground: Ground<'a>,
    pub comparison: Comparison,
    pub metric: MetricId,
    /// `None` where both sides are whole.
    pub portion: Option<Portion>,
}

impl<'a> Compared<'a> {
    /// What is compared for a metric; `None` where nothing of one of the periods can be there yet.
    #[must_use]
    pub fn new(ground: Ground<'a>, comparison: Comparison, metric: MetricId) -> Option<Self> {
        let own = ground.pace(metric, comparison.period);
        let other = match comparison.versus {
            // As much of it is there.
            Versus::Period(_) if comparison.until.is_some() => own.share.clone(),
            Versus::Period(period) => ground.pace(metric, period).share,
            Versus::Target => Rational::ONE,
        };
        let share = own.share.checked_div(&other).filter(|share| !share.is_zero())?;
        let Pace { gone, total, .. } = own;
        let portion = (own.is_partial() || other < Rational::ONE).then_some(Portion {
            gone,
            total,
            share,
            until: comparison.until,
        });
        Some(Self { ground, comparison, metric, portion })
    }

    /// The metric on both sides, or why it has no number on one of them.
    pub fn change(&self) -> Result<Change, Message> {
        let Self { ground, comparison, metric, .. } = self;
        if let Versus::Period(other) = comparison.versus {
            begun_before(*ground, *metric, other)?;
            begun_before(*ground, *metric, comparison.period)?;
        }
        let of = |period: Period| ground.values.of(*metric, period, &Group::total());
        let now = of(comparison.period);
        let after = known(&now.value)?;
        let (before, quotient) = match comparison.versus {
            Versus::Period(period) => {
                let then = of(period);
                (known(&then.value)?, then.quotient.clone())
            }
            Versus::Target => (self.own_target(&after)?, None),
        };
        let unit = ground.plan.metric(*metric).unit;
        let before = self.portion_of(Leaf::Metric(*metric), before);
        let samples = if self.is_of_counts() { (quotient, now.quotient.clone()) } else { (None, None) };
        let may_be_chance = self.may_be_chance(&before, &samples);
        Ok(Change { metric: *metric, unit, before, after, samples, may_be_chance })
    }

    /// Whether it is one count ÷ another: only then the two sides are a sample.
    pub fn is_of_counts(&self) -> bool {
        let Ground { plan, programs, .. } = self.ground;
        let Some(formula) = Formula::of(plan, programs, self.metric) else { return false };
        let is_quotient = formula.steps == [Step::Leaf(0), Step::Leaf(1), Step::Apply(Operator::Divide)];
        is_quotient && formula.leaves.iter().all(|leaf| unit(plan, *leaf).kind() == UnitKind::Count)
    }

    /// Whether the difference of two proportions may be none, or a target lie in the range of one, at the plan's confidence.
    fn may_be_chance(&self, before: &Rational, samples: &(Option<Sides>, Option<Sides>)) -> Option<bool> {
        let now = samples.1.as_ref()?;
        if self.comparison.versus == Versus::Target {
            return wilson(&now.0, &now.1, &self.confidence()).map(|range| range.contains(before));
        }
        self.differs_by_chance(samples.0.as_ref()?, now)
    }

    /// Whether the difference of two proportions may be none, at the plan's confidence; `None` without a sample on a side.
    pub fn differs_by_chance(&self, before: &Sides, after: &Sides) -> Option<bool> {
        fn sample((successes, trials): &Sides) -> Sample<'_> {
            Sample { successes, trials }
        }
        let difference = newcombe(sample(before), sample(after), &self.confidence())?;
        Some(difference.contains(&Rational::ZERO))
    }

    fn confidence(&self) -> Rational {
        let stated = self.ground.plan.settings.confidence.as_ref();
        stated.map_or_else(usual_confidence, |stated| stated.value.clone())
    }

    /// What a leaf is in the period.
    pub fn after(&self, leaf: Leaf) -> Result<Rational, Message> {
        self.actual(leaf, self.comparison.period)
    }

    /// What a leaf is on the other side; of sums the portion that is compared.
    pub fn before(&self, leaf: Leaf) -> Result<Rational, Message> {
        self.whole_before(leaf).map(|number| self.portion_of(leaf, number))
    }

    /// What a leaf is on the other side as a whole.
    pub fn whole_before(&self, leaf: Leaf) -> Result<Rational, Message> {
        match (self.comparison.versus, leaf) {
            (Versus::Period(period), leaf) => self.actual(leaf, period),
            (Versus::Target, Leaf::Metric(metric)) => self.target_on_the_way(metric),
            // What was before the period stays what it was.
            (Versus::Target, Leaf::Previous(_)) => self.actual(leaf, self.comparison.period),
            (Versus::Target, Leaf::Measure(_)) => Err(Message::new("why-aggregate-without-target")),
            (Versus::Target, Leaf::Between { from, to }) => {
                quotient(&self.target_on_the_way(to)?, &self.target_on_the_way(from)?)
            }
            (Versus::Target, Leaf::Yield(_)) => Ok(Rational::ONE),
            (Versus::Target, Leaf::Planned { funnel, stage }) => self.planned_rate(funnel, stage),
        }
    }

    /// Of a sum as much as is compared, of anything else all of it.
    pub fn portion_of(&self, leaf: Leaf, number: Rational) -> Rational {
        match &self.portion {
            Some(portion) if self.is_sum(leaf) => &number * &portion.share,
            _ => number,
        }
    }

    fn is_sum(&self, leaf: Leaf) -> bool {
        let plan = self.ground.plan;
        match leaf {
            Leaf::Metric(metric) => plan.metric(metric).additive,
            Leaf::Measure(measure) => plan.measure(measure).is_additive(),
            // A number of an earlier, whole period, or a rate.
            Leaf::Previous(_) | Leaf::Between { .. } | Leaf::Yield(_) | Leaf::Planned { .. } => false,
        }
    }

    fn actual(&self, leaf: Leaf, period: Period) -> Result<Rational, Message> {
        let values = self.ground.values;
        match leaf {
            Leaf::Metric(metric) => known(&values.of(metric, period, &Group::total()).value),
            Leaf::Previous(metric) => known(&values.of(metric, period.previous(), &Group::total()).value),
            Leaf::Measure(measure) => {
                values.observed(measure, period, &Group::total()).map(|aggregated| aggregated.value)
            }
            Leaf::Between { from, to } => {
                quotient(&self.actual(Leaf::Metric(to), period)?, &self.actual(Leaf::Metric(from), period)?)
            }
            Leaf::Yield(meeting) => self.yielded(meeting, period),
            Leaf::Planned { funnel, stage } => self.planned_rate(funnel, stage),
        }
    }

    /// What came of a stage where several funnels meet, as a share of what their planned conversions make of the stages
    /// before it.
    fn yielded(&self, meeting: MetricId, period: Period) -> Result<Rational, Message> {
        let mut made = Rational::ZERO;
        for Leading { funnel, stages } in leading(self.ground.plan, meeting) {
            let last = stages.len() - 1;
            let before = self.actual(Leaf::Metric(stages[last - 1].metric), period)?;
            made = &made + &(&before * &self.planned_rate(funnel, last)?);
        }
        quotient(&self.actual(Leaf::Metric(meeting), period)?, &made)
    }

    /// The planned conversion into a stage of a funnel.
    fn planned_rate(&self, funnel: FunnelId, stage: usize) -> Result<Rational, Message> {
        let plan = self.ground.plan;
        let stages = &plan.funnels[funnel.index()].stages;
        let (from, to) = (&stages[stage - 1], &stages[stage]);
        let required = to.conversion.and_then(|conversion| self.target_on_the_way(conversion).ok());
        let written = || to.at.as_ref().map(|at| at.value.clone());
        let of_both = || {
            let both = self.target_on_the_way(to.metric).ok().zip(self.target_on_the_way(from.metric).ok());
            both.and_then(|(to, from)| to.checked_div(&from))
        };
        required.or_else(written).or_else(of_both).ok_or_else(|| {
            let message = Message::new("why-unplanned-conversion").with("to", name(plan, to.metric));
            message.with("from", name(plan, from.metric))
        })
    }

    /// What the metric itself is held against in the whole period. Of a range the end that the number is beyond, or the
    /// number itself where it lies within.
    fn own_target(&self, number: &Rational) -> Result<Rational, Message> {
        let Ground { plan, aims, .. } = self.ground;
        let period = self.comparison.period;
        let mut why = None;
        for indicator in plan.indicators_on(self.metric).filter(|indicator| indicator.period == period.grain) {
            match aims.target(indicator, period, &Group::total()) {
                Ok(Some(target)) => {
                    return Ok(match target.high {
                        Some(high) if aims.direction(indicator, period) == Direction::Between => {
                            number.clone().clamp(target.low.clone(), high.max(target.low))
                        }
                        _ => target.low,
                    });
                }
                Ok(None) => {}
                Err(reason) => why = why.or(Some(reason)),
            }
        }
        self.target_on_the_way(self.metric).map_err(|reason| why.unwrap_or(reason))
    }

    /// What the goal requires of a metric, else what the plan gives for it.
    fn target_on_the_way(&self, metric: MetricId) -> Result<Rational, Message> {
        let Ground { plan, derivations, .. } = self.ground;
        let period = self.comparison.period;
        let mut why = None;
        let goals = plan.indicators.iter().enumerate().filter(|(_, indicator)| indicator.role == Role::Kgi);
        for (goal, _) in goals {
            match derivations.required(goal, metric, period) {
                Ok(required) => return Ok(required.value),
                Err(reason) => why = why.or(Some(reason)),
            }
        }
        let given = derivations.planned().given(metric, period).map(|given| given.value);
        given.ok_or_else(|| why.unwrap_or_else(|| Message::new("no-target-without-goal")))
    }
}

fn quotient(above: &Rational, below: &Rational) -> Result<Rational, Message> {
    above.checked_div(below).ok_or_else(|| Message::new("why-divides-by-zero"))
}

fn known(value: &Value) -> Result<Rational, Message> {
    match value {
        Value::Known(number) => Ok(number.clone()),
        Value::Missing(why) => Err(why.clone()),
    }
}
