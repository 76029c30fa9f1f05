//! What stands directly below each number: the parts of its formula, the stage before it in a funnel, and the indicators
//! that belong to it. Which of them are drawn in full where is not decided here.

use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::plan::funnel::Stage;
use crate::plan::ids::{FunnelId, MetricId};
use crate::plan::metric::{Expr, Indicator, MetricOrigin, Operator, Role};

use super::formula::{Part, parts};
use super::{Content, Link, Sign};

/// Something below a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Twig {
    pub(super) link: Link,
    pub(super) end: End,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum End {
    /// Drawn in full here, if it isn't yet.
    Metric(MetricId),
    /// Drawn in full elsewhere in any case.
    Refer(MetricId),
    /// No number with a name, with what is below it.
    Other(Content, Vec<Twig>),
}

impl Twig {
    fn metric(link: Link, metric: MetricId) -> Self {
        Self { link, end: End::Metric(metric) }
    }

    /// The numbers that are drawn below, those in parentheses among them.
    pub(super) fn reaches(&self, found: &mut Vec<MetricId>) {
        match &self.end {
            End::Metric(metric) => found.push(*metric),
            End::Refer(_) => {}
            End::Other(_, twigs) => twigs.iter().for_each(|twig| twig.reaches(found)),
        }
    }
}

/// What stands below each number, and which numbers stand on top.
pub(super) struct Links {
    /// By metric.
    pub(super) below: Vec<Vec<Twig>>,
    /// The metrics of the goals, each once.
    pub(super) goals: Vec<MetricId>,
    /// By metric: at which number the plan says in words that its KPI belongs, where nothing is computed of it.
    pub(super) homes: Vec<Option<MetricId>>,
    /// By metric: whether a goal is made of it by formulas and funnels, so that it has its place there.
    pub(super) has_place: Vec<bool>,
    /// By metric: whether it leads to a goal in any way that is computed.
    of_goal: Vec<bool>,
}

impl Links {
    pub(super) fn new(plan: &Plan) -> Self {
        let goals = plan.indicators.iter().filter(|indicator| indicator.role == Role::Kgi);
        let mut goals: Vec<MetricId> = goals.map(|goal| goal.metric).collect();
        let mut seen = vec![false; plan.metrics.len()];
        goals.retain(|goal| !std::mem::replace(&mut seen[goal.index()], true));
        let count = plan.metrics.len();
        let (homes, has_place, of_goal) = (vec![None; count], Vec::new(), vec![false; count]);
        let mut links = Self { below: made_of(plan), goals, homes, has_place, of_goal };
        links.follow(links.goals.clone());
        links.has_place.clone_from(&links.of_goal);
        links.tie_rates(plan);
        links.tie_believed(plan);
        links
    }

    /// Takes in metrics, and all that they are made of.
    fn follow(&mut self, metrics: Vec<MetricId>) {
        let mut waiting = metrics;
        while let Some(metric) = waiting.pop() {
            if !std::mem::replace(&mut self.of_goal[metric.index()], true) {
                self.below[metric.index()].iter().for_each(|twig| twig.reaches(&mut waiting));
            }
        }
    }

    fn add(&mut self, above: MetricId, twig: Twig) {
        self.below[above.index()].push(twig);
    }

    /// The KPIs that are no part of a goal, but are computed from its parts. A rate of two numbers that are made of
    /// nothing else says how much of the one becomes the other: `won = asked × win_rate`.
    fn tie_rates(&mut self, plan: &Plan) {
        let kpis = plan.indicators.iter().filter(|indicator| indicator.role == Role::Kpi);
        let mut rates: Vec<Rate> = kpis.map(|kpi| Rate::of(plan, kpi)).collect();
        loop {
            let before = rates.len();
            let mut found = Vec::new();
            rates.retain(|rate| {
                if self.of_goal[rate.metric.index()] {
                    return false;
                }
                let Some(above) = rate.above(&self.of_goal) else { return true };
                let is_made_of_nothing = |metric: MetricId| self.below[metric.index()].is_empty();
                match rate.sides {
                    Some((over, under)) if over != under && [over, under].into_iter().all(is_made_of_nothing) => {
                        self.below[over.index()].push(Twig::metric(Link::Part(Sign::Equals), under));
                        self.below[over.index()].push(Twig::metric(Link::Conversion, rate.metric));
                        found.extend([under, rate.metric]);
                    }
                    _ if rate.says_itself => return true,
                    _ => {
                        self.below[above.index()].push(Twig::metric(Link::Measures, rate.metric));
                        found.push(rate.metric);
                    }
                }
                false
            });
            self.follow(found);
            if rates.len() == before {
                return;
            }
        }
    }

    /// What the plan says of its KPIs in words: what they guard, and what they drive. A KPI that is made of nothing of a
    /// goal is drawn in full at the first of these that is a part of one.
    fn tie_believed(&mut self, plan: &Plan) {
        for kpi in plan.indicators.iter().filter(|indicator| indicator.role == Role::Kpi) {
            let guarded = kpi.guards.iter().map(|guarded| (Link::Guards, guarded.value));
            let driven = kpi.drives.iter().map(|driven| (Link::Drives, driven.metric.value));
            let said: Vec<(Link, MetricId)> =
                guarded.chain(driven).filter(|(_, metric)| *metric != kpi.metric).collect();
            let is_linked = |(_, metric): &&(Link, MetricId)| self.of_goal[metric.index()];
            let home = said.iter().find(is_linked).or(said.first()).copied();
            let home = home.filter(|_| !self.of_goal[kpi.metric.index()]);
            self.homes[kpi.metric.index()] = home.map(|(_, metric)| metric);
            for (link, above) in said {
                let end = if home == Some((link, above)) { End::Metric(kpi.metric) } else { End::Refer(kpi.metric) };
                self.add(above, Twig { link, end });
            }
        }
    }
}

/// A KPI, as far as it is computed from other numbers.
struct Rate {
    metric: MetricId,
    /// All that it is computed from.
    reads: Vec<MetricId>,
    /// The numerator's metrics, where it is a quotient.
    over: Vec<MetricId>,
    /// The two sides, where it is one metric ÷ another.
    sides: Option<(MetricId, MetricId)>,
    /// Whether the plan says in words what it belongs to.
    says_itself: bool,
}

impl Rate {
    fn of(plan: &Plan, kpi: &Indicator) -> Self {
        let expr = &plan.metric(kpi.metric).expr;
        let (over, sides) = match expr {
            Expr::Binary(one, Operator::Divide, other) => match (&**one, &**other) {
                (Expr::Metric(over), Expr::Metric(under)) => (vec![*over], Some((*over, *under))),
                _ => (ordered(one.metrics()), None),
            },
            _ => (Vec::new(), None),
        };
        let says_itself = !kpi.guards.is_empty() || !kpi.drives.is_empty();
        Self { metric: kpi.metric, reads: ordered(expr.metrics()), over, sides, says_itself }
    }

    /// The number that it belongs to, where its numerator, or all that it reads, is of a goal.
    fn above(&self, of_goal: &[bool]) -> Option<MetricId> {
        let all = |metrics: &[MetricId]| metrics.iter().all(|metric| of_goal[metric.index()]);
        if !self.over.is_empty() && all(&self.over) {
            return self.over.first().copied();
        }
        self.reads.first().copied().filter(|_| all(&self.reads))
    }
}

/// The metrics of an expression are found from its end on.
fn ordered(mut metrics: Vec<MetricId>) -> Vec<MetricId> {
    metrics.reverse();
    metrics
}

/// The formulas and funnels.
fn made_of(plan: &Plan) -> Vec<Vec<Twig>> {
    let mut ways: BTreeMap<MetricId, Vec<(FunnelId, Vec<Twig>)>> = BTreeMap::new();
    for (place, funnel) in plan.funnels.iter().enumerate() {
        for pair in funnel.stages.windows(2) {
            let [before, stage] = pair else { continue };
            ways.entry(stage.metric).or_default().push((FunnelId::of(place), step(plan, before, stage)));
        }
    }
    let mut below = Vec::with_capacity(plan.metrics.len());
    for (place, metric) in plan.metrics.iter().enumerate() {
        let mut twigs = match parts(&metric.expr) {
            Some(parts) => parts.into_iter().map(twig).collect(),
            None => listed(&metric.expr),
        };
        let is_computed = !twigs.is_empty() && !matches!(metric.origin, MetricOrigin::Conversion { .. });
        let ways = ways.remove(&MetricId::of(place)).unwrap_or_default();
        let is_only_way = ways.len() == 1 && !is_computed;
        for (at, (funnel, step)) in ways.into_iter().enumerate() {
            if is_only_way {
                twigs.extend(step);
                continue;
            }
            let sign = if at == 0 { Sign::Equals } else { Sign::Plus };
            twigs.push(Twig { link: Link::Part(sign), end: End::Other(Content::Funnel(funnel), step) });
        }
        below.push(twigs);
    }
    below
}

/// A stage is the one before × the conversion between them.
fn step(plan: &Plan, before: &Stage, stage: &Stage) -> Vec<Twig> {
    let conversion = match (stage.conversion, &stage.at) {
        (Some(conversion), _) => Some(Twig::metric(Link::Conversion, conversion)),
        (None, Some(at)) => {
            let unit = plan.metric(stage.metric).unit.over(plan.metric(before.metric).unit);
            let end = End::Other(Content::Number(at.value.clone(), unit), Vec::new());
            Some(Twig { link: Link::Conversion, end })
        }
        (None, None) => None,
    };
    std::iter::once(Twig::metric(Link::Part(Sign::Equals), before.metric)).chain(conversion).collect()
}

fn twig((sign, part): (Sign, Part)) -> Twig {
    let link = Link::Part(sign);
    let other = |content, twigs| Twig { link, end: End::Other(content, twigs) };
    match part {
        Part::Metric(metric) => Twig::metric(link, metric),
        Part::Previous(metric) => {
            other(Content::Previous(metric), vec![Twig::metric(Link::Part(Sign::Equals), metric)])
        }
        Part::Number(number) => other(Content::Number(number, None), Vec::new()),
        Part::Aggregate(measure) => other(Content::Aggregate(measure), Vec::new()),
        Part::Group(parts) => other(Content::Group, parts.into_iter().map(twig).collect()),
    }
}

/// Of a formula that is too long each number that it reads, once.
fn listed(expr: &Expr) -> Vec<Twig> {
    let mut seen = std::collections::BTreeSet::new();
    let metrics = ordered(expr.metrics()).into_iter().filter(|metric| seen.insert(*metric));
    metrics.map(|metric| Twig::metric(Link::Within, metric)).collect()
}
