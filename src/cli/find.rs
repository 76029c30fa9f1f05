//! From the paths of a command line to the plans that they mean.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::message::Message;
use crate::session::file_errors::{not_utf8, unreadable};

use super::arguments::CheckArguments;
use super::surroundings::Surroundings;

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

/// The plans that the paths mean, each once; standard input with its text.
pub fn find(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
    errors: &mut Vec<Diagnostic>,
) -> Vec<(FoundPlan, Option<Arc<str>>)> {
    let here = [".".to_owned()];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let mut found: Vec<(FoundPlan, Option<Arc<str>>)> = Vec::new();
    for path in paths {
        if path == "-" {
            match standard_input(surroundings, arguments) {
                Ok(plan) => found.push(plan),
                Err(error) => errors.push(error),
            }
            continue;
        }
        match find_plans(&surroundings.directory, path) {
            Ok(plans) => {
                for plan in plans {
                    if !found.iter().any(|(other, _)| other.file == plan.file) {
                        found.push((plan, None));
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    found
}

fn standard_input(
    surroundings: &mut Surroundings,
    arguments: &CheckArguments,
) -> Result<(FoundPlan, Option<Arc<str>>), Diagnostic> {
    let shown = arguments.stdin_path.clone().unwrap_or_else(|| "-".to_owned());
    let mut bytes = Vec::new();
    surroundings.stdin.read_to_end(&mut bytes).map_err(|error| unreadable(&shown, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| not_utf8(&shown))?;
    let name = arguments.stdin_path.as_deref().unwrap_or("stdin.kpi");
    let file = surroundings.directory.join(name);
    Ok((FoundPlan { shown, file, in_folder: false }, Some(text.into())))
}

/// The plans that a path means: itself, or every `.kpi` below it, sorted by path.
fn find_plans(directory: &Path, path: &str) -> Result<Vec<FoundPlan>, Diagnostic> {
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
