//! Formulas laid out for computing: operations in postfix order, and an order of the metrics in which each comes after
//! those that it is computed from. Formulas may be as deep as they like: nothing here or on top of it recurses.

use crate::base::rational::Rational;
use crate::plan::Plan;
use crate::plan::ids::{MeasureId, MetricId, PlanId};
use crate::plan::metric::{Expr, Operator};

/// One step of a formula: it pushes a number, or replaces those on top.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    Number(Rational),
    Measure(MeasureId),
    Metric(MetricId),
    Previous(MetricId),
    Foreign(PlanId, MetricId),
    Negate,
    /// Replaces the two numbers on top by what the operator makes of them, the right one on top.
    Apply(Operator),
}

impl Op {
    /// The metric of this plan that the operation reads, of the same period or an earlier one.
    #[must_use]
    pub fn reads(&self) -> Option<MetricId> {
        match self {
            Self::Metric(metric) | Self::Previous(metric) => Some(*metric),
            _ => None,
        }
    }
}

/// Why a metric can't be computed, whatever the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is computed from itself.
    Circular,
    /// It looks back over more periods than [`FARTHEST_BACK`].
    LooksBackTooFar,
}

/// How many `previous` may lie on one another.
pub const FARTHEST_BACK: u32 = 120;

/// The formulas of a plan's metrics.
#[derive(Clone, Debug)]
pub struct Programs {
    formulas: Vec<Vec<Op>>,
    order: Vec<MetricId>,
    obstacles: Vec<Option<Obstacle>>,
}

impl Programs {
    /// Lays out every metric of a plan. Takes time linear in the size of the formulas.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let formulas: Vec<Vec<Op>> = plan.metrics.iter().map(|metric| postfix(&metric.expr)).collect();
        let order = dependencies_first(&formulas);
        let mut obstacles = vec![Some(Obstacle::Circular); formulas.len()];
        let mut looks_back = vec![0; formulas.len()];
        for metric in &order {
            let place = metric.index();
            looks_back[place] = formulas[place].iter().map(|op| farthest(op, &looks_back)).max().unwrap_or(0);
            obstacles[place] = (looks_back[place] > FARTHEST_BACK).then_some(Obstacle::LooksBackTooFar);
        }
        Self { formulas, order, obstacles }
    }

    /// A metric's formula in postfix order.
    #[must_use]
    pub fn of(&self, metric: MetricId) -> &[Op] {
        self.formulas.get(metric.index()).map_or(&[], Vec::as_slice)
    }

    /// Every metric that can be computed, after those that it is computed from.
    #[must_use]
    pub fn order(&self) -> &[MetricId] {
        &self.order
    }

    /// The metrics and everything that they are computed from, each once.
    #[must_use]
    pub fn reached(&self, metrics: Vec<MetricId>) -> Vec<MetricId> {
        let mut seen = vec![false; self.formulas.len()];
        let mut waiting = metrics;
        let mut found = Vec::new();
        while let Some(metric) = waiting.pop() {
            if seen.get(metric.index()).copied().unwrap_or(true) {
                continue;
            }
            seen[metric.index()] = true;
            found.push(metric);
            waiting.extend(self.of(metric).iter().filter_map(Op::reads));
        }
        found
    }

    /// The measures that a metric is computed from in the end.
    pub fn measures(&self, metric: MetricId) -> impl Iterator<Item = MeasureId> {
        let ops = self.reached(vec![metric]).into_iter().flat_map(|metric| self.of(metric));
        ops.filter_map(|op| match op {
            Op::Measure(measure) => Some(*measure),
            _ => None,
        })
    }

    /// Why a metric can't be computed; `None` where it can.
    #[must_use]
    pub fn obstacle(&self, metric: MetricId) -> Option<Obstacle> {
        self.obstacles.get(metric.index()).copied().unwrap_or(Some(Obstacle::Circular))
    }
}

/// The operations of a formula, in the order in which they are done.
fn postfix(expr: &Expr) -> Vec<Op> {
    enum Todo<'a> {
        Visit(&'a Expr),
        Emit(Op),
    }
    let mut ops = Vec::new();
    let mut todo = vec![Todo::Visit(expr)];
    while let Some(next) = todo.pop() {
        match next {
            Todo::Emit(op) => ops.push(op),
            Todo::Visit(Expr::Number(number)) => ops.push(Op::Number(number.clone())),
            Todo::Visit(Expr::Measure(measure)) => ops.push(Op::Measure(*measure)),
            Todo::Visit(Expr::Metric(metric)) => ops.push(Op::Metric(*metric)),
            Todo::Visit(Expr::Previous(metric)) => ops.push(Op::Previous(*metric)),
            Todo::Visit(Expr::Foreign(plan, metric)) => ops.push(Op::Foreign(*plan, *metric)),
            Todo::Visit(Expr::Negate(inner)) => todo.extend([Todo::Emit(Op::Negate), Todo::Visit(inner)]),
            Todo::Visit(Expr::Binary(left, operator, right)) => {
                todo.extend([Todo::Emit(Op::Apply(*operator)), Todo::Visit(right), Todo::Visit(left)]);
            }
        }
    }
    ops
}

/// The metrics after those that they read, those in a circle or behind one left out.
fn dependencies_first(programs: &[Vec<Op>]) -> Vec<MetricId> {
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); programs.len()];
    let mut waiting_for = vec![0_usize; programs.len()];
    for (place, program) in programs.iter().enumerate() {
        for read in program.iter().filter_map(Op::reads) {
            waiting_for[place] += 1;
            // A metric that is not there never comes, and so whoever reads it waits for ever.
            if let Some(readers) = readers.get_mut(read.index()) {
                readers.push(place);
            }
        }
    }
    let mut ready: Vec<usize> = (0..programs.len()).filter(|place| waiting_for[*place] == 0).collect();
    let mut done = 0;
    while let Some(place) = ready.get(done).copied() {
        done += 1;
        for reader in &readers[place] {
            waiting_for[*reader] -= 1;
            if waiting_for[*reader] == 0 {
                ready.push(*reader);
            }
        }
    }
    ready.into_iter().map(MetricId::of).collect()
}

/// Over how many periods an operation looks back.
fn farthest(op: &Op, looks_back: &[u32]) -> u32 {
    match op {
        Op::Metric(metric) => looks_back[metric.index()],
        Op::Previous(metric) => looks_back[metric.index()] + 1,
        _ => 0,
    }
}
