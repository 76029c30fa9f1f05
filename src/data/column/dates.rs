//! The dates of a batch's rows, in the plan's timezone.

use arrow_array::Array;

use crate::data::bits::Bits;
use crate::data::cell::date::{DateReading, DateRules, MICROS_PER_SECOND, Moment, SECONDS_PER_DAY, read_date};
use crate::data::date_order::{Evidence, First, keep_first};
use crate::data::place::BatchPlace;
use crate::data::zone::Zone;

use super::{Cells, MISSING, typed};

/// A date for some of the rows.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    /// The rows that have been looked at.
    pub done: Bits,
    /// Of those, the rows that have a date.
    pub present: Bits,
    /// Of those, the rows whose cell should hold a date and doesn't.
    pub bad: Bits,
    /// Days since 1970-01-01 on the calendar of the plan's timezone.
    pub days: Vec<i32>,
    /// With the time of day, where that is asked for.
    pub times: Option<Vec<Time>>,
}

/// A point in time, in microseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Time {
    /// By the clocks of the plan's timezone; what is written without a zone is taken as it stands.
    pub local: i64,
    /// In UTC, where a zone is written.
    pub instant: Option<i64>,
}

impl Time {
    /// Microseconds from `earlier` to this: by the instants where both have one, else by the clocks.
    pub fn since(self, earlier: Self) -> i64 {
        match (self.instant, earlier.instant) {
            (Some(end), Some(start)) => end - start,
            _ => self.local - earlier.local,
        }
    }
}

/// What it takes to read a column's cells as dates.
#[derive(Clone, Debug)]
pub(crate) struct DateReader {
    pub rules: DateRules,
    /// How cells are read for now that can be read either way.
    pub assumed: First,
    pub zone: Zone,
    pub evidence: Evidence,
}

impl Dates {
    /// No row looked at yet. Times of day are kept where `with_times`.
    pub fn new(rows: usize, with_times: bool) -> Self {
        let none = Bits::none(rows);
        let times = with_times.then(|| vec![Time::default(); rows]);
        Self { done: none.clone(), present: none.clone(), bad: none, days: vec![0; rows], times }
    }

    /// The same day in every row.
    pub fn constant(day: i32, rows: usize) -> Self {
        let local = i64::from(day) * SECONDS_PER_DAY * MICROS_PER_SECOND;
        let times = Some(vec![Time { local, instant: None }; rows]);
        Self { done: Bits::all(rows), present: Bits::all(rows), bad: Bits::none(rows), days: vec![day; rows], times }
    }

    /// Reads the cells of `demand`, as far as they have not been read.
    pub fn read(&mut self, cells: &Cells, demand: &Bits, reader: &mut DateReader, place: &BatchPlace) {
        let fresh = demand.without(&self.done);
        if fresh.is_empty() {
            return;
        }
        self.done = self.done.or(&fresh);
        match cells {
            Cells::Plain(texts) => fresh.and(&cells.present(fresh.rows())).for_each(|row| {
                let text = texts.value(row);
                let moment = reader.decide(read_date(text, reader.rules), row, text, place);
                self.put(row, moment, &mut reader.zone);
            }),
            Cells::Dictionary { keys, texts } => {
                let mut known = vec![None; if texts.len() <= keys.len() { texts.len() } else { 0 }];
                fresh.for_each(|row| {
                    let key = keys[row];
                    if key == MISSING || texts.is_null(key as usize) {
                        return;
                    }
                    let text = texts.value(key as usize);
                    let read = || read_date(text, reader.rules);
                    let reading =
                        known.get_mut(key as usize).map_or_else(read, |known| *known.get_or_insert_with(read));
                    let moment = reader.decide(reading, row, text, place);
                    self.put(row, moment, &mut reader.zone);
                });
            }
            Cells::Typed(array) => {
                let present = fresh.and(&cells.present(fresh.rows()));
                match typed::moments(array) {
                    Some(moment_of) => present.for_each(|row| self.put(row, moment_of(row), &mut reader.zone)),
                    None => self.bad = self.bad.or(&present),
                }
            }
        }
    }

    fn put(&mut self, row: usize, moment: Option<Moment>, zone: &mut Zone) {
        let Some(moment) = moment else {
            self.bad.insert(row);
            return;
        };
        self.present.insert(row);
        let Some(offset) = moment.offset else {
            self.days[row] = moment.day;
            if let Some(times) = &mut self.times {
                let local = i64::from(moment.day) * SECONDS_PER_DAY * MICROS_PER_SECOND + moment.micros;
                times[row] = Time { local, instant: None };
            }
            return;
        };
        let second = i64::from(moment.day) * SECONDS_PER_DAY + moment.micros / MICROS_PER_SECOND - i64::from(offset);
        let local = second + i64::from(zone.offset_at(second));
        self.days[row] = i32::try_from(local.div_euclid(SECONDS_PER_DAY)).unwrap_or(moment.day);
        if let Some(times) = &mut self.times {
            let micros = moment.micros % MICROS_PER_SECOND;
            let instant = Some(second * MICROS_PER_SECOND + micros);
            times[row] = Time { local: local * MICROS_PER_SECOND + micros, instant };
        }
    }
}

impl DateReader {
    /// The moment that a reading stands for, noting what it shows of the column's order.
    fn decide(&mut self, reading: Option<DateReading>, row: usize, text: &str, place: &BatchPlace) -> Option<Moment> {
        Some(match reading? {
            DateReading::Certain(moment) => moment,
            DateReading::DayFirst(moment) => {
                keep_first(&mut self.evidence.day_first, place.row(row), || text.to_owned());
                moment
            }
            DateReading::MonthFirst(moment) => {
                keep_first(&mut self.evidence.month_first, place.row(row), || text.to_owned());
                moment
            }
            DateReading::Either { day_first, month_first } => {
                keep_first(&mut self.evidence.either, place.row(row), || text.to_owned());
                if self.assumed == First::Day { day_first } else { month_first }
            }
        })
    }
}
