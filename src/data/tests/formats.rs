//! Every format gives the same table.

use proptest::prelude::*;

use super::folder::{Folder, read, rows_of, seen};
use super::zip::{ods, xlsx};
use crate::base::span::{FileId, Span, Spanned};
use crate::data::open::open;
use crate::plan::source::{Layout, Unpivot};

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::new(FileId(0), 0, 1))
}

fn sheet(name: &str) -> Layout {
    Layout { sheet: Some(spanned(name.to_owned())), ..Layout::default() }
}

const SALES: &str = r#"
    <row r="1"><c r="A1" t="inlineStr"><is><t>売上表</t></is></c></row>
    <row r="3"><c r="A3" t="inlineStr"><is><t>日付</t></is></c><c r="B3" t="inlineStr"><is><t>担当
      者</t></is></c><c r="C3" t="inlineStr"><is><t>金額</t></is></c></row>
    <row r="4"><c r="A4" s="1"><v>46296</v></c><c r="B4" t="inlineStr"><is><t> 佐藤　</t></is></c><c r="C4"><v>500000</v></c></row>
    <row r="6"><c r="A6" s="1"><v>46297.5</v></c><c r="C6" t="e"><v>#N/A</v></c></row>
    <row r="7"><c r="B7" t="b"><v>1</v></c><c r="C7"><f>1/3</f><v>0.30000000000000004</v></c></row>"#;

#[test]
fn a_workbook_is_read_as_it_looks() {
    let rows = seen(&["4: 2026-10-01|佐藤|500000", "6: 2026-10-02T12:00:00|-|#N/A", "7: -|true|0.3"]);
    let columns = ["日付", "担当 者", "金額"];
    let book = xlsx(&[("売上", SALES)]);
    assert_eq!(read("a.xlsx", &book, &Layout::default(), &columns), Ok(rows.clone()));
    assert_eq!(read("a.csv", &book, &Layout::default(), &columns), Ok(rows.clone()), "whatever its name");
    let notes = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let book = xlsx(&[("メモ", notes), ("売上", SALES)]);
    assert_eq!(read("a.xlsx", &book, &Layout::default(), &columns), Ok(rows.clone()));
    assert_eq!(read("a.xlsx", &book, &sheet("売上"), &columns), Ok(rows));
}

/// Cells of a row, in columns A, B, …, each as its inner XML.
fn row(number: usize, cells: &[&str]) -> String {
    let cell = |(column, inner): (usize, &&str)| {
        let kind = if inner.starts_with("<is>") { " t=\"inlineStr\"" } else { "" };
        let letter = ["A", "B", "C"][column];
        if inner.is_empty() { String::new() } else { format!("<c r=\"{letter}{number}\"{kind}>{inner}</c>") }
    };
    format!("<row r=\"{number}\">{}</row>", cells.iter().enumerate().map(cell).collect::<String>())
}

fn text(text: &str) -> String {
    format!("<is><t>{text}</t></is>")
}

#[test]
fn a_formula_that_was_never_computed_is_an_error() {
    let header = row(1, &[&text("date"), &text("n"), &text("m")]);
    let read = |cells: &[&str]| {
        let book = xlsx(&[("S", &(header.clone() + &row(2, cells)))]);
        read("a.xlsx", book, &Layout::default(), &["date", "n"])
    };
    assert_eq!(read(&["<v>46296</v>", "<f>1+2</f><v></v>"]), Err(("formula-without-value", None)));
    assert_eq!(read(&["<v>46296</v>", "<f>1+2</f>"]), Err(("formula-without-value", None)));
    assert_eq!(read(&["<v>46296</v>", "<f>1+2</f><v>3</v>"]), Ok(seen(&["2: 46296|3"])));
    assert_eq!(read(&["<v>46296</v>", "<v>3</v>", "<f>1+2</f>"]), Ok(seen(&["2: 46296|3"])), "what is not needed");
    let empty = xlsx(&[(
        "S",
        &(header.clone() + "<row r=\"2\"><c r=\"A2\"><v>5</v></c><c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c></row>"),
    )]);
    let rows = super::folder::read("a.xlsx", empty, &Layout::default(), &["date", "n"]);
    assert_eq!(rows, Ok(seen(&["2: 5|-"])), "an empty text is a value");
}

#[test]
fn notes_below_a_sheets_table_are_no_rows() {
    let table = row(1, &["", &text("date"), &text("n")]) + &row(2, &["", &text("2026-10-01"), "<v>5</v>"]);
    let rows =
        |more: String| read("a.xlsx", xlsx(&[("S", &(table.clone() + &more))]), &Layout::default(), &["date", "n"]);
    let one = "2: 2026-10-01|5";
    assert_eq!(rows(row(4, &["", &text("注: 速報値")])), Ok(seen(&[one])));
    assert_eq!(rows(row(4, &[&text("注: 速報値")]) + &row(7, &[&text("出典: CRM")])), Ok(seen(&[one])));
    assert_eq!(rows(row(3, &["", &text("合計")])), Ok(seen(&[one, "3: 合計|-"])));
    assert_eq!(rows(row(4, &["", &text("2026-10-03")])), Ok(seen(&[one, "4: 2026-10-03|-"])));
}

#[test]
fn an_archive_of_other_things_is_no_workbook() {
    let archive = super::zip::zip(&[("d.csv", "a,b\n")]);
    assert_eq!(read("a.zip", archive, &Layout::default(), &["a"]), Err(("unsupported-format", None)));
}

#[test]
fn sheets_are_asked_for_where_it_is_open_which() {
    let book = xlsx(&[("9月", SALES), ("10月", SALES)]);
    let find = |layout: &Layout, column: &str| read("a.xlsx", &book, layout, &[column]).map(|rows| rows.len());
    assert_eq!(find(&Layout::default(), "金額"), Err(("several-sheets", None)));
    assert_eq!(find(&sheet("１０月"), "金額"), Ok(3));
    assert_eq!(find(&sheet("11月"), "金額"), Err(("missing-sheet", None)));
    assert_eq!(find(&Layout::default(), "数量"), Err(("missing-column", None)));
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let far = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(read("a.xlsx", xlsx(&[("S", far)]), &Layout::default(), &["a"]), Ok(seen(&["1048576: 1"])));
}

#[test]
fn open_document_is_read_too() {
    let rows = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>date</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>n</text:p></table:table-cell></table:table-row>
      <table:table-row><table:table-cell office:value-type="date" office:date-value="2026-10-01"/><table:table-cell office:value-type="float" office:value="5"/></table:table-row>"#;
    assert_eq!(read("a.ods", ods(rows), &Layout::default(), &["n", "date"]), Ok(seen(&["2: 5|2026-10-01"])));
}

#[test]
fn broken_and_locked_workbooks_say_so() {
    let refused = |bytes: &[u8]| read("a.xlsx", bytes, &Layout::default(), &["a"]).map_err(|(id, _)| id);
    assert_eq!(refused(b"PK\x03\x04 and then nothing"), Err("broken-spreadsheet"));
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&locked), Err("encrypted-file"));
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err("broken-spreadsheet"));
    assert_eq!(refused(b"<html><table><tr><td>a</td></tr></table>"), Err("html-instead-of-table"));
}

#[test]
fn json_is_one_object_a_line_or_a_list() {
    let lines = "{\"at\": \"2026-10-01\", \"who\": {\"name\": \"佐藤\"}, \"n\": 5}\n\n{\"at\": null, \"n\": 0.5, \"ok\": true}\n";
    let columns = ["n", "who.name", "at"];
    let rows = ["5|佐藤|2026-10-01", "0.5|-|-"];
    let at = |places: [u64; 2]| seen(&[&format!("{}: {}", places[0], rows[0]), &format!("{}: {}", places[1], rows[1])]);
    assert_eq!(read("a.jsonl", lines, &Layout::default(), &columns), Ok(at([1, 3])));
    let list = format!("[{}]", lines.trim().replace("\n\n", ",\n"));
    assert_eq!(read("a.json", &list, &Layout::default(), &columns), Ok(at([1, 2])));
    assert_eq!(read("a.txt", lines, &Layout::default(), &columns), Ok(at([1, 3])), "whatever its name");
    let refused = |text: &str| read("a.jsonl", text, &Layout::default(), &["n"]);
    assert_eq!(refused("{\"n\": 1}\n[2]\n"), Err(("json-not-an-object", Some(2))));
    assert_eq!(refused("{\"n\": 1}\n{\"n\": \n"), Err(("broken-json", Some(2))));
    assert_eq!(refused("{\"m\": 1}\n"), Err(("missing-column", None)));
    assert_eq!(refused(""), Err(("empty-file", None)));
    assert_eq!(refused("[{\"n\": 1},\n5]"), Err(("json-not-an-object", Some(2))));
    assert_eq!(refused("[{\"n\": 1},\n{"), Err(("broken-json", Some(2))));
    assert_eq!(refused("[]"), Err(("empty-file", None)));
    assert_eq!(refused("{}\n"), Err(("empty-file", None)));
    let late = format!("{}{{\"n\": 7}}\n", "{\"m\": 1}\n".repeat(3000));
    assert_eq!(refused(&late).map(|rows| rows.last().cloned()), Ok(Some((3001, vec!["7".to_owned()]))));
}

#[test]
fn a_key_stands_once_in_an_object_of_json() {
    let n = |text: &str| read("a.jsonl", text, &Layout::default(), &["n"]);
    for twice in ["{\"n\": 1, \"n\": 2}", "{\"n\": 1, \" n\": 2}", "{\"n\": null, \"x\": 0, \"n\": 2}"] {
        assert_eq!(n(&format!("{{\"n\": 1}}\n{twice}\n")), Err(("json-key-twice", Some(2))), "{twice}");
        assert_eq!(n(&format!("[{{\"n\": 1}}, {twice}]")), Err(("json-key-twice", Some(2))), "{twice}");
    }
    let other = "{\"n\": 1, \"m\": 2, \"m\": 3}";
    assert_eq!(n(other), Ok(seen(&["1: 1"])), "what isn't asked for");
    assert_eq!(n(&format!("[{other}]")), Ok(seen(&["1: 1"])));
    let nested = read("a.jsonl", "{\"a.n\": 5, \"a\": {\"n\": 1}}\n", &Layout::default(), &["a.n"]);
    assert_eq!(nested, Err(("json-key-twice", Some(1))));
}

#[test]
fn json_comes_in_other_encodings_and_with_long_numbers() {
    let text = "{\"who\": \"佐藤\", \"n\": 12345678901234567890123}\n{\"who\": \"鈴木\", \"n\": 1e400}\n";
    let rows = Ok(seen(&["1: 佐藤|12345678901234567890123", "2: 鈴木|1e400"]));
    let cp932 = Layout { encoding: Some(spanned("cp932".to_owned())), ..Layout::default() };
    let bytes = encoding_rs::SHIFT_JIS.encode(text).0;
    assert_eq!(read("a.jsonl", text, &Layout::default(), &["who", "n"]), rows);
    assert_eq!(read("a.jsonl", &bytes, &cp932, &["who", "n"]), rows);
    assert_eq!(read("a.jsonl", &bytes, &Layout::default(), &["n"]), Err(("undecodable-text", Some(1))));
    let utf_16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("a.jsonl", utf_16, &Layout::default(), &["who", "n"]), rows);
}

#[test]
fn toml_is_an_array_of_tables() {
    let text = "[[calls]]\nat = 2026-10-01\nn = 5\n[[calls]]\nn = 6.5\n[[orders]]\namount = 9\n";
    assert_eq!(read("a.toml", text, &Layout::default(), &["at", "n"]), Ok(seen(&["1: 2026-10-01|5", "2: -|6.5"])));
    assert_eq!(read("a.toml", text, &sheet("orders"), &["amount"]), Ok(seen(&["1: 9"])));
    assert_eq!(read("a.toml", text, &sheet("order"), &["amount"]), Err(("missing-sheet", None)));
    assert_eq!(read("a.toml", "a = [", &Layout::default(), &["a"]), Err(("broken-toml", None)));
    assert_eq!(read("a.toml", "a = 1", &Layout::default(), &["a"]), Err(("empty-file", None)));
}

#[test]
fn a_header_is_found_however_far_down_it_is_said_to_be() {
    let layout = Layout { header_row: Some(spanned(251)), ..Layout::default() };
    let csv = "t\n".repeat(250) + "a,b\n1,2\n";
    assert_eq!(read("a.csv", csv, &layout, &["b"]), Ok(seen(&["252: 2"])));
    let sheet = row(1, &[&text("t")]) + &row(251, &[&text("a"), &text("b")]) + &row(252, &["<v>1</v>", "<v>2</v>"]);
    assert_eq!(read("a.xlsx", xlsx(&[("S", &sheet)]), &layout, &["b"]), Ok(seen(&["252: 2"])));
}

#[test]
fn columns_become_rows() {
    let unpivot = Unpivot {
        first: spanned("4月".to_owned()),
        last: spanned("６ 月".to_owned()),
        key: spanned("month".to_owned()),
        value: spanned("amount".to_owned()),
    };
    let layout = Layout { unpivot: Some(unpivot), missing: vec!["未定".to_owned()], ..Layout::default() };
    let text = "予算表,,,,\n担当,４月,5月, 6月 ,合計\n佐藤,1,2,,3\n\n鈴木,,4,未定,4\n";
    let rows = seen(&["3: 佐藤|1|４月", "3: 佐藤|2|5月", "5: 鈴木|4|5月"]);
    assert_eq!(read("a.csv", text, &layout, &["担当", "amount", "month"]), Ok(rows));
    assert_eq!(read("a.csv", "担当,4月\n", &layout, &["担当"]), Err(("missing-column", None)));
}

#[cfg(feature = "parquet")]
mod parquet_files {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, StructArray};
    use arrow_schema::{DataType, Field};
    use parquet::arrow::ArrowWriter;
    use parquet::file::properties::WriterProperties;

    use super::*;

    fn parquet() -> Vec<u8> {
        let kinds: ArrayRef =
            Arc::new(StringArray::from(vec![Some("call"), Some(" NA "), None, Some("call"), Some("")]));
        let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..5).map(|id| format!("a long name for {id}"))));
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3, 4, 5]));
        let inner = Arc::new(Field::new("x", DataType::Int64, false));
        let nested: ArrayRef = Arc::new(StructArray::from(vec![(inner, Arc::clone(&numbers))]));
        let columns = [("kind", kinds), ("id", ids), ("n", numbers), ("nested", nested)];
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        let plain = WriterProperties::builder()
            .set_max_row_group_row_count(Some(2))
            .set_column_dictionary_enabled("id".into(), false)
            .build();
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(plain)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        bytes
    }

    #[test]
    fn row_groups_give_their_columns_in_the_order_asked() {
        let layout = Layout { missing: vec!["NA".to_owned()], ..Layout::default() };
        let rows = seen(&["1: 1|call", "2: 2|-", "3: 3|-", "4: 4|call", "5: 5|-"]);
        assert_eq!(read("a.parquet", parquet(), &layout, &["n", "kind"]), Ok(rows));
        let long = read("a.parquet", parquet(), &layout, &["id"]).unwrap();
        assert_eq!(long[4], (5, vec!["a long name for 4".to_owned()]));
        assert_eq!(read("a.parquet", parquet(), &layout, &["nested"]), Err(("nested-column", None)));
        assert_eq!(read("a.parquet", parquet(), &layout, &["m"]), Err(("missing-column", None)));
        assert_eq!(read("a.parquet", b"PAR1", &layout, &["m"]), Err(("broken-parquet", None)));
    }

    #[test]
    fn types_that_are_no_cells_are_refused() {
        use arrow_array::{BinaryArray, DurationSecondArray, Time32SecondArray};
        let written = |column: ArrayRef| {
            let batch = RecordBatch::try_from_iter([("x", column)]).unwrap();
            let mut bytes = Vec::new();
            let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
            writer.write(&batch).unwrap();
            writer.close().unwrap();
            read("a.parquet", bytes, &Layout::default(), &["x"]).map(|rows| rows.len())
        };
        let refused = Err(("unread-column-type", None));
        assert_eq!(written(Arc::new(DurationSecondArray::from(vec![5]))), refused);
        assert_eq!(written(Arc::new(BinaryArray::from(vec![&b"x"[..]]))), refused);
        assert_eq!(written(Arc::new(Time32SecondArray::from(vec![5]))), refused);
        assert_eq!(written(Arc::new(Int64Array::from(vec![5]))), Ok(1));
    }

    #[test]
    fn dictionaries_stay_dictionaries() {
        let folder = Folder::new();
        let path = folder.write("a.parquet", parquet());
        let columns = ["kind".to_owned(), "id".to_owned()];
        let mut table = open(&path, "a.parquet", &Layout::default(), &columns).unwrap();
        let batch = table.next_chunk().unwrap().unwrap().into_batch(&table.projection).unwrap();
        let types: Vec<_> = batch.columns.iter().map(|column| column.data_type().clone()).collect();
        let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        assert_eq!(types, [dictionary, DataType::Utf8View]);
    }

    #[test]
    fn a_broken_file_never_ends_the_program() {
        let whole = parquet();
        for at in (4..whole.len()).step_by(7) {
            let mut broken = whole.clone();
            broken[at] ^= 0x55;
            drop(read("a.parquet", &broken, &Layout::default(), &["n", "kind", "id"]));
            drop(read("a.parquet", &whole[..at], &Layout::default(), &["n"]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn bytes_of_any_kind_are_read_or_refused(
        start in prop::sample::select(vec!["", "PK\u{3}\u{4}", "{\"a\":", "[[a]]\n", "a,b\n", "\u{feff}a\tb\r"]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        name in prop::sample::select(vec!["a.csv", "a.json", "a.toml", "a.xlsx"]),
    ) {
        let folder = Folder::new();
        let path = folder.write(name, [start.as_bytes(), &bytes].concat());
        for columns in [vec![], vec!["a".to_owned()]] {
            if let Ok(table) = open(&path, name, &Layout::default(), &columns) {
                drop(rows_of(table));
            }
        }
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0usize..2000, flip in 1u8..) {
        let mut book = xlsx(&[("売上", SALES)]);
        let at = at % book.len();
        book[at] ^= flip;
        drop(read("a.xlsx", &book, &Layout::default(), &["金額"]));
    }
}
