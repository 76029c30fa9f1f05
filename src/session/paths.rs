//! Paths as plans write them, and which of them may be read.

use std::path::{Component, Path, PathBuf};

use super::request::Project;

/// A path without `.` and `..` where they can be taken out.
#[must_use]
pub fn normalized(path: &Path) -> PathBuf {
    let mut parts: Vec<Component> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => _ = parts.pop(),
            _ => parts.push(part),
        }
    }
    parts.iter().collect()
}

/// What `written` in the file `shown` is called for people: with `/`, from where the file's own path starts.
#[must_use]
pub fn shown_beside(shown: &str, written: &str) -> String {
    let folder = Path::new(shown).parent().unwrap_or_else(|| Path::new(""));
    normalized(&folder.join(written)).to_string_lossy().replace('\\', "/")
}

/// Whether a project's plans may read a file: it lies in the project, or the project's configuration allows it. Links
/// are followed before they are judged.
#[must_use]
pub fn may_read(project: &Project, file: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| normalized(path));
    let file = real(file);
    let allowed = project.allow_outside.iter().map(PathBuf::as_path);
    [project.root.as_path()].into_iter().chain(allowed).any(|folder| file.starts_with(real(folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_together() {
        for (path, expected) in [("a/./b/../c", "a/c"), ("../a", "../a"), ("/../a", "/a"), ("a/../../b", "../b")] {
            assert_eq!(normalized(Path::new(path)), Path::new(expected), "{path}");
        }
        assert_eq!(shown_beside("plans/tokyo.kpi", "../shared.kpi"), "shared.kpi");
        assert_eq!(shown_beside("plan.kpi", "shared.kpi"), "shared.kpi");
    }

    #[test]
    fn what_lies_outside_is_not_read_unless_it_is_allowed() {
        let mut project = Project { root: "/team/plans".into(), ..Project::default() };
        assert!(may_read(&project, Path::new("/team/plans/data/../a.kpi")));
        assert!(!may_read(&project, Path::new("/team/plans/../other/a.kpi")));
        assert!(!may_read(&project, Path::new("/team/plans-of-others/a.kpi")));
        project.allow_outside.push("/team/other".into());
        assert!(may_read(&project, Path::new("/team/plans/../other/a.kpi")));
    }
}
