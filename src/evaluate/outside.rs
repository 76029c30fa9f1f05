//! What the data layer read for a plan besides its sources: plain data, already checked.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::base::period::Period;
use crate::base::rational::Rational;
use crate::data::observations::Group;

/// The small files that a plan names, by their paths as the plan names them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// The days listed in each file of `workdays`, in any order.
    pub days: BTreeMap<String, Vec<Date>>,
    /// The rows of each file of `target from "…"`.
    pub targets: BTreeMap<String, Vec<TargetRow>>,
}

/// One row of a file of targets.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    /// The metric's name, where the file has a column for it; without one a row holds for the KPI that names the file.
    pub name: Option<String>,
    pub period: Period,
    /// Whose target it is; [`Group::total`] for everybody's.
    pub group: Group,
    /// In the metric's unit; the lower end for `between`.
    pub low: Rational,
    /// The upper end for `between`.
    pub high: Option<Rational>,
}
