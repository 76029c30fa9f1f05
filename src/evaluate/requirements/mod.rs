//! What a goal asks of everything that leads to it in one period: in all, of each member, a day, and a day that is left;
//! what comes of other numbers than the plan's, and what each number is worth.

mod answer;
pub mod history;
mod levers;
mod needs;
mod of_parts;
mod rest;
mod solve;
mod what_if;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::Role;

use super::bottleneck::bottleneck;
use super::derive::{Derivation, Derivations, Required, Step};
use super::flow::{Flow, Unreached};
use super::given::Given;
use super::ground::Ground;
use super::periods::overlapping;
use super::sentences::called;
use history::History;

use needs::own_periods;
pub use of_parts::{OfPart, of_parts};

pub use answer::{
    Answer, From, FunnelPart, Lever, LeverStep, Need, OwnPeriod, Progress, RateUsed, Solved, Still, WhatIf,
};

/// So many periods are worked back at most.
const MANY: usize = 120;

/// What is asked of a plan.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The first and the last period, of any grain: those of the goal that overlap them are meant. `None`: the one in
    /// progress.
    pub periods: Option<(Period, Period)>,
    /// Numbers that are taken instead of the plan's own, each in its unit and for the goal's period.
    pub set: BTreeMap<MetricId, Rational>,
    /// The number that is looked for, everything else staying as it is.
    pub solve: Option<MetricId>,
    /// Over how many whole periods past conversions are taken instead of those that are planned.
    pub history: Option<u32>,
    /// Numbers that are taken instead of those of the plans whose numbers it reads.
    pub of_parts: BTreeMap<PlanId, BTreeMap<MetricId, Rational>>,
}

/// What is worked back from.
#[derive(Clone, Debug)]
enum Aim {
    /// The target of the goal at a place among the plan's indicators.
    Goal(usize),
    /// What another plan requires of a number, and what it requires as it stands.
    Asked { metric: MetricId, required: Required, planned: Required },
}

/// Everything that the numbers of an answer are taken from.
struct Asking<'a> {
    ground: Ground<'a>,
    question: &'a Question,
    aim: Aim,
    goal: MetricId,
    period: Period,
    history: Option<History>,
    planned: Rc<Derivation>,
    derivation: Rc<Derivation>,
    /// What is given for each number of the plan, with what is asked.
    given: Vec<Option<Given>>,
    /// What is left of the goal, worked back. `None` where nothing is, and where it can't be said.
    rest: Option<Derivation>,
    own_periods: Vec<OwnPeriod>,
    flow: Flow<'a>,
}

/// An answer for each goal of the plan, in its order, in each of the periods that are asked for.
#[must_use]
pub fn answers(ground: Ground, question: &Question) -> Vec<Answer> {
    let goals = ground.plan.indicators.iter().enumerate().filter(|(_, indicator)| indicator.role == Role::Kgi);
    let asked = goals.flat_map(|(place, _)| {
        let periods = periods(ground, place, question.periods).into_iter();
        periods.map(move |period| answered(ground, &Aim::Goal(place), period, question))
    });
    asked.collect()
}

/// The answer of one goal in one period; with the number that was looked for put in, where it can be.
fn answered(ground: Ground, aim: &Aim, period: Period, question: &Question) -> Answer {
    of_parts::with_parts(ground, aim, question, answered_alone(ground, aim, period, question))
}

fn answered_alone(ground: Ground, aim: &Aim, period: Period, question: &Question) -> Answer {
    let answer = Asking::new(ground, aim.clone(), period, question).answer();
    let found = answer.solved.as_ref().filter(|solved| solved.is_possible);
    let is_rate = |metric: MetricId| !ground.plan.metric(metric).additive && metric != answer.goal;
    let found = found.filter(|solved| is_rate(solved.metric));
    let Some((metric, value)) = found.and_then(|solved| Some((solved.metric, solved.value.clone().ok()?))) else {
        return answer;
    };
    let mut with_it = question.clone();
    with_it.set.insert(metric, value);
    let mut put_in = Asking::new(ground, aim.clone(), period, &with_it).answer();
    for rate in put_in.rates.iter_mut().filter(|rate| rate.metric == metric) {
        rate.from = From::Solved;
    }
    // What was asked for stays as it was asked.
    Answer { what_if: answer.what_if, solved: answer.solved, ..put_in }
}

impl<'a> Asking<'a> {
    fn new(ground: Ground<'a>, aim: Aim, period: Period, question: &'a Question) -> Self {
        let plan = ground.plan;
        let (goal, planned) = match &aim {
            Aim::Goal(place) => (plan.indicators[*place].metric, ground.derivations.of(*place, period)),
            Aim::Asked { metric, planned, .. } => {
                (*metric, Rc::new(ground.derivations.asked_for(*metric, period, planned)))
            }
        };
        let history = question.history.map(|count| {
            let rates = rates(ground, &Flow::new(plan, ground.programs, &planned));
            history::of(ground, period, count, rates)
        });
        let mut assumed: BTreeMap<MetricId, Rational> = BTreeMap::new();
        for (metric, past) in history.iter().flat_map(|history| &history.rates) {
            assumed.insert(*metric, past.value.clone());
        }
        assumed.extend(question.set.iter().map(|(metric, value)| (*metric, value.clone())));
        let derivations = Derivations::assuming(*ground.aims.stated(), ground.programs, assumed)
            .with_parts(ground.derivations.planned().parts().clone());
        let derivation = match &aim {
            Aim::Goal(place) => derivations.of(*place, period),
            Aim::Asked { metric, required, .. } => Rc::new(derivations.asked_for(*metric, period, required)),
        };
        let given = derivations.given(period);
        let rest = rest::worked_back(ground, &derivations, &derivation);
        let own_periods = match &aim {
            Aim::Goal(place) => own_periods(ground, &derivations, *place, period),
            Aim::Asked { .. } => Vec::new(),
        };
        let flow = Flow::new(plan, ground.programs, &derivation);
        Self { ground, question, aim, goal, period, history, planned, derivation, given, rest, own_periods, flow }
    }

    fn answer(self) -> Answer {
        let working_days = self.ground.calendar.working_days_in(self.period);
        let (needs, others) = self.needs();
        let what_if = self.what_if();
        let solved = self.question.solve.map(|metric| self.solved(metric));
        let levers = self.levers();
        let (indicator, bottleneck) = match self.aim {
            Aim::Goal(place) => (Some(place), bottleneck(self.ground, place, self.period)),
            // It is missed by its own plan's measure only.
            Aim::Asked { metric, .. } => {
                let mut own = self.ground.plan.indicators.iter();
                (own.position(|indicator| indicator.metric == metric), None)
            }
        };
        Answer {
            goal: self.goal,
            indicator,
            numbers: (0..self.ground.plan.metrics.len()).map(|place| self.number(MetricId::of(place))).collect(),
            sums: self.sums(),
            period: self.period,
            working_days,
            days_left: self.is_in_progress().then(|| self.days_left(self.goal)),
            team: self.team(),
            needs,
            others,
            rates: self.rates_used(),
            own_periods: self.own_periods.clone(),
            funnels: funnel_parts(&self.derivation),
            what_if,
            solved,
            levers,
            bottleneck,
            planned: self.planned,
            derivation: self.derivation,
            history: self.history,
        }
    }

    fn is_in_progress(&self) -> bool {
        is_in_progress(self.ground, self.period)
    }

    fn days_left(&self, metric: MetricId) -> u64 {
        days_left(self.ground, metric, self.period)
    }

    /// Where the number of a metric comes from that somebody gives.
    fn given_by(&self, metric: MetricId) -> From {
        if self.question.set.contains_key(&metric) {
            From::Set
        } else if self.history.as_ref().is_some_and(|history| history.rates.contains_key(&metric)) {
            From::History
        } else {
            From::Stated
        }
    }

    /// What is required of a number, else what is given for it.
    fn number(&self, metric: MetricId) -> Option<Rational> {
        let required = self.derivation.required.get(&metric).map(|required| required.value.clone());
        required.or_else(|| self.given_number(metric))
    }

    fn given_number(&self, metric: MetricId) -> Option<Rational> {
        self.given.get(metric.index())?.as_ref().map(|given| given.value.clone())
    }

    fn rates_used(&self) -> Vec<RateUsed> {
        let planned = self.ground.derivations.given(self.period);
        let value = |given: &[Option<Given>], metric: MetricId| {
            given.get(metric.index())?.as_ref().map(|given| given.value.clone())
        };
        let rates = rates(self.ground, &self.flow).into_iter();
        rates
            .map(|metric| RateUsed {
                metric,
                value: self.number(metric),
                from: self.given_by(metric),
                is_possible: self.number(metric).is_none_or(|number| {
                    // What somebody gives is theirs to judge; what follows from it is said.
                    let is_given = value(&self.given, metric).is_some();
                    is_given || self.is_possible(metric, &number, None)
                }),
                planned: value(&planned, metric),
            })
            .collect()
    }
}

fn is_in_progress(ground: Ground, period: Period) -> bool {
    period.start <= ground.as_of && ground.as_of < period.end()
}

/// The working days of a period after the last one whose numbers are there.
fn days_left(ground: Ground, metric: MetricId, period: Period) -> u64 {
    let pace = ground.pace(metric, period);
    pace.total.saturating_sub(pace.gone)
}

/// The conversions, prices and other rates on the way, from the beginning on.
fn rates(ground: Ground, flow: &Flow) -> Vec<MetricId> {
    flow.starts().filter(|metric| !ground.plan.metric(*metric).additive).collect()
}

/// The goal's periods that are meant: those that are asked for, else the one in progress, within the plan's own time.
fn periods(ground: Ground, indicator: usize, asked: Option<(Period, Period)>) -> Vec<Period> {
    let (plan, grain) = (ground.plan, ground.plan.indicators[indicator].period);
    if let Some((first, last)) = asked {
        let (from, to) = (first.start.min(last.start), first.end().max(last.end()));
        return overlapping(from, to, grain, plan.settings.fiscal).take(MANY).collect();
    }
    let day = match plan.settings.range {
        Some((from, to)) => ground.as_of.max(from).min(to),
        None => ground.as_of,
    };
    vec![Period::containing(day, grain, plan.settings.fiscal)]
}

/// What each of several funnels is to bring, with its stages' own numbers.
fn funnel_parts(derivation: &Derivation) -> Vec<FunnelPart> {
    let mut parts: Vec<FunnelPart> = Vec::new();
    for step in &derivation.steps {
        match step {
            Step::Share { funnel, of, share, value } => parts.push(FunnelPart {
                funnel: *funnel,
                of: *of,
                share: share.clone(),
                value: value.clone(),
                stages: Vec::new(),
            }),
            Step::Divided { funnel, metric, value, .. } => {
                if let Some(part) = parts.iter_mut().rev().find(|part| part.funnel == *funnel) {
                    part.stages.push((*metric, value.clone()));
                }
            }
            _ => {}
        }
    }
    parts
}

/// Why the goal has no number, in words.
fn unreached(ground: Ground, why: &Unreached) -> Message {
    let title = |metric: MetricId| called(ground.plan, metric).to_owned();
    match why {
        Unreached::Missing(missing) => {
            let names: Vec<String> = missing.iter().map(|metric| title(*metric)).collect();
            Message::new("derive-missing").with("names", names)
        }
        Unreached::Fault(metric) => Message::new("derive-fault").with("name", title(*metric)),
        Unreached::Undivided(metric) => Message::new("derive-undivided").with("name", title(*metric)),
    }
}

#[cfg(test)]
mod tests;
