//! What the `plan` declaration fixes for every declaration below it.

use jiff::civil::Date;

use crate::base::period::{FiscalYear, Grain, Period};
use crate::base::rational::Rational;
use crate::base::span::{Span, Spanned};
use crate::base::vocabulary::{DurationUnit, Phase, Weekday};

use super::target::Threshold;
use super::unit::Currency;

/// The settings of a plan, with their defaults where nothing is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The words `plan "label"`; `None` where a file has no such declaration.
    pub place: Option<Span>,
    /// That whole declaration.
    pub span: Option<Span>,
    pub label: Option<Spanned<String>>,
    /// The days that are judged, both ends included. Outside of them values are computed, not judged.
    pub range: Option<(Date, Date)>,
    pub currency: Option<Spanned<Currency>>,
    /// The period of every indicator that says no other.
    pub period: Grain,
    /// An IANA name that exists; UTC where nothing is said.
    pub timezone: Option<Spanned<String>>,
    pub fiscal: FiscalYear,
    pub workdays: Workdays,
    pub phase: Option<Spanned<Phase>>,
    pub team: Option<Team>,
    pub review: Option<Review>,
    pub reviewed: Option<Spanned<Date>>,
    pub changed: Vec<Changed>,
    pub analyst: Option<Spanned<String>>,
    /// From 0 to 1.
    pub confidence: Option<Spanned<Rational>>,
    pub thresholds: Vec<Threshold>,
    pub note: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            place: None,
            span: None,
            label: None,
            range: None,
            currency: None,
            period: Grain::Month,
            timezone: None,
            fiscal: FiscalYear::CALENDAR,
            workdays: Workdays::default(),
            phase: None,
            team: None,
            review: None,
            reviewed: None,
            changed: Vec::new(),
            analyst: None,
            confidence: None,
            thresholds: Vec::new(),
            note: None,
        }
    }
}

/// Which days are worked. Holiday files are named here and read by the data layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Workdays {
    pub days: Vec<Weekday>,
    pub except: Vec<DayList>,
    pub also: Vec<DayList>,
    pub span: Option<Span>,
}

impl Default for Workdays {
    /// Monday to Friday.
    fn default() -> Self {
        Self { days: Weekday::ALL[..5].to_vec(), except: Vec::new(), also: Vec::new(), span: None }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum DayList {
    /// A file of dates, as the plan names it.
    File(Spanned<String>),
    /// Both ends included.
    Range(Date, Date),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    pub size: TeamSize,
    pub by: Option<Spanned<String>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TeamSize {
    Fixed(Rational),
    /// From each period on, in the order of time. Before the first there is no size.
    From(Vec<(Period, Rational)>),
}

impl Team {
    /// The size on a day; `None` before the first one given.
    #[must_use]
    pub fn size_on(&self, day: Date) -> Option<&Rational> {
        match &self.size {
            TeamSize::Fixed(size) => Some(size),
            TeamSize::From(sizes) => {
                sizes.iter().take_while(|(from, _)| from.start <= day).last().map(|(_, size)| size)
            }
        }
    }
}

/// How often something is looked at, and by whom: every `count` grains.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub count: u32,
    pub grain: Grain,
    pub by: Option<String>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub date: Date,
    pub why: Option<String>,
    pub span: Span,
}

/// A length of time in the unit it was written in: calendar units wait for the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    pub amount: Rational,
    pub unit: DurationUnit,
    pub span: Span,
}
