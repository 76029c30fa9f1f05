//! What went wrong in a source, as diagnostics at the words of the plan.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::{Arg, Message};
use crate::base::period::day_of_number;
use crate::base::span::Span;

use super::cell::date::{DateReading, DateRules, read_date};
use super::date_order::{Finding, Witness};
use super::files::InputFile;
use super::lookup::DuplicateKey;
use super::place::RowPlace;
use super::program::ColumnId;
use super::read_error::ReadError;
use super::scan::Scanned;
use super::source_program::SourceProgram;
use super::trouble::{Cell, CellKind, UnreadableCells, shown};
use crate::plan::source::Lookup;

/// How many errors of reading one source's files are told.
const FILE_ERRORS_SHOWN: usize = 10;

/// A source's rows with what is needed to say where they stand.
pub(crate) struct Complaints<'a> {
    program: &'a SourceProgram<'a>,
    files: &'a [InputFile],
    scanned: &'a Scanned,
}

impl<'a> Complaints<'a> {
    pub fn new(program: &'a SourceProgram<'a>, files: &'a [InputFile], scanned: &'a Scanned) -> Self {
        Self { program, files, scanned }
    }

    /// Everything that is wrong, in the order of the files and columns. `named` is where the plan names the files.
    pub fn all(&self, named: Span) -> Vec<Diagnostic> {
        let mut errors = self.of_files(named);
        let columns = 0..self.program.program.columns.len();
        errors.extend(columns.filter_map(|column| self.of_date_order(column)));
        let contradictions = self.scanned.partial.marks.contradictions();
        errors.extend(contradictions.iter().map(|(column, cells)| self.of_currencies(*column, cells)));
        let cells = &self.scanned.partial.troubles.cells;
        errors.extend(cells.iter().map(|((column, kind), cells)| self.of_cells(*column, *kind, cells)));
        if errors.is_empty() && self.scanned.partial.rows == 0 {
            errors.push(self.no_rows(named));
        }
        errors
    }

    fn of_files(&self, named: Span) -> Vec<Diagnostic> {
        let columns = self.asked_spans(named);
        let errors = self.file_errors();
        let more = errors.len().saturating_sub(FILE_ERRORS_SHOWN);
        let shown = errors.into_iter().take(FILE_ERRORS_SHOWN);
        let mut shown: Vec<Diagnostic> = shown.map(|error| error.into_diagnostic(named, &columns)).collect();
        if more > 0 {
            let message = Message::new("more-file-errors").with("more", more);
            let error = Diagnostic::error(message.with("source", &self.program.source.name.value));
            shown.push(
                error.at(named, Message::new("read-error.label-file")).help(Message::new("more-file-errors.help")),
            );
        }
        shown
    }

    /// What went wrong with the files, with the numbers of rows. Rows of the wrong width are one error in a file.
    fn file_errors(&self) -> Vec<ReadError> {
        let mut errors: Vec<(usize, ReadError)> = Vec::new();
        for (file, error) in &self.scanned.errors {
            let number =
                error.row.map(|row| self.row_number(RowPlace { file: *file, chunk: row.chunk, row: row.row, nth: 0 }));
            let error = number.map_or_else(|| error.clone(), |number| error.clone().with_row_number(number));
            match (errors.last_mut(), &error.ragged) {
                (Some((known_file, ReadError { ragged: Some(known), .. })), Some(other)) if known_file == file => {
                    known.append(other);
                }
                _ => errors.push((*file, error)),
            }
        }
        errors.into_iter().map(|(_, error)| error).collect()
    }

    /// Where the plan names each of the columns that the files must have.
    fn asked_spans(&self, named: Span) -> Vec<Span> {
        let columns = &self.program.program.columns;
        let span_of = |name: &String| {
            let column = columns.iter().find(|column| column.lookup.is_none() && column.name == *name);
            column.map_or(named, |column| column.span)
        };
        let declared = self.program.declared.iter().map(|column| column.span);
        self.program.asked.iter().map(span_of).chain(declared).collect()
    }

    /// The number of a row as people see it in a spreadsheet.
    fn row_number(&self, place: RowPlace) -> u64 {
        let before = self
            .scanned
            .partial
            .chunk_rows
            .iter()
            .filter(|(file, chunk, _)| *file == place.file && *chunk < place.chunk);
        let first = self.scanned.files.get(place.file).map_or(0, |file| file.first_row);
        first + before.map(|(_, _, rows)| rows).sum::<u64>() + place.row
    }

    /// A row's file and its number, for people.
    pub fn shown_place(&self, place: RowPlace) -> (String, u64) {
        (self.file(place).to_owned(), self.row_number(place))
    }

    fn file(&self, place: RowPlace) -> &str {
        self.files.get(place.file).map_or("", |file| &file.shown)
    }

    fn of_cells(&self, column: ColumnId, kind: CellKind, cells: &UnreadableCells) -> Diagnostic {
        let name = &self.program.program.columns[column].name;
        let lookup = self.program.program.columns[column].lookup.map(|(lookup, _)| self.program.plan.lookup(lookup));
        let told = |(place, cell): (&RowPlace, &Cell)| match (lookup, &cell.below) {
            (Some(lookup), _) => self.cell_of_lookup(*place, &cell.text, lookup),
            (None, Some(header)) => {
                let message = Message::new("unreadable-number.cell-below").with("column", shown(header));
                self.placed(message, *place, &cell.text)
            }
            (None, None) => self.placed(Message::new("unreadable-number.cell"), *place, &cell.text),
        };
        let mut listed: Vec<Message> = cells.first.iter().map(told).collect();
        // A cell beside unpivoted ones stands in each of the rows that they became.
        listed.dedup();
        if cells.more() > 0 {
            listed.push(Message::new("unreadable-number.more").with("more", cells.more()));
        }
        let message = kind
            .message()
            .with("count", cells.count)
            .with("column", name)
            .with("source", lookup.map_or(&self.program.source.name.value, |lookup| &lookup.name.value))
            .with("cells", listed);
        let first = cells.first.values().next().map_or("", |cell| &cell.text);
        Diagnostic::error(message)
            .at(self.program.column_span(column), kind.label().with("column", name))
            .help(kind.help(first).with("text", shown(first)).with("column", name))
    }

    /// A lookup's cell, told with a row that asks for it.
    fn cell_of_lookup(&self, place: RowPlace, text: &str, lookup: &Lookup) -> Message {
        let message = Message::new("unreadable-number.cell-of-lookup").with("lookup_file", &lookup.path.value);
        self.placed(message, place, text)
    }

    fn placed(&self, message: Message, place: RowPlace, text: &str) -> Message {
        message.with("file", self.file(place)).with("row", self.row_number(place)).with("text", shown(text))
    }

    /// Whether day or month stands first must be found or said.
    fn of_date_order(&self, column: ColumnId) -> Option<Diagnostic> {
        let reader = &self.scanned.partial.readers[column];
        let name = &self.program.program.columns[column].name;
        let span = self.program.column_span(column);
        let cell = |message: Message, (place, text): &Witness| {
            message
                .with("column", name)
                .with("file", self.file(*place))
                .with("row", self.row_number(*place))
                .with("text", shown(text))
        };
        match reader.evidence.finding() {
            Finding::NotNeeded | Finding::Found(_) => None,
            Finding::Open(witness) => {
                let (day_first, month_first) = readings(&witness.1, reader.rules)?;
                let message = cell(Message::new("ambiguous-dates"), &witness)
                    .with("day_first", day_first)
                    .with("month_first", month_first);
                let help =
                    Message::new("ambiguous-dates.help").with("day_first", day_first).with("month_first", month_first);
                Some(Diagnostic::error(message).at(span, Message::new("ambiguous-dates.label")).help(help))
            }
            Finding::Contradictory { day_first, month_first } => {
                let message = cell(Message::new("mixed-dates"), &day_first)
                    .with("other_file", self.file(month_first.0))
                    .with("other_row", self.row_number(month_first.0))
                    .with("other_text", shown(&month_first.1));
                let help = Message::new("mixed-dates.help");
                Some(Diagnostic::error(message).at(span, Message::new("mixed-dates.label")).help(help))
            }
        }
    }

    /// Amounts of two currencies that are added up as if they were of one.
    fn of_currencies(&self, column: ColumnId, (first, other): &(Witness, Witness)) -> Diagnostic {
        let message = Message::new("mixed-currencies")
            .with("column", &self.program.program.columns[column].name)
            .with("file", self.file(first.0))
            .with("row", self.row_number(first.0))
            .with("text", shown(&first.1))
            .with("other_file", self.file(other.0))
            .with("other_row", self.row_number(other.0))
            .with("other_text", shown(&other.1));
        Diagnostic::error(message)
            .at(self.program.column_span(column), Message::new("mixed-currencies.label"))
            .help(Message::new("mixed-currencies.help"))
    }

    fn no_rows(&self, named: Span) -> Diagnostic {
        let source = &self.program.source.name.value;
        let files = self.files.iter().map(|file| file.shown.clone()).collect::<Vec<_>>();
        Diagnostic::error(Message::new("no-rows").with("source", source).with("files", files))
            .at(named, Message::new("no-rows.label"))
            .help(Message::new("no-rows.help"))
    }
}

/// Both dates that an ambiguous text can mean: day first, month first.
fn readings(text: &str, rules: DateRules) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    match read_date(text, rules)? {
        DateReading::Either { day_first, month_first } => {
            Some((day_of_number(day_first.day)?, day_of_number(month_first.day)?))
        }
        _ => None,
    }
}

/// A key that a lookup has twice.
pub(crate) fn of_duplicate_key(lookup: &Lookup, file: &str, key: &DuplicateKey, rows: u64) -> Diagnostic {
    let message = Message::new("duplicate-lookup-key")
        .with("lookup", &lookup.name.value)
        .with("column", &lookup.key.value)
        .with("key", shown(&key.key))
        .with("file", file)
        .with("first", Arg::Count(key.rows.0))
        .with("second", Arg::Count(key.rows.1))
        .with("rows", rows);
    Diagnostic::error(message)
        .at(lookup.key.span, Message::new("duplicate-lookup-key.label"))
        .help(Message::new("duplicate-lookup-key.help"))
}
