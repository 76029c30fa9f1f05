//! A change by what the number is computed from.

use crate::base::message::Message;
use crate::base::rational::Rational;
use crate::evaluate::arithmetic::Fault;
use crate::evaluate::sentences::name;
use crate::plan::Plan;
use crate::plan::ids::MetricId;
use crate::plan::metric::MetricOrigin;
use crate::plan::unit::Unit;

use super::along;
use super::answer::{Change, Factor, Factors, Method};
use super::change::Compared;
use super::formula::{Formula, Leaf};
use super::funnels::leading;
use super::product::shares;
use super::shapley::{MOST_FACTORS, game, values};

/// Of longer products the shares are not worked out in closed form any more.
const LONGEST_PRODUCT: usize = 64;

/// How many bits the numbers of a product may take together for that.
const LARGEST_PRODUCT: usize = 1 << 12;

/// What each factor of a metric brings of its change; the error is the sentence that says why that can't be said.
pub fn factors(compared: &Compared, change: &Change) -> Result<Factors, Message> {
    let plan = compared.ground.plan;
    let Some(formula) = Formula::of(plan, compared.ground.programs, compared.metric) else {
        return Err(not_computed(plan, compared.metric));
    };
    let formula = formula.holding(|leaf| matches!(leaf, Leaf::Planned { .. }).then(|| compared.after(leaf)))?;
    // A portion of sums is only compared where it makes a portion of the whole: a rate has none, and a product of sums
    // would shrink twice.
    let is_additive = plan.metric(compared.metric).additive;
    let before = |leaf: Leaf| if is_additive { compared.before(leaf) } else { compared.whole_before(leaf) };
    let numbers = formula.leaves.iter().map(|leaf| Numbers { before: before(*leaf), after: compared.after(*leaf) });
    let numbers: Vec<Numbers> = numbers.collect();
    if let Some(why) = numbers.iter().find_map(Numbers::without_any) {
        return Err(why.clone());
    }
    let too_large = |_| Message::new("value-too-large").with("name", name(plan, compared.metric));
    let shared = take_apart(&formula, &numbers).map_err(too_large)?;
    let is_exact = shared.before == change.before && shared.after == change.after;
    if let Some(why) = numbers.iter().find_map(Numbers::without_one).filter(|_| !is_exact) {
        return Err(why.clone());
    }
    let Shared { method, parts, before, after } = shared;
    let rest = &change.difference() - &(&after - &before);
    let list = formula.leaves.iter().zip(numbers).zip(parts);
    let list = list.map(|((leaf, Numbers { before, after }), part)| Factor {
        leaf: *leaf,
        unit: unit(plan, *leaf),
        before: before.ok(),
        after: after.ok(),
        part,
    });
    Ok(Factors { method, list: list.collect(), rest })
}

/// Why a number has no factors.
fn not_computed(plan: &Plan, metric: MetricId) -> Message {
    let message = match (leading(plan, metric).len(), plan.metric(metric).origin) {
        (2.., _) => Message::new("why-several-funnels"),
        (_, MetricOrigin::Foreign) => Message::new("why-of-another-plan"),
        _ => Message::new("why-counted"),
    };
    message.with("name", name(plan, metric))
}

/// A factor's numbers on both sides. A conversion that divides by zero on one side has none there: what comes before it
/// in the product is zero, so that any number will do, and the one that moves nothing is taken.
struct Numbers {
    before: Result<Rational, Message>,
    after: Result<Rational, Message>,
}

impl Numbers {
    fn pair(&self) -> (Rational, Rational) {
        let nothing = Rational::ZERO;
        let either = self.before.as_ref().or(self.after.as_ref()).unwrap_or(&nothing);
        (self.before.as_ref().unwrap_or(either).clone(), self.after.as_ref().unwrap_or(either).clone())
    }

    /// Why there is a number on neither side.
    fn without_any(&self) -> Option<&Message> {
        self.before.as_ref().err().filter(|_| self.after.is_err())
    }

    /// Why there is none on one of them.
    fn without_one(&self) -> Option<&Message> {
        self.before.as_ref().err().or(self.after.as_ref().err())
    }
}

/// The parts of a formula's change, and both its ends.
struct Shared {
    method: Method,
    parts: Vec<Rational>,
    before: Rational,
    after: Rational,
}

fn take_apart(formula: &Formula, numbers: &[Numbers]) -> Result<Shared, Fault> {
    let (before, after): (Vec<Rational>, Vec<Rational>) = numbers.iter().map(Numbers::pair).unzip();
    let (start, end) = (formula.at(&before)?, formula.at(&after)?);
    let (method, parts) = by_best_method(formula, &before, &after)?;
    Ok(Shared { method, parts, before: start, after: end })
}

fn by_best_method(
    formula: &Formula,
    before: &[Rational],
    after: &[Rational],
) -> Result<(Method, Vec<Rational>), Fault> {
    let count = formula.leaves.len();
    let bits: usize = before.iter().chain(after).map(Rational::bit_length).sum();
    if formula.is_product() && count <= LONGEST_PRODUCT && bits <= LARGEST_PRODUCT {
        return Ok((Method::Shapley, shares(before, after)));
    }
    if let Some(parts) = game(formula, before, after).and_then(|worth| values(&worth, count)) {
        return Ok((Method::Shapley, parts));
    }
    let method = if count > MOST_FACTORS { Method::AlongManyFactors } else { Method::AlongZero };
    Ok((method, along::parts(formula, before, after)?))
}

/// The unit of a leaf.
#[must_use]
pub fn unit(plan: &Plan, leaf: Leaf) -> Unit {
    match leaf {
        Leaf::Metric(metric) | Leaf::Previous(metric) => plan.metric(metric).unit,
        Leaf::Measure(measure) => plan.measure(measure).unit,
        Leaf::Between { from, to } => plan.metric(to).unit.over(plan.metric(from).unit).unwrap_or(Unit::RATIO),
        Leaf::Planned { funnel, stage } => match plan.funnels[funnel.index()].stages.get(stage - 1..=stage) {
            Some([from, to]) => unit(plan, Leaf::Between { from: from.metric, to: to.metric }),
            _ => Unit::RATIO,
        },
        Leaf::Yield(_) => Unit::RATIO,
    }
}
