//! What a project may set of a rule, besides its level.

use crate::base::rational::Rational;

/// A number that a rule judges by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// As `kpi.toml` writes it.
    pub key: &'static str,
    pub kind: OptionKind,
}

/// What an option may be, with what it is where nobody says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A whole number, from `least` on.
    Count { default: u64, least: u64 },
    /// A share, written in percent: the default in hundredths.
    Percent { default: u64 },
}

impl RuleOption {
    /// A number of things, at least one.
    #[must_use]
    pub const fn count(key: &'static str, default: u64) -> Self {
        Self { key, kind: OptionKind::Count { default, least: 1 } }
    }

    /// A share in percent.
    #[must_use]
    pub const fn percent(key: &'static str, default: u64) -> Self {
        Self { key, kind: OptionKind::Percent { default } }
    }

    /// What it is where nobody sets it.
    #[must_use]
    pub fn default(&self) -> Rational {
        match self.kind {
            OptionKind::Count { default, .. } => default.into(),
            OptionKind::Percent { default } => Rational::from_decimal(default.into(), 2),
        }
    }

    /// The default as `kpi.toml` would write it.
    #[must_use]
    pub fn written_default(&self) -> String {
        match self.kind {
            OptionKind::Count { default, .. } => default.to_string(),
            OptionKind::Percent { default } => format!("\"{default}%\""),
        }
    }
}
