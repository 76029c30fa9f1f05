//! What the names of a plan stand for.

use std::collections::HashMap;

use crate::base::message::Message;
use crate::base::span::{FileId, Span};
use crate::plan::ids::{ContractorId, LookupId, PlanId, SourceId};
use crate::syntax::tree::{Name, Path};

use super::errors::{Errors, error_at, short_list};

/// One declared name. `id` is `None` where its declaration could not be read: it is known, and silences what depends
/// on it.
#[derive(Clone, Debug)]
pub(super) struct Declared<'t, T> {
    pub(super) name: &'t str,
    pub(super) label: Option<&'t str>,
    pub(super) span: Span,
    pub(super) id: Option<T>,
}

/// Names that must differ from each other.
#[derive(Clone, Debug)]
pub(super) struct Namespace<'t, T> {
    places: HashMap<&'t str, usize>,
    entries: Vec<Declared<'t, T>>,
    /// Declarations of this kind were lost together with their names: an unknown name may be one of them.
    pub(super) incomplete: bool,
}

impl<'t, T: Clone + PartialEq> Namespace<'t, T> {
    pub(super) fn new() -> Self {
        Self { places: HashMap::new(), entries: Vec::new(), incomplete: false }
    }

    /// Takes in a name; one that is taken is an error.
    pub(super) fn declare(&mut self, name: &'t Name, label: Option<&'t str>, id: T, errors: &mut Errors) {
        if let Some(first) = self.get(&name.value) {
            errors.push(
                error_at(
                    name.span,
                    Message::new("declared-twice").with("name", &name.value),
                    Message::new("declared-twice.label"),
                )
                .related(first.span, Message::new("declared-twice.first"))
                .help(Message::new("declared-twice.help").with("name", &name.value)),
            );
            return;
        }
        self.insert(name, label, Some(id));
    }

    /// Takes in the name of a declaration that could not be read, unless the name is declared elsewhere.
    pub(super) fn declare_broken(&mut self, name: &'t Name) {
        if !self.places.contains_key(name.value.as_str()) {
            self.insert(name, None, None);
        }
    }

    fn insert(&mut self, name: &'t Name, label: Option<&'t str>, id: Option<T>) {
        self.places.insert(&name.value, self.entries.len());
        self.entries.push(Declared { name: &name.value, label, span: name.span, id });
    }

    pub(super) fn get(&self, name: &str) -> Option<&Declared<'t, T>> {
        self.places.get(name).and_then(|&place| self.entries.get(place))
    }

    /// Whether the declaration of any name could not be read.
    pub(super) fn has_broken(&self) -> bool {
        self.entries.iter().any(|entry| entry.id.is_none())
    }

    /// Every name, in the order of the text.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> {
        self.entries.iter().map(|entry| entry.name)
    }

    /// The name that `written` most likely stands for: by its label, or by a slip in either.
    pub(super) fn similar(&self, written: &str, errors: &mut Errors) -> Option<&'t str> {
        self.similar_but(written, None, errors)
    }

    /// The same, passing over the declaration of `own`: nothing is meant to be computed from itself.
    fn similar_but(&self, written: &str, own: Option<&T>, errors: &mut Errors) -> Option<&'t str> {
        let others = || self.entries.iter().filter(|entry| own.is_none() || entry.id.as_ref() != own);
        let labelled = |text: &str| others().find(|entry| entry.label == Some(text));
        if let Some(entry) = labelled(written) {
            return Some(entry.name);
        }
        let labels = others().filter_map(|entry| entry.label);
        let near = errors.similar(written, others().map(|entry| entry.name).chain(labels))?;
        self.get(near).or_else(|| labelled(near)).map(|entry| entry.name)
    }
}

/// A source or a lookup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TableRef {
    Source(SourceId),
    Lookup(LookupId),
}

/// A plan behind a name, and the file it is in. `None` where that file could not be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlanRef {
    pub(super) file: FileId,
    pub(super) plan: PlanId,
}

/// Every namespace of a plan. Numbers are measures, metrics, conversions and what indicators declare; they are
/// numbered in the order in which they are declared.
#[derive(Clone, Debug)]
pub(super) struct Names<'t> {
    pub(super) tables: Namespace<'t, TableRef>,
    pub(super) numbers: Namespace<'t, usize>,
    pub(super) contractors: Namespace<'t, ContractorId>,
    pub(super) plans: Namespace<'t, PlanRef>,
}

impl Names<'_> {
    pub(super) fn new() -> Self {
        Self {
            tables: Namespace::new(),
            numbers: Namespace::new(),
            contractors: Namespace::new(),
            plans: Namespace::new(),
        }
    }

    /// The number of a name, or `None` where it has been reported or comes of an error that has been.
    /// `own` is the number whose formula the name stands in, if it is one.
    pub(super) fn number(&self, name: &Name, own: Option<usize>, errors: &mut Errors) -> Option<usize> {
        if let Some(entry) = self.numbers.get(&name.value) {
            return entry.id;
        }
        if !self.numbers.incomplete {
            self.report_unknown_number(name, own, errors);
        }
        None
    }

    fn report_unknown_number(&self, name: &Name, own: Option<usize>, errors: &mut Errors) {
        if let Some(table) = self.tables.get(&name.value) {
            let help = match table.id {
                Some(TableRef::Lookup(_)) => Message::new("not-a-metric.help-lookup"),
                _ => Message::new("not-a-metric.help-source"),
            };
            errors.push(
                error_at(
                    name.span,
                    Message::new("not-a-metric").with("name", &name.value),
                    Message::new("not-a-metric.label"),
                )
                .related(table.span, Message::new("not-a-metric.declared"))
                .help(help.with("name", &name.value)),
            );
            return;
        }
        if let Some(plan) = self.plans.get(&name.value) {
            errors.push(
                error_at(
                    name.span,
                    Message::new("not-a-metric").with("name", &name.value),
                    Message::new("not-a-metric.label-plan"),
                )
                .related(plan.span, Message::new("not-a-metric.declared"))
                .help(Message::new("not-a-metric.help-plan").with("name", &name.value)),
            );
            return;
        }
        let help = match self.numbers.similar_but(&name.value, own.as_ref(), errors) {
            Some(similar) => Message::new("unknown-name.help-similar").with("similar", similar),
            None => match short_list(self.numbers.names()) {
                Some(names) => Message::new("unknown-name.help-list").with("names", names).with("name", &name.value),
                None => Message::new("unknown-name.help-declare").with("name", &name.value),
            },
        };
        errors.push(unknown(name).help(help));
    }

    /// The source or lookup of a name, or `None` where it has been reported.
    pub(super) fn table(&self, name: &Name, errors: &mut Errors) -> Option<TableRef> {
        if let Some(entry) = self.tables.get(&name.value) {
            return entry.id;
        }
        if self.tables.incomplete {
            return None;
        }
        if let Some(number) = self.numbers.get(&name.value) {
            errors.push(
                error_at(
                    name.span,
                    Message::new("not-a-source").with("name", &name.value),
                    Message::new("not-a-source.label"),
                )
                .related(number.span, Message::new("not-a-source.declared"))
                .help(Message::new("not-a-source.help").with("name", &name.value)),
            );
            return None;
        }
        let help = match self.tables.similar(&name.value, errors) {
            Some(similar) => Message::new("unknown-name.help-similar").with("similar", similar),
            None => match short_list(self.tables.names()) {
                Some(names) => Message::new("unknown-name.help-tables").with("names", names),
                None => Message::new("unknown-name.help-source").with("name", &name.value),
            },
        };
        errors.push(unknown(name).help(help));
        None
    }

    /// The contractor of a bare name, or `None` where it has been reported.
    pub(super) fn contractor(&self, name: &Name, errors: &mut Errors) -> Option<ContractorId> {
        if let Some(entry) = self.contractors.get(&name.value) {
            return entry.id;
        }
        if self.contractors.incomplete {
            return None;
        }
        let help = match self.contractors.similar(&name.value, errors) {
            Some(similar) => Message::new("unknown-contractor.help-similar").with("similar", similar),
            None => Message::new("unknown-contractor.help-person").with("name", &name.value),
        };
        errors.push(
            error_at(
                name.span,
                Message::new("unknown-contractor").with("name", &name.value),
                Message::new("unknown-contractor.label"),
            )
            .help(help),
        );
        None
    }

    /// Says what is wrong with `first.second` where a number is meant and `first` is no plan.
    pub(super) fn report_path(&self, path: &Path, first: &Name, errors: &mut Errors) {
        if let Some(table) = self.tables.get(&first.value) {
            let whole: Vec<&str> = path.parts.iter().map(|part| part.value.as_str()).collect();
            errors.push(
                error_at(
                    path.span,
                    Message::new("column-outside-aggregate").with("column", whole.join(".")),
                    Message::new("column-outside-aggregate.label"),
                )
                .related(table.span, Message::new("column-outside-aggregate.source").with("source", &first.value))
                .help(Message::new("column-outside-aggregate.help").with("column", whole.join("."))),
            );
            return;
        }
        if self.tables.incomplete || self.plans.incomplete {
            return;
        }
        let known: Vec<&str> = self.plans.names().chain(self.tables.names()).collect();
        let help = match errors.similar(&first.value, known.iter().copied()) {
            Some(similar) => Message::new("unknown-name.help-similar").with("similar", similar),
            None => Message::new("unknown-name.help-use").with("name", &first.value),
        };
        errors.push(unknown(first).help(help));
    }
}

/// `unknown-name`, without help yet.
pub(super) fn unknown(name: &Name) -> crate::base::diagnostic::Diagnostic {
    error_at(name.span, Message::new("unknown-name").with("name", &name.value), Message::new("unknown-name.label"))
}
