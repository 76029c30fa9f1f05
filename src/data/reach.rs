//! Where the paths of a plan start, and where they end.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::base::span::FileId;

/// Where paths of a plan start, and where they end.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The folder of the file that names the paths.
    pub folder: PathBuf,
    /// The folder that nothing outside of is read.
    pub root: PathBuf,
    /// Further files and folders that may be read.
    pub allowed: Vec<PathBuf>,
    /// The folders of the plan's files: what a file that the plan takes in names, starts at that file's own.
    pub folders: Arc<BTreeMap<FileId, PathBuf>>,
    /// The way from the plan's folder to the folder, with a `/` at its end, so that what is shown is told apart.
    way: String,
}

impl Reach {
    /// Paths that start in one folder and don't leave another one.
    #[must_use]
    pub fn new(folder: PathBuf, root: PathBuf) -> Self {
        Self { folder, root, allowed: Vec::new(), folders: Arc::default(), way: String::new() }
    }

    /// The reach of the paths that one of the plan's files names.
    #[must_use]
    pub fn of_file(&self, file: FileId) -> Self {
        match self.folders.get(&file).filter(|folder| **folder != self.folder) {
            Some(folder) => Self { way: way(&self.folder, folder), folder: folder.clone(), ..self.clone() },
            None => self.clone(),
        }
    }

    /// What a path is called for people: from the plan's folder on.
    pub(super) fn shown(&self, named: &str) -> String {
        if Path::new(named).is_absolute() { named.to_owned() } else { format!("{}{named}", self.way) }
    }

    /// Whether a path that really is this one may be read.
    pub(super) fn includes(&self, real: &Path) -> bool {
        let really = |folder: &PathBuf| fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
        std::iter::once(&self.root).chain(&self.allowed).any(|folder| real.starts_with(really(folder)))
    }

    /// The folder of a path that lies outside, as `allow-outside` would name it: from the project's folder on, or as the
    /// plan names it where it names all of it.
    pub(super) fn to_allow(&self, named: &str, real: &Path) -> String {
        if let Some(folder) = Path::new(named).parent().filter(|folder| folder.is_absolute()) {
            return folder.to_string_lossy().into_owned();
        }
        let root = fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone());
        let way = way(&root, real.parent().unwrap_or(real));
        way.trim_end_matches('/').to_owned()
    }
}

/// The way from one folder to another, with a `/` at its end; empty where they are the same.
#[must_use]
pub fn way(from: &Path, to: &Path) -> String {
    let parts = |path: &Path| -> Vec<String> {
        let names = path.components().filter(|part| *part != Component::CurDir);
        names.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.iter().skip(shared).map(|_| "..");
    let down = to.iter().skip(shared).map(String::as_str);
    up.chain(down).flat_map(|part| [part, "/"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_from_folder_to_folder() {
        for (from, to, expected) in
            [("", "sub", "sub/"), ("a/b", "a/c/d", "../c/d/"), ("/a", "/a", ""), ("plans", "", "../"), (".", "x", "x/")]
        {
            assert_eq!(way(Path::new(from), Path::new(to)), expected, "{from} {to}");
        }
    }
}
