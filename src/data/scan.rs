//! One pass over a source's files: one thread takes chunks off them, the others turn chunks into partial aggregates.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::batch::{Chunk, Table};
use super::date_order::{Finding, First};
use super::files::InputFile;
use super::fold::Fold;
use super::observe::Progress;
use super::open::open_to_watch;
use super::partial::Partial;
use super::projection::Projection;
use super::read_error::ReadError;

/// Files up to this many bytes in all are read without starting threads.
const WITHOUT_THREADS: u64 = 1 << 20;

/// What a pass over a source's files gave.
#[derive(Debug)]
pub(crate) struct Scanned {
    pub partial: Partial,
    /// By file.
    pub files: Vec<FileFacts>,
    /// What went wrong, by the file's place.
    pub errors: Vec<(usize, ReadError)>,
}

#[derive(Debug, Default)]
pub(crate) struct FileFacts {
    /// The number of the row where the first chunk begins.
    pub first_row: u64,
    pub encoding: Option<&'static str>,
    /// Notes below the table, which were left out.
    pub notes: u64,
    /// Columns between them that are sums or shares of them, which were left out.
    pub left_out_columns: u64,
}

/// A chunk on its way to a thread.
struct Job {
    file: usize,
    projection: Arc<Projection>,
    chunk: Chunk,
}

/// Reads all files. Where a column's cells show that days and months stand the other way round than was taken for
/// granted, the files are read once more.
pub(crate) fn scan(fold: &Fold, files: &[InputFile], progress: &dyn Progress) -> Scanned {
    let mut first = vec![First::Month; fold.program.program.columns.len()];
    // What the cells show depends on the order only where a condition on one date picks the rows of another.
    for _ in 0..2 {
        match pass(fold, files, &first, progress, true) {
            Ok(scanned) => match other_order(&scanned.partial, &first) {
                None => return scanned,
                Some(found) => first = found,
            },
            Err(found) => first = found,
        }
    }
    match pass(fold, files, &first, progress, false) {
        Ok(scanned) => scanned,
        Err(_) => Scanned { partial: Partial::new(fold.program, &first), files: Vec::new(), errors: Vec::new() },
    }
}

/// The order of each column, where the cells show another one than the one they were read in.
fn other_order(partial: &Partial, first: &[First]) -> Option<Vec<First>> {
    let found: Vec<First> = partial
        .readers
        .iter()
        .zip(first)
        .map(|(reader, first)| match reader.evidence.finding() {
            Finding::Found(found) if reader.evidence.either.is_some() => found,
            _ => *first,
        })
        .collect();
    (found != first).then_some(found)
}

/// Reads all files; gives up with another order of dates where `early` and the first chunk already shows it.
fn pass(
    fold: &Fold,
    files: &[InputFile],
    first: &[First],
    progress: &dyn Progress,
    early: bool,
) -> Result<Scanned, Vec<First>> {
    let mut reader = Reader::new(fold, files, progress);
    let mut partial = Partial::new(fold.program, first);
    // The first chunk is looked at here: it mostly shows how dates are written, and often is all there is.
    if let Some(job) = reader.next_job() {
        reader.work(fold, &mut partial, job);
        if let Some(found) = early.then(|| other_order(&partial, first)).flatten() {
            return Err(found);
        }
    }
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    if reader.total <= WITHOUT_THREADS || threads == 1 {
        while let Some(job) = reader.next_job() {
            reader.work(fold, &mut partial, job);
        }
    } else {
        for (other, errors) in in_threads(fold, &mut reader, first, threads) {
            partial.merge(fold.program, other);
            reader.errors.extend(errors);
        }
    }
    let Reader { facts, mut errors, .. } = reader;
    errors.sort_by_key(|(file, error)| (*file, error.row.map(|row| (row.chunk, row.row))));
    Ok(Scanned { partial, files: facts, errors })
}

type Worked = (Partial, Vec<(usize, ReadError)>);

fn in_threads(fold: &Fold, reader: &mut Reader, first: &[First], threads: usize) -> Vec<Worked> {
    let (send, receive) = sync_channel(threads * 2);
    let receive = Mutex::new(receive);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work_through(fold, first, &receive))).collect();
        hand_out(reader, &send);
        drop(send);
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn hand_out(reader: &mut Reader, jobs: &SyncSender<Job>) {
    while let Some(job) = reader.next_job() {
        // Nobody listens any more only when all workers have panicked, which `join` will tell.
        if jobs.send(job).is_err() {
            return;
        }
    }
}

fn work_through(fold: &Fold, first: &[First], jobs: &Mutex<Receiver<Job>>) -> Worked {
    let mut partial = Partial::new(fold.program, first);
    let mut errors = Vec::new();
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return (partial, errors) };
        if let Err(error) = add(fold, &mut partial, job) {
            errors.push(error);
        }
    }
}

fn add(fold: &Fold, partial: &mut Partial, job: Job) -> Result<(), (usize, ReadError)> {
    let (file, number) = (job.file, job.chunk.number);
    match job.chunk.into_batch(&job.projection) {
        Ok(batch) => fold.add(partial, &batch, file),
        Err(error) => {
            partial.chunk_rows.push((file, number, error.rows_of_chunk));
            return Err((file, error));
        }
    }
    Ok(())
}

/// Takes chunks off the files, one after the other.
struct Reader<'a> {
    fold: &'a Fold<'a>,
    files: &'a [InputFile],
    progress: &'a dyn Progress,
    /// The columns that each file must have, those that are read first.
    columns: Vec<String>,
    /// The file that is open, and its place.
    table: Option<(usize, Table)>,
    next_file: usize,
    facts: Vec<FileFacts>,
    errors: Vec<(usize, ReadError)>,
    sizes: Vec<u64>,
    read: u64,
    total: u64,
}

impl<'a> Reader<'a> {
    fn new(fold: &'a Fold, files: &'a [InputFile], progress: &'a dyn Progress) -> Self {
        let size = |path: &PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
        let sizes: Vec<u64> = files.iter().map(|file| size(&file.path)).collect();
        let facts = files.iter().map(|_| FileFacts::default()).collect();
        let total = sizes.iter().sum();
        let declared = fold.program.declared.iter().map(|column| &column.value);
        let columns = fold.program.asked.iter().chain(declared).cloned().collect();
        Self {
            fold,
            files,
            progress,
            columns,
            table: None,
            next_file: 0,
            facts,
            errors: Vec::new(),
            sizes,
            read: 0,
            total,
        }
    }

    /// The next chunk of any file; a file with an error is left and the next one begun.
    fn next_job(&mut self) -> Option<Job> {
        loop {
            let (file, mut table) = self.open_table()?;
            match table.next_chunk() {
                Ok(Some(chunk)) => {
                    let projection = Arc::clone(&table.projection);
                    self.progress.advance(self.read.saturating_add(table.position().unwrap_or(0)), self.total);
                    self.table = Some((file, table));
                    return Some(Job { file, projection, chunk });
                }
                Ok(None) => {}
                Err(error) => self.errors.push((file, error)),
            }
            self.facts[file].encoding = table.encoding();
            self.facts[file].notes = table.notes();
            self.read += self.sizes[file];
            self.progress.advance(self.read, self.total);
        }
    }

    /// The table that is open, else the next one that can be opened.
    fn open_table(&mut self) -> Option<(usize, Table)> {
        if let Some(open) = self.table.take() {
            return Some(open);
        }
        loop {
            let place = self.next_file;
            let file = self.files.get(place)?;
            self.next_file += 1;
            let program = self.fold.program;
            match open_to_watch(&file.path, &file.shown, &program.source.layout, &self.columns, program.asked.len()) {
                Ok(table) => {
                    self.facts[place].first_row = table.first_row;
                    self.facts[place].left_out_columns = table.projection.left_out_columns;
                    return Some((place, table));
                }
                Err(error) => {
                    self.errors.push((place, error));
                    self.read += self.sizes[place];
                }
            }
        }
    }

    fn work(&mut self, fold: &Fold, partial: &mut Partial, job: Job) {
        if let Err(error) = add(fold, partial, job) {
            self.errors.push(error);
        }
    }
}
