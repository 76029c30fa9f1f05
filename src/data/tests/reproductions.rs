//! The reproductions of this layer's errors give the errors that they are named after.

use std::path::{Path, PathBuf};

use crate::base::span::{FileId, Span, Spanned};
use crate::data::day_list::read_day_list;
use crate::data::files::{find_file, find_files};
use crate::data::open::open;
use crate::data::reach::Reach;
use crate::data::read_error::ReadError;
use crate::data::target_file::read_target_file;
use crate::plan::source::{Layout, Unpivot};

use super::folder::rows_of;

fn reach(code: &str) -> Reach {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "errors", code].iter().collect();
    Reach::new(folder.clone(), folder)
}

/// The text between the quotes after a keyword of the plan.
fn quoted<'a>(plan: &'a str, keyword: &str) -> Option<&'a str> {
    plan.split_once(keyword)?.1.split('"').nth(1)
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::new(FileId(0), 0, 1))
}

fn read(code: &str) -> Result<(), ReadError> {
    let reach = reach(code);
    let plan = std::fs::read_to_string(reach.folder.join("plan.kpi")).unwrap();
    if let Some(days) = quoted(&plan, "except ") {
        return read_day_list(&find_file(days, &reach)?).map(drop);
    }
    if let Some(targets) = quoted(&plan, "target from ") {
        return read_target_file(&find_file(targets, &reach)?, &["calls", "架電数"], &[]).map(drop);
    }
    let text = |keyword: &str| quoted(&plan, keyword).map(|value| spanned(value.to_owned()));
    let unpivot = Unpivot {
        first: spanned("4月".to_owned()),
        last: spanned("5月".to_owned()),
        key: spanned("month".to_owned()),
        value: spanned("件数".to_owned()),
    };
    let layout = Layout {
        sheet: text("\n  sheet "),
        encoding: text("\n  encoding "),
        separator: quoted(&plan, "\n  separator ").and_then(|value| value.chars().next()).map(spanned),
        header_row: plan.contains("\n  header row 9").then(|| spanned(9)),
        unpivot: plan.contains("unpivot").then_some(unpivot),
        ..Layout::default()
    };
    let columns = ["件数".to_owned(), "日付".to_owned()];
    for file in find_files(quoted(&plan, "source calls from ").unwrap(), &reach)?.iter() {
        rows_of(open(&file.path, &file.shown, &layout, &columns)?).map_err(|(error, _)| error)?;
    }
    Ok(())
}

#[test]
fn each_gives_its_error() {
    let texts = include_str!("../../../locales/en/errors/data.ftl");
    let codes = texts.lines().filter_map(|line| line.split_once(" = ").map(|(code, _)| code));
    let codes = codes.filter(|code| !code.starts_with([' ', '#']));
    // They need a file that can't be put into a repository, or a build without Parquet; the first is no error.
    let without = ["read-error", "unreadable-file", "parquet-left-out"];
    for code in codes.filter(|code| !without.contains(code)) {
        assert!(Path::new(&reach(code).folder).exists(), "{code} has no reproduction");
        let of_parquet = code.contains("parquet") || ["nested-column", "unread-column-type"].contains(&code);
        if cfg!(feature = "parquet") || !of_parquet {
            assert_eq!(read(code).map_err(|error| error.message.id), Err(code), "{code}");
        }
    }
}
