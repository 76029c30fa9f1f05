//! From when to when an action is looked at, and with which days before it is compared.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::message::Message;
use crate::base::period::day_number;
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

/// As many days before an action as since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    pub before: Days,
    pub after: Days,
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
        Ok(Self { before, after })
    }
}
