//! Holidays and targets.

use jiff::civil::date;

use super::folder::Folder;
use crate::data::day_list::{DaysOfFile, read_day_list};
use crate::data::files::InputFile;
use crate::data::read_error::ReadError;
use crate::data::target_file::{TargetOfFile, read_target_file};

fn refused(error: &ReadError) -> &'static str {
    error.message.id
}

fn days(bytes: impl AsRef<[u8]>) -> Result<DaysOfFile, &'static str> {
    let folder = Folder::new();
    let path = folder.write("days.csv", bytes);
    read_day_list(&InputFile { path, shown: "days.csv".to_owned() }).map_err(|error| refused(&error))
}

#[test]
fn days_are_read_with_and_without_a_header() {
    let published =
        "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/1/12,成人の日\r\n2027/1/1,元日\r\n";
    let found = days(encoding_rs::SHIFT_JIS.encode(published).0).unwrap();
    assert_eq!(found.days.len(), 3);
    assert_eq!(found.years.iter().copied().collect::<Vec<_>>(), [2026, 2027]);
    let bare = days("2026-01-01\n2026-01-02,年始\n\n2026-01-03\n").unwrap();
    assert_eq!(bare.days.into_iter().collect::<Vec<_>>(), [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]);
    let titled = days("会社の休日\n\n名称,日付\n夏休み,2026年8月13日\n").unwrap();
    assert_eq!(titled.days.into_iter().collect::<Vec<_>>(), [date(2026, 8, 13)]);
    assert_eq!(days("日付\n2026-01-01\n1/2\n"), Err("unreadable-day"));
    assert_eq!(days("日付\n元日\n"), Err("no-days-in-file"));
    assert_eq!(days(""), Err("empty-file"));
}

fn targets(text: &str) -> Result<Vec<(String, String, u64)>, &'static str> {
    let folder = Folder::new();
    let path = folder.write("targets.csv", text);
    let file = InputFile { path, shown: "targets.csv".to_owned() };
    let plain = |target: TargetOfFile| (target.period, target.amount, target.row);
    read_target_file(&file, &["calls", "架電数"], &[("rep", "担当")])
        .map(|targets| targets.into_iter().map(plain).collect())
        .map_err(|error| refused(&error))
}

#[test]
fn targets_are_found_by_their_headers() {
    let expected =
        Ok(vec![("2026-10".to_owned(), "1,000".to_owned(), 3), ("2026-12".to_owned(), "900件".to_owned(), 5)]);
    assert_eq!(targets("目標一覧\n月,目標\n2026-10,\"1,000\"\n2026-11,\n2026-12,900件\n"), expected);
    assert_eq!(targets("\nPeriod,アポ数,架電数\n2026-10,5,\"1,000\"\n2026-11,6,\n2026-12,,900件\n"), expected);
    let named = "\n期間,指標,目標\n2026-10,架電数,\"1,000\"\n2026-10,アポ数,8\n2026-12,calls,900件\n";
    assert_eq!(targets(named), expected);
}

#[test]
fn a_column_of_a_dimension_says_whose_target_it_is() {
    let folder = Folder::new();
    let members = |text: &str| {
        let file = InputFile { path: folder.write("members.csv", text), shown: "members.csv".to_owned() };
        let targets = read_target_file(&file, &["calls"], &[("rep", "担当"), ("name", "name")]).unwrap();
        let shown = |target: &TargetOfFile| {
            let members: Vec<String> = target.members.iter().map(|(name, member)| format!("{name}={member}")).collect();
            format!("{} {}", members.join(" "), target.amount)
        };
        targets.iter().map(shown).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(members("period,rep,target\n2026-06,A,5\n2026-06,,9\n"), "rep=A 5,  9");
    assert_eq!(members("月,担当,目標\n2026-06,佐藤,5\n"), "rep=佐藤 5");
    // What is taken for the indicators' names is none.
    assert_eq!(members("period,name,target\n2026-06,calls,5\n"), " 5");
}

#[test]
fn targets_that_can_not_be_meant_are_refused() {
    assert_eq!(targets("month,amount\n2026-10,5\n"), Err("missing-target-columns"));
    assert_eq!(targets("month,target\n,5\n"), Err("target-without-period"));
    assert_eq!(targets("month,name,target\n2026-10,アポ数,5\n"), Err("no-targets-in-file"));
    assert_eq!(targets("month,target\n"), Err("no-targets-in-file"));
}
