//! How long after its entry a lead is followed.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::period::{day_number, day_of_number};

/// The end of the time in which a lead can reach a stage.
#[derive(Clone, Debug)]
pub enum Window {
    /// By whole days: what happens on the day of entry and up to the last day counts, whatever the time.
    Days(LastDay),
    /// So many seconds from the entry on, by the clocks of the plan's timezone.
    Seconds(i32),
}

/// For a day of entry the last day that counts. Later entries have no earlier last days.
#[derive(Clone)]
pub struct LastDay(pub Arc<dyn Fn(Date) -> Date + Send + Sync>);

impl fmt::Debug for LastDay {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("LastDay")
    }
}

const SECONDS_PER_DAY: i64 = 86_400;

/// Times as small numbers, so that many fit into the memory: days since 1970, or seconds since the as-of day began.
/// The latter reach back 68 years; what is older stands at their beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    Days { as_of: i32 },
    Seconds { as_of: i32 },
}

impl Clock {
    pub fn of(window: &Window, as_of: i32) -> Self {
        match window {
            Window::Days(_) => Self::Days { as_of },
            Window::Seconds(_) => Self::Seconds { as_of },
        }
    }

    /// The tick of a time in microseconds since 1970, where seconds count.
    #[inline]
    pub fn tick_of_micros(micros: i64, as_of: i32) -> i32 {
        let seconds = micros.div_euclid(1_000_000) - i64::from(as_of) * SECONDS_PER_DAY;
        i32::try_from(seconds).unwrap_or(if seconds < 0 { i32::MIN } else { i32::MAX })
    }

    /// The day that a tick lies in, since 1970.
    pub fn day(self, tick: i32) -> i32 {
        match self {
            Self::Days { .. } => tick,
            Self::Seconds { as_of } => as_of + tick.div_euclid(86_400),
        }
    }
}

impl Window {
    /// The last tick that counts for an entry.
    pub(super) fn last(&self, entry: i32) -> i32 {
        match self {
            Self::Days(last) => day_of_number(entry).map_or(entry, |day| day_number(last.0(day))),
            Self::Seconds(seconds) => entry.saturating_add(*seconds),
        }
    }

    /// Whether a window with this last tick is not over at the end of the as-of day.
    pub(super) fn is_open(&self, last: i32, as_of: i32) -> bool {
        match self {
            Self::Days(_) => last > as_of,
            Self::Seconds(_) => i64::from(last) >= SECONDS_PER_DAY,
        }
    }
}
