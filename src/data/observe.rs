//! From a plan and its files to what they say: the door of this layer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::period::day_number;
use crate::base::span::{Span, Spanned};
use crate::plan::Plan;
use crate::plan::ids::{LookupId, SourceId};
use crate::plan::source::{Lookup, Origin};

use super::cohorts::{Entered, counted, entered};
use super::complaint::{Complaints, of_duplicate_key};
use super::files::{find_file, find_files};
use super::fold::Fold;
use super::listed::listed_groups;
use super::lookup::{LoadedLookup, LookupReader};
use super::never_true;
use super::observations::{MeasureObservations, Observations, Request, SourceFacts};
use super::open::open_to_read;
use super::reach::Reach;
use super::read_error::ReadError;
use super::scan::scan;
use super::source_program::SourceProgram;
use super::{summary, total_rows};

/// Is told how far reading has come.
pub trait Progress: Sync {
    /// `read` bytes of `total` have been read of the source that is being read.
    fn advance(&self, read: u64, total: u64);
}

/// For those who don't want to know.
#[derive(Clone, Copy, Debug)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn advance(&self, _read: u64, _total: u64) {}
}

/// What a plan's sources say, and what is wrong with them. What had an error has no values.
#[derive(Debug, Default)]
pub struct ObservedSources {
    pub observations: Observations,
    /// In the order of the plan's sources.
    pub errors: Vec<Diagnostic>,
    /// What may be meant otherwise, and is no error.
    pub remarks: Vec<Diagnostic>,
}

/// Reads every source and lookup of a plan, each once, for what the request asks. Those that it asks nothing of are
/// read too: that they are there and as they are declared is part of what is checked.
#[must_use]
pub fn observe(plan: &Plan, request: &Request, reach: &Reach, progress: &dyn Progress) -> ObservedSources {
    let mut observed = ObservedSources {
        observations: Observations {
            sources: vec![SourceFacts::default(); plan.sources.len()],
            measures: vec![MeasureObservations::default(); plan.measures.len()],
            ..Observations::default()
        },
        errors: Vec::new(),
        remarks: Vec::new(),
    };
    let mut joined = BTreeSet::new();
    let mut followed: BTreeMap<usize, Vec<Entered>> = BTreeMap::new();
    for source in (0..plan.sources.len()).map(SourceId::of) {
        let program = SourceProgram::new(plan, source, request);
        joined.extend(program.joins.iter().map(|join| join.lookup));
        let said = observe_source(&program, source, request, reach, progress, &mut observed.observations);
        match said {
            Ok((remarks, entered)) => {
                observed.remarks.extend(remarks);
                for seen in entered {
                    followed.entry(seen.request).or_default().push(seen);
                }
            }
            Err(errors) => observed.errors.extend(errors),
        }
    }
    let cohorts = request.cohorts.iter().enumerate().map(|(place, cohort)| {
        counted(plan, cohort, followed.remove(&place).unwrap_or_default(), day_number(request.as_of))
    });
    observed.observations.cohorts = cohorts.collect();
    // A lookup that nothing joins is read for its errors' sake.
    for lookup in (0..plan.lookups.len()).map(LookupId::of).filter(|lookup| !joined.contains(lookup)) {
        observed.errors.extend(load(plan.lookup(lookup), &[], reach).err().map(|error| *error));
    }
    observed
}

/// Reads one source; what may be wrong without being an error and what was seen of cohorts, or the errors.
fn observe_source(
    program: &SourceProgram,
    id: SourceId,
    request: &Request,
    reach: &Reach,
    progress: &dyn Progress,
    observations: &mut Observations,
) -> Result<(Vec<Diagnostic>, Vec<Entered>), Vec<Diagnostic>> {
    let named = match &program.source.origin {
        Origin::Files(named) => named,
        Origin::Table { connection, .. } => {
            let message = Message::new("source-not-evaluated-yet")
                .with("source", &program.source.name.value)
                .with("connection", &connection.value);
            let error = Diagnostic::error(message).at(connection.span, Message::new("source-not-evaluated-yet.label"));
            return Err(vec![error.help(Message::new("source-not-evaluated-yet.help"))]);
        }
    };
    let files = find_files(&named.value, &reach.of_file(named.span.file))
        .map_err(|error| vec![error.into_diagnostic(named.span, &[])])?;
    let lookups = load_lookups(program, reach)?;
    let fold = Fold { program, lookups: &lookups, as_of: day_number(request.as_of) };
    let mut scanned = scan(&fold, &files, progress);
    observations.sources[id.index()] = summary::facts(program, &lookups, &files, &scanned);
    let complaints = Complaints::new(program, &files, &scanned);
    let errors = complaints.all(named.span);
    if !errors.is_empty() {
        return Err(errors);
    }
    for (place, measure) in program.measures.iter().enumerate() {
        let values = summary::measure(program, &scanned.partial, place, request.as_of);
        observations.measures[measure.id.index()] = values;
    }
    let mut total_rows = total_rows::in_rows(program, &scanned.partial, |place| complaints.shown_place(place));
    total_rows.extend(total_rows::in_members(program, &observations.measures, &total_rows));
    observations.sources[id.index()].total_rows = total_rows;
    let seen = summary::seen_groups(program, &scanned.partial);
    observations.listed.extend(listed_groups(program, &lookups, &seen));
    observations.listed.extend(seen);
    Ok((never_true::remarks(program, &scanned.partial), entered(program, &mut scanned.partial)))
}

/// The lookups of a program's joins; one that is joined twice is read for each, with the columns asked there.
fn load_lookups(program: &SourceProgram, reach: &Reach) -> Result<Vec<Arc<LoadedLookup>>, Vec<Diagnostic>> {
    let mut loaded = Vec::new();
    let mut errors = BTreeMap::<LookupId, Diagnostic>::new();
    for join in &program.joins {
        match load(program.plan.lookup(join.lookup), &join.columns, reach) {
            Ok(lookup) => loaded.push(Arc::new(lookup)),
            Err(error) => {
                errors.insert(join.lookup, *error);
            }
        }
    }
    if errors.is_empty() { Ok(loaded) } else { Err(errors.into_values().collect()) }
}

/// Reads a lookup with these of its columns. The columns that it says a unit of must be there, read or not.
fn load(lookup: &Lookup, columns: &[Spanned<String>], reach: &Reach) -> Result<LoadedLookup, Box<Diagnostic>> {
    let declared = lookup.layout.column_units.iter().map(|unit| &unit.column);
    let wanted: Vec<&Spanned<String>> = std::iter::once(&lookup.key).chain(columns).chain(declared).collect();
    let spans: Vec<Span> = wanted.iter().map(|column| column.span).collect();
    let names: Vec<String> = wanted.iter().map(|column| column.value.clone()).collect();
    let failed = |error: ReadError| Box::new(error.into_diagnostic(lookup.path.span, &spans));
    let file = find_file(&lookup.path.value, &reach.of_file(lookup.path.span.file)).map_err(failed)?;
    let to_read = 1 + columns.len();
    let mut table = open_to_read(&file.path, &file.shown, &lookup.layout, &names, to_read).map_err(failed)?;
    let mut reader = LookupReader::new(columns.len());
    let mut first_row = table.first_row;
    while let Some(chunk) = table.next_chunk().map_err(failed)? {
        let batch = chunk.into_batch(&table.projection).map_err(|error| {
            let number = error.row.map_or(0, |row| first_row + row.row);
            failed(error.with_row_number(number))
        })?;
        reader.add(&batch, first_row);
        first_row += batch.physical_rows;
    }
    match &reader.duplicate {
        Some(key) => Err(Box::new(of_duplicate_key(lookup, &file.shown, key, reader.duplicates))),
        None => Ok(reader.finish()),
    }
}
