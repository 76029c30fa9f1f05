//! Conditions over the fields of a KPI.

use crate::base::rational::Rational;
use crate::base::vocabulary::Layer;
use crate::lint::subject::Subject;
use crate::plan::metric::Indicator;
use crate::plan::source::Comparison;

use super::field::Field;

/// A condition. As in a plan's conditions, what is not written satisfies only `is missing` and `not`.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `note`, `note is present`.
    Present(Field),
    /// `layer == activity`, `owner in ("佐藤", "鈴木")`.
    OneOf(Field, Vec<String>),
    /// `layer != activity`, `owner not in (…)`.
    NoneOf(Field, Vec<String>),
    /// `name contains "rate"`.
    Contains(Field, String),
    /// `name starts with "kpi_"`.
    StartsWith(Field, String),
    /// `weight <= 40%`.
    Compare(Field, Comparison, Rational),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    Not(Box<Test>),
}

impl Test {
    /// Whether a KPI satisfies it. Of several weights each must.
    pub(super) fn holds(&self, subject: &Subject, kpi: &Indicator, layer: Option<Layer>) -> bool {
        let words = |field: &Field| field.words(subject, kpi, layer);
        match self {
            Self::Present(field) => field.is_present(subject, kpi, layer),
            Self::OneOf(field, list) => words(field).iter().any(|word| list.contains(word)),
            Self::NoneOf(field, list) => {
                let words = words(field);
                !words.is_empty() && !words.iter().any(|word| list.contains(word))
            }
            Self::Contains(field, part) => words(field).iter().any(|word| word.contains(part.as_str())),
            Self::StartsWith(field, part) => words(field).iter().any(|word| word.starts_with(part.as_str())),
            Self::Compare(field, comparison, number) => {
                let numbers = field.numbers(kpi);
                !numbers.is_empty() && numbers.iter().all(|one| comparison.holds(one.cmp(number)))
            }
            Self::And(left, right) => left.holds(subject, kpi, layer) && right.holds(subject, kpi, layer),
            Self::Or(left, right) => left.holds(subject, kpi, layer) || right.holds(subject, kpi, layer),
            Self::Not(inner) => !inner.holds(subject, kpi, layer),
        }
    }
}
