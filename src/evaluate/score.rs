//! The weighted score: how much of all that is asked was reached, each indicator as much as it weighs.

use std::collections::BTreeMap;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, Status};
use crate::data::observations::Group;
use crate::plan::metric::Role;

use super::contractors::Contractors;
use super::ground::Ground;
use super::periods::own_period;
use super::ranking::{Place, ranks};
use super::status::judge;
use crate::base::message::Message;

/// The score of a plan, or of one member, in a period of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub period: Period,
    /// Whether the period's last day is not after the as-of date.
    pub complete: bool,
    pub group: Group,
    /// Whether it is that of all that the plan is asked for, not of one group of it.
    pub whole: bool,
    /// Whose weights they are, where the plan has several sets of them.
    pub role: Option<String>,
    /// Σ weight × attainment ÷ Σ weight, over the indicators that have an attainment. `None` where none has.
    pub value: Option<Rational>,
    pub parts: Vec<Part>,
    /// The indicators that weigh something and have no attainment, by their place in the plan's `indicators`.
    pub left_out: Vec<usize>,
    /// Where a group stands among the others.
    pub place: Option<Place>,
}

/// What one indicator brings in.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// By its place in the plan's `indicators`.
    pub indicator: usize,
    /// From 0 to 1.
    pub weight: Rational,
    /// value ÷ target, in progress ÷ what is expected by now.
    pub attainment: Rational,
}

/// The scores of a plan: period by period as they come, role by role, everybody's, then those of the groups that have one.
#[must_use]
pub fn scores(
    ground: Ground<'_>,
    contractors: &Contractors<'_>,
    periods: &[Period],
    (whole, groups): (&Group, &[Group]),
) -> Vec<Score> {
    let mut roles: BTreeMap<Option<&str>, Vec<(usize, &Rational)>> = BTreeMap::new();
    for (place, indicator) in ground.plan.indicators.iter().enumerate() {
        for weight in indicator.weights.iter().filter(|_| indicator.role == Role::Kpi) {
            roles.entry(weight.role.as_deref()).or_default().push((place, &weight.share));
        }
    }
    let mut scores = Vec::new();
    for period in periods {
        for (role, weights) in &roles {
            let mut own = Score { whole: true, ..score(ground, weights, *period, whole) };
            own.role = role.map(str::to_owned);
            let of_groups = groups.iter().map(|group| score(ground, weights, *period, group));
            let mut of_groups: Vec<Score> = of_groups.filter(|score| score.value.is_some()).collect();
            place(contractors, &mut of_groups);
            for score in &mut of_groups {
                score.role.clone_from(&own.role);
            }
            if own.value.is_some() || !own.left_out.is_empty() || !of_groups.is_empty() {
                scores.push(own);
                scores.append(&mut of_groups);
            }
        }
    }
    scores
}

fn score(ground: Ground<'_>, weights: &[(usize, &Rational)], period: Period, group: &Group) -> Score {
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for (place, weight) in weights {
        let indicator = &ground.plan.indicators[*place];
        let own = own_period(indicator.period, period, ground.as_of);
        if !indicator.is_active_in(&own) {
            continue;
        }
        let judgement = judge(ground, indicator, own, group);
        // What is too little to be judged is too little for a score.
        let is_judged = matches!(judgement.status, Some(Status::Ok | Status::Warn | Status::Fail));
        match judgement.aim.filter(|_| is_judged).and_then(|aim| aim.attainment) {
            Some(attainment) => parts.push(Part { indicator: *place, weight: (*weight).clone(), attainment }),
            None => left_out.push(*place),
        }
    }
    let reached: Rational = parts.iter().map(|part| &part.weight * &part.attainment).sum();
    let asked: Rational = parts.iter().map(|part| part.weight.clone()).sum();
    Score {
        period,
        complete: period.end() <= ground.as_of,
        group: group.clone(),
        whole: false,
        role: None,
        value: reached.checked_div(&asked),
        parts,
        left_out,
        place: None,
    }
}

fn place(contractors: &Contractors<'_>, scores: &mut [Score]) {
    let mut ranked: Vec<(usize, Rational)> = Vec::new();
    for (at, score) in scores.iter_mut().enumerate() {
        match contractors.of_group(&score.group) {
            Some(name) => {
                let why = Message::new("unranked-contractor").with("name", name);
                score.place = Some(Place::Unranked(why));
            }
            None => ranked.extend(score.value.clone().map(|value| (at, value))),
        }
    }
    for ((at, _), rank) in ranks(&mut ranked, Direction::AtLeast) {
        scores[at].place = Some(Place::Ranked(rank));
    }
}
