//! From the paths of a command line to the plans that they mean.

use std::path::{Path, PathBuf};

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;

/// A plan that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPlan {
    /// The path as people see it, with `/` between folders.
    pub shown: String,
    pub file: PathBuf,
    /// Found below a folder, not named itself.
    pub in_folder: bool,
}

/// Folders deeper than this are not looked into: links can make circles.
const DEEPEST: usize = 64;

/// The plans that a path means: itself, or every `.kpi` below it, sorted by path.
pub fn find_plans(directory: &Path, path: &str) -> Result<Vec<FoundPlan>, Diagnostic> {
    let full = directory.join(path);
    if full.is_dir() {
        let mut found = Vec::new();
        walk(&full, path.trim_end_matches(['/', '\\']), DEEPEST, &mut found);
        found.sort_by(|a, b| a.shown.cmp(&b.shown));
        if found.is_empty() {
            let error = Diagnostic::error(Message::new("no-plan-found").with("path", path));
            return Err(error.help(Message::new("no-plan-found.help")));
        }
        return Ok(found);
    }
    if full.exists() {
        return Ok(vec![FoundPlan { shown: path.replace('\\', "/"), file: full, in_folder: false }]);
    }
    Err(Diagnostic::error(Message::new("plan-not-found").with("path", path)).help(not_found_help(&full)))
}

fn walk(folder: &Path, shown: &str, deeper: usize, found: &mut Vec<FoundPlan>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        let shown = if shown == "." || shown.is_empty() { name.clone() } else { format!("{shown}/{name}") };
        // A link to a folder is not followed: what it leads to is checked where it is.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && name != "target" && name != "node_modules" && deeper > 0 {
            walk(&path, &shown, deeper - 1, found);
        } else if path.extension().is_some_and(|ending| ending == "kpi") && path.is_file() {
            found.push(FoundPlan { shown, file: path, in_folder: true });
        }
    }
}

/// The nearest name in the same folder, or what to do.
fn not_found_help(missing: &Path) -> Message {
    let wanted = missing.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let siblings = missing.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let mut names: Vec<String> = siblings
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|ending| ending == "kpi"));
    names.sort();
    match crate::base::suggest::did_you_mean(&wanted, names.iter().map(String::as_str)) {
        Some(similar) => Message::new("plan-not-found.help-similar").with("similar", similar),
        None => Message::new("plan-not-found.help"),
    }
}
