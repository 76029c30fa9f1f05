//! Where an indicator stands in one period: its value, how much of the period is in it, and what it is held against.

use crate::base::message::Message;
use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::base::vocabulary::Direction;
use crate::data::observations::Group;
use crate::plan::metric::Indicator;
use crate::plan::target::{Limit, LimitValue};
use crate::plan::unit::Unit;

use super::evidence::Reach;
use super::ground::Ground;
use super::pace::Pace;
use super::targets::{Headcount, TargetNumbers};
use super::thresholds::{Earlier, Level, Rule, TargetShare, baseline, changed, end_of, least_change, share_of};

/// How many periods without a working day a streak goes on over.
const LONGEST_BREAK: usize = 366;

/// An indicator in one period and group.
pub struct Standing<'a> {
    ground: Ground<'a>,
    pub indicator: &'a Indicator,
    pub period: Period,
    pub group: &'a Group,
    pub value: Option<Rational>,
    pub pace: Pace,
    /// `Ok(None)` for a group without a target of its own.
    pub target: Result<Option<TargetNumbers>, Message>,
    pub direction: Direction,
}

/// A broken limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    pub why: Message,
    /// Whether it is the target itself that is missed, of which other sentences speak.
    pub is_target: bool,
    /// Of a share in a single period: where it may lie, against the limit.
    pub reach: Option<Reach>,
}

impl<'a> Standing<'a> {
    #[must_use]
    pub fn new(ground: Ground<'a>, indicator: &'a Indicator, period: Period, group: &'a Group) -> Self {
        Self {
            ground,
            indicator,
            period,
            group,
            value: ground.values.number(indicator.metric, period, group),
            pace: ground.pace(indicator.metric, period),
            target: ground.aims.target(indicator, period, group),
            direction: ground.aims.direction(indicator, period),
        }
    }

    /// Whether sums grow with the period and are held against the share of it that is gone.
    #[must_use]
    pub fn is_paced(&self) -> bool {
        self.is_additive() && self.pace.is_partial() && !self.indicator.whole_periods_only
    }

    /// Whether the number is a sum.
    #[must_use]
    pub fn is_additive(&self) -> bool {
        self.ground.plan.metric(self.indicator.metric).additive
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.ground.plan.metric(self.indicator.metric).unit
    }

    /// What of a whole period's amount is expected by now.
    #[must_use]
    pub fn expected(&self, whole: &Rational) -> Rational {
        if self.is_additive() && self.ground.calendar.is_day_off(self.period) {
            return Rational::ZERO;
        }
        if self.is_paced() { whole * &self.pace.share } else { whole.clone() }
    }

    /// What a limit on a level comes to by now. `None` for changes, for shares of a target that is not there, and for
    /// amounts that are meant for everybody's sum where this is a group's.
    #[must_use]
    pub fn level(&self, limit: &Limit) -> Option<Level> {
        let (Limit::Below(value) | Limit::Above(value)) = limit else { return None };
        match value {
            LimitValue::OfTarget(share) => {
                let target = self.target.as_ref().ok()?.as_ref()?;
                let (end, share) = (end_of(limit, target), share.clone());
                let whole = share_of(end, &share);
                let share = TargetShare { share, expected: self.expected(end) };
                Some(Level { value: self.expected(&whole), whole, share: Some(share) })
            }
            LimitValue::Amount(amount) => {
                let is_group = !self.group.members.is_empty();
                if is_group && self.is_additive() && !amount.per_member {
                    return None;
                }
                let headcount = if is_group { Headcount::One } else { Headcount::Team };
                let whole = self.ground.aims.stated().amount(amount, self.period, headcount).ok()?;
                Some(Level { value: self.expected(&whole), whole, share: None })
            }
        }
    }

    /// Whether a rule can be held against anything here.
    #[must_use]
    pub fn is_judged_by(&self, rule: &Rule) -> bool {
        matches!(rule.limit, Limit::Down { .. } | Limit::Up { .. }) || self.level(&rule.limit).is_some()
    }

    /// How a rule is broken; `None` where it isn't. A streak must have been broken in each of its periods.
    #[must_use]
    pub fn broken(&self, rule: &Rule) -> Option<Broken> {
        let (why, reach) = self.breaks(&rule.limit)?;
        let mut period = self.period;
        for _ in 1..rule.periods {
            period = self.judged_before(period)?;
            Standing::new(self.ground, self.indicator, period, self.group).breaks(&rule.limit)?;
        }
        let is_target = matches!(&rule.limit,
            Limit::Below(LimitValue::OfTarget(share)) | Limit::Above(LimitValue::OfTarget(share))
                if *share == Rational::ONE);
        if rule.periods == 1 {
            return Some(Broken { why, is_target, reach });
        }
        let why = Message::new("reason-streak").with("why", why).with("periods", u64::from(rule.periods));
        // A streak is evidence of its own.
        Some(Broken { why, is_target: false, reach: None })
    }

    /// The period before that is judged: a streak of a sum goes on over days on which nobody works. `None` at the end
    /// of the calendar, and after a year of such days.
    fn judged_before(&self, period: Period) -> Option<Period> {
        let mut befores =
            std::iter::successors(Some(period), |period| Some(period.previous())).skip(1).take(LONGEST_BREAK);
        let is_judged = |before: &Period| {
            before.start < period.start && !(self.is_additive() && self.ground.calendar.working_days_in(*before) == 0)
        };
        befores.find(is_judged)
    }

    /// Where a share may lie, against a limit on a level.
    #[must_use]
    pub fn reach(&self, rule: &Rule) -> Option<Reach> {
        if rule.periods > 1 {
            return None;
        }
        Reach::of_level(self, self.ground, &self.level(&rule.limit)?.value)
    }

    fn breaks(&self, limit: &Limit) -> Option<(Message, Option<Reach>)> {
        let value = self.value.as_ref()?;
        match limit {
            Limit::Below(_) | Limit::Above(_) => {
                let level = self.level(limit)?;
                let why = level.broken_by(limit, value, self.unit())?;
                Some((why, Reach::of_level(self, self.ground, &level.value)))
            }
            Limit::Down { against, .. } | Limit::Up { against, .. } => {
                let period = baseline(*against, self.period);
                let whole = self.ground.values.number(self.indicator.metric, period, self.group)?;
                let earlier = Earlier { period, by_now: self.expected(&whole), whole };
                let why = changed(limit, value, &earlier, self.unit())?;
                let least = least_change(limit, &earlier)?;
                Some((why, Reach::of_change(self, self.ground, period, &least)))
            }
        }
    }
}
