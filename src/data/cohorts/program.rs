//! What a source contributes to the cohorts of the plan's funnels.

use jiff::civil::Date;

use crate::base::period::day_number;
use crate::data::observations::Request;
use crate::data::program::ColumnId;
use crate::data::source_program::Breakdown;
use crate::plan::Plan;
use crate::plan::ids::{MeasureId, SourceId};

use super::CohortRequest;
use super::window::Clock;

/// A cohort request as far as one source has rows for it.
#[derive(Clone, Debug)]
pub(crate) struct CohortProgram {
    /// The place of the request.
    pub request: usize,
    pub key: ColumnId,
    pub clock: Clock,
    /// How many stages the funnel has, and which of them add up.
    pub adds_up: Vec<bool>,
    /// The breakdown of the source that entries are told apart by.
    pub breakdown: Option<usize>,
}

/// A stage whose rows are a measure's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StageProgram {
    /// The place in the source program's cohorts.
    pub cohort: usize,
    pub stage: usize,
}

/// The cohorts of a request that a source has rows for, with their places.
pub(crate) fn of_source<'a>(plan: &'a Plan, source: SourceId, request: &'a Request) -> Vec<(usize, &'a CohortRequest)> {
    let is_fed = move |(_, cohort): &(usize, &CohortRequest)| {
        cohort.stages.iter().any(|stage| plan.measure(stage.measure).source == source)
    };
    request.cohorts.iter().enumerate().filter(is_fed).collect()
}

impl CohortProgram {
    pub fn new(
        (request, cohort): (usize, &CohortRequest),
        key: ColumnId,
        as_of: Date,
        breakdowns: &[Breakdown],
    ) -> Self {
        let by = Some(&cohort.by).filter(|by| !by.is_empty());
        Self {
            request,
            key,
            clock: Clock::of(&cohort.window, day_number(as_of)),
            adds_up: cohort.stages.iter().map(|stage| stage.adds_up).collect(),
            breakdown: by.and_then(|by| breakdowns.iter().position(|breakdown| breakdown.names == *by)),
        }
    }
}

/// For the cohorts of a source the stages whose rows are a measure's.
pub(crate) fn stages_of(measure: MeasureId, cohorts: &[(usize, &CohortRequest)]) -> Vec<StageProgram> {
    let stages = cohorts.iter().enumerate().flat_map(|(cohort, (_, request))| {
        let own = request.stages.iter().enumerate().filter(|(_, stage)| stage.measure == measure);
        own.map(move |(stage, _)| StageProgram { cohort, stage })
    });
    stages.collect()
}
