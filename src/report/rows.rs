//! The rows of a plan, as reports put them together.

use crate::base::period::Period;
use crate::evaluate::result::ResultRow;

/// The rows of each period together, in the order in which the periods first appear.
#[must_use]
pub fn by_period<'a>(rows: &[&'a ResultRow]) -> Vec<(Period, Vec<&'a ResultRow>)> {
    let mut periods: Vec<(Period, Vec<&ResultRow>)> = Vec::new();
    for row in rows {
        match periods.iter_mut().find(|(period, _)| *period == row.period) {
            Some((_, rows)) => rows.push(row),
            None => periods.push((row.period, vec![row])),
        }
    }
    periods
}

/// The rows of all that is asked for, not those of single groups.
pub fn totals<'a>(rows: &'a [&'a ResultRow]) -> impl Iterator<Item = &'a ResultRow> {
    rows.iter().copied().filter(|row| row.whole)
}
