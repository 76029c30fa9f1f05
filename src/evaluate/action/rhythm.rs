//! How often a number's rows come: day by day, or one for a whole week or month.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::period::Grain;
use crate::evaluate::ground::Ground;

use super::shape::Shape;

/// So many rows must fall on the same weekday, week after week, or it may be chance.
const LEAST_WEEKS: usize = 4;

/// The periods that the rows of a number stand for; of several sources the coarsest counts. A report with a row for each
/// month has all its days at the beginning of months, or all at their ends; one with a row for each week has them on the
/// same weekday.
#[must_use]
pub fn rhythm(ground: Ground, shape: &Shape) -> Grain {
    let observed = shape.measures().filter_map(|measure| ground.observations.measures.get(measure.index()));
    let days = observed.map(|own| own.covered.iter().filter(|period| period.grain == Grain::Day));
    days.map(|days| of_days(&days.map(|day| day.start).collect())).max().unwrap_or(Grain::Day)
}

fn of_days(days: &BTreeSet<Date>) -> Grain {
    let are_starts = days.iter().all(|day| day.day() == 1);
    let are_ends = days.iter().all(|day| *day == day.last_of_month());
    let is_one_weekday =
        days.iter().map(|day| day.weekday()).collect::<Vec<_>>().windows(2).all(|two| two[0] == two[1]);
    match days.len() {
        2.. if are_starts || are_ends => Grain::Month,
        LEAST_WEEKS.. if is_one_weekday => Grain::Week,
        _ => Grain::Day,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn rows_tell_how_often_they_come() {
        let of = |days: &[(i8, i8)]| of_days(&days.iter().map(|(month, day)| date(2026, *month, *day)).collect());
        assert_eq!(of(&[(4, 1), (5, 1), (7, 1)]), Grain::Month);
        assert_eq!(of(&[(2, 28), (3, 31), (4, 30)]), Grain::Month);
        assert_eq!(of(&[(6, 1), (6, 8), (6, 15), (6, 29)]), Grain::Week);
        assert_eq!(of(&[(6, 1), (6, 8), (6, 15)]), Grain::Day);
        assert_eq!(of(&[(6, 1), (6, 8), (6, 15), (6, 30)]), Grain::Day);
        assert_eq!(of(&[(4, 1)]), Grain::Day);
        assert_eq!(of(&[]), Grain::Day);
    }
}
