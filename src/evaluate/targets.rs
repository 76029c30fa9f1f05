//! What is aimed for in a period: a stated target, turned into a number.

use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::data::observations::Group;
use crate::plan::Plan;
use crate::plan::metric::Indicator;
use crate::plan::settings::TeamSize;
use crate::plan::target::{Amount, Goal, Target, TargetValue};

use super::calendar::Calendar;
use super::outside::Outside;
use super::periods::{middle, overlapping};
use super::result::TargetFrom;

/// A target's numbers in one period, in the metric's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetNumbers {
    pub low: Rational,
    /// The upper end for `between`.
    pub high: Option<Rational>,
    pub from: TargetFrom,
}

impl TargetNumbers {
    /// What they are on a day on which nobody works.
    fn zero(self) -> Self {
        Self { low: Rational::ZERO, high: self.high.map(|_| Rational::ZERO), from: self.from }
    }
}

/// How many people an amount `per rep` is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headcount {
    Team,
    One,
}

/// The targets that a plan states.
#[derive(Clone, Copy, Debug)]
pub struct StatedTargets<'a> {
    pub plan: &'a Plan,
    pub calendar: &'a Calendar,
    pub outside: &'a Outside,
}

impl StatedTargets<'_> {
    /// The target of an indicator in one of its periods. `Ok(None)`: a group that none is stated for. The error is the
    /// sentence that says why everybody's target is none in this period.
    pub fn of(
        &self,
        indicator: &Indicator,
        target: &Target,
        period: Period,
        group: &Group,
    ) -> Result<Option<TargetNumbers>, Message> {
        let stated = self.as_written(indicator, target, period, group)?;
        let is_free = self.plan.metric(indicator.metric).additive && self.calendar.is_day_off(period);
        Ok(stated.map(|numbers| if is_free { numbers.zero() } else { numbers }))
    }

    fn as_written(
        &self,
        indicator: &Indicator,
        target: &Target,
        period: Period,
        group: &Group,
    ) -> Result<Option<TargetNumbers>, Message> {
        let is_total = group.members.is_empty();
        match &target.value {
            TargetValue::By { dimension, members } => {
                self.by_member(indicator, (&dimension.value, members), period, group)
            }
            TargetValue::File(path) => self.in_file(indicator, &path.value, period, group),
            TargetValue::One(goal) if is_total => {
                self.numbers(goal, period, Headcount::Team, TargetFrom::Stated).map(Some)
            }
            TargetValue::Schedule(entries) => match listed(entries.iter().map(|(key, goal)| (key, goal)), period) {
                Some(goal) if is_total => self.numbers(goal, period, Headcount::Team, TargetFrom::Schedule).map(Some),
                Some(goal) => self.for_one_member(goal, period, group, TargetFrom::Schedule),
                None if is_total => Err(Message::new("no-target-in-schedule").with("period", period)),
                None => Ok(None),
            },
            TargetValue::One(goal) => self.for_one_member(goal, period, group, TargetFrom::Stated),
        }
    }

    /// An amount, `per rep` and `per day` worked out, in a period.
    pub fn amount(&self, amount: &Amount, period: Period, headcount: Headcount) -> Result<Rational, Message> {
        let whole = || self.portion(amount, period, period.start, period.end());
        if !amount.per_member || headcount == Headcount::One {
            return Ok(whole());
        }
        let team = self.plan.settings.team.as_ref().ok_or_else(|| Message::new("no-target-without-team"))?;
        let sizes = match &team.size {
            TeamSize::Fixed(size) => return Ok(&whole() * size),
            TeamSize::From(sizes) => sizes,
        };
        let unknown = || Message::new("no-target-before-team").with("date", period.start);
        team.size_on(period.start).ok_or_else(unknown)?;
        let mut total = Rational::ZERO;
        for (place, (from, size)) in sizes.iter().enumerate() {
            let next = sizes.get(place + 1).and_then(|(next, _)| next.start.yesterday().ok());
            let (from, to) = (from.start.max(period.start), next.unwrap_or(Date::MAX).min(period.end()));
            if from <= to {
                total = &total + &(&self.portion(amount, period, from, to) * size);
            }
        }
        Ok(total)
    }

    /// What of an amount falls on the days of a period from `from` to `to`. A period's amount lies evenly on its
    /// working days; so does each week's of an amount `per week`.
    fn portion(&self, amount: &Amount, period: Period, from: Date, to: Date) -> Rational {
        let grain = amount.per.unwrap_or(period.grain);
        if grain == period.grain {
            return &amount.value * &self.calendar.share(period, from, to);
        }
        if grain == Grain::Day {
            return &amount.value * &self.calendar.working_days(from, to).into();
        }
        let shares = overlapping(from, to, grain, period.fiscal).map(|whole| self.calendar.share(whole, from, to));
        &amount.value * &shares.sum()
    }

    fn numbers(
        &self,
        goal: &Goal,
        period: Period,
        headcount: Headcount,
        from: TargetFrom,
    ) -> Result<TargetNumbers, Message> {
        let low = self.amount(&goal.low, period, headcount)?;
        let high = goal.high.as_ref().map(|high| self.amount(high, period, headcount)).transpose()?;
        Ok(TargetNumbers { low, high, from })
    }

    /// A target `per rep` is each one's own, where the group is one of the team.
    fn for_one_member(
        &self,
        goal: &Goal,
        period: Period,
        group: &Group,
        from: TargetFrom,
    ) -> Result<Option<TargetNumbers>, Message> {
        let team_by = self.plan.settings.team.as_ref().and_then(|team| team.by.as_ref());
        let is_member = matches!((group.members.as_slice(), team_by),
            ([(dimension, Some(_))], Some(by)) if *dimension == by.value);
        if !(is_member && goal.low.per_member) {
            return Ok(None);
        }
        self.numbers(goal, period, Headcount::One, from).map(Some)
    }

    /// Shares of an additive metric make everybody's target; for a rate everybody together has none.
    fn by_member(
        &self,
        indicator: &Indicator,
        (dimension, members): (&String, &[(crate::base::span::Spanned<String>, Goal)]),
        period: Period,
        group: &Group,
    ) -> Result<Option<TargetNumbers>, Message> {
        let numbers = |goal| self.numbers(goal, period, Headcount::One, TargetFrom::Stated);
        if let [(asked, Some(member))] = group.members.as_slice()
            && asked == dimension
        {
            let found = members.iter().find(|(name, _)| name.value == *member);
            return found.map(|(_, goal)| numbers(goal)).transpose();
        }
        if !group.members.is_empty() {
            return Ok(None);
        }
        if !self.plan.metric(indicator.metric).additive {
            return Err(Message::new("no-target-of-all").with("dimension", dimension));
        }
        let shares: Vec<TargetNumbers> = members.iter().map(|(_, goal)| numbers(goal)).collect::<Result<_, _>>()?;
        Ok(Some(total(&shares, TargetFrom::Stated)))
    }

    /// The rows of a file of targets that speak of the indicator, chosen like the entries of a schedule.
    fn in_file(
        &self,
        indicator: &Indicator,
        path: &str,
        period: Period,
        group: &Group,
    ) -> Result<Option<TargetNumbers>, Message> {
        let metric = self.plan.metric(indicator.metric);
        let rows = self.outside.targets.get(path).map_or(&[][..], Vec::as_slice);
        let is_meant = |name: &Option<String>| name.as_ref().is_none_or(|name| *name == metric.name.value);
        let rows: Vec<_> = rows.iter().filter(|row| is_meant(&row.name)).collect();
        let row_of = |group: &Group| {
            let of_group = rows.iter().filter(|row| row.group == *group);
            listed(of_group.map(|row| (&row.period, *row)), period)
        };
        let numbers = |row: &super::outside::TargetRow| TargetNumbers {
            low: row.low.clone(),
            high: row.high.clone(),
            from: TargetFrom::File,
        };
        let found = row_of(group).map(numbers);
        if found.is_some() || !group.members.is_empty() {
            return Ok(found);
        }
        let mut groups: Vec<&Group> = rows.iter().map(|row| &row.group).collect();
        groups.sort_unstable();
        groups.dedup();
        let shares: Vec<TargetNumbers> = groups.into_iter().filter_map(row_of).map(numbers).collect();
        if shares.is_empty() || !metric.additive {
            return Err(Message::new("no-target-in-file").with("file", path).with("period", period));
        }
        Ok(Some(total(&shares, TargetFrom::File)))
    }
}

/// The entry that holds for a period: the nearest key that is no shorter and contains it. A week that lies across two
/// keys belongs to the one with its Thursday.
fn listed<'e, T>(entries: impl Iterator<Item = (&'e Period, T)>, period: Period) -> Option<T> {
    let day = middle(period);
    let holding = entries.filter(|(key, _)| key.grain >= period.grain && key.contains(day));
    // Of equally near ones the first; the resolver has said what is wrong with the others.
    holding
        .reduce(|nearest, other| if other.0.grain < nearest.0.grain { other } else { nearest })
        .map(|(_, entry)| entry)
}

fn total(shares: &[TargetNumbers], from: TargetFrom) -> TargetNumbers {
    let low = shares.iter().map(|share| share.low.clone()).sum();
    let highs: Option<Vec<Rational>> = shares.iter().map(|share| share.high.clone()).collect();
    TargetNumbers { low, high: highs.map(|highs| highs.into_iter().sum()), from }
}
