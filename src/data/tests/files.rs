//! Which files a plan's paths name.

use std::fs;
use std::sync::Arc;

use super::folder::Folder;
use crate::base::message::Message;
use crate::base::span::FileId;
use crate::data::files::{FoundFiles, find_file, find_files};
use crate::data::reach::Reach;
use crate::data::read_error::ReadError;

fn reach(folder: &Folder) -> Reach {
    Reach::new(folder.path().join("project"), folder.path().join("project"))
}

fn project() -> Folder {
    let folder = Folder::new();
    for name in
        ["project/data/b-2.csv", "project/data/a-10.csv", "project/data/~$a.xlsx", "project/[x].csv", "secret.csv"]
    {
        folder.write(name, "a,b\n");
    }
    fs::create_dir(folder.path().join("project/data/sub.csv")).unwrap();
    folder
}

fn shown(found: Result<FoundFiles, ReadError>) -> Result<Vec<String>, &'static str> {
    let names = |files: FoundFiles| files.iter().map(|file| file.shown.clone()).collect();
    found.map(names).map_err(|error| error.message.id)
}

#[test]
fn globs_give_sorted_files_only() {
    let folder = project();
    let find = |named: &str| shown(find_files(named, &reach(&folder)));
    let both = Ok(vec!["data/a-10.csv".to_owned(), "data/b-2.csv".to_owned()]);
    assert_eq!(find("data/*.csv"), both);
    assert_eq!(find("data\\*.csv"), both);
    assert_eq!(find("**/?-*.csv"), both);
    assert_eq!(find("data/b-2.csv"), Ok(vec!["data/b-2.csv".to_owned()]));
    assert_eq!(find("[x].csv"), Ok(vec!["[x].csv".to_owned()]), "a file of that very name comes first");
    assert_eq!(find("data/*.xlsx"), Err("no-file-matches"));
    assert_eq!(find("nowhere/*.csv"), Err("no-file-matches"));
}

#[test]
fn lock_files_of_open_workbooks_are_left_out_and_counted() {
    let folder = project();
    folder.write("project/data/a.xlsx", "a");
    let found = find_files("data/*.xlsx", &reach(&folder)).unwrap();
    assert_eq!((found.len(), found.left_out), (1, 1));
    assert_eq!(find_files("data/*.csv", &reach(&folder)).unwrap().left_out, 0);
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_matched_nevertheless() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = project();
    let name = OsStr::from_bytes(b"\x94\x84\x8f\xe3.csv");
    fs::write(folder.path().join("project/data").join(name), "a,b\n").unwrap();
    fs::create_dir(folder.path().join("project").join(OsStr::from_bytes(b"\xff"))).unwrap();
    let find = |named: &str| shown(find_files(named, &reach(&folder)));
    assert_eq!(find("data/b*.csv"), Ok(vec!["data/b-2.csv".to_owned()]));
    assert_eq!(find("**/b*.csv"), Ok(vec!["data/b-2.csv".to_owned()]));
    let all = find_files("data/*.csv", &reach(&folder)).unwrap();
    let last = all.last().unwrap();
    assert_eq!((all.len(), last.shown.as_str()), (3, "data/\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}.csv"));
    assert!(last.path.exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_no_empty_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project();
    let closed = folder.path().join("project/data");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    let forbidden = fs::read_dir(&closed).is_err();
    let found = ["data/*.csv", "**/*.csv", "data/b-2.csv"].map(|named| shown(find_files(named, &reach(&folder))));
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    // Nothing is forbidden to the system's administrator, as tests in containers often are.
    if forbidden {
        assert_eq!(found, [Err("unreadable-file"), Err("unreadable-file"), Err("unreadable-file")]);
    }
}

#[test]
fn what_is_not_there_is_suggested() {
    let folder = project();
    let help = |named: &str| {
        let error = find_file(named, &reach(&folder)).unwrap_err();
        (error.message.id, error.help.unwrap().id)
    };
    assert_eq!(help("data/b-3.csv"), ("missing-file", "missing-file.help-similar"));
    assert_eq!(help("data/entirely-else.txt"), ("missing-file", "missing-file.help"));
    assert_eq!(help("data"), ("not-a-file", "not-a-file.help-folder"));
}

#[test]
fn nothing_outside_of_the_project_is_read() {
    let folder = project();
    let absolute = folder.path().join("secret.csv").to_string_lossy().into_owned();
    let outside = [
        "../secret.csv",
        "data/../../secret.csv",
        "../*.csv",
        "*/../../*.csv",
        "../nothing.csv",
        "/dev/zero",
        "/**",
        &absolute,
    ];
    for named in outside {
        assert_eq!(shown(find_files(named, &reach(&folder))), Err("outside-project"), "{named}");
    }
    let mut allowed = reach(&folder);
    allowed.allowed = vec![folder.path().to_owned(), "/dev".into()];
    let error = find_files("../secret.csv", &reach(&folder)).unwrap_err();
    assert_eq!(error.help, Some(Box::new(Message::new("outside-project.help").with("path", ".."))));
    assert_eq!(shown(find_files("../secret.csv", &allowed)), Ok(vec!["../secret.csv".to_owned()]));
    assert_eq!(shown(find_files("/dev/zero", &allowed)), Err("not-a-file"));
    assert_eq!(shown(find_files("data/../[x].csv", &reach(&folder))), Ok(vec!["data/../[x].csv".to_owned()]));
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere_else() {
    let folder = project();
    let link =
        |to: &str, from: &str| std::os::unix::fs::symlink(folder.path().join(to), folder.path().join(from)).unwrap();
    link("secret.csv", "project/link.csv");
    link("project/data/b-2.csv", "project/inner.csv");
    link("", "project/up");
    let find = |named: &str| shown(find_files(named, &reach(&folder)));
    assert_eq!(find("link.csv"), Err("outside-project"));
    assert_eq!(find("up/secret.csv"), Err("outside-project"));
    assert_eq!(find("up/*.csv"), Err("outside-project"));
    assert_eq!(find("l*.csv"), Err("outside-project"));
    assert_eq!(find("inner.csv"), Ok(vec!["inner.csv".to_owned()]));
}

#[cfg(unix)]
#[test]
fn links_into_circles_give_each_file_once() {
    let folder = project();
    let link = |to: &str, from: &str| std::os::unix::fs::symlink(to, folder.path().join(from)).unwrap();
    link(".", "project/data/self");
    link("..", "project/data/above");
    link("b-2.csv", "project/data/a-link.csv");
    link("../..", "project/data/outside");
    let both = vec!["data/a-10.csv".to_owned(), "data/b-2.csv".to_owned()];
    let found = find_files("**/?-*.csv", &reach(&folder)).unwrap();
    assert!(found.left_out > 0, "what leads out of the project is said");
    assert_eq!(shown(Ok(found)), Ok(both.clone()));
    assert_eq!(shown(find_files("data/?-*.csv", &reach(&folder))), Ok(both));
    let below = ["a-10.csv", "above/[x].csv", "b-2.csv"].map(|name| format!("data/{name}"));
    assert_eq!(shown(find_files("data/**", &reach(&folder))), Ok(below.to_vec()));
}

#[test]
fn a_new_line_in_a_path_is_told_from_a_folder() {
    let folder = project();
    for named in ["data\new.csv", "data\t*.csv"] {
        let error = find_files(named, &reach(&folder)).unwrap_err();
        assert_eq!(error.help.map(|help| help.id), Some("missing-file.help-backslash"), "{named}");
    }
}

#[test]
fn paths_start_at_the_file_that_names_them() {
    let folder = project();
    let (plan, library) = (FileId(0), FileId(1));
    let mut reach = reach(&folder);
    reach.folders = Arc::new([(plan, reach.folder.clone()), (library, reach.folder.join("data"))].into());
    let found = |file, named| shown(find_files(named, &reach.of_file(file)));
    assert_eq!(found(plan, "data/b-2.csv"), Ok(vec!["data/b-2.csv".to_owned()]));
    assert_eq!(found(library, "b-2.csv"), Ok(vec!["data/b-2.csv".to_owned()]));
    assert_eq!(found(library, "b-*.csv"), found(plan, "data/b-*.csv"));
    assert_eq!(found(library, "../../secret.csv"), Err("outside-project"));
    assert_eq!(found(library, "data/b-2.csv"), Err("missing-file"));
}

#[test]
fn names_are_the_same_however_their_characters_are_put_together() {
    let folder = Folder::new();
    folder.write("project/ハ\u{3099}.csv", "a\n");
    let found = find_file("バ.csv", &reach(&folder));
    assert_eq!(found.map(|file| file.shown), Ok("バ.csv".to_owned()));
}
