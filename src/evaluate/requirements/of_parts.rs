//! What a goal requires of the plans whose numbers it is made of, each worked back in its own plan.

use std::collections::BTreeSet;

use crate::base::rational::Rational;
use crate::evaluate::derive::{Required, Step};
use crate::evaluate::fiscal::in_year;
use crate::evaluate::ground::Ground;
use crate::evaluate::program::Op;
use crate::plan::ids::{MetricId, PlanId};
use crate::plan::metric::Role;

use super::{Aim, Answer, Asking, Question, answered};

/// The answer for another plan, of whose number a goal requires something.
#[derive(Clone, Debug)]
pub struct OfPart {
    pub plan: PlanId,
    pub question: Question,
    pub answer: Answer,
}

/// An answer for each plan of whose numbers the goal of `answer` requires something, and for those of which these
/// require something in turn: each once.
#[must_use]
pub fn of_parts(ground: Ground, question: &Question, answer: &Answer) -> Vec<OfPart> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = asked_of_parts(ground, question, answer, &mut seen);
    waiting.reverse();
    while let Some((there, one)) = waiting.pop() {
        let mut further = asked_of_parts(there, question, &one.answer, &mut seen);
        further.reverse();
        waiting.extend(further);
        found.push(one);
    }
    found
}

fn asked_of_parts<'g>(
    ground: Ground<'g>,
    question: &Question,
    answer: &Answer,
    seen: &mut BTreeSet<PlanId>,
) -> Vec<(Ground<'g>, OfPart)> {
    let mut asked: Vec<(PlanId, MetricId, MetricId)> = Vec::new();
    for need in &answer.needs {
        let [Op::Foreign(part, foreign)] = ground.programs.of(need.metric) else { continue };
        let Some(there) = ground.part(*part).filter(|_| need.required.is_ok()) else { continue };
        let is_goal = there.plan.indicators_on(*foreign).any(|indicator| indicator.role == Role::Kgi);
        // Of several numbers of a plan its own goal counts, else the first.
        match asked.iter_mut().find(|(known, ..)| known == part) {
            Some(known) if is_goal => *known = (*part, need.metric, *foreign),
            Some(_) => {}
            None => asked.push((*part, need.metric, *foreign)),
        }
    }
    let fresh = asked.into_iter().filter(|(part, ..)| seen.insert(*part));
    let answered = fresh.filter_map(|(part, own, foreign)| {
        let there = ground.part(part)?;
        Some((there, of_part(there, part, question, answer, (own, foreign))?))
    });
    answered.collect()
}

/// What is required of one plan's number, worked back there: from its own target where that is what is required.
fn of_part(
    there: Ground,
    part: PlanId,
    question: &Question,
    answer: &Answer,
    (own, foreign): (MetricId, MetricId),
) -> Option<OfPart> {
    let period = in_year(answer.period, there.plan.settings.fiscal)?;
    let required = answer.derivation.required.get(&own)?.clone();
    let planned = answer.planned.required.get(&own).unwrap_or(&required).clone();
    let set = question.of_parts.get(&part).cloned().unwrap_or_default();
    let question = Question { set, solve: None, ..question.clone() };
    let aim =
        own_target(there, period, foreign, &required).unwrap_or(Aim::Asked { metric: foreign, required, planned });
    let answer = answered(there, &aim, period, &question);
    Some(OfPart { plan: part, question, answer })
}

/// The plan's own goal, where its target is just what is required.
fn own_target(
    there: Ground,
    period: crate::base::period::Period,
    metric: MetricId,
    required: &Required,
) -> Option<Aim> {
    let goals = there.plan.indicators.iter().enumerate();
    let mut own = goals.filter(|(_, goal)| goal.role == Role::Kgi && goal.metric == metric);
    own.find_map(|(place, goal)| {
        let derivation = (goal.period == period.grain).then(|| there.derivations.of(place, period))?;
        let is_target = matches!(derivation.steps.first(), Some(Step::Goal { value, .. }) if *value == required.value);
        is_target.then_some(Aim::Goal(place))
    })
}

impl Asking<'_> {
    /// What on the way is computed from numbers that are all given, so that nothing is worked back there.
    pub(super) fn sums(&self) -> Vec<(MetricId, Rational)> {
        let steps = &self.derivation.steps;
        let is_told = |metric: MetricId| {
            steps.iter().any(|step| match step {
                Step::Solved { metric: found, of, .. } => *of == metric || *found == metric,
                Step::Computed { metric: found, .. }
                | Step::Divided { metric: found, .. }
                | Step::Multiplied { metric: found, .. } => *found == metric,
                Step::Goal { .. } | Step::Share { .. } => false,
            })
        };
        let way = self.flow.way().into_iter().filter(|metric| !is_told(*metric));
        way.filter_map(|metric| Some((metric, self.flow.of_formula(metric, |read| self.number(read))?))).collect()
    }
}

/// The answer with what other numbers of those plans come to, where some are assumed: what its goal comes to then.
pub(super) fn with_parts(ground: Ground, aim: &Aim, question: &Question, answer: Answer) -> Answer {
    if question.of_parts.is_empty() && question.history.is_none() {
        return answer;
    }
    let mut with_them = question.clone();
    for of_part in asked_of_parts(ground, question, &answer, &mut BTreeSet::new()).into_iter().map(|(_, one)| one) {
        let reached = of_part.answer.what_if.as_ref().and_then(|what_if| what_if.comes_to.as_ref().ok());
        let stands_for = |metric: MetricId| {
            matches!(ground.programs.of(metric), [Op::Foreign(part, foreign)]
                if *part == of_part.plan && *foreign == of_part.answer.goal)
        };
        let own = answer.needs.iter().map(|need| need.metric).find(|metric| stands_for(*metric));
        if let (Some(reached), Some(own)) = (reached, own) {
            with_them.set.entry(own).or_insert_with(|| reached.clone());
        }
    }
    if with_them.set.len() == question.set.len() {
        return answer;
    }
    let what_if = Asking::new(ground, aim.clone(), answer.period, &with_them).what_if();
    Answer { what_if: what_if.or(answer.what_if), ..answer }
}
