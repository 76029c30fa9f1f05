//! Why a file could not be read, before it is known where in the plan that is said.

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::span::Span;

/// What is wrong with a file. The caller turns it into a diagnostic at the words of the plan that name the file, or
/// at those that are meant more exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError {
    /// Its id is the error's code. Where [`ReadError::row`] is given, `$row` is still to be filled in.
    pub message: Message,
    pub help: Option<Box<Message>>,
    /// Words of the plan that it is about, where they are others than the file's name (`sheet "…"`).
    pub span: Option<Span>,
    /// The asked column that it is about, by its place among the asked columns.
    pub column: Option<usize>,
    /// The row that it is about.
    pub row: Option<RowInChunk>,
    /// All rows that it is about, where it is about rows of the wrong width; [`ReadError::row`] is the first.
    pub ragged: Option<Box<RaggedRows>>,
    /// How many rows a person sees of the chunk that it ended, so that the rows of later chunks keep their numbers.
    pub rows_of_chunk: u64,
}

/// Rows that don't have as many cells as the header has columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RaggedRows {
    pub count: u64,
    /// The first of them, at most [`RaggedRows::SHOWN`]: the row (as [`RowInChunk::row`], until its number is filled
    /// in) and how many cells it has.
    pub first: Vec<(u64, u64)>,
}

impl RaggedRows {
    const SHOWN: usize = 10;

    /// Notes a row; rows come in their order.
    pub fn add(&mut self, row: u64, cells: u64) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push((row, cells));
        }
    }

    /// Takes in the rows of a later chunk. Both must have their numbers.
    pub fn append(&mut self, other: &Self) {
        self.count += other.count;
        self.first.extend(&other.first);
        self.first.truncate(Self::SHOWN);
    }

    fn words(&self) -> Vec<Message> {
        let row = |(row, cells): &(u64, u64)| Message::new("ragged-row.row").with("row", *row).with("cells", *cells);
        let mut words: Vec<Message> = self.first.iter().map(row).collect();
        let more = self.count - self.first.len() as u64;
        if more > 0 {
            words.push(Message::new("ragged-row.more").with("more", more));
        }
        words
    }
}

/// A row of a table, as far as one chunk knows it: the rows of the chunks before are added afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowInChunk {
    /// The chunk's number.
    pub chunk: usize,
    /// Physical rows of this chunk before it.
    pub row: u64,
}

impl ReadError {
    /// An error whose text is `message`.
    #[must_use]
    pub fn new(message: Message) -> Self {
        Self { message, help: None, span: None, column: None, row: None, ragged: None, rows_of_chunk: 0 }
    }

    /// Says what to write or do instead.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(Box::new(help));
        self
    }

    /// Points at other words of the plan than the file's name.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says which of the asked columns it is about.
    #[must_use]
    pub fn about_column(mut self, place: usize) -> Self {
        self.column = Some(place);
        self
    }

    /// Says which row of the chunk being read it is about; the chunk's number is filled in by [`Self::in_chunk`].
    #[must_use]
    pub fn in_row(mut self, row: u64) -> Self {
        self.row = Some(RowInChunk { chunk: 0, row });
        self
    }

    /// Says which chunk the row belongs to.
    #[must_use]
    pub fn in_chunk(mut self, number: usize) -> Self {
        if let Some(row) = &mut self.row {
            row.chunk = number;
        }
        self
    }

    /// Says how many rows the chunk has that it ended.
    #[must_use]
    pub fn of_chunk_with(mut self, rows: u64) -> Self {
        self.rows_of_chunk = rows;
        self
    }

    /// Fills in the row's number, once it is known, as a person sees it in a spreadsheet: the table's first row + the
    /// physical rows of the chunks before the error's chunk + its row in the chunk.
    #[must_use]
    pub fn with_row_number(mut self, number: u64) -> Self {
        if let Some(row) = self.row.take() {
            self.message = self.message.with("row", number);
            let ragged = self.ragged.iter_mut().flat_map(|ragged| &mut ragged.first);
            ragged.for_each(|(place, _)| *place = number + (*place - row.row));
        }
        self
    }

    /// The error at its place in the plan: at the words that it is about, else at the asked column that it is about,
    /// else at `file`, the words that name the file. `columns` are the places of the asked columns, in their order.
    /// The row's number must have been filled in.
    #[must_use]
    pub fn into_diagnostic(self, file: Span, columns: &[Span]) -> Diagnostic {
        let column = self.column.and_then(|place| columns.get(place));
        let (span, label) = match (self.span, column) {
            (Some(span), _) => (span, Message::new("read-error.label-stated")),
            (None, Some(span)) => (*span, Message::new("read-error.label-column")),
            (None, None) => (file, Message::new("read-error.label-file")),
        };
        let message = match &self.ragged {
            Some(ragged) => self.message.with("count", ragged.count).with("rows", ragged.words()),
            None => self.message,
        };
        let diagnostic = Diagnostic::error(message).at(span, label);
        match self.help {
            Some(help) => diagnostic.help(*help),
            None => diagnostic,
        }
    }
}
