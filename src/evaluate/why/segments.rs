//! A change by the members of a dimension: how much came of the mix between them, and how much of members that got better
//! or worse themselves.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Function;
use crate::data::observations::Group;
use crate::evaluate::fiscal::in_year;
use crate::evaluate::ground::Ground;
use crate::evaluate::program::Op;
use crate::evaluate::sentences::name;
use crate::plan::ids::MetricId;
use crate::plan::metric::Operator;

use super::answer::{Change, Kind, Segment, Segmentation, Side, Versus};
use super::change::Compared;
use super::formula::{Formula, Leaf, Step};
use super::origins::origins;
use super::quotients::{Quotient, quotient};

/// A change by the members of one breakdown; the error is the sentence that says why it can't be taken apart so.
///
/// With a member's share of the denominator w and its rate r, old (0) and new (1), and the whole's rate R:
/// mix = (w₁ − w₀)·((r₀ + r₁)/2 − (R₀ + R₁)/2), rate = (r₁ − r₀)·(w₀ + w₁)/2. Summed over the members they are R₁ − R₀
/// exactly; as the shares make one, the whole's rate in the mix changes no sum, but shows whether a member is better or
/// worse than the whole. A member that has nothing below the line on one side is taken to have there the rate of the other.
/// (E. M. Kitagawa, "Components of a difference between two rates", 1955.)
pub fn segmentation(compared: &Compared, change: &Change, dimensions: &[String]) -> Result<Segmentation, Message> {
    let Compared { ground, comparison, metric, .. } = compared;
    let groups: Vec<Group> = ground.groups(dimensions).into_iter().collect();
    if let Some(why) = groups.first().and_then(|group| missing_dimension(*ground, *metric, comparison.period, group)) {
        return Err(why);
    }
    let Versus::Period(other) = comparison.versus else { return by_targets(compared, change, dimensions) };
    let of = |period: Period| -> Option<(Quotient, Vec<Quotient>)> {
        let whole = quotient(*ground, *metric, period, &Group::total())?;
        let of_groups = groups.iter().map(|group| quotient(*ground, *metric, period, group));
        Some((whole, of_groups.collect::<Option<_>>()?))
    };
    let unsummable = || Message::new("why-members-no-sum").with("name", name(ground.plan, *metric));
    let (Some(before), Some(after)) = (of(other), of(comparison.period)) else { return Err(unsummable()) };
    let (kind, mut segments) = if is_amount(*ground, *metric) {
        if !adds_up(&before) || !adds_up(&after) {
            return Err(unsummable());
        }
        let share = compared.portion.as_ref().map_or(Rational::ONE, |portion| portion.share.clone());
        let scaled = before.1.into_iter().map(|own| &own.numerator * &share);
        let pairs = scaled.zip(after.1.into_iter().map(|own| own.numerator));
        let members = groups.into_iter().zip(pairs);
        (Kind::Sum, members.map(|(group, (before, after))| amount(group, before, after)).collect())
    } else {
        (Kind::Rate, rates(groups, &before, &after).ok_or_else(unsummable)?)
    };
    for segment in segments.iter_mut().filter(|_| kind == Kind::Rate && compared.is_of_counts()) {
        segment.may_be_chance = compared.differs_by_chance(&segment.before.sides(), &segment.after.sides());
    }
    settle(&mut segments);
    let base = Some(kind).filter(|kind| *kind == Kind::Rate).and_then(|_| base(*ground, *metric));
    Ok(Segmentation { base, ..summed(dimensions, kind, segments) })
}

/// What stands below the line of a rate.
fn base(ground: Ground, metric: MetricId) -> Option<Leaf> {
    let formula = Formula::of(ground.plan, ground.programs, metric)?;
    match (formula.leaves.as_slice(), formula.steps.last()) {
        ([_, below], Some(Step::Apply(Operator::Divide))) if formula.steps.len() == 3 => Some(*below),
        _ => None,
    }
}

/// Why a metric has no number in any group of a breakdown.
fn missing_dimension(ground: Ground, metric: MetricId, period: Period, group: &Group) -> Option<Message> {
    let faults = origins(ground, metric).into_iter().filter_map(|(own, measure)| {
        own.values.observed(measure, in_year(period, own.plan.settings.fiscal)?, group).err()
    });
    faults.into_iter().find(|why| why.id == "value-no-dimension")
}

/// Whether it is a number of things or an amount, of which members' make the total unless some are counted twice.
fn is_amount(ground: Ground, metric: MetricId) -> bool {
    if ground.plan.metric(metric).additive {
        return true;
    }
    match ground.programs.of(metric) {
        [Op::Measure(measure)] => {
            let function = ground.plan.measure(*measure).function;
            matches!(function, Function::Count | Function::Sum | Function::First | Function::Last)
        }
        _ => false,
    }
}

/// Whether the members' numerators make the total's.
fn adds_up((whole, members): &(Quotient, Vec<Quotient>)) -> bool {
    let sum: Rational = members.iter().map(|own| own.numerator.clone()).sum();
    sum == whole.numerator
}

fn amount(group: Group, before: Rational, after: Rational) -> Segment {
    let side = |number: Rational| Side {
        weight: None,
        value: Some(number.clone()),
        numerator: number,
        denominator: Rational::ONE,
    };
    let difference = &after - &before;
    Segment {
        group,
        before: side(before),
        after: side(after),
        mix: Rational::ZERO,
        rate: difference,
        may_be_chance: None,
    }
}

/// The members of a rate; `None` where their numerators and denominators don't make the total's, or there is no rate.
fn rates(
    groups: Vec<Group>,
    before: &(Quotient, Vec<Quotient>),
    after: &(Quotient, Vec<Quotient>),
) -> Option<Vec<Segment>> {
    let has_weights = |(whole, members): &(Quotient, Vec<Quotient>)| {
        let sum: Rational = members.iter().map(|own| own.denominator.clone()).sum();
        sum == whole.denominator
    };
    if !(adds_up(before) && adds_up(after) && has_weights(before) && has_weights(after)) {
        return None;
    }
    let half = Rational::new(1, 2)?;
    let overall = &half * &(&before.0.value()? + &after.0.value()?);
    let side = |own: &Quotient, whole: &Quotient| -> Option<Side> {
        let weight = own.denominator.checked_div(&whole.denominator)?;
        let Quotient { numerator, denominator } = own.clone();
        Some(Side { weight: Some(weight), value: own.value(), numerator, denominator })
    };
    let mut segments = Vec::with_capacity(groups.len());
    for (group, (old, new)) in groups.into_iter().zip(before.1.iter().zip(&after.1)) {
        let (was, is) = (side(old, &before.0)?, side(new, &after.0)?);
        let either = was.value.clone().or(is.value.clone()).unwrap_or(Rational::ZERO);
        let (old_rate, new_rate) = (was.value.clone().unwrap_or(either.clone()), is.value.clone().unwrap_or(either));
        let contribution = |own: &Quotient, whole: &Quotient| own.numerator.checked_div(&whole.denominator);
        let (old_part, new_part) = (contribution(old, &before.0)?, contribution(new, &after.0)?);
        let gained = was.weight.as_ref().zip(is.weight.as_ref()).map(|(was, is)| is - was)?;
        let mean = &half * &(&old_rate + &new_rate);
        // What of the member's part in the whole is not the mix is its rate: also where something lies above the line and
        // nothing below it.
        let rate = &(&new_part - &old_part) - &(&gained * &mean);
        let mix = &gained * &(&mean - &overall);
        segments.push(Segment { group, before: was, after: is, mix, rate, may_be_chance: None });
    }
    Some(segments)
}

/// Against targets by member: sums whose members each have one.
fn by_targets(compared: &Compared, change: &Change, dimensions: &[String]) -> Result<Segmentation, Message> {
    let Compared { ground, comparison, metric, .. } = compared;
    let period = comparison.period;
    let without = || Message::new("why-members-without-target").with("name", name(ground.plan, *metric));
    if !ground.plan.metric(*metric).additive {
        return Err(without());
    }
    let indicator = ground.plan.indicators_on(*metric).find(|indicator| indicator.period == period.grain);
    let indicator = indicator.ok_or_else(without)?;
    let share = compared.portion.as_ref().map_or(Rational::ONE, |portion| portion.share.clone());
    let mut segments = Vec::new();
    for group in ground.groups(dimensions) {
        let actual = ground.values.number(*metric, period, &group).ok_or_else(without)?;
        let target = ground.aims.target(indicator, period, &group).ok().flatten();
        // Who has no target of their own is expected to bring nothing.
        let target = target.map_or(Rational::ZERO, |target| &target.low * &share);
        segments.push(amount(group, target, actual));
    }
    let total = |side: fn(&Segment) -> &Side| segments.iter().map(|own| side(own).numerator.clone()).sum::<Rational>();
    if total(|own| &own.before) != change.before || total(|own| &own.after) != change.after {
        return Err(without());
    }
    settle(&mut segments);
    Ok(summed(dimensions, Kind::Sum, segments))
}

/// Leaves out who was not there on either side, and puts first who moved most.
fn settle(segments: &mut Vec<Segment>) {
    let is_there = |side: &Side| !side.numerator.is_zero() || (side.weight.is_some() && !side.denominator.is_zero());
    segments.retain(|own| is_there(&own.before) || is_there(&own.after));
    segments.sort_by_cached_key(|own| std::cmp::Reverse(own.part().abs()));
}

fn summed(dimensions: &[String], kind: Kind, segments: Vec<Segment>) -> Segmentation {
    let mix = segments.iter().map(|own| own.mix.clone()).sum();
    let rate = segments.iter().map(|own| own.rate.clone()).sum();
    Segmentation { dimensions: dimensions.to_vec(), kind, base: None, mix, rate, segments }
}

/// The place of the segmentation that says most: in which one part (the mix as a whole, or one member's own change) comes
/// nearest to being the change alone. Of one member alone nothing is told.
#[must_use]
pub fn most_telling(change: &Rational, segmentations: &[Segmentation]) -> Option<usize> {
    if change.is_zero() {
        return None;
    }
    let distance = |part: &Rational| (part - change).abs();
    let nearest = |segmentation: &Segmentation| {
        let members = segmentation.segments.iter().map(|own| distance(&own.rate));
        members.chain([distance(&segmentation.mix)]).min()
    };
    let several = segmentations.iter().enumerate().filter(|(_, segmentation)| segmentation.segments.len() > 1);
    let told = several.filter_map(|(place, segmentation)| Some((nearest(segmentation)?, place))).min()?;
    // Nothing that is farther from the change than no part at all tells anything.
    (told.0 < change.abs()).then_some(told.1)
}
