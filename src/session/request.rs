//! What a session is asked to check.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::base::period::Grain;
use crate::lint::settings::RuleSettings;

use super::checked::AsOf;

/// The plans to check, and how.
#[derive(Clone, Debug)]
pub struct Request {
    pub plans: Vec<PlanRequest>,
    /// The moment of the run; a plan is judged as of the day before, unless somebody says a date.
    pub now: Timestamp,
    /// Whose numbers are asked for, by dimension and member (`None`: rows that name nobody); none: everybody's.
    pub view: Vec<(String, Option<String>)>,
    /// The dimensions to group by together; none: no groups.
    pub by: Vec<String>,
    /// By what the rows are read besides.
    pub breakdowns: Breakdowns,
    /// A grain in which the rows are read besides, whether or not anything is steered by it.
    pub grain: Option<Grain>,
    /// The first and the last period to report, as written; `None`: the period in progress and the last whole one.
    pub periods: Option<(String, String)>,
    /// Whether the sources are read and the plans evaluated.
    pub evaluate: bool,
    /// Texts that hold instead of those in their files, by the files' real paths: what is mended and not yet written.
    pub texts: BTreeMap<PathBuf, Arc<str>>,
    /// Whether the plans are held against the rules.
    pub lint: bool,
    /// Whether the plans' own tests are run.
    pub tests: bool,
}

/// By what the rows of the sources are grouped as they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breakdowns {
    /// By the dimensions that are asked for, and those that targets are stated for.
    #[default]
    Asked,
    /// The same, of the plans whose numbers are read as well.
    AskedInParts,
    /// By each dimension of the plan's sources besides, alone; and every measure in each period that anything is steered by.
    Each,
}

/// One plan to check.
#[derive(Clone, Debug)]
pub struct PlanRequest {
    /// The path as people see it.
    pub shown: String,
    pub file: PathBuf,
    /// The text, where it doesn't come from the file (standard input, an editor).
    pub text: Option<Arc<str>>,
    /// Found below a folder, not named itself: skipped where it is only a part of other plans.
    pub in_folder: bool,
    pub project: Project,
}

/// What the project of a plan says.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The folder that plans may read from.
    pub root: PathBuf,
    /// Further files and folders that they may read.
    pub allow_outside: Vec<PathBuf>,
    /// The date that plans are judged at, where one is fixed.
    pub as_of: Option<AsOf>,
    /// Which rules are on, and how.
    pub rules: Arc<RuleSettings>,
}
