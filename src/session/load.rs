//! From paths to trees: every file that is asked for, and every file that those use, read and parsed once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::base::parallel::in_parallel;
use crate::base::source_map::SourceMap;
use crate::base::span::{FileId, Span};
use crate::resolve::{ParsedFiles, uses};
use crate::syntax::{self, Parsed};

use super::file_errors::{not_utf8, unreadable};
use super::paths::{may_read, normalized, shown_beside};
use super::request::{PlanRequest, Project, Request};

/// The files of a run.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) files: ParsedFiles,
    /// For each plan that was asked for its file; `None` where it could not be read.
    pub(super) roots: Vec<Option<FileId>>,
    pub(super) errors: Vec<Diagnostic>,
    /// The folder of each file.
    pub(super) folders: BTreeMap<FileId, PathBuf>,
    /// The real path of each file.
    pub(super) paths: BTreeMap<FileId, PathBuf>,
}

/// Reads and parses everything that the plans need: those that are asked for on all processors, then what they use.
pub(super) fn load(request: &Request, sources: &mut SourceMap) -> Loaded {
    let mut loader = Loader { texts: &request.texts, sources, loaded: Loaded::default(), known: BTreeMap::new() };
    let mut unread: Vec<Root> = Vec::new();
    for plan in &request.plans {
        let (file, text) = loader.root(plan);
        loader.loaded.roots.push(file);
        unread.extend(file.zip(text).map(|(file, text)| Root { file, text, plan }));
    }
    let parsed = in_parallel(&unread, |root| syntax::parse(root.file, &root.text));
    for parsed in parsed {
        loader.take_in(parsed);
    }
    for Root { file, plan, .. } in unread {
        let first = Waiting { file, path: plan.file.clone(), shown: plan.shown.clone() };
        loader.follow(first, &plan.project);
    }
    let known = loader.known.into_iter();
    loader.loaded.paths = known.filter_map(|(path, file)| Some((file?, path))).collect();
    loader.loaded
}

/// A plan that was asked for, with its text.
struct Root<'a> {
    file: FileId,
    text: Arc<str>,
    plan: &'a PlanRequest,
}

struct Loader<'a> {
    texts: &'a BTreeMap<PathBuf, Arc<str>>,
    sources: &'a mut SourceMap,
    loaded: Loaded,
    /// By the real path of a file; `None` where it could not be read.
    known: BTreeMap<PathBuf, Option<FileId>>,
}

/// A file whose `use`s are still to be followed.
struct Waiting {
    file: FileId,
    path: PathBuf,
    shown: String,
}

impl Loader<'_> {
    /// The file of a plan that was asked for, with its text where it is asked for the first time.
    fn root(&mut self, plan: &PlanRequest) -> (Option<FileId>, Option<Arc<str>>) {
        let key = identity(&plan.file);
        if let Some(known) = self.known.get(&key) {
            return (*known, None);
        }
        let text = match &plan.text {
            Some(text) => Ok(Arc::clone(self.texts.get(&key).unwrap_or(text))),
            None => self.read(&key, &plan.file, &plan.shown),
        };
        let text = text.map_err(|error| self.loaded.errors.push(error)).ok();
        let file = text.as_ref().map(|text| self.sources.add(&*plan.shown, Arc::clone(text)));
        self.known.insert(key, file);
        (file, text)
    }

    /// The text of a file: the one that holds instead of it, where there is one.
    fn read(&self, key: &Path, path: &Path, shown: &str) -> Result<Arc<str>, Diagnostic> {
        self.texts.get(key).map_or_else(|| read(path, shown), |text| Ok(Arc::clone(text)))
    }

    fn take_in(&mut self, parsed: Parsed) {
        self.loaded.files.add(parsed.tree);
        self.loaded.errors.extend(parsed.errors);
    }

    /// Reads what a file uses, and what that uses. A circle ends at the file that is known already.
    fn follow(&mut self, first: Waiting, project: &Project) {
        let mut queue = vec![first];
        while let Some(waiting) = queue.pop() {
            let folder = waiting.path.parent().map(Path::to_path_buf).unwrap_or_default();
            self.loaded.folders.insert(waiting.file, folder);
            let tree = self.loaded.files.tree(waiting.file);
            let used: Vec<(String, Span)> =
                tree.into_iter().flat_map(uses).map(|used| (used.path.value.clone(), used.path.span)).collect();
            for (written, span) in used {
                let to = self.used(&waiting, &written, span, project, &mut queue);
                self.loaded.files.link(waiting.file, &written, to);
            }
        }
    }

    fn used(
        &mut self,
        from: &Waiting,
        written: &str,
        span: Span,
        project: &Project,
        queue: &mut Vec<Waiting>,
    ) -> Option<FileId> {
        let folder = from.path.parent().unwrap_or_else(|| Path::new(""));
        let path = normalized(&folder.join(written));
        let shown = shown_beside(&from.shown, written);
        if !may_read(project, &path) {
            self.loaded.errors.push(outside(written, &project.root, span));
            return None;
        }
        let key = identity(&path);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let file = match self.read(&key, &path, written) {
            Ok(text) => {
                let file = self.sources.add(&*shown, Arc::clone(&text));
                self.take_in(syntax::parse(file, &text));
                queue.push(Waiting { file, path, shown });
                Some(file)
            }
            Err(error) => {
                let label = match error.code {
                    "not-utf8" => Message::new("not-utf8.label"),
                    _ => Message::new("cannot-read.label"),
                };
                self.loaded.errors.push(error.at(span, label));
                None
            }
        };
        self.known.insert(key, file);
        file
    }
}

/// What makes two paths the same file.
pub(super) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| normalized(path))
}

/// The text of a file, without a byte order mark.
fn read(path: &Path, shown: &str) -> Result<Arc<str>, Diagnostic> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(shown, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| not_utf8(shown))?;
    Ok(Arc::from(text.strip_prefix('\u{feff}').unwrap_or(&text)))
}

fn outside(written: &str, root: &Path, span: Span) -> Diagnostic {
    let folder = root.file_name().map_or_else(|| root.to_string_lossy(), |name| name.to_string_lossy());
    let message = Message::new("use-outside-project").with("path", written).with("root", folder.into_owned());
    Diagnostic::error(message)
        .at(span, Message::new("use-outside-project.label"))
        .help(Message::new("use-outside-project.help").with("path", written))
}
