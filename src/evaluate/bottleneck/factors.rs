//! The goal as a formula of its steps, which has a value both with the planned and with the actual numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::derive::Derivation;
use crate::evaluate::flow::{Flow, Origin};
use crate::evaluate::ground::Ground;
use crate::evaluate::planned::computed;
use crate::evaluate::program::Op;
use crate::evaluate::why::funnels::shared_stages;
use crate::plan::funnel::Stage;
use crate::plan::ids::MetricId;

use super::StepName;

/// Funnels and formulas lie in one another; deeper than this a number is taken as it is.
const DEEPEST: usize = 24;

/// And so many numbers are looked at in all: formulas that share their parts are written out for each of them.
const MOST: usize = 2000;

/// A number that the goal is made of.
#[derive(Clone, Debug)]
pub(super) struct Factor {
    pub(super) name: StepName,
    pub(super) planned: Rational,
    pub(super) actual: Rational,
}

/// Part of the goal's formula.
#[derive(Clone, Debug)]
pub(super) enum Node<'a> {
    /// A step, by its place.
    Step(usize),
    Product(Vec<Node<'a>>),
    /// Parts, each times a number that stays what it is.
    Sum(Vec<(Node<'a>, Rational)>),
    Formula(&'a [Op], BTreeMap<MetricId, Node<'a>>),
}

/// The goal's steps and the formula that they stand in.
pub(super) struct Factors<'a> {
    pub(super) steps: Vec<Factor>,
    pub(super) root: Node<'a>,
}

impl<'a> Factors<'a> {
    /// The steps to the goal of a derivation, of whose period `share` is gone.
    pub(super) fn new(
        ground: Ground<'a>,
        derivation: &Derivation,
        flow: &Flow<'a>,
        share: &Rational,
    ) -> Result<Self, Message> {
        let mut finder = Finder { ground, derivation, flow, share, steps: Vec::new(), left: MOST };
        let root = finder.node(derivation.goal, 0);
        let root = root.filter(|root| !matches!(root, Node::Step(_)));
        let root = root.ok_or_else(|| Message::new("bottleneck-without-steps"))?;
        Ok(Self { steps: finder.steps, root })
    }
}

impl Node<'_> {
    /// What it comes to where each step has the number that `number` says; `None` for a division by zero.
    pub(super) fn value(&self, number: &impl Fn(usize) -> Rational) -> Option<Rational> {
        match self {
            Self::Step(place) => Some(number(*place)),
            Self::Product(parts) => {
                parts.iter().try_fold(Rational::ONE, |product, part| Some(&product * &part.value(number)?))
            }
            Self::Sum(parts) => parts
                .iter()
                .try_fold(Rational::ZERO, |sum, (part, weight)| Some(&sum + &(&part.value(number)? * weight))),
            Self::Formula(program, parts) => computed(program, |metric| parts.get(&metric)?.value(number)),
        }
    }
}

struct Finder<'a, 'f> {
    ground: Ground<'a>,
    derivation: &'f Derivation,
    flow: &'f Flow<'a>,
    share: &'f Rational,
    steps: Vec<Factor>,
    /// How many numbers may still be looked at.
    left: usize,
}

impl<'a> Finder<'a, '_> {
    /// A number as it comes of others, as far as both the plan and the data know them; else the number itself. `None`
    /// where one of the two doesn't know that either.
    fn node(&mut self, metric: MetricId, depth: usize) -> Option<Node<'a>> {
        let before = self.steps.len();
        let flow = self.flow;
        let may_go_on = depth < DEEPEST && self.left > 0;
        self.left = self.left.saturating_sub(1);
        let made = match flow.origin(metric).filter(|_| may_go_on) {
            Some(Origin::Funnels(funnels)) => match funnels.as_slice() {
                [stages] => self.chain(stages, depth),
                several => self.together(metric, several, depth),
            },
            Some(Origin::Formula(program)) => self.formula(program, depth),
            _ => None,
        };
        if made.is_some() {
            return made;
        }
        self.steps.truncate(before);
        self.itself(metric)
    }

    /// The number as a step of its own.
    fn itself(&mut self, metric: MetricId) -> Option<Node<'a>> {
        let (planned, actual) = (self.planned(metric)?, self.actual(metric)?);
        Some(self.step(StepName::Metric(metric), planned, actual))
    }

    /// A step; the same one may stand in several places.
    fn step(&mut self, name: StepName, planned: Rational, actual: Rational) -> Node<'a> {
        if let Some(place) = self.steps.iter().position(|step| step.name == name) {
            return Node::Step(place);
        }
        self.steps.push(Factor { name, planned, actual });
        Node::Step(self.steps.len() - 1)
    }

    /// One funnel: its first stage times its conversions. What comes after a stage to which nothing came has no
    /// conversion, and costs nothing; if something came of it all the same, the chain begins behind it.
    fn chain(&mut self, stages: &[Stage], depth: usize) -> Option<Node<'a>> {
        let last = stages.last()?.metric;
        let result = self.actual(last)?;
        let breaks =
            |stage: &Stage| self.actual(stage.metric).is_none_or(|number| number.is_zero() && !result.is_zero());
        let start = stages.iter().rposition(breaks).map_or(0, |place| place + 1);
        let (first, later) = stages.get(start..)?.split_first()?;
        if later.is_empty() {
            return None;
        }
        let head = if start == 0 { self.node(first.metric, depth + 1)? } else { self.itself(first.metric)? };
        let mut parts = vec![head];
        let mut before = first.metric;
        for stage in later {
            let planned = self.planned_rate(before, stage)?;
            let actual = self.actual(stage.metric)?.checked_div(&self.actual(before)?);
            let name = stage.conversion.map_or(StepName::Between { from: before, to: stage.metric }, StepName::Metric);
            let actual = actual.unwrap_or_else(|| planned.clone());
            parts.push(self.step(name, planned, actual));
            before = stage.metric;
        }
        Some(Node::Product(parts))
    }

    /// Several funnels to one number. From the first stage on that they share, the data doesn't tell them apart: before
    /// it each has its own stages, and what all their stages yield together is one step more.
    fn together(&mut self, metric: MetricId, funnels: &[&[Stage]], depth: usize) -> Option<Node<'a>> {
        let shared = shared_stages(funnels);
        let own: Vec<&[Stage]> = funnels.iter().map(|stages| &stages[..stages.len() - shared]).collect();
        let tail = funnels.first().map(|stages| &stages[stages.len() - shared..])?;
        let Some(meeting) = tail.first().map(|stage| stage.metric).filter(|_| shared > 0) else {
            return self.itself(metric);
        };
        let before = self.steps.len();
        let head = self.own_stages(&own, funnels, meeting, depth);
        if head.is_none() {
            self.steps.truncate(before);
        }
        let mut parts = vec![match head {
            Some(head) => head,
            None if shared > 1 => self.itself(meeting)?,
            None => return None,
        }];
        for pair in tail.windows(2) {
            let [from, to] = [pair.first()?.metric, pair.last()?.metric];
            let planned = self.whole(to)?.checked_div(&self.whole(from)?)?;
            let actual = self.actual(to)?.checked_div(&self.actual(from)?);
            let actual = actual.unwrap_or_else(|| planned.clone());
            parts.push(self.step(StepName::Between { from, to }, planned, actual));
        }
        Some(Node::Product(parts))
    }

    /// What the funnels' own stages come to with their planned conversions into the stage where they meet, times what
    /// they yielded of that. `None` where the funnels have no stages of their own.
    fn own_stages(
        &mut self,
        own: &[&[Stage]],
        funnels: &[&[Stage]],
        meeting: MetricId,
        depth: usize,
    ) -> Option<Node<'a>> {
        let mut seen = BTreeSet::new();
        let are_distinct = own.iter().all(|stages| !stages.is_empty())
            && own.iter().copied().flatten().all(|stage| seen.insert(stage.metric));
        if !are_distinct {
            return None;
        }
        let mut parts = Vec::new();
        let mut made = Rational::ZERO;
        for (own, stages) in own.iter().zip(funnels) {
            let last = own.last()?.metric;
            let rate = self.planned_rate(last, stages.get(own.len())?)?;
            made = &made + &(&self.actual(last)? * &rate);
            let node = if own.len() > 1 { self.chain(own, depth)? } else { self.node(last, depth + 1)? };
            parts.push((node, rate));
        }
        let yielded = self.actual(meeting)?.checked_div(&made)?;
        let yielded = self.step(StepName::Yield(meeting), Rational::ONE, yielded);
        Some(Node::Product(vec![Node::Sum(parts), yielded]))
    }

    fn formula(&mut self, program: &'a [Op], depth: usize) -> Option<Node<'a>> {
        let mut parts = BTreeMap::new();
        for read in program.iter().filter_map(Op::reads).collect::<BTreeSet<_>>() {
            parts.insert(read, self.node(read, depth + 1)?);
        }
        Some(Node::Formula(program, parts))
    }

    fn actual(&self, metric: MetricId) -> Option<Rational> {
        self.ground.values.number(metric, self.derivation.period, &Group::total())
    }

    /// What is required of a number in the whole period.
    fn whole(&self, metric: MetricId) -> Option<Rational> {
        Some(self.derivation.required.get(&metric)?.value.clone())
    }

    /// What is expected of a number by now.
    fn planned(&self, metric: MetricId) -> Option<Rational> {
        let whole = self.whole(metric)?;
        Some(if self.ground.plan.metric(metric).additive { &whole * self.share } else { whole })
    }

    /// The planned conversion of a stage into the next one.
    fn planned_rate(&self, before: MetricId, next: &Stage) -> Option<Rational> {
        let conversion = next.conversion.and_then(|conversion| self.whole(conversion));
        let written = || next.at.as_ref().map(|at| at.value.clone());
        conversion.or_else(written).or_else(|| self.whole(next.metric)?.checked_div(&self.whole(before)?))
    }
}
