//! From when to when an action is looked at, and with which days before it is compared.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::{Grain, Period, day_number};
use crate::evaluate::ground::Ground;
use crate::plan::practice::Action;

/// No effect is looked for over longer than a year: too much else changes.
const LONGEST: i32 = 366;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub first: Date,
    pub last: Date,
}

impl Days {
    /// How many there are.
    #[must_use]
    pub fn count(self) -> u32 {
        u32::try_from(day_number(self.last) - day_number(self.first) + 1).unwrap_or(0)
    }

    #[must_use]
    pub fn contain(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

/// As many days before an action as since, or as many whole periods where each row stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    pub before: Days,
    pub after: Days,
    /// What both consist of.
    pub rhythm: Grain,
}

impl Windows {
    /// The windows of an action: from its start to the last day whose numbers are there, at most its `by`, and as many
    /// days before. The error says why there are none.
    pub fn of(ground: Ground, action: &Action) -> Result<Self, Message> {
        let Some(from) = action.from.as_ref().map(|from| from.value) else {
            return Err(Message::new("action-without-from"));
        };
        let by = action.by.as_ref().map_or(Date::MAX, |by| by.value);
        if ground.as_of < from {
            return Err(Message::new("action-to-come").with("date", from));
        }
        let there = ground.through.get(action.metric.value.index()).copied().unwrap_or(ground.as_of);
        if there < from {
            return Err(Message::new("action-numbers-to-come").with("date", from));
        }
        let last = there.min(by).min(from.saturating_add((LONGEST - 1).days()));
        let after = Days { first: from, last };
        let first = from.saturating_sub(i64::from(after.count()).days());
        let before = Days { first, last: from.saturating_sub(1.day()) };
        if before.last < before.first || before.last >= from {
            return Err(Message::new("action-without-before").with("date", from));
        }
        Ok(Self { before, after, rhythm: Grain::Day })
    }

    /// The same in whole periods of a grain: from the first that begins since the action's start to the last that is over,
    /// and as many up to the last that was over when it started. The error says that none is over yet.
    pub fn in_whole(self, rhythm: Grain, ground: Ground) -> Result<Self, Message> {
        if rhythm == Grain::Day {
            return Ok(self);
        }
        let (from, last) = (self.after.first, self.after.last);
        let around = |day: Date| Period::containing(day, rhythm, ground.plan.settings.fiscal);
        let whole = |period: Period, is_whole: bool, other: Period| if is_whole { period } else { other };
        let first = whole(around(from), around(from).start == from, around(from).next());
        let newest = whole(around(last), around(last).end() == last, around(last).previous());
        if newest.start < first.start {
            return Err(Message::new("action-no-whole-period").with("date", from).with("first", first));
        }
        let since = std::iter::successors(Some(first), |period| Some(period.next()));
        let count = since.take_while(|period| period.start <= newest.start).count();
        // The one in which the action began in the middle belongs to neither side.
        let latest = around(from).previous();
        let earliest = std::iter::successors(Some(latest), |period| Some(period.previous())).nth(count - 1);
        Ok(Self {
            before: Days { first: earliest.unwrap_or(latest).start, last: latest.end() },
            after: Days { first: first.start, last: newest.end() },
            rhythm,
        })
    }
}
