//! From an instant to the date and time of the plan's timezone.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// A timezone that remembers how long its last offset holds, so that asking for each row costs next to nothing.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    rules: TimeZone,
    /// The seconds since 1970 in UTC for which `offset` holds: from the first up to the second, excluded.
    holds: (i64, i64),
    offset: i32,
}

impl Zone {
    /// The zone of an IANA name; UTC for `None` and for names that the bundled database does not have.
    pub fn new(name: Option<&str>) -> Self {
        let rules = name.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        Self { rules, holds: (0, 0), offset: 0 }
    }

    /// How many seconds the zone is ahead of UTC at an instant, given in seconds since 1970 in UTC.
    pub fn offset_at(&mut self, second: i64) -> i32 {
        if second < self.holds.0 || second >= self.holds.1 {
            self.look_up(second);
        }
        self.offset
    }

    fn look_up(&mut self, second: i64) {
        let Ok(instant) = Timestamp::from_second(second) else { return };
        self.offset = self.rules.to_offset(instant).seconds();
        // `preceding` leaves out a change at the very instant that it is asked of.
        let after = instant.checked_add(1.second()).unwrap_or(instant);
        let from = self.rules.preceding(after).next().map_or(i64::MIN, |change| change.timestamp().as_second());
        let until = self.rules.following(instant).next().map_or(i64::MAX, |change| change.timestamp().as_second());
        self.holds = (from, until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_without_a_name_is_utc() {
        assert_eq!(Zone::new(None).offset_at(1_790_000_000), 0);
        assert_eq!(Zone::new(Some("Nowhere/Atall")).offset_at(1_790_000_000), 0);
        assert_eq!(Zone::new(Some("Asia/Tokyo")).offset_at(1_790_000_000), 32_400);
    }

    proptest! {
        #[test]
        fn remembering_changes_no_answer(seconds in prop::collection::vec(-3_000_000_000i64..6_000_000_000, 1..40), near in -2i64..3) {
            let zone = TimeZone::get("America/New_York").unwrap();
            let mut remembering = Zone::new(Some("America/New_York"));
            // 2026-03-08 07:00 UTC: the clocks go forward.
            for second in seconds.into_iter().chain([1_772_953_200 + near]) {
                let expected = zone.to_offset(Timestamp::from_second(second).unwrap()).seconds();
                prop_assert_eq!(remembering.offset_at(second), expected);
            }
        }
    }
}
