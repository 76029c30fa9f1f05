//! A number since an action, held against the same number before it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::{Grain, Period, day_number, days_between};
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::evaluate::ground::Ground;
use crate::evaluate::sentences::{name, quantity};
use crate::evaluate::statistics::difference::{Estimate, Stratum, difference};
use crate::evaluate::statistics::interval::Interval;
use crate::plan::ids::MetricId;
use crate::plan::unit::Unit;

use super::daily::{Daily, segments};
use super::shape::{Shape, Sum};
use super::window::{Days, Windows};

/// Finer than that no mix is held: each segment would have a few rows only.
const MOST_SEGMENTS: usize = 1000;

/// So many that succeeded and so many that didn't are needed on either side, or the normal distribution says nothing of
/// a proportion (the usual rule of thumb).
const LEAST_OF_EACH: i64 = 5;

/// A number before and since.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Of a proportion over the segments that are there since; of a sum per period.
    pub before: Rational,
    /// As it is.
    pub after: Rational,
    /// How many of how many there were before and since, as far as they are compared; proportions only.
    pub counts: Option<(Share, Share)>,
    /// As it would be with the mix of segments from before; proportions only.
    pub after_standardised: Option<Rational>,
    /// The 95% interval of the effect; `None` where the sample gives none.
    pub interval: Option<Interval>,
    pub how: How,
    /// What is to be known of it.
    pub notes: Vec<Message>,
}

/// So many among so many.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    pub of: Rational,
    pub among: Rational,
}

impl Share {
    fn of(strata: &[Stratum]) -> Self {
        let sum = |part: fn(&Stratum) -> &Rational| strata.iter().map(|stratum| part(stratum).clone()).sum();
        Self { of: sum(|stratum| &stratum.successes), among: sum(|stratum| &stratum.trials) }
    }
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// Shares, with the mix of these dimensions held as it was.
    Mix(Vec<String>),
    /// Quotients of sums.
    Quotient,
    /// Means per working day, for a period with so many of them.
    PerPeriod { period: Period, working_days: u64 },
    /// Means over whole periods of a grain, told for one of the indicator's own grain.
    Mean { of: Grain, grain: Grain },
}

impl Comparison {
    /// What is to be judged of the time since: with the mix held, where there is one.
    #[must_use]
    pub fn judged(&self) -> &Rational {
        self.after_standardised.as_ref().unwrap_or(&self.after)
    }

    /// By how much it differs from before.
    #[must_use]
    pub fn effect(&self) -> Rational {
        self.judged() - &self.before
    }
}

/// Compares a metric; the error says why it can't be.
pub fn compared(
    ground: Ground,
    shape: Option<Shape>,
    metric: MetricId,
    windows: Windows,
) -> Result<Comparison, Message> {
    let Some(shape) = shape.filter(|shape| !matches!(shape, Shape::Constant(_))) else {
        return Err(Message::new("action-not-comparable").with("name", name(ground.plan, metric)));
    };
    let sides = Sides { ground, metric, windows };
    let known = |days: Days, id: &'static str| {
        let none = || Message { id, args: Vec::new() }.with("first", days.first).with("last", days.last);
        Daily::new(ground, days).known(&shape, windows.rhythm).ok_or_else(none)
    };
    let before = known(windows.before, "action-no-data-before")?;
    let after = known(windows.after, "action-no-data-since")?;
    let mut comparison = match &shape {
        Shape::Quotient(above, below) => {
            let proportion = shape.counts_among(ground.plan).then(|| sides.proportion(above, below, &shape));
            match proportion.transpose()?.flatten() {
                Some(proportion) => proportion,
                None => sides.quotient(above, below)?,
            }
        }
        Shape::Sum(sum) if windows.rhythm == Grain::Day => sides.per_working_day(sum, before, after)?,
        Shape::Sum(sum) => sides.per_period(sum, before, after)?,
        Shape::Constant(_) => return Err(Message::new("action-not-comparable").with("name", name(ground.plan, metric))),
    };
    let is_short = ground.calendar.working_days(windows.before.first, before.first) > 1;
    if is_short {
        let note =
            Message::new("action-data-begins").with("date", before.first).with("count", u64::from(before.count()));
        comparison.notes.push(note);
    }
    Ok(comparison)
}

#[derive(Clone, Copy)]
struct Sides<'a> {
    ground: Ground<'a>,
    metric: MetricId,
    windows: Windows,
}

/// How many of how many, in a segment.
struct Counts<'a> {
    above: BTreeMap<&'a Group, Rational>,
    below: BTreeMap<&'a Group, Rational>,
}

impl Counts<'_> {
    fn of(&self, group: &Group) -> (Rational, Rational) {
        let number = |numbers: &BTreeMap<&Group, Rational>| numbers.get(group).cloned().unwrap_or(Rational::ZERO);
        (number(&self.above), number(&self.below))
    }

    /// Whether in every segment some of a whole number of things are meant.
    fn are_proportions(&self) -> bool {
        self.above.keys().chain(self.below.keys()).all(|group| {
            let (above, below) = self.of(group);
            above.is_whole() && below.is_whole() && !above.is_negative() && above <= below
        })
    }

    fn total(&self) -> (Rational, Rational) {
        (self.above.values().cloned().sum(), self.below.values().cloned().sum())
    }
}

impl<'a> Sides<'a> {
    fn counts(&self, days: Days, above: &Sum, below: &Sum, dimensions: &[String]) -> Counts<'a> {
        let daily = Daily::new(self.ground, days);
        Counts { above: daily.by_group(above, dimensions), below: daily.by_group(below, dimensions) }
    }

    /// Shares with the mix between segments held as it was before; `None` where they are no shares, as more is counted
    /// above than below.
    fn proportion(&self, above: &Sum, below: &Sum, shape: &Shape) -> Result<Option<Comparison>, Message> {
        let mut dimensions = segments(self.ground.plan, shape);
        let mut notes = Vec::new();
        let counts = |days, dimensions: &[String]| self.counts(days, above, below, dimensions);
        let mut before = counts(self.windows.before, &dimensions);
        if before.below.len() > MOST_SEGMENTS {
            notes.push(Message::new("action-mix-too-fine").with("count", before.below.len()).with("by", dimensions));
            dimensions = Vec::new();
            before = counts(self.windows.before, &dimensions);
        }
        let after = counts(self.windows.after, &dimensions);
        if !before.are_proportions() || !after.are_proportions() {
            return Ok(None);
        }
        let strata = Strata::of(&before, &after);
        let (raw, of) = after.total();
        if before.total().1.is_zero() {
            return Err(self.nothing_below("action-divides-by-zero.before", self.windows.before));
        }
        let nothing_since = || self.nothing_below("action-divides-by-zero", self.windows.after);
        let after_all = raw.checked_div(&of).ok_or_else(nothing_since)?;
        let estimates = Estimate::of_strata(&strata.before).zip(Estimate::of_strata(&strata.after));
        let none = || {
            let message = Message::new("action-nothing-in-common").with("name", name(self.ground.plan, self.metric));
            message.with("by", dimensions.clone())
        };
        let (estimate, since) = estimates.filter(|_| !strata.before.is_empty()).ok_or_else(none)?;
        for (id, share) in [("action-left-out", &strata.left_out), ("action-left-out.new", &strata.new)] {
            if !share.is_zero() {
                notes.push(Message { id, args: Vec::new() }.with("share", quantity(share, Unit::RATIO)));
            }
        }
        let is_enough = [&strata.before, &strata.after].into_iter().all(|strata| has_enough_of_each(strata));
        if !is_enough {
            notes.push(Message::new("action-few").with("least", Rational::from(LEAST_OF_EACH)));
        }
        Ok(Some(Comparison {
            interval: difference(&estimate, &since).filter(|_| is_enough),
            before: estimate.value,
            after: after_all,
            counts: Some((Share::of(&strata.before), Share::of(&strata.after))),
            after_standardised: Some(since.value),
            how: How::Mix(dimensions),
            notes,
        }))
    }

    /// That the number divides by 0 over some days.
    fn nothing_below(&self, id: &'static str, days: Days) -> Message {
        let message = Message { id, args: Vec::new() }.with("name", name(self.ground.plan, self.metric));
        message.with("first", days.first).with("last", days.last)
    }

    /// Quotients of sums, the days being the sample.
    fn quotient(&self, above: &Sum, below: &Sum) -> Result<Comparison, Message> {
        let pairs = |days: Days| {
            let daily = Daily::new(self.ground, days);
            let (mut above, below) = (daily.by_day(above), daily.by_day(below));
            let days: BTreeSet<Date> = above.keys().chain(below.keys()).copied().collect();
            let pair = |day: Date| {
                let below = below.get(&day).cloned().unwrap_or(Rational::ZERO);
                (above.remove(&day).unwrap_or(Rational::ZERO), below)
            };
            days.into_iter().map(pair).collect::<Vec<(Rational, Rational)>>()
        };
        let quotient = |pairs: &[(Rational, Rational)], id, days| {
            let below: Rational = pairs.iter().map(|(_, below)| below.clone()).sum();
            let above: Rational = pairs.iter().map(|(above, _)| above.clone()).sum();
            above.checked_div(&below).ok_or_else(|| self.nothing_below(id, days))
        };
        let (before, after) = (pairs(self.windows.before), pairs(self.windows.after));
        let estimates = Estimate::of_daily_quotients(&before).zip(Estimate::of_daily_quotients(&after));
        Ok(Comparison {
            before: quotient(&before, "action-divides-by-zero.before", self.windows.before)?,
            after: quotient(&after, "action-divides-by-zero", self.windows.after)?,
            counts: None,
            after_standardised: None,
            interval: estimates.and_then(|(before, after)| difference(&before, &after)),
            how: How::Quotient,
            notes: Vec::new(),
        })
    }

    /// Sums per working day, told for a whole period.
    fn per_working_day(&self, sum: &Sum, before: Days, after: Days) -> Result<Comparison, Message> {
        let plan = self.ground.plan;
        let grain = plan.indicators_on(self.metric).next().map_or(plan.settings.period, |indicator| indicator.period);
        let period = Period::containing(after.last, grain, plan.settings.fiscal);
        let working_days = self.ground.calendar.working_days_in(period).max(1);
        let factor = Rational::from(working_days);
        let days = |days: Days| {
            let none = || Message::new("action-no-working-day").with("first", days.first).with("last", days.last);
            let worked = self.worked(sum, days);
            let mean = worked.iter().cloned().sum::<Rational>().checked_div(&Rational::from(worked.len()));
            Ok::<_, Message>((mean.ok_or_else(none)?, worked))
        };
        let ((mean_before, before), (mean_after, after)) = (days(before)?, days(after)?);
        let estimate = |days: &[Rational]| Some(Estimate::of_days(days)?.times(&factor));
        let estimates = estimate(&before).zip(estimate(&after));
        Ok(Comparison {
            before: &mean_before * &factor,
            after: &mean_after * &factor,
            counts: None,
            after_standardised: None,
            interval: estimates.and_then(|(before, after)| difference(&before, &after)),
            how: How::PerPeriod { period, working_days },
            notes: Vec::new(),
        })
    }

    /// Sums of whole periods, as many together as the indicator's own period has.
    fn per_period(&self, sum: &Sum, before: Days, after: Days) -> Result<Comparison, Message> {
        let plan = self.ground.plan;
        let rhythm = self.windows.rhythm;
        let grain = plan.indicators_on(self.metric).next().map_or(plan.settings.period, |indicator| indicator.period);
        let own = Period::containing(after.last, grain, plan.settings.fiscal);
        let factor = how_many(rhythm, own);
        let amounts = |days: Days| {
            let by_day = Daily::new(self.ground, days).by_day(sum);
            let first = Period::containing(days.first, rhythm, plan.settings.fiscal);
            let periods = std::iter::successors(Some(first), |period| Some(period.next()));
            let amount =
                |period: Period| by_day.range(period.start..=period.end()).map(|(_, amount)| amount.clone()).sum();
            periods.take_while(|period| period.end() <= days.last).map(amount).collect::<Vec<Rational>>()
        };
        let mean = |amounts: &[Rational]| {
            let none = || Message::new("action-no-whole-period").with("date", after.first).with("first", own);
            let mean = amounts.iter().cloned().sum::<Rational>().checked_div(&Rational::from(amounts.len()));
            Ok::<_, Message>(&mean.ok_or_else(none)? * &factor)
        };
        let (before, after) = (amounts(before), amounts(after));
        let estimate = |amounts: &[Rational]| Some(Estimate::of_days(amounts)?.times(&factor));
        let estimates = estimate(&before).zip(estimate(&after));
        Ok(Comparison {
            before: mean(&before)?,
            after: mean(&after)?,
            counts: None,
            after_standardised: None,
            interval: estimates.and_then(|(before, after)| difference(&before, &after)),
            how: How::Mean { of: rhythm, grain },
            notes: Vec::new(),
        })
    }

    /// The amount of each working day, 0 for one without rows. What falls on other days counts with the working day
    /// before it, at the beginning with the first one.
    fn worked(&self, sum: &Sum, days: Days) -> Vec<Rational> {
        let amounts = Daily::new(self.ground, days).by_day(sum);
        let mut worked: Vec<Rational> = Vec::new();
        let mut early = Rational::ZERO;
        for day in days_between(days.first, days.last) {
            let amount = amounts.get(&day).cloned().unwrap_or(Rational::ZERO);
            if self.ground.calendar.working_days(day, day) > 0 {
                worked.push(&amount + &std::mem::replace(&mut early, Rational::ZERO));
            } else if let Some(last) = worked.last_mut() {
                *last = &*last + &amount;
            } else {
                early = &early + &amount;
            }
        }
        worked
    }
}

/// The segments that there are before and since, with the weights that they had before.
struct Strata {
    before: Vec<Stratum>,
    after: Vec<Stratum>,
    /// The share of what was counted before that lies in segments of which there is nothing since.
    left_out: Rational,
    /// The share of what is counted since that lies in segments of which there was nothing before.
    new: Rational,
}

impl Strata {
    fn of(before: &Counts, after: &Counts) -> Self {
        let is_there = |counts: &Counts, group: &Group| counts.of(group).1 > 0;
        let groups = before.below.keys().filter(|group| is_there(before, group));
        let (kept, gone): (Vec<&Group>, Vec<&Group>) = groups.partition(|group| is_there(after, group));
        let weight_of = |groups: &[&Group]| groups.iter().map(|group| before.of(group).1).sum::<Rational>();
        let (total, left_out) = (weight_of(&kept), weight_of(&gone));
        let stratum = |counts: &Counts, group: &Group| {
            let (successes, trials) = counts.of(group);
            Stratum { weight: before.of(group).1.checked_div(&total)?, successes, trials }.into()
        };
        let strata = |counts: &Counts| kept.iter().filter_map(|group| stratum(counts, group)).collect();
        let kept_since: Rational = kept.iter().map(|group| after.of(group).1).sum();
        let of_all = |part: &Rational, all: &Rational| part.checked_div(all).unwrap_or(Rational::ZERO);
        let since = after.total().1;
        Self {
            before: strata(before),
            after: strata(after),
            left_out: of_all(&left_out, &(&total + &left_out)),
            new: of_all(&(&since - &kept_since), &since),
        }
    }
}

/// How many periods of a grain go into a period; at least one.
fn how_many(of: Grain, into: Period) -> Rational {
    let days = day_number(into.end()) - day_number(into.start) + 1;
    let (all, one) = of.months().zip(into.grain.months()).map_or((days, 7), |(of, into)| (into.into(), of.into()));
    let whole = Rational::from(all).checked_div(&Rational::from(one));
    whole.unwrap_or(Rational::ONE).max(Rational::ONE)
}

fn has_enough_of_each(strata: &[Stratum]) -> bool {
    let Share { of, among } = Share::of(strata);
    of >= LEAST_OF_EACH && &among - &of >= LEAST_OF_EACH
}
