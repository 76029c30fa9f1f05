//! What stands in a table of indicators, cell by cell.

use crate::base::message::{Message, UnitName};
use crate::base::rational::Rational;
use crate::base::vocabulary::{Direction, Status};
use crate::evaluate::evidence::Evidence;
use crate::evaluate::ranking::Place;
use crate::evaluate::result::ResultRow;
use crate::evaluate::rounding;
use crate::evaluate::samples::confidence;
use crate::evaluate::sentences::status_word;
use crate::evaluate::statistics::interval::Interval;
use crate::plan::Plan;
use crate::plan::metric::Role;
use crate::plan::unit::UnitKind;

use super::localizer::Localizer;
use super::spark::Glyphs;
use super::{naming, quantity};

/// What sets the goal, and what other plans bring, apart from the KPIs.
#[must_use]
pub fn role(plan: &Plan, row: &ResultRow, localizer: &Localizer) -> String {
    match row.role {
        Some(Role::Kgi) => localizer.word("role-kgi"),
        None if naming::part(plan, row).is_some() => localizer.word("role-part"),
        _ => String::new(),
    }
}

/// The value; `-` where there is none.
#[must_use]
pub fn value(row: &ResultRow, localizer: &Localizer) -> String {
    let known = row.value.known();
    let shown = known.map(|number| quantity::value(number, row.unit, localizer.language()));
    shown.map_or_else(|| "-".to_owned(), |shown| beside_target(row, shown))
}

/// The target for the whole period.
#[must_use]
pub fn target(row: &ResultRow, localizer: &Localizer) -> String {
    let Some(aim) = &row.aim else { return String::new() };
    let language = localizer.language();
    let least = |number| quantity::required(number, row.unit, language);
    let most = |number| quantity::allowed(number, row.unit, language);
    match (aim.direction, &aim.high) {
        (Direction::Between, Some(high)) => {
            localizer.text(&Message::new("target.between").with("low", least(&aim.target)).with("high", most(high)))
        }
        (Direction::AtMost, _) => localizer.text(&Message::new("target.at-most").with("value", most(&aim.target))),
        _ => least(&aim.target),
    }
}

/// What should be reached by now, where that is another number than the target.
#[must_use]
pub fn expected(row: &ResultRow, localizer: &Localizer) -> String {
    let aim = row.aim.as_ref().filter(|aim| !row.complete && aim.expected != aim.target);
    let Some(aim) = aim else { return String::new() };
    let language = localizer.language();
    let rounded = rounding::expected(&aim.expected, row.unit);
    let shown = match aim.direction {
        Direction::AtMost => quantity::allowed(&rounded, row.unit, language),
        _ => quantity::required(&rounded, row.unit, language),
    };
    beside_target(row, shown)
}

/// The share of what is expected that is reached.
#[must_use]
pub fn attainment(row: &ResultRow, localizer: &Localizer) -> String {
    let attainment = row.aim.as_ref().and_then(|aim| aim.attainment.as_ref());
    let shown = attainment.map(|share| quantity::quantity(share, &UnitName::Percent, localizer.language()));
    shown.unwrap_or_default()
}

/// Where the period lands if it goes on like this.
#[must_use]
pub fn forecast(row: &ResultRow, localizer: &Localizer) -> String {
    let forecast = row.forecast.as_ref();
    let shown = forecast.map(|number| quantity::value(&number.round_to(0), row.unit, localizer.language()));
    shown.map(|shown| beside_target(row, shown)).unwrap_or_default()
}

/// The rank among the members; `-` for who is not ranked, nothing where nobody is.
#[must_use]
pub fn rank(place: Option<&Place>) -> String {
    match place {
        Some(Place::Ranked(rank)) => rank.to_string(),
        Some(Place::Unranked(_)) => "-".to_owned(),
        None => String::new(),
    }
}

/// A share of the whole in tenths of a percent: none is left out, so that they can be added up.
#[must_use]
pub fn share(share: Option<&Rational>) -> String {
    share.map(|share| format!("{}%", (share * &Rational::from(100)).to_fixed(1))).unwrap_or_default()
}

/// A share of something, in percent.
#[must_use]
pub fn percent(share: Option<&Rational>, localizer: &Localizer) -> String {
    share.map(|share| quantity::quantity(share, &UnitName::Percent, localizer.language())).unwrap_or_default()
}

/// The heading of intervals: how sure they are.
#[must_use]
pub fn interval_heading(plan: &Plan, localizer: &Localizer) -> String {
    let confidence = quantity::quantity(&confidence(&plan.settings), &UnitName::Percent, localizer.language());
    localizer.text(&Message::new("heading.interval").with("confidence", confidence))
}

/// Within which range a rate lies.
#[must_use]
pub fn interval(row: &ResultRow) -> String {
    let end = |end: &Rational| (end * &Rational::from(100)).to_fixed(1);
    row.interval.as_ref().map(|Interval { low, high }| format!("{}–{}%", end(low), end(high))).unwrap_or_default()
}

/// The two counts that a rate is the quotient of.
#[must_use]
pub fn counts(row: &ResultRow, localizer: &Localizer) -> String {
    let count = |number: &Rational| quantity::quantity(number, &UnitName::Count, localizer.language());
    match (&row.interval, &row.numerator, &row.denominator) {
        (Some(_), Some(part), Some(whole)) => format!("{} / {}", count(part), count(whole)),
        _ => String::new(),
    }
}

/// Who answers for it.
#[must_use]
pub fn owner(plan: &Plan, row: &ResultRow) -> String {
    let owner = naming::indicator(plan, row).and_then(|indicator| naming::owner(plan, indicator));
    owner.unwrap_or_default().to_owned()
}

/// The status with its sign, and what is to be doubted of it.
#[must_use]
pub fn status(row: &ResultRow, localizer: &Localizer, glyphs: Glyphs) -> String {
    let Some(status) = row.status else { return String::new() };
    let sign = naming::status_sign(status, glyphs);
    format!("{sign} {}{}", localizer.text(&status_word(status)), Doubt::of(row).mark(glyphs))
}

/// What a status leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// Whether the sample can't bear it.
    pub is_thin: bool,
    /// Whether what keeps a number honest that is fine is not fine itself.
    pub is_unguarded: bool,
}

impl Doubt {
    #[must_use]
    pub fn of(row: &ResultRow) -> Self {
        let is_weak = matches!(row.guard_status, Some(Status::Warn | Status::Fail));
        Self {
            is_thin: row.status.is_some() && row.evidence == Some(Evidence::Thin),
            is_unguarded: row.status == Some(Status::Ok) && is_weak,
        }
    }

    /// What stands behind the status.
    #[must_use]
    pub fn mark(self, glyphs: Glyphs) -> String {
        let thin = if self.is_thin { "?" } else { "" };
        match self.is_unguarded {
            true => format!("{thin} {}", naming::status_sign(Status::Warn, glyphs)),
            false => thin.to_owned(),
        }
    }

    /// What the marks behind all these mean, each once.
    #[must_use]
    pub fn legend(all: impl Iterator<Item = Self> + Clone, localizer: &Localizer, glyphs: Glyphs) -> Vec<String> {
        let thin = all.clone().any(|doubt| doubt.is_thin).then(|| format!("?: {}", localizer.word("doubt.thin")));
        let sign = naming::status_sign(Status::Warn, glyphs);
        let unguarded = all
            .clone()
            .any(|doubt| doubt.is_unguarded)
            .then(|| format!("{sign}: {}", localizer.word("doubt.unguarded")));
        thin.into_iter().chain(unguarded).collect()
    }
}

/// The heading of attainments: of a period in progress they are of what is expected by now.
#[must_use]
pub fn attainment_heading<'a>(mut rows: impl Iterator<Item = &'a ResultRow>) -> &'static str {
    let is_paced = |row: &ResultRow| {
        !row.complete && row.aim.as_ref().is_some_and(|aim| aim.attainment.is_some() && aim.expected != aim.target)
    };
    if rows.any(is_paced) { "heading.attainment-by-now" } else { "heading.attainment" }
}

/// An amount without its currency's code, where the target beside it says which it is.
fn beside_target(row: &ResultRow, shown: String) -> String {
    match (row.unit.kind(), &row.aim) {
        (UnitKind::Money(currency), Some(_)) => {
            shown.strip_suffix(&format!(" {}", currency.code())).map(String::from).unwrap_or(shown)
        }
        _ => shown,
    }
}
