//! From the path or glob that a plan names to files, and no further than the project goes.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::ops::Deref;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::base::message::Message;
use crate::base::suggest::did_you_mean;

use super::glob_walk::{Matched, Start, matching};
use super::reach::Reach;
use super::read_error::ReadError;
use super::text::blocks::unreadable;
use super::trouble::shown;

/// How many names of a folder a message lists.
const NAMES_SHOWN: usize = 5;

/// A file that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    pub path: PathBuf,
    /// As the plan names it, with `/` between folders, from the plan's folder on.
    pub shown: String,
}

/// The files of a source, at least one, and what of a glob's matches is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFiles {
    /// Sorted by how they are shown.
    files: Vec<InputFile>,
    /// Matches that are not read: lock files of open workbooks, and folders that a link leads out of the project.
    pub left_out: u64,
}

impl Deref for FoundFiles {
    type Target = [InputFile];

    fn deref(&self) -> &[InputFile] {
        &self.files
    }
}

/// The files that a source's path or glob names.
pub fn find_files(named: &str, reach: &Reach) -> Result<FoundFiles, ReadError> {
    let named = with_slashes(named, reach);
    if !named.contains(['*', '?', '[']) || reach.folder.join(&named).exists() {
        return find_file(&named, reach).map(|file| FoundFiles { files: vec![file], left_out: 0 });
    }
    let (folder, pattern) = fixed_part(&named);
    let start = reach.folder.join(&folder);
    if Path::new(&pattern).components().any(|part| part == Component::ParentDir) {
        return Err(outside(&named, &start.join(&pattern), reach));
    }
    within(&start, &named, reach)?;
    if !start.try_exists().map_err(|error| unreadable_folder(&folder, &error))? || !start.is_dir() {
        return Err(no_match(&named, &start, &folder, reach));
    }
    let may_enter = |real: &Path| reach.includes(real);
    let walk = Start { folder: &start, shown: &reach.shown(&folder), may_enter: &may_enter };
    let Matched { files, left_out } = matching(&walk, &pattern)?;
    let files: Vec<InputFile> = files.into_iter().map(|file| checked(file, reach)).collect::<Result<_, _>>()?;
    if files.is_empty() { Err(no_match(&named, &start, &folder, reach)) } else { Ok(FoundFiles { files, left_out }) }
}

/// The one file that a path names.
pub fn find_file(named: &str, reach: &Reach) -> Result<InputFile, ReadError> {
    let named = with_slashes(named, reach);
    let path = reach.folder.join(&named);
    within(&path, &named, reach)?;
    // A folder that may not be entered doesn't say whether the file is there.
    let is_there = path.try_exists().map_err(|error| unreadable(&named, &error))?;
    let path = if is_there { path } else { same_name(&path).ok_or_else(|| missing(&named, &path, reach))? };
    checked(InputFile { path, shown: reach.shown(&named) }, reach)
}

/// The error for a folder that the system doesn't let us look into.
pub(super) fn unreadable_folder(shown: &str, error: &io::Error) -> ReadError {
    let shown = if shown.is_empty() { "." } else { shown.trim_end_matches('/') };
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => Message::new("unreadable-file.help-folder"),
        _ => Message::new("unreadable-file.help"),
    };
    ReadError::new(Message::new("unreadable-file").with("file", shown).with("reason", error.to_string())).help(help)
}

/// The error for what exists but is no file.
pub(super) fn not_a_file(path: &Path, shown: &str) -> ReadError {
    let error = Message::new("not-a-file").with("file", shown);
    if path.is_dir() {
        let pattern = format!("{}/*.csv", shown.trim_end_matches('/'));
        return ReadError::new(error).help(Message::new("not-a-file.help-folder").with("pattern", pattern));
    }
    ReadError::new(error).help(Message::new("not-a-file.help"))
}

/// People on Windows write `data\*.csv`.
fn with_slashes(named: &str, reach: &Reach) -> String {
    let is_name = !named.contains('\\') || reach.folder.join(named).exists();
    if is_name { named.to_owned() } else { named.replace('\\', "/") }
}

/// The folders before the first wildcard, and the rest.
fn fixed_part(named: &str) -> (String, String) {
    let wild = named.find(['*', '?', '[']).unwrap_or(named.len());
    let cut = named.get(..wild).and_then(|fixed| fixed.rfind('/')).map_or(0, |slash| slash + 1);
    let (folder, pattern) = named.split_at(cut);
    (folder.to_owned(), pattern.to_owned())
}

/// Refuses what is no file, and what a link leads out of the root.
fn checked(file: InputFile, reach: &Reach) -> Result<InputFile, ReadError> {
    let metadata = fs::metadata(&file.path).map_err(|error| unreadable(&file.shown, &error))?;
    if !metadata.is_file() {
        return Err(not_a_file(&file.path, &file.shown));
    }
    let real = fs::canonicalize(&file.path).map_err(|error| unreadable(&file.shown, &error))?;
    if !reach.includes(&real) {
        return Err(outside(&file.shown, &real, reach));
    }
    Ok(file)
}

/// Refuses a path that leads out of the root by its words alone, before anything there is looked at.
fn within(path: &Path, named: &str, reach: &Reach) -> Result<(), ReadError> {
    // The folders that exist are taken for what they really are; of the rest the words count.
    let mut existing = path.to_owned();
    let mut rest = Vec::new();
    let real = loop {
        if let Ok(real) = fs::canonicalize(&existing) {
            break real;
        }
        rest.extend(existing.components().next_back().map(|part| part.as_os_str().to_owned()));
        if !existing.pop() {
            break PathBuf::new();
        }
    };
    let mut whole = real;
    for part in rest.iter().rev() {
        if part == ".." {
            whole.pop();
        } else {
            whole.push(part);
        }
    }
    if reach.includes(&whole) { Ok(()) } else { Err(outside(&reach.shown(named), &whole, reach)) }
}

/// A file of the same name but for how its characters are put together (`が` as one or as two).
fn same_name(path: &Path) -> Option<PathBuf> {
    let fold = |name: &OsStr| name.to_string_lossy().nfkc().collect::<String>();
    let name = fold(path.file_name()?);
    let names = names_in(path.parent()?);
    let same = names.iter().find(|other| fold(OsStr::new(other)) == name)?;
    Some(path.with_file_name(same))
}

/// The names in a folder, sorted; none where it can't be read.
fn names_in(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

fn missing(named: &str, path: &Path, reach: &Reach) -> ReadError {
    let error = ReadError::new(Message::new("missing-file").with("file", shown(&reach.shown(named))));
    if named.contains(char::is_control) {
        return error.help(Message::new("missing-file.help-backslash"));
    }
    let (above, name) = named.rsplit_once('/').map_or(("", named), |(above, name)| (above, name));
    let known = path.parent().map(names_in).unwrap_or_default();
    let in_folder = |name: &str| if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") };
    error.help(match did_you_mean(name, known.iter().map(String::as_str)) {
        Some(similar) => Message::new("missing-file.help-similar").with("similar", in_folder(similar)),
        None => Message::new("missing-file.help"),
    })
}

fn no_match(named: &str, start: &Path, folder: &str, reach: &Reach) -> ReadError {
    let folder = reach.shown(folder);
    let looked_in = if folder.is_empty() { "." } else { folder.trim_end_matches('/') };
    let error = Message::new("no-file-matches").with("pattern", shown(&reach.shown(named))).with("folder", looked_in);
    if named.contains(char::is_control) {
        return ReadError::new(error).help(Message::new("missing-file.help-backslash"));
    }
    if !start.is_dir() {
        return ReadError::new(error).help(Message::new("no-file-matches.help-folder").with("folder", looked_in));
    }
    let known = names_in(start);
    if known.is_empty() {
        return ReadError::new(error).help(Message::new("no-file-matches.help-empty"));
    }
    let more = known.len().saturating_sub(NAMES_SHOWN);
    let shown: Vec<String> = known.iter().take(NAMES_SHOWN).map(|name| format!("`{name}`")).collect();
    let help = if more > 0 {
        Message::new("no-file-matches.help-more").with("more", more)
    } else {
        Message::new("no-file-matches.help")
    };
    ReadError::new(error).help(help.with("names", shown))
}

/// `real` is the file that is meant, or a path in the folder where it would be.
fn outside(named: &str, real: &Path, reach: &Reach) -> ReadError {
    let help = Message::new("outside-project.help").with("path", reach.to_allow(named, real));
    ReadError::new(Message::new("outside-project").with("file", named)).help(help)
}
