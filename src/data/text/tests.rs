//! Separated text as people's programs write it.

use std::fs::File;

use encoding_rs::{EUC_JP, SHIFT_JIS, WINDOWS_1252};
use proptest::prelude::*;

use super::open_blocks;
use crate::base::span::{FileId, Span, Spanned};
use crate::data::batch::Table;
use crate::data::open::{Asked, Columns, open};
use crate::data::tests::folder::{Folder, Refused, Seen, read, rows_of, seen};
use crate::plan::source::Layout;

fn csv(text: impl AsRef<[u8]>, columns: &[&str]) -> Result<Seen, Refused> {
    read("a.csv", text, &Layout::default(), columns)
}

/// As [`csv`], cut into blocks of this size.
fn in_blocks(text: &[u8], size: usize, columns: &[&str]) -> Result<Seen, Refused> {
    let folder = Folder::new();
    let path = folder.write("a.csv", text);
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    let layout = Layout::default();
    let asked = Asked {
        shown: "a.csv",
        layout: &layout,
        columns: Columns::Named(&columns),
        to_read: columns.len(),
        watched: None,
    };
    let sample = &text[..text.len().min(super::SAMPLE)];
    let opened = open_blocks(&asked, File::open(path).unwrap(), sample).map_err(|error| (error.message.id, None))?;
    let (blocks, sniffed, projection) = opened;
    let blocks = blocks.with_block_size(size);
    rows_of(Table::new("a.csv", sniffed.header_row as u64 + 2, projection, Box::new(blocks)))
        .map_err(|(error, first)| (error.message.id, error.row.map(|row| first + row.row)))
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn line_ends_and_separators_are_found_out() {
    let rows = Ok(seen(&["2: 佐藤|1", "3: -|2,5"]));
    for line_end in ["\n", "\r\n", "\r"] {
        for separator in [",", ";", "\t", "|"] {
            let text = ["担当,x,金額", "佐藤,,1", ",,\"2,5\""].map(|line| line.replacen(',', separator, 2));
            let text = text.join(line_end);
            assert_eq!(csv(&text, &["担当", "金額"]), rows, "{text:?}");
            assert_eq!(csv(text + line_end, &["担当", "金額"]), rows);
        }
    }
    let stated = Layout { separator: Some(Spanned::new('、', Span::new(FileId(0), 0, 1))), ..Layout::default() };
    assert_eq!(read("a.csv", "a、b\n", &stated, &["a"]), Err(("unusable-separator", None)));
}

#[test]
fn decimal_commas_do_not_hide_semicolons() {
    assert_eq!(csv("a;b\n1,5;2,5\n3,5;4,5\n", &["b"]), Ok(seen(&["2: 2,5", "3: 4,5"])));
    assert_eq!(csv("a;b\n1,5;2,5\n3,5;4,5\n", &[]).map(|rows| rows.len()), Ok(2));
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = "日付,担当,金額\r\n2026-10-01,佐藤,500000\r\n2026-10-02,\"鈴木\n一郎\",30000\r\n";
    let rows = Ok(seen(&["2: 佐藤|500000", "3: 鈴木\n一郎|30000"]));
    let columns = ["担当", "金額"];
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        marked(b"\xef\xbb\xbf", text.as_bytes()),
        SHIFT_JIS.encode(text).0.to_vec(),
        EUC_JP.encode(text).0.to_vec(),
        encoding_rs::ISO_2022_JP.encode(text).0.to_vec(),
        utf_16(text, u16::to_le_bytes),
        marked(b"\xff\xfe", &utf_16(text, u16::to_le_bytes)),
        marked(b"\xfe\xff", &utf_16(text, u16::to_be_bytes)),
    ] {
        assert_eq!(csv(&bytes, &columns), rows, "{bytes:?}");
        assert_eq!(in_blocks(&bytes, 16, &columns), rows);
    }
    let short = SHIFT_JIS.encode("月,件数\n4月,5\n").0.to_vec();
    assert_eq!(csv(short, &["件数"]), Ok(seen(&["2: 5"])), "the header tells where the bytes are too few");
    let french = WINDOWS_1252.encode("libell\u{e9};montant\nNo\u{eb}l;5\n").0.to_vec();
    assert_eq!(csv(french, &["libell\u{e9}", "montant"]), Ok(seen(&["2: No\u{eb}l|5"])));
}

#[test]
fn an_encoding_that_shows_late_is_found_out_late() {
    let plain = "name,n\n".to_owned() + &"abc,1\n".repeat(super::SAMPLE / 6 + 10);
    let text = format!("{plain}佐藤と鈴木は東京で営業をしています,2\n");
    let last = |bytes: Vec<u8>| csv(bytes, &["name"]).map(|rows| rows.last().unwrap().1[0].clone());
    let name = Ok("佐藤と鈴木は東京で営業をしています".to_owned());
    assert_eq!(last(text.clone().into_bytes()), name);
    assert_eq!(last(SHIFT_JIS.encode(&text).0.to_vec()), name);
    let mut mixed = "名,n\n".to_owned().into_bytes();
    mixed.extend("x,1\n".repeat(super::SAMPLE / 4).into_bytes());
    mixed.extend(SHIFT_JIS.encode("佐藤,2\n").0.iter());
    let row = super::SAMPLE as u64 / 4 + 2;
    assert_eq!(csv(mixed, &["名"]), Err(("undecodable-text", Some(row))));
}

#[test]
fn text_that_is_none_is_refused() {
    let stated = |label: &str| Layout {
        encoding: Some(Spanned::new(label.to_owned(), Span::new(FileId(0), 0, 1))),
        ..Layout::default()
    };
    let refused = |label: &str, bytes: &[u8]| read("a.csv", bytes, &stated(label), &["a"]);
    assert_eq!(refused("utf-8", b"a,b\n1,2\n\xff,3\n"), Err(("undecodable-text", Some(3))));
    assert_eq!(refused("cp932", b"a,b\n1,2\n3,4\n\x81\n"), Err(("undecodable-text", Some(4))));
    assert_eq!(refused("latin-alphabet", b"a\n"), Err(("unknown-encoding", None)));
    assert_eq!(csv(b"a,b\n1,\0\n", &["a"]), Err(("nul-bytes", None)));
    assert_eq!(csv(b"", &["a"]), Err(("empty-file", None)));
    assert_eq!(csv(b"\n ,\n", &["a"]), Err(("empty-file", None)));
}

#[test]
fn titles_padding_and_blank_rows_are_no_rows() {
    let report = "月次レポート,,,\n作成: 営業部\n\n日付,金額,,\n2026-10-01,5,,\n,,,\n\n2026-10-02,6\n\"\",\"\",,\n2026-10-03,7,,,,\n";
    let rows = Ok(seen(&["5: 2026-10-01|5", "8: 2026-10-02|6", "10: 2026-10-03|7"]));
    assert_eq!(csv(report, &["日付", "金額"]), rows);
    assert_eq!(in_blocks(report.as_bytes(), 7, &["日付", "金額"]), rows);
    assert_eq!(csv("日付,金額\n", &["金額"]), Ok(Vec::new()));
}

#[test]
fn rows_that_do_not_fit_the_header_are_refused() {
    assert_eq!(csv("a,b,c\n1,2,3\n\n1\n", &["b"]), Err(("ragged-row", Some(4))));
    assert_eq!(csv("a,b\n1,2,3\n", &["a"]), Err(("ragged-row", Some(2))));
    assert_eq!(csv("a,b\n\"x\ny\",2\n1,2,3\n", &["a"]), Err(("ragged-row", Some(3))));
    let folder = Folder::new();
    let path = folder.write("a.csv", "a,b\n1,2,3\n1,2\n1\n".to_owned() + &"1\n".repeat(12));
    let layout = Layout::default();
    let mut table = open(&path, "a.csv", &layout, &["b".to_owned()]).unwrap();
    let error = table.next_chunk().unwrap().unwrap().into_batch(&table.projection).unwrap_err();
    let ragged = error.with_row_number(2).ragged.unwrap();
    assert_eq!((ragged.count, &ragged.first[..3]), (14, &[(2, 3), (4, 1), (5, 1)][..]));
    assert_eq!(csv("a,b,c\n1,2\n", &["b"]), Ok(seen(&["2: 2"])), "what is not asked for may be left off");
}

#[test]
fn an_open_quote_says_where_it_opened() {
    assert_eq!(csv("a,b\n1,2\n3,\"4\n5,6\n", &["a"]), Err(("unclosed-quote", Some(3))));
    assert_eq!(csv("a,b\n1,5\" pipe\n", &["b"]), Ok(seen(&["2: 5\" pipe"])));
}

#[test]
fn a_closing_quote_ends_its_cell() {
    let swallowed = "at,who,n\n1,x,1\n2,\"A社 契約,1\n3,B社,2\n4,\"C社\",3\n5,D社,4\n";
    assert_eq!(csv(swallowed, &["n"]), Err(("text-behind-quote", Some(3))));
    assert_eq!(csv(swallowed, &["at"]), Err(("text-behind-quote", Some(3))), "also where it isn't asked for");
    assert_eq!(in_blocks(swallowed.as_bytes(), 4, &["n"]), Err(("text-behind-quote", Some(3))));
    assert_eq!(csv("a,b\n1,\"x\ny\" \r\n", &["b"]), Ok(seen(&["2: x\ny"])), "spaces are no text");
    assert_eq!(csv("a,b\n\"x\"y,1\n", &["a", "b"]), Ok(seen(&["2: xy|1"])), "on one line nothing is lost");
}

#[test]
fn notes_below_the_table_are_no_rows() {
    let table = "日付,担当,金額\n2026-10-01,佐藤,1\n\n2026-10-02,鈴木,2\n".to_owned();
    let rows = Ok(seen(&["2: 2026-10-01|1", "4: 2026-10-02|2"]));
    let columns = ["日付", "金額"];
    for notes in ["\n注: 速報値\n", "\n注: 速報値", ",,\n注: 速報値,,\n\n出典: CRM,,\n,,\n"] {
        let text = table.clone() + notes;
        for size in [7, 16, 40, 1000] {
            assert_eq!(in_blocks(text.as_bytes(), size, &columns), rows, "{notes:?} {size}");
            assert_eq!(in_blocks(&SHIFT_JIS.encode(&text).0, size, &columns), rows, "{notes:?} {size}");
        }
        assert_eq!(csv(utf_16(&text, u16::to_le_bytes), &columns), rows);
    }
    let refused = |end: &str| csv(table.clone() + end, &columns).map_err(|(id, _)| id);
    assert_eq!(refused("注: 速報値\n"), Err("ragged-row"), "what hangs on to the table may be one of its rows");
    assert_eq!(refused("\n2026-10-03\n"), Err("ragged-row"), "a date is no note");
    assert_eq!(refused("\n注: 速報値\n2026-10-03,佐藤,1\n"), Err("ragged-row"));
    assert_eq!(csv("担当\n佐藤\n\n鈴木\n", &["担当"]), Ok(seen(&["2: 佐藤", "4: 鈴木"])));
}

#[test]
fn missing_words_are_missing() {
    let layout = Layout { missing: vec!["NA".to_owned(), "-".to_owned()], ..Layout::default() };
    let rows = Ok(seen(&["2: -|1", "3: -|-", "4: NA!|a long cell beyond its view"]));
    assert_eq!(read("a.csv", "a,b\nNA,1\n - ,\"NA\"\nNA!,a long cell beyond its view\n", &layout, &["a", "b"]), rows);
}

/// A cell as a spreadsheet program writes it.
fn written(cell: &str, quoted: bool) -> String {
    let needed = cell.contains([',', '"', '\n', '\r']);
    if quoted || needed { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

proptest! {
    #[test]
    fn cells_come_back_whatever_the_block_size(
        rows in prop::collection::vec((("[a佐 \"\n,;é]{0,20}", any::<bool>()), ("[b\"\n,]{0,6}", any::<bool>())), 1..20),
        size in 1usize..64,
    ) {
        let mut text = "x,skipped,y\n".to_owned();
        let mut expected = Vec::new();
        let cell = |text: &str| if text.trim().is_empty() { "-".to_owned() } else { text.trim().to_owned() };
        for (number, ((x, x_quoted), (y, y_quoted))) in rows.iter().enumerate() {
            text += &[&written(x, *x_quoted), ",.,", &written(y, *y_quoted), "\n"].concat();
            expected.push((number as u64 + 2, vec![cell(y), cell(x)]));
        }
        prop_assert_eq!(in_blocks(text.as_bytes(), size, &["y", "x"]), Ok(expected.clone()));
        prop_assert_eq!(csv(&text, &["y", "x"]), Ok(expected));
    }

    #[test]
    fn the_block_size_never_matters(text in "[ab,\"\n\r ]{0,60}", size in 1usize..20) {
        let text = format!("a,b\n{text}");
        prop_assert_eq!(in_blocks(text.as_bytes(), size, &["a"]), csv(&text, &["a"]));
    }
}

#[test]
fn a_damaged_byte_makes_utf_8_no_other_encoding() {
    let damaged = |name: &str| [format!("date,rep\n1,{name}\n2,").as_bytes(), b"\xff,\n"].concat();
    assert_eq!(csv(damaged("佐藤"), &["rep"]), Err(("undecodable-text", Some(3))));
    assert_eq!(csv(damaged("é à ü"), &["rep"]), Err(("undecodable-text", Some(3))));
    let late = [b"a,b\n".repeat(super::SAMPLE / 4 + 10), damaged("佐藤")].concat();
    let row = super::SAMPLE as u64 / 4 + 13;
    assert_eq!(csv(late, &["a", "b"]), Err(("undecodable-text", Some(row))));
}

#[test]
fn names_below_a_header_of_ascii_are_found_out_wherever_they_come() {
    let plain = "date,rep\n".to_owned() + &"1,abc\n".repeat(super::SAMPLE / 6 + 10);
    for encoding in [SHIFT_JIS, EUC_JP] {
        let text = encoding.encode(&(plain.clone() + "2,鈴木\n3,山田\n")).0.to_vec();
        let last = csv(text, &["rep"]).map(|rows| rows.last().unwrap().1[0].clone());
        assert_eq!(last, Ok("山田".to_owned()), "{}", encoding.name());
    }
}
