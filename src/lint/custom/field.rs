//! What is written of a KPI, by the words that a project's rules have for it.

use std::collections::BTreeSet;

use crate::base::period::Grain;
use crate::base::rational::Rational;
use crate::base::vocabulary::{Horizon, Layer};
use crate::lint::subject::Subject;
use crate::plan::metric::{Indicator, Owner};
use crate::plan::target::Severity;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any words.
    Words,
    /// One of these words.
    Choice(&'static [&'static str]),
    Number,
    /// It is there, or it is not.
    Presence,
}

macro_rules! fields {
    ($($variant:ident = $word:literal: $kind:expr),* $(,)?) => {
        /// A field of a KPI.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field { $($variant),* }

        impl Field {
            /// The word of every field.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The field of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// What it holds.
            #[must_use]
            pub fn kind(self) -> FieldKind {
                match self { $(Self::$variant => $kind),* }
            }
        }
    };
}

fields! {
    Name = "name": FieldKind::Words,
    Label = "label": FieldKind::Words,
    Owner = "owner": FieldKind::Words,
    Note = "note": FieldKind::Words,
    Unit = "unit": FieldKind::Words,
    Layer = "layer": FieldKind::Choice(&["activity", "intermediate", "final"]),
    Horizon = "horizon": FieldKind::Choice(&["short", "long"]),
    Period = "period": FieldKind::Choice(&["day", "week", "month", "quarter", "half", "year"]),
    Weight = "weight": FieldKind::Number,
    Needs = "needs": FieldKind::Number,
    Target = "target": FieldKind::Presence,
    Warn = "warn": FieldKind::Presence,
    Fail = "fail": FieldKind::Presence,
    Guards = "guards": FieldKind::Presence,
    Drives = "drives": FieldKind::Presence,
    Shared = "shared": FieldKind::Presence,
    Review = "review": FieldKind::Presence,
    Matures = "matures": FieldKind::Presence,
    Do = "do": FieldKind::Presence,
    Ask = "ask": FieldKind::Presence,
}

impl Field {
    /// The words in a field; nothing where it is not written.
    pub(super) fn words(self, subject: &Subject, kpi: &Indicator, layer: Option<Layer>) -> BTreeSet<String> {
        let metric = subject.plan.metric(kpi.metric);
        let one = |word: Option<String>| word.into_iter().collect();
        match self {
            Self::Name => one(Some(metric.name.value.clone())),
            Self::Label => one(kpi.label.clone().or_else(|| metric.label.clone())),
            Self::Owner => one(kpi.owner.as_ref().map(|owner| match owner {
                Owner::Person(person) => person.value.clone(),
                Owner::Contractor(contractor, _) => subject
                    .plan
                    .contractors
                    .get(contractor.index())
                    .map_or_else(String::new, |one| one.name.value.clone()),
            })),
            Self::Note => kpi.notes.iter().chain(&metric.note).cloned().collect(),
            Self::Unit => one(Some(metric.unit.to_string())),
            Self::Layer => one(layer.map(|layer| layer.word().to_owned())),
            Self::Horizon => {
                let horizon = kpi.horizon.as_ref().map_or(Horizon::Short, |horizon| horizon.value);
                one(Some(horizon.word().to_owned()))
            }
            Self::Period => one(Some(Grain::word(kpi.period).to_owned())),
            _ => BTreeSet::new(),
        }
    }

    /// The numbers in a field.
    pub(super) fn numbers(self, kpi: &Indicator) -> Vec<Rational> {
        match self {
            Self::Weight => kpi.weights.iter().map(|weight| weight.share.clone()).collect(),
            Self::Needs => kpi.needs.iter().map(|needs| needs.least.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it is written.
    pub(super) fn is_present(self, subject: &Subject, kpi: &Indicator, layer: Option<Layer>) -> bool {
        let has = |severity: Severity| kpi.thresholds.iter().any(|threshold| threshold.severity == severity);
        let missed = kpi.when_missed.as_ref();
        match self {
            Self::Horizon => kpi.horizon.is_some(),
            Self::Target => kpi.target.is_some(),
            Self::Warn => has(Severity::Warn),
            Self::Fail => has(Severity::Fail),
            Self::Guards => !kpi.guards.is_empty(),
            Self::Drives => !kpi.drives.is_empty(),
            Self::Shared => !kpi.shared_with.is_empty(),
            Self::Review => kpi.review.is_some(),
            Self::Matures => kpi.matures.is_some(),
            Self::Do => missed.is_some_and(|missed| !missed.actions.is_empty()),
            Self::Ask => missed.is_some_and(|missed| !missed.questions.is_empty()),
            Self::Weight | Self::Needs => !self.numbers(kpi).is_empty(),
            _ => !self.words(subject, kpi, layer).is_empty(),
        }
    }
}
