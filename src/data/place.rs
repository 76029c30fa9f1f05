//! Where a row stands among all the rows of a source.

/// A row of a source, before the rows of the chunks before it are counted. Ordered as the files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowPlace {
    /// The file's place among the source's files.
    pub file: usize,
    pub chunk: usize,
    /// Physical rows of the chunk before it.
    pub row: u64,
    /// Of a row that an unpivoted one became: the column that it comes from, by its place among them.
    pub part: usize,
}

/// A part of a batch among those of a source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BatchPlace<'a> {
    pub file: usize,
    pub chunk: usize,
    /// The batch's row that is the first here.
    pub from: usize,
    pub numbers: &'a super::batch::RowNumbers,
}

impl BatchPlace<'_> {
    /// The place of a row of the part.
    pub fn row(&self, row: usize) -> RowPlace {
        let row = self.from + row;
        RowPlace { file: self.file, chunk: self.chunk, row: self.numbers.before(row), part: self.numbers.part(row) }
    }
}
