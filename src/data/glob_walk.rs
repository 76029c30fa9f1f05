//! What a glob matches below a folder, looked for by hand: nothing that can't be read is passed over in silence.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::files::{InputFile, unreadable_folder};
use super::read_error::ReadError;

/// What a glob matched.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Sorted by how they are shown; each real file once.
    pub files: Vec<InputFile>,
    /// Matches that are no data: the lock files of open workbooks, and folders that a link leads out of the project.
    pub left_out: u64,
}

/// Where a walk begins, and how far it may go.
pub(super) struct Start<'a> {
    pub folder: &'a Path,
    /// As the plan names it: empty, or with a `/` at its end.
    pub shown: &'a str,
    /// Whether what really is this folder may be read: a link may lead out of the project.
    pub may_enter: &'a dyn Fn(&Path) -> bool,
}

/// The files below a folder that a pattern matches.
pub(super) fn matching(start: &Start, pattern: &str) -> Result<Matched, ReadError> {
    let Some(parts) = parts_of(pattern) else { return Ok(Matched::default()) };
    let mut walk = Walk { may_enter: start.may_enter, found: BTreeMap::new(), left_out: 0, above: Vec::new() };
    walk.above.extend(fs::canonicalize(start.folder));
    walk.folder(start.folder, start.shown, &parts)?;
    Ok(walk.finish())
}

/// One part of a pattern between slashes.
enum Part {
    /// `**`: this folder and all below it.
    AnyFolders,
    Name(Pattern),
}

/// `None` for a pattern that can match nothing, as one with a bracket that is never closed.
fn parts_of(pattern: &str) -> Option<Vec<Part>> {
    let names = pattern.split('/').filter(|part| !part.is_empty() && *part != ".");
    let part = |name: &str| match name {
        "**" => Some(Part::AnyFolders),
        name => Pattern::new(name).ok().map(Part::Name),
    };
    let mut parts: Vec<Part> = names.map(part).collect::<Option<_>>()?;
    // `data/**` means all that is in it.
    if matches!(parts.last(), Some(Part::AnyFolders)) {
        parts.push(Part::Name(Pattern::new("*").ok()?));
    }
    Some(parts)
}

struct Walk<'a> {
    may_enter: &'a dyn Fn(&Path) -> bool,
    /// By real path: of several ways to a file the first by how it is shown, one without a link before all others.
    found: BTreeMap<PathBuf, (bool, InputFile)>,
    left_out: u64,
    /// The real paths of the folders that are being looked at, so that links lead into no circle.
    above: Vec<PathBuf>,
}

/// A name in a folder.
struct Entry {
    path: PathBuf,
    /// Bytes that are no text are shown as such; the file is opened by its path.
    name: String,
    is_link: bool,
    is_folder: bool,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, shown: &str, parts: &[Part]) -> Result<(), ReadError> {
        let Some((part, rest)) = parts.split_first() else { return Ok(()) };
        let entries = entries(folder, shown)?;
        match part {
            Part::AnyFolders => {
                self.folder(folder, shown, rest)?;
                for entry in entries.iter().filter(|entry| entry.is_folder && !entry.name.starts_with('.')) {
                    self.below(entry, shown, parts)?;
                }
            }
            Part::Name(pattern) => {
                for entry in entries.into_iter().filter(|entry| matches(pattern, &entry.name)) {
                    match rest {
                        [] if entry.is_folder => {}
                        [] => self.take(entry, shown),
                        rest if entry.is_folder => self.below(&entry, shown, rest)?,
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// Goes on in a folder of a folder.
    fn below(&mut self, entry: &Entry, shown: &str, parts: &[Part]) -> Result<(), ReadError> {
        let shown = format!("{shown}{}/", entry.name);
        let real = fs::canonicalize(&entry.path).map_err(|error| unreadable_folder(&shown, &error))?;
        if entry.is_link && !(self.may_enter)(&real) {
            self.left_out += 1;
            return Ok(());
        }
        if self.above.contains(&real) {
            return Ok(());
        }
        self.above.push(real);
        let walked = self.folder(&entry.path, &shown, parts);
        self.above.pop();
        walked
    }

    fn take(&mut self, entry: Entry, shown: &str) {
        if is_lock_file(&entry.name) {
            self.left_out += 1;
            return;
        }
        // What leads nowhere is refused later, by the name that it has here.
        let real = fs::canonicalize(&entry.path).unwrap_or_else(|_| entry.path.clone());
        let is_link = entry.is_link;
        let file = InputFile { shown: format!("{shown}{}", entry.name), path: entry.path };
        match self.found.get_mut(&real) {
            Some((known_is_link, known)) if (is_link, &file.shown) < (*known_is_link, &known.shown) => {
                (*known_is_link, *known) = (is_link, file);
            }
            Some(_) => {}
            None => {
                self.found.insert(real, (is_link, file));
            }
        }
    }

    fn finish(self) -> Matched {
        let mut files: Vec<InputFile> = self.found.into_values().map(|(_, file)| file).collect();
        files.sort_by(|one, other| (&one.shown, &one.path).cmp(&(&other.shown, &other.path)));
        Matched { files, left_out: self.left_out }
    }
}

/// What Excel puts beside a workbook while it is open: `~$sales.xlsx`.
fn is_lock_file(name: &str) -> bool {
    name.starts_with("~$")
}

fn matches(pattern: &Pattern, name: &str) -> bool {
    let options =
        MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
    pattern.matches_with(name, options)
}

/// What is in a folder, sorted by name.
fn entries(folder: &Path, shown: &str) -> Result<Vec<Entry>, ReadError> {
    let unreadable = |error: &std::io::Error| unreadable_folder(shown, error);
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut entries = Vec::new();
    for entry in fs::read_dir(place).map_err(|error| unreadable(&error))? {
        let entry = entry.map_err(|error| unreadable(&error))?;
        let kind = entry.file_type().map_err(|error| unreadable(&error))?;
        let path = folder.join(entry.file_name());
        let is_folder = if kind.is_symlink() { path.is_dir() } else { kind.is_dir() };
        let name = OsStr::to_string_lossy(&entry.file_name()).into_owned();
        entries.push(Entry { path, name, is_link: kind.is_symlink(), is_folder });
    }
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(entries)
}
