//! What the sources say: aggregated facts, by measure, period and group.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::base::period::{Grain, Period};
use crate::base::rational::Rational;
use crate::plan::ids::{LookupId, MeasureId};

use super::cohorts::CohortRequest;

/// What is to be read.
#[derive(Clone, Debug)]
pub struct Request {
    /// Rows later than this day are left out, and counted.
    pub as_of: Date,
    /// For each measure of the plan, by its id, the grains that its values are asked in. Empty: not at all.
    pub grains: Vec<BTreeSet<Grain>>,
    /// The sets of dimensions to group by, besides the total.
    pub breakdowns: Vec<Vec<String>>,
    /// The funnels whose leads are followed from stage to stage.
    pub cohorts: Vec<CohortRequest>,
}

/// A group of rows: a member for each dimension of a breakdown. Without dimensions it is everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// Dimension and member, in the breakdown's order. The member is `None` for rows whose cell is empty.
    pub members: Vec<(String, Option<String>)>,
}

impl Group {
    /// All rows.
    #[must_use]
    pub fn total() -> Self {
        Self::default()
    }
}

/// An aggregate over at least one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregated {
    pub value: Rational,
    /// For an average, the sum and the number of values it is the quotient of.
    pub quotient: Option<(Rational, Rational)>,
}

/// What a measure comes to in a period and a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Observed {
    Value(Aggregated),
    /// The source has rows for the period, but none from which this can be computed (an average of nothing).
    Empty,
    /// The source has no row for the period, in whatever group.
    NoRows,
    /// The source has no such dimension.
    NoDimension(String),
}

/// What was read of one source, whatever was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceFacts {
    /// As they are shown, in the order in which they were read.
    pub files: Vec<String>,
    /// What a glob matched and nobody meant: lock files of open workbooks, folders that links lead outside.
    pub left_out_files: u64,
    /// Rows read, without headers and blank lines.
    pub rows: u64,
    /// Rows left out by `skip rows`.
    pub skipped: u64,
    /// Columns of sub-totals between unpivoted months, which are no rows; of the file that has most of them.
    pub left_out_columns: u64,
    /// Notes below the tables, which are no rows.
    pub notes: u64,
    /// Rows left out by the source's `where`.
    pub filtered: u64,
    /// Rows whose time lies after the as-of date.
    pub later: u64,
    /// What its lookups don't know of its rows, for each lookup and column that holds its keys; those that know all
    /// are not there.
    pub unmatched: Vec<UnmatchedRows>,
    /// Rows that are the sum of the others, by column: they count everything twice.
    pub total_rows: Vec<TotalRows>,
    /// Rows without a time, by time column.
    pub undated: BTreeMap<String, u64>,
    /// The encoding of the text files, by its name in the Encoding Standard; `None` for other formats.
    pub encoding: Option<String>,
    /// The first and the newest day of the source's time column, up to the as-of date.
    pub first: Option<Date>,
    pub newest: Option<Date>,
}

/// Rows, up to the as-of date, whose key a lookup doesn't know.
#[derive(Clone, Debug, PartialEq)]
pub struct UnmatchedRows {
    pub lookup: LookupId,
    /// The source's column that holds the key.
    pub via: String,
    pub rows: u64,
    /// What of the source's additive measures is theirs: of those that are asked for and have rows at all.
    pub measures: Vec<UnmatchedAmount>,
    /// A few of their keys, the most frequent first. Rows without a key have none.
    pub examples: Vec<UnmatchedKey>,
}

/// A share of a measure, over all periods up to the as-of date, in the measure's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnmatchedAmount {
    pub measure: MeasureId,
    pub amount: Rational,
    /// What the measure comes to in all.
    pub total: Rational,
}

/// A key that a lookup doesn't know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedKey {
    pub key: String,
    pub rows: u64,
    /// The lookup's key that it may stand for.
    pub similar: Option<String>,
}

/// Rows that are proven to be the sum of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalRows {
    /// The column whose cells tell them from the others.
    pub column: String,
    /// Those cells, each once, sorted: `合計`, `小計`.
    pub texts: Vec<String>,
    /// How many rows have them, of those that count up to the as-of date; `None` where only their sums are known.
    pub rows: Option<u64>,
    /// The sum that proves it.
    pub measure: MeasureId,
    /// In how many periods it is that of the others, and the first of these with what both come to, in the measure's
    /// unit.
    pub periods: usize,
    pub period: Period,
    pub sum: Rational,
    /// The first such row, where it is known.
    pub example: Option<TotalRow>,
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalRow {
    /// As it is shown.
    pub file: String,
    /// As a person sees it in a spreadsheet.
    pub row: u64,
}

/// Everything that a plan's sources say.
#[derive(Clone, Debug, Default)]
pub struct Observations {
    /// By source id.
    pub sources: Vec<SourceFacts>,
    /// For each measure, by its id.
    pub measures: Vec<MeasureObservations>,
    /// The groups that rows of facts belong to, whether or not a measure keeps them, and those that the rows of
    /// lookups name, whether or not a fact belongs to them.
    pub listed: BTreeSet<Group>,
    /// For each cohort request, by its place.
    pub cohorts: Vec<CohortObservations>,
}

/// What became of those that entered a funnel, by the period and group of their entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CohortObservations {
    pub cohorts: BTreeMap<(Period, Group), CohortCounts>,
    /// For each stage how many of its rows name nobody.
    pub without_key: Vec<u64>,
}

/// One cohort.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortCounts {
    /// How many keys reached each stage; the first is how many entered.
    pub reached: Vec<u64>,
    /// Of those that entered, how many have time left to reach more.
    pub open: u64,
    /// For each stage that adds up what the rows of those that reached it come to within their time, in the measure's
    /// unit.
    pub amounts: Vec<Option<Rational>>,
}

impl CohortCounts {
    /// Nobody, in a funnel of so many stages.
    #[must_use]
    pub fn none(stages: usize) -> Self {
        Self { reached: vec![0; stages], open: 0, amounts: vec![None; stages] }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.open += other.open;
        self.reached.iter_mut().zip(&other.reached).for_each(|(own, more)| *own += more);
        for (own, more) in self.amounts.iter_mut().zip(&other.amounts) {
            *own = match (own.take(), more) {
                (Some(own), Some(more)) => Some(&own + more),
                (own, more) => own.or_else(|| more.clone()),
            };
        }
    }
}

/// One measure's values.
#[derive(Clone, Debug, Default)]
pub struct MeasureObservations {
    /// Values that came of at least one row.
    pub values: BTreeMap<(Period, Group), Aggregated>,
    /// The periods for which the source has rows, by this measure's time column.
    pub covered: BTreeSet<Period>,
    /// The first and the newest day that the source has rows for, by this measure's time column, up to the as-of date.
    pub days: Option<(Date, Date)>,
    /// Whether a covered period without matching rows is zero (counts and sums).
    pub zero_when_empty: bool,
    /// `empty periods are zero`: from the first period with rows up to the as-of date, none is uncovered.
    pub always_covered: Option<(Date, Date)>,
    /// The dimensions that the source has.
    pub dimensions: BTreeSet<String>,
}

impl Observations {
    /// What a measure comes to in a period and a group.
    #[must_use]
    pub fn value(&self, measure: MeasureId, period: &Period, group: &Group) -> Observed {
        let observations = &self.measures[measure.index()];
        if let Some((missing, _)) = group.members.iter().find(|(name, _)| !observations.dimensions.contains(name)) {
            return Observed::NoDimension(missing.clone());
        }
        // A key of the map owns its group; asking needs one too.
        if let Some(aggregated) = observations.values.get(&(*period, group.clone())) {
            return Observed::Value(aggregated.clone());
        }
        let within = |(first, last): (Date, Date)| first <= period.end() && period.start <= last;
        if !observations.covered.contains(period) && !observations.always_covered.is_some_and(within) {
            return Observed::NoRows;
        }
        if observations.zero_when_empty {
            return Observed::Value(Aggregated { value: Rational::ZERO, quotient: None });
        }
        Observed::Empty
    }

    /// Takes the values of a period from other observations of the same measures. What has rows in the period and none in
    /// those is nothing there.
    pub fn take_period(&mut self, from: &Self, period: Period) {
        for (own, from) in self.measures.iter_mut().zip(&from.measures) {
            own.values.retain(|(of, _), _| *of != period);
            let taken = from.values.iter().filter(|((of, _), _)| *of == period);
            own.values.extend(taken.map(|(key, value)| (key.clone(), value.clone())));
        }
    }

    /// Every group of a breakdown that rows belong to, in any period, or that a lookup lists, sorted.
    #[must_use]
    pub fn groups(&self, dimensions: &[String]) -> BTreeSet<Group> {
        let is_of = |group: &Group| group.members.iter().map(|(name, _)| name).eq(dimensions);
        let seen = self.measures.iter().flat_map(|measure| measure.values.keys());
        let listed = self.listed.iter();
        seen.map(|(_, group)| group).chain(listed).filter(|group| is_of(group)).cloned().collect()
    }
}
