//! Mending plans: what the findings offer is written, and what comes of it is checked again, until nothing is left.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::source_map::SourceMap;
use crate::base::span::FileId;
use crate::data::observe::Progress;
use crate::lint::apply::{Mended, apply};

use super::checked::Checked;
use super::request::Request;

/// What came of mending, none of it written yet.
#[derive(Debug, Default)]
pub struct Mending {
    /// As it is after the mends.
    pub checked: Checked,
    /// Each file that is another now, by its real path.
    pub files: BTreeMap<PathBuf, MendedFile>,
    /// How many mends there were.
    pub count: usize,
}

/// A file's text before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendedFile {
    /// The path as people see it.
    pub shown: String,
    pub before: Arc<str>,
    pub after: Arc<str>,
}

/// A mend may make room for another; plans that go on changing for longer are left as they are by then.
const ROUNDS: usize = 8;

/// Mends what is asked for, first what is wrong with the design, for which no data is read, then what the numbers show. A
/// round after which a plan has an error that it did not have is taken back.
#[must_use]
pub fn mended(
    request: &Request,
    sources: &SourceMap,
    diagnostics: &[Diagnostic],
    and_unsafe: bool,
    progress: &dyn Progress,
) -> Mending {
    let of_design = Request { evaluate: false, tests: false, ..request.clone() };
    let mut rounds = Rounds { request: of_design, and_unsafe, left: ROUNDS };
    let check = |request: &Request| super::check(request, sources.clone(), diagnostics.to_vec(), progress);
    let mut mending = rounds.go_on(Mending { checked: check(&rounds.request), ..Mending::default() }, &check);
    if request.evaluate || request.tests {
        (rounds.request.evaluate, rounds.request.tests) = (request.evaluate, request.tests);
        mending.checked = check(&rounds.request);
        mending = rounds.go_on(mending, &check);
    }
    mending
}

/// Mending and checking in turns.
struct Rounds {
    /// With the texts as they are mended so far.
    request: Request,
    and_unsafe: bool,
    /// How many more there may be.
    left: usize,
}

impl Rounds {
    /// Goes on until nothing is left to mend.
    fn go_on(&mut self, mut mending: Mending, check: &dyn Fn(&Request) -> Checked) -> Mending {
        while self.left > 0 {
            self.left -= 1;
            let Mended { texts, count } =
                apply(&mending.checked.diagnostics, &mending.checked.sources, self.and_unsafe);
            if count == 0 {
                break;
            }
            let before = self.request.texts.clone();
            let mut files = mending.files.clone();
            for (id, text) in texts {
                self.write(&mending.checked, id, text.into(), &mut files);
            }
            let checked = check(&self.request);
            if checked.count(Level::Error) > mending.checked.count(Level::Error) {
                self.request.texts = before;
                break;
            }
            mending = Mending { checked, files, count: mending.count + count };
        }
        mending
    }

    fn write(&mut self, checked: &Checked, id: FileId, after: Arc<str>, files: &mut BTreeMap<PathBuf, MendedFile>) {
        let Some(path) = checked.paths.get(&id) else { return };
        let source = checked.sources.file(id);
        let before = || MendedFile {
            shown: source.path.clone(),
            before: Arc::clone(&source.text),
            after: Arc::clone(&source.text),
        };
        files.entry(path.clone()).or_insert_with(before).after = Arc::clone(&after);
        self.request.texts.insert(path.clone(), after);
    }
}
