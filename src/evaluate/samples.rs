//! Which numbers rest on a sample of things that were counted, and within which range a share of them lies.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::data::observations::Group;
use crate::plan::Plan;
use crate::plan::ids::{MeasureId, MetricId};
use crate::plan::metric::Operator;
use crate::plan::settings::Settings;
use crate::plan::unit::Unit;

use super::ground::Ground;
use super::program::{Op, Programs};
use super::statistics::interval::{Interval, wilson};
use super::statistics::usual_confidence;

/// How many periods, with its own, are looked at to see whether a quotient of counts is a share at all.
const LOOKED_BACK: usize = 12;

/// What kind of number a metric is, as far as a sample goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// So many things.
    Count,
    /// One count ÷ another.
    Share,
    /// Something else ÷ a count, or the average of a column.
    Mean,
    /// No sample stands behind it.
    Other,
}

/// The kinds of a plan's numbers.
#[derive(Debug)]
pub struct Samples {
    kinds: Rc<[Kind]>,
    /// By metric and period, whether everybody's share was never more than the whole up to then.
    is_share: RefCell<HashMap<(MetricId, Period), bool>>,
}

impl Samples {
    /// Takes time linear in the size of the formulas.
    #[must_use]
    pub fn new(plan: &Plan, programs: &Programs) -> Self {
        let mut kinds = vec![Kind::Other; plan.metrics.len()];
        for metric in programs.order() {
            kinds[metric.index()] = of_formula(plan, programs.of(*metric), &kinds);
        }
        Self { kinds: kinds.into(), is_share: RefCell::default() }
    }

    /// The same kinds where other numbers stand behind them: what is known of these says nothing of those.
    #[must_use]
    pub fn of_other_numbers(&self) -> Self {
        Self { kinds: Rc::clone(&self.kinds), is_share: RefCell::default() }
    }

    /// What kind of number a metric is.
    #[must_use]
    pub fn kind(&self, metric: MetricId) -> Kind {
        self.kinds.get(metric.index()).copied().unwrap_or(Kind::Other)
    }
}

fn of_formula(plan: &Plan, formula: &[Op], kinds: &[Kind]) -> Kind {
    let mut stack: Vec<Kind> = Vec::new();
    for op in formula {
        let kind = match op {
            Op::Measure(measure) => of_measure(plan, *measure),
            Op::Metric(metric) | Op::Previous(metric) => kinds[metric.index()],
            Op::Number(_) | Op::Foreign(..) => Kind::Other,
            Op::Negate => stack.pop().filter(|kind| *kind == Kind::Count).unwrap_or(Kind::Other),
            Op::Apply(operator) => {
                let (right, left) = (stack.pop(), stack.pop());
                match (left, operator, right) {
                    (Some(Kind::Count), Operator::Add | Operator::Subtract, Some(Kind::Count)) => Kind::Count,
                    (Some(Kind::Count), Operator::Divide, Some(Kind::Count)) => Kind::Share,
                    (_, Operator::Divide, Some(Kind::Count)) => Kind::Mean,
                    _ => Kind::Other,
                }
            }
        };
        stack.push(kind);
    }
    stack.pop().unwrap_or(Kind::Other)
}

fn of_measure(plan: &Plan, measure: MeasureId) -> Kind {
    let Some(measure) = plan.measures.get(measure.index()) else { return Kind::Other };
    match measure.function {
        Function::Avg => Kind::Mean,
        Function::Count | Function::Sum | Function::First | Function::Last if measure.unit == Unit::COUNT => {
            Kind::Count
        }
        _ => Kind::Other,
    }
}

/// How sure a plan wants its intervals to be: its `confidence`, else 95%.
#[must_use]
pub fn confidence(settings: &Settings) -> Rational {
    settings.confidence.as_ref().map_or_else(usual_confidence, |confidence| confidence.value.clone())
}

/// The metric that a quotient divides by, where it is one.
#[must_use]
pub fn divisor(programs: &Programs, metric: MetricId) -> Option<MetricId> {
    let mut metric = metric;
    // Names of names come to an end: formulas in a circle are not in the order of any program.
    loop {
        match programs.of(metric) {
            [Op::Metric(same)] if programs.obstacle(metric).is_none() => metric = *same,
            [.., Op::Metric(divisor), Op::Apply(Operator::Divide)] => return Some(*divisor),
            _ => return None,
        }
    }
}

impl Ground<'_> {
    /// Within which range a share lies, at the plan's confidence: Wilson's interval, for one count ÷ another in which
    /// the one is no more than the other, in whole things. `None` for all other numbers, and where the number is, for
    /// everybody in one of the last twelve periods, more than 100%: it is no share then.
    #[must_use]
    pub fn interval(&self, metric: MetricId, period: Period, group: &Group) -> Option<Interval> {
        let (part, whole) = self.part_of_whole(metric, period, group)?;
        wilson(&part, &whole, &confidence(&self.plan.settings))
    }

    /// The two counts of a share.
    #[must_use]
    pub fn part_of_whole(&self, metric: MetricId, period: Period, group: &Group) -> Option<(Rational, Rational)> {
        if self.samples.kind(metric) != Kind::Share {
            return None;
        }
        let (part, whole) = self.values.of(metric, period, group).quotient.clone()?;
        let is_part = part.is_whole() && whole.is_whole() && !part.is_negative() && part <= whole;
        (is_part && self.is_share(metric, period)).then_some((part, whole))
    }

    fn is_share(&self, metric: MetricId, period: Period) -> bool {
        let known = self.samples.is_share.borrow().get(&(metric, period)).copied();
        known.unwrap_or_else(|| {
            let mut periods = std::iter::successors(Some(period), |period| Some(period.previous())).take(LOOKED_BACK);
            let is_share = periods.all(|period| {
                let computed = self.values.of(metric, period, &Group::total());
                computed.quotient.as_ref().is_none_or(|(part, whole)| part <= whole)
            });
            self.samples.is_share.borrow_mut().insert((metric, period), is_share);
            is_share
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ground::{Basis, Input, on_ground};
    use crate::evaluate::test_support::{autumn, combined, inside_sales, period, rep};
    use crate::plan::Workspace;
    use crate::plan::metric::{Expr, MetricOrigin};
    use jiff::civil::date;

    fn kinds(plan: &Plan) -> Vec<(String, Kind)> {
        let samples = Samples::new(plan, &Programs::new(plan));
        let named = |(place, metric): (usize, &crate::plan::metric::Metric)| {
            (metric.name.value.clone(), samples.kind(MetricId::of(place)))
        };
        plan.metrics.iter().enumerate().map(named).collect()
    }

    #[test]
    fn shares_are_quotients_of_counts_by_whatever_name() {
        let mut plan = inside_sales();
        let [won, lost, rate] = ["orders", "meetings", "win_rate"].map(|name| plan.find(name));
        let closed = combined(won, Operator::Add, lost);
        let closed = plan.add_metric("closed", MetricOrigin::Metric, closed, Unit::COUNT);
        plan.add_metric("of_closed", MetricOrigin::Metric, combined(won, Operator::Divide, closed), Unit::RATIO);
        plan.add_metric("same", MetricOrigin::Metric, Expr::Metric(rate), Unit::RATIO);
        plan.add_metric("of_rates", MetricOrigin::Metric, combined(rate, Operator::Divide, rate), Unit::RATIO);
        let kinds = kinds(&plan);
        let kind = |name: &str| kinds.iter().find(|(known, _)| known == name).unwrap().1;
        assert_eq!(["calls", "closed"].map(kind), [Kind::Count; 2]);
        assert_eq!(["appointment_rate", "of_closed", "same"].map(kind), [Kind::Share; 3]);
        assert_eq!((kind("order_value"), kind("revenue"), kind("of_rates")), (Kind::Mean, Kind::Other, Kind::Other));
        let divisor = |name: &str| divisor(&Programs::new(&plan), plan.find(name));
        assert_eq!(divisor("same"), Some(lost));
        assert_eq!(divisor("closed"), None);
    }

    /// The interval of the win rate in November, whatever is put in for the orders of October and November.
    fn of_orders(october: &str, november: &str, group: &Group) -> Option<Interval> {
        let plan = inside_sales();
        let mut observations = autumn(&plan);
        observations.put(&plan, "orders", "2026-10", october);
        observations.put(&plan, "orders", "2026-11", november);
        let basis = Basis { observations, ..Basis::default() };
        let workspace = Workspace::default();
        let input = Input { plan: &plan, workspace: &workspace, basis: &basis, as_of: date(2026, 11, 22) };
        let november = Period { fiscal: plan.settings.fiscal, ..period("2026-11") };
        on_ground(input, |ground| ground.interval(plan.find("win_rate"), november, group))
    }

    #[test]
    fn a_share_has_an_interval_and_what_was_above_one_is_no_share() {
        let total = Group::total();
        let interval = of_orders("16", "20", &total).unwrap();
        assert!(interval.contains(&Rational::new(20, 73).unwrap()));
        assert_eq!(of_orders("92", "20", &total), None);
        assert_eq!(of_orders("16", "74", &total), None);
        assert_eq!(of_orders("16", "19.5", &total), None);
        // Nobody's meetings: there is no share of nothing.
        assert_eq!(of_orders("16", "20", &rep("佐藤")), None);
    }
}
