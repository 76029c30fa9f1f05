//! Mending plans: what the findings offer is written, and what comes of it is checked again, until nothing is left.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::source_map::SourceMap;
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

/// Mends what is asked for. Mends come of the design alone: the data is read once, when all are made. A round after which a plan has an error that it did not have is taken back.
#[must_use]
pub fn mended(
    request: &Request,
    sources: &SourceMap,
    diagnostics: &[Diagnostic],
    and_unsafe: bool,
    progress: &dyn Progress,
) -> Mending {
    let check = |request: &Request| super::check(request, sources.clone(), diagnostics.to_vec(), progress);
    let evaluate = request.evaluate;
    let mut request = Request { evaluate: false, tests: false, ..request.clone() };
    let mut mending = Mending { checked: check(&request), ..Mending::default() };
    for _ in 0..ROUNDS {
        let Mended { texts, count } = apply(&mending.checked.diagnostics, &mending.checked.sources, and_unsafe);
        if count == 0 {
            break;
        }
        let mut files = mending.files.clone();
        for (id, text) in texts {
            let Some(path) = mending.checked.paths.get(&id) else { continue };
            let source = mending.checked.sources.file(id);
            let before = || MendedFile {
                shown: source.path.clone(),
                before: Arc::clone(&source.text),
                after: Arc::clone(&source.text),
            };
            let after: Arc<str> = text.into();
            files.entry(path.clone()).or_insert_with(before).after = Arc::clone(&after);
            request.texts.insert(path.clone(), after);
        }
        let checked = check(&request);
        if checked.count(Level::Error) > mending.checked.count(Level::Error) {
            break;
        }
        mending = Mending { checked, files, count: mending.count + count };
    }
    if evaluate {
        request.texts = mending.files.iter().map(|(path, file)| (path.clone(), Arc::clone(&file.after))).collect();
        mending.checked = check(&Request { evaluate, ..request });
    }
    mending
}
