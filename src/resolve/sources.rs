//! Sources and lookups.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::base::message::Message;
use crate::base::period::FiscalYear;
use crate::base::span::{Span, Spanned};
use crate::plan::ids::{LookupId, SourceId};
use crate::plan::metric::Allow;
use crate::plan::source::{Column, Condition, Dimension, Lookup, Origin, Source};
use crate::plan::unit::Unit;
use crate::syntax::tree::{
    DimensionDecl, Expr, LookupDecl, Name, Origin as OriginText, Path, SourceClause, SourceDecl,
};

use super::clauses;
use super::conditions::Conditions;
use super::errors::{Errors, error_at};
use super::layouts;
use super::literals;
use super::names::{Names, TableRef};
use super::rows::{Differences, Kind, Scope};
use super::units::{Because, Reason};
use super::walk;

/// The sources and lookups of a plan, and what is known of their columns.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) sources: Vec<Source>,
    pub(super) lookups: Vec<Lookup>,
    pub(super) block_allows: Vec<(Span, Allow)>,
    /// By source: the place of each dimension.
    dimensions: Vec<HashMap<String, usize>>,
    /// By source: the columns that are times.
    times: Vec<HashSet<String>>,
    /// By source: a clause could not be read, perhaps its time.
    time_may_be_lost: Vec<bool>,
    units: HashMap<TableRef, HashMap<String, (Unit, Span)>>,
    /// The dimensions of all sources, those of plans behind names among them.
    all_dimensions: HashSet<String>,
    /// The dimensions of the plans behind names.
    foreign_dimensions: BTreeSet<String>,
    /// A source, or a clause of one, could not be read: a dimension may be lost with it.
    dimensions_may_be_lost: bool,
}

impl Tables {
    /// Reads every source and lookup but for the conditions on their rows.
    pub(super) fn read(sources: &[&SourceDecl], lookups: &[&LookupDecl], names: &Names, errors: &mut Errors) -> Self {
        let mut tables =
            Self { dimensions_may_be_lost: names.tables.incomplete || names.tables.has_broken(), ..Self::default() };
        for declaration in lookups {
            tables.add_lookup(declaration, errors);
        }
        for declaration in sources {
            tables.add_source(declaration, names, errors);
        }
        tables
    }

    fn add_lookup(&mut self, declaration: &LookupDecl, errors: &mut Errors) {
        let layout = layouts::layout(&declaration.clauses, errors);
        let kinds = || declaration.clauses.iter().map(|clause| &clause.kind);
        let key = kinds().find_map(|kind| match kind {
            SourceClause::Key(key) => Some(key.clone()),
            _ => None,
        });
        if key.is_none() && !kinds().any(|kind| *kind == SourceClause::Broken) {
            errors.push(
                error_at(
                    declaration.name.span,
                    Message::new("missing-key").with("name", &declaration.name.value),
                    Message::new("missing-key.label"),
                )
                .help(Message::new("missing-key.help")),
            );
        }
        self.add_allows(kinds(), declaration.span);
        let id = TableRef::Lookup(LookupId::of(self.lookups.len()));
        self.add_units(id, &layout);
        self.lookups.push(Lookup {
            name: declaration.name.clone(),
            path: declaration.path.clone(),
            // Without a key the plan is not complete, and nothing is looked up by it.
            key: key.unwrap_or_else(|| Spanned::new(String::new(), declaration.name.span)),
            layout,
            span: declaration.span,
        });
    }

    fn add_source(&mut self, declaration: &SourceDecl, names: &Names, errors: &mut Errors) {
        let layout = layouts::layout(&declaration.clauses, errors);
        let kinds = || declaration.clauses.iter().map(|clause| &clause.kind);
        let mut source = Source {
            name: declaration.name.clone(),
            label: declaration.label.as_ref().map(|label| label.value.clone()),
            origin: match &declaration.origin {
                OriginText::Files(path) => Origin::Files(path.clone()),
                OriginText::Table { connection, table } => {
                    Origin::Table { connection: connection.clone(), table: table.clone() }
                }
            },
            time: None,
            dimensions: Vec::new(),
            filter: None,
            skip: Vec::new(),
            empty_periods_are_zero: false,
            lag: None,
            layout,
            note: None,
            span: declaration.span,
        };
        let mut places = HashMap::new();
        let mut notes = Vec::new();
        for kind in kinds() {
            match kind {
                SourceClause::Time(column) => source.time = Some(column.clone()),
                SourceClause::By(dimensions) => {
                    for dimension in dimensions {
                        add_dimension(&mut source, &mut places, dimension, names, errors);
                    }
                }
                SourceClause::EmptyPeriodsAreZero => source.empty_periods_are_zero = true,
                SourceClause::Lag(literal) => source.lag = literals::length(literal, "lag", errors),
                SourceClause::Note(note) => notes.push(note.value.as_str()),
                _ => {}
            }
        }
        source.note = clauses::joined(notes.into_iter());
        self.add_allows(kinds(), declaration.span);
        let id = TableRef::Source(SourceId::of(self.sources.len()));
        self.add_units(id, &source.layout);
        self.all_dimensions.extend(places.keys().cloned());
        self.dimensions.push(places);
        self.times.push(source.time.iter().map(|time| time.value.clone()).collect());
        let is_broken = kinds().any(|kind| *kind == SourceClause::Broken);
        self.time_may_be_lost.push(is_broken);
        self.dimensions_may_be_lost |= is_broken;
        self.sources.push(source);
    }

    fn add_allows<'a>(&mut self, kinds: impl Iterator<Item = &'a SourceClause>, span: Span) {
        for kind in kinds {
            if let SourceClause::Allow(allow) = kind {
                self.block_allows.push((span, clauses::allow(allow)));
            }
        }
    }

    fn add_units(&mut self, id: TableRef, layout: &crate::plan::source::Layout) {
        let units = layout.column_units.iter();
        let units = units.map(|said| (said.column.value.clone(), (said.unit, said.column.span)));
        self.units.insert(id, units.collect());
    }

    /// Says that a column of a source holds times, because something is counted on it.
    pub(super) fn add_time(&mut self, source: SourceId, column: &str) {
        if let Some(times) = self.times.get_mut(source.index()) {
            times.insert(column.to_owned());
        }
    }

    /// Reads the conditions on every source's rows.
    pub(super) fn read_conditions(
        &mut self,
        declarations: &[&SourceDecl],
        names: &Names,
        fiscal: FiscalYear,
        errors: &mut Errors,
    ) {
        for (place, declaration) in declarations.iter().enumerate() {
            let scope = Scope {
                names,
                tables: self,
                source: SourceId::of(place),
                via: None,
                differences: Differences::OfNumbers,
                dated: &[],
            };
            let mut read = |expr: &Expr, words_in_any_column| -> Option<Condition> {
                let conditions = Conditions { scope, fiscal, words_in_any_column };
                walk::is_shallow(expr, errors).then(|| conditions.condition(expr, errors)).flatten()
            };
            let mut filter = None;
            let mut skip = Vec::new();
            for clause in &declaration.clauses {
                match &clause.kind {
                    SourceClause::Where(expr) => {
                        let both = |first: Condition, second| Condition::And(Box::new(first), Box::new(second));
                        filter = match (filter.take(), read(expr, false)) {
                            (Some(first), Some(second)) => Some(both(first, second)),
                            (first, second) => first.or(second),
                        };
                    }
                    SourceClause::SkipRows(expr) => skip.extend(read(expr, true)),
                    _ => {}
                }
            }
            if let Some(source) = self.sources.get_mut(place) {
                source.filter = filter;
                source.skip = skip;
            }
        }
    }

    pub(super) fn dimension(&self, source: SourceId, name: &str) -> Option<&Dimension> {
        let place = *self.dimensions.get(source.index())?.get(name)?;
        self.sources.get(source.index())?.dimensions.get(place)
    }

    /// Whether any source has the dimension, or may have.
    pub(super) fn has_dimension(&self, name: &str) -> bool {
        self.dimensions_may_be_lost || self.all_dimensions.contains(name)
    }

    /// Every dimension's name, in the order of the text, each once.
    pub(super) fn dimension_names(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let all = self.sources.iter().flat_map(|source| &source.dimensions);
        let own = all.map(|dimension| dimension.name.value.as_str());
        own.chain(self.foreign_dimensions.iter().map(String::as_str)).filter(|name| seen.insert(*name)).collect()
    }

    /// Takes in the dimensions of a plan behind a name: what is made of its numbers can be broken down by them.
    pub(super) fn add_foreign_dimensions(&mut self, dimensions: &BTreeSet<String>) {
        self.all_dimensions.extend(dimensions.iter().cloned());
        self.foreign_dimensions.extend(dimensions.iter().cloned());
    }

    /// The column by which a dimension of the source joins a lookup.
    pub(super) fn join_of(&self, source: SourceId, lookup: LookupId) -> Option<String> {
        let mut joins = self.sources.get(source.index())?.dimensions.iter().filter_map(|d| d.column.lookup.as_ref());
        joins.find(|(joined, _)| *joined == lookup).map(|(_, by)| by.clone())
    }

    /// What is known of a column before its file is read.
    pub(super) fn kind_of(&self, table: TableRef, column: &str) -> Kind {
        if let Some((unit, span)) = self.units.get(&table).and_then(|units| units.get(column)) {
            return Kind::Of(*unit, Because::new(*span, Reason::Declared));
        }
        match table {
            TableRef::Source(source) if self.times.get(source.index()).is_some_and(|times| times.contains(column)) => {
                Kind::Date
            }
            _ => Kind::Column,
        }
    }

    /// Whether it is certain that the source says nothing of its time.
    pub(super) fn has_no_time(&self, source: SourceId) -> bool {
        let said = self.sources.get(source.index()).is_none_or(|source| source.time.is_some());
        !said && self.time_may_be_lost.get(source.index()) == Some(&false)
    }
}

fn add_dimension(
    source: &mut Source,
    places: &mut HashMap<String, usize>,
    declaration: &DimensionDecl,
    names: &Names,
    errors: &mut Errors,
) {
    let name = &declaration.name;
    if let Some(first) = places.get(&name.value).and_then(|place| source.dimensions.get(*place)) {
        errors.push(
            error_at(
                name.span,
                Message::new("declared-twice").with("name", &name.value),
                Message::new("declared-twice.label"),
            )
            .related(first.name.span, Message::new("declared-twice.first"))
            .help(Message::new("declared-twice.help-dimension").with("name", &name.value)),
        );
        return;
    }
    let column = match &declaration.column {
        None => Some(Column { name: name.value.clone(), lookup: None, span: name.span }),
        Some(path) => dimension_column(source, path, declaration.via.as_ref(), names, errors),
    };
    // With an error it is known all the same: what is grouped by it is not wrong.
    let column = column.unwrap_or_else(|| Column { name: name.value.clone(), lookup: None, span: name.span });
    places.insert(name.value.clone(), source.dimensions.len());
    source.dimensions.push(Dimension { name: name.clone(), column });
}

/// `sales_agent`, `deals.sales_agent`, or `members.team via rep`.
fn dimension_column(
    source: &Source,
    path: &Path,
    via: Option<&Name>,
    names: &Names,
    errors: &mut Errors,
) -> Option<Column> {
    let span = path.span;
    match path.parts.as_slice() {
        [column] => Some(Column { name: column.value.clone(), lookup: None, span }),
        [table, column] if table.value == source.name.value => {
            Some(Column { name: column.value.clone(), lookup: None, span })
        }
        [table, column] => match names.table(table, errors)? {
            TableRef::Lookup(lookup) => {
                let Some(via) = via else {
                    errors.push(
                        error_at(
                            span,
                            Message::new("missing-via").with("lookup", &table.value),
                            Message::new("missing-via.label"),
                        )
                        .help(Message::new("missing-via.help")),
                    );
                    return None;
                };
                Some(Column { name: column.value.clone(), lookup: Some((lookup, via.value.clone())), span })
            }
            TableRef::Source(_) => {
                errors.push(
                    error_at(
                        table.span,
                        Message::new("two-sources").with("first", &source.name.value).with("second", &table.value),
                        Message::new("two-sources.label").with("first", &source.name.value),
                    )
                    .help(Message::new("two-sources.help-lookup").with("second", &table.value)),
                );
                None
            }
        },
        _ => {
            errors.push(
                error_at(span, Message::new("bad-column-path"), Message::new("bad-column-path.label"))
                    .help(Message::new("bad-column-path.help")),
            );
            None
        }
    }
}
